//! `overthink run`: plan, generate, check, store, report.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context as _, bail, ensure};
use clap::Args;
use overthink::engine::{self, Engine, EngineOptions};
use overthink::plan::{Attempt, Mode, PlanOptions};
use overthink::run::{Hooks, execute, requests};
use overthink::store::{
    FORMAT_VERSION, Machine, Manifest, ModelEntry, Records, RunDir, Settings, Writer, create_run,
    read_records,
};
use overthink::suite::{Suite, load_suite};

use super::judge::Judge;
use super::output::{to_stderr, to_stdout};
use super::progress::Bar;
use super::settings::{EngineArgs, ModelArg, SamplingArgs};
use super::{Context, Status, derive, resume};

/// Arguments of `overthink run`.
#[derive(Debug, Args)]
pub(crate) struct RunArgs {
    /// Suites: built-in names, files in `suites/`, or paths.
    #[arg(value_name = "SUITE", required_unless_present = "resume")]
    pub(crate) suites: Vec<String>,
    /// A model: a built-in name or a folder. Its chat template says whether it
    /// thinks; `,mode=instruct` behind it switches that off. Repeat for more.
    #[arg(
        long = "model",
        value_name = "NAME=WHERE",
        required_unless_present = "resume"
    )]
    pub(crate) models: Vec<ModelArg>,
    /// Thinking budgets in tokens, each forced besides the free attempt.
    #[arg(long, value_name = "N,N,…", value_delimiter = ',')]
    pub(crate) budgets: Vec<u32>,
    /// Repetitions of each item.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) epochs: u32,
    /// Most items of each part of a suite.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// Only items whose SUITE/PART/ITEM holds this text.
    #[arg(long, value_name = "TEXT")]
    pub(crate) filter: Option<String>,
    /// Seed of the draws.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,
    /// Label in the run's name [default: the first suite].
    #[arg(long, value_name = "TEXT")]
    pub(crate) label: Option<String>,
    /// Print the plan and stop.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Go on with a run that was interrupted: a path, `latest` or the beginning of its name.
    #[arg(long, value_name = "RUN", conflicts_with_all = ["suites", "models", "budgets", "dry_run"])]
    pub(crate) resume: Option<String>,
    #[command(flatten)]
    pub(crate) sampling: SamplingArgs,
    #[command(flatten)]
    pub(crate) engine: EngineArgs,
}

/// Runs the command.
pub(crate) fn run(args: RunArgs, context: &Context) -> anyhow::Result<Status> {
    if let Some(name) = &args.resume {
        return resume::resume(name, &args.engine, context);
    }
    let mut suites = load_suites(&args.suites)?;
    args.sampling.apply(&mut suites)?;
    let options = PlanOptions {
        budgets: args.budgets.clone(),
        epochs: args.epochs,
        limit: args.limit,
        filter: args.filter.clone(),
        seed: args.seed,
    };
    let label = args
        .label
        .clone()
        .unwrap_or_else(|| suites.first().map_or_else(String::new, |s| s.name.clone()));
    start(
        suites,
        &args.models,
        options,
        &label,
        args.dry_run,
        &args.engine,
        context,
    )
}

/// Everything of a new run behind the parsing of arguments.
pub(crate) fn start(
    suites: Vec<Suite>,
    models: &[ModelArg],
    options: PlanOptions,
    label: &str,
    dry_run: bool,
    engine_args: &EngineArgs,
    context: &Context,
) -> anyhow::Result<Status> {
    check_names(&suites, models)?;
    let isolation = isolation_of(&suites)?;
    let engine_options = engine_options(engine_args);
    let (entries, first) = describe(&suites, models, &options, &engine_options)?;
    let mut manifest = Manifest {
        format_version: FORMAT_VERSION,
        run: String::new(),
        started: now(),
        elapsed_s: 0.0,
        overthink: env!("CARGO_PKG_VERSION").to_owned(),
        command: std::env::args().collect(),
        machine: Machine::here(),
        options,
        settings: settings(engine_args),
        isolation,
        models: entries,
        suites,
    };
    let n_attempts = manifest.attempts().len();
    ensure!(
        n_attempts > 0,
        "the plan is empty: no item fits `--filter` and `--limit`"
    );
    if dry_run {
        to_stdout(&plan_text(&manifest))?;
        return Ok(Status::Done);
    }
    let run = create_run(
        &context.results,
        &stamp(&manifest.started),
        &file_label(label),
    )?;
    manifest.run = run.name();
    manifest.write(&run)?;
    if !context.quiet {
        to_stderr(&format!("run {}: {n_attempts} attempts\n", manifest.run));
    }
    generate(
        &run,
        &mut manifest,
        &Records::default(),
        first,
        &engine_options,
        context,
    )
}

/// Generates what is missing, puts the records in order and derives the rest.
pub(crate) fn generate(
    run: &RunDir,
    manifest: &mut Manifest,
    records: &Records,
    first: Option<Box<dyn Engine>>,
    engine_options: &EngineOptions,
    context: &Context,
) -> anyhow::Result<Status> {
    let began = Instant::now();
    let mut writer = Writer::open(run, records)?;
    let plan = manifest.attempts();
    for_each_model(
        manifest,
        &plan,
        records,
        first,
        engine_options,
        &mut writer,
        context,
    )?;
    let stored = read_records(run)?.in_order(plan.iter().map(|attempt| attempt.id.as_str()));
    writer.finish(&stored)?;
    manifest.elapsed_s += began.elapsed().as_secs_f64();
    manifest.write(run)?;
    derive::derive(run, manifest, &stored, context)?;
    let n_done = stored.iter().filter(|record| record.is_done()).count();
    if n_done < plan.len() {
        to_stderr(&format!(
            "{n_done} of {} attempts are done; go on with: overthink run --resume {}\n",
            plan.len(),
            run.path().display()
        ));
        return Ok(Status::Partial);
    }
    Ok(Status::Done)
}

/// Generates, judges and stores what is missing, one model at a time.
fn for_each_model(
    manifest: &Manifest,
    plan: &[Attempt],
    records: &Records,
    mut first: Option<Box<dyn Engine>>,
    engine_options: &EngineOptions,
    writer: &mut Writer,
    context: &Context,
) -> anyhow::Result<()> {
    let stop = stop_on_interrupt()?;
    let judge = Judge::new(&manifest.suites);
    for model in &manifest.models {
        let work = requests(&model.name, plan, &manifest.suites, records);
        // The engine opened for the plan belongs to the first model.
        let opened = first.take();
        if work.pending.is_empty() || stop.load(Ordering::Relaxed) {
            continue;
        }
        let mut engine = match opened {
            Some(engine) => engine,
            None => engine::open(&model.location, engine_options)?,
        };
        let bar = Bar::new(&model.name, work.pending.len(), context.quiet);
        let ended = execute(
            engine.as_mut(),
            &work,
            &mut Hooks {
                judge: &|attempt, completion| judge.judge(attempt, completion),
                store: &mut |record| writer.append(record),
                observe: &|event| bar.observe(event),
                stop: &stop,
            },
        );
        bar.finish();
        ended?;
    }
    Ok(())
}

/// The suites by name or path, each once.
pub(crate) fn load_suites(names: &[String]) -> anyhow::Result<Vec<Suite>> {
    names.iter().map(|name| Ok(load_suite(name)?)).collect()
}

/// The engine's options from the flags.
pub(crate) fn engine_options(args: &EngineArgs) -> EngineOptions {
    EngineOptions {
        device: args.device.device,
        batch_size: usize::from(args.batch_size),
        threads: args.threads.map(usize::from),
        onnxruntime: args.onnxruntime.clone(),
        today: date_of(&now()),
        ..EngineOptions::default()
    }
}

/// The date of a time as [`now`] gives it.
pub(crate) fn date_of(time: &str) -> Option<jiff::civil::Date> {
    time.get(..10)?.parse().ok()
}

fn settings(args: &EngineArgs) -> Settings {
    Settings {
        device: args.device.name.clone(),
        batch_size: usize::from(args.batch_size),
        threads: args.threads.map_or(0, usize::from),
    }
}

fn check_names(suites: &[Suite], models: &[ModelArg]) -> anyhow::Result<()> {
    let mut seen = BTreeSet::new();
    for suite in suites {
        ensure!(
            seen.insert(&suite.name),
            "suite `{}` is given twice",
            suite.name
        );
    }
    let mut seen = BTreeSet::new();
    for model in models {
        ensure!(
            seen.insert(&model.name),
            "model `{0}` is given twice; name them apart: --model {0}-a=WHERE --model {0}-b=WHERE",
            model.name
        );
    }
    Ok(())
}

/// Code tasks are refused at the start where they could not be judged.
fn isolation_of(suites: &[Suite]) -> anyhow::Result<Option<String>> {
    if !super::judge::has_code(suites) {
        return Ok(None);
    }
    Ok(Some(super::judge::isolation()?))
}

/// Opens each model, asks it about every attempt, and keeps the first open.
fn describe(
    suites: &[Suite],
    models: &[ModelArg],
    options: &PlanOptions,
    engine_options: &EngineOptions,
) -> anyhow::Result<(Vec<ModelEntry>, Option<Box<dyn Engine>>)> {
    let mut entries = Vec::new();
    let mut first = None;
    for model in models {
        let engine = engine::open(&model.location, engine_options)
            .with_context(|| format!("failed to open model `{}`", model.name))?;
        let info = engine.info().clone();
        let mode = match model.mode {
            Some(Mode::Reasoning) if !info.thinks => bail!(
                "model `{}` cannot be run with mode=reasoning: neither its chat template nor its tokenizer knows thinking",
                model.name
            ),
            Some(mode) => mode,
            None if info.thinks => Mode::Reasoning,
            None => Mode::Instruct,
        };
        let entry = ModelEntry {
            name: model.name.clone(),
            location: model.location.clone(),
            mode,
            info,
        };
        let planned = overthink::plan::PlannedModel {
            name: entry.name.clone(),
            mode,
        };
        let plan = overthink::plan::plan(suites, &[planned], options);
        requests(&entry.name, &plan, suites, &Records::default()).admit(engine.as_ref())?;
        entries.push(entry);
        if first.is_none() {
            first = Some(engine);
        }
    }
    Ok((entries, first))
}

/// The plan for a person: attempts by model, suite and budget.
fn plan_text(manifest: &Manifest) -> String {
    let mut counts: indexmap::IndexMap<String, usize> = indexmap::IndexMap::new();
    let plan = manifest.attempts();
    for a in &plan {
        let budget = a
            .budget
            .map_or_else(|| "free".to_owned(), |b| b.to_string());
        let key = format!(
            "{:<20} {:<10} {:<16} {:<12} {budget:>6}",
            a.model,
            a.mode.to_string(),
            a.suite,
            a.task_type.0
        );
        *counts.entry(key).or_default() += 1;
    }
    let mut text = format!(
        "{:<20} {:<10} {:<16} {:<12} {:>6} {:>9}\n",
        "model", "mode", "suite", "task type", "budget", "attempts"
    );
    for (key, n) in counts {
        text += &format!("{key} {n:>9}\n");
    }
    text + &format!("{} attempts\n", plan.len())
}

/// Ctrl-C ends the run cleanly; the second one at once.
fn stop_on_interrupt() -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            leave_at_once();
        }
        to_stderr("\nstopping: what is finished is kept; press Ctrl-C again to leave at once\n");
    })
    .context("failed to watch for Ctrl-C")?;
    Ok(stop)
}

#[expect(
    clippy::exit,
    reason = "the user asked twice; records are whole lines at every instant"
)]
fn leave_at_once() {
    std::process::exit(i32::from(super::DONE_IN_PART));
}

/// The time in UTC, RFC 3339, to the second.
pub(crate) fn now() -> String {
    let now = jiff::Timestamp::now();
    now.round(jiff::Unit::Second).unwrap_or(now).to_string()
}

/// `2026-01-31T10:20:30Z` → `20260131-102030`: sorts by time.
fn stamp(started: &str) -> String {
    let digits: String = started.chars().filter(char::is_ascii_digit).collect();
    let (day, time) = digits.split_at_checked(8).unwrap_or((&digits, ""));
    format!("{day}-{time}")
}

/// A label that can be part of a folder's name everywhere.
fn file_label(label: &str) -> String {
    let keep = |c: char| {
        if c.is_ascii_alphanumeric() || c == '-' || c == '_' {
            c
        } else {
            '-'
        }
    };
    let label: String = label.chars().map(keep).take(40).collect();
    if label.is_empty() {
        "run".to_owned()
    } else {
        label
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn run_names_sort_by_time_and_are_safe() {
        assert_eq!(stamp("2026-01-31T10:20:30Z"), "20260131-102030");
        assert_eq!(file_label("../a b"), "---a-b");
        assert_eq!(file_label(""), "run");
    }
}
