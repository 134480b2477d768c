//! `overthink decide`: reasoning or instruct, per task type.

use anyhow::ensure;
use clap::{Args, ValueEnum};
use overthink::report::terminal;

use super::derive::Stored;
use super::output::to_stdout;
use super::settings::terminal_width;
use super::{Context, Status};

/// Arguments of `overthink decide`.
#[derive(Debug, Args)]
pub(crate) struct DecideArgs {
    /// A run with a reasoning and an instruct model: a path, `latest` or the beginning of its name.
    #[arg(value_name = "RUN")]
    run: String,
    /// `human` are sentences, `json` the numbers behind them.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

/// Runs the command.
pub(crate) fn decide(args: &DecideArgs, context: &Context) -> anyhow::Result<Status> {
    let stored = Stored::read(&args.run, context)?;
    let analysis = stored.analyze()?;
    ensure!(
        !analysis.comparisons.is_empty(),
        "run `{}` has nothing to compare: it needs a reasoning and an instruct model on the same items",
        stored.manifest.run
    );
    let text = match args.format {
        Format::Human => terminal::decisions(&analysis, terminal_width()).unwrap_or_default(),
        Format::Json => serde_json::to_string_pretty(&analysis.comparisons)?,
    };
    to_stdout(&(text.trim_end().to_owned() + "\n"))?;
    Ok(Status::Done)
}
