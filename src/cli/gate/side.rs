//! Which model of each run the gate compares, and whether it may.

use anyhow::{bail, ensure};
use overthink::analysis::cell::Cell;
use overthink::analysis::gate::{Difference, Side, differences};
use overthink::analysis::summary::Group;
use overthink::store::ModelEntry;

use super::{GateArgs, Ignored};
use crate::cli::tables::Loaded;

/// One side: a run and a model of it.
pub(super) struct Chosen<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) model: &'a ModelEntry,
    pub(super) group: Group,
}

impl<'a> Chosen<'a> {
    pub(super) fn side<'s>(&'s self, cells: &'s [Cell]) -> Side<'s> {
        Side {
            run: &self.loaded.manifest.run,
            cells,
            group: &self.group,
        }
    }

    fn new(loaded: &'a Loaded, model: &'a ModelEntry, args: &GateArgs) -> anyhow::Result<Self> {
        let strategy = match args.strategy {
            Some(strategy) => strategy,
            None => loaded.table.main_strategy()?,
        };
        let options = &loaded.manifest.options;
        if let Some(budget) = args.budget {
            ensure!(
                options.budgets.contains(&budget),
                "run `{}` has no attempts at a budget of {budget}; {}",
                loaded.manifest.run,
                known_budgets(&options.budgets)
            );
        }
        ensure!(
            options
                .strategies()
                .iter()
                .any(|s| s.at(None) == strategy.at(None)),
            "run `{}` has no attempts with strategy `{strategy}`",
            loaded.manifest.run
        );
        Ok(Self {
            loaded,
            model,
            group: Group {
                model: model.name.clone(),
                mode: model.mode,
                task_type: None,
                strategy: strategy.at(args.budget),
                budget: args.budget,
            },
        })
    }
}

fn known_budgets(budgets: &[u32]) -> String {
    if budgets.is_empty() {
        return "it has none".to_owned();
    }
    let budgets: Vec<String> = budgets.iter().map(u32::to_string).collect();
    format!("its budgets are {}", budgets.join(", "))
}

/// The models of both sides: those that were named, the only ones, or those of
/// one name and mode.
pub(super) fn choose<'a>(
    before: &'a Loaded,
    now: &'a Loaded,
    args: &GateArgs,
) -> anyhow::Result<(Chosen<'a>, Chosen<'a>)> {
    let (of_before, of_now) = (&before.manifest.models, &now.manifest.models);
    let first = named(before, args.baseline_model.as_deref())?;
    let second = named(now, args.candidate_model.as_deref())?;
    let pair = match (first, second) {
        (Some(a), Some(b)) => (a, b),
        (Some(a), None) => (a, like(a, of_now).ok_or_else(|| which(now, "candidate"))?),
        (None, Some(b)) => (
            like(b, of_before).ok_or_else(|| which(before, "baseline"))?,
            b,
        ),
        (None, None) => {
            let mut shared = of_before.iter().filter_map(|a| Some((a, like(a, of_now)?)));
            match (shared.next(), shared.next()) {
                (Some(pair), None) => pair,
                (None, _) => bail!(which(now, "candidate")),
                (Some(_), Some(_)) => bail!(which(before, "baseline")),
            }
        }
    };
    Ok((
        Chosen::new(before, pair.0, args)?,
        Chosen::new(now, pair.1, args)?,
    ))
}

/// The model of a name, or the only one there is.
fn named<'a>(loaded: &'a Loaded, name: Option<&str>) -> anyhow::Result<Option<&'a ModelEntry>> {
    let models = &loaded.manifest.models;
    let Some(name) = name else {
        return Ok(match models.as_slice() {
            [one] => Some(one),
            _ => None,
        });
    };
    let found = models.iter().find(|m| m.name == name);
    match found {
        Some(found) => Ok(Some(found)),
        None => bail!(
            "run `{}` has no model `{name}`; it has {}",
            loaded.manifest.run,
            names(models)
        ),
    }
}

fn like<'a>(model: &ModelEntry, among: &'a [ModelEntry]) -> Option<&'a ModelEntry> {
    let same = |m: &&ModelEntry| m.name == model.name && m.mode == model.mode;
    among.iter().find(same)
}

fn names(models: &[ModelEntry]) -> String {
    let names: Vec<String> = models.iter().map(|m| format!("`{}`", m.name)).collect();
    names.join(", ")
}

fn which(loaded: &Loaded, side: &str) -> anyhow::Error {
    anyhow::anyhow!(
        "which model of run `{}` is meant? It has {}; say it with `--{side}-model NAME`",
        loaded.manifest.run,
        names(&loaded.manifest.models)
    )
}

/// What differs and is ignored.
///
/// # Errors
/// When something differs that is not ignored: names all of it.
pub(super) fn same_conditions(
    (before, now): &(Chosen<'_>, Chosen<'_>),
    ignored: &[Ignored],
) -> anyhow::Result<Vec<Difference>> {
    let all = differences(
        (&before.loaded.manifest, before.model),
        (&now.loaded.manifest, now.model),
    );
    let (told, refused): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|d| ignored.iter().any(|i| i.covers(d.condition)));
    if refused.is_empty() {
        return Ok(told);
    }
    let mut names: Vec<&str> = refused.iter().map(|d| d.condition.name()).collect();
    names.dedup();
    let list: Vec<String> = refused.iter().map(|d| format!("  - {}", d.what)).collect();
    bail!(
        "runs `{}` and `{}` were not made under the same conditions, so a difference would say \
         nothing about the models:\n{}\nrun the candidate as the baseline was run, or compare all \
         the same with `--ignore {}`",
        before.loaded.manifest.run,
        now.loaded.manifest.run,
        list.join("\n"),
        names.join(",")
    )
}

/// A noise floor is that of one model.
pub(super) fn same_model((first, second): &(Chosen<'_>, Chosen<'_>)) -> anyhow::Result<()> {
    let (a, b) = (&first.model.info.files, &second.model.info.files);
    let differs = a.iter().find(|(name, hash)| b.get(*name) != Some(*hash));
    match differs {
        None => Ok(()),
        Some((file, _)) => bail!(
            "`{}` of run `{}` and `{}` of run `{}` are not the same model: `{file}` has another \
             SHA-256; a noise floor needs two runs of one model",
            first.model.name,
            first.loaded.manifest.run,
            second.model.name,
            second.loaded.manifest.run
        ),
    }
}
