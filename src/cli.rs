//! The commands: what the user typed becomes calls of the library, and what
//! comes back becomes text, files and an exit code.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use clap::{Parser, Subcommand};
use overthink::check::code::PythonRunner;

mod baseline;
mod clock;
mod create;
mod dataset;
mod decide;
mod demo;
mod derive;
mod error;
mod explain;
mod export;
mod gate;
mod generate;
mod grade;
mod import;
mod judge;
mod merge;
mod model;
mod open;
mod output;
mod planned;
mod progress;
mod reading;
mod repeat;
mod report;
mod resume;
mod run;
mod runtime;
mod sampling;
mod settings;
mod suite;
mod tables;
mod trace;

/// Measures what thinking is worth: reasoning and instruct models on tasks that a machine can check.
#[derive(Debug, Parser)]
#[command(
    name = "overthink",
    version,
    max_term_width = 100,
    arg_required_else_help = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Folder of the runs.
    #[arg(long, global = true, value_name = "DIR", default_value = "results")]
    results: PathBuf,
    /// Only errors on stderr.
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Judge code answers without a sandbox where the machine gives none: programs written by
    /// a model then see this machine's files and processes.
    #[arg(long, global = true)]
    unsafe_no_sandbox: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the built-in suites on the two built-in models and write a report.
    Demo(demo::DemoArgs),
    /// Plan, generate, check, store and report.
    Run(Box<run::RunArgs>),
    /// Check again: a stored run, or cases from a JSON Lines file.
    Grade(grade::GradeArgs),
    /// Parse traces: of a run, or from any file that `import` reads.
    Trace(trace::TraceArgs),
    /// Turn another harness's log, or replies of an API, into a run.
    Import(Box<import::ImportArgs>),
    /// Reasoning or instruct, per task type.
    Decide(decide::DecideArgs),
    /// Did the candidate get worse than the baseline? Exit code 1 if it did, 4 if
    /// there is too little data to say.
    Gate(Box<gate::GateArgs>),
    /// Runs that are kept under a name to compare with.
    #[command(subcommand)]
    Baseline(baseline::BaselineCommand),
    /// Write the report of a stored run: one self-contained HTML file.
    Report(report::ReportArgs),
    /// Write the data of a run: csv, json, md or parquet.
    Export(export::ExportArgs),
    /// Join the shards of a run into one run.
    Merge(merge::MergeArgs),
    /// What suites there are, and whether one is valid.
    #[command(subcommand)]
    Suite(suite::SuiteCommand),
    /// Generate items.
    #[command(subcommand)]
    Dataset(dataset::DatasetCommand),
    /// What models are built in, and what is in a model folder.
    #[command(subcommand)]
    Model(model::ModelCommand),
    /// The ONNX Runtime library: where it is, and how to get it.
    #[command(subcommand)]
    Runtime(runtime::RuntimeCommand),
    /// What a checker, a word or a number means.
    Explain(explain::ExplainArgs),
}

/// What every command needs.
#[derive(Clone)]
struct Context {
    results: PathBuf,
    quiet: bool,
    unsafe_no_sandbox: bool,
    /// There once a program was to be run: to begin takes most of a second.
    python: OnceLock<Arc<PythonRunner>>,
}

/// How a command ended. The numbers are a promise to scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// Done.
    Done,
    /// Done, and a gate failed.
    Failed,
    /// Done, and a gate could not decide.
    Undecided,
    /// Done in part: attempts failed or were interrupted; `--resume` completes it.
    Partial,
}

/// The request was wrong.
const WRONG_REQUEST: u8 = 2;
/// See [`Status::Failed`].
const GATE_FAILED: u8 = 1;
/// See [`Status::Undecided`].
const GATE_UNDECIDED: u8 = 4;
/// See [`Status::Partial`].
const DONE_IN_PART: u8 = 3;

/// Runs the program: see [`Status`] and [`WRONG_REQUEST`] for the exit codes.
pub(crate) fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    if std::env::args_os()
        .nth(1)
        .is_some_and(|a| a == overthink::check::code::HELPER_COMMAND)
    {
        return overthink::check::code::sandbox_helper();
    }
    // Before any thread starts and before the library could be loaded.
    overthink::engine::runtime::disable_telemetry();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            let code = if e.use_stderr() { WRONG_REQUEST } else { 0 };
            // Nothing is left to do when even the message cannot be printed.
            let _ = e.print();
            return ExitCode::from(code);
        }
    };
    let context = Context {
        results: cli.results,
        quiet: cli.quiet,
        unsafe_no_sandbox: cli.unsafe_no_sandbox,
        python: OnceLock::new(),
    };
    match dispatch(cli.command, &context) {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::Partial) => ExitCode::from(DONE_IN_PART),
        Ok(Status::Failed) => ExitCode::from(GATE_FAILED),
        Ok(Status::Undecided) => ExitCode::from(GATE_UNDECIDED),
        // The reader of our output went away: `overthink … | head`.
        Err(e) if output::is_broken_pipe(&e) => ExitCode::SUCCESS,
        Err(e) => {
            output::to_stderr(&error::render(&e));
            ExitCode::from(WRONG_REQUEST)
        }
    }
}

fn dispatch(command: Command, context: &Context) -> anyhow::Result<Status> {
    match command {
        Command::Demo(args) => demo::demo(&args, context),
        Command::Run(args) => run::run(&args, context),
        Command::Grade(args) => grade::grade(&args, context),
        Command::Trace(args) => trace::trace(&args, context),
        Command::Import(args) => import::import(&args, context),
        Command::Decide(args) => decide::decide(&args, context),
        Command::Gate(args) => gate::gate(&args, context),
        Command::Baseline(command) => baseline::baseline(&command, context),
        Command::Report(args) => report::report(&args, context),
        Command::Export(args) => export::export(&args, context),
        Command::Merge(args) => merge::merge(&args, context),
        Command::Suite(command) => suite::suite(command, context),
        Command::Dataset(command) => dataset::dataset(&command),
        Command::Model(command) => model::model(command),
        Command::Runtime(command) => runtime::runtime(&command, context),
        Command::Explain(args) => explain::explain(&args),
    }
}
