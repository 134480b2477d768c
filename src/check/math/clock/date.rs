//! Dates.

use super::super::quick::Letters;
use super::{Date, words};
use crate::check::math::unit::fold;

/// The date that the text, in lower case and with single spaces, is.
pub(super) fn parse(text: &str) -> Option<Date> {
    let text = fold(text);
    if let Some(date) = chinese(&text).or_else(|| numeric(&text)) {
        return Some(date);
    }
    let (weekday, rest) = without_weekday(&text);
    let date = numeric(rest).or_else(|| named(rest))?;
    match weekday {
        Some(weekday) => (weekday_of(&date)? == weekday).then_some(date),
        None => Some(date),
    }
}

/// Whether the text has the signs of a date: two separators, or a digit and the
/// letters of a month.
pub(super) fn may_be(text: &str) -> bool {
    let letters = Letters::of(text);
    let has_two = |separator| text.matches(separator).nth(1).is_some();
    letters.has_others
        || ['-', '/', '.'].into_iter().any(has_two)
        || (text.contains(|c: char| c.is_ascii_digit()) && letters.hold_any(&LETTERS))
}

/// `None` if there is no such day.
fn valid(year: Option<i32>, month: u32, day: u32) -> Option<Date> {
    let is_leap = year.is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap => 29,
        2 => 28,
        _ => return None,
    };
    ((1..=days).contains(&day) && year.is_none_or(|y| (1..=9999).contains(&y))).then_some(Date {
        year,
        month: u8::try_from(month).ok()?,
        day: u8::try_from(day).ok()?,
    })
}

/// 0 for Sunday, by Sakamoto's method; a year is needed.
fn weekday_of(date: &Date) -> Option<i32> {
    const SHIFTS: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let shift = SHIFTS.get(usize::from(date.month).checked_sub(1)?)?;
    let year = date.year? - i32::from(date.month < 3);
    Some((year + year / 4 - year / 100 + year / 400 + shift + i32::from(date.day)) % 7)
}

fn without_weekday(text: &str) -> (Option<i32>, &str) {
    const DAYS: [&str; 7] = ["sun", "mon", "tues", "wednes", "thurs", "fri", "satur"];
    for (n, start) in (0..).zip(DAYS) {
        if let Some(rest) = text.strip_prefix(start)
            && let Some(rest) = rest.strip_prefix("day")
            && rest.starts_with([',', ' '])
        {
            return (Some(n), rest.trim_start_matches([',', ' ']));
        }
    }
    (None, text)
}

fn integer(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let is_number = digits.contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

fn year(text: &str) -> Option<i32> {
    i32::try_from(integer(text, 4..=4)?).ok()
}

/// `2024-03-05`, `03/05/2024`, `5.3.2024`
fn numeric(text: &str) -> Option<Date> {
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '-' | '/' | '.') {
        return None;
    }
    let fields: Vec<&str> = text.split(separator).map(str::trim).collect();
    let [a, b, c] = fields.as_slice() else {
        return None;
    };
    if a.len() == 4 {
        // Without leading zeros it is a difference or a quotient.
        return valid(Some(year(a)?), integer(b, 2..=2)?, integer(c, 2..=2)?);
    }
    let (first, second, year) = (integer(a, 1..=2)?, integer(b, 1..=2)?, Some(year(c)?));
    match separator {
        '.' => valid(year, second, first),
        _ if first > 12 => valid(year, second, first),
        _ => valid(year, first, second),
    }
}

/// `march 5, 2024`, `5 march 2024`, `the 5th of march`, `5. marz`, `5 de marzo de 2024`
fn named(text: &str) -> Option<Date> {
    let mut fields: Vec<&str> = text
        .split([' ', ','])
        .filter(|field| {
            !matches!(
                *field,
                "" | "the" | "of" | "de" | "del" | "le" | "den" | "г." | "года"
            )
        })
        .collect();
    let last_year = fields.last().and_then(|field| year(field));
    if last_year.is_some() {
        fields.pop();
    }
    match fields.as_slice() {
        [a, b] => {
            let (month, day) = match month(a) {
                Some(month) => (month, b),
                None => (month(b)?, a),
            };
            valid(last_year, month, day_of(day)?)
        }
        _ => None,
    }
}

/// `5`, `5th`, `5.`, `1er`
fn day_of(text: &str) -> Option<u32> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, end) = text.split_at_checked(end)?;
    let day = integer(digits, 1..=2)?;
    let suffix = match (day % 10, day / 10) {
        (1, 0 | 2 | 3) => "st",
        (2, 0 | 2) => "nd",
        (3, 0 | 2) => "rd",
        _ => "th",
    };
    let is_ordinal = end == suffix || end == "." || (day == 1 && matches!(end, "er" | "º" | "°"));
    (end.is_empty() || is_ordinal).then_some(day)
}

/// Names of the months without accents: English, German, French, Spanish,
/// Italian, Portuguese, Russian.
const MONTHS: [&str; 12] = [
    "january jan januar janvier enero gennaio janeiro января",
    "february feb februar fevrier febrero febbraio fevereiro февраля",
    "march mar marz mars marzo marco марта",
    "april apr avril abril aprile апреля",
    "may mai mayo maggio maio мая",
    "june jun juni juin junio giugno junho июня",
    "july jul juli juillet julio luglio julho июля",
    "august aug aout agosto августа",
    "september sep sept septembre septiembre settembre setembro сентября",
    "october oct oktober octobre octubre ottobre outubro октября",
    "november nov novembre noviembre novembro ноября",
    "december dec dezember decembre diciembre dicembre dezembro декабря",
];

/// The letters of months: each name without accents has all of one of these.
const LETTERS: [Letters; 31] = Letters::of_each([
    "jan",
    "gennaio",
    "enero",
    "feb",
    "fevrier",
    "fevereiro",
    "mar",
    "mai",
    "may",
    "mag",
    "apr",
    "avril",
    "abr",
    "jun",
    "giugno",
    "jul",
    "lug",
    "aug",
    "aout",
    "ago",
    "sep",
    "set",
    "oct",
    "okt",
    "outubro",
    "ottobre",
    "nov",
    "dec",
    "dez",
    "dic",
    "juin",
]);

fn month(text: &str) -> Option<u32> {
    let name = text.strip_suffix('.').unwrap_or(text);
    let mut months = (1..).zip(MONTHS);
    months.find_map(|(n, names)| names.split(' ').any(|known| known == name).then_some(n))
}

/// `2024年3月5日`, `三月五日`
fn chinese(text: &str) -> Option<Date> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (year, rest) = match text.split_once('年') {
        Some((year, rest)) => (Some(i32::try_from(number(year)?).ok()?), rest),
        None => (None, text.as_str()),
    };
    let (month, day) = rest.split_once('月')?;
    let day = day.strip_suffix(['日', '号', '號'])?;
    valid(year, number(month)?, number(day)?)
}

/// In digits or in Chinese.
fn number(text: &str) -> Option<u32> {
    integer(text, 1..=4).or_else(|| {
        let (value, used) = words::leading_number(text)?;
        (used == text.len()).then(|| u32::try_from(value.as_i32()?).ok())?
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_month_is_passed_over() {
        for name in MONTHS.iter().flat_map(|names| names.split(' ')) {
            let text = format!("5 {name} 2024");
            assert!(may_be(&text), "{text}");
        }
        assert!(!may_be(r"\frac{12}{2}"));
    }
}
