//! How the models think: lengths by outcome, switches, and what is measured on
//! the text.

use super::accuracy::{free, task_type};
use super::block::{Figure, Table, plain, with_interval};
use super::{Models, Section, drawn};
use crate::analysis::{Analysis, Lengths};

mod measures;
use crate::plan::Mode;
use crate::report::chart::length::length;
use crate::report::{ReportError, words};

/// The section; `None` where no model was let think.
pub fn section(analysis: &Analysis<'_>, models: &Models) -> Result<Option<Section>, ReportError> {
    let mut figures = Vec::new();
    for (_, model, mode) in models.iter() {
        let lengths: Vec<&Lengths> = analysis
            .lengths
            .iter()
            .filter(|l| l.model == model)
            .collect();
        if mode == Mode::Instruct || lengths.is_empty() {
            continue;
        }
        let label = format!(
            "Lengths of the thinking of {model} by task type and outcome; the table below holds the numbers."
        );
        figures.push(Figure {
            title: format!("{model}: thinking tokens by outcome"),
            svg: length(&lengths, &label).map_err(drawn("length"))?,
            note: Some(
                "The box holds the middle half of the thinking lengths, the stroke in it is the \
                 median, the line reaches from the tenth to the ninetieth percentile. Right: the answer was \
                 correct. Wrong: it was not, or there was none. Cut: a limit on tokens ended the completion. \
                 Where wrong thinking is longer than right thinking, more budget is unlikely to help."
                    .to_owned(),
            ),
            table: length_table(&lengths),
        });
    }
    if figures.is_empty() {
        return Ok(None);
    }
    let mut tables = vec![switch_table(analysis)];
    tables.extend(measures::tables(analysis, models));
    Ok(Some(Section {
        lead: "How long the thinking is where it leads to a right answer and where it does not, how \
               often it switches to another approach, and what else can be measured on its text. Without a \
               forced budget. Switches are found by phrases; whether a dropped thought was right after all is \
               not measured here."
            .to_owned(),
        figures,
        multiples: Vec::new(),
        multiples_note: None,
        tables,
    }))
}

fn length_table(lengths: &[&Lengths]) -> Table {
    let mut table = Table::new(
        "The data behind the chart",
        &[
            "Task type",
            "Outcome",
            "#n",
            "#10%",
            "#25%",
            "#Median",
            "#75%",
            "#90%",
        ],
    );
    for l in lengths {
        let t = &l.tokens;
        let mut cells = vec![
            plain(&l.task_type),
            plain(l.fate.name()),
            plain(words::count(l.n)),
        ];
        cells.extend([t.p10, t.p25, t.p50, t.p75, t.p90].map(|v| plain(words::decimal(v))));
        table.push(cells);
    }
    table
}

fn switch_table(analysis: &Analysis<'_>) -> Table {
    let mut table = Table::new(
        "Switches of thought",
        &[
            "Task type",
            "Model",
            "#Switches",
            "#Per 1,000 thinking tokens | With interval",
            "#Thinking tokens | Mean of a completion",
            "#n | Items",
        ],
    );
    for s in free(analysis) {
        if s.group.mode == Mode::Instruct {
            continue;
        }
        let rate = s.switches_per_1000.as_ref().map_or_else(
            || plain("none"),
            |e| with_interval(words::decimal(e.point), words::interval(e)),
        );
        let cells = vec![
            plain(task_type(s)),
            plain(&s.group.model),
            plain(words::count(s.n_switches)),
            rate,
            with_interval(
                words::decimal(s.thinking_tokens.point),
                words::interval(&s.thinking_tokens),
            ),
            plain(words::count(s.thinking_tokens.n)),
        ];
        if s.group.task_type.is_some() {
            table.push(cells);
        } else {
            table.push_total(cells);
        }
    }
    table
}
