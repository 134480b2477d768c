//! Cases from a file: one line of output for each good line, in input order.

use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use overthink::check::{CodeRunner, Judgement, Verdict, judge_answer, judge_with};
use overthink::extract::{Extraction, candidates};
use overthink::suite::{CheckerSpec, Search, Target};
use overthink::trace::parse;
use rayon::prelude::*;
use serde::Serialize;

use super::lines::{self, Case, Lines};
use super::{GradeArgs, checker_spec, pair, runner, with_policies};
use crate::cli::output::{to_file_or_stdout, to_stderr};
use crate::cli::{Context, Status};

/// Judges the cases of a file, in parallel, and writes a line for each in their order.
/// Lines that are no cases are told of, and the status says that the work is done in part.
pub(super) fn grade_cases(
    checker: &str,
    input: &Path,
    args: &GradeArgs,
    context: &Context,
) -> anyhow::Result<Status> {
    let (spec, search) = checker_spec(checker)?;
    let spec = with_policies(spec, &args.policies)?;
    let search = args.overruled().applied_to(search);
    let Lines { cases, complaints } = lines::read(input, &spec)?;
    for complaint in &complaints {
        to_stderr(&format!("error: {complaint}\n"));
    }
    let runner = runner(&spec, context)?;
    let graded: Vec<(Judgement, u64)> = cases
        .par_iter()
        .map(|(case, target)| {
            let began = Instant::now();
            let judgement = judged(case, target, &spec, search, runner.as_ref());
            let elapsed_us = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX);
            (judgement, elapsed_us)
        })
        .collect();
    let mut lines = Vec::new();
    for ((case, target), (judgement, elapsed_us)) in cases.iter().zip(&graded) {
        let extracted = judgement.extraction.as_ref().map(|e| e.answer.as_str());
        let completion = case.completion.as_deref().filter(|_| args.candidates);
        let explained = match target {
            Target::Text(target) if args.explain => {
                pair::explained(target, extracted.unwrap_or(""), &spec)
            }
            _ => None,
        };
        let line = Graded {
            id: &case.id,
            verdict: judgement.verdict,
            extracted,
            reason: &judgement.reason,
            elapsed_us: *elapsed_us,
            candidates: completion.map(|text| candidates(text, &parse(text, false), &spec, search)),
            explained,
        };
        serde_json::to_writer(&mut lines, &line)?;
        lines.write_all(b"\n")?;
    }
    to_file_or_stdout(args.output.as_deref(), &lines)?;
    if !context.quiet {
        to_stderr(&tally(&graded));
    }
    if complaints.is_empty() {
        return Ok(Status::Done);
    }
    to_stderr(&format!("{} lines were left out\n", complaints.len()));
    Ok(Status::Partial)
}

fn judged(
    case: &Case,
    target: &Target,
    spec: &CheckerSpec,
    search: Search,
    runner: &dyn CodeRunner,
) -> Judgement {
    match (&case.completion, &case.answer) {
        (Some(text), _) => judge_with(
            search,
            text,
            &parse(text, false),
            None,
            spec,
            target,
            runner,
        ),
        (None, answer) => judge_answer(answer.as_deref().unwrap_or(""), spec, target, runner),
    }
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
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    explained: Option<serde_json::Value>,
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
