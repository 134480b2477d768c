//! Tables for other programs: CSV, JSON, Markdown, Parquet. Pure functions to
//! texts and bytes.

use polars::prelude::{AnyValue, Column, DataFrame, DataType, NamedFrom, PolarsResult, Series};
use serde_json::Value;

use super::ReportError;
use crate::analysis::frame::{self, word};
use crate::analysis::{Analysis, Summary};
use crate::stats::Estimate;

mod parquet;

/// How texts that a spreadsheet would run as formulas are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CsvStyle {
    /// Every value as it is (RFC 4180): what programs read back is what the
    /// model wrote. A text such as `=1+1` is a formula to a spreadsheet, so this
    /// form is for programs. The default of `overthink export`.
    #[default]
    Exact,
    /// For spreadsheets: an apostrophe is set before texts that begin with `=`,
    /// `+`, `-`, `@`, tab or carriage return, unless they are plain numbers. The
    /// report's download links use it: what is clicked is opened in one.
    Spreadsheet,
}

/// A table that can be written in several forms.
#[derive(Debug, Clone)]
pub struct Table {
    name: &'static str,
    columns: Vec<String>,
    kinds: Vec<Kind>,
    /// Column by column.
    values: Vec<Vec<Field>>,
    n_rows: usize,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bool,
    Whole,
    Number,
    Text,
}

impl Kind {
    fn of(column: &Column) -> Self {
        match column.dtype() {
            DataType::Boolean => Self::Bool,
            DataType::UInt32 | DataType::UInt64 | DataType::Int64 => Self::Whole,
            DataType::Float64 => Self::Number,
            _ => Self::Text,
        }
    }
}

/// One value of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Field {
    /// Nothing.
    Empty,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Whole(i64),
    /// Any number.
    Number(f64),
    /// A text.
    Text(String),
}

impl Field {
    fn of(value: &AnyValue<'_>) -> Self {
        match value {
            AnyValue::Null => Self::Empty,
            AnyValue::Boolean(b) => Self::Bool(*b),
            AnyValue::String(s) => Self::Text((*s).to_owned()),
            AnyValue::StringOwned(s) => Self::Text(s.to_string()),
            AnyValue::UInt32(n) => Self::Whole(i64::from(*n)),
            AnyValue::UInt64(n) => Self::Whole(i64::try_from(*n).unwrap_or(i64::MAX)),
            AnyValue::Int64(n) => Self::Whole(*n),
            AnyValue::Float64(x) if x.is_finite() => Self::Number(*x),
            _ => Self::Empty,
        }
    }

    /// The value as JSON.
    pub fn to_json(&self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Bool(b) => (*b).into(),
            Self::Whole(n) => (*n).into(),
            Self::Number(x) => (*x).into(),
            Self::Text(t) => t.as_str().into(),
        }
    }

    /// The value as a plain text: empty for nothing, shortest form of numbers.
    pub fn to_text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Bool(b) => b.to_string(),
            Self::Whole(n) => n.to_string(),
            Self::Number(x) => x.to_string(),
            Self::Text(t) => t.clone(),
        }
    }
}

/// The table `attempts`: one row per planned attempt.
pub fn attempts(analysis: &Analysis<'_>) -> Result<Table, ReportError> {
    Table::new("attempts", &analysis.attempts)
}

/// The table `draws`: one row per draw; an attempt that led to none keeps one
/// row.
pub fn draws(analysis: &Analysis<'_>) -> Result<Table, ReportError> {
    let frame =
        frame::draws(&analysis.run, &analysis.rows).map_err(|source| ReportError::Table {
            table: "draws",
            source,
        })?;
    Table::new("draws", &frame)
}

/// The table `probes`: one row per probe.
pub fn probes(analysis: &Analysis<'_>) -> Result<Table, ReportError> {
    let frame =
        frame::probes(&analysis.run, &analysis.rows).map_err(|source| ReportError::Table {
            table: "probes",
            source,
        })?;
    Table::new("probes", &frame)
}

/// The table `summary`: one row per model, task type (`all` for all of them),
/// strategy and budget.
pub fn summary(analysis: &Analysis<'_>) -> Result<Table, ReportError> {
    let frame = summary_frame(&analysis.summaries).map_err(|source| ReportError::Table {
        table: "summary",
        source,
    })?;
    Table::new("summary", &frame)
}

impl Table {
    fn new(name: &'static str, frame: &DataFrame) -> Result<Self, ReportError> {
        let columns = frame
            .columns()
            .iter()
            .map(|c| c.name().to_string())
            .collect();
        let mut values = Vec::with_capacity(frame.width());
        for column in frame.columns() {
            let read = fields(column).map_err(|source| ReportError::Table {
                table: name,
                source,
            })?;
            values.push(read);
        }
        Ok(Self {
            name,
            columns,
            kinds: frame.columns().iter().map(Kind::of).collect(),
            values,
            n_rows: frame.height(),
        })
    }

    /// The columns' names.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// How many rows there are.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// The values of one row.
    pub fn row(&self, i: usize) -> impl Iterator<Item = &Field> {
        self.values.iter().filter_map(move |column| column.get(i))
    }

    /// As CSV by RFC 4180, UTF-8, with a heading, lines ended by CR LF.
    pub fn csv(&self, style: CsvStyle) -> String {
        let mut csv = String::new();
        let line = |csv: &mut String, values: &mut dyn Iterator<Item = String>| {
            for (i, value) in values.enumerate() {
                if i > 0 {
                    csv.push(',');
                }
                csv.push_str(&quoted(&value));
            }
            csv.push_str("\r\n");
        };
        line(&mut csv, &mut self.columns.iter().cloned());
        for i in 0..self.n_rows() {
            line(&mut csv, &mut self.row(i).map(|f| guarded(f, style)));
        }
        csv
    }

    /// As a JSON array of objects, one a line.
    pub fn json(&self) -> Result<String, ReportError> {
        let mut json = String::from("[");
        for i in 0..self.n_rows() {
            let object: serde_json::Map<String, Value> = self
                .columns
                .iter()
                .cloned()
                .zip(self.row(i).map(Field::to_json))
                .collect();
            json.push_str(if i == 0 { "\n" } else { ",\n" });
            json.push_str(&serde_json::to_string(&object)?);
        }
        json.push_str("\n]\n");
        Ok(json)
    }

    /// As a Markdown table. Line ends inside values become spaces, and what
    /// Markdown or HTML would act on is escaped.
    pub fn md(&self) -> String {
        let line = |values: Vec<String>| format!("| {} |\n", values.join(" | "));
        let mut md = line(self.columns.clone());
        md.push_str(&line(vec!["---".to_owned(); self.columns.len()]));
        for i in 0..self.n_rows() {
            md.push_str(&line(
                self.row(i)
                    .map(|f| super::grid::escaped(&f.to_text()))
                    .collect(),
            ));
        }
        md
    }

    /// As a Parquet file with Snappy compression: texts as UTF-8 strings, whole
    /// numbers as INT64, other numbers as DOUBLE, all columns optional.
    pub fn parquet(&self) -> Result<Vec<u8>, ReportError> {
        self.parquet_of(None)
    }

    /// The same, with a note of what the table was made of, by which
    /// [`crate::analysis::table::Table::from_parquet`] knows whether it still fits.
    pub fn parquet_of(&self, made_of: Option<&str>) -> Result<Vec<u8>, ReportError> {
        parquet::write(&self.columns, &self.kinds, &self.values, made_of).map_err(|source| {
            ReportError::Parquet {
                table: self.name,
                source,
            }
        })
    }
}

fn fields(column: &Column) -> PolarsResult<Vec<Field>> {
    (0..column.len())
        .map(|i| Ok(Field::of(&column.get(i)?)))
        .collect()
}

fn quoted(value: &str) -> String {
    if value.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", value.replace('"', "\"\""))
    } else {
        value.to_owned()
    }
}

fn guarded(field: &Field, style: CsvStyle) -> String {
    let text = field.to_text();
    let is_text = matches!(field, Field::Text(_));
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if style == CsvStyle::Spreadsheet && is_text && risky && text.parse::<f64>().is_err() {
        format!("'{text}")
    } else {
        text
    }
}

/// Reads one estimate of a summary.
type Get = fn(&Summary) -> Option<Estimate>;

fn summary_frame(summaries: &[Summary]) -> PolarsResult<DataFrame> {
    let text = |name: &str, get: &dyn Fn(&Summary) -> String| -> Column {
        let values: Vec<String> = summaries.iter().map(get).collect();
        Series::new(name.into(), values).into()
    };
    let count = |name: &str, get: &dyn Fn(&Summary) -> usize| -> Column {
        let values: Vec<u64> = summaries.iter().map(|s| get(s) as u64).collect();
        Series::new(name.into(), values).into()
    };
    let number = |name: &str, get: &dyn Fn(&Summary) -> Option<f64>| -> Column {
        let finite = |s| get(s).filter(|x| x.is_finite());
        let values: Vec<Option<f64>> = summaries.iter().map(finite).collect();
        Series::new(name.into(), values).into()
    };
    let budgets: Vec<Option<u32>> = summaries.iter().map(|s| s.group.budget).collect();
    let mut columns = vec![
        text("model", &|s| s.group.model.clone()),
        text("mode", &|s| s.group.mode.to_string()),
        text("task_type", &|s| {
            s.group
                .task_type
                .clone()
                .unwrap_or_else(|| "all".to_owned())
        }),
        Series::new("budget".into(), budgets).into(),
        count("n_planned", &|s| s.counts.planned),
        count("n_correct", &|s| s.counts.correct),
        count("n_incorrect", &|s| s.counts.incorrect),
        count("n_no_answer", &|s| s.counts.no_answer),
        count("n_ungraded", &|s| s.counts.ungraded),
        count("n_failed", &|s| s.counts.failed),
        count("n_not_run", &|s| s.counts.not_run),
        count("n_truncated", &|s| s.counts.truncated),
        count("n_items", &|s| s.n_items),
    ];
    let estimates: [(&str, Get); 5] = [
        ("accuracy", |s| Some(s.accuracy)),
        ("thinking_tokens", |s| Some(s.thinking_tokens)),
        ("answer_tokens", |s| Some(s.answer_tokens)),
        ("completion_tokens", |s| Some(s.completion_tokens)),
        ("switches_per_1000", |s| s.switches_per_1000),
    ];
    for (name, get) in estimates {
        columns.push(number(name, &|s| get(s).map(|e| e.point)));
        columns.push(number(&format!("{name}_low"), &|s| get(s).map(|e| e.low)));
        columns.push(number(&format!("{name}_high"), &|s| get(s).map(|e| e.high)));
    }
    columns.extend([
        text("accuracy_method", &|s| word(&s.accuracy.method)),
        number("confidence", &|s| Some(s.accuracy.confidence.share())),
        number("median_thinking_tokens", &|s| s.median_thinking_tokens),
        number("tokens_per_correct", &|s| s.tokens_per_correct),
        number("median_first_answer_ms", &|s| s.median_first_answer_ms),
        number("median_elapsed_ms", &|s| s.median_elapsed_ms),
        number("total_prompt_tokens", &|s| Some(s.total_prompt_tokens)),
        number("total_completion_tokens", &|s| {
            Some(s.total_completion_tokens)
        }),
        number("total_computed_tokens", &|s| Some(s.total_computed_tokens)),
        count("n_switches", &|s| s.n_switches),
        text("strategy", &|s| s.group.strategy.to_string()),
    ]);
    DataFrame::new(summaries.len(), columns)
}

#[cfg(test)]
mod tests;
