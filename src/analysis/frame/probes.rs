//! The table `probes` as a frame.

use polars::prelude::{DataFrame, PolarsResult};

use super::{make, word};
use crate::analysis::column;
use crate::analysis::rows::{DrawRow, Row};
use crate::check::Judgement;
use crate::engine::Probe;
use crate::plan::Attempt;

/// One row per probe, with the columns of [`column::PROBES`], in the order of
/// the attempts, of their draws and of the positions.
pub fn probes(run: &str, rows: &[Row<'_>]) -> PolarsResult<DataFrame> {
    let lines: Vec<Line<'_>> = rows.iter().flat_map(Line::of_attempt).collect();
    let text = |name, get: fn(&Attempt) -> String| make(name, each(&lines, |l| get(l.row.attempt)));
    let said = |name, get: fn(&Judgement) -> Option<String>| {
        make(name, each(&lines, |l| l.judgement.and_then(get)))
    };
    let count = |name, get: fn(&Probe) -> u32| make(name, each(&lines, |l| get(l.probe)));
    let correct: Vec<Option<bool>> =
        each(&lines, |l| l.judgement.and_then(|j| j.verdict.is_correct()));
    let columns = vec![
        make(column::RUN, vec![run; lines.len()]),
        text(column::MODEL, |a| a.model.clone()),
        text(column::ITEM, |a| a.item.clone()),
        text(column::ID, |a| a.id.clone()),
        count(column::POSITION, |p| p.position),
        make(column::OFFSET, each(&lines, Line::offset)),
        said(column::ANSWER, |j| {
            j.extraction.as_ref().map(|e| e.answer.clone())
        }),
        said(column::VERDICT, |j| Some(j.verdict.word().to_owned())),
        count(column::N_ANSWER_TOKENS, |p| p.n_answer_tokens),
        count(column::N_COMPUTED_TOKENS, |p| p.n_computed_tokens),
        make(column::CORRECT, correct),
        said(column::REASON, |j| Some(j.reason.clone())),
        make(
            column::STOP_REASON,
            each(&lines, |l| word(&l.probe.stop_reason)),
        ),
        make(column::TEXT, each(&lines, |l| l.probe.answer.clone())),
        text(column::SUITE, |a| a.suite.clone()),
        text(column::PART, |a| a.part.clone()),
        text(column::TASK_TYPE, |a| a.task_type.0.clone()),
        text(column::STRATEGY, |a| a.strategy.to_string()),
        make(column::BUDGET, each(&lines, |l| l.row.attempt.budget)),
        make(column::EPOCH, each(&lines, |l| l.row.attempt.epoch)),
        make(column::DRAW, each(&lines, |l| l.place)),
    ];
    DataFrame::new(lines.len(), columns)?.select(column::PROBES)
}

/// A probe with its judgement.
struct Line<'r> {
    row: &'r Row<'r>,
    /// Place of the draw, from 1.
    place: u32,
    draw: &'r DrawRow<'r>,
    probe: &'r Probe,
    judgement: Option<&'r Judgement>,
}

impl<'r> Line<'r> {
    fn of_attempt(row: &'r Row<'r>) -> Vec<Self> {
        let draws = (1..).zip(&row.draws);
        let lines = draws.flat_map(|(place, draw)| {
            let probes = draw.completion.probes.iter().enumerate();
            probes.map(move |(i, probe)| Self {
                row,
                place,
                draw,
                probe,
                judgement: draw.judgement.probes.get(i),
            })
        });
        lines.collect()
    }

    /// Characters of the completion's text before the probe, as everything
    /// that leaves the program counts.
    fn offset(&self) -> u64 {
        let text = &self.draw.completion.text;
        let before = text.get(..self.probe.offset).unwrap_or(text);
        before.chars().count() as u64
    }
}

fn each<'r, T>(lines: &[Line<'r>], get: impl Fn(&Line<'r>) -> T) -> Vec<T> {
    lines.iter().map(get).collect()
}
