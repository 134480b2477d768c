//! Which rule holds at a place.

use super::super::automaton::script_of;
use super::super::lead::Lead;
use super::super::phrases::RowSet;
use super::super::row::Row;
use super::super::rule::{Place, Rule};
use super::super::sentence::{self, REACH};
use super::{Hit, Scan};
use crate::text::Span;
use crate::trace::fence::Fences;

impl<'t> Scan<'t> {
    /// Tries the rules here. Whether one holds that is not weak.
    pub(super) fn try_rules(&mut self, lead: Option<Lead>) -> bool {
        if self.at < self.free_from {
            return false;
        }
        let Some((rule, length)) = self.rule_at(lead) else {
            return false;
        };
        let at = self.at;
        if self.is_code(at) {
            return false;
        }
        // What is weak may lead to more: the walk goes on from its beginning.
        if !rule.weak {
            // The walk goes through the phrase, for the marks in it.
            self.free_from = at + length;
        }
        self.events.add(Hit {
            rule,
            span: Span::new(at, at + length),
            sentence: self.sentence,
        });
        !rule.weak
    }

    /// Whether `at` is in a fenced block. Most texts have no fence.
    fn is_code(&mut self, at: usize) -> bool {
        let text = self.text;
        self.fenced
            && self
                .fences
                .get_or_insert_with(|| Fences::new(text))
                .cover(at, true)
    }

    /// The first of the rows that holds here, and the length of its phrase.
    fn rule_at(&mut self, lead: Option<Lead>) -> Option<(&'static Rule, usize)> {
        let automaton = self.automaton;
        let rows = self.rows(self.text.get(self.at..).unwrap_or_default());
        if rows.is_empty() {
            return None;
        }
        if self.sentence.end <= self.at {
            self.sentence.end = sentence::end_after(self.text, self.at);
            self.looks += self.sentence.end - self.at;
        }
        let rest = Span::new(self.at, self.sentence.end).of(self.text);
        let from = self.boundary(self.sentence.start.max(self.at.saturating_sub(REACH)));
        let head = Span::new(from, self.at).of(self.text);
        automaton.rows_of(rows).find_map(|row| {
            let stands = match row.rule.place {
                Place::Sentence => lead.is_some(),
                Place::Paragraph => lead.is_some() && self.opens_line,
                Place::Clause => true,
            };
            let length = stands.then(|| self.accepts(row, head, rest, lead.unwrap_or_default()));
            Some((row.rule, length??))
        })
    }

    /// The rows whose phrase `rest` may begin with.
    fn rows(&mut self, rest: &str) -> RowSet {
        let script = script_of(rest.as_bytes());
        let Some(matcher) = self.matchers.get_mut(script) else {
            return RowSet::default();
        };
        if matcher.is_none() {
            *matcher = self.automaton.matcher(script);
        }
        matcher
            .as_mut()
            .map_or_else(RowSet::default, |matcher| matcher.rows(rest))
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
