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

/// All candidates, the best first: a letter that is boxed, tagged or announced
/// as final, the last one first; then one that is announced otherwise; then the
/// letter that the text begins with, and the last one that is not denied.
pub(super) fn candidates(text: &str, letters: &str) -> Vec<Found> {
    let within = |found: Found| {
        let content = text.get(found.range.clone())?;
        let letter = first_allowed(content, letters)?;
        let start = found.range.start;
        let range = start + letter.start..start + letter.end;
        Some(Found::new(found.rule, range))
    };
    let (firm, told): (Vec<_>, Vec<_>) = marked::announcements(text)
        .into_iter()
        .partition(|said| said.is_final);
    let phrase = |said: marked::Announced| Found::new(Rule::Phrase, said.range);
    let mut found: Vec<Found> = boxed::single(text)
        .into_iter()
        .chain(marked::answer_tags(text))
        .chain(firm.into_iter().map(phrase))
        .filter_map(within)
        .collect();
    found.sort_by_key(|f| std::cmp::Reverse(f.range.start));
    found.extend(told.into_iter().rev().map(phrase).filter_map(within));
    found.extend(leading(text, letters));
    found.extend(last(text, letters));
    found
}

/// The last letter that stands alone and is not denied.
pub(super) fn last(text: &str, letters: &str) -> Option<Found> {
    let last = standing(text, letters)
        .into_iter()
        .rfind(|letter| !letter.is_denied)?;
    Some(Found::new(Rule::LastLetter, last.range))
}

/// The letter that an announced answer begins with, where words follow that say
/// why or what: `B, because …`, `(B) is right`, `C non A`.
pub(super) fn leading_letter(content: &str, letters: &str) -> Option<Range<usize>> {
    const FOLLOWERS: [&str; 22] = [
        "because",
        "since",
        "as",
        "is",
        "not",
        "non",
        "no",
        "and",
        "rather",
        "for",
        "due",
        "weil",
        "denn",
        "nicht",
        "car",
        "parce",
        "porque",
        "perché",
        "так",
        "потому",
        "which",
        "correct",
    ];
    let bare = content.trim_start_matches(['(', '*', '"', '`', '[', '$']);
    let start = content.len() - bare.len();
    let letter = bare.chars().next().filter(|c| letters.contains(*c))?;
    let end = start + letter.len_utf8();
    let rest = content.get(end..)?;
    let closed = rest.trim_start_matches(['*', '"', '`', ')', ']', '$']);
    let is_closed = closed.len() < rest.len();
    let mut chars = closed.chars();
    let is_letter = match chars.next() {
        None | Some('.' | ':' | '：' | '。' | ';') => true,
        // `A, B` is a list; `A, because` is a reason.
        Some(',' | '，' | '、') => !is_list(chars.as_str(), letters),
        Some(c) if c.is_whitespace() => {
            let word = chars.as_str().split(|c: char| !c.is_alphabetic()).next();
            let word = word.unwrap_or("").to_lowercase();
            FOLLOWERS.contains(&word.as_str()) && !(word == "and" && is_list(closed, letters))
                || (is_closed && word.chars().count() > 1 && word != "and" && word != "or")
        }
        Some(c) => u32::from(c) >= 0x2e80 && !matches!(c, '和' | '或' | '与'),
    };
    is_letter.then_some(start..end)
}

/// Whether another letter comes next.
fn is_list(rest: &str, letters: &str) -> bool {
    let rest = rest.trim_start();
    let rest = rest.strip_prefix("and ").unwrap_or(rest);
    let mut chars = rest.trim_start_matches('(').chars();
    chars.next().is_some_and(|c| letters.contains(c)) && !chars.next().is_some_and(in_word)
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
pub(super) fn leading(text: &str, letters: &str) -> Option<Found> {
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
                is_denied: is_denied(text.get(..at).unwrap_or(""))
                    || is_refuted(text.get(at + c.len_utf8()..).unwrap_or("")),
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
        // "it is A then", but never "and I think".
        && (c == 'I'
            || !["is ", "or ", "and ", "not "]
                .iter()
                .any(|word| text.get(..at).unwrap_or("").ends_with(word)))
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

/// "(B) is incorrect", "B 不正确".
fn is_refuted(after: &str) -> bool {
    const REFUTATIONS: [&str; 11] = [
        "is incorrect",
        "is wrong",
        "is false",
        "is invalid",
        "is impossible",
        "is ruled out",
        "fails",
        "is eliminated",
        "不正确",
        "错误",
        "不對",
    ];
    let rest = after
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ')' | ']' | '*' | '）'));
    REFUTATIONS.iter().any(|words| rest.starts_with(words))
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
