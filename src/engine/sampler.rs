//! Logits → token. Pure and seeded: a request's draws depend on its seed and
//! its logits alone, never on its neighbors in a batch.

use std::cmp::Ordering;
use std::num::NonZeroU32;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use crate::suite::Sampling;

/// Draws one request's tokens.
#[derive(Debug, Clone)]
pub struct Sampler {
    decoding: Decoding,
    rng: ChaCha8Rng,
    // Kept between tokens to spare the allocations.
    candidates: Vec<(f32, u32)>,
    weights: Vec<f64>,
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
            weights: Vec::new(),
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
                let weight =
                    move |logit: f32| (f64::from(logit - highest) / f64::from(temperature)).exp();
                if top_k.is_none() && top_p.is_none() {
                    self.weights.clear();
                    self.weights.extend(logits.iter().map(|&l| weight(l)));
                    let place = draw(&self.weights, u);
                    return Ok(place.map_or(best, |i| i as u32));
                }
                self.keep(logits, top_k, top_p, weight);
                self.weights.clear();
                self.weights
                    .extend(self.candidates.iter().map(|c| weight(c.0)));
                let place = draw(&self.weights, u);
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

    /// Leaves in `candidates` what top-k and top-p leave, most likely first.
    fn keep(
        &mut self,
        logits: &[f32],
        top_k: Option<NonZeroU32>,
        top_p: Option<f32>,
        weight: impl Fn(f32) -> f64,
    ) {
        let all = &mut self.candidates;
        all.clear();
        all.extend(
            logits
                .iter()
                .zip(0_u32..)
                .filter(|(logit, _)| **logit > f32::NEG_INFINITY)
                .map(|(&logit, id)| (logit, id)),
        );
        if let Some(k) = top_k {
            let k = k.get() as usize;
            if k < all.len() {
                all.select_nth_unstable_by(k - 1, by_likelihood);
                all.truncate(k);
            }
        }
        let Some(p) = top_p else {
            all.sort_unstable_by(by_likelihood);
            return;
        };
        let wanted = f64::from(p) * all.iter().map(|c| weight(c.0)).sum::<f64>();
        // Most of the probability sits in few tokens: sort only as many as it takes.
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
                    sum += weight(c.0);
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
    let mut highest = f32::NEG_INFINITY;
    let mut usable = true;
    for &logit in logits {
        usable &= logit < f32::INFINITY;
        highest = if logit > highest { logit } else { highest };
    }
    if !usable {
        let bad = logits
            .iter()
            .enumerate()
            .find(|(_, l)| l.is_nan() || **l == f32::INFINITY);
        let (token, value) = bad.map_or((0, f32::NAN), |(i, l)| (i, *l));
        return Err(SamplerError::Logit { token, value });
    }
    if highest == f32::NEG_INFINITY {
        return Err(SamplerError::NoCandidate);
    }
    let best = logits.iter().position(|&l| l >= highest).unwrap_or(0);
    Ok((best as u32, highest))
}

/// The place at the share `u` of the total weight; never one of weight 0.
fn draw(weights: &[f64], u: f64) -> Option<usize> {
    let mut rest = u * weights.iter().sum::<f64>();
    let mut last = None;
    for (place, &weight) in weights.iter().enumerate() {
        if weight > 0.0 {
            rest -= weight;
            // Rounding can leave a sliver behind the last one.
            last = Some(place);
            if rest < 0.0 {
                break;
            }
        }
    }
    last
}

#[cfg(test)]
mod tests;
