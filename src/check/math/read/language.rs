//! Words of a language in an answer.

use super::super::answer::Answer;
use super::super::expr::Expr;
use super::super::quick::Letters;
use super::super::rational::Rational;
use super::super::structure::Taste;
use super::super::token::{Token, text_of};
use super::super::{unit, words};

/// Words that make prose of what cannot be read otherwise.
const PROSE: usize = 2;

/// Whether words of a language may stand in the text: two letters or more
/// without a backslash before them, or letters beyond ASCII.
pub(super) fn has_words(text: &str) -> bool {
    let mut run = 0;
    let mut command = false;
    for c in text.chars() {
        if c.is_ascii_alphabetic() {
            run += 1;
            if run > 1 && !command {
                return true;
            }
        } else if c.is_alphabetic() {
            return true;
        } else {
            command = c == '\\';
            run = 0;
        }
    }
    has_signs_for_words(text)
}

/// Whether there are signs that stand for words, or are read with them.
fn has_signs_for_words(text: &str) -> bool {
    const COMMANDS: [&str; 6] = [
        "\\mid",
        "\\mapsto",
        "\\frac{\\text{",
        "\\frac{\\mathrm{",
        "\\mathrm{e}",
        "\\mathrm{E}",
    ];
    const LETTERS: [&str; 3] = [" x ", " y ", " e "];
    let has = |sign: &str| text.contains(sign);
    (text.contains(' ') && LETTERS.into_iter().any(has))
        || (text.contains('\\')
            && (COMMANDS.into_iter().any(has) || (text.ends_with(')') && has("\\in "))))
        || (text.contains('(') && (has(" & (") || has(") | (")))
        || (text.contains('^') && has("10^"))
        || (text.contains('/') && has("+/-"))
        || (text.contains('{') && (has("{.}") || has("{:}")))
}

/// Whether something rises (1) or falls (-1), by the words of the text.
pub(super) fn direction(text: &str) -> i8 {
    const WORDS: [Letters; 8] = Letters::of_each([
        "profit", "increase", "gain", "rise", "decrease", "loss", "drop", "decline",
    ]);
    const UP: [&str; 6] = ["profit", "increase", "gain", "rise", "增加", "上升"];
    const DOWN: [&str; 6] = ["decrease", "loss", "drop", "decline", "减少", "下降"];
    let letters = Letters::of(text);
    if !letters.has_others && !letters.hold_any(&WORDS) {
        return 0;
    }
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    i8::from(says(&UP)) - i8::from(says(&DOWN))
}

/// A number in words, perhaps with a unit: `twenty-five`, `三分之二`, `3万元`.
pub(super) fn in_words(text: &str) -> Option<Answer> {
    let (value, used) = words::leading_number(text)?;
    let rest = text.get(used..)?.trim();
    let expr = Expr::rational(value);
    if rest.is_empty() {
        return Some(Answer::Expr(expr));
    }
    // What the tables of digits read is not for the tables of words.
    let is_words = !text.starts_with(|c: char| c.is_ascii_digit())
        || text
            .chars()
            .any(|c| matches!(c, '万' | '亿' | '千' | '百' | '十'));
    unit::parse(rest)
        .filter(|_| is_words)
        .map(|unit| Answer::Quantity(expr, unit))
}

/// `35k`
pub(super) fn thousands(text: &str) -> Option<Expr> {
    let digits = text.strip_suffix(['k', 'K'])?;
    let value = Rational::parse(digits)?;
    Some(Expr::rational(value.times(&Rational::integer(1000))?))
}

/// What cannot be read but is mostly words is a text.
pub(super) fn made_of_words(tokens: &[Token], taste: Taste) -> Option<Answer> {
    let is_word = |t: &&Token| t.word().is_some_and(|w| w.chars().count() > 2);
    let n_words = tokens.iter().filter(is_word).count();
    let text = text_of(tokens);
    let text = if taste.keep_case {
        text
    } else {
        text.to_lowercase()
    };
    (n_words >= PROSE && n_words * 3 >= tokens.len()).then_some(Answer::Text(text))
}
