//! How a token is chosen, and what cannot be.

use std::num::NonZeroU32;

use crate::suite::Sampling;

/// How a token is chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Decoding {
    /// The most likely token; of equally likely ones the lowest id.
    Greedy,
    /// A draw from the softmax of logits ÷ temperature, after cuts.
    Draw {
        /// Above 0, finite.
        temperature: f32,
        /// What is cut off first.
        cuts: Cuts,
    },
}

/// Cuts of the distribution, each of what the one before left, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Cuts {
    /// Keep so many of the most likely tokens (ties: lowest ids).
    pub top_k: Option<NonZeroU32>,
    /// Keep the smallest set with at least this probability; in (0, 1).
    pub top_p: Option<f32>,
    /// Keep tokens with at least this share of the likeliest one's probability;
    /// in (0, 1].
    pub min_p: Option<f32>,
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
    /// The share to keep is not one.
    #[error("`min_p` must be from 0 to 1, got {0}")]
    MinP(f32),
    /// A penalty that would turn the logits around, or is no number.
    #[error("`{key}` must be {rule}, got {value}")]
    Penalty {
        /// The penalty.
        key: &'static str,
        /// What is allowed.
        rule: &'static str,
        /// What was given.
        value: f32,
    },
    /// A bias that is no number.
    #[error("the bias of token {token} must be a number below infinity, got {value}")]
    Bias {
        /// The token.
        token: u32,
        /// Its bias.
        value: f32,
    },
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
            temperature,
            top_p,
            min_p,
            ..
        } = *sampling;
        if !(temperature.is_finite() && temperature >= 0.0) {
            return Err(SamplerError::Temperature(temperature));
        }
        if !(top_p > 0.0 && top_p <= 1.0) {
            return Err(SamplerError::TopP(top_p));
        }
        if !(0.0..=1.0).contains(&min_p) {
            return Err(SamplerError::MinP(min_p));
        }
        if temperature == 0.0 {
            return Ok(Self::Greedy);
        }
        let cuts = Cuts {
            top_k: NonZeroU32::new(sampling.top_k),
            top_p: (top_p < 1.0).then_some(top_p),
            min_p: (min_p > 0.0).then_some(min_p),
        };
        Ok(Self::Draw { temperature, cuts })
    }
}
