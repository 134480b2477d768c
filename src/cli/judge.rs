//! The judge of a run: finds an attempt's item and asks its checker.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context as _;
use overthink::check::code::{PythonRunner, RunnerOptions};
use overthink::check::{
    CodeRunner, Judgement, Level, NoRunner, Verdict, can_be_unsound, groups_of, judge_completion,
    unsound,
};
use overthink::engine::Completion;
use overthink::plan::Attempt;
use overthink::suite::{CheckerSpec, Search, Strictness, Suite, Target};
use rayon::prelude::*;

use super::Context;
use super::output::to_stderr;

/// What the command line says about how answers are looked for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Overruled {
    /// Which rules may find one, if that is said.
    pub(crate) strictness: Option<Strictness>,
    /// Whether the thinking is searched too.
    pub(crate) thinking: bool,
}

impl Overruled {
    /// `search` with what is overruled.
    pub(crate) fn applied_to(self, search: Search) -> Search {
        Search {
            strictness: self.strictness.unwrap_or(search.strictness),
            thinking: self.thinking || search.thinking,
        }
    }
}

/// What is known of an item.
#[derive(Clone, Copy)]
struct Known<'a> {
    spec: &'a CheckerSpec,
    search: Search,
    target: &'a Target,
}

/// Judges the attempts of a run.
pub(crate) struct Judge<'a> {
    items: BTreeMap<(&'a str, &'a str, &'a str), Known<'a>>,
    /// What overrules how the suites look for answers.
    overruled: Overruled,
    runner: Box<dyn CodeRunner>,
}

impl<'a> Judge<'a> {
    /// A judge for the items of `suites`.
    pub(crate) fn new(suites: &'a [Suite], context: &Context) -> Self {
        let mut items = BTreeMap::new();
        for suite in suites {
            for part in &suite.parts {
                for item in &part.items {
                    let key = (suite.name.as_str(), part.name.as_str(), item.id.as_str());
                    let known = Known {
                        spec: &part.checker,
                        search: part.search,
                        target: &item.target,
                    };
                    items.insert(key, known);
                }
            }
        }
        Self {
            items,
            overruled: Overruled::default(),
            runner: runner(suites, context),
        }
    }

    /// The same judge, looking for answers as it is told, whatever the suites say.
    pub(crate) fn overruled(self, overruled: Overruled) -> Self {
        Self { overruled, ..self }
    }

    /// Finds the completion's answer and judges it, and so for its probes.
    pub(crate) fn judge(&self, attempt: &Attempt, completion: &Completion) -> Judgement {
        let Some(item) = self.item(attempt) else {
            let reason = "the manifest holds no such item".to_owned();
            return Judgement {
                verdict: Verdict::Ungraded,
                reason,
                extraction: None,
                probes: Vec::new(),
                ran: None,
                search: Search::default(),
            };
        };
        judge_completion(
            self.overruled.applied_to(item.search),
            completion,
            item.spec,
            item.target,
            self.runner.as_ref(),
        )
    }

    /// Whether the verdict on an attempt is the score of the log that it was
    /// imported from, which cannot be made again.
    pub(crate) fn is_of_source(&self, attempt: &Attempt) -> bool {
        self.item(attempt)
            .is_some_and(|item| matches!(item.spec, CheckerSpec::Source {}))
    }

    /// Which answers of an attempt's draws mean the same, by its checker.
    pub(crate) fn group(&self, attempt: &Attempt, judged: &[&Judgement]) -> Vec<Option<u32>> {
        match self.item(attempt) {
            Some(item) => groups_of(judged, item.spec),
            None => vec![None; judged.len()],
        }
    }

    fn item(&self, attempt: &Attempt) -> Option<Known<'a>> {
        let key = (
            attempt.suite.as_str(),
            attempt.part.as_str(),
            attempt.item.as_str(),
        );
        self.items.get(&key).copied()
    }
}

/// Whether a suite has program answers.
pub(crate) fn has_code(suites: &[Suite]) -> bool {
    suites
        .iter()
        .flat_map(|suite| &suite.parts)
        .any(|part| matches!(part.checker, CheckerSpec::Code { .. }))
}

/// What runs the programs of `suites`. Where nothing can, each becomes an
/// ungraded attempt with the reason.
fn runner(suites: &[Suite], context: &Context) -> Box<dyn CodeRunner> {
    if !has_code(suites) {
        return Box::new(NoRunner("the suites hold no code tasks".to_owned()));
    }
    match python(context) {
        Ok(runner) => Box::new(runner),
        Err(e) => Box::new(NoRunner(format!("{e:#}"))),
    }
}

/// What runs programs in Python, one for all of a command, after a warning where
/// nothing keeps them in.
pub(crate) fn python(context: &Context) -> anyhow::Result<Arc<PythonRunner>> {
    if let Some(runner) = context.python.get() {
        return Ok(Arc::clone(runner));
    }
    let runner = Arc::new(start_python(context)?);
    Ok(Arc::clone(context.python.get_or_init(|| runner)))
}

fn start_python(context: &Context) -> anyhow::Result<PythonRunner> {
    // What this very process was started from, even if the file was replaced since.
    let helper = if cfg!(target_os = "linux") {
        "/proc/self/exe".into()
    } else {
        std::env::current_exe().context("failed to find this program")?
    };
    let runner = PythonRunner::find(&RunnerOptions {
        helper,
        python: None,
        unsafe_no_sandbox: context.unsafe_no_sandbox,
    })?;
    if runner.isolation().level == Level::None {
        to_stderr(&format!(
            "WARNING: code answers run without a sandbox (--unsafe-no-sandbox): {}\n",
            runner.isolation()
        ));
    }
    Ok(runner)
}

/// What is wrong with the items of `suite`, a line each: references that are not
/// correct, tests that cannot be run.
///
/// # Errors
/// When programs cannot be run at all.
pub(crate) fn unsound_items(suite: &Suite, context: &Context) -> anyhow::Result<Vec<String>> {
    let runner: Box<dyn CodeRunner> = if has_code(std::slice::from_ref(suite)) {
        Box::new(python(context).context("the programs of this suite cannot be tried here")?)
    } else {
        Box::new(NoRunner("the suite holds no code tasks".to_owned()))
    };
    let parts = suite.parts.iter().filter(|part| can_be_unsound(part));
    let found = parts.flat_map(|part| {
        let found: Vec<String> = part
            .items
            .par_iter()
            .filter_map(|item| {
                let unsound = unsound(item, &part.checker, runner.as_ref())?;
                Some(format!(
                    "part `{}`, item `{}`: {unsound}",
                    part.name, item.id
                ))
            })
            .collect();
        found
    });
    Ok(found.collect())
}

/// How far the isolation of executed answers goes on this machine.
///
/// # Errors
/// When programs cannot be run at all.
pub(crate) fn isolation(context: &Context) -> anyhow::Result<String> {
    let runner = python(context).context("code tasks cannot be judged here")?;
    Ok(runner.isolation().to_string())
}
