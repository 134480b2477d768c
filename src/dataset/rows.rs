//! Bytes of a dataset file → rows.

use std::borrow::Cow;
use std::io::{self, Read};

use serde_json::Value;
use serde_json::value::RawValue;

use super::{
    DatasetError, DatasetErrorKind, MAX_FILE_BYTES, MAX_LINE_BYTES, NumberedRow, Row, RowPlace,
    kind_of,
};
use crate::text::start_of;

/// The rows of a file with these bytes; `name` is how errors call it. A byte
/// order mark at the start, line ends of Windows and blank lines mean nothing.
/// A file without rows is an error.
pub fn parse(bytes: &[u8], name: &str) -> Result<Vec<NumberedRow>, DatasetError> {
    let fail = |kind| DatasetError::new(name, None, kind);
    let bytes = unpacked(bytes).map_err(fail)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    let rows = match first {
        Some(b'[') => list(bytes, name)?,
        _ => lines(bytes, name)?,
    };
    if rows.is_empty() {
        return Err(fail(DatasetErrorKind::Empty));
    }
    Ok(rows)
}

/// The bytes as they were before they were compressed.
fn unpacked(bytes: &[u8]) -> Result<Cow<'_, [u8]>, DatasetErrorKind> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return all_of(flate2::read::MultiGzDecoder::new(bytes), "gzip").map(Cow::Owned);
    }
    if bytes.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        let reader = zstd::Decoder::new(bytes);
        let reader = reader.map_err(|e| broken("zstd", e))?;
        return all_of(reader, "zstd").map(Cow::Owned);
    }
    Ok(Cow::Borrowed(bytes))
}

fn all_of(reader: impl Read, format: &'static str) -> Result<Vec<u8>, DatasetErrorKind> {
    let mut bytes = Vec::new();
    let read = reader.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|e| broken(format, e))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(DatasetErrorKind::TooLargeUnpacked);
    }
    Ok(bytes)
}

fn broken(format: &'static str, source: io::Error) -> DatasetErrorKind {
    DatasetErrorKind::BrokenArchive { format, source }
}

/// The rows of JSON Lines.
fn lines(bytes: &[u8], name: &str) -> Result<Vec<NumberedRow>, DatasetError> {
    let mut rows = Vec::new();
    for (index, bytes) in bytes.split(|&b| b == b'\n').enumerate() {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let place = RowPlace::Line(index + 1);
        let row = parse_line(bytes).map_err(|kind| DatasetError::new(name, Some(place), kind))?;
        rows.push(NumberedRow { place, row });
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
    row_of(text)
}

fn row_of(text: &str) -> Result<Row, DatasetErrorKind> {
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

/// The rows of a file that is one JSON list of objects.
fn list(bytes: &[u8], name: &str) -> Result<Vec<NumberedRow>, DatasetError> {
    let fail = |kind| DatasetError::new(name, None, kind);
    let text = std::str::from_utf8(bytes).map_err(|_| fail(DatasetErrorKind::NotUtf8))?;
    let values: Vec<&RawValue> =
        serde_json::from_str(text).map_err(|cause| fail(DatasetErrorKind::NotAList { cause }))?;
    let rows = values.iter().enumerate().map(|(index, value)| {
        let place = RowPlace::Row(index + 1);
        let row = row_of(value.get()).map_err(|kind| DatasetError::new(name, Some(place), kind))?;
        Ok(NumberedRow { place, row })
    });
    rows.collect()
}

/// The parser's complaint without its line, which is always 1 here.
fn cause_in_line(cause: &serde_json::Error) -> String {
    let text = cause.to_string();
    let message = text.split(" at line ").next().unwrap_or(&text);
    format!("{message} at column {}", cause.column())
}
