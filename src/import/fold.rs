//! Samples of other programs become a run of our own form.
//!
//! The plan is made as for any run: models × items × epochs. What the source
//! does not hold of it was not run. The verdict is that of the source's score,
//! unless a checker is asked for.

use std::collections::BTreeMap;

use crate::check::CodeRunner;
use crate::plan::{Attempt, Mode, PlanOptions, PlannedModel, plan};
use crate::store::{Outcome, Record};
use crate::suite::{CheckerSpec, Part, Sampling, Search, Suite, TaskType};
use crate::text::sha256_hex;
use crate::text::thinking::ReadAs;

use super::Sample;

mod items;
mod record;

pub use record::completion;

use items::{Item, Known, Placed};

/// Most attempts of an imported plan.
const MOST_ATTEMPTS: usize = 10_000_000;

/// What the user says about the run.
#[derive(Clone, Copy)]
pub struct FoldOptions<'a> {
    /// Name of the model, in place of the source's.
    pub model: Option<&'a str>,
    /// Name of the suite, in place of the source's.
    pub suite: Option<&'a str>,
    /// What kind of work all items are; `None` takes the suite's name.
    pub task_type: Option<&'a str>,
    /// Whether the models were let think; `None` looks for signs of thinking.
    pub mode: Option<Mode>,
    /// How the texts are read.
    pub read_as: ReadAs,
    /// What decides.
    pub judging: Judging<'a>,
}

/// What decides about a reply.
#[derive(Clone, Copy)]
pub enum Judging<'a> {
    /// The score of the source: correct from `threshold` on.
    Source {
        /// Least score of a correct answer.
        threshold: f64,
    },
    /// A checker of ours.
    Checker {
        /// Which one.
        spec: &'a CheckerSpec,
        /// How the answer is looked for.
        search: Search,
        /// Runs programs.
        runner: &'a (dyn CodeRunner + Sync),
    },
}

/// What a run folder holds of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Folded {
    /// The suites, with the items that were asked.
    pub suites: Vec<Suite>,
    /// The models: name in the run, name in the source, and whether it thinks.
    pub models: Vec<(PlannedModel, String)>,
    /// What makes the plan of them.
    pub options: PlanOptions,
    /// One record for each sample, in the plan's order.
    pub records: Vec<Record>,
    /// What a reader of the results should know.
    pub notices: Vec<String>,
}

/// Why samples make no run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FoldError {
    /// There are none.
    #[error("the files hold no samples")]
    Nothing,
    /// The plan would be too large.
    #[error(
        "{n_models} models × {n_items} items × {n_epochs} epochs make {n} attempts, more than {MOST_ATTEMPTS}; import the files apart",
        n = n_models * n_items * n_epochs
    )]
    TooMany {
        /// Models.
        n_models: usize,
        /// Items.
        n_items: usize,
        /// Most repetitions of an item.
        n_epochs: usize,
    },
}

/// Makes a run of the samples of several files. Each file comes with a short
/// name, which stands in ids where the source has none.
///
/// # Errors
/// [`FoldError`] when there is nothing to make a run of, or too much.
pub fn fold(
    files: Vec<(String, Vec<Sample>)>,
    options: &FoldOptions<'_>,
) -> Result<Folded, FoldError> {
    let known = Known::of(files, options);
    if known.placed.is_empty() {
        return Err(FoldError::Nothing);
    }
    let models = models(&known, options);
    let n_epochs = known.placed.iter().map(|p| p.epoch).max().unwrap_or(1);
    let (n_models, n_items) = (models.len(), known.items.len());
    let n = n_models
        .saturating_mul(n_items)
        .saturating_mul(n_epochs as usize);
    if n > MOST_ATTEMPTS {
        return Err(FoldError::TooMany {
            n_models,
            n_items,
            n_epochs: n_epochs as usize,
        });
    }
    let suites = suites(&known, options);
    let plan_options = PlanOptions {
        epochs: n_epochs,
        ..PlanOptions::default()
    };
    let planned: Vec<PlannedModel> = models.iter().map(|(model, _)| model.clone()).collect();
    let attempts = plan(&suites, &planned, &plan_options);
    let records = records(attempts, &known, options);
    let mut notices = known.notices;
    if records.len() < n {
        notices.push(format!(
            "{} of {n} attempts (models × items × epochs) are not in the files, and count as not run",
            n - records.len()
        ));
    }
    Ok(Folded {
        suites,
        models,
        options: plan_options,
        records,
        notices,
    })
}

/// The models in the order of their first samples.
fn models(known: &Known, options: &FoldOptions<'_>) -> Vec<(PlannedModel, String)> {
    let mode = |name: &str| {
        let mut own = known.placed.iter().filter(|p| p.model == name);
        let thinks = own.any(|p| p.sample.reply.as_ref().is_some_and(super::Reply::thinks));
        options.mode.unwrap_or(if thinks {
            Mode::Reasoning
        } else {
            Mode::Instruct
        })
    };
    let named = known.models.iter().map(|(name, source)| {
        let model = PlannedModel {
            name: name.clone(),
            mode: mode(name),
        };
        (model, source.clone())
    });
    named.collect()
}

fn suites(known: &Known, options: &FoldOptions<'_>) -> Vec<Suite> {
    let mut suites: Vec<(&str, Vec<&Item>)> = Vec::new();
    for item in &known.items {
        match suites.iter_mut().find(|(name, _)| *name == item.suite) {
            Some((_, items)) => items.push(item),
            None => suites.push((&item.suite, vec![item])),
        }
    }
    let made = suites
        .into_iter()
        .map(|(name, items)| suite(name, &items, options));
    made.collect()
}

fn suite(name: &str, items: &[&Item], options: &FoldOptions<'_>) -> Suite {
    let (checker, search) = match options.judging {
        Judging::Source { .. } => (CheckerSpec::Source {}, Search::default()),
        Judging::Checker { spec, search, .. } => (spec.clone(), search),
    };
    let own: Vec<crate::suite::Item> = items.iter().map(|item| item.stored()).collect();
    let hashed = serde_json::to_vec(&own).unwrap_or_default();
    Suite {
        name: name.to_owned(),
        title: items
            .first()
            .map_or_else(String::new, |item| item.title.clone()),
        description: "Imported from the log of another program.".to_owned(),
        origin: "imported".to_owned(),
        hash: sha256_hex(&hashed),
        sampling: Sampling::default(),
        parts: vec![Part {
            name: "all".to_owned(),
            task_type: TaskType(options.task_type.unwrap_or(name).to_owned()),
            template: "{{ prompt }}".to_owned(),
            checker,
            search,
            items: own,
        }],
    }
}

/// The records of the attempts that have a sample.
fn records(attempts: Vec<Attempt>, known: &Known, options: &FoldOptions<'_>) -> Vec<Record> {
    let mut by_place: BTreeMap<(&str, &str, &str, u32), &Placed> = BTreeMap::new();
    for placed in &known.placed {
        let key = (
            placed.model.as_str(),
            placed.suite.as_str(),
            placed.id.as_str(),
            placed.epoch,
        );
        by_place.insert(key, placed);
    }
    let with_sample = attempts.into_iter().filter_map(|attempt| {
        let key = (
            attempt.model.as_str(),
            attempt.suite.as_str(),
            attempt.item.as_str(),
            attempt.epoch,
        );
        let placed = by_place.get(&key)?;
        let item = known.item(&placed.suite, &placed.id)?;
        let outcome: Outcome = record::outcome(placed, item, attempt.mode, options);
        Some(Record { attempt, outcome })
    });
    with_sample.collect()
}
