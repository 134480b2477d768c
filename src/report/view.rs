//! The view model: what the page shows, as plain structs of formatted texts.
//! The template puts them in place and computes nothing.

use serde::Serialize;

use super::chart::ChartError;
use super::{ReportError, RunFacts, glossary, words};
use crate::analysis::Analysis;
use crate::plan::Mode;

pub mod accuracy;
pub mod answer;
pub mod block;
pub mod budget;
pub mod comparison;
pub mod method;
pub mod probes;
pub mod strategies;
pub mod thinking;
pub mod tokens;

use block::{Fact, Figure, Note, Table};

/// Everything that the page shows but the attempts.
#[derive(Debug, Serialize)]
pub struct View {
    /// Title of the page.
    pub title: String,
    /// The run's id.
    pub run: String,
    /// Version of Overthink.
    pub version: String,
    /// The first screen.
    pub answer: answer::Answer,
    /// Models with their marks, in the order of their colors.
    pub legend: Vec<LegendEntry>,
    /// Accuracy per model and task type.
    pub accuracy: Section,
    /// Paired differences, one section's figure per pair of models.
    pub comparison: Option<Section>,
    /// Accuracy along the budgets.
    pub budget: Option<Section>,
    /// What probes inside the thinking tell.
    pub probes: Option<Section>,
    /// Tokens per model and task type.
    pub tokens: Section,
    /// Lengths and switches.
    pub thinking: Option<Section>,
    /// What is filtered by, above the table of attempts.
    pub filters: Vec<Filter>,
    /// Method and provenance.
    pub method: method::Method,
    /// The words of the report.
    pub glossary: Vec<Fact>,
    /// The table `summary` as CSV for spreadsheets, percent-encoded.
    pub summary_csv: String,
}

/// A part of the page with charts, what they say, and tables.
#[derive(Debug, Serialize)]
pub struct Section {
    /// What it shows, in a sentence or two.
    pub lead: String,
    /// Charts.
    pub figures: Vec<Figure>,
    /// Small charts that share axes and a way of reading.
    pub multiples: Vec<Figure>,
    /// How to read the small charts.
    pub multiples_note: Option<Note>,
    /// Tables that stand open.
    pub tables: Vec<Table>,
}

/// A model in the legend.
#[derive(Debug, Serialize)]
pub struct LegendEntry {
    /// Its mark as SVG.
    pub swatch: String,
    /// Its name.
    pub name: String,
    /// Its mode.
    pub mode: String,
}

/// A choice above the table of attempts.
#[derive(Debug, Serialize)]
pub struct Filter {
    /// The column.
    pub column: &'static str,
    /// Its label.
    pub label: &'static str,
    /// Value and text of each choice.
    pub choices: Vec<(String, String)>,
}

/// Builds the view.
pub fn view(facts: &RunFacts, analysis: &Analysis<'_>) -> Result<View, ReportError> {
    let models = Models::of(analysis);
    Ok(View {
        title: answer::title(analysis),
        run: facts.run.clone(),
        version: facts.version.clone(),
        answer: answer::answer(facts, analysis),
        legend: models.legend()?,
        accuracy: accuracy::section(analysis, &models)?,
        comparison: comparison::section(analysis, &models)?,
        budget: budget::section(analysis, &models)?,
        probes: probes::section(analysis, &models)?,
        tokens: tokens::section(analysis, &models)?,
        thinking: thinking::section(analysis, &models)?,
        filters: filters(analysis, &models),
        method: method::method(facts, analysis),
        glossary: glossary::WORDS
            .iter()
            .map(|(word, meaning)| Fact::new(word, meaning))
            .collect(),
        summary_csv: percent_encoded(
            &super::export::summary(analysis)?.csv(super::export::CsvStyle::Spreadsheet),
        ),
    })
}

/// The models of a run in plan order: a model's place is its color and shape.
pub struct Models {
    names: Vec<(String, Mode)>,
}

impl Models {
    fn of(analysis: &Analysis<'_>) -> Self {
        let all: indexmap::IndexSet<(String, Mode)> = analysis
            .rows
            .iter()
            .map(|r| (r.attempt.model.clone(), r.attempt.mode))
            .collect();
        Self {
            names: all.into_iter().collect(),
        }
    }

    /// Name, mode and place of each model.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &str, Mode)> {
        self.names
            .iter()
            .enumerate()
            .map(|(i, (name, mode))| (i, name.as_str(), *mode))
    }

    /// The place of a model.
    pub fn place(&self, model: &str) -> usize {
        self.names
            .iter()
            .position(|(name, _)| name == model)
            .unwrap_or_default()
    }

    fn legend(&self) -> Result<Vec<LegendEntry>, ReportError> {
        self.iter()
            .map(|(i, name, mode)| {
                Ok(LegendEntry {
                    swatch: super::chart::swatch(i).map_err(drawn("legend"))?,
                    name: name.to_owned(),
                    mode: mode.to_string(),
                })
            })
            .collect()
    }
}

/// Names the chart that could not be drawn.
fn drawn(chart: &'static str) -> impl Fn(ChartError) -> ReportError {
    move |e| ReportError::Chart {
        chart,
        cause: e.to_string(),
    }
}

fn filters(analysis: &Analysis<'_>, models: &Models) -> Vec<Filter> {
    let same = |text: &str| (text.to_owned(), text.to_owned());
    let budgets: std::collections::BTreeSet<Option<u32>> =
        analysis.rows.iter().map(|r| r.attempt.budget).collect();
    let budget = |b: Option<u32>| {
        let value = b.map_or_else(|| "free".to_owned(), |b| b.to_string());
        (value, words::budget(b))
    };
    let verdicts = [
        "correct",
        "incorrect",
        "no-answer",
        "ungraded",
        "failed",
        "not-run",
    ];
    let mut filters = vec![
        Filter {
            column: "model",
            label: "Model",
            choices: models.iter().map(|(_, name, _)| same(name)).collect(),
        },
        Filter {
            column: "task_type",
            label: "Task type",
            choices: analysis.task_types().into_iter().map(same).collect(),
        },
        Filter {
            column: "budget",
            label: "Budget",
            choices: budgets.into_iter().map(budget).collect(),
        },
        Filter {
            column: "verdict",
            label: "Verdict",
            choices: verdicts
                .iter()
                .map(|v| ((*v).to_owned(), v.replace('-', " ")))
                .collect(),
        },
    ];
    if analysis.has_draws() {
        let strategies: indexmap::IndexSet<String> = analysis
            .rows
            .iter()
            .map(|r| r.attempt.strategy.to_string())
            .collect();
        let strategy = Filter {
            column: "strategy",
            label: "Strategy",
            choices: strategies.iter().map(|s| same(s)).collect(),
        };
        filters.insert(2, strategy);
    }
    filters
}

/// `text` for the path of a `data:` address.
fn percent_encoded(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(text.len() * 5 / 4);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(char::from(HEX[usize::from(byte >> 4)]));
            encoded.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    encoded
}
