//! What a person is shown: one trace whole, several in a list or summed up.

use overthink::report::trace::{Shown, line, list, one};
use overthink::trace::{Trace, parse};

use super::input::Source;

/// Most lines of a list that was not asked for.
const MOST_LINES: usize = 40;

/// Collects what is shown at the end. Holds one text at most.
pub(super) struct Human {
    /// Whether a list was asked for.
    list: bool,
    /// Whether one trace was asked for.
    chosen: bool,
    first: Option<(Source, Trace)>,
    n: usize,
    lines: Vec<Vec<String>>,
}

impl Human {
    pub(super) fn new(list: bool, chosen: bool) -> Self {
        Self {
            list,
            chosen,
            first: None,
            n: 0,
            lines: Vec::new(),
        }
    }

    /// Takes in a trace.
    pub(super) fn take(&mut self, source: Source) {
        let trace = parse(&source.text, source.thinking_open);
        self.n += 1;
        if self.list || self.chosen {
            self.lines.push(line(&shown(&source, &trace)));
        }
        if self.first.is_none() {
            self.first = Some((source, trace));
        }
    }

    /// What is shown, on a terminal `width` columns wide.
    pub(super) fn finish(self, width: u16) -> String {
        match self.first {
            None => "no traces\n".to_owned(),
            Some((source, trace)) if self.n == 1 && !self.list => {
                one(&shown(&source, &trace), width)
            }
            Some(_) => {
                let n_shown = if self.list { self.n } else { MOST_LINES };
                let mut text = list(self.lines.into_iter().take(n_shown)).terminal(width);
                if self.n > n_shown {
                    text += &format!("\n… and {} more: --list shows all", self.n - n_shown);
                }
                text.trim_start().to_owned() + "\n"
            }
        }
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
