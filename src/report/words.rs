//! How numbers and decisions are worded: once, for the page, the terminal and
//! the Markdown.

use crate::analysis::Counts;
use crate::stats::Estimate;

mod decision;

pub use decision::{decision, enough, headline, sentence, token_ratio};

/// `2,520`.
pub fn count(n: usize) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 item`, `2,520 items`.
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// A number with one decimal, and thousands separated; an en dash if there is none.
pub fn decimal(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let rounded = (value.abs() * 10.0).round() / 10.0;
    let sign = if value < 0.0 && rounded > 0.0 {
        "−"
    } else {
        ""
    };
    let tenth = ((rounded * 10.0).round() as u64) % 10;
    format!("{sign}{}.{tenth}", count(rounded.trunc() as usize))
}

/// A number without decimals, thousands separated.
pub fn whole(value: f64) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let sign = if value.round() < 0.0 { "−" } else { "" };
    format!("{sign}{}", count(value.abs().round() as usize))
}

/// A share as percent: `92.5%`; an en dash for no share.
pub fn percent(share: f64) -> String {
    if share.is_finite() {
        format!("{}%", decimal(share * 100.0))
    } else {
        "–".to_owned()
    }
}

/// The ends of an interval of shares: `80.1 to 97.4`.
pub fn percent_interval(e: &Estimate) -> String {
    format!("{} to {}", decimal(e.low * 100.0), decimal(e.high * 100.0))
}

/// A difference of shares as points, with its sign: `+65.0`.
pub fn points(difference: f64) -> String {
    let text = decimal(difference * 100.0);
    if difference > 0.0 && text != "0.0" {
        format!("+{text}")
    } else {
        text
    }
}

/// A size in points without a needless decimal: `5`, `2.5`.
pub fn size(difference: f64) -> String {
    let text = decimal(difference.abs() * 100.0);
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// The ends of an interval of differences: `+48.2 to +77.0`.
pub fn points_interval(e: &Estimate) -> String {
    format!("{} to {}", points(e.low), points(e.high))
}

/// The ends of an interval of numbers with one decimal.
pub fn interval(e: &Estimate) -> String {
    if e.low.is_finite() && e.high.is_finite() {
        format!("{} to {}", decimal(e.low), decimal(e.high))
    } else {
        "one value only".to_owned()
    }
}

/// Milliseconds in a unit that fits: `2.5 ms`, `340 ms`, `1.4 s`.
pub fn milliseconds(ms: f64) -> String {
    match ms {
        _ if !ms.is_finite() => "–".to_owned(),
        _ if ms < 9.95 => format!("{} ms", decimal(ms)),
        _ if ms < 999.5 => format!("{} ms", whole(ms)),
        _ => format!("{} s", decimal(ms / 1000.0)),
    }
}

/// Seconds as a person says them: `48 s`, `3 min 20 s`, `2 h 5 min`.
pub fn seconds(s: f64) -> String {
    if !s.is_finite() || s < 0.0 {
        return "–".to_owned();
    }
    let total = s.round() as u64;
    let (hours, minutes, seconds) = (total / 3600, total / 60 % 60, total % 60);
    match (hours, minutes) {
        (0, 0) if s < 9.95 => format!("{} s", decimal(s)),
        (0, 0) => format!("{seconds} s"),
        (0, _) => format!("{minutes} min {seconds} s"),
        _ => format!("{hours} h {minutes} min"),
    }
}

/// `64 tokens`, or `no budget`.
pub fn budget(budget: Option<u32>) -> String {
    budget.map_or_else(|| "free".to_owned(), |b| count(b as usize))
}

/// The confidence of an estimate: `95%`.
pub fn confidence(e: &Estimate) -> String {
    let share = (e.confidence.share() * 1000.0).round() / 10.0;
    format!("{share}%")
}

/// The six verdicts with their counts, as an equation over all planned attempts.
pub fn equation(c: &Counts) -> String {
    format!(
        "{} planned = {} correct + {} incorrect + {} no answer + {} ungraded + {} failed + {} not run",
        count(c.planned),
        count(c.correct),
        count(c.incorrect),
        count(c.no_answer),
        count(c.ungraded),
        count(c.failed),
        count(c.not_run)
    )
}

/// A p value with four decimals, or `< 0.0001`.
pub fn p_value(p: f64) -> String {
    if p < 0.0001 {
        "< 0.0001".to_owned()
    } else {
        format!("{p:.4}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_people() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(decimal(1234.56), "1,234.6");
        assert_eq!(decimal(-0.04), "0.0");
        assert_eq!(decimal(-0.06), "−0.1");
        assert_eq!(decimal(99.96), "100.0");
        assert_eq!(decimal(f64::NAN), "–");
        assert_eq!(percent(0.925), "92.5%");
        assert_eq!(points(0.65), "+65.0");
        assert_eq!(points(-0.0001), "0.0");
        assert_eq!(points(0.0001), "0.0");
        assert_eq!(milliseconds(2.51), "2.5 ms");
        assert_eq!(milliseconds(1400.0), "1.4 s");
        assert_eq!(seconds(200.0), "3 min 20 s");
        assert_eq!(seconds(7500.0), "2 h 5 min");
        assert_eq!(counted(1, "item", "items"), "1 item");
    }
}
