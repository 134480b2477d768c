//! Answers that are announced as a list of lines.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::extract::plain;

/// Lines read as one list.
const MOST_ITEMS: usize = 20;
/// Bytes of a line that is an item and no paragraph.
const LONGEST_ITEM: usize = 80;

/// The list that begins at `start`, and its items joined by commas: `- x = 3`
/// and `- y = 4` give `x = 3, y = 4`. `None` if fewer than two lines are items.
pub(super) fn items(text: &str, start: usize) -> Option<(Range<usize>, String)> {
    static ITEM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:[-*•]|[0-9]{1,2}[.)]|\(?[a-h]\))\s+(\S.*?)\s*$")
            .expect("the pattern is constant")
    });
    let mut found: Vec<&str> = Vec::new();
    let mut end = start;
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n').take(MOST_ITEMS) {
        let Some(item) = ITEM
            .captures(line)
            .and_then(|captures| captures.get(1))
            .filter(|item| item.len() <= LONGEST_ITEM)
        else {
            break;
        };
        end = at + item.end();
        at += line.len();
        found.push(plain::cleaned(item.as_str()));
    }
    (found.len() > 1).then(|| (start..end, found.join(", ")))
}
