//! Strategies beside each other, and accuracy along the number of draws.

use super::accuracy::task_type;
use super::block::{Table, Value, plain, with_interval};
use crate::analysis::{Analysis, AtK, Summary};
use crate::report::words;
use crate::stats::Estimate;

/// Every strategy at every budget; `None` where all attempts took one draw.
pub fn table(analysis: &Analysis<'_>) -> Option<Table> {
    if !analysis.has_draws() {
        return None;
    }
    let mut table = Table::new(
        "Strategies, with the tokens of all draws. pass@n is correct if one of the n draws is: a bound for the others, no way to answer.",
        &[
            "Task type",
            "Strategy",
            "Model",
            "#Budget",
            "#Accuracy",
            "#No answer",
            "#Ungraded",
            "#Failed",
            "#Not run",
            "#Planned",
            "#Tokens | Mean of an attempt: thinking and answer of all its draws",
            "#Per correct answer | Tokens of all draws over the number of correct answers",
            "#n | Independent values behind the accuracy",
        ],
    );
    for s in in_order(analysis) {
        let cells = vec![
            plain(task_type(s)),
            plain(s.group.strategy.to_string()),
            plain(&s.group.model),
            plain(words::budget(s.group.budget)),
            share(&s.accuracy),
            plain(words::count(s.counts.no_answer)),
            plain(words::count(s.counts.ungraded)),
            plain(words::count(s.counts.failed)),
            plain(words::count(s.counts.not_run)),
            plain(words::count(s.counts.planned)),
            plain(words::decimal(s.completion_tokens.point)),
            plain(
                s.tokens_per_correct
                    .map_or_else(|| "none correct".to_owned(), words::decimal),
            ),
            plain(words::count(s.accuracy.n)),
        ];
        if s.group.task_type.is_some() {
            table.push(cells);
        } else {
            table.push_total(cells);
        }
    }
    Some(table)
}

/// pass@k and maj@k; `None` where all attempts took one draw.
pub fn at_k_table(analysis: &Analysis<'_>) -> Option<Table> {
    let mut table = Table::new(
        "What k draws come to, from the strategy with the most draws",
        &[
            "Task type",
            "Draws of",
            "Model",
            "#Budget",
            "#k",
            "#pass@k | One of k draws is correct",
            "#maj@k | The answer that most of k draws agree on is correct",
            "#n | Items with at least k graded draws, of those with a completion",
        ],
    );
    for at in &analysis.at_k {
        let cells = at_k_cells(at);
        if at.group.task_type.is_some() {
            table.push(cells);
        } else {
            table.push_total(cells);
        }
    }
    (!analysis.at_k.is_empty()).then_some(table)
}

fn at_k_cells(at: &AtK) -> Vec<Value> {
    let n = words::count(at.pass.n);
    let n = if at.pass.n < at.n_items {
        format!("{n} of {}", words::count(at.n_items))
    } else {
        n
    };
    vec![
        plain(
            at.group
                .task_type
                .clone()
                .unwrap_or_else(|| "all task types".to_owned()),
        ),
        plain(at.group.strategy.to_string()),
        plain(&at.group.model),
        plain(words::budget(at.group.budget)),
        plain(words::count(at.k as usize)),
        share(&at.pass),
        at.maj.as_ref().map_or_else(|| plain("–"), share),
        plain(n),
    ]
}

/// The summaries by task type, in plan order, with the totals last.
fn in_order<'a>(analysis: &'a Analysis<'_>) -> Vec<&'a Summary> {
    let order = analysis.task_types();
    let mut all: Vec<&Summary> = analysis.summaries.iter().collect();
    all.sort_by_key(|s| {
        let name = s.group.task_type.as_deref();
        name.and_then(|n| order.iter().position(|o| *o == n))
            .unwrap_or(order.len())
    });
    all
}

fn share(e: &Estimate) -> Value {
    with_interval(words::percent(e.point), words::percent_interval(e))
}
