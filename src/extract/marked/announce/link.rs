//! What links a noun such as "answer" to the value: a verb, a colon, an end of
//! line.

use super::super::first_line;
use crate::extract::phrases::{FILLERS, Language};
use crate::extract::values;

/// Bytes after the noun in which the link must stand.
const LONGEST_FILLER: usize = 80;

/// What stood between noun and value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// A verb.
    Word,
    /// A colon, or a heading's end of line.
    Mark,
    /// `"answer": …`.
    Json,
}

/// Where the text after the link begins.
pub(super) fn after_link(
    text: &str,
    start: usize,
    language: &Language,
    begins_line: bool,
) -> Option<(usize, Link)> {
    let mut at = start;
    if text.get(at..)?.starts_with("\":") || text.get(at..)?.starts_with("\" :") {
        return Some((at + text.get(at..)?.find(':')? + 1, Link::Json));
    }
    at = skip_marks(text, at);
    for adjective in language.adjectives {
        if let Some(end) = word_at(text, at, adjective) {
            at = skip_marks(text, end);
        }
    }
    if let Some(found) = link_at(text, at, language) {
        return Some(found);
    }
    let rest = text.get(at..)?;
    if begins_line && rest.starts_with('\n') {
        return Some((at + 1, Link::Mark));
    }
    if FILLERS
        .iter()
        .any(|filler| word_at(text, at, filler).is_some())
    {
        return linked_later(text, at, language);
    }
    let is_spaced = at > start;
    let is_bare = language.is_bare || (begins_line && is_spaced);
    (is_bare && values::begins_value(rest, language.links.is_empty())).then_some((at, Link::Word))
}

fn link_at(text: &str, at: usize, language: &Language) -> Option<(usize, Link)> {
    let rest = text.get(at..)?;
    for mark in [':', '：', '='] {
        if rest.starts_with(mark) {
            return Some((at + mark.len_utf8(), Link::Mark));
        }
    }
    language
        .links
        .iter()
        .filter_map(|link| word_at(text, at, link))
        .max()
        .map(|end| (end, Link::Word))
}

/// "to the first question is": the link after a few more words of the sentence.
fn linked_later(text: &str, start: usize, language: &Language) -> Option<(usize, Link)> {
    let line = first_line(text, start..text.len())?;
    let mut end = line.end.min(start + LONGEST_FILLER);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sentence = text.get(start..end)?;
    let mut chars = sentence.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        match c {
            '.' | '!' | '?' if next.is_none_or(char::is_whitespace) => return None,
            ':' | '：' => return Some((start + offset + c.len_utf8(), Link::Mark)),
            ' ' => {
                let found = link_at(text, start + offset + 1, language);
                if let Some((end, Link::Word)) = found {
                    return Some((end, Link::Word));
                }
            }
            _ => {}
        }
    }
    None
}

/// The end of `word` where it stands at `at`, whatever its case, as a word.
pub(super) fn word_at(text: &str, at: usize, word: &str) -> Option<usize> {
    let mut rest = text.get(at..)?.chars();
    for wanted in word.chars() {
        let given = rest.next()?;
        if given != wanted && !given.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    let spaced = |c: char| c.is_alphabetic() && u32::from(c) < 0x0e00;
    let is_cut =
        word.chars().next_back().is_some_and(spaced) && rest.clone().next().is_some_and(spaced);
    (!is_cut).then(|| text.len() - rest.as_str().len())
}

fn skip_marks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let marks = |c: char| matches!(c, '*' | '_' | '`' | ' ' | '\t' | '\u{a0}' | '\u{202f}');
    at + (rest.len() - rest.trim_start_matches(marks).len())
}
