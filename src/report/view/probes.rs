//! What probes inside the thinking tell.

use super::block::{Figure, Table, Value, plain, with_interval};
use super::{Models, Section, drawn};
use crate::analysis::probes::{BudgetPoint, Exit, ProbeSummary, Reading};
use crate::analysis::{Analysis, Group};
use crate::report::chart::budget::{BudgetLine, budget};
use crate::report::{ReportError, words};
use crate::stats::Estimate;

/// Points of a curve that are shown whole; of more, those at the powers of two
/// are.
const MOST_POINTS: usize = 12;

/// The section; `None` where nothing was probed.
pub fn section(analysis: &Analysis<'_>, models: &Models) -> Result<Option<Section>, ReportError> {
    let Some(first) = analysis.probes.first() else {
        return Ok(None);
    };
    let mut multiples = Vec::new();
    for task_type in analysis.task_types() {
        let ours = |s: &&ProbeSummary| s.group.task_type.as_deref() == Some(task_type);
        let summaries: Vec<&ProbeSummary> = analysis.probes.iter().filter(ours).collect();
        if summaries.iter().all(|s| s.budgets.is_empty()) {
            continue;
        }
        let label = format!(
            "Accuracy on {task_type} where the thinking stops early; the table below holds the numbers."
        );
        let lines: Vec<BudgetLine> = summaries.iter().map(|s| line(s, models)).collect();
        multiples.push(Figure {
            title: task_type.to_owned(),
            svg: budget(&lines, &[], &label).map_err(drawn("probes"))?,
            note: None,
            table: chart_table(&summaries),
        });
    }
    Ok(Some(Section {
        lead: "At points inside the thinking the answer was forced and checked: what would the \
               model have said there? So the first right answer is a fact about this model, no \
               other model's opinion. The attempts themselves are the same as without probes."
            .to_owned(),
        figures: Vec::new(),
        multiples,
        multiples_note: Some(note(first.reading).to_owned()),
        tables: vec![
            scores_table(analysis),
            stopping_table(analysis),
            cost_table(analysis),
        ],
    }))
}

/// How to read the curves.
fn note(reading: Reading) -> &'static str {
    match reading {
        Reading::Budget => {
            "The line is the accuracy if the thinking had been ended at each position: what a run with \
             that budget measures. The mark at the far right is the whole thinking."
        }
        Reading::LastThought => {
            "The line is the accuracy of the answer at the last thought that had ended by each \
             position; before its first end a completion counts as not correct. The mark at the far right is \
             the whole thinking."
        }
    }
}

/// The points that are shown: all where they are few.
pub fn shown(points: &[BudgetPoint]) -> Vec<&BudgetPoint> {
    let place = |i: usize| points.len() <= MOST_POINTS || (i + 1).is_power_of_two();
    let last = points.len().saturating_sub(1);
    let places = points.iter().enumerate();
    places
        .filter(|(i, _)| place(*i) || *i == last)
        .map(|(_, p)| p)
        .collect()
}

/// The name of a group's task type.
pub fn task_type(group: &Group) -> &str {
    group.task_type.as_deref().unwrap_or("all task types")
}

/// UT with its three decimals, as the paper has them.
pub fn thousandths(value: f64) -> String {
    if value.is_finite() {
        format!("{value:.3}")
    } else {
        "–".to_owned()
    }
}

/// The name of a rule for stopping.
pub fn rule(exit: &Exit) -> String {
    match exit.in_a_row {
        None => "first right (nobody knows)".to_owned(),
        Some(1) => "first with an answer".to_owned(),
        Some(k) => format!("{k} in a row agree"),
    }
}

fn line(summary: &ProbeSummary, models: &Models) -> BudgetLine {
    let points = shown(&summary.budgets).into_iter();
    let mut points: Vec<(Option<u32>, Estimate)> =
        points.map(|p| (Some(p.budget), p.accuracy)).collect();
    let whole = summary.stopping.as_ref().map(|s| (None, s.accuracy));
    points.extend(whole);
    BudgetLine {
        model: models.place(&summary.group.model),
        points,
        recommended: None,
    }
}

fn chart_table(summaries: &[&ProbeSummary]) -> Table {
    let mut table = Table::new(
        "The data behind the chart",
        &[
            "Model",
            "#Position",
            "#Accuracy",
            "#Interval",
            "#n",
            "#Not known | Not graded there, or cut before, so that no probe stands there",
            "#Tokens spent | Mean thinking tokens really spent",
        ],
    );
    for summary in summaries {
        for p in shown(&summary.budgets) {
            table.push(vec![
                plain(&summary.group.model),
                plain(words::count(p.budget as usize)),
                plain(words::percent(p.accuracy.point)),
                plain(words::percent_interval(&p.accuracy)),
                plain(words::count(p.accuracy.n)),
                plain(words::count(p.n_unknown)),
                plain(words::decimal(p.thinking_tokens)),
            ]);
        }
    }
    table
}

fn scores_table(analysis: &Analysis<'_>) -> Table {
    let mut table = Table::new(
        "Underthinking and overthinking, measured by probes; intervals by item",
        &[
            "Task type",
            "Model",
            "#UT | Mean share of the thinking that came after a right answer, of incorrect completions (arXiv 2501.18585). Higher is worse",
            "#Incorrect | Of them, those that had the right answer on the way",
            "#Outcome efficiency | Mean share of the thinking up to the first right answer; 0 without one (arXiv 2412.21187)",
            "#Process efficiency | Mean share of the thinking in stretches that end in an answer not given before (same paper)",
            "#First right | Mean thinking tokens up to the first right answer, where there is one",
            "#Left again | Share of those with a right answer in which another one followed",
            "#Changes | Mean number of changes of the answer",
            "#Settled | Mean share of the thinking after which the answer stayed the same",
            "#n | Graded completions",
        ],
    );
    for s in &analysis.probes {
        let scores = &s.scores;
        let cells = vec![
            plain(task_type(&s.group)),
            plain(&s.group.model),
            number(scores.underthinking.as_ref(), thousandths),
            plain(format!(
                "{} of {}",
                words::count(scores.n_right_and_left),
                words::count(s.n_incorrect)
            )),
            share(scores.outcome_efficiency.as_ref()),
            share(scores.process_efficiency.as_ref()),
            number(scores.first_right.as_ref(), words::decimal),
            share(scores.left_again.as_ref()),
            number(scores.changes.as_ref(), words::decimal),
            share(scores.stable_from.as_ref()),
            plain(words::count(s.n_traces)),
        ];
        push(&mut table, &s.group, cells);
    }
    table
}

fn stopping_table(analysis: &Analysis<'_>) -> Table {
    let mut table = Table::new(
        "Where it could have stopped",
        &[
            "Task type",
            "Model",
            "Stops",
            "#Accuracy",
            "#Difference | To the whole completions, paired by item, in points",
            "#Thinking tokens | Mean up to where it stops",
            "#Saved | Share of all thinking tokens",
            "#Probe tokens | Mean tokens of the answers at the probes up to there: what the rule itself costs",
            "#Right when stopped | Of those that stop early, the share whose answer is right there",
            "#Right in the end | Of the same, the share whose own answer is right",
            "#Stopped | Completions that stop before their end",
        ],
    );
    for s in &analysis.probes {
        let Some(stopping) = &s.stopping else {
            continue;
        };
        for exit in std::iter::once(&stopping.oracle).chain(&stopping.agreeing) {
            let cells = vec![
                plain(task_type(&s.group)),
                plain(&s.group.model),
                plain(rule(exit)),
                share(Some(&exit.accuracy)),
                with_interval(
                    words::points(exit.difference.point),
                    words::points_interval(&exit.difference),
                ),
                number(Some(&exit.thinking_tokens), words::decimal),
                share(exit.saving.as_ref()),
                plain(words::decimal(exit.probe_tokens)),
                share(exit.right_when_stopped.as_ref()),
                share(exit.right_in_the_end.as_ref()),
                plain(format!(
                    "{} of {}",
                    words::count(exit.n_stopped),
                    words::count(s.n_traces)
                )),
            ];
            push(&mut table, &s.group, cells);
        }
    }
    table
}

fn cost_table(analysis: &Analysis<'_>) -> Table {
    let mut table = Table::new(
        "What the probes cost, in tokens that were computed",
        &[
            "Task type",
            "Model",
            "#Probes | Of graded completions",
            "#Without probes",
            "#For probes",
            "#Times | All over what the run would have computed without probes",
            "#Ungraded | Completions that could not be graded and are left out of all of this",
        ],
    );
    for s in &analysis.probes {
        let tokens = |n: u64| plain(words::count(usize::try_from(n).unwrap_or(usize::MAX)));
        let cells = vec![
            plain(task_type(&s.group)),
            plain(&s.group.model),
            plain(words::count(s.n_probes)),
            tokens(s.cost.plain),
            tokens(s.cost.probes),
            plain(times(s)),
            plain(words::count(s.n_ungraded)),
        ];
        push(&mut table, &s.group, cells);
    }
    table
}

/// How many times the tokens of a run without probes.
pub fn times(summary: &ProbeSummary) -> String {
    let ratio = summary.cost.ratio;
    ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}"))
}

fn push(table: &mut Table, group: &Group, cells: Vec<Value>) {
    if group.task_type.is_some() {
        table.push(cells);
    } else {
        table.push_total(cells);
    }
}

fn share(estimate: Option<&Estimate>) -> Value {
    estimate.map_or_else(
        || plain("–"),
        |e| with_interval(words::percent(e.point), words::percent_interval(e)),
    )
}

fn number(estimate: Option<&Estimate>, word: fn(f64) -> String) -> Value {
    estimate.map_or_else(
        || plain("–"),
        |e| {
            if e.low.is_finite() && e.high.is_finite() {
                with_interval(
                    word(e.point),
                    format!("{} to {}", word(e.low), word(e.high)),
                )
            } else {
                with_interval(word(e.point), "one value only")
            }
        },
    )
}
