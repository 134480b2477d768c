//! The forms of a gate's findings, and the allowances as they are typed.

use std::path::Path;
use std::str::FromStr;

use anyhow::bail;
use clap::ValueEnum;
use overthink::analysis::gate::guard::Allowances;
use overthink::report::gate::{self, GateReport};

use crate::cli::settings::terminal_width;

/// Form of the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// Sentences and tables.
    Human,
    /// Markdown for a pull request.
    Md,
    /// JUnit XML for a build server.
    Junit,
    /// The numbers.
    Json,
}

/// The form that a file's name asks for.
pub(super) fn of_path(path: &Path) -> anyhow::Result<Form> {
    Ok(match path.extension().and_then(|e| e.to_str()) {
        Some("md") => Form::Md,
        Some("xml") => Form::Junit,
        Some("json") => Form::Json,
        Some("txt") => Form::Human,
        _ => bail!(
            "cannot tell what form `{}` should have: its name ends in none of .md, .xml (JUnit), \
             .json, .txt",
            path.display()
        ),
    })
}

/// The findings in one form.
pub(super) fn text(
    report: &GateReport,
    form: Form,
    inconclusive_fails: bool,
) -> anyhow::Result<String> {
    Ok(match form {
        Form::Human => gate::terminal(report, terminal_width()) + "\n",
        Form::Md => gate::markdown(report),
        Form::Junit => gate::junit(report, inconclusive_fails),
        Form::Json => serde_json::to_string_pretty(report)? + "\n",
    })
}

/// `NAME=N`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Allowance {
    put: fn(&mut Allowances, f64),
    share: f64,
}

impl Allowance {
    pub(super) fn put_into(self, allowances: &mut Allowances) {
        (self.put)(allowances, self.share);
    }
}

type Put = fn(&mut Allowances, f64);

const NAMES: [(&str, Put); 5] = [
    ("truncated", |a, share| a.truncated = share),
    ("no-answer", |a, share| a.no_answer = share),
    ("thinking-tokens", |a, share| a.thinking_tokens = share),
    ("longest-thinking", |a, share| a.longest_thinking = share),
    ("switch-rate", |a, share| a.switch_rate = share),
];

impl FromStr for Allowance {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let names = NAMES.map(|(name, _)| name).join(", ");
        let fail = |why: &str| format!("`{text}` {why}: write NAME=N with one of {names}");
        let (name, number) = text.split_once('=').ok_or_else(|| fail("has no `=`"))?;
        let known = NAMES.iter().find(|(known, _)| *known == name.trim());
        let (_, put) = known.ok_or_else(|| fail("names no watched number"))?;
        let number: f64 = number
            .trim()
            .parse()
            .ok()
            .filter(|n: &f64| n.is_finite() && *n >= 0.0)
            .ok_or_else(|| fail("has no number from 0 on"))?;
        Ok(Self {
            put: *put,
            share: number / 100.0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn allowances_are_read() {
        let mut allowances = Allowances::default();
        "truncated=2.5"
            .parse::<Allowance>()
            .unwrap()
            .put_into(&mut allowances);
        "switch-rate=100"
            .parse::<Allowance>()
            .unwrap()
            .put_into(&mut allowances);
        assert!((allowances.truncated - 0.025).abs() < 1e-12);
        assert!((allowances.switch_rate - 1.0).abs() < 1e-12);
        for wrong in [
            "truncated",
            "truncate=5",
            "truncated=x",
            "truncated=-1",
            "truncated=inf",
        ] {
            assert!(
                wrong
                    .parse::<Allowance>()
                    .unwrap_err()
                    .contains("no-answer"),
                "{wrong}"
            );
        }
    }
}
