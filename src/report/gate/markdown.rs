//! The gate as Markdown, for a pull request.

use super::{GateReport, Told, ToldFlip, headline, reasons, rule, tables};
use crate::report::grid::escaped;
use crate::report::words;

/// Most characters of a completion that are shown: its end, where the answer is.
const SHOWN_CHARS: usize = 1500;

/// The gate's findings as Markdown; completions of flipped items are folded.
pub fn markdown(report: &GateReport) -> String {
    let gate = &report.gate;
    let mut text = format!(
        "## Gate: {}\n\n{}\n",
        gate.verdict.name(),
        escaped(&headline(gate))
    );
    for d in &report.ignored {
        text.push_str(&format!(
            "\n- Not the same, and ignored: {}.",
            escaped(&d.what)
        ));
    }
    for reason in reasons(gate) {
        text.push_str(&format!("\n- {}", escaped(&reason)));
    }
    text.push_str(&format!("\n\n{}", tables::accuracy(gate).markdown()));
    if let Some(guards) = tables::guards(gate) {
        text.push_str(&format!("\n{}", guards.markdown()));
    }
    let flips = &gate.flips;
    text.push_str(&format!(
        "\n{} right before and wrong now, {} the reverse.\n",
        words::counted(flips.lost.len(), "item is", "items are"),
        words::count(flips.gained.len())
    ));
    for told in &report.told {
        text.push_str(&flip(told));
    }
    text.push_str(&format!("\n{}\n", escaped(&rule(gate))));
    text
}

fn flip(told: &ToldFlip) -> String {
    let mut text = format!(
        "\n<details><summary>{}, target {}</summary>\n\nAsked:\n\n{}",
        escaped(&told.flip.item.join("/")),
        escaped(&told.target),
        quoted(&told.prompt)
    );
    for (when, said) in [("Before", &told.before), ("Now", &told.now)] {
        if let Some(said) = said {
            text.push_str(&format!(
                "\n{when}, {}:\n\n{}",
                verdict(said),
                quoted(&said.text)
            ));
        }
    }
    text.push_str("\n</details>\n");
    text
}

fn verdict(said: &Told) -> String {
    let answer = said
        .answer
        .as_ref()
        .map_or_else(String::new, |a| format!(", answer {}", escaped(a)));
    format!("{}{answer} ({})", said.verdict, escaped(&said.reason))
}

/// The end of a text as indented code, which nothing in it can leave.
fn quoted(text: &str) -> String {
    let n = text.chars().count();
    let shown: String = text.chars().skip(n.saturating_sub(SHOWN_CHARS)).collect();
    let mut quoted = String::new();
    if n > SHOWN_CHARS {
        quoted.push_str(&format!("    … ({} characters before)\n", n - SHOWN_CHARS));
    }
    for line in shown.lines() {
        quoted.push_str(&format!("    {}\n", crate::text::for_terminal(line)));
    }
    quoted
}
