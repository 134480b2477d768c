//! The judge of a run: finds an attempt's item and asks its checker.

use std::collections::BTreeMap;

use anyhow::bail;
use overthink::check::code::{Isolation, PythonRunner};
use overthink::check::{Judgement, Verdict, judge};
use overthink::engine::Completion;
use overthink::plan::Attempt;
use overthink::suite::{CheckerSpec, Suite, Target};
use overthink::trace::parse;

/// Judges the attempts of a run.
pub(crate) struct Judge<'a> {
    items: BTreeMap<(&'a str, &'a str, &'a str), (&'a CheckerSpec, &'a Target)>,
    runner: PythonRunner,
}

impl<'a> Judge<'a> {
    /// A judge for the items of `suites`.
    pub(crate) fn new(suites: &'a [Suite]) -> Self {
        let mut items = BTreeMap::new();
        for suite in suites {
            for part in &suite.parts {
                for item in &part.items {
                    let key = (suite.name.as_str(), part.name.as_str(), item.id.as_str());
                    items.insert(key, (&part.checker, &item.target));
                }
            }
        }
        Self { items, runner: PythonRunner::new() }
    }

    /// Parses the completion, finds its answer and judges it.
    pub(crate) fn judge(&self, attempt: &Attempt, completion: &Completion) -> Judgement {
        let key = (attempt.suite.as_str(), attempt.part.as_str(), attempt.item.as_str());
        let Some((spec, target)) = self.items.get(&key) else {
            let reason = "the manifest holds no such item".to_owned();
            return Judgement { verdict: Verdict::Ungraded, reason, extraction: None };
        };
        let trace = parse(&completion.text, completion.thinking_open);
        judge(&completion.text, &trace, Some(completion.stop_reason), spec, target, &self.runner)
    }
}

/// How far the isolation of executed answers goes on this machine.
///
/// # Errors
/// When programs cannot be run at all.
pub(crate) fn isolation() -> anyhow::Result<String> {
    match PythonRunner::new().isolation() {
        Ok(Isolation { description, .. }) => Ok(description),
        Err(e) => bail!("code tasks cannot be judged here: {e}"),
    }
}
