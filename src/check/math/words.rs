//! Numbers in words.

mod cardinal;
mod chinese;
mod compound;
mod lexicon;
mod spoken;
mod tokens;

use super::rational::Rational;

/// Longest text that is looked at, in bytes.
const LONGEST: usize = 400;

/// The number in words at the start of the text, and how many bytes it takes:
/// the longest one in English, Chinese, German, French, Spanish, Italian,
/// Portuguese or Russian. Digits count where words follow that belong to the
/// number: `2.5 million`, `3万`, `3 and a half`. "A" and ordinals are no numbers.
pub(super) fn leading_number(text: &str) -> Option<(Rational, usize)> {
    let first = text.chars().next()?;
    if !(first.is_alphanumeric() || first == '〇') {
        return None;
    }
    let end = text.floor_char_boundary(LONGEST);
    let text = text.get(..end)?;
    chinese::leading(text).or_else(|| spoken::leading(text))
}

#[cfg(test)]
mod round_trips;
#[cfg(test)]
mod tests;
