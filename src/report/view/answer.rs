//! The first screen: what was asked, the decision per task type, the facts.

use serde::Serialize;

use super::block::Fact;
use crate::analysis::{Analysis, Comparison, Decision};
use crate::plan::Mode;
use crate::report::{RunFacts, words};

/// The first screen.
#[derive(Debug, Serialize)]
pub struct Answer {
    /// What was asked, in a sentence.
    pub asked: String,
    /// What came out, in a few sentences: one per decision that occurs.
    pub summary: Vec<String>,
    /// Whether the run is partial, and what to do about it.
    pub partial: Option<Partial>,
    /// The decisions, per pair of models.
    pub pairs: Vec<Pair>,
    /// Date, n, cost.
    pub facts: Vec<Fact>,
    /// Where every planned attempt went.
    pub equation: String,
}

/// What a partial run lacks.
#[derive(Debug, Serialize)]
pub struct Partial {
    /// How many attempts are missing, and what completes them.
    pub text: String,
    /// The flag that does.
    pub remedy: String,
}

/// The decisions on one pair of models.
#[derive(Debug, Serialize)]
pub struct Pair {
    /// The reasoning model.
    pub reasoning: String,
    /// The instruct model.
    pub instruct: String,
    /// One per task type, then one over all.
    pub decisions: Vec<Decided>,
}

/// One decision.
#[derive(Debug, Serialize)]
pub struct Decided {
    /// The task type, or `all task types`.
    pub task_type: String,
    /// Class of its look: `reasoning`, `instruct`, `either`, `unknown`.
    pub class: &'static str,
    /// A sign that tells it apart without color.
    pub sign: &'static str,
    /// The decision in a few words.
    pub headline: String,
    /// The decision in a sentence or two.
    pub sentence: String,
    /// Whether it is over all task types.
    pub is_total: bool,
}

/// The title of the page.
pub fn title(analysis: &Analysis<'_>) -> String {
    match pairs(analysis).as_slice() {
        [] => "What the run shows".to_owned(),
        [(reasoning, instruct)] => format!("{reasoning} or {instruct}?"),
        _ => "Reasoning or instruct?".to_owned(),
    }
}

/// Builds the first screen.
pub fn answer(facts: &RunFacts, analysis: &Analysis<'_>) -> Answer {
    let pairs = pairs(analysis);
    let made = pairs.iter().map(|(reasoning, instruct)| Pair {
        reasoning: (*reasoning).to_owned(),
        instruct: (*instruct).to_owned(),
        decisions: analysis
            .comparisons
            .iter()
            .filter(|c| c.reasoning.model == *reasoning && c.instruct.model == *instruct)
            .map(|c| decided(c, analysis.options.margin))
            .collect(),
    });
    Answer {
        asked: asked(analysis, pairs.is_empty()),
        summary: match pairs.as_slice() {
            [_] => summary(analysis),
            _ => Vec::new(),
        },
        partial: partial(analysis),
        pairs: made.collect(),
        facts: run_facts(facts, analysis),
        equation: words::equation(&analysis.counts()),
    }
}

fn pairs<'a>(analysis: &'a Analysis<'_>) -> Vec<(&'a str, &'a str)> {
    let all: indexmap::IndexSet<(&str, &str)> = analysis
        .comparisons
        .iter()
        .map(|c| (c.reasoning.model.as_str(), c.instruct.model.as_str()))
        .collect();
    all.into_iter().collect()
}

fn decided(c: &Comparison, margin: f64) -> Decided {
    let (class, sign) = match c.decision {
        Decision::Reasoning => ("reasoning", "▲"),
        Decision::Instruct => ("instruct", "▼"),
        Decision::Either { .. } => ("either", "="),
        Decision::TooLittleData { .. } => ("unknown", "?"),
    };
    Decided {
        task_type: c
            .task_type
            .clone()
            .unwrap_or_else(|| "all task types".to_owned()),
        class,
        sign,
        headline: words::headline(c).to_owned(),
        sentence: words::sentence(c, margin),
        is_total: c.task_type.is_none(),
    }
}

fn asked(analysis: &Analysis<'_>, alone: bool) -> String {
    let task_types = analysis.task_types();
    let items: std::collections::BTreeSet<[&str; 3]> = analysis
        .rows
        .iter()
        .map(|r| [r.attempt.suite.as_str(), &r.attempt.part, &r.attempt.item])
        .collect();
    let n_items = words::counted(items.len(), "item", "items");
    let n_types = words::counted(task_types.len(), "task type", "task types");
    if alone {
        format!(
            "How accurate is each model, and what does its thinking cost? {n_items} of {n_types}."
        )
    } else {
        format!(
            "For which kind of work does letting a model think before it answers pay? \
             The same {n_items} of {n_types} were put to a model that reasons and to one that \
             answers at once."
        )
    }
}

/// One sentence for each decision that occurs.
fn summary(analysis: &Analysis<'_>) -> Vec<String> {
    type Is = fn(&Comparison) -> bool;
    let groups: [(&str, &str, Is); 6] = [
        ("Let it think for", "", |c| {
            c.decision == Decision::Reasoning
        }),
        ("Answer at once for", "", |c| {
            c.decision == Decision::Instruct
        }),
        (
            "For",
            " the two are as good as equal: answer at once, it is cheaper",
            |c| is_either(c, Mode::Instruct) && !c.none_solved(),
        ),
        (
            "For",
            " the two are as good as equal: let it think, it is cheaper",
            |c| is_either(c, Mode::Reasoning) && !c.none_solved(),
        ),
        ("Neither model solves", "", |c| {
            matches!(c.decision, Decision::Either { .. }) && c.none_solved()
        }),
        ("Too little data to tell for", "", |c| {
            matches!(c.decision, Decision::TooLittleData { .. })
        }),
    ];
    let named = |is: Is| -> Vec<&str> {
        let all = analysis.comparisons.iter().filter(|c| is(c));
        all.filter_map(|c| c.task_type.as_deref()).collect()
    };
    groups
        .into_iter()
        .map(|(before, after, is)| (before, named(is), after))
        .filter(|(_, types, _)| !types.is_empty())
        .map(|(before, types, after)| format!("{before} {}{after}.", listed(&types)))
        .collect()
}

fn is_either(c: &Comparison, cheaper: Mode) -> bool {
    c.decision == Decision::Either { cheaper }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

fn partial(analysis: &Analysis<'_>) -> Option<Partial> {
    let c = analysis.counts();
    let open = c.not_run + c.failed;
    (open > 0).then(|| Partial {
        text: format!(
            "Of {} planned attempts {} failed and {} were not run. Every number below is over \
             the others. To complete it, give the same command again with",
            words::count(c.planned),
            words::count(c.failed),
            words::count(c.not_run)
        ),
        remedy: format!("--resume {}", analysis.run),
    })
}

fn run_facts(facts: &RunFacts, analysis: &Analysis<'_>) -> Vec<Fact> {
    let counts = analysis.counts();
    let totals = analysis
        .summaries
        .iter()
        .filter(|s| s.group.task_type.is_none());
    let (prompt, completion, computed) = totals.fold((0.0, 0.0, 0.0), |sum, s| {
        (
            sum.0 + s.total_prompt_tokens,
            sum.1 + s.total_completion_tokens,
            sum.2 + s.total_computed_tokens,
        )
    });
    let models: Vec<String> = facts
        .models
        .iter()
        .map(|m| format!("{} ({})", m.name, m.mode))
        .collect();
    let done = format!(
        "{} done of {} planned",
        words::count(counts.done()),
        words::count(counts.planned)
    );
    let tokens = format!(
        "{} written, {} read, {} computed",
        words::whole(completion),
        words::whole(prompt),
        words::whole(computed)
    );
    vec![
        Fact::new("Models", &models.join(", ")),
        Fact::new("Date", &date(&facts.started)),
        Fact::new("Attempts", &done),
        Fact::new("Tokens", &tokens),
        Fact::new("Time", &words::seconds(facts.elapsed_s)),
        Fact::new("Machine", &facts.machine),
    ]
}

/// An RFC 3339 instant for a person; as it is, if it is none.
pub(super) fn date(started: &str) -> String {
    started.parse::<jiff::Timestamp>().map_or_else(
        |_| started.to_owned(),
        |t| t.strftime("%-d %B %Y, %H:%M UTC").to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_dates_for_people() {
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(date("2026-01-02T03:04:05Z"), "2 January 2026, 03:04 UTC");
        assert_eq!(date("yesterday"), "yesterday");
    }
}
