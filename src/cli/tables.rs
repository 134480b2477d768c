//! The tables of stored runs, as `decide` and `gate` read them: from
//! `attempts.parquet` where it still fits the records, else from the records.

use anyhow::ensure;
use overthink::analysis::decide::cascade::{self, ItemDraws};
use overthink::analysis::rows;
use overthink::analysis::table::Table;
use overthink::store::{Manifest, RunDir, find_run, fingerprint, read_records};

use super::Context;

/// A stored run with its table.
pub(crate) struct Loaded {
    pub(crate) run: RunDir,
    pub(crate) manifest: Manifest,
    pub(crate) table: Table,
    /// The draws of instruct models, where strategies took several.
    pub(crate) draws: Vec<ItemDraws>,
}

impl Loaded {
    /// Reads the run that `name` means. A run of which attempts are missing is
    /// refused unless `partial`.
    pub(crate) fn read(name: &str, partial: bool, context: &Context) -> anyhow::Result<Self> {
        Self::of_run(find_run(&context.results, name)?, partial)
    }

    /// The same for a run whose folder is known.
    pub(crate) fn of_run(run: RunDir, partial: bool) -> anyhow::Result<Self> {
        let manifest = Manifest::read(&run)?;
        let several = manifest
            .options
            .strategies()
            .iter()
            .any(|s| s.n_draws() > 1);
        let stored = if several {
            None
        } else {
            stored_table(&run, &manifest)?
        };
        let (table, draws) = match stored {
            Some(table) => (table, Vec::new()),
            None => from_records(&run, &manifest)?,
        };
        let missing = table.n_not_run()?;
        ensure!(
            partial || missing == 0,
            "run `{}` is not whole: {missing} of {} attempts are missing, because it is still being \
             written or was interrupted; wait for it, finish it with `overthink run --resume {}`, \
             or take what is there with `--partial`",
            manifest.run,
            table.attempts.height(),
            run.path().display()
        );
        Ok(Self {
            run,
            manifest,
            table,
            draws,
        })
    }
}

/// The stored table, if it was made of the records as they are. A file that
/// cannot be read is as good as none: it is derived.
fn stored_table(run: &RunDir, manifest: &Manifest) -> anyhow::Result<Option<Table>> {
    let Ok(file) = std::fs::File::open(run.attempts()) else {
        return Ok(None);
    };
    let made_of = fingerprint(run)?;
    Ok(Table::from_parquet(&manifest.run, file, &made_of)
        .ok()
        .flatten())
}

fn from_records(run: &RunDir, manifest: &Manifest) -> anyhow::Result<(Table, Vec<ItemDraws>)> {
    let plan = manifest.attempts();
    let records = read_records(run)?.in_order(plan.iter().map(|attempt| attempt.id.as_str()));
    let rows = rows::rows(&plan, &records);
    Ok((
        Table::of_run(&manifest.run, &rows)?,
        cascade::item_draws(&rows),
    ))
}
