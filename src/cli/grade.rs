//! `overthink grade`: check again. A new checker never costs a new generation.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use overthink::check::{CodeRunner, NoRunner, Verdict, kinds};
use overthink::engine::Completion;
use overthink::run::combine;
use overthink::store::{Manifest, Outcome, Record, Writer, find_run, read_records};
use overthink::suite::{CheckerSpec, Search, Strictness};
use rayon::prelude::*;

use super::judge::{self, Judge, Overruled};
use super::model::Format;
use super::output::to_stderr;
use super::{Context, Status, derive};

mod cases;
mod lines;
mod pair;

/// Arguments of `overthink grade`.
#[derive(Debug, Args)]
pub(crate) struct GradeArgs {
    /// A stored run to judge again: a path, `latest` or the beginning of its name.
    #[arg(value_name = "RUN", required_unless_present_any = ["input", "target"])]
    run: Option<String>,
    /// Checker of the cases, such as `math`; with options as JSON: `{"kind": "choice", "letters": "ABCD"}`.
    #[arg(long, value_name = "NAME", conflicts_with = "run")]
    checker: Option<String>,
    /// An option of checker `math`, such as `rounding=0`; several may be given. `overthink explain math` lists them.
    #[arg(long = "policy", value_name = "NAME=VALUE", requires = "checker")]
    policies: Vec<String>,
    /// Cases as JSON Lines: `{"id", "target", "answer"}` or `{"id", "target", "completion"}`.
    #[arg(
        long,
        value_name = "CASES.jsonl",
        conflicts_with = "run",
        requires = "checker"
    )]
    input: Option<PathBuf>,
    /// Which rules may find an answer: all of them (`lenient`), or only what the model marked
    /// (`strict`). Without it as the suite says; lenient for cases.
    #[arg(long, value_name = "HOW", value_parser = strictness())]
    extraction: Option<Strictness>,
    /// Where nothing is found after the thinking, search the thinking too.
    #[arg(long)]
    search_thinking: bool,
    /// Add to each case all answers that the rules find, the best first.
    #[arg(long, requires = "input")]
    candidates: bool,
    /// File for the results [default: stdout].
    #[arg(long, value_name = "OUT.jsonl", requires = "input")]
    output: Option<PathBuf>,
    /// Add to each line what checker `math` read on both sides, and the stage that decided.
    #[arg(long, requires = "input")]
    explain: bool,
    /// The target of one pair; with `--answer` and `--checker`.
    #[arg(
        long,
        value_name = "TEXT",
        allow_hyphen_values = true,
        requires = "answer",
        requires = "checker",
        conflicts_with_all = ["run", "input"]
    )]
    target: Option<String>,
    /// The answer of one pair.
    #[arg(
        long,
        value_name = "TEXT",
        allow_hyphen_values = true,
        requires = "target"
    )]
    answer: Option<String>,
    /// How the result of one pair is shown: `human` for people, `json` for programs.
    #[arg(long, value_enum, default_value = "human", requires = "target")]
    format: Format,
}

impl GradeArgs {
    fn overruled(&self) -> Overruled {
        Overruled {
            strictness: self.extraction,
            thinking: self.search_thinking,
        }
    }
}

fn strictness() -> impl TypedValueParser<Value = Strictness> {
    PossibleValuesParser::new(["lenient", "strict"]).map(|value| match value.as_str() {
        "strict" => Strictness::Strict,
        _ => Strictness::Lenient,
    })
}

/// Runs the command.
pub(crate) fn grade(args: &GradeArgs, context: &Context) -> anyhow::Result<Status> {
    if let (Some(checker), Some(target), Some(answer)) = (&args.checker, &args.target, &args.answer)
    {
        let (spec, _) = checker_spec(checker)?;
        let spec = with_policies(spec, &args.policies)?;
        let runner = runner(&spec, context)?;
        return pair::grade_pair(target, answer, &spec, runner.as_ref(), args.format);
    }
    match (&args.run, &args.checker, &args.input) {
        (_, Some(checker), Some(input)) => cases::grade_cases(checker, input, args, context),
        (Some(run), _, _) => grade_run(run, args.overruled(), context),
        _ => bail!("give a run, or `--checker NAME --input CASES.jsonl`"),
    }
}

fn grade_run(name: &str, overruled: Overruled, context: &Context) -> anyhow::Result<Status> {
    let run = find_run(&context.results, name)?;
    let mut manifest = Manifest::read(&run)?;
    let records = read_records(&run)?;
    let writer = Writer::open(&run, &records)?;
    let order: Vec<String> = manifest
        .attempts()
        .into_iter()
        .map(|attempt| attempt.id)
        .collect();
    let old = records.in_order(order.iter().map(String::as_str));
    let judge = Judge::new(&manifest.suites, context).overruled(overruled);
    let new: Vec<Record> = old
        .par_iter()
        .map(|record| judged_again(record, &judge))
        .collect();
    let n_changed = old
        .iter()
        .zip(&new)
        .filter(|(old, new)| verdict(old) != verdict(new))
        .count();
    writer.finish(&new)?;
    manifest.checkers = overthink::check::VERSION;
    manifest.write(&run)?;
    derive::derive(&run, &manifest, &new, context)?;
    to_stderr(&format!(
        "{} attempts judged again, {n_changed} verdicts changed\n",
        new.iter().filter(|record| record.is_done()).count()
    ));
    let (n_probes, n_changed) = probes_changed(&old, &new);
    if n_probes > 0 {
        to_stderr(&format!(
            "{n_probes} probes judged again, {n_changed} verdicts changed\n"
        ));
    }
    Ok(Status::Done)
}

/// Each draw is judged again, and the choice among several made again. Verdicts
/// that an imported run brought along stay.
fn judged_again(record: &Record, judge: &Judge<'_>) -> Record {
    if judge.is_of_source(&record.attempt) {
        return record.clone();
    }
    let Record { attempt, outcome } = record.clone();
    let outcome = match outcome {
        Outcome::Done {
            completion, draws, ..
        } => {
            let completions: Vec<Completion> = if draws.is_empty() {
                vec![completion]
            } else {
                draws.into_iter().map(|draw| draw.completion).collect()
            };
            let judged = completions.into_iter().map(|completion| {
                let judgement = judge.judge(&attempt, &completion);
                (completion, judgement)
            });
            combine(attempt.strategy, judged.collect(), |answers| {
                judge.group(&attempt, answers)
            })
        }
        failed @ Outcome::Failed { .. } => failed,
    };
    Record { attempt, outcome }
}

/// How many probes there are, and how many of them have another verdict now.
fn probes_changed(old: &[Record], new: &[Record]) -> (usize, usize) {
    let (mut n_probes, mut n_changed) = (0, 0);
    for (old, new) in old.iter().zip(new) {
        let (old, new) = (probe_verdicts(old), probe_verdicts(new));
        let same = old.iter().zip(&new).filter(|(old, new)| old == new).count();
        n_probes += new.len();
        n_changed += new.len() - same;
    }
    (n_probes, n_changed)
}

/// The verdicts on the probes of all draws.
fn probe_verdicts(record: &Record) -> Vec<Verdict> {
    let Outcome::Done {
        judgement, draws, ..
    } = &record.outcome
    else {
        return Vec::new();
    };
    let alone = draws.is_empty().then_some(judgement);
    let judgements = alone.into_iter().chain(draws.iter().map(|d| &d.judgement));
    let probes = judgements.flat_map(|judgement| &judgement.probes);
    probes.map(|probe| probe.verdict).collect()
}

fn verdict(record: &Record) -> Option<Verdict> {
    match &record.outcome {
        Outcome::Done { judgement, .. } => Some(judgement.verdict),
        Outcome::Failed { .. } => None,
    }
}

/// Only programs need one.
pub(crate) fn runner(spec: &CheckerSpec, context: &Context) -> anyhow::Result<Box<dyn CodeRunner>> {
    Ok(match spec {
        CheckerSpec::Code { .. } => Box::new(judge::python(context)?),
        _ => Box::new(NoRunner("only checker `code` runs programs".to_owned())),
    })
}

/// The checker with the options of `--policy`.
fn with_policies(mut spec: CheckerSpec, options: &[String]) -> anyhow::Result<CheckerSpec> {
    for option in options {
        let CheckerSpec::Math { policies } = &mut spec else {
            bail!("`--policy {option}` is for checker `math`, the only one with policies");
        };
        policies.set(option)?;
    }
    Ok(spec)
}

/// The checker, and how it looks for answers.
pub(crate) fn checker_spec(text: &str) -> anyhow::Result<(CheckerSpec, Search)> {
    let json = if text.trim_start().starts_with('{') {
        text.to_owned()
    } else {
        format!("{{\"kind\": \"{text}\"}}")
    };
    let read = || -> serde_json::Result<(CheckerSpec, Search)> {
        let mut options: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&json)?;
        let search = Search::OPTIONS
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), options.remove(*name)?)))
            .collect();
        let search = serde_json::from_value(serde_json::Value::Object(search))?;
        let spec = serde_json::from_value(serde_json::Value::Object(options))?;
        Ok((spec, search))
    };
    let names: Vec<_> = kinds().iter().map(|kind| kind.name).collect();
    read().with_context(|| {
        if json == text {
            format!("`{text}` describes no checker")
        } else if names.contains(&text) {
            format!("checker `{text}` needs options, as JSON with `kind`")
        } else {
            format!(
                "`{text}` is no checker, expected one of {}",
                names.join(", ")
            )
        }
    })
}
