//! Where the texts come from: a run, or a file of another program.

use std::path::Path;

use anyhow::ensure;
use overthink::engine::Fact;
use overthink::import::{Sample, Thinking as Told};
use overthink::store::{Manifest, Outcome, find_run, read_records};
use overthink::trace::Reading;

use super::super::import::{read_file, tell};
use super::super::{Context, Status};
use super::TraceArgs;

/// A text to parse.
pub(super) struct Source {
    pub(super) id: String,
    pub(super) text: String,
    /// What is known of the text; flags come before what was chosen.
    pub(super) reading: Reading,
    pub(super) n_thinking_tokens: Option<u64>,
    pub(super) thinking: Thinking,
    /// Whether the text was put together from a thinking and an answer.
    pub(super) is_joined: bool,
}

/// Whether the thinking can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thinking {
    /// What there is of it is in the text.
    InText,
    /// The model thought, and its thinking is not told, or only a summary.
    Hidden,
    /// There is no text at all.
    Empty,
}

impl Thinking {
    /// The word for it among the issues.
    pub(super) fn issue(self) -> Option<&'static str> {
        match self {
            Self::InText => None,
            Self::Hidden => Some("hidden-thinking"),
            Self::Empty => Some("empty-reply"),
        }
    }
}

/// Hands each text to `show`.
pub(super) fn each(
    args: &TraceArgs,
    context: &Context,
    show: &mut dyn FnMut(Source) -> anyhow::Result<()>,
) -> anyhow::Result<Status> {
    let wanted = args.attempt.as_deref().unwrap_or_default();
    let mut n_shown = 0;
    let mut failed = None;
    let mut status = Status::Done;
    let mut one = |source: Source| {
        if failed.is_none() && source.id.contains(wanted) {
            n_shown += 1;
            failed = show(source).err();
        }
    };
    match (&args.input, &args.run) {
        (Some(path), _) => status = from_file(path, args, context, &mut one)?,
        (None, Some(name)) => from_run(name, context, &mut one)?,
        (None, None) => {}
    }
    if let Some(error) = failed {
        return Err(error);
    }
    ensure!(
        n_shown > 0 || args.attempt.is_none(),
        "no attempt's id holds `{wanted}`"
    );
    Ok(status)
}

fn from_file(
    path: &Path,
    args: &TraceArgs,
    context: &Context,
    one: &mut dyn FnMut(Source),
) -> anyhow::Result<Status> {
    let options = args.source.options(None)?;
    let mut n_read = 0_usize;
    let report = read_file(path, &options, &mut |sample| {
        n_read += 1;
        if let Some(source) = of_sample(sample, n_read) {
            one(source);
        }
    })?;
    // What was read of `{"id", "text"}` needs no words.
    let quiet = context.quiet || report.n_issues == 0 && report.notes.is_empty();
    tell(
        path,
        &report,
        &Context {
            results: context.results.clone(),
            quiet,
        },
    );
    ensure!(
        report.n_issues == 0 || report.n_samples > 0,
        "nothing in `{}` could be read",
        path.display()
    );
    Ok(if report.n_issues == 0 {
        Status::Done
    } else {
        Status::Partial
    })
}

/// The text of a sample; `None` where there is no reply.
fn of_sample(sample: Sample, number: usize) -> Option<Source> {
    let reply = sample.reply?;
    let thinking = if reply.is_hidden() {
        Thinking::Hidden
    } else if reply.is_empty() {
        Thinking::Empty
    } else {
        Thinking::InText
    };
    Some(Source {
        id: sample.id.unwrap_or_else(|| number.to_string()),
        text: reply.whole_text(),
        reading: reply.thinking_open.into(),
        n_thinking_tokens: reply.tokens.thinking,
        thinking,
        is_joined: matches!(reply.thinking, Told::Apart(_)),
    })
}

fn from_run(name: &str, context: &Context, one: &mut dyn FnMut(Source)) -> anyhow::Result<()> {
    let run = find_run(&context.results, name)?;
    let attempts = Manifest::read(&run)?.attempts();
    let order = attempts.iter().map(|attempt| attempt.id.as_str());
    for record in read_records(&run)?.in_order(order) {
        let Outcome::Done { completion, .. } = record.outcome else {
            continue;
        };
        let known = completion.knows(Fact::ThinkingTokens);
        let thinking = if completion.knows(Fact::Trace) {
            Thinking::InText
        } else if completion.text.trim().is_empty() {
            Thinking::Empty
        } else {
            Thinking::Hidden
        };
        one(Source {
            id: record.attempt.id,
            n_thinking_tokens: known.then_some(u64::from(completion.n_thinking_tokens)),
            reading: completion.reading(),
            text: completion.text,
            thinking,
            is_joined: false,
        });
    }
    Ok(())
}
