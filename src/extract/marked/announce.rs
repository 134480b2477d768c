//! "The answer is …", in many languages.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::items::items;
use super::{MOST_MARKS, first_line};
use crate::extract::phrases::{
    DENIALS, DENIALS_AFTER, FILLERS, LANGUAGES, Language, NOT_ANSWERS, OPENERS,
};
use crate::extract::{Found, Rule, trimmed, values};

/// Bytes after the noun in which the link must stand.
const LONGEST_FILLER: usize = 80;

/// Bytes of an announced sentence; what runs on is read so far.
const LONGEST_SENTENCE: usize = 2_000;

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

/// What stood between noun and value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// A verb.
    Word,
    /// A colon, or a heading's end of line.
    Mark,
    /// `"answer": …`.
    Json,
}

/// "answered" and "unanswered" announce nothing. Scripts without spaces have no
/// such bound.
fn is_inside_word(before: &str, noun: &str) -> bool {
    let spaced = |c: char| c.is_alphabetic() && u32::from(c) < 0x0e00;
    noun.chars().next().is_some_and(spaced) && before.chars().next_back().is_some_and(spaced)
}

/// Where the text after the link begins.
fn after_link(
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
fn word_at(text: &str, at: usize, word: &str) -> Option<usize> {
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

/// From `start` to the end of the sentence, or of the formula or environment
/// that begins there and runs over lines.
fn content(text: &str, start: usize, link: Link) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    if link == Link::Json {
        return json_value(text, start);
    }
    for (open, close) in [
        ("$$", "$$"),
        ("\\[", "\\]"),
        ("\\(", "\\)"),
        ("\\begin{", "\\end{"),
    ] {
        if let Some(body) = rest.strip_prefix(open)
            && let Some(length) = body.find(close)
            && body.get(..length).is_some_and(|body| body.contains('\n'))
        {
            let mut end = start + open.len() + length + close.len();
            if close == "\\end{" {
                end += text.get(end..)?.find('}').map_or(0, |at| at + 1);
            }
            return trimmed(text, start..end);
        }
    }
    let line = first_line(text, start..text.len())?;
    let mut end = line.end.min(start + LONGEST_SENTENCE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let line = text.get(start..end)?;
    // What stands in backticks is said as it stands: `x**2 + 1`.
    if let Some(code) = line.strip_prefix('`').filter(|code| !code.starts_with('`'))
        && let Some(length) = code.find('`')
    {
        return trimmed(text, start + 1..start + 1 + length);
    }
    let mut length = values::sentence_length(line);
    let sentence = line.get(..length)?;
    // `**Answer: 42**`: the bold began before the noun and ends with the value.
    if sentence.matches("**").count() % 2 == 1 {
        length = sentence.find("**").filter(|&at| at > 0).unwrap_or(length);
    }
    trimmed(text, start..start + length)
}

fn json_value(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let value = rest.trim_start();
    let start = start + (rest.len() - value.len());
    if let Some(string) = value.strip_prefix('"') {
        let length = string.find('"')?;
        return trimmed(text, start + 1..start + 1 + length);
    }
    let line = value.lines().next()?;
    let mut depth = 0_i32;
    let end = line.char_indices().find(|(_, c)| {
        depth += match c {
            '[' | '{' => 1,
            ']' | '}' => -1,
            _ => 0,
        };
        depth < 0 || (depth == 0 && *c == ',')
    });
    let length = end.map_or(line.len(), |(at, _)| at);
    trimmed(text, start..start + length)
}

/// "The answer is correct" says something about the answer.
fn is_remark(said: &str) -> bool {
    let said = said
        .trim_end_matches(['.', '!', '。', ':', '：'])
        .to_lowercase();
    NOT_ANSWERS.contains(&said.as_str())
}
