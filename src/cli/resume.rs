//! `overthink run --resume`: go on where a run stopped; nothing is generated twice.

use anyhow::ensure;
use overthink::engine::{self, EngineOptions};
use overthink::store::{Manifest, ModelEntry, find_run, read_records};

use super::output::to_stderr;
use super::settings::EngineArgs;
use super::{Context, Status, clock, generate, run};

/// Goes on with the run `name`.
pub(crate) fn resume(name: &str, args: &EngineArgs, context: &Context) -> anyhow::Result<Status> {
    let folder = find_run(&context.results, name)?;
    let mut manifest = Manifest::read(&folder)?;
    super::import::refuse_imported(&manifest, "resumed")?;
    let records = read_records(&folder)?;
    if records.n_cut_bytes > 0 {
        to_stderr(&format!(
            "`{}` ends in a line cut off after {} bytes; that attempt is done again\n",
            folder.records().display(),
            records.n_cut_bytes
        ));
    }
    let n_planned = manifest.attempts().len();
    let n_done = records
        .by_id
        .values()
        .filter(|record| record.is_done())
        .count();
    if !context.quiet {
        to_stderr(&format!(
            "run {}: {n_done} of {n_planned} attempts are done\n",
            manifest.run
        ));
    }
    // The run goes on as it began; only where the library lies may have changed.
    let options = as_it_was(&manifest, run::engine_options(args))?;
    let mut first = None;
    if n_done < n_planned {
        for model in &manifest.models {
            let engine = engine::open(&model.location, &options)?;
            check_same(model, engine.info())?;
            first.get_or_insert(engine);
        }
    }
    generate::generate(&folder, &mut manifest, &records, first, &options, context)
}

/// The engine's options as the run had them; what the manifest does not keep is
/// taken from `now`.
pub(crate) fn as_it_was(manifest: &Manifest, now: EngineOptions) -> anyhow::Result<EngineOptions> {
    let settings = &manifest.settings;
    Ok(EngineOptions {
        device: settings.device.parse().map_err(anyhow::Error::msg)?,
        batch_size: settings.batch_size,
        threads: Some(settings.threads).filter(|&n| n > 0),
        deterministic: settings.deterministic,
        // Templates that show the date show the same one.
        today: clock::date_of(&manifest.started),
        ..now
    })
}

/// Half a run with one model and half with another would be no run.
pub(crate) fn check_same(model: &ModelEntry, now: &engine::ModelInfo) -> anyhow::Result<()> {
    for (file, hash) in &model.info.files {
        ensure!(
            now.files.get(file) == Some(hash),
            "model `{}` changed since the run began: `{file}` in `{}` has another SHA-256; \
             put the old file back, or start a new run",
            model.name,
            model.location
        );
    }
    Ok(())
}
