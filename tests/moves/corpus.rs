//! The labelled passages: offsets and hashes; the text is in `../shared/traces`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use overthink::text::{Span, sha256_hex};
use overthink::trace::MoveKind;
use overthink::trace::moves::{Found, explain};
use serde::Deserialize;
use serde_json::Value;

/// A line of the corpus. Offsets are code points; those of moves count from
/// the passage's start.
#[derive(Debug, Deserialize)]
struct Label {
    file: String,
    line: usize,
    field: String,
    start: usize,
    end: usize,
    sha256: String,
    lang: String,
    moves: Vec<(MoveKind, usize, usize)>,
}

/// A labelled passage with its text, and what the rules find in it.
pub(crate) struct Passage {
    /// Which record it is of: the unit of the bootstrap.
    pub(crate) record: (String, usize),
    pub(crate) chinese: bool,
    /// All of the field, for the sentences around.
    pub(crate) text: String,
    /// Where the passage is, in bytes.
    pub(crate) span: Span,
    pub(crate) labels: Vec<(MoveKind, Span)>,
    /// Labels that the reader was not sure of: neither right nor missed.
    pub(crate) unsure: Vec<(MoveKind, Span)>,
    pub(crate) found: Vec<Found>,
}

/// The passages of `tests/corpus/moves/NAME.jsonl`; `None` where the shared
/// traces are not there.
pub(crate) fn passages(name: &str) -> Option<Vec<Passage>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let traces = here.join("../shared/traces");
    if !traces.is_dir() {
        return None;
    }
    let labels = here.join(format!("tests/corpus/moves/{name}.jsonl"));
    let labels = fs_err::read_to_string(labels).unwrap();
    let mut files = BTreeMap::new();
    let passages = labels.lines().map(|line| {
        let label: Label = serde_json::from_str(line).unwrap();
        let rows = files
            .entry(label.file.clone())
            .or_insert_with(|| rows(&traces.join(&label.file)));
        passage(&label, rows)
    });
    Some(passages.collect())
}

fn rows(path: &PathBuf) -> Vec<Value> {
    let text = fs_err::read_to_string(path).unwrap();
    let lines = text.split('\n').filter(|line| !line.trim().is_empty());
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn passage(label: &Label, rows: &[Value]) -> Passage {
    let text = label
        .field
        .split('.')
        .fold(&rows[label.line], |value, part| {
            part.parse::<usize>()
                .map_or_else(|_| &value[part], |i| &value[i])
        });
    let text = text.as_str().unwrap().to_owned();
    let bytes: Vec<usize> = text
        .char_indices()
        .map(|(i, _)| i)
        .chain([text.len()])
        .collect();
    let at = |start: usize, end: usize| Span::new(bytes[start], bytes[end]);
    let span = at(label.start, label.end);
    let hash = sha256_hex(span.of(&text).as_bytes());
    assert!(
        hash.starts_with(&label.sha256),
        "{} {}: another text",
        label.file,
        label.line
    );
    // The thinking ends where the first end tag of either form is.
    let ends = ["</think>", "</Thought>"].map(|tag| text.find(tag).unwrap_or(text.len()));
    let end = ends.into_iter().min().unwrap_or(text.len()).max(span.end);
    let found = explain(&text, &[Span::new(0, end)]).into_iter();
    Passage {
        record: (label.file.clone(), label.line),
        chinese: label.lang.starts_with("zh"),
        labels: (label.moves.iter())
            .map(|&(kind, start, end)| (kind, at(label.start + start, label.start + end)))
            .collect(),
        unsure: Vec::new(),
        found: found
            .filter(|found| span.start <= found.span.start && found.span.start < span.end)
            .collect(),
        text,
        span,
    }
}

/// A line of a file of one's own: a passage of thinking with its labels, each a
/// kind, a start, an end in code points, and whether the reader was unsure.
#[derive(Debug, Deserialize)]
struct Own {
    text: String,
    moves: Vec<(MoveKind, usize, usize, bool)>,
}

/// The passages of a JSON Lines file: `{"text", "moves": [[kind, start, end,
/// unsure]]}`.
pub(crate) fn own_passages(path: &Path) -> Vec<Passage> {
    let lines = fs_err::read_to_string(path).unwrap();
    let passages = lines.lines().enumerate().map(|(line, own)| {
        let Own { text, moves } = serde_json::from_str(own).unwrap();
        let bytes: Vec<usize> = (text.char_indices().map(|(i, _)| i))
            .chain([text.len()])
            .collect();
        let span = Span::new(0, text.len());
        let found = explain(&text, &[span]);
        let labels = |unsure: bool| {
            let labels = moves.iter().filter(|label| label.3 == unsure);
            labels
                .map(|label| (label.0, Span::new(bytes[label.1], bytes[label.2])))
                .collect()
        };
        Passage {
            record: (path.display().to_string(), line),
            chinese: false,
            labels: labels(false),
            unsure: labels(true),
            found,
            span,
            text,
        }
    });
    passages.collect()
}
