//! One walk over the thinking: where sentences and clauses begin, outside
//! quotations and code, and which rules hold there.

use super::automaton::{Automaton, Row};
use super::event::Events;
use super::lead::Lead;
use super::mark::{MARKS, Mark, ends_clause, is_gap};
use super::rule::{Place, Rule};
use super::sentence::{self, REACH, Sentence};
use super::trie::RowSet;
use crate::text::Span;
use crate::trace::fence::Fences;

/// A phrase that a rule accepted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub(super) rule: &'static Rule,
    pub(super) span: Span,
    pub(super) sentence: Sentence,
}

/// Small words that may lead to a phrase.
const MOST_SMALL: usize = 6;

/// Walks one stretch of thinking.
pub(super) struct Scan<'t> {
    text: &'t str,
    automaton: &'static Automaton,
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
        let bytes = text.as_bytes();
        let has_fence = (bytes.contains(&b'`') && text.contains("```"))
            || (bytes.contains(&b'~') && text.contains("~~~"));
        let mut scan = Self {
            text,
            automaton,
            fences: has_fence.then(|| Fences::new(text)),
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
        let found = rest
            .iter()
            .position(|&b| MARKS[usize::from(b)] != Mark::None);
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
                self.at += 1;
            }
            Mark::Stop => self.stop(1),
            Mark::Wide => self.wide(),
        }
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

    /// Looks at what begins here: a sentence, or a clause of the one at hand.
    fn begin(&mut self, new_sentence: bool, opens_line: bool) {
        let bytes = self.text.as_bytes();
        let skip = |b: &u8| {
            matches!(
                b,
                b' ' | b'\t' | b'\r' | b'*' | b'_' | b'#' | b'>' | b'-' | b'('
            )
        };
        let rest = bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|b| skip(b)).count();
        if new_sentence {
            let has_text = self.at < bytes.len() && bytes.get(self.at) != Some(&b'\n');
            if !has_text {
                self.opens_line |= opens_line;
                return;
            }
            self.earlier = [self.sentence.start, self.earlier[0]];
            self.sentence = Sentence {
                start: self.at,
                end: 0,
            };
            self.opens_line = opens_line;
        }
        let mut lead = new_sentence.then(Lead::default);
        for _ in 0..MOST_SMALL {
            if self.is_quoted() || self.try_rules(lead) {
                return;
            }
            let rest = self.text.get(self.at..).unwrap_or("");
            let Some((word, length)) = Lead::first(rest) else {
                return;
            };
            let after = rest.get(length..).unwrap_or("");
            let gap = after.len() - after.trim_start_matches(is_gap).len();
            if after
                .trim_start_matches(is_gap)
                .starts_with(['\n', '.', '!', '?'])
            {
                self.at += length;
                return;
            }
            lead = lead.map(|lead| lead.or(word));
            self.at += length + gap;
        }
    }

    fn is_quoted(&self) -> bool {
        // A mark that is left open quotes nothing.
        let quoted = self.quote.is_some_and(|from| self.at - from < REACH);
        quoted || self.in_ticks || self.depth > 0
    }

    /// Tries the rules here. Whether one holds that is not weak.
    fn try_rules(&mut self, lead: Option<Lead>) -> bool {
        let rest = self.text.get(self.at..).unwrap_or("");
        let rows = self.automaton.rows_at(rest);
        self.looks += 1;
        if rows.is_empty() || self.at < self.free_from {
            return false;
        }
        if self.sentence.end <= self.at {
            self.sentence.end = sentence::end_after(self.text, self.at);
            self.looks += self.sentence.end - self.at;
        }
        let Some((rule, length)) = self.rule_at(rows, lead) else {
            return false;
        };
        let at = self.at;
        // What is weak may lead to more: the walk goes on from its beginning.
        let is_weak = rule.weak;
        if self
            .fences
            .as_mut()
            .is_some_and(|fences| fences.cover(at, true))
        {
            return false;
        }
        if !is_weak {
            // The walk goes through the phrase, for the marks in it.
            self.free_from = at + length;
        }
        self.events.add(Hit {
            rule,
            span: Span::new(at, at + length),
            sentence: self.sentence,
        });
        !is_weak
    }

    /// The first of the rows that holds here, and the length of its phrase.
    fn rule_at(&self, rows: RowSet, lead: Option<Lead>) -> Option<(&'static Rule, usize)> {
        let from = self.boundary(self.sentence.start.max(self.at.saturating_sub(REACH)));
        let head = Span::new(from, self.at).of(self.text);
        let rest = Span::new(self.at, self.sentence.end).of(self.text);
        self.automaton.rows_of(rows).find_map(|row| {
            let stands = match row.rule.place {
                Place::Sentence => lead.is_some(),
                Place::Paragraph => lead.is_some() && self.opens_line,
                Place::Clause => true,
            };
            let length = stands.then(|| self.accepts(row, head, rest, lead.unwrap_or_default()));
            Some((row.rule, length??))
        })
    }

    /// The length of the row's phrase, if all that the rule asks for holds.
    fn accepts(&self, row: &Row, head: &str, rest: &str, lead: Lead) -> Option<usize> {
        let rule = row.rule;
        let led = rule.led.is_none_or(|wanted| lead.has(wanted))
            && rule.not_led.is_none_or(|refused| !lead.has(refused))
            && self.text.len() - self.at >= rule.left;
        let length = led.then(|| row.length(rest))??;
        let fits = row.begins(head)
            && row.goes_on(rest)
            && (!row.looks_back() || row.follows(self.before()));
        fits.then_some(length)
    }

    /// The sentence before; two if it is a word or so.
    fn before(&self) -> &'t str {
        const WORD: usize = 14;
        let [last, earlier] = self.earlier;
        let end = self.sentence.start;
        let one = Span::new(last, end).of(self.text);
        let start = if one.trim_end().len() < WORD {
            earlier
        } else {
            last
        };
        let start = self.boundary(start.max(end.saturating_sub(REACH)));
        Span::new(start, end).of(self.text)
    }

    /// The first character's boundary from `at` on.
    fn boundary(&self, mut at: usize) -> usize {
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        at
    }
}
