//! `overthink import`: another harness's log, or replies of an API, become a run.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::bail;
use clap::Args;
use overthink::engine::{ModelInfo, sha256_of_file};
use overthink::import::{FoldOptions, Folded, Format, Judging, fold};
use overthink::plan::{Mode, PlannedModel};
use overthink::store::{Manifest, ModelEntry, Settings};
use overthink::text::for_terminal;
use overthink::trace::ReadAs;

use super::output::to_stderr;
use super::reading::ReadingArgs;
use super::{Context, Status, create, grade};

mod files;

use files::{Files, read_all};
pub(crate) use files::{SourceArgs, read_file, tell};

/// What an imported run has in the place of a device and a provider.
pub(crate) const IMPORTED: &str = "imported";

/// Arguments of `overthink import`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// Logs of other harnesses or replies of APIs; several become one run.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Which of several scores of the source decides; for lm-eval also METRIC,FILTER [default: the first].
    #[arg(long, value_name = "NAME")]
    score: Option<String>,
    /// Score from which on an answer is correct.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1.0,
        conflicts_with = "checker"
    )]
    threshold: f64,
    /// Judge by this checker and the source's targets, instead of by the source's score: a name, or options as JSON.
    #[arg(long, value_name = "NAME")]
    checker: Option<String>,
    /// Name of the model [default: as the source says].
    #[arg(long, value_name = "NAME")]
    model: Option<String>,
    /// Name of the suite [default: as the source says].
    #[arg(long, value_name = "NAME")]
    suite: Option<String>,
    /// What kind of work the items are [default: the suite's name].
    #[arg(long, value_name = "NAME")]
    task_type: Option<String>,
    /// Whether the models were let think [default: reasoning where a reply shows it].
    #[arg(long, value_name = "MODE", value_parser = mode)]
    mode: Option<Mode>,
    /// Label in the run's name [default: import].
    #[arg(long, value_name = "TEXT", default_value = "import")]
    label: String,
}

fn mode(name: &str) -> Result<Mode, String> {
    match name {
        "reasoning" => Ok(Mode::Reasoning),
        "instruct" => Ok(Mode::Instruct),
        _ => Err("expected `reasoning` or `instruct`".to_owned()),
    }
}

/// Runs the command.
pub(crate) fn import(args: &ImportArgs, context: &Context) -> anyhow::Result<Status> {
    let checker = args
        .checker
        .as_deref()
        .map(grade::checker_spec)
        .transpose()?;
    let options = args.source.options(args.score.as_deref())?;
    let Files {
        samples,
        formats,
        whole,
    } = read_all(&args.files, &options, context)?;
    let runner = match &checker {
        Some((spec, _)) => Some(grade::runner(spec, context)?),
        None => None,
    };
    let judging = match (&checker, &runner) {
        (Some((spec, search)), Some(runner)) => Judging::Checker {
            spec,
            search: *search,
            runner: runner.as_ref(),
        },
        _ => Judging::Source {
            threshold: args.threshold,
        },
    };
    let folded = fold(
        samples,
        &FoldOptions {
            model: args.model.as_deref(),
            suite: args.suite.as_deref(),
            task_type: args.task_type.as_deref(),
            mode: args.mode,
            read_as: args.reading.over(ReadAs::default()),
            judging,
        },
    )?;
    for notice in &folded.notices {
        to_stderr(&format!("note: {}\n", for_terminal(notice)));
    }
    store(args, folded, &formats, context)?;
    Ok(if whole { Status::Done } else { Status::Partial })
}

/// Writes the run's folder.
fn store(
    args: &ImportArgs,
    folded: Folded,
    formats: &[Format],
    context: &Context,
) -> anyhow::Result<()> {
    let formats: Vec<&str> = formats.iter().map(|format| format.name()).collect();
    let formats = formats.join(", ");
    let hashes = hashes(&args.files)?;
    let models = folded.models.into_iter();
    let models = models.map(|(model, source)| entry(model, source, &formats, &hashes));
    let isolation = create::isolation_of(&folded.suites, context)?;
    let mut manifest = create::manifest(
        folded.options,
        no_settings(),
        models.collect(),
        folded.suites,
        isolation,
    );
    manifest.notices = folded.notices;
    create::store(&mut manifest, &folded.records, &args.label, context)?;
    Ok(())
}

/// The SHA-256 of each file, by its path as the user gave it.
fn hashes(files: &[PathBuf]) -> anyhow::Result<BTreeMap<String, String>> {
    let hash = |path: &PathBuf| Ok((path.display().to_string(), sha256_of_file(path)?));
    files.iter().map(hash).collect()
}

/// What is known of a model that ran elsewhere.
fn entry(
    model: PlannedModel,
    source: String,
    formats: &str,
    files: &BTreeMap<String, String>,
) -> ModelEntry {
    ModelEntry {
        info: ModelInfo {
            origin: IMPORTED.to_owned(),
            architecture: String::new(),
            n_parameters: None,
            context: 0,
            thinks: model.mode == Mode::Reasoning,
            provider: IMPORTED.to_owned(),
            runtime: formats.to_owned(),
            files: files.clone(),
            chat_template: None,
        },
        name: model.name,
        location: source,
        mode: model.mode,
    }
}

/// The settings of an engine, of which an imported run has none.
fn no_settings() -> Settings {
    Settings {
        device: IMPORTED.to_owned(),
        batch_size: 0,
        threads: 0,
        deterministic: false,
        own_sampling: BTreeMap::new(),
    }
}

/// Refuses what only a run of our own can do.
pub(crate) fn refuse_imported(manifest: &Manifest, what: &str) -> anyhow::Result<()> {
    if manifest.settings.device == IMPORTED {
        bail!(
            "run `{}` was imported, and cannot be {what}: nothing of it was generated here",
            manifest.run
        );
    }
    Ok(())
}
