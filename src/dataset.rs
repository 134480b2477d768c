//! Rows of a dataset file: JSON Lines, or one JSON list of objects, each plain or
//! compressed (gzip, zstd). What a file is says its content, never its name.
//!
//! Every complaint names the file and the row.

use std::fmt;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::prompt::column_list;
use crate::suite::{CodeTests, Target};
use crate::text::{for_terminal, start_of};

mod error;
pub mod family;
mod rows;
mod target;

pub use error::{DatasetError, DatasetErrorKind};
pub use rows::parse;
pub use target::TestColumns;

/// Largest dataset file, in bytes.
const MAX_FILE_BYTES: u64 = 1 << 30;
/// Longest line, in bytes.
const MAX_LINE_BYTES: usize = 1 << 24;
/// Longest item id, in characters.
const MAX_ID_CHARS: usize = 200;

/// Named columns, in the order of the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Row(pub Map<String, Value>);

impl fmt::Display for Row {
    /// One line of JSON, as in a dataset file, without the line end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = serde_json::to_string(self).map_err(|_| fmt::Error)?;
        f.write_str(&line)
    }
}

/// A row with its place in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberedRow {
    /// Where it stands in the file.
    pub place: RowPlace,
    /// The columns.
    pub row: Row,
}

/// Where a row stands in its file, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowPlace {
    /// In a line of JSON Lines.
    Line(usize),
    /// In a list, which may be one line.
    Row(usize),
}

impl fmt::Display for RowPlace {
    /// As it follows the file's name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(line) => write!(f, ":{line}"),
            Self::Row(row) => write!(f, ", row {row}"),
        }
    }
}

/// Reads the bytes of the dataset file at `path`; `name` is how errors call it.
pub fn read(path: &Path, name: &str) -> Result<Vec<u8>, DatasetError> {
    let fail = |kind| DatasetError::new(name, None, kind);
    let about = match fs_err::metadata(path) {
        Ok(about) => about,
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            return Err(fail(DatasetErrorKind::Missing));
        }
        Err(e) => return Err(fail(DatasetErrorKind::Read(e))),
    };
    // A device or a pipe could give bytes without end.
    if !about.is_file() {
        return Err(fail(DatasetErrorKind::NotAFile));
    }
    let size = about.len();
    if size > MAX_FILE_BYTES {
        return Err(fail(DatasetErrorKind::TooLarge { size }));
    }
    fs_err::read(path).map_err(|e| fail(DatasetErrorKind::Read(e)))
}

impl NumberedRow {
    /// The text in a column: a JSON string, or an integer in digits.
    pub fn text(&self, column: &str) -> Result<String, DatasetErrorKind> {
        match self.get(column)? {
            Value::String(text) => Ok(text.clone()),
            Value::Number(n) if n.is_i64() || n.is_u64() => Ok(n.to_string()),
            other => Err(wrong_type(column, other, "a text or an integer")),
        }
    }

    /// The target in a column: a text, an integer in digits, or tests of a program.
    pub fn target(&self, column: &str) -> Result<Target, DatasetErrorKind> {
        let value = self.get(column)?;
        if let Value::Object(_) = value {
            let tests = CodeTests::deserialize(value).map_err(|e| DatasetErrorKind::BadTests {
                columns: format!("column `{}` holds", for_terminal(column)),
                cause: for_terminal(&e.to_string()),
            })?;
            return Ok(Target::Tests(tests));
        }
        self.text(column).map(Target::Text).map_err(|_| {
            let expected = "a text, an integer, or for code `{\"asserts\": [\"assert …\"]}`";
            wrong_type(column, value, expected)
        })
    }

    /// Whether the row has the column.
    pub fn has(&self, column: &str) -> bool {
        self.row.0.contains_key(column)
    }

    /// What a column holds.
    pub fn get(&self, column: &str) -> Result<&Value, DatasetErrorKind> {
        let Row(columns) = &self.row;
        columns
            .get(column)
            .ok_or_else(|| DatasetErrorKind::MissingColumn {
                column: for_terminal(column),
                columns: column_list(columns),
            })
    }
}

fn wrong_type(column: &str, found: &Value, expected: &'static str) -> DatasetErrorKind {
    DatasetErrorKind::WrongType {
        column: for_terminal(column),
        found: kind_of(found),
        expected,
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Checks that a text can be an item's id.
pub fn check_id(id: &str) -> Result<(), DatasetErrorKind> {
    let n_chars = id.chars().take(MAX_ID_CHARS + 1).count();
    if id.trim().is_empty() || n_chars > MAX_ID_CHARS || for_terminal(id) != id {
        return Err(DatasetErrorKind::BadId { id: start_of(id) });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
