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

/// What the target of a program holds.
const TESTS: &str = "`target` of a program holds tests: `{\"asserts\": [...]}`, \
     `{\"prompt\", \"entry_point\", \"test\"}`, `{\"stdio\": [...]}` or \
     `{\"entry_point\", \"cases\": [...]}`";

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
        let tests = serde_json::from_str(json).map_err(|e| anyhow::Error::msg(in_line(&e)));
        return tests.map(Target::Tests).context(TESTS);
    }
    if json.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
        return Ok(Target::Text(json.to_owned()));
    }
    match serde_json::from_str(json)? {
        serde_json::Value::String(text) => Ok(Target::Text(text)),
        other => bail!("the target is a text or a number, got {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use overthink::suite::CodeTests;

    fn read_target(json: &str) -> Result<CodeTests, String> {
        let code = CheckerSpec::Code { timeout_s: 1.0 };
        match target(json, &code) {
            Ok(Target::Tests(tests)) => Ok(tests),
            Ok(Target::Text(text)) => panic!("{text}"),
            Err(e) => Err(e.root_cause().to_string()),
        }
    }

    #[test]
    fn tests_have_four_forms() {
        for (json, n_tests) in [
            (
                r#"{"asserts": ["assert f(1) == 2"], "setup": "import math"}"#,
                Some(1),
            ),
            (
                r#"{"prompt": "def f(x):\n", "entry_point": "f", "test": "def check(c): pass"}"#,
                None,
            ),
            (
                r#"{"stdio": [{"input": "1\n", "output": "2\n"}, {"input": "", "output": ""}]}"#,
                Some(2),
            ),
            (
                r#"{"entry_point": "f", "cases": [{"args": [1], "expected": {"tuple": [1]}}], "tolerance": 1e-6}"#,
                Some(1),
            ),
        ] {
            assert_eq!(read_target(json).unwrap().count(), n_tests, "{json}");
        }
        for (json, complaint) in [
            (r#"{"asserts": []}"#, "the list of tests is empty"),
            (
                r#"{"test": "def check(c): pass"}"#,
                "tests with `test` need `entry_point`",
            ),
            (
                r#"{"asserts": ["assert f()"], "entry_point": "f"}"#,
                "tests with `asserts` have no `entry_point`",
            ),
            (
                r#"{"prompt": "def f():"}"#,
                "tests hold one of `asserts`, `test`, `stdio`, `cases`",
            ),
            (r#"{"stdio": [{"input": "1"}]}"#, "missing field `output`"),
            (
                r#""assert f()""#,
                "invalid type: string \"assert f()\", expected an object of tests",
            ),
        ] {
            let found = read_target(json).unwrap_err();
            let message = found.split(" at column").next().unwrap();
            assert_eq!(message, complaint, "{json}");
        }
    }
}
