//! `overthink runtime`: where the ONNX Runtime library is, and how to get it.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use overthink::engine::runtime::{self, Flavor};

use super::output::{to_stderr, to_stdout};
use super::{Context, Status};

/// Subcommands of `overthink runtime`.
#[derive(Debug, Subcommand)]
pub(crate) enum RuntimeCommand {
    /// Which library would be loaded, and what could be installed.
    Status {
        /// The library to load.
        #[arg(long, value_name = "PATH")]
        onnxruntime: Option<PathBuf>,
    },
    /// Get the official library by package name, check its SHA-256, and keep it in the cache folder.
    Install {
        /// Build of the library.
        #[arg(long, value_enum, default_value = "cpu")]
        flavor: FlavorArg,
    },
}

/// Builds of the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FlavorArg {
    /// For the processor (on macOS with Core ML).
    Cpu,
    /// For NVIDIA GPUs; needs CUDA and cuDNN on the machine.
    Cuda,
}

/// Runs the command.
pub(crate) fn runtime(command: &RuntimeCommand, context: &Context) -> anyhow::Result<Status> {
    match command {
        RuntimeCommand::Status { onnxruntime } => {
            to_stdout(&status(&runtime::status(onnxruntime.as_deref())))?;
        }
        RuntimeCommand::Install { flavor } => {
            let flavor = match flavor {
                FlavorArg::Cpu => Flavor::Cpu,
                FlavorArg::Cuda => Flavor::Cuda,
            };
            if !context.quiet {
                to_stderr(&format!("getting ONNX Runtime ({})…\n", flavor.name()));
            }
            let path = runtime::install(flavor)?;
            to_stdout(&format!("{}\n", path.display()))?;
        }
    }
    Ok(Status::Done)
}

fn status(status: &runtime::Status) -> String {
    let names = |flavors: &[Flavor]| {
        flavors
            .iter()
            .map(|f| f.name())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let library = match &status.library {
        Ok(library) => format!("{} ({})", library.path.display(), library.source),
        Err(e) => format!("none: {e}"),
    };
    let mut text = format!("library      {library}\n");
    text += &format!(
        "cache        {}\n",
        status.cache.as_ref().map_or_else(
            || "none on this machine".to_owned(),
            |path| path.display().to_string()
        )
    );
    for (flavor, path) in &status.installed {
        text += &format!("installed    {}: {}\n", flavor.name(), path.display());
    }
    text += &format!("installable  {}\n", names(&status.installable));
    text + &format!(
        "client       {}\n",
        status
            .client
            .as_deref()
            .unwrap_or("none: neither pip nor uv was found")
    )
}
