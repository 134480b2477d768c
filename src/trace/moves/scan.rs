//! One walk over the thinking: where sentences and clauses begin, outside
//! quotations and code, and which rules hold there.

use super::automaton::Automaton;
use super::event::Events;
use super::mark::{MARKS, Mark, ends_clause, next_mark};
use super::phrases::Matcher;
use super::rule::Rule;
use super::sentence::{self, Sentence};
use crate::text::Span;
use crate::trace::fence::Fences;

mod accept;
mod begin;

/// A phrase that a rule accepted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) rule: &'static Rule,
    pub(super) span: Span,
    pub(super) sentence: Sentence,
}

/// Walks one stretch of thinking.
pub(super) struct Scan<'t> {
    text: &'t str,
    automaton: &'static Automaton,
    /// By script; there once a phrase was looked for.
    matchers: [Option<Matcher<'static>>; 2],
    /// Whether three marks of a fence were walked past.
    fenced: bool,
    /// There once a phrase was found behind such marks.
    fences: Option<Fences>,
    /// Where the next byte to look at is.
    at: usize,
    /// The sentence at hand; its end is known once a phrase was found in it.
    sentence: Sentence,
    /// Where the two sentences before began.
    earlier: [usize; 2],
    /// Whether the sentence at hand opens a line.
    opens_line: bool,
    /// Where a `"` opened a quotation.
    quote: Option<usize>,
    in_ticks: bool,
    /// Chinese and typographic quotations that are open.
    depth: u32,
    /// Where the last phrase ends.
    free_from: usize,
    /// Bytes and rules looked at: a measure of the work.
    looks: usize,
    events: Events<'t>,
}

impl<'t> Scan<'t> {
    /// The moves of `text`, in order, and how often something was looked at.
    pub(super) fn run(text: &'t str, automaton: &'static Automaton) -> (Vec<Hit>, usize) {
        let mut scan = Self {
            text,
            automaton,
            matchers: [None, None],
            fenced: false,
            fences: None,
            at: 0,
            sentence: Sentence::default(),
            earlier: [0; 2],
            opens_line: true,
            quote: None,
            in_ticks: false,
            depth: 0,
            free_from: 0,
            looks: 0,
            events: Events::new(text),
        };
        scan.begin(true, true);
        while scan.seek() {
            scan.mark();
        }
        (scan.events.finish(), scan.looks)
    }

    /// Goes to the next byte that means something. Whether there is one.
    fn seek(&mut self) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let found = next_mark(rest);
        self.at += found.unwrap_or(rest.len());
        self.looks += found.unwrap_or(rest.len()) + 1;
        found.is_some()
    }

    fn mark(&mut self) {
        let bytes = self.text.as_bytes();
        let byte = bytes.get(self.at).copied().unwrap_or(b'\n');
        match MARKS[usize::from(byte)] {
            Mark::None => self.at += 1,
            Mark::Line => {
                self.at += 1;
                (self.quote, self.in_ticks, self.depth) = (None, false, 0);
                self.begin(true, true);
            }
            Mark::Quote => {
                self.quote = self.quote.is_none().then_some(self.at);
                self.stop(1);
            }
            Mark::Tick => {
                self.in_ticks = !self.in_ticks;
                self.fence(b"```");
            }
            Mark::Tilde => self.fence(b"~~~"),
            Mark::Stop => self.stop(1),
            Mark::Wide => self.wide(),
        }
    }

    /// A mark that makes a fence where it stands three times.
    fn fence(&mut self, marks: &[u8]) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.fenced |= rest.starts_with(marks);
        self.at += 1;
    }

    /// A mark of so many bytes that ends a clause if white space follows, and a
    /// sentence if a full stop was before.
    fn stop(&mut self, length: usize) {
        let bytes = self.text.as_bytes();
        let mark = bytes.get(self.at).copied();
        self.at += length;
        let (before, next) = bytes.split_at(self.at.min(bytes.len()));
        let opens = mark == Some(b'(');
        if next.first().is_some_and(|b| !b.is_ascii_whitespace()) && !opens {
            return;
        }
        if sentence::ends(before, next) {
            self.begin(true, false);
        } else if opens || ends_clause(before) {
            self.begin(false, false);
        }
    }

    /// A mark of three bytes, if it is one.
    fn wide(&mut self) {
        let bytes = self.text.as_bytes();
        let mark = bytes.get(self.at..self.at + 3).unwrap_or_default();
        match mark {
            // “ 「 『
            [0xe2, 0x80, 0x9c] | [0xe3, 0x80, 0x8c | 0x8e] => {
                self.depth += 1;
                self.at += 3;
            }
            // ” 」 』
            [0xe2, 0x80, 0x9d] | [0xe3, 0x80, 0x8d | 0x8f] => {
                self.depth = self.depth.saturating_sub(1);
                let before = self
                    .at
                    .checked_sub(3)
                    .and_then(|from| bytes.get(from..self.at));
                if before.is_some_and(sentence::is_chinese_end) {
                    self.at += 3;
                    self.begin(true, false);
                } else {
                    self.stop(3);
                }
            }
            mark if sentence::is_chinese_end(mark) => {
                self.at += 3;
                self.begin(true, false);
            }
            // …
            [0xe2, 0x80, 0xa6] => self.stop(3),
            // — – 、 ， ： （
            [0xe2, 0x80, 0x93 | 0x94] | [0xe3, 0x80, 0x81] | [0xef, 0xbc, 0x8c | 0x9a | 0x88] => {
                self.at += 3;
                self.begin(false, false);
            }
            _ => self.at += 3,
        }
        self.at = self.at.min(bytes.len());
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
    }
}
