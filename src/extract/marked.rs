//! Answers that stand in tags, after `####`, or that the text announces.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Found, Rule, trimmed};

mod announce;
mod items;

pub(super) use announce::{Announced, announcements};

/// Marks looked at, from the end: before more than these no answer hides.
const MOST_MARKS: usize = 16;

/// Inside each `<answer>…</answer>` that is not empty; to the paragraph's end
/// if it is not closed.
pub(super) fn answer_tags(text: &str) -> Vec<Found> {
    static OPEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)<(?:final[_-]?)?answer>|<ans>|\[answer\]")
            .expect("the pattern is constant")
    });
    static CLOSE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)</(?:final[_-]?)?ans|</?(?:an?)?$|\[/answer\]")
            .expect("the pattern is constant")
    });
    last_of(OPEN.find_iter(text).map(|m| m.end()))
        .into_iter()
        .filter_map(|start| {
            let rest = text.get(start..)?;
            let length = CLOSE.find(rest).map_or_else(
                || {
                    let blank = rest.len() - rest.trim_start().len();
                    let body = rest.get(blank..).unwrap_or("");
                    blank + body.find("\n\n").unwrap_or(body.len())
                },
                |close| close.start(),
            );
            trimmed(text, start..start + length)
        })
        .map(|range| Found::new(Rule::AnswerTag, range))
        .collect()
}

/// The rest of each line after `####`, unless it is a heading.
pub(super) fn hashes(text: &str) -> Vec<Found> {
    last_of(text.match_indices("####").map(|(at, mark)| at + mark.len()))
        .into_iter()
        .filter_map(|start| {
            let rest = text.get(start..)?;
            let line = rest.lines().next()?;
            // Deeper headings have more marks.
            let content = line.trim_start_matches('#');
            let end = start + line.len();
            let range = trimmed(text, end - content.len()..end)?;
            let is_last = rest.get(line.len()..)?.trim().is_empty();
            (!is_heading(text.get(range.clone())?, is_last)).then_some(range)
        })
        .map(|range| Found::new(Rule::Hashes, range))
        .collect()
}

/// `#### Step 2`, `#### 3. Check`, `#### Final answer`: not what GSM8K's mark
/// announces, which holds a value or ends the text.
fn is_heading(line: &str, is_last: bool) -> bool {
    static HEADING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)^[*_\s]*(?:
                (?:step|part|case|method|approach|solution|problem|question|example|option|phase|section|第|步骤|방법)\b.*
              | (?:step|part|case|第|步骤)\s*\d.*
              | \d+[.)]\s+\D.*
              | (?:the\s+)?(?:final\s+)?answers?[\s:*_]*
              | .*[:：][\s*_]*
            )$",
        )
        .expect("the pattern is constant")
    });
    let has_value = line.contains(|c: char| c.is_numeric() || matches!(c, '$' | '\\'));
    HEADING.is_match(line) || !(has_value || is_last || line.chars().count() <= 3)
}

/// The last [`MOST_MARKS`] of the places, in order.
fn last_of(places: impl Iterator<Item = usize>) -> Vec<usize> {
    let places: Vec<usize> = places.collect();
    let skipped = places.len().saturating_sub(MOST_MARKS);
    places.into_iter().skip(skipped).collect()
}

/// `range` up to its first line's end.
fn first_line(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let line = text.get(range.clone())?.lines().next()?;
    Some(range.start..range.start + line.len())
}
