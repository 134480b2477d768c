//! Steers one text through thinking and answer: tokens in, decisions out.
//!
//! A pure state machine that knows neither model nor tokenizer. It is told what
//! each token means and says what is written, what may not be, and
//! when the text ends.
//!
//! A thinking token is a token between the tags. Neither the tags nor a forced
//! end count; "Wait" that was written for the model does.

use std::sync::Arc;

use super::StopReason;
use super::limits::{Limits, ThinkingLimit};
use super::sampler::Change;

mod cycle;
mod forced_end;
mod switch;

pub(super) use crate::text::thinking::THINK;
pub use crate::text::thinking::{FORMATS, Format};
use cycle::Cycle;
pub use forced_end::{FORCED_ENDS, ForcedEnd};
pub(super) use switch::{SwitchPenalty, Switches};

/// Blocks of thinking that a text may open; a text with more runs in circles.
const MAX_BLOCKS: u32 = 8;
/// Choices that are refused at one place before the model has its will.
const MAX_REFUSALS: usize = 32;
/// What is written where the model would end its thinking (s1, arXiv
/// 2501.19393, section 3.1).
pub(super) const WAIT: &str = "Wait";

/// A tag that marks thinking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Begins it.
    Open,
    /// Ends it.
    Close,
}

/// What a chosen token means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// The text's end.
    End,
    /// With it, a tag of so many tokens is complete.
    Tag(Tag, u32),
    /// Text like any other.
    Plain,
}

/// What becomes of a chosen token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    /// This token is written: the chosen one, or another in its place.
    Write(u32, After),
    /// The token may not stand here; another is to be chosen.
    Again,
    /// Nothing is written, and the text ends.
    End(StopReason),
}

/// What follows after a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum After {
    /// Another token.
    More,
    /// The end.
    End(StopReason),
}

/// What a request wants of its thinking, in tokens.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Steering {
    /// What ends the thinking by force; never empty.
    pub(super) forced_end: Vec<u32>,
    /// "Wait".
    pub(super) wait: Vec<u32>,
    /// The tokens by which the model ends its thinking or the text.
    pub(super) ways_out: Vec<u32>,
    /// See [`crate::suite::Thinking::min_tokens`].
    pub(super) min_tokens: u32,
    /// See [`crate::suite::Thinking::waits`].
    pub(super) waits: u32,
    /// See [`crate::suite::Thinking::loops`].
    pub(super) loops: u32,
    /// The thought-switch penalty.
    pub(super) switches: Option<Switches>,
}

/// Where a text stands.
#[derive(Debug, Clone)]
pub(super) struct Control {
    steering: Arc<Steering>,
    limits: Limits,
    /// Tokens that fit behind the prompt.
    room: usize,
    n_written: usize,
    phase: Phase,
    n_blocks: u32,
    n_thinking: u32,
    n_answer: u32,
    answer_began: bool,
    waits_left: u32,
    /// How the thinking was last ended by force.
    ended_by: Option<StopReason>,
    penalty: SwitchPenalty,
    cycle: Cycle,
}

/// What the next token belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Thinking,
    Answer,
    /// The forced end from this token on, and the reason for it.
    Ending(usize, StopReason),
    /// "Wait" from this token on.
    Waiting(usize),
}

impl Control {
    /// A text behind a prompt of `n_prompt` tokens; `open` says that the prompt
    /// ends inside the thinking.
    pub(super) fn new(
        open: bool,
        n_prompt: usize,
        limits: Limits,
        steering: Arc<Steering>,
    ) -> Self {
        Self {
            room: limits.context.saturating_sub(n_prompt),
            limits,
            n_written: 0,
            phase: if open { Phase::Thinking } else { Phase::Answer },
            n_blocks: u32::from(open),
            n_thinking: 0,
            n_answer: 0,
            answer_began: false,
            waits_left: steering.waits,
            ended_by: None,
            penalty: SwitchPenalty::default(),
            cycle: Cycle::new(steering.loops),
            steering,
        }
    }

    /// Writes the next token that does not depend on the model, if one is due.
    pub(super) fn forced(&mut self) -> Option<(u32, After)> {
        match self.phase {
            Phase::Ending(place, reason) => {
                let tokens = &self.steering.forced_end;
                let (token, is_last) = (*tokens.get(place)?, place + 1 == tokens.len());
                self.phase = Phase::Ending(place + 1, reason);
                if is_last {
                    self.phase = Phase::Answer;
                    self.ended_by = Some(reason);
                }
                // The model did not choose it: it counts as neither.
                self.n_written += 1;
                Some((token, self.look_at_context()))
            }
            Phase::Waiting(place) => {
                let tokens = &self.steering.wait;
                let (token, is_last) = (*tokens.get(place)?, place + 1 == tokens.len());
                self.phase = if is_last {
                    Phase::Thinking
                } else {
                    Phase::Waiting(place + 1)
                };
                self.n_written += 1;
                self.n_thinking += 1;
                self.penalty.take(token, self.steering.switches.as_ref());
                Some((token, self.look_at_limits()))
            }
            Phase::Thinking | Phase::Answer => None,
        }
    }

    /// Adds to `changes` what the logits of the next free choice are changed by.
    pub(super) fn changes(&self, changes: &mut Vec<Change>) {
        if self.phase != Phase::Thinking {
            return;
        }
        if self.n_thinking < self.steering.min_tokens {
            let bans = self.steering.ways_out.iter();
            changes.extend(bans.map(|&token| (token, f32::NEG_INFINITY)));
        }
        if let Some(switches) = &self.steering.switches {
            self.penalty.changes(switches, changes);
        }
    }

    /// Takes in the token that was chosen, of whose predecessors at this place
    /// `n_refused` were refused.
    pub(super) fn take(&mut self, token: u32, seen: Seen, n_refused: usize) -> Decision {
        let goes_out = matches!(seen, Seen::End | Seen::Tag(Tag::Close, _));
        if goes_out && self.phase == Phase::Thinking {
            if self.n_thinking < self.steering.min_tokens && n_refused < MAX_REFUSALS {
                return Decision::Again;
            }
            if let Some((wait, after)) = self.begin_to_wait() {
                return Decision::Write(wait, after);
            }
        }
        match seen {
            Seen::End => {
                return Decision::End(self.ended_by.unwrap_or(StopReason::EndOfText));
            }
            Seen::Tag(tag, n) => self.take_tag(tag, n),
            Seen::Plain => self.count(),
        }
        self.n_written += 1;
        if self.phase == Phase::Thinking && seen == Seen::Plain {
            self.penalty.take(token, self.steering.switches.as_ref());
        }
        if seen != Seen::Plain {
            self.cycle.forget();
        } else if self.cycle.closes_with(token) {
            return Decision::Write(token, self.leave_loop());
        }
        Decision::Write(token, self.look_at_limits())
    }

    /// Goes on under other limits. What was written must keep to them; if it
    /// reaches one, this says what follows, as the last token would have.
    pub(super) fn change_limits(&mut self, limits: Limits) -> After {
        self.limits = limits;
        self.look_at_limits()
    }

    /// Whether the next token belongs to the thinking, unless a limit ends it.
    pub(super) fn is_thinking(&self) -> bool {
        matches!(self.phase, Phase::Thinking | Phase::Waiting(_))
    }

    /// Tokens between the tags so far.
    pub(super) fn n_thinking(&self) -> u32 {
        self.n_thinking
    }

    /// Tokens of the answer so far.
    pub(super) fn n_answer(&self) -> u32 {
        self.n_answer
    }

    /// Whether a token of the answer is written.
    pub(super) fn answer_began(&self) -> bool {
        self.answer_began
    }

    /// Whether the next token belongs to the answer.
    pub(super) fn is_answering(&self) -> bool {
        self.phase == Phase::Answer
    }

    /// "Wait" in place of an end of the thinking, if one is left and the context
    /// has room for it. The budget does not matter, so that texts that differ
    /// in it alone are the same up to the smaller one.
    fn begin_to_wait(&mut self) -> Option<(u32, After)> {
        let n = self.steering.wait.len();
        let fits = self.n_written + n + self.steering.forced_end.len() < self.room;
        if self.waits_left == 0 || n == 0 || !fits {
            return None;
        }
        self.waits_left -= 1;
        self.cycle.forget();
        self.phase = Phase::Waiting(0);
        self.forced()
    }

    /// Takes in a tag of `n` tokens.
    fn take_tag(&mut self, tag: Tag, n: u32) {
        // The tag's first tokens were counted before it was known as one.
        let counted = n.saturating_sub(1);
        match (self.phase, tag) {
            (Phase::Answer, Tag::Open) => {
                self.n_answer = self.n_answer.saturating_sub(counted);
                self.answer_began = false;
                self.n_blocks += 1;
                self.phase = Phase::Thinking;
                self.penalty = SwitchPenalty::default();
            }
            (Phase::Thinking, Tag::Close) => {
                self.n_thinking = self.n_thinking.saturating_sub(counted);
                self.phase = Phase::Answer;
            }
            // An end without a start: what came before was the thinking.
            (Phase::Answer, Tag::Close) if self.n_blocks == 0 => {
                self.n_thinking = self.n_answer.saturating_sub(counted);
                self.n_answer = 0;
                self.answer_began = false;
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
            self.answer_began = true;
        }
    }

    fn end_thinking(&mut self, reason: StopReason) {
        self.phase = Phase::Ending(0, reason);
        self.cycle.forget();
    }

    fn leave_loop(&mut self) -> After {
        if self.phase == Phase::Thinking {
            self.end_thinking(StopReason::ThinkingLoop);
            self.look_at_context()
        } else {
            After::End(StopReason::Loop)
        }
    }

    fn look_at_limits(&mut self) -> After {
        match (self.phase, self.limits.thinking) {
            _ if self.n_blocks > MAX_BLOCKS => return After::End(StopReason::MaxTokens),
            (Phase::Answer, _) if self.n_answer >= self.limits.answer => {
                return After::End(StopReason::MaxTokens);
            }
            (_, ThinkingLimit::Cut(most)) if self.is_thinking() && self.n_thinking >= most => {
                return After::End(StopReason::MaxTokens);
            }
            (_, ThinkingLimit::Budget(budget))
                if self.is_thinking() && self.n_thinking >= budget =>
            {
                self.end_thinking(StopReason::Budget);
            }
            _ => {}
        }
        self.look_at_context()
    }

    fn look_at_context(&self) -> After {
        if self.n_written >= self.room {
            After::End(StopReason::MaxTokens)
        } else {
            After::More
        }
    }
}

#[cfg(test)]
mod tests;
