//! Times of day and dates.

mod date;

use super::answer::{Date, Half, Time};
use super::quick::{Letters, replace};
use super::words;

/// Longest text of a time or a date, in bytes.
const LONGEST: usize = 120;

/// The time that the whole text is: `14:30`, `2:30 p.m.`, `14h30`, `2 o'clock`,
/// `half past two`, `noon`, `下午2点30分`.
pub(super) fn time(text: &str) -> Option<Time> {
    if !may_be_time(text) {
        return None;
    }
    let text = plain(text)?;
    chinese_time(&text).or_else(|| western_time(&text))
}

/// The date that the whole text is: `March 5, 2024`, `5th of March`,
/// `2024-03-05`, `03/05/2024` (the month first, unless that cannot be),
/// `2024年3月5日`. A weekday must be the right one for the year.
pub(super) fn date(text: &str) -> Option<Date> {
    if !date::may_be(text) {
        return None;
    }
    date::parse(&plain(text)?)
}

/// Whether the text has a colon, or the letters of a word that times have.
fn may_be_time(text: &str) -> bool {
    const WORDS: [Letters; 11] = Letters::of_each([
        "h", "am", "pm", "noon", "midday", "mittag", "midi", "minuit", "past", "to", "clock",
    ]);
    let letters = Letters::of(text);
    letters.has_others || text.contains(':') || letters.hold_any(&WORDS)
}

/// Lower case, with single spaces, without what LaTeX leaves around words.
fn plain(text: &str) -> Option<String> {
    if text.len() > LONGEST {
        return None;
    }
    let mut text = text.to_lowercase();
    for command in [
        "\\text", "\\mathrm", "\\textbf", "\\quad", "\\,", "\\;", "\\!", "\\ ", "\\:",
    ] {
        text = replace(text, command, " ");
    }
    let text: String = text
        .chars()
        .map(|c| match c {
            '{' | '}' | '~' | '$' | '\u{a0}' | '\u{202f}' => ' ',
            '：' | '∶' => ':',
            '’' => '\'',
            c => c,
        })
        .collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(replace(replace(text, " :", ":"), ": ", ":"))
}

fn at(hours: u32, minutes: u32, seconds: u32, half: Option<Half>) -> Option<Time> {
    let hours = match half {
        None => hours,
        // 14:30 p.m. is said too; 14:30 a.m. is an error.
        Some(Half::Pm) if (13..24).contains(&hours) => hours,
        Some(_) if !(1..=12).contains(&hours) => return None,
        Some(Half::Am) => hours % 12,
        Some(Half::Pm) => hours % 12 + 12,
    };
    let is_midnight = (hours, minutes, seconds) == (24, 0, 0);
    let is_valid = (hours < 24 || is_midnight) && minutes < 60 && seconds < 60;
    is_valid.then_some(Time {
        seconds: (hours * 60 + minutes) * 60 + seconds,
        half,
    })
}

fn western_time(text: &str) -> Option<Time> {
    match text {
        "noon" | "12 noon" | "12:00 noon" | "midday" | "mittag" | "midi" => {
            return at(12, 0, 0, Some(Half::Pm));
        }
        "midnight" | "12 midnight" | "12:00 midnight" | "mitternacht" | "minuit" => {
            return at(12, 0, 0, Some(Half::Am));
        }
        _ => {}
    }
    let (text, half) = without_half(text);
    let (text, clock) = without_hour_word(text);
    let is_hour = clock.is_some();
    let at = |hours, minutes, seconds, half| {
        let time = at(hours, minutes, seconds, half)?;
        Some(if clock == Some(Clock::WholeDay) {
            by_whole_day(time)
        } else {
            time
        })
    };
    if let Some(time) = past(text, half) {
        return Some(time);
    }
    // "2 pm", "2 o'clock", "two o'clock", but no bare number.
    if (half.is_some() || is_hour)
        && let Some(hours) = small(text)
    {
        return at(hours, 0, 0, half);
    }
    let dotted = half.is_some() || is_hour;
    let separators: &[&str] = if dotted {
        &[":", "h", " h ", "."]
    } else {
        &[":", "h", " h "]
    };
    separators.iter().find_map(|separator| {
        let mut fields = text.split(separator);
        let hours = digits(fields.next()?, 1)?;
        let minutes = fields.next()?;
        let minutes = minutes.strip_suffix("min").unwrap_or(minutes).trim_end();
        let minutes = digits(minutes, 2)?;
        let seconds = match fields.next() {
            Some(seconds) if *separator == ":" => digits(seconds, 2)?,
            Some(_) => return None,
            None => 0,
        };
        if fields.next().is_some() {
            return None;
        }
        at(hours, minutes, seconds, half)
    })
}

/// Takes "a.m.", "in the evening" and the like from the end.
fn without_half(text: &str) -> (&str, Option<Half>) {
    const ENDS: &[(&str, Half)] = &[
        ("a.m.", Half::Am),
        ("a.m", Half::Am),
        ("am", Half::Am),
        ("a. m.", Half::Am),
        ("in the morning", Half::Am),
        ("p.m.", Half::Pm),
        ("p.m", Half::Pm),
        ("pm", Half::Pm),
        ("p. m.", Half::Pm),
        ("in the afternoon", Half::Pm),
        ("in the evening", Half::Pm),
        ("at night", Half::Pm),
        ("morgens", Half::Am),
        ("vormittags", Half::Am),
        ("nachmittags", Half::Pm),
        ("abends", Half::Pm),
    ];
    for (end, half) in ENDS {
        if let Some(rest) = text.strip_suffix(end) {
            let rest = rest.trim_end();
            // "2 o'clock pm", "noon" has none.
            if rest.ends_with(|c: char| c.is_ascii_digit() || c.is_alphabetic()) {
                return (rest, Some(*half));
            }
        }
    }
    (text, None)
}

/// What a word behind the hours says of the clock.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clock {
    /// "o'clock"
    HalfDay,
    /// "Uhr": the hours go from 0 to 24.
    WholeDay,
}

/// Takes "o'clock" and the like from the end.
fn without_hour_word(text: &str) -> (&str, Option<Clock>) {
    for (end, clock) in [
        ("o'clock", Clock::HalfDay),
        ("oclock", Clock::HalfDay),
        ("o clock", Clock::HalfDay),
        ("uhr", Clock::WholeDay),
    ] {
        if let Some(rest) = text.strip_suffix(end) {
            return (rest.trim_end(), Some(clock));
        }
    }
    (text, None)
}

/// The time with its half of the day, which hours from 0 to 24 tell.
fn by_whole_day(time: Time) -> Time {
    const NOON: u32 = 12 * 3_600;
    let seconds = time.seconds % (2 * NOON);
    let half = if seconds < NOON { Half::Am } else { Half::Pm };
    Time {
        seconds,
        half: time.half.or(Some(half)),
    }
}

/// "half past two", "a quarter to 5", "ten past six"
fn past(text: &str, half: Option<Half>) -> Option<Time> {
    let (is_past, (minutes, hours)) = match text.split_once(" past ") {
        Some(parts) => (true, parts),
        None => (false, text.split_once(" to ")?),
    };
    let minutes = match minutes {
        "half" | "half an hour" => 30,
        "quarter" | "a quarter" => 15,
        _ => small(minutes.trim_end_matches("minutes").trim_end())?,
    };
    let hours = small(hours)?;
    if !(1..60).contains(&minutes) || !(1..=12).contains(&hours) {
        return None;
    }
    if is_past {
        return at(hours, minutes, 0, half);
    }
    // The hour before; its half of the day is that of the hour said, but at 12.
    let before = if hours == 1 { 12 } else { hours - 1 };
    let half = match (hours, half) {
        (12, Some(Half::Am)) => Some(Half::Pm),
        (12, Some(Half::Pm)) => Some(Half::Am),
        _ => half,
    };
    at(before, 60 - minutes, 0, half)
}

/// A number below 100 in digits or words that is all of the text.
fn small(text: &str) -> Option<u32> {
    if let Some(n) = digits(text, 1) {
        return Some(n);
    }
    let (value, used) = words::leading_number(text)?;
    let n = u32::try_from(value.as_i32()?).ok()?;
    (used == text.len() && n < 100).then_some(n)
}

/// One or two digits, at least as many as said.
fn digits(text: &str, at_least: usize) -> Option<u32> {
    let is_number =
        (at_least..=2).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

/// `下午2点30分`, `两点半`, `14时30分5秒`
fn chinese_time(text: &str) -> Option<Time> {
    const STARTS: &[(&str, Half)] = &[
        ("凌晨", Half::Am),
        ("清晨", Half::Am),
        ("早上", Half::Am),
        ("早晨", Half::Am),
        ("上午", Half::Am),
        ("中午", Half::Pm),
        ("下午", Half::Pm),
        ("傍晚", Half::Pm),
        ("晚上", Half::Pm),
        ("夜里", Half::Pm),
    ];
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    match text.as_str() {
        "中午" | "正午" => return at(12, 0, 0, Some(Half::Pm)),
        "午夜" | "半夜" => return at(12, 0, 0, Some(Half::Am)),
        _ => {}
    }
    let named = STARTS.iter().find(|(start, _)| text.starts_with(start));
    let (text, half) = match named {
        Some((start, half)) => (text.strip_prefix(start)?, Some(*half)),
        None => (text.as_str(), None),
    };
    if let (Some(half), true) = (half, text.contains(':')) {
        let time = western_time(text).filter(|time| time.half.is_none())?;
        let (hours, minutes) = (time.seconds / 3600, time.seconds / 60 % 60);
        return at(hours, minutes, time.seconds % 60, Some(half));
    }
    let (hours, rest) = text.split_once(['点', '时', '點', '時'])?;
    let rest = rest
        .strip_prefix('钟')
        .or_else(|| rest.strip_prefix("整"))
        .unwrap_or(rest);
    let hours = small(hours)?;
    // 上午0点, 晚上12点, 中午11点 and 12点半 at noon.
    let half = match (named.map(|(start, _)| *start), hours) {
        (_, 0 | 24) => None,
        (Some("中午"), 10 | 11) => Some(Half::Am),
        (Some("上午"), 12) => Some(Half::Pm),
        (Some("晚上" | "夜里"), 12) => Some(Half::Am),
        _ => half,
    };
    match rest {
        "" => return at(hours, 0, 0, half),
        "半" => return at(hours, 30, 0, half),
        "一刻" => return at(hours, 15, 0, half),
        "三刻" => return at(hours, 45, 0, half),
        _ => {}
    }
    let (minutes, rest) = rest.split_once('分').unwrap_or((rest, ""));
    let minutes = small(minutes.trim_start_matches('零'))?;
    let rest = rest.strip_prefix('钟').unwrap_or(rest);
    let seconds = match rest {
        "" => 0,
        _ => small(rest.strip_suffix('秒')?)?,
    };
    at(hours, minutes, seconds, half)
}

#[cfg(test)]
mod tests;
