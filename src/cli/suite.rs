//! `overthink suite`: what there is, and whether it is valid.

use std::path::Path;

use clap::Subcommand;
use overthink::suite::load::{SUITE_FOLDER, names_in};
use overthink::suite::{Suite, Target, builtin, load_suite};

use super::Status;
use super::output::to_stdout;

/// Subcommands of `overthink suite`.
#[derive(Debug, Subcommand)]
pub(crate) enum SuiteCommand {
    /// The built-in suites, and those in the folder `suites`.
    List,
    /// Load suites with their datasets; say what is wrong, with file, line and cause.
    Check {
        /// Names or paths.
        #[arg(required = true)]
        suites: Vec<String>,
    },
    /// One suite: its parts, and the first items as the model reads them.
    Show {
        /// Name or path.
        suite: String,
        /// Items shown of each part.
        #[arg(long, value_name = "N", default_value_t = 1)]
        items: usize,
    },
}

/// Runs the command.
pub(crate) fn suite(command: SuiteCommand) -> anyhow::Result<Status> {
    match command {
        SuiteCommand::List => list()?,
        SuiteCommand::Check { suites } => {
            for name in suites {
                to_stdout(&line(&load_suite(&name)?))?;
            }
        }
        SuiteCommand::Show { suite, items } => to_stdout(&show(&load_suite(&suite)?, items))?,
    }
    Ok(Status::Done)
}

fn list() -> anyhow::Result<()> {
    for suite in builtin::load_all()? {
        to_stdout(&line(&suite))?;
    }
    for name in names_in(Path::new(SUITE_FOLDER)) {
        // A broken suite must not hide the others.
        let text = match load_suite(&name) {
            // The repository's own copies of the built-in suites are listed once.
            Ok(suite)
                if builtin::load(&name)
                    .and_then(Result::ok)
                    .is_some_and(|known| known.hash == suite.hash) =>
            {
                String::new()
            }
            Ok(suite) => line(&suite),
            Err(e) => format!("{name:<16} broken: {e}; see `overthink suite check {name}`\n"),
        };
        to_stdout(&text)?;
    }
    Ok(())
}

fn line(suite: &Suite) -> String {
    let n_items: usize = suite.parts.iter().map(|part| part.items.len()).sum();
    let types: Vec<_> = suite
        .parts
        .iter()
        .map(|part| part.task_type.0.as_str())
        .collect();
    format!(
        "{:<16} {n_items:>5} items  {:<24} {} ({})\n",
        suite.name,
        types.join(", "),
        suite.title,
        suite.origin
    )
}

fn show(suite: &Suite, n_items: usize) -> String {
    let mut text = format!(
        "{}: {}\n{}\nfrom {}, SHA-256 {}\n",
        suite.name, suite.title, suite.description, suite.origin, suite.hash
    );
    for part in &suite.parts {
        let checker = serde_json::to_string(&part.checker).unwrap_or_default();
        text += &format!(
            "\npart {}: {} items, task type {}, checker {checker}\n",
            part.name,
            part.items.len(),
            part.task_type
        );
        for item in part.items.iter().take(n_items) {
            let target = match &item.target {
                Target::Text(target) => target.clone(),
                Target::Tests(tests) => tests.text().replace('\n', "; "),
            };
            let prompt = item.prompt.replace('\n', "\n    ");
            text += &format!("  {}\n    {prompt}\n  target: {target}\n", item.id);
        }
    }
    text
}
