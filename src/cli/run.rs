//! `overthink run`: plan, generate, check, store, report.

use std::collections::BTreeSet;

use anyhow::ensure;
use clap::Args;
use overthink::engine::EngineOptions;
use overthink::plan::PlanOptions;
use overthink::store::{FORMAT_VERSION, Machine, Manifest, Records, Settings, create_run};
use overthink::suite::{Suite, load_suite};

use super::clock::{date_of, file_label, now, stamp};
use super::generate::generate;
use super::open::{Opened, describe};
use super::output::{to_stderr, to_stdout};
use super::settings::{EngineArgs, ModelArg, SamplingArgs};
use super::{Context, Status, resume};

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
pub(crate) fn run(args: &RunArgs, context: &Context) -> anyhow::Result<Status> {
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
    let Opened { entries, first } = describe(&suites, models, &options, &engine_options)?;
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
        if let Some(isolation) = &manifest.isolation {
            to_stderr(&format!("programs that models write run in {isolation}\n"));
        }
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
