//! Tests that decide about a program, in the forms in which data sets have them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Tests that a program must pass.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawTests", into = "RawTests")]
pub enum CodeTests {
    /// Python statements, each of which must hold, such as `assert f(2) == 7` (MBPP).
    Asserts {
        /// Run before them where they run, such as `import math`.
        setup: String,
        /// The statements, in order.
        asserts: Vec<String>,
    },
    /// A function `check(candidate)` (HumanEval).
    Check {
        /// What the model was to continue: imports, helpers, and the head of the
        /// function with its description.
        prompt: String,
        /// The name of the function that is asked for.
        entry_point: String,
        /// Program text that defines `check`.
        test: String,
    },
    /// What a whole program prints for what it reads (LiveCodeBench).
    Stdio {
        /// The pairs, in order.
        stdio: Vec<InputOutput>,
    },
    /// What a function returns for its arguments.
    Cases {
        /// The function's name, or that of a method of the class `Solution`.
        entry_point: String,
        /// What is run before the answer, such as imports and helpers.
        prompt: String,
        /// Calls, in order.
        cases: Vec<Case>,
        /// How far numbers may be off, relative to the larger one and absolutely.
        tolerance: Option<f64>,
        /// Where several answers are right: Python text that defines
        /// `right(arguments, expected, got)`, which returns whether it is.
        checker: Option<String>,
    },
}

/// One run of a whole program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputOutput {
    /// What the program reads.
    pub input: String,
    /// What it is to print; white space at the ends of lines and of all does not count.
    pub output: String,
}

/// One call of a function. Values are JSON; `{"tuple": […]}`, `{"set": […]}` and
/// `{"dict": [[key, value], …]}` stand for what JSON has not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The arguments by place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<Value>,
    /// The arguments by name.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub kwargs: Map<String, Value>,
    /// What the function is to return.
    #[serde(default)]
    pub expected: Value,
}

impl CodeTests {
    /// Asserts alone.
    pub fn asserts(asserts: Vec<String>) -> Self {
        Self::Asserts {
            setup: String::new(),
            asserts,
        }
    }

    /// How many tests there are; `None` where the test is a program that only
    /// running it counts.
    pub fn count(&self) -> Option<usize> {
        match self {
            Self::Asserts { asserts, .. } => Some(asserts.len()),
            Self::Check { .. } => None,
            Self::Stdio { stdio } => Some(stdio.len()),
            Self::Cases { cases, .. } => Some(cases.len()),
        }
    }

    /// The name of the function that is asked for, where the tests say one.
    pub fn entry_point(&self) -> Option<&str> {
        match self {
            Self::Check { entry_point, .. } | Self::Cases { entry_point, .. } => Some(entry_point),
            Self::Asserts { .. } | Self::Stdio { .. } => None,
        }
    }

    /// For people: the statements, the test's text, or the pairs as JSON.
    pub fn text(&self) -> String {
        fn lines<T: Serialize>(values: &[T]) -> String {
            let lines = values.iter().map(|value| {
                serde_json::to_string(value).unwrap_or_else(|error| error.to_string())
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        match self {
            Self::Asserts { asserts, .. } => asserts.join("\n"),
            Self::Check { test, .. } => test.clone(),
            Self::Stdio { stdio } => lines(stdio),
            Self::Cases { cases, .. } => lines(cases),
        }
    }
}

/// The forms as they stand in files: which keys there are decides.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTests {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prompt: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entry_point: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    test: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    setup: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asserts: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    stdio: Option<Vec<InputOutput>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cases: Option<Vec<Case>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tolerance: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    checker: Option<String>,
}

impl RawTests {
    /// The keys that are there.
    fn keys(&self) -> Vec<&'static str> {
        [
            ("prompt", self.prompt.is_some()),
            ("entry_point", self.entry_point.is_some()),
            ("test", self.test.is_some()),
            ("setup", self.setup.is_some()),
            ("asserts", self.asserts.is_some()),
            ("stdio", self.stdio.is_some()),
            ("cases", self.cases.is_some()),
            ("tolerance", self.tolerance.is_some()),
            ("checker", self.checker.is_some()),
        ]
        .into_iter()
        .filter(|&(_, present)| present)
        .map(|(key, _)| key)
        .collect()
    }
}

/// Each form: the key that tells it, the keys it needs and those it may have.
const FORMS: [(&str, &[&str], &[&str]); 4] = [
    ("asserts", &[], &["setup"]),
    ("test", &["entry_point"], &["prompt"]),
    ("stdio", &[], &[]),
    (
        "cases",
        &["entry_point"],
        &["prompt", "tolerance", "checker"],
    ),
];

/// Complains where the keys make none of the forms.
fn check_keys(keys: &[&str]) -> Result<(), String> {
    let told: Vec<_> = FORMS.iter().filter(|form| keys.contains(&form.0)).collect();
    let [(key, needed, allowed)] = told[..] else {
        let names: Vec<_> = FORMS.iter().map(|form| format!("`{}`", form.0)).collect();
        return Err(format!("tests hold one of {}", names.join(", ")));
    };
    if let Some(missing) = needed.iter().find(|name| !keys.contains(name)) {
        return Err(format!("tests with `{key}` need `{missing}`"));
    }
    let stray = keys
        .iter()
        .find(|name| *name != key && !needed.contains(name) && !allowed.contains(name));
    match stray {
        Some(stray) => Err(format!("tests with `{key}` have no `{stray}`")),
        None => Ok(()),
    }
}

impl TryFrom<RawTests> for CodeTests {
    type Error = String;

    fn try_from(raw: RawTests) -> Result<Self, String> {
        check_keys(&raw.keys())?;
        let prompt = raw.prompt.unwrap_or_default();
        let entry_point = raw.entry_point.unwrap_or_default();
        let tests = if let Some(asserts) = raw.asserts {
            let setup = raw.setup.unwrap_or_default();
            Self::Asserts { setup, asserts }
        } else if let Some(test) = raw.test {
            Self::Check {
                prompt,
                entry_point,
                test,
            }
        } else if let Some(stdio) = raw.stdio {
            Self::Stdio { stdio }
        } else {
            Self::Cases {
                entry_point,
                prompt,
                cases: raw.cases.unwrap_or_default(),
                tolerance: raw.tolerance,
                checker: raw.checker,
            }
        };
        match tests.count() {
            Some(0) => Err("the list of tests is empty".to_owned()),
            _ => Ok(tests),
        }
    }
}

impl From<CodeTests> for RawTests {
    fn from(tests: CodeTests) -> Self {
        let text = |text: String| Some(text).filter(|text| !text.is_empty());
        match tests {
            CodeTests::Asserts { setup, asserts } => Self {
                setup: text(setup),
                asserts: Some(asserts),
                ..Self::default()
            },
            CodeTests::Check {
                prompt,
                entry_point,
                test,
            } => Self {
                prompt: text(prompt),
                entry_point: Some(entry_point),
                test: Some(test),
                ..Self::default()
            },
            CodeTests::Stdio { stdio } => Self {
                stdio: Some(stdio),
                ..Self::default()
            },
            CodeTests::Cases {
                entry_point,
                prompt,
                cases,
                tolerance,
                checker,
            } => Self {
                entry_point: Some(entry_point),
                prompt: text(prompt),
                cases: Some(cases),
                tolerance,
                checker,
                ..Self::default()
            },
        }
    }
}
