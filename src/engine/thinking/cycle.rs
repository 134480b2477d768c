//! Finds text that repeats itself exactly.

/// Longest cycle that is looked for, in tokens.
const LONGEST: usize = 256;
/// Fewest tokens that all repetitions together must have: short ones are
/// common in honest text, such as rows of dashes.
const FEWEST: usize = 64;

/// Watches for a cycle of tokens that comes several times in a row. A token
/// costs one comparison for each length of a cycle, whatever came before.
#[derive(Debug, Clone)]
pub(super) struct Cycle {
    /// Repetitions that make a loop; 0 watches for none.
    repetitions: usize,
    /// At least the last [`LONGEST`] tokens, the newest last.
    tokens: Vec<u32>,
    /// At n − 1: how many of the last tokens in a row equal the one n before.
    runs: Vec<u32>,
}

impl Cycle {
    pub(super) fn new(repetitions: u32) -> Self {
        Self {
            repetitions: repetitions as usize,
            tokens: Vec::new(),
            runs: Vec::new(),
        }
    }

    /// Begins anew.
    pub(super) fn forget(&mut self) {
        self.tokens.clear();
        self.runs.clear();
    }

    /// Takes in a token; whether with it the repetitions are full.
    pub(super) fn closes_with(&mut self, token: u32) -> bool {
        if self.repetitions == 0 {
            return false;
        }
        if self.runs.len() < self.tokens.len().min(LONGEST) {
            self.runs.push(0);
        }
        let mut closes = false;
        let before = self.tokens.iter().rev();
        for ((run, &other), n) in self.runs.iter_mut().zip(before).zip(1_usize..) {
            *run = if other == token { *run + 1 } else { 0 };
            let whole = *run as usize + n;
            closes |= *run > 0 && whole >= FEWEST && whole >= self.repetitions * n;
        }
        if self.tokens.len() >= 4 * LONGEST {
            self.tokens.drain(..3 * LONGEST);
        }
        self.tokens.push(token);
        closes
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The token at which a loop is found.
    fn found(tokens: impl IntoIterator<Item = u32>, repetitions: u32) -> Option<usize> {
        let mut cycle = Cycle::new(repetitions);
        tokens.into_iter().position(|t| cycle.closes_with(t))
    }

    #[test]
    fn loops_are_found_when_they_are_full() {
        // The 64th of equal tokens; the end of the 4th of cycles of 20.
        assert_eq!(found(vec![7; 100], 4), Some(63));
        assert_eq!(found((0..200).map(|i| i % 20), 4), Some(79));
        assert_eq!(found((0..200).map(|i| i % 20), 5), Some(99));
        assert_eq!(found((0..900).map(|i| i % 256), 3), Some(767));
        // Too long, too few, off.
        assert_eq!(found((0..900).map(|i| i % 257), 3), None);
        assert_eq!(found(0..1000, 2), None);
        assert_eq!(found(vec![7; 500], 0), None);
        // One other token begins it anew.
        let broken = (0..200).map(|i| if i == 60 { 99 } else { i % 20 });
        assert_eq!(found(broken, 4), Some(140));
    }

    proptest! {
        /// Against the plain definition, looked up anew at every token.
        #[test]
        fn loops_equal_their_definition(
            lead in prop::collection::vec(0_u32..3, 0..40),
            cycle in prop::collection::vec(0_u32..3, 1..40),
            repetitions in 2_u32..6,
        ) {
            let tokens: Vec<u32> = lead.into_iter().chain(cycle.iter().copied().cycle().take(300)).collect();
            let k = repetitions as usize;
            let is_full = |end: usize| (1..=LONGEST).any(|n| {
                let whole = FEWEST.max(k * n);
                whole <= end && whole > n
                    && (end - whole + n..end).all(|i| tokens[i] == tokens[i - n])
            });
            let plain = (1..=tokens.len()).find(|&end| is_full(end)).map(|end| end - 1);
            prop_assert_eq!(found(tokens.clone(), repetitions), plain);
        }
    }
}
