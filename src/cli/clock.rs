//! The time, and what is named after it. The library reads no clock for what it stores.

/// The time in UTC, RFC 3339, to the second.
pub(crate) fn now() -> String {
    let now = jiff::Timestamp::now();
    now.round(jiff::Unit::Second).unwrap_or(now).to_string()
}

/// `2026-01-31T10:20:30Z` → `20260131-102030`: sorts by time.
pub(crate) fn stamp(started: &str) -> String {
    let digits: String = started.chars().filter(char::is_ascii_digit).collect();
    let (day, time) = digits.split_at_checked(8).unwrap_or((&digits, ""));
    format!("{day}-{time}")
}

/// A label that can be part of a folder's name everywhere.
pub(crate) fn file_label(label: &str) -> String {
    let keep = |c: char| {
        if c.is_ascii_alphanumeric() || c == '-' || c == '_' {
            c
        } else {
            '-'
        }
    };
    let label: String = label.chars().map(keep).take(40).collect();
    if label.is_empty() {
        "run".to_owned()
    } else {
        label
    }
}

/// The date of a time as [`now`] gives it.
pub(crate) fn date_of(time: &str) -> Option<jiff::civil::Date> {
    time.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn run_names_sort_by_time_and_are_safe() {
        assert_eq!(stamp("2026-01-31T10:20:30Z"), "20260131-102030");
        assert_eq!(file_label("../a b"), "---a-b");
        assert_eq!(file_label(""), "run");
    }
}
