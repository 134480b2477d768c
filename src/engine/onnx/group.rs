//! Which requests go the same way, and how far.

use std::collections::BTreeMap;

use super::row::{Branch, Row, reach};
use crate::engine::Request;
use crate::engine::limits::ThinkingLimit;

/// Makes one row of requests that differ in their budget alone, with the
/// smaller budgets as its branches. Whether requests are joined follows from
/// the requests, never from the batch.
pub(super) fn group(rows: Vec<Row>, requests: &[Request]) -> Vec<Row> {
    let mut groups: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows {
        let request = requests.get(row.index);
        let key = request.map_or_else(String::new, way);
        groups.entry(key).or_default().push(row);
    }
    let mut trunks = Vec::new();
    for (_, mut members) in groups {
        // The longest way first; where a budget ends in a cut, the forced one.
        members.sort_by_key(|row| {
            let cut = matches!(row.limits.thinking, ThinkingLimit::Cut(_));
            (reach(row.limits), !cut, std::cmp::Reverse(row.index))
        });
        while let Some(mut trunk) = members.pop() {
            let others = members.iter().map(|row| Branch {
                index: row.index,
                limits: row.limits,
            });
            let left = trunk.take_along(others.collect());
            members.retain(|row| left.iter().any(|b| b.index == row.index));
            trunks.push(trunk);
        }
    }
    trunks.sort_by_key(|row| row.index);
    trunks
}

/// What decides about every token but for the budget.
fn way(request: &Request) -> String {
    let greedy = request.sampling.temperature == 0.0;
    let request = Request {
        budget: None,
        // Nothing is drawn.
        seed: if greedy { 0 } else { request.seed },
        ..request.clone()
    };
    format!("{request:?}")
}
