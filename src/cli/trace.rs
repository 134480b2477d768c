//! `overthink trace`: how traces are read.

use clap::{Args, ValueEnum};
use overthink::report::trace::Thinking;
use overthink::text::{CodePoints, Span};
use overthink::trace::{SegmentKind, Trace, parse};
use serde::Serialize;

use super::import::SourceArgs;
use super::output::to_stdout;
use super::reading::ReadingArgs;
use super::{Context, Status};

mod human;
mod input;

use human::Human;
use input::Source;

/// Arguments of `overthink trace`.
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(crate) struct TraceArgs {
    /// A run (a path, `latest` or the beginning of its name), or files: JSON Lines
    /// with `{"id", "text"}`, and all that `overthink import` reads.
    #[arg(value_name = "RUN|FILE", required_unless_present = "input")]
    sources: Vec<String>,
    /// A file, as above.
    #[arg(long, value_name = "FILE", conflicts_with = "sources")]
    input: Option<String>,
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Only traces whose name is this text, or holds it.
    #[arg(long, short, value_name = "TEXT")]
    attempt: Option<String>,
    /// A line for each trace instead of a summary of many.
    #[arg(long)]
    list: bool,
    /// `human` marks segments, thoughts, moves and probes in the text; `json` gives
    /// a line a trace with offsets in code points.
    #[arg(long, value_enum, default_value = "human")]
    format: TraceFormat,
}

const AFTER_HELP: &str = "\
Several traces are summed up, one is shown whole:
  overthink trace latest                  the traces of the last run, summed up
  overthink trace latest --list           a line for each
  overthink trace latest ATTEMPT          the one whose name is, or holds, ATTEMPT
  overthink trace replies.jsonl           the same for replies of an API or another harness's log";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TraceFormat {
    Human,
    Json,
}

/// Runs the command.
pub(crate) fn trace(args: &TraceArgs, context: &Context) -> anyhow::Result<Status> {
    let request = input::Request::of(args)?;
    match args.format {
        TraceFormat::Json => input::each(&request, args, context, &mut |source| {
            let trace = parse(&source.text, source.reading);
            to_stdout(&(json(&source, &trace)? + "\n"))
        }),
        TraceFormat::Human => {
            let mut human = Human::new(args.list, request.attempt.is_some());
            let status = input::each(&request, args, context, &mut |source| {
                human.take(source);
                Ok(())
            })?;
            to_stdout(&human.finish(super::settings::terminal_width()))?;
            Ok(status)
        }
    }
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
        "file": source.file,
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
        // Only of several files; only where the offsets point into a text that
        // the file does not hold.
        let optional = ["file", "text"];
        fields.retain(|name, value| !optional.contains(&name.as_str()) || !value.is_null());
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
