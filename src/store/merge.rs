//! Joins the runs of one plan's shards.

use super::{FORMAT_VERSION, Manifest, ModelEntry, Records, StoreError};
use crate::plan::PlanOptions;

/// Joins runs that differ in their shard only into one run of the whole plan.
///
/// The manifest is that of the first run without its shard: the run began when
/// the first of them began, and took the time of all. Other machines, settings
/// and versions than the first's are noted. Where two runs have a record of an
/// attempt, the one that is done counts, and of two such the earlier given run's.
/// The run's name and command are the caller's to set.
///
/// # Errors
/// [`StoreError::Unlike`] for the first run that belongs to another plan.
/// `None` for no runs.
pub fn merge(runs: Vec<(Manifest, Records)>) -> Result<Option<(Manifest, Records)>, StoreError> {
    let mut merged: Option<(Manifest, Records)> = None;
    for (manifest, records) in runs {
        match &mut merged {
            None => {
                let whole = Manifest {
                    format_version: FORMAT_VERSION,
                    options: whole(&manifest.options),
                    ..manifest
                };
                merged = Some((
                    whole,
                    Records {
                        by_id: records.by_id,
                        ..Records::default()
                    },
                ));
            }
            Some((into, all)) => {
                check_alike(into, &manifest)?;
                join(into, manifest);
                for (id, record) in records.by_id {
                    let known_done = all.by_id.get(&id).is_some_and(super::Record::is_done);
                    if !known_done {
                        all.by_id.insert(id, record);
                    }
                }
            }
        }
    }
    Ok(merged)
}

/// The options without the shard.
fn whole(options: &PlanOptions) -> PlanOptions {
    PlanOptions {
        shard: None,
        ..options.clone()
    }
}

fn check_alike(a: &Manifest, b: &Manifest) -> Result<(), StoreError> {
    let mut what = Vec::new();
    if a.options != whole(&b.options) {
        what.push(
            "the options of the plan (strategies, budgets, probes, epochs, limit, filter, seed)",
        );
    }
    // A path may be another on another machine; what was read there may not.
    let asked = |m: &Manifest| -> Vec<_> {
        let suites = m.suites.iter();
        suites
            .map(|s| {
                (
                    s.name.clone(),
                    s.hash.clone(),
                    s.sampling.clone(),
                    s.parts.clone(),
                )
            })
            .collect()
    };
    if asked(a) != asked(b) || a.settings.own_sampling != b.settings.own_sampling {
        what.push("the suites or their sampling");
    }
    if !a
        .models
        .iter()
        .map(identity)
        .eq(b.models.iter().map(identity))
    {
        what.push("the models or their files");
    }
    if what.is_empty() {
        return Ok(());
    }
    Err(StoreError::Unlike {
        run: a.run.clone(),
        other: b.run.clone(),
        what: what.join(", and "),
    })
}

/// What makes a model the same in two runs.
fn identity(
    model: &ModelEntry,
) -> (
    &str,
    crate::plan::Mode,
    &std::collections::BTreeMap<String, String>,
) {
    (&model.name, model.mode, &model.info.files)
}

fn join(into: &mut Manifest, other: Manifest) {
    let Manifest {
        run,
        started,
        elapsed_s,
        overthink,
        checkers,
        machine,
        settings,
        isolation,
        notices,
        models,
        ..
    } = other;
    let mut differing = Vec::new();
    if overthink != into.overthink {
        differing.push(format!("Overthink {overthink}"));
    }
    if checkers != into.checkers {
        differing.push(format!("version {checkers} of the checkers"));
    }
    if machine != into.machine {
        differing.push(format!(
            "{} {}, {} processors",
            machine.os, machine.arch, machine.n_cpus
        ));
    }
    if settings != into.settings {
        differing.push(format!(
            "device {}, batch size {}, threads {}",
            settings.device, settings.batch_size, settings.threads
        ));
    }
    for (ours, theirs) in into.models.iter().zip(&models) {
        let (a, b) = (&ours.info, &theirs.info);
        if (&a.provider, &a.runtime) != (&b.provider, &b.runtime) {
            differing.push(format!("{} on {}, {}", theirs.name, b.provider, b.runtime));
        }
    }
    if isolation != into.isolation {
        differing.push(format!(
            "programs in {}",
            isolation.as_deref().unwrap_or("nothing")
        ));
    }
    if !differing.is_empty() {
        into.notices
            .push(format!("run {run} was made with {}", differing.join("; ")));
    }
    for notice in notices {
        if !into.notices.contains(&notice) {
            into.notices.push(notice);
        }
    }
    if started < into.started {
        into.started = started;
    }
    into.elapsed_s += elapsed_s;
}

#[cfg(test)]
mod tests;
