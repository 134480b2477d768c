//! Where the texts come from: a run, or files of another program.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use overthink::check::Judgement;
use overthink::engine::{Completion, Fact, Probe, StopReason};
use overthink::import::{Sample, Thinking as Told};
use overthink::plan::{Attempt, Strategy};
use overthink::report::trace::Thinking;
use overthink::store::{Manifest, Outcome, find_run, read_records};
use overthink::suite::Target;
use overthink::trace::Reading;

use super::super::import::{read_file, tell};
use super::super::output::to_stderr;
use super::super::{Context, Status, error};
use super::TraceArgs;

/// A text to parse, with what is known about it.
pub(super) struct Source {
    pub(super) id: String,
    /// The file that it is from, where there are several.
    pub(super) file: Option<String>,
    /// What it has in common with others: the model, the file.
    pub(super) group: String,
    /// The item that it answers.
    pub(super) item: String,
    pub(super) text: String,
    /// What is known of the text; flags come before what was chosen.
    pub(super) reading: Reading,
    pub(super) n_thinking_tokens: Option<u64>,
    pub(super) n_answer_tokens: Option<u64>,
    pub(super) thinking: Thinking,
    /// Whether the text was put together from a thinking and an answer.
    pub(super) is_joined: bool,
    pub(super) judgement: Option<Judgement>,
    pub(super) target: Option<String>,
    pub(super) stop_reason: Option<StopReason>,
    pub(super) probes: Vec<Probe>,
}

impl Source {
    /// What it is called beside others.
    pub(super) fn name(&self) -> String {
        match &self.file {
            Some(file) => format!("{file}:{}", self.id),
            None => self.id.clone(),
        }
    }
}

/// What was asked for.
pub(super) struct Request {
    from: From,
    /// The name of one trace, or a part of it.
    pub(super) attempt: Option<String>,
}

enum From {
    Run(String),
    Files(Vec<PathBuf>),
}

impl Request {
    /// Sorts out what the words on the command line are: files are those that
    /// are there, what else stands first is a run, what else stands last names
    /// a trace.
    pub(super) fn of(args: &TraceArgs) -> anyhow::Result<Self> {
        let (files, mut words): (Vec<&String>, Vec<&String>) = (args.input.iter())
            .chain(&args.sources)
            .partition(|word| Path::new(word).is_file());
        if let Some(input) = args.input.as_ref().filter(|_| files.is_empty()) {
            bail!("there is no file `{input}`");
        }
        let mut attempt = args.attempt.clone();
        if words.len() > usize::from(files.is_empty()) && attempt.is_none() {
            attempt = words.pop().cloned();
        }
        let from = match (words.as_slice(), files.is_empty()) {
            ([], false) => From::Files(files.into_iter().map(PathBuf::from).collect()),
            ([run], true) => From::Run((*run).clone()),
            ([word, ..], false) => bail!("there is no file `{word}`"),
            (_, true) => bail!("one run at a time, or files: `{}` are none", quoted(&words)),
        };
        Ok(Self { from, attempt })
    }
}

fn quoted(words: &[&String]) -> String {
    let words: Vec<&str> = words.iter().map(|word| word.as_str()).collect();
    words.join("`, `")
}

/// Hands each text that was asked for to `show`: the one whose name was given,
/// where there is one, else those whose names hold it.
pub(super) fn each(
    request: &Request,
    args: &TraceArgs,
    context: &Context,
    show: &mut dyn FnMut(Source) -> anyhow::Result<()>,
) -> anyhow::Result<Status> {
    let wanted = request.attempt.as_deref();
    let mut n_shown = 0;
    let mut failed = None;
    let mut status = Status::Done;
    let mut one = |source: Source| {
        if failed.is_none() && wanted.is_none_or(|wanted| source.name().contains(wanted)) {
            n_shown += 1;
            failed = show(Source {
                reading: args.reading.reading(source.reading),
                ..source
            })
            .err();
        }
    };
    match &request.from {
        From::Files(paths) => {
            for path in paths {
                let several = paths.len() > 1;
                let file = several.then(|| path.display().to_string());
                let mut one = |source: Source| {
                    one(Source {
                        file: file.clone(),
                        ..source
                    });
                };
                match from_file(path, args, context, &mut one) {
                    Ok(Status::Done) => {}
                    Ok(_) => status = Status::Partial,
                    // Of several files the others are shown all the same.
                    Err(e) if several => {
                        to_stderr(&error::render(&e));
                        status = Status::Partial;
                    }
                    Err(e) => return Err(e),
                }
            }
        }
        From::Run(name) => from_run(name, wanted, context, &mut one)?,
    }
    if let Some(error) = failed {
        return Err(error);
    }
    if let Some(wanted) = wanted {
        ensure!(
            n_shown > 0,
            "no trace's name holds `{wanted}`; `--list` shows the names"
        );
    }
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
            quiet,
            ..context.clone()
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
    let id = sample.id.unwrap_or_else(|| number.to_string());
    Some(Source {
        item: id.clone(),
        id,
        group: sample.model.unwrap_or_default(),
        file: None,
        text: reply.whole_text(),
        reading: reply.thinking_open.into(),
        n_thinking_tokens: reply.tokens.thinking,
        n_answer_tokens: None,
        thinking,
        is_joined: matches!(reply.thinking, Told::Apart(_)),
        judgement: None,
        target: sample.target,
        stop_reason: None,
        probes: Vec::new(),
    })
}

/// The texts of a run; of an attempt with several draws each one. Where an
/// attempt has exactly the name that is `wanted`, only that.
fn from_run(
    name: &str,
    wanted: Option<&str>,
    context: &Context,
    one: &mut dyn FnMut(Source),
) -> anyhow::Result<()> {
    let run = find_run(&context.results, name)
        .with_context(|| format!("`{name}` is no file, and no run"))?;
    let manifest = Manifest::read(&run)?;
    let targets = targets(&manifest);
    let attempts = manifest.attempts();
    let exact = attempts.iter().find(|attempt| wanted == Some(&attempt.id));
    let order = attempts.iter().map(|attempt| attempt.id.as_str());
    let order = order.filter(|id| exact.is_none_or(|exact| exact.id == *id));
    for record in read_records(&run)?.in_order(order) {
        let Outcome::Done {
            completion,
            judgement,
            draws,
        } = record.outcome
        else {
            continue;
        };
        let attempt = record.attempt;
        let target = targets
            .get(&place(&attempt))
            .map(|&target| target.to_owned());
        let drawn = |number: usize, chosen: bool| {
            let mark = if chosen { " chosen" } else { "" };
            format!("{} draw {number}{mark}", attempt.id)
        };
        if draws.is_empty() {
            let id = attempt.id.clone();
            one(of_completion(id, &attempt, completion, judgement, target));
            continue;
        }
        for (i, draw) in draws.into_iter().enumerate() {
            let id = drawn(i + 1, draw.chosen);
            let target = target.clone();
            one(of_completion(
                id,
                &attempt,
                draw.completion,
                draw.judgement,
                target,
            ));
        }
    }
    Ok(())
}

fn of_completion(
    id: String,
    attempt: &Attempt,
    completion: Completion,
    judgement: Judgement,
    target: Option<String>,
) -> Source {
    let reading = completion.reading();
    let tokens = |fact, n: u32| completion.knows(fact).then_some(u64::from(n));
    let thinking = if completion.knows(Fact::Trace) {
        Thinking::InText
    } else if completion.text.trim().is_empty() {
        Thinking::Empty
    } else {
        Thinking::Hidden
    };
    Source {
        id,
        file: None,
        group: group(attempt),
        item: [&*attempt.suite, &*attempt.part, &*attempt.item].join("/"),
        n_thinking_tokens: tokens(Fact::ThinkingTokens, completion.n_thinking_tokens),
        n_answer_tokens: tokens(Fact::AnswerTokens, completion.n_answer_tokens),
        stop_reason: completion
            .knows(Fact::StopReason)
            .then_some(completion.stop_reason),
        text: completion.text,
        reading,
        thinking,
        is_joined: false,
        judgement: Some(judgement),
        target,
        probes: completion.probes,
    }
}

/// What an attempt's trace is summed up with.
fn group(attempt: &Attempt) -> String {
    let how = match (attempt.strategy, attempt.budget) {
        (Strategy::Direct, None) => String::new(),
        (strategy, None) => format!(", {strategy}"),
        (_, Some(budget)) => format!(", at most {budget} thinking tokens"),
    };
    format!("{} ({}{how})", attempt.model, attempt.mode)
}

/// Suite, part and item.
type Place<'a> = (&'a str, &'a str, &'a str);

fn place(attempt: &Attempt) -> Place<'_> {
    (&attempt.suite, &attempt.part, &attempt.item)
}

/// The right answers that are texts.
fn targets(manifest: &Manifest) -> HashMap<Place<'_>, &str> {
    let mut targets = HashMap::new();
    for suite in &manifest.suites {
        for part in &suite.parts {
            for item in &part.items {
                if let Target::Text(text) = &item.target {
                    targets.insert(
                        (suite.name.as_str(), part.name.as_str(), item.id.as_str()),
                        text.as_str(),
                    );
                }
            }
        }
    }
    targets
}
