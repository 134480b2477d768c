//! Logits → token. Pure and seeded: a request's draws depend on its seed and
//! its logits alone, never on its neighbors in a batch.

use std::cmp::Ordering;
use std::num::NonZeroU32;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use crate::suite::Sampling;

mod weights;

use weights::{Weights, scale, weight};

/// Draws one request's tokens.
#[derive(Debug, Clone)]
pub struct Sampler {
    decoding: Decoding,
    rng: ChaCha8Rng,
    // Kept between tokens to spare the allocations.
    candidates: Vec<(f32, u32)>,
    logits: Vec<f32>,
    weights: Weights,
}

/// How a token is chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decoding {
    /// The most likely token; of equally likely ones the lowest id.
    Greedy,
    /// A draw from the softmax of logits ÷ temperature, cut by top-k, then by
    /// top-p of what is left.
    Draw {
        /// Above 0, finite.
        temperature: f32,
        /// Keep so many of the most likely tokens (ties: lowest ids).
        top_k: Option<NonZeroU32>,
        /// Keep the smallest set with at least this probability; in (0, 1).
        top_p: Option<f32>,
    },
}

/// Why no token could be chosen.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SamplerError {
    /// The temperature is negative, infinite or not a number.
    #[error("`temperature` must be 0 or a finite number above it, got {0}")]
    Temperature(f32),
    /// The probability to keep is not one.
    #[error("`top_p` must be above 0 and at most 1, got {0}")]
    TopP(f32),
    /// A logit is not a number, or infinitely large.
    #[error(
        "the model gave the logit {value} for token {token}; its weights or its number format are damaged"
    )]
    Logit {
        /// The token.
        token: usize,
        /// Its logit.
        value: f32,
    },
    /// There is nothing to choose from.
    #[error("the model gave no token a probability above 0")]
    NoCandidate,
}

impl TryFrom<&Sampling> for Decoding {
    type Error = SamplerError;

    fn try_from(sampling: &Sampling) -> Result<Self, SamplerError> {
        let Sampling {
            temperature, top_p, ..
        } = *sampling;
        if !(temperature.is_finite() && temperature >= 0.0) {
            return Err(SamplerError::Temperature(temperature));
        }
        if !(top_p > 0.0 && top_p <= 1.0) {
            return Err(SamplerError::TopP(top_p));
        }
        if temperature == 0.0 {
            return Ok(Self::Greedy);
        }
        Ok(Self::Draw {
            temperature,
            top_k: NonZeroU32::new(sampling.top_k),
            top_p: (top_p < 1.0).then_some(top_p),
        })
    }
}

impl Sampler {
    /// A sampler whose draws follow from `seed`.
    pub fn new(decoding: Decoding, seed: u64) -> Self {
        // The seed is spread by hand: how `seed_from_u64` does it may change.
        let mut bytes = [0; 32];
        for (byte, value) in bytes.iter_mut().zip(seed.to_le_bytes()) {
            *byte = value;
        }
        Self {
            decoding,
            rng: ChaCha8Rng::from_seed(bytes),
            candidates: Vec::new(),
            logits: Vec::new(),
            weights: Weights::default(),
        }
    }

    /// The next token, given the logit of every token.
    ///
    /// # Errors
    /// When a logit is not a number or infinitely large, or all are −∞.
    pub fn next(&mut self, logits: &[f32]) -> Result<u32, SamplerError> {
        let (best, highest) = argmax(logits)?;
        match self.decoding {
            Decoding::Greedy => Ok(best),
            Decoding::Draw {
                temperature,
                top_k,
                top_p,
            } => {
                // One draw a token, used or not, keeps the stream in step.
                let u = self.uniform();
                let top_k = top_k
                    .map(|k| k.get() as usize)
                    .filter(|&k| k < logits.len());
                match top_k {
                    None => self.weights.fill(logits, highest, temperature),
                    Some(k) => keep_top_k(logits, k, &mut self.candidates),
                }
                if top_k.is_none() && top_p.is_none() {
                    return Ok(self.weights.draw(u).map_or(best, |place| place as u32));
                }
                if let Some(p) = top_p {
                    if top_k.is_none() {
                        self.keep_likely(logits, p);
                    } else {
                        self.weigh_candidates(highest, temperature);
                    }
                    self.keep_top_p(p, highest, temperature);
                }
                self.weigh_candidates(highest, temperature);
                let place = self.weights.draw(u);
                Ok(place
                    .and_then(|i| self.candidates.get(i))
                    .map_or(best, |c| c.1))
            }
        }
    }

    /// A number in [0, 1) with 53 random bits.
    fn uniform(&mut self) -> f64 {
        (self.rng.next_u64() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// Leaves in `candidates` the tokens that top-p can keep: those too
    /// unlikely to matter even all together are left out. The weights are
    /// those of all tokens.
    fn keep_likely(&mut self, logits: &[f32], p: f32) {
        let spare = self.weights.total * f64::from(1.0 - p);
        let lowest = (spare / logits.len() as f64 / 2.0) as f32;
        self.candidates.clear();
        self.candidates.extend(
            logits
                .iter()
                .zip(&self.weights.each)
                .zip(0_u32..)
                .filter(|((_, weight), _)| **weight >= lowest && **weight > 0.0)
                .map(|((&logit, _), id)| (logit, id)),
        );
    }

    /// Cuts `candidates` to the smallest set with the share `p` of the weights'
    /// total, which is that of all tokens, or of those that top-k chose.
    fn keep_top_p(&mut self, p: f32, highest: f32, temperature: f32) {
        let wanted = self.weights.total * f64::from(p);
        let scale = scale(temperature);
        let all = &mut self.candidates;
        // Most of the weight sits in few tokens: sort only as many as it takes.
        let mut sorted = 64;
        loop {
            let n = sorted.min(all.len());
            if n < all.len() {
                all.select_nth_unstable_by(n - 1, by_likelihood);
            }
            if let Some(head) = all.get_mut(..n) {
                head.sort_unstable_by(by_likelihood);
                let mut sum = 0.0;
                let enough = head.iter().position(|c| {
                    sum += f64::from(weight(c.0, highest, scale));
                    sum >= wanted
                });
                if let Some(last) = enough {
                    all.truncate(last + 1);
                    return;
                }
            }
            if n == all.len() {
                // Rounding kept the sum just below.
                return;
            }
            sorted *= 8;
        }
    }

    fn weigh_candidates(&mut self, highest: f32, temperature: f32) {
        self.logits.clear();
        self.logits.extend(self.candidates.iter().map(|c| c.0));
        self.weights.fill(&self.logits, highest, temperature);
    }
}

/// Leaves the `k` most likely tokens in `kept`, most likely first.
fn keep_top_k(logits: &[f32], k: usize, kept: &mut Vec<(f32, u32)>) {
    kept.clear();
    let mut lowest = f32::NEG_INFINITY;
    for (&logit, id) in logits.iter().zip(0_u32..) {
        // An equal one with a higher id would come behind.
        if logit > lowest {
            kept.push((logit, id));
            if kept.len() >= 2 * k + 64 {
                kept.select_nth_unstable_by(k - 1, by_likelihood);
                kept.truncate(k);
                lowest = kept.last().map_or(lowest, |c| c.0);
            }
        }
    }
    kept.sort_unstable_by(by_likelihood);
    kept.truncate(k);
}

/// Most likely first; equally likely ones by id.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "sorting hands its items over by reference"
)]
fn by_likelihood(a: &(f32, u32), b: &(f32, u32)) -> Ordering {
    b.0.partial_cmp(&a.0)
        .unwrap_or(Ordering::Equal)
        .then(a.1.cmp(&b.1))
}

/// The lowest id with the highest logit, and that logit.
fn argmax(logits: &[f32]) -> Result<(u32, f32), SamplerError> {
    /// Kept side by side, so that the processor compares several at once.
    const LANES: usize = 16;
    let mut highest = [f32::NEG_INFINITY; LANES];
    let mut unusable = [0_u32; LANES];
    let mut look = |row: &[f32]| {
        for ((highest, unusable), &logit) in highest.iter_mut().zip(&mut unusable).zip(row) {
            *unusable |= u32::from(logit.is_nan()) | u32::from(logit == f32::INFINITY);
            *highest = if logit > *highest { logit } else { *highest };
        }
    };
    let (rows, rest) = logits.as_chunks::<LANES>();
    for row in rows {
        look(row);
    }
    look(rest);
    if unusable.iter().any(|&n| n > 0) {
        let bad = logits
            .iter()
            .enumerate()
            .find(|(_, l)| l.is_nan() || **l == f32::INFINITY);
        let (token, value) = bad.map_or((0, f32::NAN), |(i, l)| (i, *l));
        return Err(SamplerError::Logit { token, value });
    }
    let highest = highest.into_iter().fold(f32::NEG_INFINITY, f32::max);
    if highest == f32::NEG_INFINITY {
        return Err(SamplerError::NoCandidate);
    }
    Ok((first_at_least(logits, highest) as u32, highest))
}

/// The first place whose logit is at least `bound`; 0 if there is none.
fn first_at_least(logits: &[f32], bound: f32) -> usize {
    /// Looked at without asking in between, which is faster.
    const BLOCK: usize = 64;
    let reaches = |block: &[f32]| block.iter().filter(|&&l| l >= bound).count() > 0;
    let start = logits.chunks(BLOCK).position(reaches).unwrap_or(0) * BLOCK;
    let block = logits.iter().skip(start);
    start + block.take(BLOCK).position(|&l| l >= bound).unwrap_or(0)
}

#[cfg(test)]
mod tests;
