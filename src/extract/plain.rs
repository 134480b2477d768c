//! Answers that are simply the text, and what is stripped from them.

use std::ops::Range;

use super::{Found, Rule, trimmed};

/// Layers of quotes and marks that are taken off.
const MOST_LAYERS: usize = 4;

/// The whole text, cleaned.
pub(super) fn whole(text: &str) -> Option<Found> {
    let range = trimmed(text, 0..text.len())?;
    Some(clean(text, Found::new(Rule::Whole, range)))
}

/// The last line that is not blank and no code fence, cleaned.
pub(super) fn last_line(text: &str) -> Option<Found> {
    let line = text
        .lines()
        .rev()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with("```"))?;
    // Lines are slices of the text: their distance is the offset.
    let start = line.as_ptr().addr() - text.as_ptr().addr();
    let found = Found::new(Rule::LastLine, start..start + line.len());
    Some(clean(text, found))
}

/// `found` without what [`cleaned`] takes off; a joined answer stays as it is.
pub(super) fn clean(text: &str, found: Found) -> Found {
    if found.joined.is_some() {
        return found;
    }
    let Some(content) = text.get(found.range.clone()) else {
        return found;
    };
    let inner = clean_range(content);
    let start = found.range.start;
    Found::new(found.rule, start + inner.start..start + inner.end)
}

/// `text` without the quotes, backticks and bold marks around it, and without
/// its final period: what a person would not copy. Never strips all of it.
pub(crate) fn cleaned(text: &str) -> &str {
    text.get(clean_range(text)).unwrap_or(text)
}

fn clean_range(text: &str) -> Range<usize> {
    const PAIRS: [(&str, &str); 9] = [
        ("\\\"", "\\\""),
        ("**", "**"),
        ("```", "```"),
        ("\"", "\""),
        ("'", "'"),
        ("`", "`"),
        ("“", "”"),
        ("*", "*"),
        ("「", "」"),
    ];
    let mut range = trimmed(text, 0..text.len()).unwrap_or(0..text.len());
    for _ in 0..MOST_LAYERS {
        let Some(content) = text.get(range.clone()) else {
            break;
        };
        let inner = PAIRS
            .iter()
            .find_map(|&(open, close)| {
                let inside = content.strip_prefix(open)?.strip_suffix(close)?;
                // `"a" and "b"` is not one quotation.
                (!inside.contains(open) && !inside.contains(close))
                    .then(|| range.start + open.len()..range.end - close.len())
            })
            .or_else(|| {
                let period = content
                    .chars()
                    .next_back()
                    .filter(|&c| matches!(c, '.' | '。' | '．'))?;
                (!content.ends_with("..")).then(|| range.start..range.end - period.len_utf8())
            });
        match inner.and_then(|inner| trimmed(text, inner)) {
            Some(inner) => range = inner,
            None => break,
        }
    }
    range
}
