//! "The answer is …", in many languages.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::MOST_MARKS;
use super::items::items;
use crate::extract::phrases::{DENIALS, DENIALS_AFTER, LANGUAGES, NOT_ANSWERS, OPENERS};
use crate::extract::{Found, Rule};

mod content;
mod link;

use content::content;
use link::{Link, after_link, word_at};

/// An announced answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Announced {
    /// The announced text: a sentence or a line, or a formula of several lines.
    pub(in crate::extract) range: Range<usize>,
    /// Its items joined, if it is a list of lines.
    pub(in crate::extract) joined: Option<String>,
    /// Whether the words say that it is the last word: "final answer", or a
    /// line that begins with "Answer:".
    pub(in crate::extract) is_final: bool,
}

impl From<Announced> for Found {
    fn from(said: Announced) -> Self {
        Self {
            joined: said.joined,
            ..Self::new(Rule::Phrase, said.range)
        }
    }
}

/// All announcements that announce something, in order.
pub(in crate::extract) fn announcements(text: &str) -> Vec<Announced> {
    static NOUNS: LazyLock<Regex> = LazyLock::new(|| {
        let mut nouns: Vec<&str> = LANGUAGES
            .iter()
            .flat_map(|language| language.nouns.iter().map(|(noun, _)| *noun))
            .collect();
        // The longest first: "final answer" before "answer".
        nouns.sort_by_key(|noun| std::cmp::Reverse(noun.len()));
        let nouns: Vec<String> = nouns.into_iter().map(regex::escape).collect();
        Regex::new(&format!("(?i)(?:{})", nouns.join("|"))).expect("the pattern is constant")
    });
    let nouns: Vec<Range<usize>> = NOUNS.find_iter(text).map(|m| m.range()).collect();
    let skipped = nouns.len().saturating_sub(MOST_MARKS);
    nouns
        .into_iter()
        .skip(skipped)
        .filter_map(|noun| announced(text, &noun))
        .collect()
}

fn announced(text: &str, noun: &Range<usize>) -> Option<Announced> {
    let word = text.get(noun.clone())?.to_lowercase();
    let before = text.get(..noun.start)?;
    if is_inside_word(before, &word) || before.ends_with('不') {
        return None;
    }
    let (language, is_final) = LANGUAGES.iter().find_map(|language| {
        let (_, is_final) = language.nouns.iter().find(|(noun, _)| *noun == word)?;
        Some((language, *is_final))
    })?;
    let begins_line = before.rsplit('\n').next().is_some_and(|line| {
        line.chars()
            .all(|c| c.is_whitespace() || "#*_>-".contains(c))
    });
    let (after, kind) = after_link(text, noun.end, language, begins_line)?;
    let (start, is_denied) = opened(text, after)?;
    let list = items(text, start);
    let (range, joined) = match list {
        Some((range, joined)) => (range, Some(joined)),
        None => (content(text, start, kind)?, None),
    };
    let said = text.get(range.clone())?;
    let is_hollow = said.chars().all(|c| matches!(c, '*' | '_' | '`'));
    let is_no_answer = is_hollow || (kind == Link::Word && is_remark(said));
    (!is_denied && !is_no_answer).then_some(Announced {
        range,
        joined,
        is_final: is_final || (begins_line && kind != Link::Word),
    })
}

/// "answered" and "unanswered" announce nothing. Scripts without spaces have no
/// such bound.
fn is_inside_word(before: &str, noun: &str) -> bool {
    let spaced = |c: char| c.is_alphabetic() && u32::from(c) < 0x0e00;
    noun.chars().next().is_some_and(spaced) && before.chars().next_back().is_some_and(spaced)
}

/// The start of the value: past white space, marks and openers such as "that";
/// and whether it is denied without an alternative.
fn opened(text: &str, at: usize) -> Option<(usize, bool)> {
    let mut at = at;
    loop {
        let rest = text.get(at..)?;
        let trimmed = rest.trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, ':' | '：' | '_' | '，' | '=' | '>')
        });
        at += rest.len() - trimmed.len();
        // Bold marks that belong to the words before.
        let unmarked = trimmed.trim_start_matches("**");
        if unmarked.starts_with(|c: char| c.is_whitespace() || c == ':') {
            at += trimmed.len() - unmarked.len();
            continue;
        }
        let opener = OPENERS
            .iter()
            .filter_map(|opener| word_at(text, at, opener))
            .max();
        match opener {
            Some(end) if text.get(end..).is_some_and(|rest| !rest.trim().is_empty()) => at = end,
            _ => break,
        }
    }
    let rest = text.get(at..)?;
    let line = rest.lines().next().unwrap_or("");
    let is_denied_after = DENIALS_AFTER.iter().any(|no| line.contains(no));
    let is_denied = is_denied_after
        || DENIALS.iter().any(|no| {
            let n = line.get(..no.len()).map(str::to_lowercase);
            n.as_deref() == Some(*no)
        });
    if !is_denied {
        return Some((at, false));
    }
    // "not 5 but 6".
    let turn = [
        " but ",
        " sondern ",
        " mais ",
        " sino ",
        "而是",
        "，选",
        " rather ",
    ]
    .iter()
    .filter_map(|turn| Some((line.find(turn)?, turn.len())))
    .min();
    match turn {
        Some((offset, length)) => Some((at + offset + length, false)),
        // "not B, C": the letter rules read denials themselves.
        None => Some((at, !line.contains([',', '，']))),
    }
}

/// "The answer is correct" says something about the answer.
fn is_remark(said: &str) -> bool {
    let said = said
        .trim_end_matches(['.', '!', '。', ':', '：'])
        .to_lowercase();
    NOT_ANSWERS.contains(&said.as_str())
}
