//! `overthink trace`: how traces are read.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use overthink::text::{CodePoints, Span, for_terminal};
use overthink::trace::{MoveKind, SegmentKind, Trace, parse};
use serde::Serialize;

use super::import::SourceArgs;
use super::output::to_stdout;
use super::reading::ReadingArgs;
use super::{Context, Status};

mod input;

use input::{Source, Thinking};

/// Arguments of `overthink trace`.
#[derive(Debug, Args)]
pub(crate) struct TraceArgs {
    /// A run: a path, `latest` or the beginning of its name.
    #[arg(value_name = "RUN", required_unless_present = "input")]
    run: Option<String>,
    /// JSON Lines with `{"id", "text"}`, or any file that `overthink import` reads.
    #[arg(long, value_name = "FILE", conflicts_with = "run")]
    input: Option<PathBuf>,
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    reading: ReadingArgs,
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

/// Runs the command.
pub(crate) fn trace(args: &TraceArgs, context: &Context) -> anyhow::Result<Status> {
    let mut show = |source: Source| {
        let trace = parse(&source.text, args.reading.reading(source.reading));
        to_stdout(&match args.format {
            TraceFormat::Json => json(&source, &trace)? + "\n",
            TraceFormat::Human => human(&source, &trace),
        })
    };
    input::each(args, context, &mut show)
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
    let mut line = serde_json::json!({
        "id": source.id,
        "format": trace.format(),
        "policy": trace.policy,
        "evidence": trace.detection.evidence,
        "segments": segments,
        "thoughts": thoughts,
        "moves": moves,
        "n_thinking_chars": (source.thinking == Thinking::InText).then_some(n_chars),
        "n_thinking_tokens": source.n_thinking_tokens,
        "issues": issues(source, trace),
        "text": source.is_joined.then_some(&source.text),
    });
    if let Some(fields) = line.as_object_mut() {
        // Only where the offsets point into a text that the file does not hold.
        fields.retain(|name, value| name != "text" || !value.is_null());
    }
    Ok(serde_json::to_string(&line)?)
}

/// What was odd about the text, and that there is no thinking to be read where
/// there was some, or nothing at all.
fn issues(source: &Source, trace: &Trace) -> Vec<serde_json::Value> {
    let odd = trace.issues.iter().map(|issue| serde_json::json!(issue));
    let told = source
        .thinking
        .issue()
        .map(|issue| serde_json::json!(issue));
    odd.chain(told).collect()
}

/// The text with its segments as margins and its moves in brackets.
fn human(source: &Source, trace: &Trace) -> String {
    let odd = trace.issues.iter().map(|i| format!("{i:?}"));
    let told = source.thinking.issue().map(str::to_owned);
    let issues = odd.chain(told).collect::<Vec<_>>().join(", ");
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
