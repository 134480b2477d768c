//! How decisions are worded.

use super::{confidence, counted, decimal, p_value, percent, points, points_interval, size};
use crate::analysis::{Comparison, Decision};
use crate::stats::Estimate;

/// How many times the tokens: `11.2 times the tokens`, `0.20 times the tokens`,
/// `as many tokens`.
pub fn token_ratio(ratio: &Estimate) -> String {
    match ratio.point {
        r if r < 0.95 => format!("{r:.2} times the tokens"),
        r if r < 1.05 => "as many tokens".to_owned(),
        r => format!("{} times the tokens", decimal(r)),
    }
}

/// A decision in two or three words.
pub fn decision(c: &Comparison) -> &'static str {
    match c.decision {
        Decision::Reasoning => "reasoning",
        Decision::Instruct => "instruct",
        Decision::Either { .. } => "either",
        Decision::TooLittleData { .. } => "too little data",
    }
}

/// A decision as a headline for a person.
pub fn headline(c: &Comparison) -> &'static str {
    match c.decision {
        Decision::Reasoning => "Let it think",
        Decision::Instruct => "Answer at once",
        Decision::Either { .. } if c.none_solved() => "Neither solves it",
        Decision::Either { .. } => "Either will do",
        Decision::TooLittleData { .. } => "Too little data",
    }
}

/// The decision in a sentence or two, with both accuracies, the difference, its
/// interval, n, and the price in tokens.
pub fn sentence(c: &Comparison, margin: f64) -> String {
    let (a, b) = (&c.reasoning, &c.instruct);
    if c.n_pairs == 0 {
        return format!(
            "No item was graded for both {} and {}, so nothing can be said.",
            a.model, b.model
        );
    }
    let d = &c.difference;
    let both = format!(
        "Of {}, {} is right on {}, {} on {}",
        counted(c.n_pairs, "item graded for both", "items graded for both"),
        a.model,
        percent(a.accuracy_on_pairs),
        b.model,
        percent(b.accuracy_on_pairs)
    );
    if let Some(net) = &c.net {
        return net_sentence(c, &both, net, margin);
    }
    let gain = size(d.point);
    let difference = points(d.point);
    let evidence = format!("{} interval {}", confidence(d), points_interval(d));
    let spends = price(c, "; thinking spends ");
    match c.decision {
        Decision::Reasoning => {
            let price = price(c, ", for ");
            format!("{both}: {gain} points more with thinking ({evidence}){price}.") + &doubt(c)
        }
        Decision::Instruct => {
            format!("{both}: {gain} points more without thinking ({evidence}){spends}.") + &doubt(c)
        }
        Decision::Either { .. } => {
            let limit = size(margin);
            let real = if c.is_real() {
                " That difference is real, but smaller than the margin."
            } else {
                ""
            };
            format!(
                "{both}. They are shown to lie within {limit} points of each other \
                 ({difference} points, {evidence}){spends}.{real}"
            )
        }
        Decision::TooLittleData { n_needed } => {
            let settled = settled(n_needed, c.epochs_needed);
            let open = open(c);
            format!("{both}. The difference of {difference} points ({evidence}) {open}.{settled}")
        }
    }
}

/// The sentence where a price decides: what was gained, what is left of it after
/// the price.
fn net_sentence(c: &Comparison, both: &str, net: &Estimate, margin: f64) -> String {
    let d = &c.difference;
    let cost = net.point - d.point;
    let left = format!(
        "{both}: {} points with thinking. Its cost is worth {} points, which leaves {} ({} \
         interval {})",
        points(d.point),
        size(cost),
        points(net.point),
        confidence(net),
        points_interval(net)
    );
    match c.decision {
        Decision::Reasoning => format!("{left}: it pays.") + &doubt(c),
        Decision::Instruct => format!("{left}: it does not pay.") + &doubt(c),
        Decision::Either { .. } => {
            format!(
                "{left}: shown to be within {} points of nothing.",
                size(margin)
            )
        }
        Decision::TooLittleData { n_needed } => {
            format!("{left}: it could go either way.{}", settled(n_needed, None))
        }
    }
}

/// How far a difference is from being shown.
fn open(c: &Comparison) -> String {
    let d = &c.difference;
    if d.low <= 0.0 && d.high >= 0.0 {
        return "could go either way".to_owned();
    }
    let among = if c.task_type.is_some() {
        "among several task types "
    } else {
        ""
    };
    format!("is {among}not yet shown (p {})", p_value(c.p_adjusted))
}

/// How many items, or epochs of these, would settle it, as a sentence of its own.
fn settled(n_needed: Option<usize>, epochs_needed: Option<usize>) -> String {
    n_needed.map_or_else(String::new, |n| {
        format!(" About {} would settle it.", enough(n, epochs_needed))
    })
}

/// `130 items`, `130 items, or 6 epochs of these,`.
pub fn enough(n_items: usize, epochs: Option<usize>) -> String {
    let items = counted(n_items, "item", "items");
    epochs.map_or_else(
        || items.clone(),
        |n| format!("{items}, or {} of these,", counted(n, "epoch", "epochs")),
    )
}

/// The price of thinking in tokens after `lead`, where it is known.
fn price(c: &Comparison, lead: &str) -> String {
    let ratio = c.token_ratio.as_ref();
    ratio.map_or_else(String::new, |r| format!("{lead}{}", token_ratio(r)))
}

/// What is to be said where a difference is shown for its task type alone, but
/// not for all task types together.
fn doubt(c: &Comparison) -> String {
    if c.task_type.is_none() || c.survives_correction() {
        return String::new();
    }
    format!(
        " Among several task types this may still be chance (p adjusted by Holm: {:.2}).",
        c.p_adjusted
    )
}
