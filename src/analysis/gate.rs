//! Did the candidate get worse than the baseline?
//!
//! One model of each of two runs is compared on the items that both were asked,
//! each item's epochs averaged first. Accuracy is judged per task type and over
//! all of them ([`accuracy`]), and five more numbers are watched ([`guard`]):
//! truncated completions, missing answers, mean and 95th percentile of thinking
//! tokens, switches per 1,000 of them.
//!
//! The verdict over all is *regressed* if one of these is, *passed* if accuracy
//! is shown to have been kept everywhere, and *inconclusive* otherwise. Numbers
//! that are watched can make a gate fail, not leave it undecided.

use indexmap::IndexMap;
use serde::Serialize;

use super::cell::Cell;
use super::summary::Group;
use crate::stats::Confidence;

pub mod accuracy;
pub mod conditions;
pub mod flips;
pub mod guard;
mod losses;
pub mod noise;

pub use accuracy::Accuracy;
pub use conditions::{Condition, Difference, differences};
pub use flips::{Flip, Flips};
pub use guard::{Guard, Watched};
pub use noise::Noise;

/// What a user may choose about the gate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GateOptions {
    /// Confidence of every interval; one less it is the chance of a false alarm.
    pub confidence: Confidence,
    /// Losses of accuracy over all task types up to this share are accepted.
    pub margin: f64,
    /// The same for a single task type.
    pub type_margin: f64,
    /// With which probability the stated sizes would be found.
    pub power: f64,
    /// How much of each watched number may be added.
    pub allowances: guard::Allowances,
}

impl Default for GateOptions {
    /// 95 percent, five points over all, ten for a task type, 80 percent power.
    fn default() -> Self {
        Self {
            confidence: Confidence::default(),
            margin: 0.05,
            type_margin: 0.1,
            power: 0.8,
            allowances: guard::Allowances::default(),
        }
    }
}

/// What the gate says of a number, or of all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Shown to be worse.
    Regressed,
    /// Shown to be no worse than allowed.
    Passed,
    /// Neither is shown.
    Inconclusive,
}

impl Verdict {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Regressed => "regressed",
            Self::Passed => "passed",
            Self::Inconclusive => "inconclusive",
        }
    }
}

/// One side of the gate: a model's items in one run.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The run.
    pub run: &'a str,
    /// All cells of the run.
    pub cells: &'a [Cell],
    /// Which of them: a model, its mode, strategy and budget, over all task types.
    pub group: &'a Group,
}

/// What the gate found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Gate {
    /// The verdict over all.
    pub verdict: Verdict,
    /// By what was judged.
    #[serde(flatten)]
    pub options: GateOptions,
    /// The baseline's run and model.
    pub baseline: (String, Group),
    /// The candidate's run and model.
    pub candidate: (String, Group),
    /// Accuracy, per task type and then over all of them.
    pub accuracy: Vec<Accuracy>,
    /// The watched numbers, each per task type and then over all of them.
    pub guards: Vec<Guard>,
    /// The items that changed sides.
    pub flips: Flips,
}

/// Compares the two sides.
pub fn gate(baseline: &Side<'_>, candidate: &Side<'_>, options: &GateOptions) -> Gate {
    let pairs = Paired::new(baseline, candidate);
    let (accuracy, guards) = rayon::join(
        || accuracy::judge(&pairs, options),
        || guard::judge(&pairs, options),
    );
    let mut all: Vec<Verdict> = accuracy.iter().map(|a| a.verdict).collect();
    let is_alarm = |g: &Guard| g.verdict == Verdict::Regressed;
    if guards.iter().any(is_alarm) {
        all.push(Verdict::Regressed);
    }
    Gate {
        verdict: overall(&all),
        options: *options,
        baseline: (baseline.run.to_owned(), baseline.group.clone()),
        candidate: (candidate.run.to_owned(), candidate.group.clone()),
        flips: flips::flips(&pairs),
        accuracy,
        guards,
    }
}

fn overall(verdicts: &[Verdict]) -> Verdict {
    if verdicts.contains(&Verdict::Regressed) {
        Verdict::Regressed
    } else if verdicts.is_empty() || verdicts.contains(&Verdict::Inconclusive) {
        Verdict::Inconclusive
    } else {
        Verdict::Passed
    }
}

/// A cell of the baseline and the candidate's of the same item.
type Pair<'a> = (&'a Cell, &'a Cell);

/// The items of both sides, matched by suite, part and item.
pub(super) struct Paired<'a> {
    /// In the baseline's order.
    pub(super) items: Vec<Pair<'a>>,
    /// The task types, in the order of their first item.
    pub(super) task_types: IndexMap<&'a str, OfType<'a>>,
}

/// The items of one task type.
#[derive(Default)]
pub(super) struct OfType<'a> {
    /// Those that both sides have.
    pairs: Vec<Pair<'a>>,
    /// Those that either side has.
    n_items: usize,
}

impl<'a> Paired<'a> {
    fn new(baseline: &Side<'a>, candidate: &Side<'a>) -> Self {
        let of = |side: &Side<'a>| -> IndexMap<&'a [String; 3], &'a Cell> {
            let ours = side.cells.iter().filter(|c| side.group.holds(c));
            ours.map(|c| (&c.item, c)).collect()
        };
        let (a, b) = rayon::join(|| of(baseline), || of(candidate));
        let mut paired = Self {
            items: Vec::with_capacity(a.len()),
            task_types: IndexMap::new(),
        };
        for (item, cell) in &a {
            let of_type = paired.task_types.entry(&cell.task_type).or_default();
            of_type.n_items += 1;
            if let Some(other) = b.get(*item) {
                of_type.pairs.push((cell, other));
                paired.items.push((cell, other));
            }
        }
        for (item, cell) in &b {
            if !a.contains_key(*item) {
                let of_type = paired.task_types.entry(&cell.task_type).or_default();
                of_type.n_items += 1;
            }
        }
        paired
    }

    /// The pairs of one task type, or all.
    pub(super) fn of(&self, task_type: Option<&str>) -> &[Pair<'a>] {
        match task_type {
            Some(name) => self.task_types.get(name).map_or(&[], |t| &t.pairs),
            None => &self.items,
        }
    }

    /// Each task type, and then `None` for all of them, where there is more
    /// than one.
    pub(super) fn scopes(&self) -> Vec<Option<&'a str>> {
        let mut scopes: Vec<Option<&str>> = self.task_types.keys().copied().map(Some).collect();
        if scopes.len() != 1 {
            scopes.push(None);
        }
        scopes
    }

    /// Items of the scope on either side.
    pub(super) fn n_items(&self, task_type: Option<&str>) -> usize {
        match task_type {
            Some(name) => self.task_types.get(name).map_or(0, |t| t.n_items),
            None => self.task_types.values().map(|t| t.n_items).sum(),
        }
    }
}

#[cfg(test)]
mod tests;
