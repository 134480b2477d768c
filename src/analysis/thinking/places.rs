//! Which group, and in it which item, each row of the table `traces` is of.

use indexmap::{IndexMap, IndexSet};
use polars::prelude::{DataFrame, PolarsResult};

use super::Group;
use crate::analysis::length::Fate;
use crate::analysis::{column, read};

/// Where a trace belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// Its group, by index.
    group: usize,
    /// Its item, by the order of first appearance.
    item: usize,
    /// Its row in the table.
    row: usize,
}

/// The traces that belong to a group, by group and in it by item.
pub(super) fn places(traces: &DataFrame, groups: &[Group]) -> PolarsResult<Vec<Place>> {
    let text = |name| read::texts(traces, name);
    let (models, task_types, words) = (
        text(column::MODEL)?,
        text(column::TASK_TYPE)?,
        text(column::OUTCOME)?,
    );
    let (suites, parts, names) = (
        text(column::SUITE)?,
        text(column::PART)?,
        text(column::ITEM)?,
    );
    let by_outcome = groups.iter().any(|g| g.outcome.is_some());
    let index: IndexMap<(&str, &str, Option<Fate>), usize> = groups
        .iter()
        .enumerate()
        .map(|(i, g)| ((g.model.as_str(), g.task_type.as_str(), g.outcome), i))
        .collect();
    let mut items: IndexSet<[&str; 3]> = IndexSet::new();
    let whose = models.iter().zip(&task_types).zip(&words);
    let which = suites.iter().zip(&parts).zip(&names);
    let mut places = Vec::new();
    for (row, (((model, task_type), word), ((suite, part), name))) in whose.zip(which).enumerate() {
        let (item, _) = items.insert_full([suite, part, name]);
        let outcome = Fate::of(word).filter(|_| by_outcome);
        if let Some(&group) = index.get(&(model.as_str(), task_type.as_str(), outcome)) {
            places.push(Place { group, item, row });
        }
    }
    places.sort_unstable();
    Ok(places)
}

/// The values of a measure, for each group, and in it for each item.
pub(super) fn clusters(
    values: &[Option<f64>],
    places: &[Place],
    n_groups: usize,
) -> Vec<Vec<Vec<f64>>> {
    let mut found: Vec<Vec<Vec<f64>>> = vec![Vec::new(); n_groups];
    for same in places.chunk_by(|a, b| (a.group, a.item) == (b.group, b.item)) {
        let of_item = same.iter().filter_map(|p| *values.get(p.row)?);
        let of_item: Vec<f64> = of_item.collect();
        let group = same.first().and_then(|p| found.get_mut(p.group));
        if let Some(group) = group.filter(|_| !of_item.is_empty()) {
            group.push(of_item);
        }
    }
    found
}
