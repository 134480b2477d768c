//! All ways to answer that a run knows of, on one plane: accuracy against
//! tokens.

use serde::Serialize;

use super::cascade::Cascade;
use crate::analysis::summary::Summary;
use crate::plan::{Mode, Strategy};
use crate::stats::Estimate;

/// One way to answer the items of a task type.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Way {
    /// The task type; `None` over all of them.
    pub task_type: Option<String>,
    /// What is done.
    pub how: How,
    /// Share of graded attempts that are correct.
    pub accuracy: Estimate,
    /// Mean completion tokens of an attempt, all its draws together.
    pub tokens: Estimate,
    /// Whether no other way of the task type is at least as accurate for fewer
    /// tokens, or more accurate for as many. By the points alone, without
    /// regard to the intervals.
    pub efficient: bool,
}

/// What is done with an item.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum How {
    /// One model, as it was run.
    Model {
        /// The model.
        model: String,
        /// Whether it was let think.
        mode: Mode,
        /// How its attempts spent their compute.
        strategy: Strategy,
        /// The limit on thinking tokens.
        budget: Option<u32>,
    },
    /// Two models, played through with stored draws.
    Cascade {
        /// The model that answers first.
        instruct: String,
        /// The model that is asked where the answers differ.
        reasoning: String,
        /// How many draws must agree.
        k: usize,
        /// Share of items that went on to the reasoning model.
        escalated: f64,
    },
}

/// The ways of all task types, the cheapest of each first; task types in plan
/// order, all of them together last.
pub fn ways(summaries: &[Summary], cascades: &[Cascade]) -> Vec<Way> {
    let run = summaries.iter().map(|s| Way {
        task_type: s.group.task_type.clone(),
        how: How::Model {
            model: s.group.model.clone(),
            mode: s.group.mode,
            strategy: s.group.strategy,
            budget: s.group.budget,
        },
        accuracy: s.accuracy,
        tokens: s.completion_tokens,
        efficient: false,
    });
    let played = cascades.iter().map(|c| Way {
        task_type: c.task_type.clone(),
        how: How::Cascade {
            instruct: c.instruct.clone(),
            reasoning: c.reasoning.clone(),
            k: c.k,
            escalated: c.escalated,
        },
        accuracy: c.accuracy,
        tokens: c.tokens,
        efficient: false,
    });
    let mut types: indexmap::IndexMap<Option<String>, Vec<Way>> = indexmap::IndexMap::new();
    for way in run.chain(played).filter(|way| way.accuracy.n > 0) {
        types.entry(way.task_type.clone()).or_default().push(way);
    }
    let mut all = Vec::new();
    let (whole, parts): (Vec<_>, Vec<_>) = types.into_iter().partition(|(name, _)| name.is_none());
    for (_, mut ways) in parts.into_iter().chain(whole) {
        ways.sort_by(|a, b| a.tokens.point.total_cmp(&b.tokens.point));
        mark_efficient(&mut ways);
        all.extend(ways);
    }
    all
}

/// `ways` are sorted by their tokens.
fn mark_efficient(ways: &mut [Way]) {
    for i in 0..ways.len() {
        let this = (ways[i].accuracy.point, ways[i].tokens.point);
        ways[i].efficient = !ways.iter().enumerate().any(|(j, other)| {
            let that = (other.accuracy.point, other.tokens.point);
            let as_good = that.0 >= this.0 && that.1 <= this.1;
            // Of two that are the same, the first is kept.
            as_good && (that != this || j < i)
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::{Confidence, mean, proportion};

    fn way(accuracy: usize, tokens: f64) -> Way {
        let c = Confidence::default();
        Way {
            task_type: None,
            how: How::Cascade {
                instruct: String::new(),
                reasoning: String::new(),
                k: 2,
                escalated: 0.0,
            },
            accuracy: proportion::wilson(accuracy, 10, c),
            tokens: mean::t_interval(&[tokens, tokens], c),
            efficient: false,
        }
    }

    #[test]
    fn what_is_beaten_on_both_counts_is_not_efficient() {
        let mut ways = [
            way(5, 10.0),
            way(5, 10.0),
            way(4, 20.0),
            way(7, 20.0),
            way(7, 30.0),
        ];
        mark_efficient(&mut ways);
        let marks = ways.map(|w| w.efficient);
        assert_eq!(marks, [true, false, false, true, false]);
    }
}
