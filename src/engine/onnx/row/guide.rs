//! What a request wants of its tokens, in the terms of one vocabulary.

use std::sync::Arc;

use super::super::vocabulary::{Tags, Vocabulary};
use super::stops::Stops;
use crate::engine::sampler::{Change, Sampler};
use crate::engine::thinking::{FORCED_ENDS, ForcedEnd, Steering, Switches, WAIT};
use crate::engine::{EngineError, Request};
use crate::plan::Probes;
use crate::suite::Sampling;

/// How a row's tokens are chosen, steered and ended.
#[derive(Debug, Clone)]
pub(in crate::engine::onnx) struct Guide {
    pub(super) sampler: Sampler,
    pub(super) steering: Arc<Steering>,
    pub(super) tags: Arc<Tags>,
    pub(super) stops: Stops,
    pub(super) logprobs: bool,
    pub(super) probes: Option<Probes>,
}

impl Guide {
    /// The guide of `request`.
    ///
    /// # Errors
    /// When the request's sampling is impossible, or names what the vocabulary
    /// or this program does not know.
    pub(in crate::engine::onnx) fn new(
        request: &Request,
        vocabulary: &Vocabulary,
    ) -> Result<Self, EngineError> {
        let sampling = &request.sampling;
        let tags = vocabulary.tags(sampling.thinking.format.as_deref())?;
        let bias = bias(sampling, vocabulary)?;
        Ok(Self {
            sampler: Sampler::of(sampling, &bias, request.seed)?,
            steering: Arc::new(steering(sampling, &tags, vocabulary)?),
            tags,
            stops: Stops::new(&sampling.stop),
            logprobs: request.logprobs,
            probes: request.probes.clone(),
        })
    }

    /// Tokens that a forced end of thinking takes.
    pub(in crate::engine::onnx) fn n_forced(&self) -> usize {
        self.steering.forced_end.len()
    }
}

fn steering(
    sampling: &Sampling,
    tags: &Tags,
    vocabulary: &Vocabulary,
) -> Result<Steering, EngineError> {
    let thinking = &sampling.thinking;
    let end = match &thinking.forced_end {
        None => FORCED_ENDS.first(),
        Some(name) => ForcedEnd::named(name),
    };
    let Some(end) = end else {
        let names: Vec<&str> = FORCED_ENDS.iter().map(|end| end.name).collect();
        let name = thinking.forced_end.as_deref().unwrap_or_default();
        return Err(unknown("forced end", name, &names));
    };
    let forced_end = vocabulary.encode(&end.text(tags.format))?;
    if forced_end.is_empty() {
        let reason = "the vocabulary has no tokens for the forced end of thinking".to_owned();
        return Err(EngineError::Refused(reason));
    }
    let switches = thinking.tip.as_ref();
    Ok(Steering {
        forced_end,
        wait: vocabulary.encode(WAIT)?,
        ways_out: tags.close.into_iter().chain(vocabulary.ends()).collect(),
        min_tokens: thinking.min_tokens,
        waits: thinking.waits,
        loops: thinking.loops,
        switches: switches
            .map(|tip| Switches::new(tip, |text| vocabulary.encode(text)))
            .transpose()?,
    })
}

/// The bias by token: ids as they are, else the one token that a text is made of.
fn bias(sampling: &Sampling, vocabulary: &Vocabulary) -> Result<Vec<Change>, EngineError> {
    let token = |name: &str| -> Result<u32, EngineError> {
        if !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit()) {
            let id = name.parse().ok();
            return id.filter(|&id| vocabulary.has(id)).ok_or_else(|| {
                let reason = format!(
                    "`logit_bias` names the token {name}, which the vocabulary does not have"
                );
                EngineError::Refused(reason)
            });
        }
        match vocabulary.encode(name)?.as_slice() {
            &[token] => Ok(token),
            tokens => Err(EngineError::Refused(format!(
                "`logit_bias` names the text `{}`, which is {} tokens; name one token by its id or its text",
                crate::text::for_terminal(name),
                tokens.len()
            ))),
        }
    };
    let bias = sampling.logit_bias.iter();
    bias.map(|(name, &value)| Ok((token(name)?, value)))
        .collect()
}

/// A name that is not in a table.
pub(in crate::engine::onnx) fn unknown(what: &str, name: &str, known: &[&str]) -> EngineError {
    let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    let name = crate::text::for_terminal(name);
    EngineError::Refused(format!(
        "unknown {what} `{name}`, expected one of {}",
        known.join(", ")
    ))
}
