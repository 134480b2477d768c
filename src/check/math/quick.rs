//! What most texts are not, seen at a glance: a text is read for a date, a time
//! or a number in words only where its letters allow it.

use std::borrow::Cow;

/// The ASCII letters of a text, whatever their case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters {
    /// A bit for each letter from `a` on.
    set: u32,
    /// Whether there are characters beyond ASCII.
    pub(super) has_others: bool,
}

impl Letters {
    pub(super) const fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut letters = Self {
            set: 0,
            has_others: false,
        };
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte.is_ascii_alphabetic() {
                letters.set |= 1 << (byte.to_ascii_lowercase() - b'a');
            } else if !byte.is_ascii() {
                letters.has_others = true;
            }
            at += 1;
        }
        letters
    }

    /// Those of each of the words.
    pub(super) const fn of_each<const N: usize>(words: [&str; N]) -> [Self; N] {
        let mut all = [Self::of(""); N];
        let mut at = 0;
        while at < N {
            all[at] = Self::of(words[at]);
            at += 1;
        }
        all
    }

    /// Whether all letters of one of the words are there, in any order.
    pub(super) fn hold_any(self, words: &[Self]) -> bool {
        words.iter().any(|word| self.set & word.set == word.set)
    }
}

/// `text.to_lowercase()`, without a copy where nothing changes.
pub(super) fn lower(text: &str) -> Cow<'_, str> {
    let is_lower = |b: u8| b.is_ascii() && !b.is_ascii_uppercase();
    if text.bytes().all(is_lower) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

/// `text.replace(from, to)`, without a copy where nothing changes.
pub(super) fn replace(text: String, from: &str, to: &str) -> String {
    if text.contains(from) {
        text.replace(from, to)
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_words() {
        let letters = Letters::of(r"\frac{1}{2} Noon");
        let holds = |word| letters.hold_any(&Letters::of_each(["hour", word]));
        assert!(holds("acorn") && holds("NOON") && holds("") && !holds("corner"));
        assert!(!letters.has_others && Letters::of("½ x").has_others);
    }

    #[test]
    fn lower_case_is_that_of_the_language() {
        for text in ["", "x + 1", "Ab", "ΑΣ", "É", "K"] {
            assert_eq!(lower(text), text.to_lowercase());
        }
    }
}
