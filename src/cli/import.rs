//! `overthink import`: another harness's log, or replies of an API, become a run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::Args;
use overthink::engine::{ModelInfo, sha256_of_file};
use overthink::import::{
    Fields, FoldOptions, Folded, Format, Judging, Options, Report, Sample, fold, read,
};
use overthink::plan::Mode;
use overthink::store::{
    FORMAT_VERSION, Machine, Manifest, ModelEntry, Records, Settings, Writer, create_run,
};
use overthink::text::for_terminal;

use super::clock::{file_label, now, stamp};
use super::output::to_stderr;
use super::{Context, Status, derive, grade, judge};

/// Issues of one file that are shown; more are counted.
const SHOWN_ISSUES: usize = 20;
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

/// What is said about a file of another program.
#[derive(Debug, Clone, Args)]
pub(crate) struct SourceArgs {
    /// What the file is, in place of finding it out: rows, openai, responses, anthropic, gemini,
    /// cohere, bedrock, ollama, lm-eval, inspect, lighteval, evalscope, nemo-skills or text.
    #[arg(long = "as", value_name = "FORMAT")]
    read_as: Option<Format>,
    /// The field that holds the completion, or ROLE=NAME for text, thinking, id, prompt, target,
    /// score, answer, model, suite, epoch or tokens; NAME may be a path, as in `reply.text`.
    #[arg(long = "field", value_name = "NAME")]
    fields: Vec<String>,
}

impl SourceArgs {
    /// As the library takes it.
    pub(crate) fn options(&self, score: Option<&str>) -> anyhow::Result<Options> {
        let mut fields = Fields::default();
        for field in &self.fields {
            fields.choose_by(field)?;
        }
        Ok(Options {
            format: self.read_as,
            fields,
            score: score.map(str::to_owned),
        })
    }
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
        Some((spec, _)) => Some(grade::runner(spec)?),
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
            judging,
        },
    )?;
    for notice in &folded.notices {
        to_stderr(&format!("note: {}\n", for_terminal(notice)));
    }
    store(args, folded, &formats, context)?;
    Ok(if whole { Status::Done } else { Status::Partial })
}

/// What the files hold.
struct Files {
    samples: Vec<(String, Vec<Sample>)>,
    formats: Vec<Format>,
    /// Whether all of them was read.
    whole: bool,
}

fn read_all(paths: &[PathBuf], options: &Options, context: &Context) -> anyhow::Result<Files> {
    let mut files = Files {
        samples: Vec::new(),
        formats: Vec::new(),
        whole: true,
    };
    let mut failed = None;
    for path in paths {
        let mut samples = Vec::new();
        match read_file(path, options, &mut |sample| samples.push(sample)) {
            Ok(report) => {
                tell(path, &report, context);
                files.whole &= report.n_issues == 0;
                if !files.formats.contains(&report.format) {
                    files.formats.push(report.format);
                }
                let stem = path.file_stem().unwrap_or_default();
                files
                    .samples
                    .push((stem.to_string_lossy().into_owned(), samples));
            }
            Err(e) => {
                if paths.len() > 1 {
                    to_stderr(&format!("{e:#}\n"));
                }
                files.whole = false;
                failed.get_or_insert(e);
            }
        }
    }
    match failed {
        Some(e) if files.samples.iter().all(|(_, samples)| samples.is_empty()) => Err(e),
        _ => Ok(files),
    }
}

/// Reads one file; the error names it.
pub(crate) fn read_file(
    path: &Path,
    options: &Options,
    sink: &mut dyn FnMut(Sample),
) -> anyhow::Result<Report> {
    let name = path.display().to_string();
    let what = || format!("failed to import `{}`", for_terminal(&name));
    let file = std::fs::File::open(path).with_context(what)?;
    if !file.metadata().with_context(what)?.is_file() {
        return Err(anyhow::anyhow!("it is no file")).with_context(what);
    }
    read(file, &name, options, sink).with_context(what)
}

/// Says what a file was read as, and what could not be read of it.
pub(crate) fn tell(path: &Path, report: &Report, context: &Context) {
    let name = for_terminal(&path.display().to_string());
    if !context.quiet {
        to_stderr(&format!(
            "{name}: {}, because {}; {} samples\n",
            report.format,
            for_terminal(&report.evidence),
            report.n_samples
        ));
    }
    for issue in report.issues.iter().take(SHOWN_ISSUES) {
        to_stderr(&format!("{name}, {}\n", for_terminal(&issue.to_string())));
    }
    let n_shown = report.issues.len().min(SHOWN_ISSUES);
    if report.n_issues > n_shown {
        to_stderr(&format!(
            "{name}: {} more like these\n",
            report.n_issues - n_shown
        ));
    }
    for note in &report.notes {
        to_stderr(&format!("{name}: note: {}\n", for_terminal(note)));
    }
}

/// Writes the run's folder.
fn store(
    args: &ImportArgs,
    folded: Folded,
    formats: &[Format],
    context: &Context,
) -> anyhow::Result<()> {
    let mut hashes = BTreeMap::new();
    for path in &args.files {
        let name = path.display().to_string();
        hashes.insert(name, sha256_of_file(path)?);
    }
    let formats: Vec<&str> = formats.iter().map(|format| format.name()).collect();
    let entry = |(model, source): (overthink::plan::PlannedModel, String)| ModelEntry {
        info: ModelInfo {
            origin: IMPORTED.to_owned(),
            architecture: String::new(),
            n_parameters: None,
            context: 0,
            thinks: model.mode == Mode::Reasoning,
            provider: IMPORTED.to_owned(),
            runtime: formats.join(", "),
            files: hashes.clone(),
        },
        name: model.name,
        location: source,
        mode: model.mode,
    };
    let mut manifest = Manifest {
        format_version: FORMAT_VERSION,
        run: String::new(),
        started: now(),
        elapsed_s: 0.0,
        overthink: env!("CARGO_PKG_VERSION").to_owned(),
        command: std::env::args().collect(),
        machine: Machine::here(),
        options: folded.options,
        settings: Settings {
            device: IMPORTED.to_owned(),
            batch_size: 0,
            threads: 0,
            deterministic: false,
            own_sampling: BTreeMap::new(),
        },
        isolation: if judge::has_code(&folded.suites) {
            Some(judge::isolation()?)
        } else {
            None
        },
        notices: folded.notices,
        models: folded.models.into_iter().map(entry).collect(),
        suites: folded.suites,
    };
    let run = create_run(
        &context.results,
        &stamp(&manifest.started),
        &file_label(&args.label),
    )?;
    manifest.run = run.name();
    manifest.write(&run)?;
    Writer::open(&run, &Records::default())?.finish(&folded.records)?;
    derive::derive(&run, &manifest, &folded.records, context)
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
