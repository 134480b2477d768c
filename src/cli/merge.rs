//! `overthink merge`: the shards of a run become one run.

use anyhow::Context as _;
use clap::Args;
use overthink::store::{Manifest, find_run, merge as merge_runs, read_records};

use super::output::to_stderr;
use super::{Context, Status, create};

/// Arguments of `overthink merge`.
#[derive(Debug, Args)]
pub(crate) struct MergeArgs {
    /// The runs, made by one command that differs in `--shard` only: paths, or
    /// the beginnings of their names. They stay as they are.
    #[arg(value_name = "RUN", required = true, num_args = 2..)]
    runs: Vec<String>,
    /// Label in the run's name [default: merged].
    #[arg(long, value_name = "TEXT", default_value = "merged")]
    label: String,
}

/// Runs the command.
pub(crate) fn merge(args: &MergeArgs, context: &Context) -> anyhow::Result<Status> {
    let mut parts = Vec::new();
    for name in &args.runs {
        let run = find_run(&context.results, name)?;
        parts.push((Manifest::read(&run)?, read_records(&run)?));
    }
    let (mut manifest, records) = merge_runs(parts)?.context("there are no runs to merge")?;
    manifest.command = whole_command(&manifest.command);
    let plan = manifest.attempts();
    let ordered = records.in_order(plan.iter().map(|attempt| attempt.id.as_str()));
    let run = create::store(&mut manifest, &ordered, &args.label, context)?;
    let n_done = ordered.iter().filter(|record| record.is_done()).count();
    if n_done < plan.len() {
        to_stderr(&format!(
            "{n_done} of {} attempts are done; merge the missing shards, or go on with: overthink run --resume {}\n",
            plan.len(),
            run.path().display()
        ));
        return Ok(Status::Partial);
    }
    Ok(Status::Done)
}

/// The command without its shard: what would make the whole run.
fn whole_command(words: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word == "--shard" {
            words.next();
        } else if !word.starts_with("--shard=") {
            kept.push(word.clone());
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::whole_command;

    #[test]
    fn the_shard_leaves_the_command() {
        let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
        let whole = words("o run s --seed 1");
        assert_eq!(whole_command(&words("o run s --shard 1/2 --seed 1")), whole);
        assert_eq!(whole_command(&words("o run s --seed 1 --shard=1/2")), whole);
    }
}
