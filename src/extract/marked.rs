//! Answers that the text announces: `<answer>`, `####`, "the answer is".

use std::ops::Range;

use super::{Found, Rule, trimmed};

/// Markers tried, from the last, before the search gives up.
const MOST_TRIES: usize = 8;

/// What announces an answer, in lower case.
const PHRASES: [&str; 14] = [
    "answer is",
    "answer:",
    "answers are",
    "answer：",
    "answer**:",
    "答案是",
    "答案为",
    "答案：",
    "答案:",
    "réponse est",
    "réponse:",
    "réponse :",
    "respuesta es",
    "antwort ist",
];

/// Inside the last `<answer>…</answer>` that is not empty; to the text's end if
/// it is not closed.
pub(super) fn answer_tag(text: &str) -> Option<Found> {
    let lower = text.to_ascii_lowercase();
    lower
        .rmatch_indices("<answer>")
        .take(MOST_TRIES)
        .find_map(|(at, tag)| {
            let start = at + tag.len();
            let rest = lower.get(start..)?;
            let length = rest.find("</answer").unwrap_or(rest.len());
            trimmed(text, start..start + length)
        })
        .map(|range| Found::new(Rule::AnswerTag, range))
}

/// The rest of the line after the last `####`.
pub(super) fn hashes(text: &str) -> Option<Found> {
    text.rmatch_indices("####")
        .take(MOST_TRIES)
        .find_map(|(at, mark)| {
            let start = at + mark.len();
            let line = text.get(start..)?.lines().next()?;
            trimmed(text, start..start + line.len())
        })
        .map(|range| Found::new(Rule::Hashes, range))
}

/// What follows the last announcing phrase: the rest of its sentence, or the
/// next line that is not blank.
pub(super) fn phrase(text: &str) -> Option<Found> {
    let lower = text.to_ascii_lowercase();
    let mut end = lower.len();
    for _ in 0..MOST_TRIES {
        let before = lower.get(..end)?;
        let (at, phrase) = PHRASES
            .iter()
            .filter_map(|phrase| before.rfind(phrase).map(|at| (at, phrase)))
            .max_by_key(|&(at, phrase)| (at, phrase.len()))?;
        if let Some(range) = announced(text, at + phrase.len()) {
            return Some(Found::new(Rule::Phrase, range));
        }
        end = at;
    }
    None
}

fn announced(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let content =
        rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '*' | '_'));
    let start = start + (rest.len() - content.len());
    let line = content.lines().next()?;
    trimmed(text, start..start + sentence_length(line))
}

/// Bytes of the first sentence of a line, its full stop left out if another
/// sentence follows. `3.5`, `p.m.` and dots inside braces or `$` end nothing.
fn sentence_length(line: &str) -> usize {
    let mut depth = 0_i32;
    let mut in_math = false;
    let mut letters = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth -= 1,
            '$' => in_math = !in_math,
            '。' | '！' => return at,
            '.' | '!'
                if depth <= 0
                    && !in_math
                    && letters != 1
                    && chars.peek().is_some_and(|(_, next)| next.is_whitespace()) =>
            {
                return at;
            }
            _ => {}
        }
        letters = if c.is_alphabetic() { letters + 1 } else { 0 };
    }
    line.len()
}
