//! What a person is shown: one trace whole, several in a list or summed up.

use indexmap::IndexMap;
use overthink::analysis::digest::{Facts, digests};
use overthink::check::Verdict;
use overthink::report::trace::{Shown, Thinking, line, list, one, summary};
use overthink::stats::Confidence;
use overthink::trace::measure::measure;
use overthink::trace::{Trace, parse};

use super::input::Source;

/// Most lines of a list that was not asked for.
const MOST_LINES: usize = 40;

/// Collects what is shown at the end. Holds one text at most.
pub(super) struct Human {
    many: Many,
    first: Option<(Source, Trace)>,
    n: usize,
}

/// What is kept of several.
enum Many {
    /// A line for each: all of them, or those whose names hold a text.
    List { all: bool, lines: Vec<Vec<String>> },
    /// Their sum, by group.
    Summary(IndexMap<String, Vec<Facts>>),
}

impl Human {
    /// `list` asks for a list, `chosen` says that one trace was asked for.
    pub(super) fn new(list: bool, chosen: bool) -> Self {
        Self {
            many: if list || chosen {
                Many::List {
                    all: list,
                    lines: Vec::new(),
                }
            } else {
                Many::Summary(IndexMap::new())
            },
            first: None,
            n: 0,
        }
    }

    /// Takes in a trace.
    pub(super) fn take(&mut self, source: Source) {
        let trace = parse(&source.text, source.reading);
        self.n += 1;
        match &mut self.many {
            Many::List { lines, .. } => lines.push(line(&shown(&source, &trace))),
            Many::Summary(groups) => {
                let group = groups.entry(group(&source)).or_default();
                group.push(facts(&source, &trace));
            }
        }
        if self.first.is_none() {
            self.first = Some((source, trace));
        }
    }

    /// What is shown, on a terminal `width` columns wide.
    pub(super) fn finish(self, width: u16) -> String {
        let Some((source, trace)) = self.first else {
            return "no traces\n".to_owned();
        };
        match self.many {
            Many::List { all: true, lines } => listed(lines, self.n, width),
            _ if self.n == 1 => one(&shown(&source, &trace), width),
            Many::List { lines, .. } => listed(lines, MOST_LINES, width),
            Many::Summary(groups) => {
                let digests = digests(&groups, Confidence::default());
                summary(&digests, width) + "\n--list names the traces, and a name shows one whole\n"
            }
        }
    }
}

fn listed(lines: Vec<Vec<String>>, n_shown: usize, width: u16) -> String {
    let n = lines.len();
    let mut text = list(lines.into_iter().take(n_shown)).terminal(width);
    if n > n_shown {
        text += &format!("\n… and {} more: --list shows all", n - n_shown);
    }
    text.trim_start().to_owned() + "\n"
}

/// The name of a trace's group; that of its file where the model is not told.
fn group(source: &Source) -> String {
    match (&source.file, source.group.as_str()) {
        (Some(file), "") => file.clone(),
        (None, "") => "all".to_owned(),
        (_, group) => group.to_owned(),
    }
}

fn facts(source: &Source, trace: &Trace) -> Facts {
    let verdict = source.judgement.as_ref().map(|j| j.verdict);
    Facts {
        item: source.item.clone(),
        readable: source.thinking == Thinking::InText,
        n_thinking_tokens: source.n_thinking_tokens.filter(|&n| n > 0),
        measures: measure(&source.text, trace),
        issues: trace.issues.clone(),
        correct: verdict.and_then(Verdict::is_correct),
    }
}

fn shown<'t>(source: &'t Source, trace: &'t Trace) -> Shown<'t> {
    Shown {
        id: source.name().into(),
        text: &source.text,
        trace,
        thinking: source.thinking,
        n_tokens: (source.n_thinking_tokens, source.n_answer_tokens),
        judgement: source.judgement.as_ref(),
        target: source.target.as_deref(),
        stop_reason: source.stop_reason,
        probes: &source.probes,
    }
}
