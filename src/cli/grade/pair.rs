//! One pair from the command line: how both sides were read, and what came of it.

use anyhow::Context as _;
use overthink::check::math;
use overthink::check::{CodeRunner, Judgement, judge_answer};
use overthink::suite::{CheckerSpec, Target};
use overthink::text::for_terminal;
use serde_json::{Value, json};

use super::lines;
use crate::cli::Status;
use crate::cli::model::Format;
use crate::cli::output::to_stdout;

/// Width of the labels.
const LABEL: usize = 9;

/// Judges `answer` and prints what the verdict rests on.
pub(super) fn grade_pair(
    target: &str,
    answer: &str,
    spec: &CheckerSpec,
    runner: &dyn CodeRunner,
    format: Format,
) -> anyhow::Result<Status> {
    let parsed = match spec {
        CheckerSpec::Code { .. } => {
            lines::target(target, spec).context("failed to read --target")?
        }
        _ => Target::Text(target.to_owned()),
    };
    let judgement = judge_answer(answer, spec, &parsed, runner);
    let text = match format {
        Format::Human => human(target, answer, &judgement, spec),
        Format::Json => {
            let facts = facts(target, answer, &judgement, spec)?;
            serde_json::to_string_pretty(&facts)? + "\n"
        }
    };
    to_stdout(&text)?;
    Ok(Status::Done)
}

/// What the verdict of checker `math` rests on: fields for an output line.
pub(super) fn explained(target: &str, answer: &str, spec: &CheckerSpec) -> Option<Value> {
    let CheckerSpec::Math { policies } = spec else {
        return None;
    };
    let stage = math::equal(target, answer, policies).stage();
    Some(json!({
        "stage": stage.to_string(),
        "target_readings": math::readings(target),
        "answer_readings": math::readings(answer),
    }))
}

fn human(target: &str, answer: &str, judgement: &Judgement, spec: &CheckerSpec) -> String {
    let mut text = String::new();
    let mut line = |label: &str, value: &str| {
        text.push_str(&format!("{label:<LABEL$}{}\n", for_terminal(value)));
    };
    for (name, side) in [("target", target), ("answer", answer)] {
        line(name, side);
        if let CheckerSpec::Math { .. } = spec {
            let readings = math::readings(side);
            if readings.is_empty() {
                line("", "not read; only its text counts");
            }
            for reading in readings {
                line("", &format!("read as {reading}"));
            }
        }
    }
    if let Some(extraction) = &judgement.extraction
        && extraction.answer != answer
    {
        line("taken", &extraction.answer);
    }
    line("verdict", &word(judgement));
    if let CheckerSpec::Math { policies } = spec {
        let stage = math::equal(target, answer, policies).stage();
        line("stage", &stage.to_string());
    }
    line("reason", &judgement.reason);
    if let CheckerSpec::Math { policies } = spec {
        line("policies", &policies.to_string());
    }
    text
}

/// The verdict as it is written everywhere.
fn word(judgement: &Judgement) -> String {
    match serde_json::to_value(judgement.verdict) {
        Ok(Value::String(word)) => word,
        other => format!("{other:?}"),
    }
}

fn facts(
    target: &str,
    answer: &str,
    judgement: &Judgement,
    spec: &CheckerSpec,
) -> anyhow::Result<Value> {
    let mut facts = json!({
        "checker": spec,
        "target": target,
        "answer": answer,
        "verdict": judgement.verdict,
        "extracted": judgement.extraction.as_ref().map(|e| &e.answer),
        "reason": judgement.reason,
    });
    if let Some(Value::Object(explained)) = explained(target, answer, spec)
        && let Some(facts) = facts.as_object_mut()
    {
        facts.extend(explained);
    }
    if let CheckerSpec::Math { policies } = spec {
        facts["policies"] = serde_json::to_value(policies)?;
    }
    Ok(facts)
}
