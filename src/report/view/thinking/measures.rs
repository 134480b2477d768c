//! Tables of what is measured on the text of traces.

use super::super::Models;
use super::super::block::{Table, Value, plain, with_interval};
use crate::analysis::thinking::{Distribution, Group, LengthEffect};
use crate::analysis::{Analysis, column};
use crate::report::words;

/// How a value is written.
#[derive(Clone, Copy)]
enum Form {
    Number,
    Percent,
}

/// Column of the table `traces`, its form, and the head in the report.
const SHOWN: [(&str, Form, &str); 8] = [
    (
        column::N_THINKING_STEPS,
        Form::Number,
        "#Steps | Paragraphs of the thinking",
    ),
    (column::N_THOUGHTS, Form::Number, "#Thoughts"),
    (
        column::SWITCH_INTERVAL_TOKENS,
        Form::Number,
        "#Tokens between switches | Where there are two or more",
    ),
    (
        column::REPEATED_4GRAMS_NEAR_SHARE,
        Form::Percent,
        "#Repeated | Four words that stood within the 512 before",
    ),
    (
        column::ENDS_IN_LOOP,
        Form::Percent,
        "#Ends in a loop | The same words three times or more at the end of the thinking",
    ),
    (
        column::MIXED_SHARE,
        Form::Percent,
        "#Other languages | Words in another script than most",
    ),
    (
        column::THINKS_IN_FORM,
        Form::Percent,
        "#In form | One block of thinking at the start, then an answer",
    ),
    (
        column::AFTER_ANSWER_SHARE,
        Form::Percent,
        "#After the answer | Of the thinking, once it has stated the answer that it gives in the end",
    ),
];

/// One table for each model that thinks, and one of length against correctness.
pub(super) fn tables(analysis: &Analysis<'_>, models: &Models) -> Vec<Table> {
    let groups = &analysis.thinking.groups;
    let mut tables: Vec<Table> = models
        .iter()
        .map(|(_, model, _)| {
            groups
                .iter()
                .filter(|g| g.model == model)
                .collect::<Vec<_>>()
        })
        .filter(|groups| !groups.is_empty())
        .map(|groups| measures_table(&groups))
        .collect();
    let length = &analysis.thinking.length;
    if !length.is_empty() {
        tables.push(length_table(length));
    }
    tables
}

fn measures_table(groups: &[&Group]) -> Table {
    let model = groups.first().map_or("", |g| g.model.as_str());
    let mut heads = vec!["Task type", "Outcome", "#n | Completions"];
    heads.extend(SHOWN.iter().map(|(_, _, head)| *head));
    let caption = format!("Measured on the thinking of {model}: means, with intervals");
    let mut table = Table::new(caption, &heads);
    for group in groups {
        let outcome = group.outcome.map_or("all", |outcome| outcome.name());
        let mut cells = vec![
            plain(&group.task_type),
            plain(outcome),
            plain(words::count(group.n_traces)),
        ];
        cells.extend(SHOWN.iter().map(|(name, form, _)| {
            let found = group.measures.get(name);
            found.map_or_else(|| plain("none"), |d| value(d, *form, group.n_traces))
        }));
        table.push(cells);
    }
    table
}

/// A mean with its interval, and with its own n where not all have the measure.
fn value(found: &Distribution, form: Form, n_traces: usize) -> Value {
    let mean = &found.mean;
    let (text, interval) = match form {
        Form::Number => (words::decimal(mean.point), words::interval(mean)),
        Form::Percent if mean.low.is_finite() && mean.high.is_finite() => {
            (words::percent(mean.point), words::percent_interval(mean))
        }
        Form::Percent => (words::percent(mean.point), words::interval(mean)),
    };
    if found.n == n_traces {
        with_interval(text, interval)
    } else {
        with_interval(text, format!("{interval}; n {}", words::count(found.n)))
    }
}

fn length_table(effects: &[LengthEffect]) -> Table {
    let mut table = Table::new(
        "Length against correctness, of completions that no limit cut off. Hard items make models think long \
         and fail, so this says nothing of what longer thinking would do",
        &[
            "Task type",
            "Model",
            "#Rank correlation | Spearman's, of items: mean thinking tokens with accuracy",
            "#Log odds per doubling | Of a correct answer, for twice the thinking tokens",
            "#n | Completions",
        ],
    );
    let estimate = |found: Option<crate::stats::Estimate>| {
        found.map_or_else(
            || plain("none"),
            |e| {
                let signed = |v: f64| {
                    let sign = if v < 0.0 { "−" } else { "" };
                    format!("{sign}{:.2}", v.abs())
                };
                let ends = if e.low.is_finite() && e.high.is_finite() {
                    format!("{} to {}", signed(e.low), signed(e.high))
                } else {
                    words::interval(&e)
                };
                with_interval(signed(e.point), ends)
            },
        )
    };
    for e in effects {
        table.push(vec![
            plain(&e.task_type),
            plain(&e.model),
            estimate(e.correlation),
            estimate(e.slope_per_doubling),
            plain(words::count(e.n_traces)),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Input, Options, analyze, fake};

    #[test]
    fn every_value_has_its_interval() {
        let run = fake::run(12, &[16], 1);
        let input = Input {
            run: "r",
            planned: &run.planned,
            records: &run.records,
            suites: &[],
            probes: None,
        };
        let analysis = analyze(input, Options::default()).unwrap();
        let tables = tables(&analysis, &Models::of(&analysis));
        // One model thinks.
        let [measures, length] = tables.as_slice() else {
            panic!("two tables");
        };
        assert_eq!(measures.rows.len(), analysis.thinking.groups.len());
        assert_eq!(length.rows.len(), analysis.thinking.length.len());
        for line in &measures.rows {
            assert_eq!(line.cells.len(), 3 + SHOWN.len());
            for cell in line.cells.iter().skip(3) {
                assert!(cell.text == "none" || !cell.aside.is_empty(), "{cell:?}");
            }
        }
        // No trace of the made-up model ends in a loop; the interval says how sure that is.
        let ends = &measures.rows[0].cells[7];
        assert_eq!(ends.text, "0.0%");
        assert!(ends.aside.starts_with("0.0 to "), "{ends:?}");
    }
}
