//! Logits → token. Pure and seeded: a request's draws depend on its seed and
//! its logits alone, never on its neighbors in a batch.
//!
//! The order is that of `transformers` (`_get_logits_processor` in
//! `generation/utils.py`, 000034a4): bias, penalties, bans, temperature, top-k,
//! top-p, min-p. A row is read once for the highest logit of each block;
//! after that only blocks are looked at that can matter.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use crate::suite::Sampling;

mod candidates;
mod crowd;
mod cut;
mod decoding;
mod history;
mod row;
mod search;
mod weights;
mod wide;

use candidates::{Candidates, token_at};
use crowd::block_at;
pub use decoding::{Cuts, Decoding, SamplerError};
use history::{History, Penalties};
use row::{LogitRow, Maxima};
use weights::{scale, weight};
use wide::Wide;

/// A change to one token's logit: what is added. −∞ bans the token.
pub type Change = (u32, f32);

/// A bias of at most this bans its token, as in OpenAI's interface, where −100
/// "should result in a ban".
const BANNING_BIAS: f32 = -100.0;

/// Draws one request's tokens.
#[derive(Debug, Clone)]
pub struct Sampler {
    decoding: Decoding,
    rng: ChaCha8Rng,
    wide: Wide,
    history: History,
    // Kept between tokens to spare the allocations.
    edits: Vec<(u32, f32)>,
    maxima: Maxima,
    sums: Vec<f64>,
    candidates: Candidates,
}

impl Sampler {
    /// A sampler without penalties whose draws follow from `seed`.
    pub fn new(decoding: Decoding, seed: u64) -> Self {
        // The seed is spread by hand: how `seed_from_u64` does it may change.
        let mut bytes = [0; 32];
        for (byte, value) in bytes.iter_mut().zip(seed.to_le_bytes()) {
            *byte = value;
        }
        Self {
            decoding,
            rng: ChaCha8Rng::from_seed(bytes),
            wide: Wide::best(),
            history: History::default(),
            edits: Vec::new(),
            maxima: Maxima::default(),
            sums: Vec::new(),
            candidates: Candidates::default(),
        }
    }

    /// A sampler as `sampling` wants it. `bias` is added to the logits of its
    /// tokens; −100 or less bans.
    ///
    /// # Errors
    /// When a number of `sampling` or `bias` makes no sense.
    pub fn of(sampling: &Sampling, bias: &[Change], seed: u64) -> Result<Self, SamplerError> {
        let mut sampler = Self::new(Decoding::try_from(sampling)?, seed);
        for &(token, value) in bias {
            if value.is_nan() || value == f32::INFINITY {
                return Err(SamplerError::Bias { token, value });
            }
        }
        let bias = bias.iter().map(|&(token, value)| {
            let bans = value <= BANNING_BIAS;
            (token, if bans { f32::NEG_INFINITY } else { value })
        });
        sampler.history = History::new(Penalties::try_from(sampling)?, bias.collect());
        Ok(sampler)
    }

    /// Takes in the prompt, which the repetition penalty counts as seen.
    pub fn read_prompt(&mut self, tokens: &[u32]) {
        self.history.read_prompt(tokens);
    }

    /// Takes in a token that was written, whoever chose it.
    pub fn take(&mut self, token: u32) {
        self.history.take(token);
    }

    /// The next token, given the logit of every token.
    ///
    /// # Errors
    /// When a logit is not a number or infinitely large, or all are −∞.
    pub fn next(&mut self, logits: &[f32]) -> Result<u32, SamplerError> {
        self.choose(logits, &[])
    }

    /// The next token, given the logit of every token and changes that come
    /// after the penalties. Of several changes to a token, all count.
    ///
    /// # Errors
    /// As [`next`](Self::next); also when the changes leave no token.
    pub fn choose(&mut self, logits: &[f32], changes: &[Change]) -> Result<u32, SamplerError> {
        self.maxima.read(logits, self.wide)?;
        self.history.edits(logits, changes, &mut self.edits);
        let row = LogitRow::new(logits, &self.edits, &mut self.maxima, self.wide);
        let Some((best, highest)) = row.best() else {
            return Err(SamplerError::NoCandidate);
        };
        let Decoding::Draw { temperature, cuts } = self.decoding else {
            return Ok(best);
        };
        // One draw a token, used or not, keeps the stream in step.
        let u = uniform(&mut self.rng);
        let heat = Heat {
            highest,
            scale: scale(temperature),
        };
        let drawn = if cuts == Cuts::default() {
            draw_from_all(&row, heat, &mut self.sums, u)
        } else {
            self.candidates.collect(&row, heat, cuts, &mut self.sums);
            self.candidates.draw(&row, heat, u)
        };
        Ok(drawn.unwrap_or(best))
    }

    /// Lets a draw pass, as if a token had been chosen: for a text that is walked
    /// again over tokens that are known.
    pub fn pass(&mut self) {
        if let Decoding::Draw { .. } = self.decoding {
            uniform(&mut self.rng);
        }
    }

    /// The natural logarithm of the token's probability under the softmax of
    /// `logits` as they are: no temperature, cut or penalty.
    ///
    /// # Errors
    /// As [`next`](Self::next); also for a token without a logit.
    pub fn logprob(&mut self, logits: &[f32], token: u32) -> Result<f64, SamplerError> {
        self.maxima.read(logits, self.wide)?;
        let row = LogitRow::new(logits, &[], &mut self.maxima, self.wide);
        let place = usize::try_from(token).ok();
        let (Some((_, highest)), Some(&logit)) =
            (row.best(), place.and_then(|place| logits.get(place)))
        else {
            return Err(SamplerError::NoCandidate);
        };
        let heat = Heat {
            highest,
            scale: 1.0,
        };
        let total = row.sum_weights(heat, &mut self.sums);
        Ok(f64::from(logit) - f64::from(highest) - total.ln())
    }
}

/// What turns a logit into a weight.
#[derive(Debug, Clone, Copy)]
struct Heat {
    highest: f32,
    /// 1 ÷ temperature.
    scale: f32,
}

impl Heat {
    /// e^((logit − highest) ÷ temperature), between 0 and 1.
    fn weigh(self, logit: f32) -> f32 {
        weight(logit, self.highest, self.scale)
    }
}

/// A number in [0, 1) with 53 random bits.
fn uniform(rng: &mut ChaCha8Rng) -> f64 {
    (rng.next_u64() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
}

/// The token at the share `u` of all weights, in the order of the ids; never
/// one of weight 0.
fn draw_from_all(row: &LogitRow<'_>, heat: Heat, sums: &mut Vec<f64>, u: f64) -> Option<u32> {
    let mut rest = u * row.sum_weights(heat, sums);
    let block = block_at(sums, &mut rest)?;
    let mut buffer = row::Buffer::default();
    let (start, block) = row.block(block, &mut buffer)?;
    let tokens = block.iter().zip(start as u32..);
    token_at(tokens.map(|(&logit, id)| (id, heat.weigh(logit))), rest)
}

#[cfg(test)]
mod tests;
