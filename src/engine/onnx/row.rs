//! One request on its way: what it wrote, where it stands, when it ends.

use std::time::Duration;

use super::vocabulary::{Tag, Vocabulary};
use crate::engine::chat::RenderedChat;
use crate::engine::limits::{Limits, ThinkingLimit};
use crate::engine::sampler::{Sampler, SamplerError};
use crate::engine::{Completion, EngineError, StopReason, Timing};

/// Blocks of thinking that a text may open; a text with more runs in circles.
const MAX_BLOCKS: u32 = 8;

/// One request on its way.
#[derive(Debug)]
pub(super) struct Row {
    /// Index into the requests.
    pub(super) index: usize,
    /// Tokens of the prompt; emptied once they are computed.
    pub(super) prompt: Vec<u32>,
    /// The token to compute next.
    pub(super) next: u32,
    /// Tokens computed for it.
    pub(super) n_computed: u32,
    /// Time of the steps that it took part in.
    pub(super) elapsed: Duration,
    pub(super) limits: Limits,
    chat: RenderedChat,
    n_prompt: u32,
    sampler: Sampler,
    written: Vec<u32>,
    /// Where in `written` the next tag may begin.
    unread: usize,
    phase: Phase,
    n_blocks: u32,
    n_thinking: u32,
    n_answer: u32,
    was_forced: bool,
    first_token: Option<Duration>,
    first_answer: Option<Duration>,
}

/// What the next token belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Thinking,
    Answer,
    /// So many tokens of the forced end are still to be written.
    Forced(usize),
}

/// What follows after a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// Another token.
    More,
    /// The end.
    End(StopReason),
}

impl Row {
    pub(super) fn new(
        index: usize,
        chat: RenderedChat,
        prompt: Vec<u32>,
        limits: Limits,
        sampler: Sampler,
    ) -> Self {
        let open = chat.thinking_open;
        Self {
            index,
            next: 0,
            n_computed: 0,
            elapsed: Duration::ZERO,
            limits,
            n_prompt: prompt.len() as u32,
            prompt,
            sampler,
            written: Vec::new(),
            unread: 0,
            phase: if open { Phase::Thinking } else { Phase::Answer },
            n_blocks: u32::from(open),
            n_thinking: 0,
            n_answer: 0,
            was_forced: false,
            first_token: None,
            first_answer: None,
            chat,
        }
    }

    /// Chooses the next token, from `logits` or by force, and takes it in.
    ///
    /// # Errors
    /// When the logits allow no choice.
    pub(super) fn advance(
        &mut self,
        logits: &[f32],
        vocabulary: &Vocabulary,
    ) -> Result<After, SamplerError> {
        self.first_token.get_or_insert(self.elapsed);
        if let Phase::Forced(left) = self.phase {
            return Ok(self.take_forced(left, vocabulary.forced_end()));
        }
        let token = self.sampler.next(logits)?;
        if vocabulary.is_end(token) {
            return Ok(After::End(if self.was_forced {
                StopReason::Budget
            } else {
                StopReason::EndOfText
            }));
        }
        self.write(token);
        let unread = self.written.get(self.unread..).unwrap_or_default();
        match vocabulary.tag_at_end(unread) {
            Some((tag, n)) => {
                self.unread = self.written.len();
                self.take_tag(tag, n as u32);
            }
            None => self.count(),
        }
        Ok(self.look_at_limits(vocabulary.forced_end().len()))
    }

    /// The finished completion.
    ///
    /// # Errors
    /// When the tokenizer cannot turn the tokens into text.
    pub(super) fn finish(
        self,
        stop_reason: StopReason,
        vocabulary: &Vocabulary,
    ) -> Result<Completion, EngineError> {
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        Ok(Completion {
            text: vocabulary.decode(&self.written)?,
            prompt: self.chat.text,
            thinking_open: self.chat.thinking_open,
            n_prompt_tokens: self.n_prompt,
            n_thinking_tokens: self.n_thinking,
            n_answer_tokens: self.n_answer,
            n_computed_tokens: self.n_computed,
            stop_reason,
            timing: Timing {
                first_token_ms: ms(self.first_token.unwrap_or(self.elapsed)),
                first_answer_ms: self.first_answer.map(ms),
                elapsed_ms: ms(self.elapsed),
            },
        })
    }

    fn write(&mut self, token: u32) {
        self.written.push(token);
        self.next = token;
    }

    /// Writes one token of the forced end; it counts neither as thinking nor
    /// as answer, because the model did not choose it.
    fn take_forced(&mut self, left: usize, forced: &[u32]) -> After {
        if let Some(&token) = forced.len().checked_sub(left).and_then(|i| forced.get(i)) {
            self.write(token);
        }
        if left > 1 {
            self.phase = Phase::Forced(left - 1);
        } else {
            self.phase = Phase::Answer;
            self.was_forced = true;
        }
        self.unread = self.written.len();
        self.look_at_context()
    }

    /// Takes in a tag whose last token was just written, of `n` tokens.
    fn take_tag(&mut self, tag: Tag, n: u32) {
        // The tag's first tokens were counted before it was known as one.
        let counted = n - 1;
        match (self.phase, tag) {
            (Phase::Answer, Tag::Open) => {
                self.n_answer = self.n_answer.saturating_sub(counted);
                self.first_answer = None;
                self.n_blocks += 1;
                self.phase = Phase::Thinking;
            }
            (Phase::Thinking, Tag::Close) => {
                self.n_thinking = self.n_thinking.saturating_sub(counted);
                self.phase = Phase::Answer;
            }
            // An end without a start: what came before was the thinking.
            (Phase::Answer, Tag::Close) if self.n_blocks == 0 => {
                self.n_thinking = self.n_answer.saturating_sub(counted);
                self.n_answer = 0;
                self.first_answer = None;
                self.n_blocks = 1;
            }
            // A stray tag is text like any other.
            _ => self.count(),
        }
    }

    fn count(&mut self) {
        if self.phase == Phase::Thinking {
            self.n_thinking += 1;
        } else {
            self.n_answer += 1;
            self.first_answer.get_or_insert(self.elapsed);
        }
    }

    fn look_at_limits(&mut self, n_forced: usize) -> After {
        match (self.phase, self.limits.thinking) {
            _ if self.n_blocks > MAX_BLOCKS => return After::End(StopReason::MaxTokens),
            (Phase::Answer, _) if self.n_answer >= self.limits.answer => {
                return After::End(StopReason::MaxTokens);
            }
            (Phase::Thinking, ThinkingLimit::Cut(most)) if self.n_thinking >= most => {
                return After::End(StopReason::MaxTokens);
            }
            (Phase::Thinking, ThinkingLimit::Budget(budget)) if self.n_thinking >= budget => {
                self.phase = Phase::Forced(n_forced);
            }
            _ => {}
        }
        self.look_at_context()
    }

    fn look_at_context(&self) -> After {
        if self.n_prompt as usize + self.written.len() >= self.limits.context {
            After::End(StopReason::MaxTokens)
        } else {
            After::More
        }
    }
}

#[cfg(test)]
mod tests;
