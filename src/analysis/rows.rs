//! Every planned attempt with what became of it.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::check::Judgement;
use crate::engine::Completion;
use crate::plan::Attempt;
use crate::store::{Draw, Outcome, Record};
use crate::trace::Trace;

/// A planned attempt with what became of it.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// What was to be done.
    pub attempt: &'a Attempt,
    /// What became of it; `None` if it was not run.
    pub outcome: Option<&'a Outcome>,
    /// Its draws, in order: none if there is no completion, else as many as the
    /// strategy takes, of which one is chosen.
    pub draws: Vec<DrawRow<'a>>,
}

/// One draw of an attempt, with its trace.
#[derive(Debug, Clone)]
pub struct DrawRow<'a> {
    /// What the model wrote.
    pub completion: &'a Completion,
    /// The verdict on it.
    pub judgement: &'a Judgement,
    /// Draws of an attempt with the same number have answers that mean the
    /// same.
    pub group: Option<u32>,
    /// Whether the attempt's answer is this draw's.
    pub chosen: bool,
    /// The completion's trace.
    pub trace: Trace,
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
        let draws = match outcome {
            Some(Outcome::Done {
                completion,
                judgement,
                draws,
            }) if draws.is_empty() => vec![DrawRow {
                completion,
                judgement,
                group: None,
                chosen: true,
                trace: parse(completion),
            }],
            Some(Outcome::Done { draws, .. }) => draws.iter().map(draw_row).collect(),
            Some(Outcome::Failed { .. }) | None => Vec::new(),
        };
        Self {
            attempt,
            outcome,
            draws,
        }
    }

    /// The chosen draw, where there is a completion.
    pub fn chosen(&self) -> Option<&DrawRow<'a>> {
        self.draws.iter().find(|draw| draw.chosen)
    }

    /// The trace of the chosen draw.
    pub fn trace(&self) -> Option<&Trace> {
        self.chosen().map(|draw| &draw.trace)
    }

    /// The completion, where there is one; of several draws the chosen one's.
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
            Some(Outcome::Done { judgement, .. }) => judgement.verdict.word(),
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

    /// Whether a limit on tokens cut the chosen completion off, or its thinking
    /// never ended; `None` where there is no completion.
    pub fn truncated(&self) -> Option<bool> {
        self.chosen().map(DrawRow::truncated)
    }
}

impl DrawRow<'_> {
    /// Whether a limit on tokens cut the completion off, or its thinking never
    /// ended.
    pub fn truncated(&self) -> bool {
        self.completion.stop_reason.is_truncated() || self.trace.is_unfinished()
    }
}

fn draw_row(draw: &Draw) -> DrawRow<'_> {
    DrawRow {
        completion: &draw.completion,
        judgement: &draw.judgement,
        group: draw.group,
        chosen: draw.chosen,
        trace: parse(&draw.completion),
    }
}

/// The only place where analysis parses a completion.
fn parse(completion: &Completion) -> Trace {
    crate::trace::parse(&completion.text, completion.reading())
}
