//! `strftime`, as Python has it on Linux in the plain locale.

use jiff::civil::Date;
use jiff::fmt::strtime;

/// Midnight of `date` in the form `format`. What C does not know stands as it
/// is written; there is no time zone.
pub(super) fn show(date: Date, format: &str) -> String {
    let mut out = String::new();
    let mut rest = format;
    while let Some((before, behind)) = rest.split_once('%') {
        out.push_str(before);
        let flags = behind.len() - behind.trim_start_matches(['-', '_', '0', '^', '#']).len();
        let letter = behind.get(flags..).and_then(|r| r.chars().next());
        let length = flags + letter.map_or(0, char::len_utf8);
        let directive = behind.get(..length).unwrap_or("");
        out.push_str(&one(date, directive, letter));
        rest = behind.get(length..).unwrap_or("");
    }
    out + rest
}

fn one(date: Date, directive: &str, letter: Option<char>) -> String {
    let as_written = || format!("%{directive}");
    let known = match letter {
        Some('z' | 'Z') => return String::new(),
        Some('c') => "%a %b %e %H:%M:%S %Y",
        Some('x') => "%m/%d/%y",
        Some('X') => "%H:%M:%S",
        Some('f') => return "000000".to_owned(),
        Some('h') => "%b",
        Some(
            'a' | 'A' | 'b' | 'B' | 'C' | 'd' | 'D' | 'e' | 'F' | 'g' | 'G' | 'H' | 'I' | 'j' | 'k'
            | 'l' | 'm' | 'M' | 'n' | 'p' | 'P' | 'R' | 'S' | 't' | 'T' | 'u' | 'U' | 'V' | 'w'
            | 'W' | 'y' | 'Y' | '%',
        ) => &as_written(),
        _ => return as_written(),
    };
    strtime::format(known, date.at(0, 0, 0, 0)).unwrap_or_else(|_| as_written())
}
