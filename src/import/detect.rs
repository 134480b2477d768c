//! Finds out what a file is, by its content, and says what showed it.

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use serde_json::Value;

use super::lines::stripped;
use super::value::field_list;
use super::{Format, ImportError, Options, json, limits};

mod classify;

pub(super) use classify::classify;

/// What a file is.
pub(super) struct Shape {
    pub(super) kind: Kind,
    /// What it is read as.
    pub(super) format: Format,
    /// What its first readable value is like.
    pub(super) begins: Format,
    pub(super) evidence: String,
}

/// How its values stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An archive of JSON documents.
    Zip,
    /// A table.
    Parquet,
    /// One JSON value a line.
    Lines,
    /// One JSON value.
    Document,
    /// A text.
    Text,
}

/// Finds out what the file is.
pub(super) fn shape<R: Read + Seek>(
    input: &mut R,
    options: &Options,
) -> Result<Shape, ImportError> {
    let size = input.seek(SeekFrom::End(0))?;
    input.rewind()?;
    let mut head = Vec::new();
    input
        .by_ref()
        .take(limits::HEAD_BYTES)
        .read_to_end(&mut head)?;
    if head.iter().all(u8::is_ascii_whitespace) {
        return Err(ImportError::Empty);
    }
    let by_mark = by_mark(&head);
    if let Some((kind, format, mark)) = by_mark {
        let evidence = format!("it begins with {mark}");
        return agreed(options, kind, format, evidence);
    }
    let asked_for_bytes = matches!(options.format, Some(Format::Lighteval));
    if asked_for_bytes {
        return Err(ImportError::Other {
            format: Format::Lighteval,
            found: "it does not begin with `PAR1`".to_owned(),
        });
    }
    if options.format == Some(Format::Text) {
        return Ok(Shape::new(Kind::Text, Format::Text, "as asked".to_owned()));
    }
    by_json(&head, size, options)
}

impl Shape {
    fn new(kind: Kind, format: Format, evidence: String) -> Self {
        Self {
            kind,
            format,
            begins: format,
            evidence,
        }
    }
}

/// The marks that archives and tables begin with.
fn by_mark(head: &[u8]) -> Option<(Kind, Format, &'static str)> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        Some((Kind::Zip, Format::Inspect, "the mark of a zip archive"))
    } else if head.starts_with(b"PAR1") {
        Some((Kind::Parquet, Format::Lighteval, "the mark of Parquet"))
    } else {
        None
    }
}

/// What the mark says, unless something else was asked for.
fn agreed(
    options: &Options,
    kind: Kind,
    format: Format,
    evidence: String,
) -> Result<Shape, ImportError> {
    match options.format {
        Some(asked) if asked != format => Err(ImportError::Other {
            format: asked,
            found: evidence,
        }),
        _ => Ok(Shape::new(kind, format, evidence)),
    }
}

/// Lines of JSON, one JSON document, or else a text.
fn by_json(head: &[u8], size: u64, options: &Options) -> Result<Shape, ImportError> {
    let whole_head = size <= head.len() as u64;
    if let Some((line, value)) = first_line_value(head, options) {
        return by_value(Kind::Lines, &value, &format!("line {line}"), options);
    }
    let start = head.trim_ascii_start();
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
    if matches!(start.first(), Some(b'{' | b'[')) {
        return document(head, whole_head, options);
    }
    let text = std::str::from_utf8(head.get(..head.len().min(4096)).unwrap_or(head));
    let is_text = text.map_or_else(|e| e.error_len().is_none(), |_| true);
    if options.format.is_none() && whole_head && looks_written(head) {
        let evidence = "it is a text with a tag of thinking, and no JSON".to_owned();
        return Ok(Shape::new(Kind::Text, Format::Text, evidence));
    }
    let found = if is_text {
        "it is a text, neither JSON nor JSON Lines"
    } else {
        "it is neither text, nor a zip archive, nor Parquet"
    };
    Err(match options.format {
        Some(format) => ImportError::Other {
            format,
            found: found.to_owned(),
        },
        None => ImportError::Unknown {
            found: found.to_owned(),
        },
    })
}

/// A text that is a completion by its tags; some of its bytes may be no UTF-8.
fn looks_written(head: &[u8]) -> bool {
    if head.contains(&0) {
        return false;
    }
    let text = String::from_utf8_lossy(head);
    !crate::trace::detect(&text, false).format.is_plain()
}

/// The first of the lines that is a JSON object on its own, with its number.
fn first_line_value(head: &[u8], options: &Options) -> Option<(usize, Value)> {
    let mut reader = BufReader::new(head);
    let mut line = Vec::new();
    let mut first = true;
    let mut unclear = None;
    for number in 1..=limits::HEAD_LINES {
        line.clear();
        if reader.read_until(b'\n', &mut line).ok()? == 0 {
            break;
        }
        let Some(content) = stripped(&line) else {
            continue;
        };
        if first && content.starts_with(b"[") {
            return None;
        }
        first = false;
        // A line of a document that is an object of its own is indented.
        if content.starts_with(b"{")
            && !line.starts_with(b" ")
            && let Ok(read) = json::parse::<Value>(content)
            && read.value.as_object().is_some_and(|map| !map.is_empty())
        {
            // A request that failed shows no format; a later line may.
            if classify(&read.value, options).is_some() {
                return Some((number, read.value));
            }
            unclear.get_or_insert((number, read.value));
        }
    }
    unclear
}

/// One JSON document: by the whole of it where it is small, else by its first keys.
fn document(head: &[u8], whole_head: bool, options: &Options) -> Result<Shape, ImportError> {
    if !whole_head {
        if let Some(first) = super::lines::first_of_list(head) {
            return by_value(Kind::Document, &first, "the first entry", options);
        }
        let format = options.format.unwrap_or(if is_inspect(head) {
            Format::Inspect
        } else {
            Format::Rows
        });
        let evidence = "it is one large JSON document, told by its first keys".to_owned();
        return Ok(Shape::new(Kind::Document, format, evidence));
    }
    let bytes = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    match json::parse::<Value>(bytes) {
        Ok(read) => match classify(&read.value, options) {
            Some(_) => by_value(Kind::Document, &read.value, "the document", options),
            None => by_value(
                Kind::Document,
                first_entry(&read.value),
                "the first entry",
                options,
            ),
        },
        // Half a document: what is whole of it is read.
        Err(found) => match (options.format, super::lines::first_of_list(bytes)) {
            (_, Some(first)) => by_value(Kind::Document, &first, "the first entry", options),
            (Some(format), None) => Ok(Shape::new(Kind::Document, format, "as asked".to_owned())),
            (None, None) if is_inspect(bytes) => {
                let evidence = "its first keys are those of Inspect".to_owned();
                Ok(Shape::new(Kind::Document, Format::Inspect, evidence))
            }
            (None, None) => Err(ImportError::Unknown { found }),
        },
    }
}

/// Whether a document begins like a log of Inspect.
fn is_inspect(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes));
    start.contains("\"eval\"") && start.contains("\"version\"")
}

/// The value that shows what a document is: itself, or the first in its list.
fn first_entry(value: &Value) -> &Value {
    match super::lines::entries(value) {
        Some(items) => items.first().unwrap_or(value),
        None => value,
    }
}

fn by_value(
    kind: Kind,
    value: &Value,
    place: &str,
    options: &Options,
) -> Result<Shape, ImportError> {
    let seen = classify(value, options);
    match (options.format, seen) {
        (Some(format), seen) => Ok(Shape {
            kind,
            format,
            begins: seen.map_or(format, |(format, _)| format),
            evidence: "as asked".to_owned(),
        }),
        (None, Some((format, evidence))) => {
            Ok(Shape::new(kind, format, format!("{place} has {evidence}")))
        }
        (None, None) => {
            let fields = value.as_object().map_or_else(
                || format!("{place} is {}", super::value::kind(value)),
                |map| format!("in {place} {}", field_list(map)),
            );
            Err(ImportError::Unknown { found: fields })
        }
    }
}
