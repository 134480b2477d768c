//! Rows of a dataset file: one JSON object a line (JSON Lines).
//!
//! A byte order mark at the start, line ends of Windows and blank lines are
//! accepted and mean nothing. Every complaint names the file and the line.

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

pub use error::{DatasetError, DatasetErrorKind};

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
    /// Line in the file, from 1.
    pub line: usize,
    /// The columns.
    pub row: Row,
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

/// The rows of a JSON Lines file with these bytes; `name` is how errors call it.
/// A file without rows is an error.
pub fn parse(bytes: &[u8], name: &str) -> Result<Vec<NumberedRow>, DatasetError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut rows = Vec::new();
    for (index, bytes) in bytes.split(|&b| b == b'\n').enumerate() {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let line = index + 1;
        let row = parse_line(bytes).map_err(|kind| DatasetError::new(name, Some(line), kind))?;
        rows.push(NumberedRow { line, row });
    }
    if rows.is_empty() {
        return Err(DatasetError::new(name, None, DatasetErrorKind::Empty));
    }
    Ok(rows)
}

fn parse_line(bytes: &[u8]) -> Result<Row, DatasetErrorKind> {
    if bytes.len() > MAX_LINE_BYTES {
        return Err(DatasetErrorKind::LineTooLong {
            n_bytes: bytes.len(),
        });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| DatasetErrorKind::NotUtf8)?;
    match serde_json::from_str(text) {
        Ok(Value::Object(columns)) => Ok(Row(columns)),
        Ok(other) => Err(DatasetErrorKind::NotAnObject {
            found: kind_of(&other),
            start: start_of(text),
        }),
        Err(cause) => Err(DatasetErrorKind::NotJson {
            cause: cause_in_line(&cause),
            start: start_of(text),
        }),
    }
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
        let found = match value {
            Value::Object(_) => CodeTests::deserialize(value).ok().map(Target::Tests),
            _ => self.text(column).ok().map(Target::Text),
        };
        found.ok_or_else(|| {
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

/// The parser's complaint without its line, which is always 1 here.
fn cause_in_line(cause: &serde_json::Error) -> String {
    let text = cause.to_string();
    let message = text.split(" at line ").next().unwrap_or(&text);
    format!("{message} at column {}", cause.column())
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
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(usize, String)> {
        parse(text.as_bytes(), "d.jsonl")
            .unwrap()
            .into_iter()
            .map(|row| (row.line, serde_json::to_string(&row.row).unwrap()))
            .collect()
    }

    fn complaint(bytes: &[u8]) -> String {
        parse(bytes, "d.jsonl").unwrap_err().to_string()
    }

    fn row(json: &str) -> NumberedRow {
        parse(json.as_bytes(), "d.jsonl").unwrap().remove(0)
    }

    #[test]
    fn windows_files_and_blank_lines_are_read() {
        let found = rows("\u{feff}\r\n{\"b\": 1, \"a\": 2}\r\n  \r\n{\"b\":3}");
        assert_eq!(
            found,
            [
                (2, r#"{"b":1,"a":2}"#.to_owned()),
                (4, r#"{"b":3}"#.to_owned())
            ]
        );
    }

    #[test]
    fn a_bad_line_is_named_and_quoted() {
        insta::assert_snapshot!(complaint(b"{\"a\": 1}\n{\"id\": x}\n"), @r#"d.jsonl:2: not JSON, expected value at column 8: `{"id": x}`; each line must hold one JSON object"#);
        insta::assert_snapshot!(complaint(b"[1, 2]"), @"d.jsonl:1: a list instead of a JSON object with named columns: `[1, 2]`");
        insta::assert_snapshot!(complaint(b"{\"a\": 1}{\"a\": 2}"), @r#"d.jsonl:1: not JSON, trailing characters at column 9: `{"a": 1}{"a": 2}`; each line must hold one JSON object"#);
        insta::assert_snapshot!(complaint(b"{\"a\": \xff}"), @"d.jsonl:1: not UTF-8; save the file in this encoding");
        insta::assert_snapshot!(complaint(b"\n\n"), @"d.jsonl: no rows; a dataset needs one JSON object a line");
        let long = format!("{{\"a\": \"{}\u{1b}[31m\"", "x".repeat(100));
        insta::assert_snapshot!(complaint(long.as_bytes()), @r#"d.jsonl:1: not JSON, control character (\u0000-\u001F) found while parsing a string at column 108: `{"a": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…`; each line must hold one JSON object"#);
    }

    #[test]
    fn a_very_long_line_is_refused() {
        let line = vec![b'x'; MAX_LINE_BYTES + 1];
        insta::assert_snapshot!(complaint(&line), @"d.jsonl:1: a line of 16777217 bytes, the limit is 16777216; one JSON object a line?");
    }

    #[test]
    fn columns_are_texts_or_integers() {
        let row = row(r#"{"a": "x", "b": -7, "c": 1.5, "d": null}"#);
        assert_eq!(row.text("a").unwrap(), "x");
        assert_eq!(row.text("b").unwrap(), "-7");
        insta::assert_snapshot!(row.text("c").unwrap_err(), @"column `c` holds a number instead of a text or an integer");
        insta::assert_snapshot!(row.text("e").unwrap_err(), @"no column `e`; this row has `a`, `b`, `c`, `d` (`question`, `target` and `id` in the part say which columns to use)");
        insta::assert_snapshot!(row.target("d").unwrap_err(), @r#"column `d` holds null instead of a text, an integer, or for code `{"asserts": ["assert …"]}`"#);
    }

    #[test]
    fn a_target_may_hold_tests() {
        let row = row(
            r#"{"t": {"asserts": ["assert f(1) == 2"]}, "none": {"asserts": []}, "odd": {"tests": []}}"#,
        );
        let tests = CodeTests::asserts(vec!["assert f(1) == 2".to_owned()]);
        assert_eq!(row.target("t").unwrap(), Target::Tests(tests));
        assert!(row.target("none").is_err());
        assert!(row.target("odd").is_err());
    }

    #[test]
    fn a_missing_file_says_where_paths_start() {
        let error = read(Path::new("no/such.jsonl"), "no/such.jsonl").unwrap_err();
        insta::assert_snapshot!(error, @"no/such.jsonl: no such file; a dataset path starts at the folder of the suite file");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_rows_or_an_error(bytes: Vec<u8>) {
            let _ = parse(&bytes, "d.jsonl");
        }

        #[test]
        fn written_rows_are_read_back(values in proptest::collection::vec(".*", 1..5)) {
            let lines: Vec<String> = values
                .iter()
                .map(|value| serde_json::json!({ "a": value }).to_string())
                .collect();
            let read = parse(lines.join("\n").as_bytes(), "d.jsonl").unwrap();
            let back: Vec<String> = read.iter().map(|row| row.text("a").unwrap()).collect();
            proptest::prop_assert_eq!(back, values);
        }
    }
}
