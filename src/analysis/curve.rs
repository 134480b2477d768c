//! Accuracy along the thinking budgets.

use serde::Serialize;

use super::cell::Cell;
use super::decide::pair;
use super::summary::Summary;
use super::{Group, Options};
use crate::plan::{Mode, Strategy};
use crate::stats::{Estimate, paired};

/// Accuracy of one reasoning model on one task type along the budgets.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Curve {
    /// The model.
    pub model: String,
    /// The task type; `None` for all of them.
    pub task_type: Option<String>,
    /// One point per budget, ascending; the unforced attempts come last.
    pub points: Vec<CurvePoint>,
    /// The smallest budget that is good enough; `None` where no answer was correct.
    pub recommended: Option<Recommended>,
}

/// One point of a curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CurvePoint {
    /// The limit on thinking tokens; `None` where the model ended by itself.
    pub budget: Option<u32>,
    /// Share of graded attempts that are correct.
    pub accuracy: Estimate,
    /// Mean thinking tokens really spent.
    pub thinking_tokens: Estimate,
    /// Completions that a limit on tokens cut off.
    pub n_truncated: usize,
    /// Completions.
    pub n_done: usize,
}

/// The smallest budget that is good enough.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Recommended {
    /// The budget; `None` if only unforced thinking is.
    pub budget: Option<u32>,
    /// Its accuracy less that of the best point, paired by item; `None` if it
    /// is the best point itself.
    pub difference: Option<Estimate>,
    /// Whether the interval of the difference shows that less than the margin
    /// is lost, rather than only its point.
    pub proved: bool,
}

impl Recommended {
    /// Whether less than the margin is shown to be lost.
    pub fn is_proved(&self) -> bool {
        self.proved
    }
}

/// One curve per reasoning model and task type with a budget, and one over all
/// task types, of the attempts with `strategy`.
///
/// The recommended budget is the smallest whose accuracy lies less than the
/// margin below that of the best point of the curve. It is *proved* if the
/// lower end of the paired interval of that difference lies above minus the
/// margin, too. Choosing the best point and then comparing with it flatters
/// the best point a little, so that the recommendation errs toward larger
/// budgets.
pub fn curves(
    strategy: Strategy,
    summaries: &[Summary],
    cells: &[Cell],
    options: Options,
) -> Vec<Curve> {
    let mut keys: indexmap::IndexSet<(&str, Option<&str>)> = indexmap::IndexSet::new();
    for s in summaries {
        let group = &s.group;
        let ours = group.strategy.at(None) == strategy;
        if ours && group.mode == Mode::Reasoning && group.budget.is_some() {
            keys.insert((&group.model, group.task_type.as_deref()));
        }
    }
    keys.into_iter()
        .map(|(model, task_type)| {
            let group = |budget| Group {
                model: model.to_owned(),
                mode: Mode::Reasoning,
                task_type: task_type.map(str::to_owned),
                strategy: strategy.at(budget),
                budget,
            };
            curve(group, summaries, cells, options)
        })
        .collect()
}

fn curve(
    group: impl Fn(Option<u32>) -> Group,
    summaries: &[Summary],
    cells: &[Cell],
    options: Options,
) -> Curve {
    let mut points: Vec<CurvePoint> = summaries
        .iter()
        .filter(|s| s.group == group(s.group.budget))
        .map(|s| CurvePoint {
            budget: s.group.budget,
            accuracy: s.accuracy,
            thinking_tokens: s.thinking_tokens,
            n_truncated: s.counts.truncated,
            n_done: s.counts.done(),
        })
        .collect();
    points.sort_by_key(|p| p.budget.unwrap_or(u32::MAX));
    let Group {
        model, task_type, ..
    } = group(None);
    Curve {
        model,
        task_type,
        recommended: recommended(&points, cells, group, options),
        points,
    }
}

fn recommended(
    points: &[CurvePoint],
    cells: &[Cell],
    group: impl Fn(Option<u32>) -> Group,
    options: Options,
) -> Option<Recommended> {
    let graded = || points.iter().filter(|p| p.accuracy.n > 0);
    // Of equals the first, which is the cheapest.
    let best = graded().reduce(|best, p| {
        if p.accuracy.point > best.accuracy.point {
            p
        } else {
            best
        }
    })?;
    if best.accuracy.point <= 0.0 {
        return None;
    }
    let enough = graded().find(|p| p.accuracy.point > best.accuracy.point - options.margin);
    let budget = enough.unwrap_or(best).budget;
    if budget == best.budget {
        return Some(Recommended {
            budget,
            difference: None,
            proved: true,
        });
    }
    let pairs = pair(cells, &group(budget), &group(best.budget));
    let differences: Vec<f64> = pairs.accuracies().map(|(a, b)| a - b).collect();
    let difference = paired::of_item_means(&differences, pairs.one_epoch, options.confidence);
    Some(Recommended {
        budget,
        difference: Some(difference),
        proved: difference.low > -options.margin,
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Input, analyze, fake};
    use super::*;

    #[test]
    fn the_smallest_budget_that_is_enough() {
        let run = fake::run(60, &[16, 64, 256], 1);
        let input = Input {
            run: "r",
            planned: &run.planned,
            records: &run.records,
            suites: &[],
            probes: None,
        };
        let analysis = analyze(input, Options::default()).unwrap();
        let of = |task_type: &str| {
            let is = |c: &&Curve| c.task_type.as_deref() == Some(task_type);
            analysis.curves.iter().find(is).unwrap()
        };
        let logic = of("logic");
        let budgets: Vec<Option<u32>> = logic.points.iter().map(|p| p.budget).collect();
        assert_eq!(budgets, [Some(16), Some(64), Some(256), None]);
        // Half of the logic items need more than 64 tokens, none more than 90;
        // lookup never needs more than 16.
        assert_eq!(logic.recommended.unwrap().budget, Some(256));
        assert_eq!(of("lookup").recommended.unwrap().budget, Some(16));
        assert_eq!(analysis.curves.len(), 7);
        assert!(analysis.curves.last().unwrap().task_type.is_none());
    }
}
