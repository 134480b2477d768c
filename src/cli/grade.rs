//! `overthink grade`: check again. A new checker never costs a new generation.

use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, bail, ensure};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use overthink::check::code::PythonRunner;
use overthink::check::{CodeRunner, Judgement, NoRunner, Verdict, judge_answer, judge_with, kinds};
use overthink::engine::Completion;
use overthink::extract::{Extraction, candidates};
use overthink::run::combine;
use overthink::store::{Manifest, Outcome, Record, Writer, find_run, read_records};
use overthink::suite::{CheckerSpec, Search, Strictness, Target};
use overthink::trace::parse;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::judge::{Judge, Overruled};
use super::output::{to_file_or_stdout, to_stderr};
use super::{Context, Status, derive};

/// Arguments of `overthink grade`.
#[derive(Debug, Args)]
pub(crate) struct GradeArgs {
    /// A stored run to judge again: a path, `latest` or the beginning of its name.
    #[arg(value_name = "RUN", required_unless_present = "input")]
    run: Option<String>,
    /// Checker of the cases, such as `math`; with options as JSON: `{"kind": "choice", "letters": "ABCD"}`.
    #[arg(long, value_name = "NAME", requires = "input")]
    checker: Option<String>,
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
    match (&args.run, &args.checker, &args.input) {
        (_, Some(checker), Some(input)) => grade_cases(checker, input, args, context),
        (Some(run), _, _) => grade_run(run, args.overruled(), context),
        _ => bail!("give a run, or `--checker NAME --input CASES.jsonl`"),
    }
}

fn grade_run(name: &str, overruled: Overruled, context: &Context) -> anyhow::Result<Status> {
    let run = find_run(&context.results, name)?;
    let manifest = Manifest::read(&run)?;
    let records = read_records(&run)?;
    let writer = Writer::open(&run, &records)?;
    let order: Vec<String> = manifest
        .attempts()
        .into_iter()
        .map(|attempt| attempt.id)
        .collect();
    let old = records.in_order(order.iter().map(String::as_str));
    let judge = Judge::new(&manifest.suites).overruled(overruled);
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

/// Each draw is judged again, and the choice among several made again.
fn judged_again(record: &Record, judge: &Judge<'_>) -> Record {
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

/// A line of the input.
#[derive(Deserialize)]
struct Case {
    id: serde_json::Value,
    target: serde_json::Value,
    answer: Option<String>,
    completion: Option<String>,
}

/// A line of the output.
#[derive(Serialize)]
struct Graded<'a> {
    id: &'a serde_json::Value,
    verdict: Verdict,
    extracted: Option<&'a str>,
    reason: &'a str,
    elapsed_us: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    candidates: Option<Vec<Extraction>>,
}

fn grade_cases(
    checker: &str,
    input: &Path,
    args: &GradeArgs,
    context: &Context,
) -> anyhow::Result<Status> {
    let (spec, search) = checker_spec(checker)?;
    let search = args.overruled().applied_to(search);
    let cases = read_cases(input, &spec)?;
    let runner: Box<dyn CodeRunner> = match &spec {
        CheckerSpec::Code { .. } => Box::new(PythonRunner::find(None)?),
        _ => Box::new(NoRunner("only checker `code` runs programs".to_owned())),
    };
    let graded: Vec<(Judgement, u64)> = cases
        .par_iter()
        .map(|(case, target)| {
            let began = Instant::now();
            let judgement = match (&case.completion, &case.answer) {
                (Some(text), _) => judge_with(
                    search,
                    text,
                    &parse(text, false),
                    None,
                    &spec,
                    target,
                    runner.as_ref(),
                ),
                (None, answer) => judge_answer(
                    answer.as_deref().unwrap_or(""),
                    &spec,
                    target,
                    runner.as_ref(),
                ),
            };
            (
                judgement,
                u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX),
            )
        })
        .collect();
    let mut lines = Vec::new();
    for ((case, _), (judgement, elapsed_us)) in cases.iter().zip(&graded) {
        let extracted = judgement.extraction.as_ref().map(|e| e.answer.as_str());
        let line = Graded {
            id: &case.id,
            verdict: judgement.verdict,
            extracted,
            reason: &judgement.reason,
            elapsed_us: *elapsed_us,
            candidates: args
                .candidates
                .then_some(case.completion.as_deref())
                .flatten()
                .map(|text| candidates(text, &parse(text, false), &spec, search)),
        };
        serde_json::to_writer(&mut lines, &line)?;
        lines.write_all(b"\n")?;
    }
    to_file_or_stdout(args.output.as_deref(), &lines)?;
    if !context.quiet {
        to_stderr(&tally(&graded));
    }
    Ok(Status::Done)
}

fn tally(graded: &[(Judgement, u64)]) -> String {
    let count = |verdict| {
        graded
            .iter()
            .filter(|(judgement, _)| judgement.verdict == verdict)
            .count()
    };
    format!(
        "{} cases: {} correct, {} incorrect, {} no answer, {} ungraded\n",
        graded.len(),
        count(Verdict::Correct),
        count(Verdict::Incorrect),
        count(Verdict::NoAnswer),
        count(Verdict::Ungraded),
    )
}

/// The checker, and how it looks for answers.
fn checker_spec(text: &str) -> anyhow::Result<(CheckerSpec, Search)> {
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
    read().with_context(|| {
        let names: Vec<_> = kinds().iter().map(|kind| kind.name).collect();
        format!(
            "`{text}` is no checker, expected one of {}",
            names.join(", ")
        )
    })
}

fn read_cases(path: &Path, spec: &CheckerSpec) -> anyhow::Result<Vec<(Case, Target)>> {
    let file = fs_err::File::open(path)?;
    let mut cases = Vec::new();
    for (index, line) in BufReader::new(file).lines().enumerate() {
        let place = || format!("failed to read `{}`, line {}", path.display(), index + 1);
        let line = line.with_context(place)?;
        if line.trim().is_empty() {
            continue;
        }
        let case: Case = serde_json::from_str(&line).with_context(place)?;
        ensure!(
            case.answer.is_some() != case.completion.is_some(),
            "`{}`, line {}: a case has either `answer` or `completion`",
            path.display(),
            index + 1
        );
        let target = target(&case.target, spec).with_context(place)?;
        cases.push((case, target));
    }
    Ok(cases)
}

fn target(value: &serde_json::Value, spec: &CheckerSpec) -> anyhow::Result<Target> {
    if matches!(spec, CheckerSpec::Code { .. }) {
        let tests = serde_json::from_value(value.clone())
            .context("the target of a program is `{\"asserts\": [...]}`")?;
        return Ok(Target::Tests(tests));
    }
    match value {
        serde_json::Value::String(text) => Ok(Target::Text(text.clone())),
        serde_json::Value::Number(number) => Ok(Target::Text(number.to_string())),
        other => bail!("the target is a text, got {other}"),
    }
}
