//! Tables for other programs: CSV, JSON, Markdown, Parquet. Pure functions to
//! texts and bytes.

use polars::prelude::{AnyValue, Column, DataFrame, DataType, PolarsResult};
use serde_json::Value;

use super::ReportError;
use crate::analysis::Analysis;
use crate::analysis::frame;

mod parquet;
mod summary;

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

/// The table `traces`: one row per completion, with what was measured on its
/// trace.
pub fn traces(analysis: &Analysis<'_>) -> Result<Table, ReportError> {
    Table::new("traces", &analysis.traces)
}

/// The table `trails`: one row per probed completion.
pub fn trails(analysis: &Analysis<'_>) -> Result<Table, ReportError> {
    Table::new("trails", &analysis.trails)
}

/// The table `summary`: one row per model, task type (`all` for all of them),
/// strategy and budget.
pub fn summary(analysis: &Analysis<'_>) -> Result<Table, ReportError> {
    let frame = summary::frame(&analysis.summaries).map_err(|source| ReportError::Table {
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

#[cfg(test)]
mod tests;
