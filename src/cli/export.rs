//! `overthink export`: the data of a stored run.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use overthink::report::export::{self, CsvStyle};

use super::derive::Stored;
use super::output::to_file_or_stdout;
use super::{Context, Status};

/// Arguments of `overthink export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The run: a path, `latest` or the beginning of its name.
    #[arg(value_name = "RUN")]
    run: String,
    /// Form of the data.
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// `attempts`: one row an attempt; `draws`: one row a draw; `probes`: one row
    /// a probe; `trails`: one row a probed completion; `traces`: one row a
    /// completion, with what was measured on its trace; `summary`: one row a model,
    /// task type, strategy and budget.
    #[arg(long, value_enum, default_value = "attempts")]
    table: Table,
    /// Put a `'` before texts that a spreadsheet would take for formulas.
    #[arg(long)]
    spreadsheet: bool,
    /// File to write [default: stdout].
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Csv,
    Json,
    Md,
    Parquet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Table {
    Attempts,
    Draws,
    Probes,
    Traces,
    Trails,
    Summary,
}

/// Runs the command.
pub(crate) fn export(args: &ExportArgs, context: &Context) -> anyhow::Result<Status> {
    let stored = Stored::read(&args.run, context)?;
    let analysis = stored.analyze()?;
    let table = match args.table {
        Table::Attempts => export::attempts(&analysis)?,
        Table::Draws => export::draws(&analysis)?,
        Table::Probes => export::probes(&analysis)?,
        Table::Traces => export::traces(&analysis)?,
        Table::Trails => export::trails(&analysis)?,
        Table::Summary => export::summary(&analysis)?,
    };
    let style = if args.spreadsheet {
        CsvStyle::Spreadsheet
    } else {
        CsvStyle::Exact
    };
    let bytes = match args.format {
        Format::Csv => table.csv(style).into_bytes(),
        Format::Json => table.json()?.into_bytes(),
        Format::Md => table.md().into_bytes(),
        Format::Parquet => table.parquet()?,
    };
    to_file_or_stdout(args.output.as_deref(), &bytes)?;
    Ok(Status::Done)
}
