//! What stopping early would have saved: at the first right answer, which
//! nobody knows while the model thinks, and where answers agree, which a program
//! could see.

use serde::Serialize;

use super::{Step, Trail, share};
use crate::stats::{Confidence, Estimate, mean, paired, ratio};

/// Probes in a row that have to agree, at most.
const MOST_IN_A_ROW: usize = 5;

/// What stopping early would have come to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stopping {
    /// Accuracy of the whole completions.
    pub accuracy: Estimate,
    /// Their mean thinking tokens.
    pub thinking_tokens: Estimate,
    /// Stopping at the first right answer: a bound for every rule. Where none is
    /// right, all is thought.
    pub oracle: Exit,
    /// Stopping when so many probes in a row agree, 1 to 5, as far as there are
    /// traces with so many.
    pub agreeing: Vec<Exit>,
}

/// What one rule for stopping comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Exit {
    /// Probes in a row that have the same answer; `None` for the oracle.
    pub in_a_row: Option<u32>,
    /// Accuracy of the answers with which the completions stop.
    pub accuracy: Estimate,
    /// Its difference to the whole completions, paired by item.
    pub difference: Estimate,
    /// Mean thinking tokens up to where they stop.
    pub thinking_tokens: Estimate,
    /// Share of all thinking tokens that is saved; `None` where nothing was
    /// thought.
    pub saving: Option<Estimate>,
    /// Mean tokens of the answers at the probes up to there, which a program
    /// that stops by this rule has to write besides.
    pub probe_tokens: f64,
    /// Completions that stop before their end.
    pub n_stopped: usize,
    /// Of these, the share whose answer is correct where they stop: how far an
    /// agreement can be trusted. `None` where none stops.
    pub right_when_stopped: Option<Estimate>,
    /// Of the same, the share whose own answer is correct in the end.
    pub right_in_the_end: Option<Estimate>,
}

/// Where a trail stops by a rule.
struct Stop<'t> {
    trail: &'t Trail<'t>,
    /// The step; the last one is the own answer.
    step: Step,
    is_early: bool,
    probe_tokens: u32,
}

/// What the rules come to; `None` where nothing was thought.
pub(super) fn stopping(trails: &[&Trail<'_>], confidence: Confidence) -> Option<Stopping> {
    if trails.iter().all(|t| t.n_thinking == 0) {
        return None;
    }
    let own: Vec<_> = trails
        .iter()
        .map(|t| (*t, t.is_correct() == Some(true)))
        .collect();
    let whole = trails.iter().map(|t| (t.item(), f64::from(t.n_thinking)));
    let most = trails.iter().map(|t| t.probes().len()).max().unwrap_or(0);
    let rows = 1..=most.min(MOST_IN_A_ROW);
    let agreeing = rows.map(|k| {
        let stops = trails.iter().map(|t| stop(t, agreement(t, k)));
        exit(Some(k as u32), &stops.collect::<Vec<_>>(), confidence)
    });
    let right = |t: &Trail<'_>| t.probes().iter().position(Step::is_right);
    let oracle: Vec<Stop<'_>> = trails.iter().map(|t| stop(t, right(t))).collect();
    Some(Stopping {
        accuracy: share(&own, confidence),
        thinking_tokens: mean::t_interval(&mean::item_means(whole), confidence),
        agreeing: agreeing.collect(),
        oracle: exit(None, &oracle, confidence),
    })
}

/// The place of the probe with which `k` in a row have the same answer.
fn agreement(trail: &Trail<'_>, k: usize) -> Option<usize> {
    let windows = trail.probes().windows(k);
    let agrees = |window: &[Step]| {
        let first = window.first().and_then(|step| step.answer);
        first.is_some() && window.iter().all(|step| step.answer == first)
    };
    windows.map(agrees).position(|is| is).map(|i| i + k - 1)
}

/// The trail stopped at the probe at `place`, or not at all.
fn stop<'t>(trail: &'t Trail<'t>, place: Option<usize>) -> Stop<'t> {
    let n_taken = place.map_or(trail.probes().len(), |place| place + 1);
    let taken = trail.probes().iter().take(n_taken);
    let step = match place {
        Some(place) => trail.steps().get(place),
        None => trail.steps().last(),
    };
    let nothing = Step {
        position: trail.n_thinking,
        answer: None,
        correct: None,
        n_tokens: 0,
    };
    let step = step.copied().unwrap_or(nothing);
    Stop {
        trail,
        step,
        is_early: step.position < trail.n_thinking,
        probe_tokens: taken.map(|probe| probe.n_tokens).sum(),
    }
}

fn exit(in_a_row: Option<u32>, stops: &[Stop<'_>], confidence: Confidence) -> Exit {
    let each = |get: fn(&Stop<'_>) -> f64| -> Vec<f64> {
        mean::item_means(stops.iter().map(|s| (s.trail.item(), get(s))))
    };
    let right: Vec<_> = stops.iter().map(|s| (s.trail, s.step.is_right())).collect();
    let gains = each(|s| {
        let in_the_end = s.trail.is_correct() == Some(true);
        f64::from(s.step.is_right()) - f64::from(in_the_end)
    });
    let one_epoch = gains.len() == stops.len();
    let spent = each(|s| f64::from(s.step.position));
    let all = each(|s| f64::from(s.trail.n_thinking));
    let early: Vec<&Stop<'_>> = stops.iter().filter(|s| s.is_early).collect();
    let of_early = |is: fn(&Stop<'_>) -> bool| {
        let values: Vec<_> = early.iter().map(|s| (s.trail, is(s))).collect();
        (!values.is_empty()).then(|| share(&values, confidence))
    };
    Exit {
        in_a_row,
        accuracy: share(&right, confidence),
        difference: paired::of_item_means(&gains, one_epoch, confidence),
        thinking_tokens: mean::t_interval(&spent, confidence),
        saving: ratio::paired_ratio(&spent, &all, confidence).map(|kept| Estimate {
            point: 1.0 - kept.point,
            low: (1.0 - kept.high).clamp(0.0, 1.0 - kept.point),
            high: 1.0 - kept.low,
            ..kept
        }),
        probe_tokens: mean::mean(&each(|s| f64::from(s.probe_tokens))),
        n_stopped: early.len(),
        right_when_stopped: of_early(|s| s.step.is_right()),
        right_in_the_end: of_early(|s| s.trail.is_correct() == Some(true)),
    }
}
