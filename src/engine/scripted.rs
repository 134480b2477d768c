//! Answers from a list or a function: the fake that lets every other stage be
//! tested without a model.
//!
//! Tokens are words: runs of characters without white space, with the tags
//! `<think>` and `</think>` counted apart. Budgets and limits work as in the
//! real engine. No time passes.

use std::collections::BTreeMap;
use std::fmt;

use super::limits::{Limits, ThinkingLimit};
use super::{
    Completion, Engine, EngineError, Event, ModelInfo, Probe, Request, Sink, StopReason,
    ThoughtEnds, Timing,
};
use crate::plan::Probes;

const OPEN: &str = "<think>";
const CLOSE: &str = "</think>";
const FORCED_END: &str = "\n</think>\n\n";

/// An engine that says what it is told to.
pub struct ScriptedEngine {
    info: ModelInfo,
    script: Script,
    thinking_open: bool,
    fails: Box<dyn Fn(&Request) -> bool>,
    breaks_after: Option<usize>,
    thoughts: Option<ThoughtEnds>,
    n_done: usize,
}

enum Script {
    List(std::vec::IntoIter<String>),
    Function(Box<dyn Fn(&Request) -> String>),
}

impl ScriptedEngine {
    /// Gives the answers of a list, one a request, over all calls. When the
    /// list is at its end, requests fail.
    pub fn list<T: Into<String>>(answers: impl IntoIterator<Item = T>) -> Self {
        let answers: Vec<String> = answers.into_iter().map(Into::into).collect();
        Self::new(Script::List(answers.into_iter()))
    }

    /// Gives what `answer` returns: the model's whole text, tags included,
    /// before any limit cuts it.
    pub fn answering(answer: impl Fn(&Request) -> String + 'static) -> Self {
        Self::new(Script::Function(Box::new(answer)))
    }

    fn new(script: Script) -> Self {
        Self {
            info: ModelInfo {
                origin: "scripted".to_owned(),
                architecture: "scripted".to_owned(),
                n_parameters: None,
                context: 4096,
                thinks: true,
                provider: "none".to_owned(),
                runtime: "none".to_owned(),
                files: BTreeMap::new(),
                chat_template: None,
            },
            script,
            thinking_open: false,
            fails: Box::new(|_| false),
            breaks_after: None,
            thoughts: None,
            n_done: 0,
        }
    }

    /// The same engine with another context.
    #[must_use]
    pub fn with_context(mut self, context: u32) -> Self {
        self.info.context = context;
        self
    }

    /// The same engine as one whose chat template opens the thinking, so that
    /// its answers begin inside it.
    #[must_use]
    pub fn with_thinking_open(mut self) -> Self {
        self.thinking_open = true;
        self
    }

    /// The same engine as one that does not think.
    #[must_use]
    pub fn without_thinking(mut self) -> Self {
        self.info.thinks = false;
        self
    }

    /// The same engine, failing the requests for which `fails` says so.
    #[must_use]
    pub fn failing_when(mut self, fails: impl Fn(&Request) -> bool + 'static) -> Self {
        self.fails = Box::new(fails);
        self
    }

    /// The same engine, told where thoughts end.
    #[must_use]
    pub fn with_thoughts(mut self, ends: ThoughtEnds) -> Self {
        self.thoughts = Some(ends);
        self
    }

    /// The same engine, breaking down as a whole after `n` requests.
    #[must_use]
    pub fn breaking_after(mut self, n: usize) -> Self {
        self.breaks_after = Some(n);
        self
    }

    fn answer(&mut self, request: &Request) -> Result<Completion, EngineError> {
        let limits = self.limits(request)?;
        let text = match &mut self.script {
            Script::Function(answer) => answer(request),
            Script::List(answers) => answers
                .next()
                .ok_or_else(|| EngineError::Scripted("the script has no answer left".to_owned()))?,
        };
        if (self.fails)(request) {
            return Err(EngineError::Scripted("failed as scripted".to_owned()));
        }
        let mut completion = complete(request, &text, self.thinking_open, limits);
        self.probe(request, &text, &mut completion);
        Ok(completion)
    }

    /// Adds the probes: each is what a request with its position as the budget
    /// gets, a list's answer being the same for it.
    fn probe(&self, request: &Request, text: &str, completion: &mut Completion) {
        let (_, thinking, _) = split(text, self.thinking_open);
        let (Some(probes), Some(thought)) = (&request.probes, thinking) else {
            return;
        };
        let limit = request
            .budget
            .unwrap_or(request.sampling.max_thinking_tokens);
        let end = n_tokens(thought).min(limit.saturating_sub(1));
        for position in self.positions(probes, completion, end) {
            let request = Request {
                budget: Some(position),
                probes: None,
                ..request.clone()
            };
            // Where there is no room for the answer, there is no probe.
            let Ok(limits) = self.limits(&request) else {
                break;
            };
            let text = match &self.script {
                Script::Function(answer) => answer(&request),
                Script::List(_) => text.to_owned(),
            };
            let forced = complete(&request, &text, self.thinking_open, limits);
            completion
                .probes
                .push(probe_of(completion, &forced, position));
        }
        completion.n_computed_tokens += completion.n_probe_tokens();
    }

    /// The positions of the probes, up to `end`.
    fn positions(&self, probes: &Probes, completion: &Completion, end: u32) -> Vec<u32> {
        if let Some(ends) = self.thoughts.filter(|_| *probes == Probes::Thoughts) {
            let text = &completion.text;
            let before = |at: usize| n_tokens(text.get(..at).unwrap_or(text));
            let positions = ends(text, completion.thinking_open).into_iter().map(before);
            let mut positions: Vec<u32> = positions.filter(|p| (1..=end).contains(p)).collect();
            positions.dedup();
            return positions;
        }
        let next = |p: &u32| probes.next_from(p.saturating_add(1));
        let all = std::iter::successors(probes.next_from(1), next);
        all.take_while(|&p| p <= end).collect()
    }

    fn limits(&self, request: &Request) -> Result<Limits, EngineError> {
        let n_prompt = n_tokens(&request.prompt) as usize;
        Limits::of(request, n_prompt.max(1), self.info.context, 1)
    }
}

impl Engine for ScriptedEngine {
    fn info(&self) -> &ModelInfo {
        &self.info
    }

    fn admit(&self, request: &Request) -> Result<(), EngineError> {
        match self.limits(request) {
            Err(error) if !matches!(error, EngineError::Prompt { .. }) => Err(error),
            _ => Ok(()),
        }
    }

    /// Its texts come from a list: nothing has a probability.
    fn gives_logprobs(&self) -> bool {
        false
    }

    fn generate(&mut self, requests: &[Request], sink: &mut Sink<'_>) -> Result<(), EngineError> {
        for (index, request) in requests.iter().enumerate() {
            if self.breaks_after.is_some_and(|n| self.n_done >= n) {
                return Err(EngineError::Scripted("broke down as scripted".to_owned()));
            }
            let result = self.answer(request);
            self.n_done += 1;
            if let Ok(completion) = &result {
                let tokens = Event::Tokens(u64::from(completion.n_computed_tokens));
                if sink(tokens).is_break() {
                    return Ok(());
                }
            }
            if sink(Event::Done { index, result }).is_break() {
                return Ok(());
            }
        }
        Ok(())
    }
}

impl fmt::Debug for ScriptedEngine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScriptedEngine")
            .field("info", &self.info)
            .field("n_done", &self.n_done)
            .finish_non_exhaustive()
    }
}

/// `text` under the request's limits.
fn complete(request: &Request, text: &str, open: bool, limits: Limits) -> Completion {
    let (lead, thinking, rest) = split(text, open);
    let (thinking, stop, closed) = match (thinking, limits.thinking) {
        (None, _) => (None, None, true),
        (Some(thought), ThinkingLimit::Budget(budget)) if n_tokens(thought) >= budget => {
            let cut = first_tokens(thought, budget);
            (
                Some(format!("{cut}{FORCED_END}")),
                Some(StopReason::Budget),
                true,
            )
        }
        (Some(thought), ThinkingLimit::Cut(most)) if n_tokens(thought) >= most => {
            let cut = first_tokens(thought, most).to_owned();
            (Some(cut), Some(StopReason::MaxTokens), false)
        }
        (Some(thought), _) if rest.is_some() => (Some(format!("{thought}{CLOSE}")), None, true),
        (Some(thought), _) => (Some(thought.to_owned()), None, false),
    };
    let forced = stop == Some(StopReason::Budget);
    let mut answer = rest.filter(|_| closed).unwrap_or("");
    if forced {
        answer = answer.trim_start();
    }
    let mut stop_reason = stop.unwrap_or(StopReason::EndOfText);
    if let Some(before) = before_stop_string(answer, &request.sampling.stop) {
        answer = before;
        stop_reason = StopReason::StopString;
    }
    if n_tokens(answer) >= limits.answer {
        answer = first_tokens(answer, limits.answer);
        stop_reason = StopReason::MaxTokens;
    }
    let n_thinking = thinking.as_deref().map_or(0, n_tokens);
    let text = format!("{lead}{}{answer}", thinking.as_deref().unwrap_or(""));
    let n_prompt = n_tokens(&request.prompt);
    Completion {
        prompt: request.prompt.clone(),
        thinking_open: open,
        read_as: crate::text::thinking::ReadAs::default(),
        n_prompt_tokens: n_prompt,
        n_thinking_tokens: n_thinking,
        n_answer_tokens: n_tokens(answer),
        n_computed_tokens: n_prompt + text.split_whitespace().count() as u32,
        stop_reason,
        unknown: Vec::new(),
        mean_logprob: None,
        probes: Vec::new(),
        timing: Timing {
            first_answer_ms: (n_tokens(answer) > 0).then_some(0.0),
            ..Timing::default()
        },
        text,
    }
}

/// The probe at `position` of `completion`, from the one that was forced there.
fn probe_of(completion: &Completion, forced: &Completion, position: u32) -> Probe {
    let end = forced.text.find(FORCED_END).unwrap_or(forced.text.len());
    let ends = (end, end + FORCED_END.len());
    let probe = Probe::between(position, &completion.text, &forced.text, ends);
    let written = format!("{}{}", probe.forced_end, probe.answer);
    Probe {
        n_answer_tokens: forced.n_answer_tokens,
        n_computed_tokens: written.split_whitespace().count() as u32,
        stop_reason: forced.stop_reason,
        ..probe
    }
}

/// What comes up to and with the opening tag, the thinking, and what follows
/// the closing tag; no thinking where nothing opens it.
fn split(text: &str, open: bool) -> (String, Option<&str>, Option<&str>) {
    let (lead, inside) = match text.split_once(OPEN) {
        Some((before, inside)) if before.trim().is_empty() => (format!("{before}{OPEN}"), inside),
        _ if open => (String::new(), text),
        _ => return (String::new(), None, Some(text)),
    };
    match inside.split_once(CLOSE) {
        Some((thought, rest)) => (lead, Some(thought), Some(rest)),
        None => (lead, Some(inside), None),
    }
}

/// The answer before its first stop string, if it has one behind its first word.
fn before_stop_string<'a>(answer: &'a str, stops: &[String]) -> Option<&'a str> {
    let word = answer.trim_start();
    let blank = answer.len() - word.len();
    let places = stops.iter().filter_map(|stop| word.find(stop.as_str()));
    answer.get(..blank + places.min()?)
}

/// Words that are no tags.
fn n_tokens(text: &str) -> u32 {
    let words = text.split_whitespace();
    words.filter(|w| !matches!(*w, OPEN | CLOSE)).count() as u32
}

/// The start of `text` with its first `n` words.
fn first_tokens(text: &str, n: u32) -> &str {
    let mut left = n;
    let mut inside = false;
    for (place, c) in text.char_indices() {
        if c.is_whitespace() {
            if inside && left == 0 {
                return text.get(..place).unwrap_or(text);
            }
            inside = false;
        } else if !inside {
            if left == 0 {
                return text.get(..place).unwrap_or(text);
            }
            left -= 1;
            inside = true;
        }
    }
    text
}

#[cfg(test)]
mod tests;
