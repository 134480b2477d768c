//! From an attempt's draws to its outcome.

use std::cmp::Reverse;

use crate::check::{Judgement, Verdict, winner};
use crate::engine::Completion;
use crate::plan::{Criterion, Strategy};
use crate::store::{Draw, Outcome};

/// The outcome of an attempt from all its draws, in order.
///
/// `group` tells which answers mean the same ([`crate::check::groups_of`]).
/// One draw is the outcome itself. Of several the chosen one gives the attempt
/// its completion and its verdict:
///
/// - `vote@n`: the first draw of the largest group of answers that mean the
///   same; of groups of one size, of that which came first. A draw without an
///   answer has no vote.
/// - `best-of@n`: the draw that is the best by its [`Criterion`]; of equals the
///   first. A draw without an answer is passed over.
/// - `pass@n`: the first correct draw; without one the first that could not be
///   graded (it might be correct), then the first incorrect one.
///
/// Where no draw has an answer, the first is chosen.
pub fn combine(
    strategy: Strategy,
    drawn: Vec<(Completion, Judgement)>,
    group: impl FnOnce(&[&Judgement]) -> Vec<Option<u32>>,
) -> Outcome {
    let mut draws: Vec<Draw> = drawn.into_iter().map(alone).collect();
    if strategy.n_draws() == 1 {
        return draws.pop().map_or_else(no_draw, |draw| Outcome::Done {
            completion: draw.completion,
            judgement: draw.judgement,
            draws,
        });
    }
    let groups = group(&draws.iter().map(|draw| &draw.judgement).collect::<Vec<_>>());
    for (draw, group) in draws.iter_mut().zip(groups) {
        draw.group = group;
    }
    let place = choose(strategy, &draws).unwrap_or(0);
    let Some(chosen) = draws.get_mut(place) else {
        return no_draw();
    };
    chosen.chosen = true;
    let completion = chosen.completion.clone();
    let mut judgement = chosen.judgement.clone();
    if let Some(reason) = undecided(strategy, &draws) {
        judgement.verdict = Verdict::Ungraded;
        judgement.reason = reason;
    }
    Outcome::Done {
        completion,
        judgement,
        draws,
    }
}

fn alone((completion, judgement): (Completion, Judgement)) -> Draw {
    Draw {
        completion,
        judgement,
        group: None,
        chosen: false,
    }
}

/// A defect of the caller, which is no reason to lose the whole run.
fn no_draw() -> Outcome {
    Outcome::Failed {
        error: "the attempt has no draws".to_owned(),
    }
}

fn answer(draw: &Draw) -> Option<&str> {
    draw.judgement
        .extraction
        .as_ref()
        .map(|e| e.answer.as_str())
}

fn choose(strategy: Strategy, draws: &[Draw]) -> Option<usize> {
    match strategy {
        Strategy::Direct | Strategy::BudgetForcing => None,
        Strategy::Vote { .. } => {
            let groups: Vec<Option<u32>> = draws.iter().map(|draw| draw.group).collect();
            winner(&groups)
        }
        Strategy::BestOf { by, .. } => best(by, draws),
        Strategy::Pass { .. } => {
            let rank = |draw: &Draw| match draw.judgement.verdict {
                Verdict::Correct => 0,
                Verdict::Ungraded => 1,
                Verdict::Incorrect => 2,
                Verdict::NoAnswer => 3,
            };
            (0..draws.len()).min_by_key(|&i| draws.get(i).map(rank))
        }
    }
}

fn best(by: Criterion, draws: &[Draw]) -> Option<usize> {
    let answered = draws
        .iter()
        .enumerate()
        .filter(|(_, draw)| answer(draw).is_some());
    // Of equals `min_by` takes the first.
    let best = match by {
        Criterion::Shortest => answered.min_by_key(|(_, draw)| length(draw)),
        Criterion::Longest => answered.min_by_key(|(_, draw)| Reverse(length(draw))),
        Criterion::Logprob => {
            let of = |draw| logprob(draw).unwrap_or(f64::NEG_INFINITY);
            answered.min_by(|(_, a), (_, b)| of(b).total_cmp(&of(a)))
        }
    };
    best.map(|(place, _)| place)
}

/// Tokens of the completion, thinking and answer.
fn length(draw: &Draw) -> u64 {
    let c = &draw.completion;
    u64::from(c.n_thinking_tokens) + u64::from(c.n_answer_tokens)
}

/// `None` where it was not computed, or is no number.
fn logprob(draw: &Draw) -> Option<f64> {
    draw.completion.mean_logprob.filter(|l| !l.is_nan())
}

/// Why the draws cannot be compared. The draws are kept, and so is what they
/// cost; but which of them is the best is not known.
fn undecided(strategy: Strategy, draws: &[Draw]) -> Option<String> {
    let Strategy::BestOf {
        by: Criterion::Logprob,
        ..
    } = strategy
    else {
        return None;
    };
    let lacks = |draw: &Draw| answer(draw).is_some() && logprob(draw).is_none();
    let place = draws.iter().position(lacks)?;
    Some(format!(
        "{strategy}: draw {} has no log-probability, because the engine computed none; \
         choose by `shortest` or `longest`",
        place + 1
    ))
}

#[cfg(test)]
mod tests;
