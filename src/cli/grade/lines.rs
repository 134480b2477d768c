//! The lines of `--input`. A bad one costs no other.

use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use overthink::suite::{CheckerSpec, Target};
use serde::Deserialize;
use serde_json::value::RawValue;

/// A line of the input.
#[derive(Deserialize)]
pub(super) struct Case {
    pub(super) id: serde_json::Value,
    /// As it stands there: a number has digits that no `f64` holds.
    target: Box<RawValue>,
    pub(super) answer: Option<String>,
    pub(super) completion: Option<String>,
}

/// What a file holds.
pub(super) struct Lines {
    /// The good lines, in their order.
    pub(super) cases: Vec<(Case, Target)>,
    /// What is wrong with each of the others, with file and line.
    pub(super) complaints: Vec<String>,
}

/// Reads JSON Lines; empty lines are passed over.
///
/// # Errors
/// When the file cannot be read. What is wrong with a line is a complaint.
pub(super) fn read(path: &Path, spec: &CheckerSpec) -> anyhow::Result<Lines> {
    let file = fs_err::File::open(path)?;
    let (mut cases, mut complaints) = (Vec::new(), Vec::new());
    for (index, line) in BufReader::new(file).split(b'\n').enumerate() {
        let line = line.with_context(|| format!("failed to read `{}`", path.display()))?;
        match case(&line, spec) {
            Ok(case) => cases.extend(case),
            Err(e) => complaints.push(format!("`{}`, line {}: {e:#}", path.display(), index + 1)),
        }
    }
    Ok(Lines { cases, complaints })
}

/// The case of a line; `None` for an empty one.
fn case(line: &[u8], spec: &CheckerSpec) -> anyhow::Result<Option<(Case, Target)>> {
    let line = std::str::from_utf8(line).context("not UTF-8")?;
    let line = line.trim_start_matches('\u{feff}').trim();
    if line.is_empty() {
        return Ok(None);
    }
    let case: Case = serde_json::from_str(line).map_err(|e| anyhow::Error::msg(in_line(&e)))?;
    ensure!(
        case.answer.is_some() != case.completion.is_some(),
        "a case has either `answer` or `completion`"
    );
    let target = target(case.target.get(), spec)?;
    Ok(Some((case, target)))
}

/// The message without its "at line 1": the line in the file is another.
fn in_line(e: &serde_json::Error) -> String {
    let kind = match e.classify() {
        serde_json::error::Category::Data => "",
        _ => "no JSON: ",
    };
    format!(
        "{kind}{}",
        e.to_string().replace(" at line 1 column", " at column")
    )
}

/// The target that `json` is for this checker.
///
/// # Errors
/// When it is neither a text nor a number, or for programs no tests.
pub(super) fn target(json: &str, spec: &CheckerSpec) -> anyhow::Result<Target> {
    if matches!(spec, CheckerSpec::Code { .. }) {
        let tests = serde_json::from_str(json)
            .context("the target of a program is `{\"asserts\": [...]}`")?;
        return Ok(Target::Tests(tests));
    }
    if json.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
        return Ok(Target::Text(json.to_owned()));
    }
    match serde_json::from_str(json)? {
        serde_json::Value::String(text) => Ok(Target::Text(text)),
        other => bail!("the target is a text or a number, got {other}"),
    }
}
