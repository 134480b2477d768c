//! What a model says where its thinking is cut short.

use serde::{Deserialize, Serialize};

use super::{Completion, StopReason};

/// The answer that was forced at a point inside the thinking. It is what a
/// completion with this position as its budget says, token for token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Probe {
    /// Thinking tokens before it.
    pub position: u32,
    /// Where that is in the completion's text, in bytes.
    pub offset: usize,
    /// What was written there to end the thinking.
    pub forced_end: String,
    /// What the model wrote behind it.
    pub answer: String,
    /// Tokens of `answer`, as a completion's are counted.
    pub n_answer_tokens: u32,
    /// Tokens that the engine really computed for it: the forced end and the
    /// answer; none where another completion's work gave it.
    pub n_computed_tokens: u32,
    /// Why the answer ended: [`StopReason::Budget`] where it did so by itself.
    pub stop_reason: StopReason,
}

impl Completion {
    /// The text of a completion whose budget is the position of `probe`: the
    /// thinking up to there, the forced end and the answer.
    pub fn probed_text(&self, probe: &Probe) -> String {
        let before = self.text.get(..probe.offset).unwrap_or(&self.text);
        format!("{before}{}{}", probe.forced_end, probe.answer)
    }

    /// The part of `n_computed_tokens` that its probes took.
    pub fn n_probe_tokens(&self) -> u32 {
        let tokens = self.probes.iter().map(|probe| probe.n_computed_tokens);
        tokens.fold(0, u32::saturating_add)
    }
}

impl Probe {
    /// The probe at `position` of a completion that wrote `whole`, from the
    /// text `forced` of a completion that was forced to its end there. `before`
    /// are the bytes of `forced` up to the position, and `end` those up to the
    /// answer. The counts are to be set.
    pub(super) fn between(
        position: u32,
        whole: &str,
        forced: &str,
        (before, end): (usize, usize),
    ) -> Self {
        // A character whose tokens the position parts is written otherwise in
        // the two texts: it belongs to what follows in both.
        let before = forced.get(..forced.floor_char_boundary(before));
        let same = before.unwrap_or_default().chars().zip(whole.chars());
        let offset = same
            .take_while(|(a, b)| a == b)
            .map(|(c, _)| c.len_utf8())
            .sum();
        let end = forced.floor_char_boundary(end).max(offset);
        Self {
            position,
            offset,
            forced_end: forced.get(offset..end).unwrap_or_default().to_owned(),
            answer: forced.get(end..).unwrap_or_default().to_owned(),
            n_answer_tokens: 0,
            n_computed_tokens: 0,
            stop_reason: StopReason::Budget,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_are_parted_at_the_position() {
        for (whole, forced, ends, offset, end, answer) in [
            ("ab cd|x", "ab|y", (2, 3), 2, "|", "y"),
            ("ab", "ab|", (2, 3), 2, "|", ""),
            // The position lies inside of `é`.
            ("aé|x", "a\u{fffd}|y", (4, 5), 1, "\u{fffd}|", "y"),
            ("", "|y", (0, 1), 0, "|", "y"),
        ] {
            let probe = Probe::between(3, whole, forced, ends);
            let found = (probe.offset, &*probe.forced_end, &*probe.answer);
            assert_eq!(found, (offset, end, answer), "{whole}");
        }
    }

    proptest! {
        #[test]
        fn the_forced_text_comes_back(
            whole in "\\PC{0,20}",
            forced in "\\PC{0,20}",
            before in 0..30_usize,
            end in 0..30_usize,
        ) {
            let probe = Probe::between(1, &whole, &forced, (before, end));
            let completion = Completion {
                text: whole,
                ..Completion::not_started(1)
            };
            prop_assert_eq!(completion.probed_text(&probe), forced);
        }
    }
}
