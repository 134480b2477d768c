//! Decides whether an answer means the same as the target.
//!
//! [`judge`] takes a parsed completion, finds the answer and asks the checker;
//! [`judge_completion`] does so for its probes, too.
//! Checkers are pure functions of target and answer; the one that runs programs
//! does so through a [`CodeRunner`] that the caller passes in.

use serde::{Deserialize, Serialize};

use crate::engine::{Completion, StopReason};
use crate::extract::{Asked, Extraction, Rule, extract};
use crate::suite::{CheckerSpec, Search, Strictness, Target};
use crate::text::{Span, for_terminal};
use crate::trace::{Trace, parse};

mod choice;
pub mod code;
mod exact;
mod json;
mod kinds;
mod level;
pub mod math;
mod parts;
mod reference;
mod vote;

pub use code::{CodeJob, CodeOutcome, CodeRun, CodeRunner, Failure, NoRunner};
pub use kinds::{Kind, kinds};
pub use level::Level;
pub use reference::{Unsound, can_be_unsound, unsound};
pub use vote::{can_vote, groups, groups_of, has_equality, winner};

/// Grows whenever a verdict may come out otherwise, so that runs that were
/// judged by different rules are not compared unnoticed. 1: the first checkers.
/// 2: the math checker by exact algebra, and extraction by ranked candidates.
/// 3: thinking in every known format, and ended by malformed tags and tool calls.
/// 4: programs judged by a process that they cannot reach, and found by what the
/// tests ask for.
pub const VERSION: u32 = 4;

/// What a checker concluded about one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The answer means the same as the target.
    Correct,
    /// It does not.
    Incorrect,
    /// The completion held no answer. Counts as not correct, and is reported apart.
    NoAnswer,
    /// The checker could not decide. Excluded from accuracy, and always counted.
    Ungraded,
}

impl Verdict {
    /// The word by which it is written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Correct => "correct",
            Self::Incorrect => "incorrect",
            Self::NoAnswer => "no-answer",
            Self::Ungraded => "ungraded",
        }
    }

    /// `None` when the answer could not be graded: the value of the column `correct`.
    pub fn is_correct(self) -> Option<bool> {
        match self {
            Self::Correct => Some(true),
            Self::Incorrect | Self::NoAnswer => Some(false),
            Self::Ungraded => None,
        }
    }
}

/// A verdict with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// The decision.
    pub verdict: Verdict,
    /// Why, in a few words: `equal (exact)`, `wrong: f(3) …`, `thinking never ended`.
    pub reason: String,
    /// The answer that was judged; `None` when there was none.
    pub extraction: Option<crate::extract::Extraction>,
    /// The judgements of the completion's probes, in their order. Spans point
    /// into [`Completion::probed_text`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub probes: Vec<Self>,
    /// What running it showed, where it is a program that was run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ran: Option<Ran>,
    /// How the answer was looked for.
    #[serde(default, skip_serializing_if = "Search::is_default")]
    pub search: Search,
}

/// What running a program showed, besides the verdict. Times are left out: they
/// are not the same twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ran {
    /// What stood between the program and the machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// The same for programs that do the same on the tests' inputs, right or
    /// wrong; see [`CodeRun::behaviour`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub behaviour: Option<String>,
}

/// Judges a completion, and each of its probes as a completion of its own.
pub fn judge_completion(
    search: Search,
    completion: &Completion,
    spec: &CheckerSpec,
    target: &Target,
    runner: &dyn CodeRunner,
) -> Judgement {
    let judged = |text: &str, stop: StopReason| {
        let trace = parse(text, completion.reading());
        judge_with(search, text, &trace, Some(stop), spec, target, runner)
    };
    let probes = completion.probes.iter();
    Judgement {
        probes: probes
            .map(|probe| judged(&completion.probed_text(probe), probe.stop_reason))
            .collect(),
        ..judged(&completion.text, completion.stop_reason)
    }
}

/// As [`judge_with`], the answer looked for in the usual way.
pub fn judge(
    text: &str,
    trace: &Trace,
    stop: Option<StopReason>,
    spec: &CheckerSpec,
    target: &Target,
    runner: &dyn CodeRunner,
) -> Judgement {
    judge_with(Search::default(), text, trace, stop, spec, target, runner)
}

/// Judges a completion's text, parsed into `trace`, whose answer is looked for
/// as `search` says. `stop` is why the completion ended, where that is known; it
/// only words the reason.
pub fn judge_with(
    search: Search,
    text: &str,
    trace: &Trace,
    stop: Option<StopReason>,
    spec: &CheckerSpec,
    target: &Target,
    runner: &dyn CodeRunner,
) -> Judgement {
    if stop == Some(StopReason::NotStarted) {
        return Judgement {
            verdict: Verdict::Ungraded,
            reason: "the prompt is empty or does not fit the model's context".to_owned(),
            extraction: None,
            probes: Vec::new(),
            ran: None,
            search,
        };
    }
    match extract(text, trace, Asked::of(spec, target), search) {
        Some(extraction) => judge_extraction(extraction, search, spec, target, runner),
        None => Judgement {
            verdict: Verdict::NoAnswer,
            reason: why_no_answer(text, trace, stop, search),
            extraction: None,
            probes: Vec::new(),
            ran: None,
            search,
        },
    }
}

/// Judges a bare answer: there is no thinking, and nothing to search. Choices,
/// programs and JSON may still come wrapped, as in `B. The second` or a fence.
pub fn judge_answer(
    answer: &str,
    spec: &CheckerSpec,
    target: &Target,
    runner: &dyn CodeRunner,
) -> Judgement {
    let search = Search::default();
    if answer.trim().is_empty() {
        return Judgement {
            verdict: Verdict::NoAnswer,
            reason: "the answer is empty".to_owned(),
            extraction: None,
            probes: Vec::new(),
            ran: None,
            search,
        };
    }
    let wrapped = match spec {
        CheckerSpec::Choice { .. } | CheckerSpec::Json {} | CheckerSpec::Code { .. } => {
            let asked = Asked::of(spec, target);
            extract(answer, &parse(answer, false), asked, search)
        }
        CheckerSpec::Math { .. }
        | CheckerSpec::Exact { .. }
        | CheckerSpec::Set {}
        | CheckerSpec::List {}
        | CheckerSpec::Source {} => None,
    };
    let extraction = wrapped.unwrap_or_else(|| Extraction {
        answer: answer.to_owned(),
        span: Span::new(0, answer.len()),
        rule: Rule::Whole,
    });
    judge_extraction(extraction, search, spec, target, runner)
}

fn judge_extraction(
    extraction: Extraction,
    search: Search,
    spec: &CheckerSpec,
    target: &Target,
    runner: &dyn CodeRunner,
) -> Judgement {
    let Decision {
        verdict,
        reason,
        ran,
    } = check(&extraction.answer, spec, target, runner);
    Judgement {
        verdict,
        reason,
        extraction: Some(extraction),
        probes: Vec::new(),
        ran,
        search,
    }
}

fn check(answer: &str, spec: &CheckerSpec, target: &Target, runner: &dyn CodeRunner) -> Decision {
    match (spec, target) {
        (CheckerSpec::Code { timeout_s }, Target::Tests(tests)) => {
            code::check(answer, tests, *timeout_s, runner)
        }
        (CheckerSpec::Source {}, _) => {
            Decision::ungraded("the verdict is the score of the source, which is not made again")
        }
        (CheckerSpec::Code { .. }, Target::Text(_)) => {
            Decision::ungraded("the target is a text; checker code needs tests")
        }
        (_, Target::Tests(_)) => {
            Decision::ungraded("the target is tests; only checker code can run them")
        }
        (CheckerSpec::Math { policies }, Target::Text(target)) => {
            math::check(target, answer, policies)
        }
        (CheckerSpec::Exact { case_sensitive }, Target::Text(target)) => {
            exact::check(target, answer, *case_sensitive)
        }
        (CheckerSpec::Choice { letters }, Target::Text(target)) => {
            choice::check(target, answer, letters)
        }
        (CheckerSpec::Set {}, Target::Text(target)) => parts::check_set(target, answer),
        (CheckerSpec::List {}, Target::Text(target)) => parts::check_list(target, answer),
        (CheckerSpec::Json {}, Target::Text(target)) => json::check(target, answer),
    }
}

/// What a checker says about an answer that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Decision {
    verdict: Verdict,
    reason: String,
    ran: Option<Ran>,
}

impl Decision {
    fn new(verdict: Verdict, reason: impl Into<String>) -> Self {
        Self {
            verdict,
            reason: reason.into(),
            ran: None,
        }
    }

    fn correct(reason: impl Into<String>) -> Self {
        Self::new(Verdict::Correct, reason)
    }

    fn incorrect(reason: impl Into<String>) -> Self {
        Self::new(Verdict::Incorrect, reason)
    }

    fn ungraded(reason: impl Into<String>) -> Self {
        Self::new(Verdict::Ungraded, reason)
    }
}

/// The start of `text` for a reason: answers may be long, and hold characters
/// that a terminal obeys.
fn quoted(text: &str) -> String {
    const MOST_CHARS: usize = 40;
    let mut start: String = text.chars().take(MOST_CHARS).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    format!("`{}`", for_terminal(&start))
}

fn why_no_answer(text: &str, trace: &Trace, stop: Option<StopReason>, search: Search) -> String {
    let cut = stop == Some(StopReason::MaxTokens);
    let reason = if text.trim().is_empty() {
        "the completion is empty"
    } else if trace.is_unfinished() {
        "thinking never ended"
    } else if trace
        .answer_region()
        .is_none_or(|region| region.of(text).trim().is_empty())
    {
        "nothing follows the thinking"
    } else if search.strictness == Strictness::Strict {
        "no answer is marked in the text"
    } else {
        "no answer was found in the text"
    };
    if cut {
        format!("{reason} (cut at the token limit)")
    } else if stop == Some(StopReason::Loop) {
        format!("{reason} (cut because it repeated itself)")
    } else {
        reason.to_owned()
    }
}

#[cfg(test)]
mod tests;
