//! Every planned attempt with what became of it.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::check::Verdict;
use crate::engine::{Completion, StopReason};
use crate::plan::Attempt;
use crate::store::{Outcome, Record};
use crate::trace::Trace;

/// A planned attempt with what became of it.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// What was to be done.
    pub attempt: &'a Attempt,
    /// What became of it; `None` if it was not run.
    pub outcome: Option<&'a Outcome>,
    /// The completion's trace, where there is a completion.
    pub trace: Option<Trace>,
}

/// One row per planned attempt, in plan order. Records of attempts that the
/// plan does not hold follow at the end: nothing that was done is hidden.
pub fn rows<'a>(planned: &'a [Attempt], records: &'a [Record]) -> Vec<Row<'a>> {
    let mut latest: HashMap<&str, &Record> = HashMap::with_capacity(records.len());
    for record in records {
        latest.insert(&record.attempt.id, record);
    }
    let mut found = Vec::with_capacity(planned.len().max(records.len()));
    for attempt in planned {
        let outcome = latest.remove(attempt.id.as_str()).map(|r| &r.outcome);
        found.push((attempt, outcome));
    }
    for record in records {
        if let Some(record) = latest.remove(record.attempt.id.as_str()) {
            found.push((&record.attempt, Some(&record.outcome)));
        }
    }
    // Parsing the traces is most of the work; the order is kept.
    found
        .into_par_iter()
        .map(|(attempt, outcome)| Row::new(attempt, outcome))
        .collect()
}

impl<'a> Row<'a> {
    fn new(attempt: &'a Attempt, outcome: Option<&'a Outcome>) -> Self {
        let mut row = Self {
            attempt,
            outcome,
            trace: None,
        };
        row.trace = row.completion().map(parse);
        row
    }

    /// The completion, where there is one.
    pub fn completion(&self) -> Option<&'a Completion> {
        match self.outcome? {
            Outcome::Done { completion, .. } => Some(completion),
            Outcome::Failed { .. } => None,
        }
    }

    /// The verdict, or what stands in its place: one of six words.
    pub fn verdict(&self) -> &'static str {
        match self.outcome {
            None => "not-run",
            Some(Outcome::Failed { .. }) => "failed",
            Some(Outcome::Done { judgement, .. }) => match judgement.verdict {
                Verdict::Correct => "correct",
                Verdict::Incorrect => "incorrect",
                Verdict::NoAnswer => "no-answer",
                Verdict::Ungraded => "ungraded",
            },
        }
    }

    /// `done`, `failed` or `not-run`.
    pub fn status(&self) -> &'static str {
        match self.outcome {
            None => "not-run",
            Some(Outcome::Failed { .. }) => "failed",
            Some(Outcome::Done { .. }) => "done",
        }
    }

    /// Why the verdict is what it is, or what the engine's failure was.
    pub fn reason(&self) -> Option<&'a str> {
        match self.outcome? {
            Outcome::Done { judgement, .. } => Some(&judgement.reason),
            Outcome::Failed { error } => Some(error),
        }
    }

    /// Whether a limit on tokens cut the completion off, or its thinking never
    /// ended; `None` where there is no completion.
    pub fn truncated(&self) -> Option<bool> {
        let unfinished = self.trace.as_ref().is_some_and(Trace::is_unfinished);
        self.completion()
            .map(|c| c.stop_reason == StopReason::MaxTokens || unfinished)
    }
}

/// The only place where analysis parses a completion.
fn parse(completion: &Completion) -> Trace {
    crate::trace::parse(&completion.text, completion.thinking_open)
}
