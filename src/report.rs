//! What a person reads: one self-contained page, tables for the terminal, and
//! files for other programs.
//!
//! Everything here words what [`crate::analysis`] computed and decided; nothing
//! is decided here, and nothing is read or written: functions return texts and
//! bytes. Model output is escaped for the page and cleaned for the terminal.
//!
//! ```no_run
//! use overthink::{analysis, report};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let (facts, planned, records) = (report::RunFacts::default(), Vec::new(), Vec::new());
//! let input = analysis::Input { run: &facts.run, planned: &planned, records: &records, suites: &[], probes: None };
//! let analysis = analysis::analyze(input, analysis::Options::default())?;
//! let page: String = report::html(&facts, &analysis, report::Options::default())?;
//! let end_of_run: String = report::terminal::summary(&analysis, 100);
//! let csv: String = report::export::attempts(&analysis)?.csv(report::export::CsvStyle::Exact);
//! # Ok(()) }
//! ```

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::plan::Mode;

pub mod chart;
pub mod data;
pub mod decisions;
pub mod export;
#[doc(hidden)]
pub mod fake;
pub mod gate;
pub mod glossary;
pub mod grid;
mod page;
pub mod terminal;
pub mod trace;
pub mod view;
pub mod words;

/// What a report says about a run besides its numbers. Everything that is
/// needed to repeat the run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RunFacts {
    /// The run's id, as its folder is named.
    pub run: String,
    /// The command that made it, to be given again.
    pub command: String,
    /// When it began: RFC 3339.
    pub started: String,
    /// Seconds that it took.
    pub elapsed_s: f64,
    /// Version of Overthink.
    pub version: String,
    /// The machine: processor, cores, memory, accelerator.
    pub machine: String,
    /// The operating system.
    pub os: String,
    /// What was asked.
    pub suites: Vec<SuiteFacts>,
    /// Who was asked.
    pub models: Vec<ModelFacts>,
    /// Further settings, as name and value.
    pub settings: Vec<(String, String)>,
    /// How far programs written by a model were isolated; `None` if none ran.
    pub isolation: Option<String>,
    /// What happened that a reader should know.
    pub notices: Vec<String>,
    /// Prompt and target of each item, by suite, part and item.
    pub items: BTreeMap<[String; 3], ItemFacts>,
}

/// A suite of the run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SuiteFacts {
    /// Its name.
    pub name: String,
    /// One line on what it is.
    pub title: String,
    /// SHA-256 (hex) over the suite file and its dataset files.
    pub hash: String,
    /// How many items of it were planned.
    pub n_items: usize,
    /// Its parts.
    pub parts: Vec<PartFacts>,
}

/// A part of a suite.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PartFacts {
    /// Its name.
    pub name: String,
    /// Its task type.
    pub task_type: String,
    /// How its answers are checked.
    pub checker: String,
}

/// A model of the run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelFacts {
    /// Its name in the run.
    pub name: String,
    /// Whether it was let think.
    pub mode: Mode,
    /// A folder, or `built in`.
    pub origin: String,
    /// Its architecture.
    pub architecture: String,
    /// Its parameters, where they could be counted.
    pub n_parameters: Option<u64>,
    /// Execution provider that ran it.
    pub provider: String,
    /// Version of the library that ran it.
    pub runtime: String,
    /// File name → SHA-256 (hex).
    pub files: BTreeMap<String, String>,
}

/// An item of the run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ItemFacts {
    /// The user message.
    pub prompt: String,
    /// The target, as a text.
    pub target: String,
}

/// What a user may choose about the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Most characters of a trace that the page holds; of longer ones the
    /// middle is left out, and the page says so.
    pub max_trace_chars: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            max_trace_chars: 40_000,
        }
    }
}

/// Why a report could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A chart could not be drawn.
    #[error("failed to draw the chart `{chart}`: {cause}")]
    Chart {
        /// Which one.
        chart: &'static str,
        /// What plotters says.
        cause: String,
    },
    /// A template failed; minijinja names the template and the line.
    #[error("failed to render the report's template")]
    Template(#[from] minijinja::Error),
    /// Data could not be written as JSON.
    #[error("failed to write the report's data as JSON")]
    Json(#[from] serde_json::Error),
    /// A column of a table could not be read.
    #[error("failed to read the table `{table}`")]
    Table {
        /// Which one.
        table: &'static str,
        /// What polars says.
        #[source]
        source: polars::prelude::PolarsError,
    },
    /// A Parquet file could not be written.
    #[error("failed to write the table `{table}` as Parquet")]
    Parquet {
        /// Which one.
        table: &'static str,
        /// What the writer says.
        #[source]
        source: parquet::errors::ParquetError,
    },
}

/// The report of a run: one HTML page that needs no network and no other file.
/// The same input gives the same bytes.
pub fn html(
    facts: &RunFacts,
    analysis: &Analysis<'_>,
    options: Options,
) -> Result<String, ReportError> {
    let view = view::view(facts, analysis)?;
    let data = data::embedded(facts, analysis, options)?;
    page::render(&view, &data)
}

#[cfg(test)]
mod tests;
