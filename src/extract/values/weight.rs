//! Which values of a sentence are circumstances.

use std::sync::LazyLock;

use regex::Regex;

use crate::extract::phrases::DENIALS_AFTER;

/// How likely a value is the one that its sentence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::extract) enum Weight {
    /// "not 5".
    Denied,
    /// A circumstance, as in "within 12 months", or a bare name such as `$n$`.
    Circumstance,
    /// Nothing speaks against it.
    Plain,
}

/// What the words before a value say about it.
pub(super) fn weight(text: &str, start: usize) -> Weight {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)(?:
              (?P<denied> (?: \bnot | n['’]t | \bnicht | \bpas | \bnon | \bno\s+es | \bnão\s+é | \bbukan | 不是 | 并非 | 不等于 | \bне ) )
            | (?: \b(?:in|after|within|per|for|every|each|if|when|because|since|than|step|case|part|equation
                |figure|chapter|problem|question|out\s+of|choose|select|pick|born\s+in|\d\s+of|from|until|by\s+day|day|during|within\ the\ next
                |dans|pendant|pour|après|d['’]ici|nach|innerhalb|für|pro|через|за|después\ de|dentro\ de|por|para)
              | 在 | 每 | 第 | 多 | 少 )
            )[\s*_(\$]*(?:the\s+|the\s+next\s+|these\s+|all\s+)?$",
        )
        .expect("the pattern is constant")
    });
    const MOST_BYTES: usize = 40;
    let mut from = start.saturating_sub(MOST_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = text.get(from..start).unwrap_or("");
    if is_denied_after(text, start) {
        return Weight::Denied;
    }
    match BEFORE.captures(before) {
        Some(captures) if captures.name("denied").is_some() => Weight::Denied,
        Some(_) => Weight::Circumstance,
        None if is_list_mark(text, before, start) || is_compared(text, start) => {
            Weight::Circumstance
        }
        None => Weight::Plain,
    }
}

/// `3 less than before`, `2 more apples than Bob`.
fn is_compared(text: &str, start: usize) -> bool {
    static AFTER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[\d.,]+\s+(?:\w+\s+)?(?:less|more|fewer)\s+(?:\w+\s+)?than\b")
            .expect("the pattern is constant")
    });
    let rest = text.get(start..).unwrap_or("");
    AFTER.is_match(rest)
}

/// Japanese and Korean deny behind the value: `5ではありません`.
fn is_denied_after(text: &str, start: usize) -> bool {
    let rest = text.get(start..).unwrap_or("");
    let value =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '$'));
    DENIALS_AFTER.iter().any(|no| value.starts_with(no))
}

/// The `2` of a line that begins with `2. ` or `2) `.
fn is_list_mark(text: &str, before: &str, start: usize) -> bool {
    let indent = before.rsplit('\n').next().unwrap_or("");
    let begins_line = before.contains('\n') || before.len() == start;
    let rest = text.get(start..).unwrap_or("");
    let mark = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    begins_line
        && indent
            .chars()
            .all(|c| c.is_whitespace() || "*#-".contains(c))
        && rest.len() > mark.len()
        && (mark.starts_with(". ") || mark.starts_with(") "))
}
