//! How far a request may go, and which requests can never be answered.

use super::{EngineError, Request};
use crate::plan::MOST_PROBES;

/// How far a request may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    pub(super) thinking: ThinkingLimit,
    /// Most tokens of the answer.
    pub(super) answer: u32,
    /// Tokens of prompt and completion together.
    pub(super) context: usize,
    /// Most tokens that prompt and completion can take.
    pub(super) longest: usize,
}

/// What happens to long thinking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ThinkingLimit {
    /// The thinking is ended by force, and the answer follows.
    Budget(u32),
    /// The text is cut.
    Cut(u32),
}

impl Limits {
    /// The limits of a request whose prompt has `n_prompt` tokens.
    ///
    /// # Errors
    /// When it could never be answered within them.
    pub(super) fn of(
        request: &Request,
        n_prompt: usize,
        context: u32,
        n_forced: usize,
    ) -> Result<Self, EngineError> {
        let room = context as usize;
        let answer = request.sampling.max_answer_tokens;
        check_prompt(n_prompt, context)?;
        if answer == 0 {
            return Err(refused("`max_answer_tokens` must be at least 1, got 0"));
        }
        let taken = n_prompt + n_forced + answer as usize;
        let (thinking, n_thinking) = match request.budget {
            None => {
                let most = request.sampling.max_thinking_tokens;
                (ThinkingLimit::Cut(most), most)
            }
            Some(0) => {
                return Err(refused(
                    "the budget must be at least 1 thinking token, got 0; \
                     to ask without thinking, take the instruct mode",
                ));
            }
            Some(budget) if taken + budget as usize > room => {
                let largest = room.saturating_sub(taken);
                return Err(EngineError::Refused(format!(
                    "the budget of {budget} thinking tokens does not fit: with {n_prompt} \
                     tokens of prompt, {n_forced} of forced end and {answer} of answer it \
                     needs {} tokens and the model's context has {context}; \
                     the largest budget here is {largest}",
                    taken + budget as usize
                )));
            }
            Some(budget) => (ThinkingLimit::Budget(budget), budget),
        };
        check_probes(
            request,
            n_thinking.min((room.saturating_sub(n_prompt)) as u32),
        )?;
        let longest = taken + n_thinking as usize + 8;
        Ok(Self {
            thinking,
            answer,
            context: room,
            longest: longest.min(room),
        })
    }
}

fn refused(reason: &str) -> EngineError {
    EngineError::Refused(reason.to_owned())
}

/// Refuses a prompt that has nothing, or leaves no room for an answer.
fn check_prompt(n_prompt: usize, context: u32) -> Result<(), EngineError> {
    let reason = if n_prompt == 0 {
        "the prompt has no tokens".to_owned()
    } else if n_prompt >= context as usize {
        format!(
            "the prompt has {n_prompt} tokens and the model's context {context}; \
             shorten the prompt or take a model with a larger context"
        )
    } else {
        return Ok(());
    };
    let n_tokens = n_prompt as u32;
    Err(EngineError::Prompt { n_tokens, reason })
}

/// Refuses more probes than a completion may have.
fn check_probes(request: &Request, n_thinking: u32) -> Result<(), EngineError> {
    let Some(probes) = &request.probes else {
        return Ok(());
    };
    let most = probes.count_up_to(n_thinking);
    if most <= MOST_PROBES {
        return Ok(());
    }
    Err(EngineError::Refused(format!(
        "the probes `{probes}` are {most} in up to {n_thinking} thinking tokens, and a completion \
         has at most {MOST_PROBES}; take `every:{}` or more, or fewer positions",
        n_thinking.div_ceil(MOST_PROBES)
    )))
}
