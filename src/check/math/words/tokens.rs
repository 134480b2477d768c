//! Cutting a number in words.

use super::lexicon::Kind;
use crate::check::math::rational::Rational;
use crate::check::math::unit::fold;

/// Most words of a number.
const MOST: usize = 40;

/// A word of a number, or the digits that it starts with.
pub(super) struct Token {
    /// Folded.
    pub(super) word: String,
    /// As they are written.
    pub(super) digits: Option<String>,
    /// Where it ends in the text.
    pub(super) end: usize,
}

/// The words up to the first that cannot belong to a number.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while tokens.len() < MOST {
        let Some(rest) = text.get(at..) else { break };
        let is_first = tokens.is_empty();
        let mut start = rest.trim_start_matches([' ', '\u{a0}']);
        if !is_first && start.len() == rest.len() {
            let Some(hyphenated) = rest.strip_prefix(['-', '\u{2010}', '\u{2011}']) else {
                break;
            };
            start = hyphenated;
        }
        let belongs = |c: char| {
            c.is_alphabetic() || (is_first && (c.is_ascii_digit() || matches!(c, '.' | ',')))
        };
        let length = start.find(|c| !belongs(c)).unwrap_or(start.len());
        let Some((word, after)) = start.split_at_checked(length) else {
            break;
        };
        // A full stop or a comma behind a word is no part of it.
        let word = word.trim_end_matches(['.', ',']);
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        if word.is_empty()
            || after.starts_with(|c: char| c.is_numeric() || c == '_')
            || is_number && word.contains(char::is_alphabetic)
        {
            break;
        }
        at = text.len() - start.len() + word.len();
        tokens.push(Token {
            word: fold(word),
            digits: is_number.then(|| word.to_owned()),
            end: at,
        });
    }
    tokens
}

/// Digits with thousands separators or a decimal point, which is a comma in
/// other languages than English.
pub(super) fn decimal(digits: &str, kind: Kind) -> Option<Rational> {
    let (point, separator) = match kind {
        Kind::English => ('.', ','),
        _ => (',', '.'),
    };
    let whole = digits.split(point).next().unwrap_or("");
    let mut groups = whole.split(separator);
    let is_first_short = groups.next().is_some_and(|group| !group.is_empty());
    let mut rest = groups.peekable();
    let is_grouped = rest.peek().is_some();
    if !is_first_short || !rest.all(|group| group.len() == 3) {
        // `2.5 Millionen`
        return (is_grouped && !digits.contains(',')).then(|| Rational::parse(digits))?;
    }
    Rational::parse(&digits.replace(separator, "").replace(point, "."))
}
