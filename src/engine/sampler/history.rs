//! What the tokens seen so far, and a bias, do to the logits. Only tokens that
//! were seen or named are touched.

use super::{Change, SamplerError};
use crate::suite::Sampling;

/// Penalties for tokens that were seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Penalties {
    /// Divides positive logits and multiplies others, of the tokens of prompt
    /// and text (Keskar et al., CTRL, arXiv 1909.05858, in the form of
    /// transformers' `RepetitionPenaltyLogitsProcessor`). 1 changes nothing.
    repetition: f32,
    /// Taken once from the logit of each token of the text (OpenAI's
    /// `presence_penalty`).
    presence: f32,
    /// Taken from the logit of a token as often as it is in the text (OpenAI's
    /// `frequency_penalty`).
    frequency: f32,
}

impl Default for Penalties {
    fn default() -> Self {
        Self {
            repetition: 1.0,
            presence: 0.0,
            frequency: 0.0,
        }
    }
}

impl TryFrom<&Sampling> for Penalties {
    type Error = SamplerError;

    fn try_from(sampling: &Sampling) -> Result<Self, SamplerError> {
        let repetition = sampling.repetition_penalty;
        let refuse = |key, rule, value| Err(SamplerError::Penalty { key, rule, value });
        if !(repetition.is_finite() && repetition > 0.0) {
            return refuse("repetition_penalty", "a finite number above 0", repetition);
        }
        for (key, value) in [
            ("presence_penalty", sampling.presence_penalty),
            ("frequency_penalty", sampling.frequency_penalty),
        ] {
            if !(-100.0..=100.0).contains(&value) {
                return refuse(key, "a number from -100 to 100", value);
            }
        }
        Ok(Self {
            repetition,
            presence: sampling.presence_penalty,
            frequency: sampling.frequency_penalty,
        })
    }
}

/// Tokens seen so far, as far as penalties ask for them, and the bias.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    penalties: Penalties,
    /// Sorted by token, each once.
    bias: Vec<Change>,
    /// Token and how often it is in the text (0: in the prompt alone), sorted
    /// by token.
    seen: Vec<(u32, u32)>,
}

impl History {
    /// A history without tokens. A token's biases add up.
    pub(super) fn new(penalties: Penalties, mut bias: Vec<Change>) -> Self {
        bias.sort_by_key(|b| b.0);
        bias.dedup_by(|next, one| {
            let same = next.0 == one.0;
            if same {
                one.1 += next.1;
            }
            same
        });
        Self {
            penalties,
            bias,
            seen: Vec::new(),
        }
    }

    /// Takes in the prompt.
    pub(super) fn read_prompt(&mut self, tokens: &[u32]) {
        let idle = Penalties::default().repetition.to_bits();
        if self.penalties.repetition.to_bits() != idle {
            let mut all = tokens.to_vec();
            all.sort_unstable();
            all.dedup();
            for token in all {
                self.add(token, 0);
            }
        }
    }

    /// Takes in a token of the text.
    pub(super) fn take(&mut self, token: u32) {
        if self.penalties != Penalties::default() {
            self.add(token, 1);
        }
    }

    fn add(&mut self, token: u32, n: u32) {
        match self.seen.binary_search_by_key(&token, |s| s.0) {
            Ok(place) => {
                if let Some(seen) = self.seen.get_mut(place) {
                    seen.1 = seen.1.saturating_add(n);
                }
            }
            Err(place) => self.seen.insert(place, (token, n)),
        }
    }

    /// Puts the new logits of all tokens that bias, penalties and `changes`
    /// touch into `edits`, sorted by token.
    pub(super) fn edits(&self, logits: &[f32], changes: &[Change], edits: &mut Vec<(u32, f32)>) {
        edits.clear();
        let logit = |token: u32| logits.get(token as usize).copied();
        let mut bias = self.bias.iter().copied().peekable();
        for &(token, n) in &self.seen {
            // Biased tokens that were not seen come before this one.
            while let Some((other, value)) = bias.next_if(|b| b.0 < token) {
                edits.extend(logit(other).map(|l| (other, limited(l + value))));
            }
            let added = bias.next_if(|b| b.0 == token).map_or(0.0, |b| b.1);
            edits.extend(logit(token).map(|l| (token, self.penalized(l + added, n))));
        }
        for (token, value) in bias {
            edits.extend(logit(token).map(|l| (token, limited(l + value))));
        }
        for &(token, value) in changes {
            match edits.binary_search_by_key(&token, |e| e.0) {
                Ok(place) => {
                    if let Some(edit) = edits.get_mut(place) {
                        edit.1 = limited(edit.1 + value);
                    }
                }
                Err(place) => {
                    if let Some(l) = logit(token) {
                        edits.insert(place, (token, limited(l + value)));
                    }
                }
            }
        }
    }

    /// The logit of a token that is `n` times in the text.
    fn penalized(&self, logit: f32, n: u32) -> f32 {
        let Penalties {
            repetition,
            presence,
            frequency,
        } = self.penalties;
        let repeated = if logit > 0.0 {
            logit / repetition
        } else {
            logit * repetition
        };
        if n == 0 {
            return limited(repeated);
        }
        limited(repeated - n as f32 * frequency - presence)
    }
}

/// A change may not make a logit infinitely large.
fn limited(logit: f32) -> f32 {
    logit.min(f32::MAX)
}
