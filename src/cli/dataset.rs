//! `overthink dataset`: items made by the program.

use std::path::PathBuf;

use clap::Subcommand;
use overthink::dataset::family::{Family, generate};

use super::Status;
use super::output::{to_file_or_stdout, to_stdout};

/// Subcommands of `overthink dataset`.
#[derive(Debug, Subcommand)]
pub(crate) enum DatasetCommand {
    /// What can be generated.
    Families,
    /// Generate items as JSON Lines: the same family, seed and number give the same bytes.
    Generate {
        /// Family: see `overthink dataset families`.
        #[arg(long, value_name = "NAME")]
        family: Family,
        /// Seed of the items.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Number of items.
        #[arg(long, short, value_name = "N", default_value_t = 60)]
        n: usize,
        /// File to write [default: stdout].
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

/// Runs the command.
pub(crate) fn dataset(command: &DatasetCommand) -> anyhow::Result<Status> {
    match command {
        DatasetCommand::Families => {
            let lines = Family::ALL
                .iter()
                .map(|family| format!("{:<12} {}\n", family.name(), family.about()));
            to_stdout(&lines.collect::<String>())?;
        }
        DatasetCommand::Generate {
            family,
            seed,
            n,
            output,
        } => {
            let mut text = String::new();
            for row in generate(*family, *seed, *n)? {
                text += &format!("{row}\n");
            }
            to_file_or_stdout(output.as_deref(), text.as_bytes())?;
        }
    }
    Ok(Status::Done)
}
