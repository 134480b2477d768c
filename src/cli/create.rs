//! What the commands share that make a run's folder.

use overthink::plan::PlanOptions;
use overthink::store::{
    FORMAT_VERSION, Machine, Manifest, ModelEntry, Record, Records, RunDir, Settings, Writer,
    create_run,
};
use overthink::suite::Suite;

use super::clock::{file_label, now, stamp};
use super::{Context, derive, judge};

/// The manifest of a run that begins now and has no folder yet.
pub(crate) fn manifest(
    options: PlanOptions,
    settings: Settings,
    models: Vec<ModelEntry>,
    suites: Vec<Suite>,
    isolation: Option<String>,
) -> Manifest {
    Manifest {
        format_version: FORMAT_VERSION,
        run: String::new(),
        started: now(),
        elapsed_s: 0.0,
        overthink: env!("CARGO_PKG_VERSION").to_owned(),
        checkers: overthink::check::VERSION,
        command: std::env::args().collect(),
        machine: Machine::here(),
        options,
        settings,
        isolation,
        notices: Vec::new(),
        models,
        suites,
    }
}

/// How programs are kept apart, where the suites hold some: code tasks are
/// refused at the start where they could not be judged.
pub(crate) fn isolation_of(suites: &[Suite], context: &Context) -> anyhow::Result<Option<String>> {
    judge::has_code(suites)
        .then(|| judge::isolation(context))
        .transpose()
}

/// Makes the run's folder, and writes the manifest with its name into it.
pub(crate) fn open(
    manifest: &mut Manifest,
    label: &str,
    context: &Context,
) -> anyhow::Result<RunDir> {
    let run = create_run(
        &context.results,
        &stamp(&manifest.started),
        &file_label(label),
    )?;
    manifest.run = run.name();
    manifest.write(&run)?;
    Ok(run)
}

/// Stores a run of which all records are there, in the plan's order: the folder
/// with its manifest and records, and what is derived of them.
pub(crate) fn store(
    manifest: &mut Manifest,
    records: &[Record],
    label: &str,
    context: &Context,
) -> anyhow::Result<RunDir> {
    let run = open(manifest, label, context)?;
    Writer::open(&run, &Records::default())?.finish(records)?;
    derive::derive(&run, manifest, records, context)?;
    Ok(run)
}
