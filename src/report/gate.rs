//! What the gate found, for a person and for a build server.

use serde::Serialize;

use super::grid::{Grid, escaped};
use super::terminal::wrapped;
use super::words;
use crate::analysis::gate::{Accuracy, Difference, Flip, Gate, Guard, Noise, Verdict, Watched};
use crate::text::for_terminal;

mod junit;
mod markdown;
mod tables;

pub use junit::junit;
pub use markdown::markdown;

/// What the gate found, with what a reader should know beside it.
#[derive(Debug, Clone, Serialize)]
pub struct GateReport {
    /// The findings.
    #[serde(flatten)]
    pub gate: Gate,
    /// Conditions that differ, which the user chose to ignore.
    pub ignored: Vec<Difference>,
    /// Items that changed sides, with what was said; a choice of them.
    pub told: Vec<ToldFlip>,
}

/// An item that changed sides, with what both models said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ToldFlip {
    /// Which item.
    #[serde(flatten)]
    pub flip: Flip,
    /// What was asked.
    pub prompt: String,
    /// The right answer.
    pub target: String,
    /// What the baseline said.
    pub before: Option<Told>,
    /// What the candidate said.
    pub now: Option<Told>,
}

/// What a model said in one attempt.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    /// The attempt's id, for `overthink trace RUN ID`.
    pub attempt: String,
    /// The verdict in a word.
    pub verdict: String,
    /// Why.
    pub reason: String,
    /// The extracted answer.
    pub answer: Option<String>,
    /// The whole completion.
    pub text: String,
}

/// For a terminal `width` columns wide; no line end at the end.
pub fn terminal(report: &GateReport, width: u16) -> String {
    let gate = &report.gate;
    let mut parts = vec![wrapped(&for_terminal(&headline(gate)), width, "")];
    for d in &report.ignored {
        let text = format!("Not the same, and ignored: {}.", d.what);
        parts.push(wrapped(&for_terminal(&text), width, "  "));
    }
    parts.extend(
        reasons(gate)
            .iter()
            .map(|r| wrapped(&for_terminal(r), width, "  ")),
    );
    parts.push(tables::accuracy(gate).terminal(width));
    parts.extend(tables::guards(gate).map(|grid| grid.terminal(width)));
    parts.push(flips(report, width));
    parts.push(wrapped(&for_terminal(&rule(gate)), width, ""));
    parts.join("\n\n")
}

/// The verdict in a sentence.
fn headline(gate: &Gate) -> String {
    let (before, now) = (&gate.baseline, &gate.candidate);
    let who = format!(
        "{} of {} against {} of {}",
        now.1.model, now.0, before.1.model, before.0
    );
    let verdict = match gate.verdict {
        Verdict::Regressed => "Regressed",
        Verdict::Passed => "Passed",
        Verdict::Inconclusive => "Inconclusive: too little data",
    };
    format!("{verdict}. {who}.")
}

fn place(task_type: Option<&String>) -> &str {
    task_type.map_or("all task types", String::as_str)
}

/// A sentence for each number that decided.
fn reasons(gate: &Gate) -> Vec<String> {
    let mut reasons = Vec::new();
    for a in &gate.accuracy {
        match a.verdict {
            Verdict::Regressed => reasons.push(lost(a)),
            Verdict::Inconclusive => reasons.push(open(a)),
            Verdict::Passed if a.is_real => reasons.push(format!(
                "{}: a loss of {} points is shown, smaller than the margin of {}.",
                place(a.task_type.as_ref()),
                words::size(a.difference.point),
                words::size(a.margin)
            )),
            Verdict::Passed => {}
        }
    }
    reasons.extend(
        Watched::ALL
            .iter()
            .flat_map(|watched| alarms(*watched, gate)),
    );
    reasons
}

/// A sentence for all task types where that covers the single ones, else one for
/// each.
fn alarms(watched: Watched, gate: &Gate) -> Vec<String> {
    let is_alarm = |g: &&Guard| g.watched == watched && g.verdict == Verdict::Regressed;
    let alarms: Vec<&Guard> = gate.guards.iter().filter(is_alarm).collect();
    let Some(whole) = alarms.iter().find(|g| g.task_type.is_none()) else {
        return alarms.iter().map(|g| grown(g, gate)).collect();
    };
    let types: Vec<&str> = alarms
        .iter()
        .filter_map(|g| g.task_type.as_deref())
        .collect();
    let mut text = grown(whole, gate);
    if !types.is_empty() {
        text.push_str(&format!(" So in {}.", types.join(", ")));
    }
    vec![text]
}

fn lost(a: &Accuracy) -> String {
    format!(
        "{}: accuracy fell from {} to {} on {}: {} points ({} interval {}; p adjusted {}).",
        place(a.task_type.as_ref()),
        words::percent(a.baseline),
        words::percent(a.candidate),
        words::counted(a.n_pairs, "item", "items"),
        words::points(a.difference.point),
        words::confidence(&a.difference),
        words::points_interval(&a.difference),
        words::p_value(a.p_loss_adjusted)
    )
}

fn open(a: &Accuracy) -> String {
    let name = place(a.task_type.as_ref());
    if a.n_pairs == 0 {
        return format!("{name}: no item was graded on both sides.");
    }
    let needed = a.n_needed.map_or_else(String::new, |n| {
        format!(
            " About {} would settle it if nothing was lost.",
            words::enough(n, a.epochs_needed)
        )
    });
    let found = a.detectable.map_or_else(
        || " No loss at all would be found by so few.".to_owned(),
        |d| {
            format!(
                " Losses from {} points on would mostly be found.",
                words::decimal(d * 100.0)
            )
        },
    );
    format!(
        "{name}: on {} neither a loss nor its absence within {} points is shown ({} points, {} \
         interval {}).{found}{needed}",
        words::counted(a.n_pairs, "item", "items"),
        words::size(a.margin),
        words::points(a.difference.point),
        words::confidence(&a.difference),
        words::points_interval(&a.difference)
    )
}

fn grown(g: &Guard, gate: &Gate) -> String {
    let explains = g.watched.is_share()
        && gate
            .accuracy
            .iter()
            .any(|a| a.task_type == g.task_type && a.verdict == Verdict::Regressed);
    let cause = if explains {
        " That is a likely cause of the lost accuracy."
    } else {
        ""
    };
    format!(
        "{}: {} grew from {} to {}, more than the {} allowed (p {}).{cause}",
        place(g.task_type.as_ref()),
        g.watched.name(),
        tables::value(g, g.baseline),
        tables::value(g, g.candidate),
        tables::allowed(g),
        words::p_value(g.p)
    )
}

fn rule(gate: &Gate) -> String {
    let o = &gate.options;
    let alpha = words::size(o.confidence.alpha());
    format!(
        "Rule: passed if a loss of {} points over all, and of {} in each task type, is refuted at \
         {alpha}% each; regressed if any loss is shown at {alpha}% in all (Holm), or a watched \
         number is shown to exceed its allowance; else inconclusive.",
        words::size(o.margin),
        words::size(o.type_margin)
    )
}

/// How many items changed sides, and the commands that show some of them.
fn flips(report: &GateReport, width: u16) -> String {
    let flips = &report.gate.flips;
    if flips.lost.is_empty() && flips.gained.is_empty() {
        return "No item changed sides.".to_owned();
    }
    let count = format!(
        "{} right before and wrong now, {} the reverse.",
        words::counted(flips.lost.len(), "item is", "items are"),
        words::count(flips.gained.len())
    );
    let heads = ["item", "target", "before", "now"];
    let mut grid = Grid::new(count, &heads, 4);
    for told in &report.told {
        let said = |told: Option<&Told>| {
            told.map_or_else(
                || "–".to_owned(),
                |t| match &t.answer {
                    Some(answer) => start(answer, 30),
                    None => t.verdict.clone(),
                },
            )
        };
        grid.rows.push(vec![
            told.flip.item.join("/"),
            start(&told.target, 20),
            said(told.before.as_ref()),
            said(told.now.as_ref()),
        ]);
    }
    let mut text = grid.terminal(width);
    let all = flips.lost.len() + flips.gained.len();
    if all > report.told.len() {
        text.push_str(&format!("\n… and {} more", all - report.told.len()));
    }
    if let Some(now) = report.told.iter().find_map(|t| t.now.as_ref()) {
        text.push_str(&format!(
            "\nA trace: overthink trace {} '{}'",
            report.gate.candidate.0,
            for_terminal(&now.attempt)
        ));
    }
    text
}

/// The first `n` characters.
fn start(text: &str, n: usize) -> String {
    let mut start: String = text.chars().take(n).collect();
    if start.len() < text.len() {
        start.push('…');
    }
    start
}

/// The noise floor for a terminal.
pub fn noise_terminal(runs: (&str, &str), noise: &[Noise], width: u16) -> String {
    let grid = tables::noise(noise);
    let text = format!(
        "Two runs of the same model: {} and {}. A difference between two models that is not \
         clearly larger than these says nothing.",
        runs.0, runs.1
    );
    format!(
        "{}\n\n{}",
        wrapped(&for_terminal(&text), width, ""),
        grid.terminal(width)
    )
}

/// The noise floor as Markdown.
pub fn noise_markdown(runs: (&str, &str), noise: &[Noise]) -> String {
    format!(
        "# Noise floor\n\nTwo runs of the same model: {} and {}.\n\n{}",
        escaped(runs.0),
        escaped(runs.1),
        tables::noise(noise).markdown()
    )
}
