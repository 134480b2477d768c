//! The rule by which a comparison is decided; see the head of
//! [`super`].

use super::{Comparison, Decision, POWER, Spreads};
use crate::analysis::Options;
use crate::plan::Mode;
use crate::stats::{Confidence, Estimate, power};

/// The comparison with its decision; see the module's head. Of several task
/// types, `n_types` are decided together.
pub(super) fn decided(
    c: Comparison,
    spreads: Spreads,
    n_types: usize,
    options: Options,
) -> Comparison {
    let cheaper = match c.decision {
        Decision::Either { cheaper } => cheaper,
        _ => Mode::Instruct,
    };
    let variance = spreads.variance;
    let alpha = options.confidence.alpha();
    let several = if c.task_type.is_some() { n_types } else { 1 };
    let corrected = Confidence::new(1.0 - alpha / several.max(1) as f64);
    let corrected = corrected.unwrap_or(options.confidence);
    let decision = match &c.net {
        _ if c.n_pairs == 0 => Decision::TooLittleData { n_needed: None },
        Some(net) => by_interval(net, variance, cheaper, corrected, options),
        None if c.p_beyond_margin < alpha => Decision::Either { cheaper },
        None if c.p_adjusted < alpha && c.difference.point > 0.0 => Decision::Reasoning,
        None if c.p_adjusted < alpha && c.difference.point < 0.0 => Decision::Instruct,
        None => Decision::TooLittleData {
            n_needed: needed(&c.difference, variance, corrected, options),
        },
    };
    let spread = spreads.accuracy.filter(|_| c.net.is_none());
    let epochs_needed = match decision {
        Decision::TooLittleData { n_needed } => spread
            .zip(n_needed)
            .and_then(|(spread, n)| spread.epochs_needed(n)),
        _ => None,
    };
    Comparison {
        decision,
        epochs_needed,
        ..c
    }
}

/// The rule by intervals, for what has no exact test: the 95 percent interval
/// within the margin, else the corrected one beside 0.
fn by_interval(
    net: &Estimate,
    variance: f64,
    cheaper: Mode,
    corrected: Confidence,
    options: Options,
) -> Decision {
    let margin = options.margin;
    if net.low > -margin && net.high < margin {
        return Decision::Either { cheaper };
    }
    let df = net.n.saturating_sub(1).max(1) as f64;
    let widened = net.half_width() * corrected.t(df) / options.confidence.t(df);
    let center = f64::midpoint(net.low, net.high);
    if center - widened > 0.0 {
        Decision::Reasoning
    } else if center + widened < 0.0 {
        Decision::Instruct
    } else {
        Decision::TooLittleData {
            n_needed: needed(net, variance, corrected, options),
        }
    }
}

/// The pairs that would show a difference, or that it is smaller than the
/// margin, whichever is sooner.
fn needed(
    difference: &Estimate,
    variance: f64,
    corrected: Confidence,
    options: Options,
) -> Option<usize> {
    let size = difference.point.abs();
    let shown = power::pairs_needed(variance, size, corrected, POWER);
    let left = options.margin - size;
    let refuted = (left > 0.0)
        .then(|| power::pairs_needed(variance, left, options.confidence, POWER))
        .flatten();
    let sooner = shown.into_iter().chain(refuted).min();
    sooner.map(|n| n.max(difference.n + 1))
}
