//! Runs a stored run once more, as it was: the second half of a noise floor.

use anyhow::ensure;
use overthink::engine::{self, EngineOptions};
use overthink::store::{FORMAT_VERSION, Machine, Manifest, Records, RunDir, create_run};

use super::clock::{file_label, now, stamp};
use super::output::to_stderr;
use super::resume::{as_it_was, check_same};
use super::{Context, Status, generate};

/// Makes a new run of the stored plan, with the same models, seed and settings.
/// Each model is taken from the place it was in, and must not have changed.
pub(crate) fn repeat(run: &RunDir, context: &Context) -> anyhow::Result<(RunDir, Status)> {
    let old = Manifest::read(run)?;
    super::import::refuse_imported(&old, "run again")?;
    ensure!(
        old.options.shard.is_none(),
        "run `{}` is one shard of a run; merge the shards first",
        old.run
    );
    let options = as_it_was(&old, EngineOptions::default())?;
    let mut first = None;
    for model in &old.models {
        let engine = engine::open(&model.location, &options)?;
        check_same(model, engine.info())?;
        first.get_or_insert(engine);
    }
    let started = now();
    let again = create_run(&context.results, &stamp(&started), &file_label("aa"))?;
    let mut manifest = Manifest {
        format_version: FORMAT_VERSION,
        run: again.name(),
        started,
        elapsed_s: 0.0,
        overthink: env!("CARGO_PKG_VERSION").to_owned(),
        checkers: overthink::check::VERSION,
        machine: Machine::here(),
        notices: Vec::new(),
        ..old
    };
    manifest.write(&again)?;
    if !context.quiet {
        to_stderr(&format!(
            "run {}: the same {} attempts once more\n",
            manifest.run,
            manifest.attempts().len()
        ));
    }
    // Its own summary is not what was asked for.
    let silent = Context {
        quiet: true,
        ..context.clone()
    };
    let status = generate::generate(
        &again,
        &mut manifest,
        &Records::default(),
        first,
        &options,
        &silent,
    )?;
    Ok((again, status))
}
