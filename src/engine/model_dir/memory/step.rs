//! How much of a step's work is held in memory at once, and how steps over
//! prompts are cut so that it stays bounded.

use super::super::config::Shape;
use super::{LOGIT_BYTES, WIDE, product, wide};

/// Copies of the attention scores that are counted where prompts are cut: as
/// many as there can be.
const MOST_SCORES: u64 = 4;

/// Most bytes that a step over several prompts may take: half of what the
/// logits of one long prompt may, because the library's arena keeps the sizes
/// of its steps apart.
const PROMPT_BYTES: u64 = LOGIT_BYTES / 2;

/// Most tokens of a text that one step takes.
const MAX_STEP_TOKENS: u64 = 4096;

/// Tokens of a prompt that are computed at once whatever the scores of
/// attention take: fewer would cost too much time.
const LEAST_STEP_TOKENS: u64 = 256;

/// Bytes that a token takes while its step is computed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StepCost {
    /// For its logits.
    pub logits: u64,
    /// For the feed-forward part.
    pub wide: u64,
    /// For the scores of attention, for each token that it looks at; 0 where
    /// the library's own operator attends.
    pub score: u64,
    /// For its part of the cache, where prompts are computed apart from the
    /// buffers that they move into.
    pub cache: u64,
}

impl StepCost {
    /// From a model's sizes. `vocabulary` is the number of logits that a token
    /// of a prompt has; `shared` tells that the library's own operator attends
    /// and that the cache of a prompt, `cache` bytes a token, moves into
    /// buffers.
    pub fn of(shape: &Shape, vocabulary: u64, shared: bool, cache: u64) -> Self {
        let heads = shape.heads.or(shape.kv_heads).unwrap_or(0);
        let (heads, cache) = if shared { (0, cache) } else { (heads, 0) };
        Self::new(vocabulary, wide(shape), heads, cache)
    }

    /// From sizes: tokens with a logit, the feed-forward part's width, heads
    /// whose scores are spelled out, and bytes of the cache of a token that is
    /// held twice.
    pub fn new(vocabulary: u64, wide: u64, heads: u64, cache: u64) -> Self {
        Self {
            logits: vocabulary.saturating_mul(4),
            wide: product(&[wide, 4, WIDE]),
            score: product(&[heads, 4, MOST_SCORES]),
            cache,
        }
    }

    /// Most tokens of one prompt of `length` tokens that a step takes: their
    /// logits, and their scores, stay within [`LOGIT_BYTES`] each.
    pub fn max_tokens(&self, length: usize) -> usize {
        let scores = self.score.saturating_mul(length as u64);
        let by_scores = (LOGIT_BYTES / scores.max(1)).max(LEAST_STEP_TOKENS);
        let by_logits = LOGIT_BYTES / self.logits.max(1);
        let tokens = by_logits.min(by_scores).clamp(1, MAX_STEP_TOKENS);
        usize::try_from(tokens).unwrap_or(usize::MAX)
    }

    /// Most prompts of `length` tokens that are computed together: all that
    /// they take stays within half of [`LOGIT_BYTES`]; at least one.
    pub fn max_prompts(&self, length: usize) -> usize {
        let length = (length as u64).max(1);
        let scores = self.score.saturating_mul(length);
        let token = [self.logits, self.wide, self.cache, scores]
            .into_iter()
            .fold(0, u64::saturating_add);
        let tokens = (PROMPT_BYTES / token.max(1)).min(MAX_STEP_TOKENS);
        usize::try_from(tokens / length).unwrap_or(1).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stay_within_their_memory() {
        for vocabulary in [0, 512, 16_384, 152_064] {
            for (wide, heads, cache) in [(0, 0, 0), (2048, 0, 32_768), (13_824, 40, 0)] {
                let cost = StepCost::new(vocabulary, wide, heads, cache);
                for length in [1, 17, 128, 1000, 4096, 100_000] {
                    let cut = cost.max_tokens(length) as u64;
                    assert!((1..=MAX_STEP_TOKENS).contains(&cut));
                    assert!(cut * cost.logits <= LOGIT_BYTES);
                    let scores = cut * cost.score * length as u64;
                    assert!(cut <= LEAST_STEP_TOKENS || scores <= LOGIT_BYTES);
                    let tokens = (cost.max_prompts(length) * length) as u64;
                    let token = cost.logits + cost.wide + cost.cache;
                    let all = tokens * (token + cost.score * length as u64);
                    assert!(cost.max_prompts(length) == 1 || all <= PROMPT_BYTES);
                }
            }
        }
    }

    #[test]
    fn logits_alone_cut_prompts_where_attention_is_one_operator() {
        let cost = StepCost::new(16_384, 2048, 0, 32_768);
        assert_eq!(
            (cost.max_tokens(100), cost.max_tokens(100_000)),
            (4096, 4096)
        );
        // 122,880 bytes a token.
        assert_eq!(cost.max_prompts(128), 8);
        assert_eq!(StepCost::new(152_064, 0, 0, 0).max_tokens(1000), 441);
    }
}
