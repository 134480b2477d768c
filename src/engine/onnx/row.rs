//! One request on its way: what it wrote, where it stands, when it ends.

use std::time::Duration;

use super::vocabulary::Vocabulary;
use crate::engine::chat::RenderedChat;
use crate::engine::limits::Limits;
use crate::engine::sampler::{Change, SamplerError};
pub(super) use crate::engine::thinking::After;
use crate::engine::thinking::{Control, Decision, Seen};
use crate::engine::{Completion, EngineError, StopReason, Timing};

mod branch;
mod guide;
mod late;
mod probe;
mod shelf;
mod stops;

pub(super) use branch::{Branch, reach};
pub(super) use guide::{Guide, unknown};
use probe::{IsProbe, Probing};
pub(super) use shelf::{Failure, HandedOver};

/// One request on its way.
#[derive(Debug, Clone)]
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
    /// Whether it parted from another row.
    pub(super) is_branch: bool,
    /// Requests that go the same way up to their own limit, largest limit first.
    pub(super) branches: Vec<Branch>,
    /// Requests that go the same way to the end.
    pub(super) twins: Vec<usize>,
    /// How its thinking is probed, if it is.
    probing: Option<Probing>,
    /// What it is a probe of, if it is one.
    probe: Option<IsProbe>,
    /// Probes at earlier places that are to follow it where it stands, the next
    /// one last; each with what comes after its last token.
    behind: Vec<(Self, After)>,
    chat: RenderedChat,
    n_prompt: u32,
    guide: Guide,
    control: Control,
    written: Vec<u32>,
    /// Where in `written` the next tag may begin.
    unread: usize,
    first_token: Option<Duration>,
    first_answer: Option<Duration>,
    /// Of the answer's tokens, where they are asked for.
    logprobs: Vec<f64>,
    /// Kept between tokens to spare the allocations.
    changes: Vec<Change>,
}

/// Where choices come from.
enum Source<'a> {
    /// From what the model says.
    Logits(&'a [f32]),
    /// They were made before.
    Known(std::slice::Iter<'a, u32>),
}

impl Row {
    pub(super) fn new(
        index: usize,
        chat: RenderedChat,
        prompt: Vec<u32>,
        limits: Limits,
        mut guide: Guide,
    ) -> Self {
        guide.sampler.read_prompt(&prompt);
        let steering = guide.steering.clone();
        let probes = guide.probes.as_ref();
        let probing = |p| Probing::new(p, limits, prompt.len(), guide.n_forced());
        Self {
            probing: probes.map(probing),
            probe: None,
            behind: Vec::new(),
            index,
            next: 0,
            n_computed: 0,
            elapsed: Duration::ZERO,
            limits,
            is_branch: false,
            branches: Vec::new(),
            twins: Vec::new(),
            n_prompt: prompt.len() as u32,
            control: Control::new(chat.thinking_open, prompt.len(), limits, steering),
            prompt,
            guide,
            written: Vec::new(),
            unread: 0,
            first_token: None,
            first_answer: None,
            logprobs: Vec::new(),
            changes: Vec::new(),
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
        self.advance_by(&mut Source::Logits(logits), vocabulary)
    }

    fn advance_by(
        &mut self,
        source: &mut Source<'_>,
        vocabulary: &Vocabulary,
    ) -> Result<After, SamplerError> {
        self.first_token.get_or_insert(self.elapsed);
        if let Some((token, after)) = self.control.forced() {
            self.write(token);
            self.begin_anew();
            return Ok(after);
        }
        self.changes.clear();
        self.control.changes(&mut self.changes);
        let mut n_refused = 0;
        loop {
            let token = self.choose(source)?;
            let seen = self.look_at(token, vocabulary);
            let n_answer = self.control.n_answer();
            match self.control.take(token, seen, n_refused) {
                Decision::Again => {
                    n_refused += 1;
                    self.changes.push((token, f32::NEG_INFINITY));
                }
                Decision::End(reason) => return Ok(After::End(reason)),
                Decision::Write(token, after) => {
                    self.write(token);
                    if seen != Seen::Plain {
                        self.begin_anew();
                    }
                    if let Source::Logits(logits) = source {
                        self.measure(token, logits, n_answer)?;
                    }
                    return Ok(if self.stops_here(seen, vocabulary) {
                        After::End(StopReason::StopString)
                    } else {
                        after
                    });
                }
            }
        }
    }

    /// The next choice. It is noted where the text may be walked again.
    fn choose(&mut self, source: &mut Source<'_>) -> Result<u32, SamplerError> {
        match source {
            Source::Logits(logits) => {
                let token = self.guide.sampler.choose(logits, &self.changes)?;
                if let Some(late) = self.probing.as_mut().and_then(|p| p.late.as_mut()) {
                    late.choices.push(token);
                }
                Ok(token)
            }
            Source::Known(tokens) => {
                self.guide.sampler.pass();
                tokens.next().copied().ok_or(SamplerError::NoCandidate)
            }
        }
    }

    /// Tokens of it that are in the cache: all but the one to compute next.
    pub(super) fn n_cached(&self) -> usize {
        (self.n_prompt as usize + self.written.len()).saturating_sub(1)
    }

    /// The finished completion.
    ///
    /// # Errors
    /// When the tokenizer cannot turn the tokens into text.
    pub(super) fn finish(
        &self,
        stop_reason: StopReason,
        vocabulary: &Vocabulary,
    ) -> Result<Completion, EngineError> {
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        let decode = |tokens: &[u32]| vocabulary.decode(tokens, &self.guide.tags);
        let mut text = decode(&self.written)?;
        if stop_reason == StopReason::StopString {
            text = self.guide.stops.cut(text, &self.written, decode)?;
        }
        let n_logprobs = self.logprobs.len() as f64;
        Ok(Completion {
            text,
            prompt: self.chat.text.clone(),
            thinking_open: self.chat.thinking_open,
            read_as: crate::text::thinking::ReadAs::default(),
            n_prompt_tokens: self.n_prompt,
            n_thinking_tokens: self.control.n_thinking(),
            n_answer_tokens: self.control.n_answer(),
            n_computed_tokens: self.n_computed,
            stop_reason,
            probes: Vec::new(),
            unknown: Vec::new(),
            mean_logprob: (!self.logprobs.is_empty())
                .then(|| self.logprobs.iter().sum::<f64>() / n_logprobs),
            timing: Timing {
                first_token_ms: ms(self.first_token.unwrap_or(self.elapsed)),
                first_answer_ms: self.first_answer.map(ms),
                elapsed_ms: ms(self.elapsed),
            },
        })
    }

    fn write(&mut self, token: u32) {
        self.written.push(token);
        self.guide.sampler.take(token);
        self.next = token;
        if self.control.answer_began() {
            self.first_answer.get_or_insert(self.elapsed);
        } else {
            self.first_answer = None;
        }
    }

    /// Tags and stop strings begin behind what is written.
    fn begin_anew(&mut self) {
        self.unread = self.written.len();
        self.guide.stops.start_at(self.unread);
    }

    /// What the token would mean behind what is written.
    fn look_at(&mut self, token: u32, vocabulary: &Vocabulary) -> Seen {
        if vocabulary.is_end(token) {
            return Seen::End;
        }
        self.written.push(token);
        let unread = self.written.get(self.unread..).unwrap_or_default();
        let tag = vocabulary.tag_at_end(unread, &self.guide.tags);
        self.written.pop();
        tag.map_or(Seen::Plain, |(tag, n)| Seen::Tag(tag, n as u32))
    }

    /// Notes the probability of a token if the answer, which had `n_before`
    /// tokens, has it now.
    fn measure(&mut self, token: u32, logits: &[f32], n_before: u32) -> Result<(), SamplerError> {
        let n_answer = self.control.n_answer();
        if self.guide.logprobs {
            self.logprobs.truncate(n_answer as usize);
            if n_answer > n_before {
                let logprob = self.guide.sampler.logprob(logits, token)?;
                self.logprobs.push(logprob);
            }
        }
        Ok(())
    }

    fn stops_here(&mut self, seen: Seen, vocabulary: &Vocabulary) -> bool {
        let tags = &self.guide.tags;
        seen == Seen::Plain
            && self.control.is_answering()
            && self
                .guide
                .stops
                .end_with(&self.written, |tokens| vocabulary.decode(tokens, tags))
                .unwrap_or(false)
    }
}

#[cfg(test)]
mod tests;
