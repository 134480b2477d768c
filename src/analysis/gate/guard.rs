//! Numbers that are watched beside accuracy: each may grow by an allowance, and
//! the gate fails where it is shown to have grown by more.
//!
//! The test is one-sided against the allowance, adjusted by Holm over the task
//! types and the whole for each number, so that a candidate that did not change
//! is stopped far less often than the confidence says.

use rayon::prelude::*;
use serde::Serialize;

use super::{GateOptions, Paired, Verdict};
use crate::analysis::cell::Cell;
use crate::stats::growth::{self, Growth};
use crate::stats::{Confidence, Estimate, correction};

/// What is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Watched {
    /// Share of completions that a limit cut off.
    Truncated,
    /// Share of graded attempts without an answer.
    NoAnswer,
    /// Mean thinking tokens.
    ThinkingTokens,
    /// 95th percentile of thinking tokens.
    LongestThinking,
    /// Switches per 1,000 thinking tokens.
    SwitchRate,
}

impl Watched {
    /// All of them, in the order of tables.
    pub const ALL: [Self; 5] = [
        Self::Truncated,
        Self::NoAnswer,
        Self::ThinkingTokens,
        Self::LongestThinking,
        Self::SwitchRate,
    ];

    /// For a person.
    pub fn name(self) -> &'static str {
        match self {
            Self::Truncated => "truncated",
            Self::NoAnswer => "no answer",
            Self::ThinkingTokens => "thinking tokens, mean",
            Self::LongestThinking => "thinking tokens, p95",
            Self::SwitchRate => "switches per 1,000 tokens",
        }
    }

    /// Whether it is a share, whose growth is a difference; else its growth is
    /// a ratio.
    pub fn is_share(self) -> bool {
        matches!(self, Self::Truncated | Self::NoAnswer)
    }
}

/// How much of each watched number may be added.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Allowances {
    /// Added share of truncated completions.
    pub truncated: f64,
    /// Added share of missing answers.
    pub no_answer: f64,
    /// Mean thinking tokens, as a share of the baseline's that may be added.
    pub thinking_tokens: f64,
    /// The same for the 95th percentile.
    pub longest_thinking: f64,
    /// The same for switches per 1,000 thinking tokens.
    pub switch_rate: f64,
}

impl Default for Allowances {
    /// Five points of truncated completions and of missing answers, a quarter
    /// more thinking, half more in the longest and in switches.
    fn default() -> Self {
        Self {
            truncated: 0.05,
            no_answer: 0.05,
            thinking_tokens: 0.25,
            longest_thinking: 0.5,
            switch_rate: 0.5,
        }
    }
}

impl Allowances {
    /// That of one number.
    pub fn of(&self, watched: Watched) -> f64 {
        match watched {
            Watched::Truncated => self.truncated,
            Watched::NoAnswer => self.no_answer,
            Watched::ThinkingTokens => self.thinking_tokens,
            Watched::LongestThinking => self.longest_thinking,
            Watched::SwitchRate => self.switch_rate,
        }
    }
}

/// A watched number on both sides.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Guard {
    /// What is watched.
    pub watched: Watched,
    /// The task type; `None` over all of them.
    pub task_type: Option<String>,
    /// Items that have the number on both sides.
    pub n_pairs: usize,
    /// The baseline's.
    pub baseline: f64,
    /// The candidate's.
    pub candidate: f64,
    /// A difference of shares, or a ratio.
    pub growth: Estimate,
    /// What may be added: points of a share, or a share of the baseline's.
    pub allowance: f64,
    /// One-sided p value of a growth up to the allowance, adjusted by Holm.
    pub p: f64,
    /// What follows; passed if the interval stays within the allowance.
    pub verdict: Verdict,
}

/// Judges each number that both sides have, per task type and over all.
pub(super) fn judge(pairs: &Paired<'_>, options: &GateOptions) -> Vec<Guard> {
    let mut all = Vec::new();
    for watched in Watched::ALL {
        let scopes = pairs.scopes().into_par_iter();
        let mut guards: Vec<Guard> = scopes
            .filter_map(|scope| of_scope(pairs, scope, watched, options))
            .collect();
        let p_values: Vec<f64> = guards.iter().map(|g| g.p).collect();
        for (guard, p) in guards.iter_mut().zip(correction::holm(&p_values)) {
            guard.p = p;
            guard.verdict = verdict(guard, options);
        }
        all.extend(guards);
    }
    all
}

fn verdict(guard: &Guard, options: &GateOptions) -> Verdict {
    let limit = if guard.watched.is_share() {
        guard.allowance
    } else {
        1.0 + guard.allowance
    };
    if guard.p < options.confidence.alpha() && guard.growth.point > limit {
        Verdict::Regressed
    } else if guard.growth.high <= limit {
        Verdict::Passed
    } else {
        Verdict::Inconclusive
    }
}

/// `None` where a number is not there on both sides, or has nothing to grow
/// from.
fn of_scope(
    pairs: &Paired<'_>,
    scope: Option<&str>,
    watched: Watched,
    options: &GateOptions,
) -> Option<Guard> {
    let allowance = options.allowances.of(watched);
    let grown = grown(pairs.of(scope), watched, allowance, options.confidence)?;
    let per = if watched == Watched::SwitchRate {
        1000.0
    } else {
        1.0
    };
    Some(Guard {
        watched,
        task_type: scope.map(str::to_owned),
        n_pairs: grown.estimate.n,
        baseline: grown.before * per,
        candidate: grown.now * per,
        growth: grown.estimate,
        allowance,
        p: grown.p,
        verdict: Verdict::Inconclusive,
    })
}

/// The growth of a number between the two sides of the pairs.
fn grown(
    items: &[(&Cell, &Cell)],
    watched: Watched,
    allowance: f64,
    confidence: Confidence,
) -> Option<Growth> {
    let both = |get: fn(&Cell) -> Option<f64>| -> (Vec<f64>, Vec<f64>) {
        let found = items.iter().filter_map(|(a, b)| get(a).zip(get(b)));
        found.unzip()
    };
    match watched {
        Watched::Truncated => {
            let (a, b) = both(|c| c.truncated);
            growth::share(&a, &b, allowance, confidence)
        }
        Watched::NoAnswer => {
            let (a, b) = both(|c| c.no_answer);
            growth::share(&a, &b, allowance, confidence)
        }
        Watched::ThinkingTokens => {
            let (a, b) = both(|c| c.thinking_tokens);
            growth::mean(&a, &b, 1.0 + allowance, confidence)
        }
        Watched::LongestThinking => {
            let (a, b) = both(|c| c.thinking_tokens);
            growth::percentile(&a, &b, 0.95, 1.0 + allowance, confidence)
        }
        Watched::SwitchRate => {
            let switches = both(|c| c.switches);
            let tokens = both(|c| c.thinking_tokens);
            growth::rate(
                (&switches.0, &tokens.0),
                (&switches.1, &tokens.1),
                1.0 + allowance,
                confidence,
            )
        }
    }
}
