//! Whether an item is sound: its tests run, and its reference is correct.

use std::fmt;

use crate::extract::{Asked, extract};
use crate::suite::{CheckerSpec, Item, Part, Search, Target};
use crate::trace::parse;

use super::{CodeRunner, Judgement, Verdict, judge_answer, judge_extraction};

/// A program that does nothing, to see whether tests can be run at all.
const NOTHING: &str = "pass\n";

/// What is wrong with an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsound {
    /// The reference does not pass the item's own check.
    Reference(String),
    /// The tests cannot be run.
    Tests(String),
}

impl fmt::Display for Unsound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reference(why) => write!(f, "the reference is {why}"),
            Self::Tests(why) => write!(f, "the tests cannot be run: {why}"),
        }
    }
}

/// Whether [`unsound`] can say anything about the items of a part.
pub fn can_be_unsound(part: &Part) -> bool {
    matches!(part.checker, CheckerSpec::Code { .. })
        || part.items.iter().any(|item| item.reference.is_some())
}

/// What is wrong with an item by its own checker; `None` where nothing is.
///
/// A reference is taken as a bare answer, and where that is not correct as a
/// completion that ends in it, such as a worked solution. Programs without a
/// reference are tried with one that does nothing, so that tests which do not
/// compile are found.
pub fn unsound(item: &Item, spec: &CheckerSpec, runner: &dyn CodeRunner) -> Option<Unsound> {
    let Some(reference) = &item.reference else {
        return match (&item.target, spec) {
            (Target::Tests(_), CheckerSpec::Code { .. }) => {
                let judgement = judge_answer(NOTHING, spec, &item.target, runner);
                let is_run = judgement.verdict != Verdict::Ungraded;
                (!is_run).then_some(Unsound::Tests(judgement.reason))
            }
            _ => None,
        };
    };
    let bare = judge_answer(reference, spec, &item.target, runner);
    if bare.verdict == Verdict::Correct {
        return None;
    }
    let judgement = match spec {
        CheckerSpec::Code { .. } => bare,
        _ => worked(reference, item, spec, runner).unwrap_or(bare),
    };
    let Judgement {
        verdict, reason, ..
    } = judgement;
    let is_wrong = verdict != Verdict::Correct;
    is_wrong.then(|| Unsound::Reference(format!("{}: {reason}", verdict.word())))
}

/// The judgement on a reference as a completion.
fn worked(
    reference: &str,
    item: &Item,
    spec: &CheckerSpec,
    runner: &dyn CodeRunner,
) -> Option<Judgement> {
    let search = Search::default();
    let asked = Asked::of(spec, &item.target);
    let found = extract(reference, &parse(reference, false), asked, search)?;
    Some(judge_extraction(found, search, spec, &item.target, runner))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{CodeJob, CodeOutcome, CodeRun, Failure, NoRunner};
    use crate::suite::CodeTests;

    /// Passes what holds `right`; cannot run tests that hold `broken`.
    struct Reading;

    impl CodeRunner for Reading {
        fn run(&self, job: &CodeJob<'_>) -> CodeRun {
            if job.tests.text().contains("broken") {
                return CodeRun::not_run("the tests do not compile: line 1");
            }
            let failed = CodeOutcome::Failed {
                failure: Failure::Wrong,
                detail: "f(1) gave 2".to_owned(),
            };
            CodeRun {
                outcome: if job.answer.contains("right") {
                    CodeOutcome::Passed
                } else {
                    failed
                },
                behaviour: None,
            }
        }
    }

    fn item(target: Target, reference: Option<&str>) -> Item {
        Item {
            id: "i".to_owned(),
            prompt: "?".to_owned(),
            target,
            reference: reference.map(str::to_owned),
        }
    }

    #[test]
    fn items_of_programs() {
        let code = CheckerSpec::Code { timeout_s: 1.0 };
        for (test, reference, expected) in [
            ("assert f(1)", Some("def f(x): return right"), None),
            (
                "assert f(1)",
                Some("def f(x): return x"),
                Some("the reference is incorrect: wrong: f(1) gave 2"),
            ),
            (
                "broken",
                Some("def f(x): return right"),
                Some("the reference is ungraded: not run: the tests do not compile: line 1"),
            ),
            ("assert f(1)", None, None),
            (
                "broken",
                None,
                Some("the tests cannot be run: not run: the tests do not compile: line 1"),
            ),
        ] {
            let tests = Target::Tests(CodeTests::asserts(vec![test.to_owned()]));
            let found = unsound(&item(tests, reference), &code, &Reading);
            let found = found.map(|unsound| unsound.to_string());
            assert_eq!(found.as_deref(), expected, "{test} {reference:?}");
        }
    }

    #[test]
    fn items_of_other_checkers() {
        let none = NoRunner(String::new());
        for (reference, is_sound) in [
            (Some("18.0"), true),
            (
                Some("She sells 9 eggs for $2, so 9 * 2 = 18.\n#### 18"),
                true,
            ),
            (Some("#### 17"), false),
            (None, true),
        ] {
            let item = item(Target::Text("18".to_owned()), reference);
            let found = unsound(&item, &CheckerSpec::math(), &none);
            assert_eq!(found.is_none(), is_sound, "{reference:?}: {found:?}");
            if let Some(found) = found {
                let found = found.to_string();
                assert!(found.starts_with("the reference is incorrect: "), "{found}");
            }
        }
    }
}
