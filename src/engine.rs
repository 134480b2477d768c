//! Turns prompts into text: the only stage that costs real time.
//!
//! [`Engine`] is the seam. [`open()`] makes one from what the user names:
//! [`onnx`] runs model folders through ONNX Runtime. [`scripted`] answers from
//! a list and lets every other stage be tested without a model.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::plan::{Mode, Probes};
use crate::suite::Sampling;
use crate::text::thinking::{ReadAs, Reading};

pub mod builtin;
pub mod chat;
mod device;
mod digest;
mod error;
pub mod hub;
mod limits;
pub mod model_dir;
pub mod onnx;
mod open;
mod own_sampling;
mod probe;
pub mod rewrite;
pub mod runtime;
pub mod sampler;
pub mod scripted;
#[cfg(test)]
mod testing;
pub mod thinking;

pub use device::Device;
pub use digest::sha256_of_file;
pub use error::EngineError;
pub use open::{EngineOptions, ThoughtEnds, open, open_onnx, survey};
pub use own_sampling::own_sampling;
pub use probe::Probe;

/// Turns prompts into completions.
pub trait Engine {
    /// What the engine runs.
    fn info(&self) -> &ModelInfo;

    /// Refuses a request that could never be answered (budget larger than the
    /// context, say) before anything is generated. Prompts that are too long
    /// pass: they are [`EngineError::Prompt`] when their turn comes.
    fn admit(&self, request: &Request) -> Result<(), EngineError>;

    /// Whether it gives the probabilities that [`Request::logprobs`] asks for.
    fn gives_logprobs(&self) -> bool;

    /// Generates for every request, in an order and grouping of the engine's
    /// choice, and hands each result to `sink` with the request's index as soon
    /// as it is there. `sink` says when to stop: requests not handed over by
    /// then are simply not done.
    ///
    /// The same request gives the same completion (times apart), whatever the
    /// other requests are.
    ///
    /// # Errors
    /// Only what ends the whole engine; what concerns one request goes to `sink`.
    fn generate(&mut self, requests: &[Request], sink: &mut Sink<'_>) -> Result<(), EngineError>;
}

/// Takes finished completions: index of the request, and what became of it.
pub type Sink<'a> = dyn FnMut(Event) -> ControlFlow<()> + 'a;

/// What an engine says while it works.
#[derive(Debug)]
pub enum Event {
    /// So many more tokens were computed (prefilled or decoded), for progress.
    Tokens(u64),
    /// Something that a reader of the results should know, such as that memory
    /// ran out and less is computed at a time from here on.
    Notice(String),
    /// A request is done.
    Done {
        /// Index into the requests.
        index: usize,
        /// The completion, or why there is none.
        result: Result<Completion, EngineError>,
    },
}

/// One call for a completion.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The user message.
    pub prompt: String,
    /// Whether the model is let think.
    pub mode: Mode,
    /// Limit on thinking tokens; reaching it ends the thinking by force.
    pub budget: Option<u32>,
    /// How tokens are drawn, and the limits.
    pub sampling: Sampling,
    /// Seed of the draws; unused by greedy decoding.
    pub seed: u64,
    /// Whether the probabilities of the answer's tokens are asked for, which
    /// costs time.
    pub logprobs: bool,
    /// Where the thinking is probed. The completion is the same with probes and
    /// without.
    pub probes: Option<Probes>,
}

/// Text, tokens and stop reason of one engine call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Completion {
    /// What the model saw, after the chat template.
    pub prompt: String,
    /// What the model wrote, think tags included, end-of-text tokens left out,
    /// a forced end included.
    pub text: String,
    /// Whether the chat template opened the thinking in the prompt, so that
    /// `text` begins inside it.
    pub thinking_open: bool,
    /// What was chosen about the reading of the text.
    #[serde(default, skip_serializing_if = "ReadAs::is_default")]
    pub read_as: ReadAs,
    /// Tokens of the prompt.
    pub n_prompt_tokens: u32,
    /// Tokens between the tags that mark thinking; neither tags nor the forced
    /// end count, so that a budget is never exceeded.
    pub n_thinking_tokens: u32,
    /// Tokens outside the thinking (tags and end-of-text not counted).
    pub n_answer_tokens: u32,
    /// Tokens that the engine really prefilled or decoded for this call, its
    /// probes included ([`Completion::n_probe_tokens`] is their part).
    pub n_computed_tokens: u32,
    /// Why it ended.
    pub stop_reason: StopReason,
    /// Mean natural logarithm of the probability of the answer's tokens, under
    /// the distribution that the model gave before any cut or penalty. `None`
    /// where it was not computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean_logprob: Option<f64>,
    /// What the model would have said at points inside its thinking, in order
    /// of their positions. Only where the thinking was still going on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub probes: Vec<Probe>,
    /// How long things took. Not part of what must be equal between runs.
    pub timing: Timing,
    /// What is not known of a completion that was imported, in order: the
    /// fields above then hold 0 or the like, and tables leave them empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<Fact>,
}

/// What another program's log may not tell about a completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// The thinking: it was hidden, or only a summary of it was told, or nothing
    /// was told at all.
    Trace,
    /// [`Completion::n_prompt_tokens`].
    PromptTokens,
    /// [`Completion::n_thinking_tokens`].
    ThinkingTokens,
    /// [`Completion::n_answer_tokens`].
    AnswerTokens,
    /// [`Completion::n_computed_tokens`].
    ComputedTokens,
    /// [`Completion::stop_reason`].
    StopReason,
    /// [`Timing::first_token_ms`].
    FirstToken,
    /// [`Timing::elapsed_ms`].
    Elapsed,
    /// The seed of the draw.
    Seed,
}

impl Completion {
    /// The completion of a prompt that leaves the model nothing to do.
    pub fn not_started(n_prompt_tokens: u32) -> Self {
        Self {
            prompt: String::new(),
            text: String::new(),
            thinking_open: false,
            read_as: ReadAs::default(),
            n_prompt_tokens,
            n_thinking_tokens: 0,
            n_answer_tokens: 0,
            n_computed_tokens: 0,
            stop_reason: StopReason::NotStarted,
            mean_logprob: None,
            probes: Vec::new(),
            timing: Timing::default(),
            unknown: Vec::new(),
        }
    }

    /// How the text is to be read.
    pub fn reading(&self) -> Reading {
        Reading {
            open: self.thinking_open,
            chosen: self.read_as,
        }
    }

    /// Whether a fact is known; of what an engine of ours made, all are.
    pub fn knows(&self, fact: Fact) -> bool {
        !self.unknown.contains(&fact)
    }
}

/// Why a completion ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StopReason {
    /// The model ended by itself.
    EndOfText,
    /// The thinking was ended by force at its budget; the answer then ended by itself.
    Budget,
    /// The limit on thinking or answer tokens, or the context, was reached: truncated.
    MaxTokens,
    /// The answer held a stop string, before which it was cut.
    StopString,
    /// The thinking repeated itself and was ended by force; the answer then
    /// ended by itself.
    ThinkingLoop,
    /// The answer repeated itself and was cut: truncated.
    Loop,
    /// Nothing was generated: the prompt is empty or does not fit the context.
    NotStarted,
}

impl StopReason {
    /// Whether the completion was cut off before it ended.
    pub fn is_truncated(self) -> bool {
        match self {
            Self::MaxTokens | Self::Loop => true,
            Self::EndOfText
            | Self::Budget
            | Self::StopString
            | Self::ThinkingLoop
            | Self::NotStarted => false,
        }
    }
}

/// Wall-clock milliseconds of the steps that the request took part in, from
/// its prompt on. Steps of others that it waited for do not count, so that the
/// size of a run does not change them.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timing {
    /// Until the first token.
    pub first_token_ms: f64,
    /// Until the first token of the answer; `None` if none came.
    pub first_answer_ms: Option<f64>,
    /// Until the end.
    pub elapsed_ms: f64,
}

/// What an engine runs, for the manifest and for the plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelInfo {
    /// Where it came from: a folder, or `built in`.
    pub origin: String,
    /// `architectures` or `model_type` of the config.
    pub architecture: String,
    /// Parameters, counted in the graph's weights where that is possible.
    pub n_parameters: Option<u64>,
    /// Tokens of prompt and completion together.
    pub context: u32,
    /// Whether the chat template shows that the model thinks.
    pub thinks: bool,
    /// Execution provider that runs it, such as `cpu`.
    pub provider: String,
    /// Version of the library that runs it.
    pub runtime: String,
    /// File name → SHA-256 (hex).
    pub files: std::collections::BTreeMap<String, String>,
    /// SHA-256 (hex) of the chat template's text; `None` where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chat_template: Option<String>,
}
