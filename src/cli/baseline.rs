//! `overthink baseline`: runs that are kept under a name to compare with.

use anyhow::{Context as _, bail};
use clap::Subcommand;
use overthink::report::grid::Grid;
use overthink::store::{Manifest, RunDir, find_baseline, find_run, list_baselines, save_baseline};

use super::output::{to_stderr, to_stdout};
use super::settings::terminal_width;
use super::tables::Loaded;
use super::{Context, Status};

/// What to do with baselines.
#[derive(Debug, Subcommand)]
pub(crate) enum BaselineCommand {
    /// Keep a copy of a run under a name.
    Save {
        /// Letters, digits, `-`, `_` and `.`.
        name: String,
        /// The run: a path, `latest` or the beginning of its name.
        #[arg(value_name = "RUN", default_value = "latest")]
        run: String,
        /// Write over a baseline of that name.
        #[arg(long)]
        replace: bool,
        /// Keep a run of which attempts are missing.
        #[arg(long)]
        partial: bool,
    },
    /// The baselines there are.
    List,
    /// What one baseline is.
    Show {
        /// Its name.
        name: String,
    },
}

/// Runs the command.
pub(crate) fn baseline(command: &BaselineCommand, context: &Context) -> anyhow::Result<Status> {
    match command {
        BaselineCommand::Save {
            name,
            run,
            replace,
            partial,
        } => save(name, run, *replace, *partial, context)?,
        BaselineCommand::List => list(context)?,
        BaselineCommand::Show { name } => show(name, context)?,
    }
    Ok(Status::Done)
}

fn save(
    name: &str,
    run: &str,
    replace: bool,
    partial: bool,
    context: &Context,
) -> anyhow::Result<()> {
    let run = find_run(&context.results, run)?;
    // Refuses a run that is not whole.
    Loaded::of_run(run.clone(), partial)?;
    let saved = save_baseline(&context.results, name, &run, replace)?;
    if !context.quiet {
        to_stderr(&format!(
            "run {} is kept as baseline `{name}` in {}\n",
            run.name(),
            saved.path().display()
        ));
    }
    Ok(())
}

fn list(context: &Context) -> anyhow::Result<()> {
    let names = list_baselines(&context.results)?;
    let mut grid = Grid::new("", &["baseline", "run", "models", "suites", "attempts"], 4);
    for name in names {
        let Some(run) = find_baseline(&context.results, &name) else {
            continue;
        };
        let manifest = Manifest::read(&run)?;
        let join = |names: Vec<&str>| names.join(", ");
        grid.rows.push(vec![
            name,
            manifest.run.clone(),
            join(manifest.models.iter().map(|m| m.name.as_str()).collect()),
            join(manifest.suites.iter().map(|s| s.name.as_str()).collect()),
            manifest.attempts().len().to_string(),
        ]);
    }
    if grid.rows.is_empty() {
        to_stderr("no baseline is saved; save one with `overthink baseline save NAME RUN`\n");
        return Ok(());
    }
    to_stdout(&(grid.terminal(terminal_width()).trim_start().to_owned() + "\n"))
}

fn show(name: &str, context: &Context) -> anyhow::Result<()> {
    let Some(run) = find_baseline(&context.results, name) else {
        let known = list_baselines(&context.results)?;
        if known.is_empty() {
            bail!(
                "no baseline `{name}` is saved, and no other; save one with `overthink baseline save {name} RUN`"
            );
        }
        bail!("no baseline `{name}` is saved; there {}", listed(&known));
    };
    to_stdout(&described(name, &run).with_context(|| format!("failed to show baseline `{name}`"))?)
}

fn listed(names: &[String]) -> String {
    match names {
        [one] => format!("is `{one}`"),
        several => format!("are `{}`", several.join("`, `")),
    }
}

fn described(name: &str, run: &RunDir) -> anyhow::Result<String> {
    let manifest = Manifest::read(run)?;
    let mut text = format!(
        "baseline  {name}\nrun       {}, begun {}\nmade by   Overthink {}, version {} of the checkers\nseed      {}\n",
        manifest.run,
        manifest.started,
        manifest.overthink,
        manifest.checkers,
        manifest.options.seed
    );
    for model in &manifest.models {
        text.push_str(&format!(
            "model     {} ({}), {}\n",
            model.name, model.mode, model.location
        ));
    }
    for suite in &manifest.suites {
        let n: usize = suite.parts.iter().map(|p| p.items.len()).sum();
        text.push_str(&format!(
            "suite     {}, {n} items, SHA-256 {}\n",
            suite.name, suite.hash
        ));
    }
    text.push_str(&format!("attempts  {}\n", manifest.attempts().len()));
    Ok(text)
}
