//! Repeated n-grams.

use serde::Serialize;

use super::last_seen::LastSeen;
use super::words::{Words, mixed};

/// Words of an n-gram, as in seq-rep-4.
pub const GRAM: usize = 4;
/// Words back to which a repetition is near.
pub const NEAR: usize = 512;

/// How much of a text was said before, in n-grams of [`GRAM`] words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Repetition {
    /// N-grams in the text.
    pub n_grams: usize,
    /// Those that stood before, anywhere: n-grams less different ones.
    pub n_repeated: usize,
    /// Those that stood within the [`NEAR`] words before.
    pub n_repeated_near: usize,
}

impl Repetition {
    /// The share of repeated n-grams, `1 - different / all`: seq-rep-4 of S.
    /// Welleck et al. (2019, arXiv 1908.04319), on words. It grows with the
    /// length of any text. `None` for fewer than [`GRAM`] words.
    pub fn share(&self) -> Option<f64> {
        (self.n_grams > 0).then(|| self.n_repeated as f64 / self.n_grams as f64)
    }

    /// The same for repetitions of the last [`NEAR`] words alone, so that long
    /// texts can be compared with each other. Ours.
    pub fn near_share(&self) -> Option<f64> {
        (self.n_grams > 0).then(|| self.n_repeated_near as f64 / self.n_grams as f64)
    }
}

/// Counts the repeated n-grams of words, signs left out.
pub(super) fn repetition(words: &Words) -> Repetition {
    let hashes = words.tokens.iter().filter(|t| t.is_word()).map(|t| t.hash);
    let n = words.tokens.len();
    let mut seen = LastSeen::with_room_for(n);
    let mut last = [0_u64; GRAM];
    let mut found = Repetition::default();
    for (place, hash) in hashes.enumerate() {
        last.rotate_left(1);
        last[GRAM - 1] = hash;
        if place + 1 < GRAM {
            continue;
        }
        found.n_grams += 1;
        if let Some(before) = seen.note(joined(&last), place) {
            found.n_repeated += 1;
            found.n_repeated_near += usize::from(place - before <= NEAR);
        }
    }
    found
}

/// One hash of several in their order.
pub(super) fn joined(hashes: &[u64]) -> u64 {
    mixed(hashes.iter().fold(0, |all, hash| {
        (all.rotate_left(17) ^ hash).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;
    use proptest::prelude::*;

    fn of(text: &str) -> Repetition {
        repetition(&Words::read(text, &[Span::new(0, text.len())]))
    }

    #[test]
    fn by_hand() {
        assert_eq!(of("").share(), None);
        assert_eq!(of("one two three").share(), None);
        assert_eq!(of("one two three four five").share(), Some(0.0));
        // abcd bcda cdab dabc, then the same once more: 4 of 8 were there.
        let twice = of("a b c d, a b c d; a b c");
        assert_eq!((twice.n_grams, twice.n_repeated), (8, 4));
        assert_eq!(twice.n_repeated_near, 4);
        // Far apart: repeated, but not near.
        let filler: Vec<String> = (0..600).map(|i| format!("w{i}")).collect();
        let far = of(&format!("a b c d {} a b c d", filler.join(" ")));
        assert_eq!((far.n_repeated, far.n_repeated_near), (1, 0));
    }

    proptest! {
        #[test]
        fn it_agrees_with_counting(words in prop::collection::vec("[ab]", 0..60)) {
            let different: std::collections::BTreeSet<_> = words.windows(GRAM).collect();
            let n_grams = words.len().saturating_sub(GRAM - 1);
            let found = of(&words.join(" "));
            prop_assert_eq!(found.n_grams, n_grams);
            prop_assert_eq!(found.n_repeated, n_grams - different.len());
            prop_assert_eq!(found.n_repeated_near, found.n_repeated);
        }
    }
}
