//! `overthink run`: plan, generate, check, store, report.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::ensure;
use clap::Args;
use overthink::engine::EngineOptions;
use overthink::plan::{Mode, PlanOptions, Probes, Shard, Strategy};
use overthink::run::{refuse, thought_ends};
use overthink::store::{Records, Settings};
use overthink::suite::{Suite, load_suite};

use super::clock::{date_of, now};
use super::generate::generate;
use super::open::{Opened, describe};
use super::output::{to_stderr, to_stdout};
use super::planned::plan_text;
use super::sampling::{Asked, SamplingArgs, suites_for};
use super::settings::{EngineArgs, ModelArg};
use super::{Context, Status, create, resume};

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
    /// How attempts spend their compute: direct, vote@N, best-of@N:shortest,
    /// best-of@N:longest, best-of@N:logprob, pass@N, with N draws an attempt.
    /// Each is run on every item [default: direct].
    #[arg(long = "strategy", value_name = "S,S,…", value_delimiter = ',')]
    pub(crate) strategies: Vec<Strategy>,
    /// Thinking budgets in tokens, each forced besides the free attempt.
    #[arg(long, value_name = "N,N,…", value_delimiter = ',')]
    pub(crate) budgets: Vec<u32>,
    /// Points in the thinking where the answer is forced to see what the model
    /// would say there: `thoughts` (at the end of each), or in tokens `every:64`
    /// or positions such as `64,128,256`.
    #[arg(long, value_name = "thoughts|every:N|N,N,…")]
    pub(crate) probes: Option<Probes>,
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
    /// Run one of N equal parts of the plan, I from 1 to N; the runs are joined
    /// by `overthink merge`.
    #[arg(long, value_name = "I/N")]
    pub(crate) shard: Option<Shard>,
    /// Label in the run's name [default: the first suite].
    #[arg(long, value_name = "TEXT")]
    pub(crate) label: Option<String>,
    /// Print the plan and stop.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Go on with a run that was interrupted: a path, `latest` or the beginning of its name.
    #[arg(long, value_name = "RUN", conflicts_with_all = ["suites", "models", "strategies", "budgets", "probes", "shard", "dry_run"])]
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
    let suites = load_suites(&args.suites)?;
    let asked = args.sampling.apply(suites, &args.models)?;
    if asked.own.is_empty() {
        refuse(&args.strategies, &asked.suites)?;
    }
    for own in asked.own.values() {
        refuse(&args.strategies, &suites_for(&asked.suites, Some(own)))?;
    }
    let options = PlanOptions {
        strategies: args.strategies.clone(),
        budgets: args.budgets.clone(),
        probes: args.probes.clone(),
        epochs: args.epochs,
        limit: args.limit,
        filter: args.filter.clone(),
        seed: args.seed,
        shard: args.shard,
    };
    let mut label = args.label.clone().unwrap_or_else(|| {
        let first = asked.suites.first();
        first.map_or_else(String::new, |s| s.name.clone())
    });
    if let Some(shard) = args.shard {
        label += &format!("-{}of{}", shard.index(), shard.of());
    }
    start(
        asked,
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
    asked: Asked,
    models: &[ModelArg],
    options: PlanOptions,
    label: &str,
    dry_run: bool,
    engine_args: &EngineArgs,
    context: &Context,
) -> anyhow::Result<Status> {
    check_names(&asked.suites, models)?;
    let isolation = create::isolation_of(&asked.suites, context)?;
    let engine_options = engine_options(engine_args);
    let Opened { entries, first } = describe(&asked, models, &options, &engine_options)?;
    ensure!(
        options.probes.is_none() || entries.iter().any(|m| m.mode == Mode::Reasoning),
        "`--probes` asks inside the thinking, and no model of this run thinks; leave it out, or \
         add a model that thinks"
    );
    let settings = Settings {
        own_sampling: asked.own,
        ..settings(engine_args)
    };
    let mut manifest = create::manifest(options, settings, entries, asked.suites, isolation);
    let n_attempts = manifest.attempts().len();
    ensure!(
        n_attempts > 0,
        "the plan is empty: no item fits `--filter`, `--limit` and `--shard`"
    );
    if dry_run {
        to_stdout(&plan_text(&manifest))?;
        return Ok(Status::Done);
    }
    let run = create::open(&mut manifest, label, context)?;
    if !context.quiet {
        to_stderr(&format!("run {}: {n_attempts} attempts\n", manifest.run));
        to_stderr(&Asked::words(&manifest.settings.own_sampling));
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
        deterministic: args.deterministic,
        cache_bytes: (args.cache * f64::from(1 << 30)) as u64,
        thoughts: Some(thought_ends),
        ..EngineOptions::default()
    }
}

fn settings(args: &EngineArgs) -> Settings {
    Settings {
        device: args.device.name.clone(),
        batch_size: usize::from(args.batch_size),
        threads: args.threads.map_or(0, usize::from),
        deterministic: args.deterministic,
        own_sampling: BTreeMap::new(),
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
