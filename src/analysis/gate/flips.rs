//! The items that changed sides: right before and wrong now, and the reverse.

use serde::Serialize;

use super::Paired;

/// The items that changed sides.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Flips {
    /// Right in the baseline, wrong in the candidate.
    pub lost: Vec<Flip>,
    /// Wrong in the baseline, right in the candidate.
    pub gained: Vec<Flip>,
}

/// An item that changed sides.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flip {
    /// What kind of work the item is.
    pub task_type: String,
    /// Suite, part and item.
    pub item: [String; 3],
    /// Share of the baseline's epochs that are right.
    pub baseline: f64,
    /// Share of the candidate's.
    pub candidate: f64,
}

/// The items that were right in most epochs on one side and wrong in most on
/// the other, in the baseline's order.
pub(super) fn flips(pairs: &Paired<'_>) -> Flips {
    let mut flips = Flips::default();
    for (a, b) in &pairs.items {
        let Some((before, now)) = a.accuracy.zip(b.accuracy) else {
            continue;
        };
        let flip = || Flip {
            task_type: a.task_type.clone(),
            item: a.item.clone(),
            baseline: before,
            candidate: now,
        };
        if before > 0.5 && now < 0.5 {
            flips.lost.push(flip());
        } else if before < 0.5 && now > 0.5 {
            flips.gained.push(flip());
        }
    }
    flips
}
