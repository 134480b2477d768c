//! Marked points in the thinking, found by phrases, and the thoughts between
//! switches.
//!
//! A phrase alone says little ("await", "the wait", "make sure"), so each row
//! of the [table](super::phrases) says where it must stand and what must follow.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::text::Span;

use super::phrases::{After, PHRASES, Phrase, Place};
use super::{Move, MoveKind};

/// The moves inside the given spans of thinking, in order, without overlap.
/// Where several phrases fit, the longest counts.
pub(super) fn find_moves(text: &str, thinking: &[Span]) -> Vec<Move> {
    let mut moves = Vec::new();
    for span in thinking {
        let content = span.of(text);
        let mut free_from = 0;
        let mut before = None;
        for (at, c) in content.char_indices() {
            let begins_word = !is_word(c) || !before.is_some_and(is_word);
            before = Some(c);
            if at < free_from || !begins_word {
                continue;
            }
            if let Some((kind, length)) = match_at(content, at, c) {
                free_from = at + length;
                moves.push(Move {
                    kind,
                    span: Span::new(span.start + at, span.start + at + length),
                });
            }
        }
    }
    moves
}

/// Thinking split where a switch begins. Together the thoughts are the thinking.
pub(super) fn split_thoughts(text: &str, thinking: &[Span], moves: &[Move]) -> Vec<Span> {
    let mut switches = moves
        .iter()
        .filter(|m| m.kind == MoveKind::Switch)
        .map(|m| m.span.start)
        .peekable();
    let mut thoughts = Vec::new();
    for span in thinking {
        let mut start = span.start;
        while let Some(at) = switches.next_if(|&at| at < span.end) {
            // White space before a switch is no thought of its own.
            if !Span::new(start, at).of(text).trim().is_empty() {
                thoughts.push(Span::new(start, at));
                start = at;
            }
        }
        thoughts.push(Span::new(start, span.end));
    }
    thoughts
}

/// Phrases by their first letter (lower case), the longest first.
static BY_FIRST: LazyLock<BTreeMap<char, Vec<&'static Phrase>>> = LazyLock::new(|| {
    let mut index: BTreeMap<char, Vec<&'static Phrase>> = BTreeMap::new();
    for phrase in PHRASES {
        if let Some(first) = phrase.text.chars().next() {
            index.entry(first).or_default().push(phrase);
        }
    }
    for rows in index.values_mut() {
        rows.sort_by_key(|phrase| std::cmp::Reverse(phrase.text.len()));
    }
    index
});

fn match_at(content: &str, at: usize, first: char) -> Option<(MoveKind, usize)> {
    let rows = BY_FIRST.get(&first.to_ascii_lowercase())?;
    let (before, rest) = content.split_at_checked(at)?;
    rows.iter().find_map(|phrase| {
        let length = prefix_length(rest, phrase.text)?;
        let after = rest.get(length..)?;
        (phrase.place == Place::Anywhere || begins_sentence(before))
            .then_some(())
            .filter(|()| phrase.after.accepts(after))
            .map(|()| (phrase.kind, length))
    })
}

/// Bytes of `rest` that spell `phrase`, whatever the case; apostrophes may be
/// typographic.
fn prefix_length(rest: &str, phrase: &str) -> Option<usize> {
    let mut chars = rest.char_indices();
    for wanted in phrase.chars() {
        let (_, found) = chars.next()?;
        let same = found.to_ascii_lowercase() == wanted || (wanted == '\'' && found == '’');
        if !same {
            return None;
        }
    }
    Some(rest.len() - chars.as_str().len())
}

impl After {
    fn accepts(self, after: &str) -> bool {
        let Some(next) = after.chars().next() else {
            return true;
        };
        match self {
            Self::WordEnd => !is_word(next),
            Self::Pause => ends_clause(next) || matches!(next, ',' | '-' | '–' | '—' | '，' | '、'),
        }
    }
}

/// Whether a sentence, a line or a clause after a colon or dash begins after
/// `before`. Quotation marks, list marks and the small words that often stand
/// before a move ("But wait", "Hmm, wait") are looked past.
fn begins_sentence(before: &str) -> bool {
    let mut rest = before.trim_end_matches(is_filler);
    // Two small words at most: "Hmm, but wait".
    for _ in 0..2 {
        let Some(shorter) = strip_small_word(rest.trim_end_matches([',', '，'])) else {
            break;
        };
        rest = shorter.trim_end_matches(is_filler);
    }
    rest.chars()
        .next_back()
        .is_none_or(|c| ends_clause(c) || matches!(c, '—' | '–'))
}

fn is_filler(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '"' | '\'' | '“' | '‘' | '*' | '_' | '(' | '（' | '-' | '>' | '#'
    )
}

fn ends_clause(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | ':' | ';' | '…' | '\n' | '\r' | '。' | '！' | '？' | '：' | '；'
    )
}

fn strip_small_word(text: &str) -> Option<&str> {
    [
        "but", "so", "oh", "hmm", "ok", "okay", "and", "or", "well", "now", "no", "ah", "then",
    ]
    .iter()
    .find_map(|word| {
        let start = text.len().checked_sub(word.len())?;
        let (rest, last) = text.split_at_checked(start)?;
        let whole = !rest.chars().next_back().is_some_and(is_word);
        (last.eq_ignore_ascii_case(word) && whole).then_some(rest)
    })
}

/// Whether `c` belongs to a word of letters that are written together. Chinese
/// is not: it sets no space between words.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() && !is_ideograph(c) || c == '_'
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use MoveKind::{Backtrack, Hesitate, Switch, Verify};

    fn found(text: &str) -> Vec<(MoveKind, &str)> {
        find_moves(text, &[Span::new(0, text.len())])
            .iter()
            .map(|m| (m.kind, m.span.of(text)))
            .collect()
    }

    #[test]
    fn phrases_are_found_where_they_mean_something() {
        let cases: &[(&str, &[(MoveKind, &str)])] = &[
            (
                "Alternatively 4 and 19: 4 * 19 = 76, too small.",
                &[(Switch, "Alternatively")],
            ),
            ("Check: 3 + 4 = 7.", &[(Verify, "Check")]),
            ("Wait, 3 * 4 is 12.", &[(Hesitate, "Wait")]),
            ("Wait, no, that fails.", &[(Backtrack, "Wait, no")]),
            ("x = 3. But wait, y = 4", &[(Hesitate, "wait")]),
            (
                "x = 3.\nHmm, wait. No.",
                &[(Hesitate, "Hmm"), (Hesitate, "wait")],
            ),
            (
                "Let me try another approach.",
                &[(Switch, "Let me try another")],
            ),
            ("Let me verify this.", &[(Verify, "Let me verify")]),
            ("OK. Let’s check it", &[(Verify, "Let’s check")]),
            ("Go back to x.", &[(Backtrack, "Go back")]),
            ("等等，不对，应该是5。", &[(Backtrack, "等等，不对")]),
            ("是3。换个思路：设x", &[(Switch, "换个思路")]),
            ("所以是3。等等，x", &[(Hesitate, "等等")]),
        ];
        for (text, expected) in cases {
            assert_eq!(&found(text), expected, "{text:?}");
        }
    }

    #[test]
    fn other_uses_do_not_count() {
        for text in [
            "await x; the wait is long; they wait, then go",
            "Wait for the train.",
            "Waiting, waiter.",
            "The check bounced; a checkmate.",
            "This is used alternatively as a noun.",
            "In other words: another way to say 3.",
            "苹果、梨等等。",
            "换句话说，x = 3",
        ] {
            assert_eq!(found(text), [], "{text:?}");
        }
    }

    #[test]
    fn every_row_is_found_by_itself() {
        for phrase in PHRASES {
            let text = format!("{}, ok", phrase.text);
            let moves = found(&text);
            assert_eq!(
                moves.first(),
                Some(&(phrase.kind, phrase.text)),
                "{}",
                phrase.text
            );
            assert_eq!(phrase.text, phrase.text.to_lowercase());
            assert!(!phrase.source.is_empty());
        }
    }

    #[test]
    fn leading_white_space_is_no_thought() {
        let text = "\n Alternatively a.\nAlternatively b.";
        let all = [Span::new(0, text.len())];
        let thoughts = split_thoughts(text, &all, &find_moves(text, &all));
        let shown: Vec<_> = thoughts.iter().map(|t| t.of(text)).collect();
        assert_eq!(shown, ["\n Alternatively a.\n", "Alternatively b."]);
    }
}
