//! The decisions of `overthink decide` for a person: sentences and tables for
//! the terminal and for Markdown.

use super::grid::escaped;
use super::terminal::wrapped;
use super::words;
use crate::analysis::decide::over::Decisions;
use crate::analysis::{Comparison, Decision};
use crate::plan::Mode;
use crate::text::for_terminal;

pub mod routes;
mod tables;

/// The decisions for a terminal `width` columns wide; no line end at the end.
pub fn terminal(decisions: &Decisions, width: u16) -> String {
    let mut parts = vec![wrapped(&rule(decisions), width, "")];
    for pair in pairs(decisions) {
        let sentences = pair.iter().map(|c| {
            let text = format!("{}: {}", name(c), verdict(c, decisions));
            wrapped(&for_terminal(&text), width, "  ")
        });
        parts.push(for_terminal(&heading(pair)));
        parts.push(sentences.collect::<Vec<_>>().join("\n"));
        parts.extend(tables::of_pair(pair).iter().map(|g| g.terminal(width)));
    }
    parts.extend(tables::of_all(decisions).iter().map(|g| g.terminal(width)));
    parts.push(wrapped(&words::equation(&decisions.counts), width, ""));
    parts.join("\n\n")
}

/// The same as Markdown.
pub fn markdown(decisions: &Decisions) -> String {
    let mut text = format!(
        "# Reasoning or instruct?\n\n{}\n",
        escaped(&rule(decisions))
    );
    for pair in pairs(decisions) {
        text.push_str(&format!("\n## {}\n\n", escaped(&heading(pair))));
        for c in pair {
            let verdict = escaped(&verdict(c, decisions));
            text.push_str(&format!("- **{}**: {verdict}\n", escaped(name(c))));
        }
        for grid in tables::of_pair(pair) {
            text.push_str(&format!("\n{}", grid.markdown()));
        }
    }
    for grid in tables::of_all(decisions) {
        text.push_str(&format!("\n{}", grid.markdown()));
    }
    text.push_str(&format!(
        "\n{}\n",
        escaped(&words::equation(&decisions.counts))
    ));
    text
}

/// By what was decided, in a sentence or two.
fn rule(decisions: &Decisions) -> String {
    let o = decisions.options;
    let confidence = (o.confidence.share() * 1000.0).round() / 10.0;
    let margin = words::size(o.margin);
    let price = match o.worth {
        Some(worth) => format!(
            " A point of accuracy is worth {worth} an attempt: decided by the net difference, \
             accuracy less cost."
        ),
        None => " Decided by accuracy alone; `--worth 20tokens` puts a price on it.".to_owned(),
    };
    format!(
        "Runs {}. Rule: {confidence}% intervals of paired differences; within {margin} points \
         both are as good, and the cheaper is taken.{price}",
        decisions.runs.join(", ")
    )
}

fn heading(pair: &[Comparison]) -> String {
    pair.first().map_or_else(String::new, |c| {
        format!(
            "{} (reasoning) and {} (instruct)",
            c.reasoning.model, c.instruct.model
        )
    })
}

/// The comparisons, pair of models by pair of models.
fn pairs(decisions: &Decisions) -> impl Iterator<Item = &[Comparison]> {
    let who = |c: &Comparison| (c.reasoning.model.clone(), c.instruct.model.clone());
    decisions.comparisons.chunk_by(move |a, b| who(a) == who(b))
}

fn name(c: &Comparison) -> &str {
    c.task_type.as_deref().unwrap_or("all task types")
}

fn verdict(c: &Comparison, decisions: &Decisions) -> String {
    let sentence = words::sentence(c, decisions.options.margin);
    let unpriced = if decisions.options.worth.is_some() && c.net.is_none() {
        " The cost was not measured for it, so it is decided by accuracy alone."
    } else {
        ""
    };
    let cheaper = match c.decision {
        Decision::Either { cheaper } => {
            let side = match cheaper {
                Mode::Reasoning => &c.reasoning,
                Mode::Instruct => &c.instruct,
            };
            format!(" Cheaper: {}.", side.model)
        }
        _ => String::new(),
    };
    let (headline, decision) = (words::headline(c), words::decision(c));
    let named = if headline.eq_ignore_ascii_case(decision) {
        String::new()
    } else {
        format!(" ({decision})")
    };
    format!("{headline}{named}. {sentence}{unpriced}{cheaper}")
}
