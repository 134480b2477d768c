//! One letter out of a few.

use std::ops::Range;

use super::{Found, Rule, boxed, marked, plain};

/// Words looked at, back from a letter, for a "not".
const MOST_WORDS_BACK: usize = 8;

/// Where a letter stands alone in the text.
#[derive(Debug, Clone)]
struct Letter {
    range: Range<usize>,
    is_denied: bool,
}

pub(super) fn find(text: &str, letters: &str) -> Option<Found> {
    let within = |found: Found| {
        let content = text.get(found.range.clone())?;
        let letter = first_allowed(content, letters)?;
        let start = found.range.start;
        Some(Found::new(
            found.rule,
            start + letter.start..start + letter.end,
        ))
    };
    boxed::last(text)
        .and_then(within)
        .or_else(|| marked::answer_tag(text).and_then(within))
        .or_else(|| marked::phrase(text).and_then(within))
        .or_else(|| leading(text, letters))
        .or_else(|| {
            let last = standing(text, letters)
                .into_iter()
                .rfind(|l| !l.is_denied)?;
            Some(Found::new(Rule::LastLetter, last.range))
        })
}

/// The first letter of an announced answer that is not denied. Alone it may be
/// lower case: `\boxed{b}`.
fn first_allowed(content: &str, letters: &str) -> Option<Range<usize>> {
    let bare = plain::cleaned(content).trim_matches(['(', ')', '$', '{', '}']);
    let bare = bare
        .strip_prefix("\\text{")
        .or_else(|| bare.strip_prefix("\\textbf{"))
        .or_else(|| bare.strip_prefix("\\mathrm{"))
        .unwrap_or(bare);
    let mut chars = bare.chars();
    if let (Some(only), None) = (chars.next(), chars.next())
        && letters.contains(only.to_ascii_uppercase())
    {
        let start = content.find(bare)?;
        return Some(start..start + only.len_utf8());
    }
    standing(content, letters)
        .into_iter()
        .find(|letter| !letter.is_denied)
        .map(|letter| letter.range)
}

/// `D. The third one`, `(D)`, `**D**`: the answer begins with its letter.
fn leading(text: &str, letters: &str) -> Option<Found> {
    let content = text
        .trim_start()
        .trim_start_matches(['(', '*', '"', '`', '[']);
    let start = text.len() - content.len();
    let first = content.chars().next().filter(|c| letters.contains(*c))?;
    let rest = content.get(first.len_utf8()..)?;
    let next = rest.trim_start_matches(['*', '"', '`']).chars().next();
    let ends = next.is_none_or(|c| matches!(c, '.' | ')' | ':' | ',' | ']' | '\n'));
    ends.then(|| Found::new(Rule::LeadingLetter, start..start + first.len_utf8()))
}

/// All letters that stand alone, in order.
fn standing(text: &str, letters: &str) -> Vec<Letter> {
    let mut found = Vec::new();
    let mut before: Option<char> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, next)| next);
        let alone = !before.is_some_and(in_word) && !after.is_some_and(in_word);
        if alone && letters.contains(c) && !is_article(text, at, c) {
            found.push(Letter {
                range: at..at + c.len_utf8(),
                is_denied: is_denied(text.get(..at).unwrap_or("")),
            });
        }
        before = Some(c);
    }
    found
}

/// Letters that are written together make a word; Chinese is written without
/// spaces and ends one. An apostrophe holds a word together: `I'm`.
fn in_word(c: char) -> bool {
    (c.is_alphanumeric() && u32::from(c) < 0x2e80) || matches!(c, '_' | '\'' | '’')
}

/// `A dog` and `I think`: a capital that is an English word.
fn is_article(text: &str, at: usize, c: char) -> bool {
    let mut rest = text.get(at + c.len_utf8()..).unwrap_or("").chars();
    matches!(c, 'A' | 'I')
        && rest.next() == Some(' ')
        && rest.next().is_some_and(char::is_lowercase)
        && !text.get(..at).unwrap_or("").ends_with('(')
        && !["is ", "or ", "and ", "not "]
            .iter()
            .any(|word| text.get(..at).unwrap_or("").ends_with(word))
}

/// Whether a "not" reaches to the end of `before`: only other letters and joints
/// stand between, as in "it can't be A or …". A comma ends its reach, unless an
/// "or" joins what follows: "not A, B or …".
fn is_denied(before: &str) -> bool {
    const DENIALS: [&str; 4] = ["不是", "并非", "不选", "非"];
    let mut rest = before;
    let mut joined = false;
    for _ in 0..MOST_WORDS_BACK {
        rest = rest.trim_end_matches(|c: char| {
            c.is_whitespace() || "()*\"".contains(c) || (joined && c == ',')
        });
        if DENIALS.iter().any(|no| rest.ends_with(no)) {
            return true;
        }
        let (head, word) = last_word(rest);
        match word.to_lowercase().replace('’', "'").as_str() {
            "not" | "non" | "never" | "neither" | "than" | "cannot" | "nicht" => return true,
            w if w.ends_with("n't") => return true,
            "or" | "nor" => joined = true,
            "and" | "be" | "option" | "answer" | "choice" | "the" | "of" => {}
            w if w.chars().count() == 1 => {}
            _ => return false,
        }
        rest = head;
    }
    false
}

fn last_word(text: &str) -> (&str, &str) {
    let start = text
        .char_indices()
        .rev()
        .take_while(|&(_, c)| c.is_alphanumeric() || matches!(c, '\'' | '’'))
        .last()
        .map_or(text.len(), |(at, _)| at);
    text.split_at_checked(start).unwrap_or((text, ""))
}
