//! `overthink model`: what models are built in, and what is in a model folder.

use clap::Subcommand;
use overthink::engine;

use super::Status;
use super::output::to_stdout;
use super::run::engine_options;
use super::settings::EngineArgs;

/// Subcommands of `overthink model`.
#[derive(Debug, Subcommand)]
pub(crate) enum ModelCommand {
    /// The built-in models.
    List,
    /// What a model is: architecture, size, context, whether it thinks, file hashes.
    Inspect {
        /// A built-in name or a folder.
        location: String,
        #[command(flatten)]
        engine: Box<EngineArgs>,
    },
}

/// Runs the command.
pub(crate) fn model(command: ModelCommand) -> anyhow::Result<Status> {
    match command {
        ModelCommand::List => to_stdout(&format!("{}\n", engine::builtin::names()))?,
        ModelCommand::Inspect {
            location,
            engine: args,
        } => {
            let model = engine::open(&location, &engine_options(&args))?;
            to_stdout(&inspect(model.info()))?;
        }
    }
    Ok(Status::Done)
}

fn inspect(info: &engine::ModelInfo) -> String {
    let parameters = info
        .n_parameters
        .map_or_else(|| "unknown".to_owned(), |n| n.to_string());
    let mut text = format!(
        "origin        {}\narchitecture  {}\nparameters    {parameters}\ncontext       {} tokens\nthinks        {}\nprovider      {}\nruntime       {}\n",
        info.origin,
        info.architecture,
        info.context,
        if info.thinks { "yes" } else { "no" },
        info.provider,
        info.runtime,
    );
    for (file, hash) in &info.files {
        text += &format!("SHA-256       {hash}  {file}\n");
    }
    text
}
