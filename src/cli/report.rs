//! `overthink report`: the page of a stored run.

use std::path::PathBuf;

use clap::Args;
use overthink::report;
use overthink::store::write_beside;

use super::derive::{Stored, facts};
use super::output::to_stdout;
use super::{Context, Status};

/// Arguments of `overthink report`.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// The run: a path, `latest` or the beginning of its name.
    #[arg(value_name = "RUN")]
    run: String,
    /// File to write [default: report.html in the run's folder].
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs the command; prints the path of the page.
pub(crate) fn report(args: &ReportArgs, context: &Context) -> anyhow::Result<Status> {
    let stored = Stored::read(&args.run, context)?;
    let page = report::html(
        &facts(&stored.manifest),
        &stored.analyze()?,
        report::Options::default(),
    )?;
    let path = args.output.clone().unwrap_or_else(|| stored.run.report());
    write_beside(&path, page.as_bytes())?;
    to_stdout(&format!("{}\n", path.display()))?;
    Ok(Status::Done)
}
