//! Made-up attempts that were probed.

use super::{FakeRun, attempt, done};
use crate::check::{Judgement, Verdict};
use crate::engine::{Probe, StopReason};
use crate::extract::{Extraction, Rule};
use crate::plan::{Attempt, Mode};
use crate::store::{Outcome, Record};
use crate::suite::Search;
use crate::text::Span;

/// A record of an attempt that thought `n_thinking` tokens and was probed: at
/// each position with the answer there. An answer is right if it is `4`, none
/// if it is empty, ungraded if it is `?`, and wrong otherwise. Each takes two
/// tokens, and a forced end three.
pub fn probed(attempt: Attempt, probes: &[(u32, &str)], n_thinking: u32, own: &str) -> Record {
    let text = if own.is_empty() {
        "<think>\nSo. Alternatively, so.".to_owned()
    } else {
        format!("<think>\nSo. Alternatively, so.</think>\n{own}")
    };
    let mut outcome = done(&text, verdict(own), n_thinking, 2);
    if let Outcome::Done {
        completion,
        judgement,
        ..
    } = &mut outcome
    {
        for (position, answer) in probes {
            completion.probes.push(probe(*position, answer));
            judgement.probes.push(judged(answer));
            completion.n_computed_tokens += 5;
        }
        if own.is_empty() {
            completion.stop_reason = StopReason::MaxTokens;
            completion.n_answer_tokens = 0;
        }
    }
    Record { attempt, outcome }
}

/// Probes, thinking tokens, the own answer.
type Made = (&'static [(u32, &'static str)], u32, &'static str);

/// A small run that was probed every 10 thinking tokens: three items of two task
/// types, and a model that answers at once.
pub fn probed_run() -> FakeRun {
    let mut fake = FakeRun::default();
    let trails: [Made; 6] = [
        (&[(10, "5"), (20, "4"), (30, "4")], 34, "4"),
        (&[(10, "4"), (20, "4")], 25, "5"),
        (&[(10, ""), (20, "6"), (30, "6"), (40, "")], 45, ""),
        (&[], 8, "4"),
        (&[(10, "4"), (20, "7")], 28, "4"),
        (&[(10, "?")], 12, "4"),
    ];
    for (n, (probes, n_thinking, own)) in trails.into_iter().enumerate() {
        let task_type = if n < 3 { "logic" } else { "arithmetic" };
        let key = ["s".to_owned(), task_type.to_owned(), format!("i{n}")];
        let reasoning = attempt(Mode::Reasoning, &key, task_type, None, 1);
        let instruct = attempt(Mode::Instruct, &key, task_type, None, 1);
        fake.items.push((key, "2 + 2?".to_owned(), "4".to_owned()));
        fake.planned.extend([reasoning.clone(), instruct.clone()]);
        fake.records
            .push(probed(reasoning, probes, n_thinking, own));
        let outcome = done("4", Verdict::Correct, 0, 1);
        fake.records.push(Record {
            attempt: instruct,
            outcome,
        });
    }
    fake
}

fn verdict(answer: &str) -> Verdict {
    match answer {
        "4" => Verdict::Correct,
        "" => Verdict::NoAnswer,
        "?" => Verdict::Ungraded,
        _ => Verdict::Incorrect,
    }
}

fn probe(position: u32, answer: &str) -> Probe {
    Probe {
        position,
        offset: 8,
        forced_end: "\n</think>\n\n".to_owned(),
        answer: answer.to_owned(),
        n_answer_tokens: 2,
        n_computed_tokens: 5,
        stop_reason: StopReason::Budget,
    }
}

fn judged(answer: &str) -> Judgement {
    Judgement {
        verdict: verdict(answer),
        reason: "made up".to_owned(),
        extraction: (!answer.is_empty()).then(|| Extraction {
            answer: answer.to_owned(),
            span: Span::new(0, answer.len()),
            rule: Rule::Whole,
        }),
        probes: Vec::new(),
        ran: None,
        search: Search::default(),
    }
}
