//! Files of JSON: one value a line, or one document.

use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use serde_json::Value;

use super::api::Assembler;
use super::detect::classify;
use super::{File, Format, ImportError, Out, Place, json, limits};
use super::{evalscope, inspect, lm_eval, nemo, rows};

/// Reads a file with one value a line.
pub(super) fn read<R: Read>(
    input: R,
    file: &File<'_>,
    out: &mut Out<'_>,
) -> Result<(), ImportError> {
    let mut lines = Lines {
        reader: BufReader::with_capacity(1 << 16, input),
        line: Vec::new(),
        number: 0,
    };
    let mut values = Values::new(file, out.report.format);
    loop {
        match lines.next()? {
            Next::End => break,
            Next::TooLong => {
                let message = format!("a line of more than {} bytes", limits::LINE_BYTES);
                out.issue(Place::Line(lines.number), message);
            }
            Next::Line => {
                let Some(content) = stripped(&lines.line) else {
                    continue;
                };
                let place = Place::Line(lines.number);
                match json::parse::<Value>(content) {
                    Ok(read) => {
                        if read.n_bare > 0 {
                            out.issue(place.clone(), json::bare_message(read.n_bare));
                        }
                        values.add(place, &read.value, out);
                    }
                    Err(message) => out.issue(place, message),
                }
            }
        }
    }
    values.finish(out);
    Ok(())
}

/// Reads a file that is one document: a value, a list of values, or an object
/// with a list of them.
pub(super) fn read_document<R: Read + Seek>(
    mut input: R,
    file: &File<'_>,
    out: &mut Out<'_>,
) -> Result<(), ImportError> {
    let size = input.seek(SeekFrom::End(0))?;
    input.rewind()?;
    if size > limits::DOCUMENT_BYTES {
        return Err(ImportError::TooLarge { size });
    }
    let mut bytes = Vec::new();
    input.take(limits::DOCUMENT_BYTES).read_to_end(&mut bytes)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    if out.report.format == Format::Inspect {
        return inspect::read_document(bytes, file, out);
    }
    let read = match json::parse::<Value>(bytes) {
        Ok(read) => read,
        Err(found) => return read_list(bytes, found, file, out),
    };
    if read.n_bare > 0 {
        out.issue(Place::File, json::bare_message(read.n_bare));
    }
    let mut values = Values::new(file, out.report.format);
    let is_one = classify(&read.value, file.options).is_some();
    match entries(&read.value).filter(|_| !is_one) {
        Some(items) => {
            for (index, item) in items.iter().enumerate() {
                values.add(Place::Entry(index + 1), item, out);
            }
        }
        None => values.add(Place::File, &read.value, out),
    }
    values.finish(out);
    Ok(())
}

/// Reads the whole entries of a list that breaks off.
fn read_list(
    bytes: &[u8],
    complaint: String,
    file: &File<'_>,
    out: &mut Out<'_>,
) -> Result<(), ImportError> {
    let format = out.report.format;
    let mut values = Values::new(file, format);
    let mut n_read = 0;
    for value in Listed::of(bytes) {
        n_read += 1;
        values.add(Place::Entry(n_read), &value, out);
    }
    values.finish(out);
    if n_read == 0 {
        return Err(ImportError::Broken {
            format,
            found: complaint,
        });
    }
    out.issue(Place::Entry(n_read + 1), complaint);
    Ok(())
}

/// The first entry of a list, which may break off later.
pub(super) fn first_of_list(bytes: &[u8]) -> Option<Value> {
    Listed::of(bytes).next()
}

/// The entries of a list, as far as they are whole.
struct Listed<'b> {
    rest: &'b [u8],
}

impl<'b> Listed<'b> {
    fn of(bytes: &'b [u8]) -> Self {
        let rest = bytes.trim_ascii_start().strip_prefix(b"[");
        Self {
            rest: rest.unwrap_or_default(),
        }
    }
}

impl Iterator for Listed<'_> {
    type Item = Value;

    fn next(&mut self) -> Option<Value> {
        let mut values = serde_json::Deserializer::from_slice(self.rest).into_iter::<Value>();
        let value = values.next()?.ok()?;
        let rest = self.rest.get(values.byte_offset()..)?.trim_ascii_start();
        self.rest = rest.strip_prefix(b",").unwrap_or_default();
        Some(value)
    }
}

/// The values of a document that is a list, or an object that holds one.
pub(super) fn entries(value: &Value) -> Option<&[Value]> {
    const HOLDERS: [&str; 6] = ["results", "samples", "data", "rows", "items", "records"];
    let objects = |value: &'_ Value| {
        let items = value.as_array();
        items.is_some_and(|items| items.first().is_some_and(Value::is_object))
    };
    match value {
        Value::Array(items) => Some(items),
        Value::Object(map) => {
            let found = HOLDERS.iter().filter_map(|name| map.get(*name));
            let mut found = found.filter(|value| objects(value));
            found.next()?.as_array().map(Vec::as_slice)
        }
        _ => None,
    }
}

/// What a line holds without white space, a byte order mark and the words of a
/// stream of events; `None` where nothing is left.
pub(super) fn stripped(line: &[u8]) -> Option<&[u8]> {
    let line = line
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(line)
        .trim_ascii();
    let line = match line.strip_prefix(b"data:") {
        Some(data) => data.trim_ascii(),
        None => line,
    };
    let event = [b"event:".as_slice(), b"retry:", b":"];
    let is_event = event.iter().any(|word| line.starts_with(word));
    (!line.is_empty() && !is_event && line != b"[DONE]").then_some(line)
}

/// Reads values of one format; those of another are named.
struct Values<'f> {
    file: &'f File<'f>,
    format: Format,
    replies: Assembler,
    lm_eval: lm_eval::Filters,
}

impl<'f> Values<'f> {
    fn new(file: &'f File<'f>, format: Format) -> Self {
        Self {
            file,
            format,
            replies: Assembler::default(),
            lm_eval: lm_eval::Filters::default(),
        }
    }

    fn add(&mut self, place: Place, value: &Value, out: &mut Out<'_>) {
        if let Some((other, evidence)) = self.other(value) {
            let begins = self.file.begins;
            out.issue(place, format!(
                "{evidence}: this is `{other}`, and the file began as `{begins}`; import it from a file of its own"
            ));
            return;
        }
        let file = self.file;
        match self.format {
            Format::LmEval => self.lm_eval.read(place, value, file, out),
            Format::Evalscope => evalscope::read(place, value, file, out),
            Format::NemoSkills => nemo::read(place, value, file, out),
            Format::Inspect => out.issue(
                place,
                "no log of Inspect; only one JSON document or an `.eval` file is",
            ),
            Format::Rows | Format::Lighteval | Format::Text => rows::read(place, value, file, out),
            format => self.replies.add(format, place, value, file, out),
        }
    }

    fn finish(self, out: &mut Out<'_>) {
        self.lm_eval.finish(out);
        self.replies.finish(out);
    }

    /// The other format that a value is of, if it is of one.
    fn other(&self, value: &Value) -> Option<(Format, &'static str)> {
        let found = classify(value, self.file.options)?;
        let mixed = found.0 != self.file.begins;
        // A row may look like what it was asked to be read as, or not.
        (mixed && found.0 != self.format).then_some(found)
    }
}

/// Lines of bounded length.
struct Lines<R> {
    reader: BufReader<R>,
    line: Vec<u8>,
    /// Of the line that was read last, from 1.
    number: usize,
}

enum Next {
    Line,
    TooLong,
    End,
}

impl<R: Read> Lines<R> {
    fn next(&mut self) -> Result<Next, ImportError> {
        self.line.clear();
        let most = limits::LINE_BYTES as u64 + 1;
        let n = (&mut self.reader)
            .take(most)
            .read_until(b'\n', &mut self.line)?;
        if n == 0 {
            return Ok(Next::End);
        }
        self.number += 1;
        if n as u64 == most && !self.line.ends_with(b"\n") {
            self.line = Vec::new();
            self.reader.skip_until(b'\n')?;
            return Ok(Next::TooLong);
        }
        Ok(Next::Line)
    }
}
