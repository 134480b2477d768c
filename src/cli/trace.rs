//! `overthink trace`: how traces are read.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use clap::{Args, ValueEnum};
use overthink::store::{Outcome, find_run, read_records};
use overthink::text::{CodePoints, Span, for_terminal};
use overthink::trace::{MoveKind, SegmentKind, Trace, parse};
use serde::{Deserialize, Serialize};

use super::output::to_stdout;
use super::{Context, Status};

/// What happens to thinking that never ended.
const POLICY: &str = "unfinished-is-thinking";

/// Arguments of `overthink trace`.
#[derive(Debug, Args)]
pub(crate) struct TraceArgs {
    /// A run: a path, `latest` or the beginning of its name.
    #[arg(value_name = "RUN", required_unless_present = "input")]
    run: Option<String>,
    /// JSON Lines with `{"id", "text"}`.
    #[arg(long, value_name = "FILE", conflicts_with = "run")]
    input: Option<PathBuf>,
    /// Only attempts whose id holds this text.
    #[arg(long, value_name = "TEXT")]
    attempt: Option<String>,
    /// `human` marks segments and moves in the text; `json` gives offsets in code points.
    #[arg(long, value_enum, default_value = "human")]
    format: TraceFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TraceFormat {
    Human,
    Json,
}

/// A text to parse.
struct Source {
    id: String,
    text: String,
    thinking_open: bool,
    n_thinking_tokens: Option<u32>,
}

/// Runs the command.
pub(crate) fn trace(args: &TraceArgs, context: &Context) -> anyhow::Result<Status> {
    let mut sources = match (&args.input, &args.run) {
        (Some(path), _) => from_file(path)?,
        (None, Some(name)) => from_run(name, context)?,
        (None, None) => Vec::new(),
    };
    if let Some(wanted) = &args.attempt {
        sources.retain(|source| source.id.contains(wanted.as_str()));
        ensure!(!sources.is_empty(), "no attempt's id holds `{wanted}`");
    }
    for source in sources {
        let trace = parse(&source.text, source.thinking_open);
        to_stdout(&match args.format {
            TraceFormat::Json => json(&source, &trace)? + "\n",
            TraceFormat::Human => human(&source, &trace),
        })?;
    }
    Ok(Status::Done)
}

fn from_file(path: &Path) -> anyhow::Result<Vec<Source>> {
    /// Further fields are allowed: the lines may be another tool's.
    #[derive(Deserialize)]
    struct Line {
        id: serde_json::Value,
        text: String,
    }
    let file = fs_err::File::open(path)?;
    let mut sources = Vec::new();
    for (index, line) in BufReader::new(file).lines().enumerate() {
        let place = || format!("failed to read `{}`, line {}", path.display(), index + 1);
        let line = line.with_context(place)?;
        if line.trim().is_empty() {
            continue;
        }
        let Line { id, text } = serde_json::from_str(&line).with_context(place)?;
        let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
        sources.push(Source {
            id,
            text,
            thinking_open: false,
            n_thinking_tokens: None,
        });
    }
    Ok(sources)
}

fn from_run(name: &str, context: &Context) -> anyhow::Result<Vec<Source>> {
    let run = find_run(&context.results, name)?;
    let order: Vec<String> = overthink::store::Manifest::read(&run)?
        .attempts()
        .into_iter()
        .map(|attempt| attempt.id)
        .collect();
    let records = read_records(&run)?.in_order(order.iter().map(String::as_str));
    let sources = records
        .into_iter()
        .filter_map(|record| match record.outcome {
            Outcome::Done { completion, .. } => Some(Source {
                id: record.attempt.id,
                text: completion.text,
                thinking_open: completion.thinking_open,
                n_thinking_tokens: Some(completion.n_thinking_tokens),
            }),
            Outcome::Failed { .. } => None,
        });
    Ok(sources.collect())
}

/// One line of the stable machine interface; offsets count code points.
fn json(source: &Source, trace: &Trace) -> anyhow::Result<String> {
    #[derive(Serialize)]
    struct Kinded<K: Serialize> {
        kind: K,
        start: usize,
        end: usize,
    }
    let points = CodePoints::new(&source.text);
    let kinded = |span: Span| {
        let span = points.span(span);
        (span.start, span.end)
    };
    let segments: Vec<_> = trace
        .segments
        .iter()
        .map(|s| (s.kind, kinded(s.span)))
        .map(|(kind, (start, end))| Kinded { kind, start, end })
        .collect();
    let moves: Vec<_> = trace
        .moves
        .iter()
        .map(|m| (m.kind, kinded(m.span)))
        .map(|(kind, (start, end))| Kinded { kind, start, end })
        .collect();
    let thoughts: Vec<Span> = trace
        .thoughts
        .iter()
        .map(|&span| points.span(span))
        .collect();
    let n_chars: usize = trace
        .spans_of(SegmentKind::Thinking)
        .map(|span| span.of(&source.text).chars().count())
        .sum();
    Ok(serde_json::to_string(&serde_json::json!({
        "id": source.id,
        "format": trace.format,
        "policy": POLICY,
        "segments": segments,
        "thoughts": thoughts,
        "moves": moves,
        "n_thinking_chars": n_chars,
        "n_thinking_tokens": source.n_thinking_tokens,
        "issues": trace.issues,
    }))?)
}

/// The text with its segments as margins and its moves in brackets.
fn human(source: &Source, trace: &Trace) -> String {
    let issues = trace
        .issues
        .iter()
        .map(|i| format!("{i:?}"))
        .collect::<Vec<_>>()
        .join(", ");
    let mut text = format!(
        "── {}\n   {} thoughts, {} switches{}{}\n",
        for_terminal(&source.id),
        trace.thoughts.len(),
        trace.n_switches(),
        source
            .n_thinking_tokens
            .map_or_else(String::new, |n| format!(", {n} thinking tokens")),
        if issues.is_empty() {
            String::new()
        } else {
            format!(", {issues}")
        },
    );
    let marks: BTreeMap<usize, MoveKind> =
        trace.moves.iter().map(|m| (m.span.start, m.kind)).collect();
    for segment in trace.segments.iter().filter(|s| s.kind != SegmentKind::Tag) {
        let margin = if segment.kind == SegmentKind::Thinking {
            "thinking │ "
        } else {
            "  answer │ "
        };
        let mut start = segment.span.start;
        for line in segment.span.of(&source.text).split_inclusive('\n') {
            let end = start + line.len();
            if !line.trim().is_empty() {
                text += &format!("{margin}{}\n", marked(&source.text, start, end, &marks));
            }
            start = end;
        }
    }
    text + "\n"
}

fn marked(text: &str, start: usize, end: usize, marks: &BTreeMap<usize, MoveKind>) -> String {
    let mut line = String::new();
    let mut from = start;
    for (&at, kind) in marks.range(start..end) {
        line += Span::new(from, at).of(text);
        line += &format!("[{}] ", format!("{kind:?}").to_lowercase());
        from = at;
    }
    line += Span::new(from, end).of(text);
    for_terminal(line.trim_end())
}
