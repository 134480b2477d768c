//! `overthink suite`: what there is, and whether it is valid.

use std::path::Path;

use anyhow::bail;
use clap::Subcommand;
use overthink::dataset::DatasetErrorKind;
use overthink::suite::load::{SUITE_FOLDER, names_in};
use overthink::suite::{Suite, SuiteError, SuiteErrorKind, Target, builtin, load_suite};
use overthink::text::for_terminal;

use super::judge::unsound_items;
use super::output::{to_stderr, to_stdout};
use super::{Context, Status};

/// Subcommands of `overthink suite`.
#[derive(Debug, Subcommand)]
pub(crate) enum SuiteCommand {
    /// The built-in suites, and those in the folder `suites`.
    List,
    /// Load suites with their datasets, and try references and tests; say what is wrong,
    /// with file, line and cause.
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
pub(crate) fn suite(command: SuiteCommand, context: &Context) -> anyhow::Result<Status> {
    match command {
        SuiteCommand::List => list()?,
        SuiteCommand::Check { suites } => check(&suites, context)?,
        SuiteCommand::Show { suite, items } => to_stdout(&show(&load_suite(&suite)?, items))?,
    }
    Ok(Status::Done)
}

/// Names all that is wrong in all suites, and then fails.
fn check(names: &[String], context: &Context) -> anyhow::Result<()> {
    let mut n_wrong = 0;
    for name in names {
        let suite = load_suite(name)?;
        let found = unsound_items(&suite, context)?;
        n_wrong += found.len();
        for complaint in found {
            let complaint = for_terminal(&format!("{}: {complaint}", suite.name));
            to_stderr(&format!("error: {complaint}\n"));
        }
        to_stdout(&line(&suite))?;
        let n_references = references(&suite);
        if n_references > 0 {
            to_stdout(&format!("{:<16} {n_references:>5} references tried\n", ""))?;
        }
    }
    match n_wrong {
        0 => Ok(()),
        1 => bail!("1 item is not sound; correct it or leave it out"),
        n => bail!("{n} items are not sound; correct them or leave them out"),
    }
}

fn references(suite: &Suite) -> usize {
    let items = suite.parts.iter().flat_map(|part| &part.items);
    items.filter(|item| item.reference.is_some()).count()
}

fn list() -> anyhow::Result<()> {
    for suite in builtin::load_all()? {
        to_stdout(&line(&suite))?;
    }
    let mut names: Vec<String> = builtin::public_names().map(str::to_owned).collect();
    for name in names_in(Path::new(SUITE_FOLDER)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    for name in names {
        // A broken suite must not hide the others.
        let text = match load_suite(&name) {
            // The repository's own copies of the demo's suites are listed once.
            Ok(suite)
                if builtin::names().any(|known| known == name)
                    && builtin::load(&name)
                        .and_then(Result::ok)
                        .is_some_and(|known| known.hash == suite.hash) =>
            {
                String::new()
            }
            Ok(suite) => line(&suite),
            Err(e) if is_without_copy(&e) => {
                format!(
                    "{name:<16} needs your copy of its data: `overthink suite check {name}` says where from\n"
                )
            }
            Err(e) => format!("{name:<16} broken: {e}; see `overthink suite check {name}`\n"),
        };
        to_stdout(&text)?;
    }
    Ok(())
}

/// Whether a published dataset is not there.
fn is_without_copy(error: &SuiteError) -> bool {
    let SuiteErrorKind::Dataset { source, .. } = error.kind.as_ref() else {
        return false;
    };
    matches!(source.kind, DatasetErrorKind::MissingCopy { .. })
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
