//! `overthink model`: what models there are, what is in a model folder, how
//! much memory it takes, and how fast it is.

use clap::{Subcommand, ValueEnum};

use super::Status;
use super::output::to_stdout;

mod bench;
mod fit;
mod inspect;
mod list;
mod optimize;
mod pull;
mod words;

/// Subcommands of `overthink model`.
#[derive(Debug, Subcommand)]
pub(crate) enum ModelCommand {
    /// The built-in models, and the model folders in a place.
    List(list::ListArgs),
    /// Get a model from the Hugging Face hub, or from a mirror of it.
    Pull(pull::PullArgs),
    /// What a model is: form, architecture, inputs, quantization, context, special tokens, chat
    /// template, thinking, files, and what would keep it from running. Needs no ONNX Runtime.
    Inspect(inspect::InspectArgs),
    /// How much memory a model takes, and whether this machine has it.
    Fit(fit::FitArgs),
    /// How fast a model computes here: prompts, decoding, time to the first token.
    Bench(Box<bench::BenchArgs>),
    /// Writes a copy whose attention is one operator with a cache that stays in place: faster, same words.
    Optimize(optimize::OptimizeArgs),
}

/// How the answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// Runs the command.
pub(crate) fn model(command: ModelCommand) -> anyhow::Result<Status> {
    match command {
        ModelCommand::List(args) => list::list(&args),
        ModelCommand::Pull(args) => pull::pull(args),
        ModelCommand::Inspect(args) => inspect::inspect(&args),
        ModelCommand::Fit(args) => fit::fit(&args),
        ModelCommand::Bench(args) => print(&bench::bench(&args)?),
        ModelCommand::Optimize(args) => print(&optimize::optimize(&args)?),
    }
}

fn print(text: &str) -> anyhow::Result<Status> {
    to_stdout(text)?;
    Ok(Status::Done)
}
