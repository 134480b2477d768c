//! What the phrases of a sentence tell together: one event each.

use super::scan::Hit;
use super::sentence::Sentence;
use crate::text::Span;
use crate::trace::MoveKind::{Backtrack, Hesitate, Switch, Verify};

/// Bytes between two doubts that are one: a short sentence.
const RUN: usize = 60;

/// Bytes of a sentence that takes something back and says no more.
const SHORT: usize = 30;

/// Gathers accepted phrases, sentence by sentence, and keeps what is an event.
pub(super) struct Events<'t> {
    text: &'t str,
    /// What the sentence at hand shows so far.
    here: Vec<Hit>,
    /// A weak phrase of the sentence before, which counts if this one shows nothing.
    waiting: Option<Hit>,
    /// The last event, its sentence being the last that belongs to it.
    last: Option<Hit>,
    kept: Vec<Hit>,
}

impl<'t> Events<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            here: Vec::new(),
            waiting: None,
            last: None,
            kept: Vec::new(),
        }
    }

    /// The next phrase, in order.
    pub(super) fn add(&mut self, hit: Hit) {
        let same = self.here.last().map(|last| last.sentence.start);
        if same != Some(hit.sentence.start) {
            self.close();
        }
        self.here.push(hit);
    }

    /// All events, in order.
    pub(super) fn finish(mut self) -> Vec<Hit> {
        self.close();
        self.kept.extend(self.waiting);
        self.kept
    }

    /// Decides what the sentence at hand showed.
    fn close(&mut self) {
        let waiting = self.waiting.take();
        let Some(&first) = self.here.first() else {
            self.waiting = waiting;
            return;
        };
        let mut strong = self.here.iter().filter(|hit| !hit.rule.weak);
        let Some(&main) = strong.next() else {
            self.kept.extend(waiting);
            self.waiting = Some(first);
            self.here.clear();
            return;
        };
        // One sentence tells one event, but what is taken back can be followed
        // by what takes its place.
        let mut second = strong.find(|hit| hit.rule.kind == Switch).copied();
        if main.rule.kind != Backtrack {
            second = None;
        }
        self.here.clear();
        self.kept
            .extend(waiting.filter(|waiting| !self.touch(waiting.sentence, main.sentence)));
        self.keep(main);
        if let Some(second) = second {
            self.keep(second);
        }
    }

    fn keep(&mut self, hit: Hit) {
        if !self.is_told(&hit) {
            self.last = Some(hit);
            self.kept.push(hit);
        } else if let Some(last) = &mut self.last {
            // What goes on with an event may be gone on with in turn.
            last.sentence = hit.sentence;
        }
    }

    /// Whether the event was told already: in the sentence before, the same
    /// move was made, or a new approach announced of which this is a part.
    fn is_told(&self, hit: &Hit) -> bool {
        let Some(last) = self.last else {
            return false;
        };
        let near = self.touch(last.sentence, hit.sentence);
        match (last.rule.kind, hit.rule.kind) {
            (Switch, Switch) => near && (last.rule.announces || hit.rule.announces),
            (Switch, Verify) => near && last.rule.announces,
            (Verify, Switch) => near && hit.rule.announces,
            (Hesitate, Hesitate) => hit.sentence.start < last.sentence.end + RUN,
            (Backtrack, Backtrack) => near && last.sentence.end - last.sentence.start < SHORT,
            (before, now) => near && before == now,
        }
    }

    /// Whether nothing but white space is between two sentences.
    fn touch(&self, one: Sentence, other: Sentence) -> bool {
        one.end <= other.start
            && (Span::new(one.end, other.start).of(self.text).chars())
                .all(|c| c.is_whitespace() || "*#->_(\"".contains(c))
    }
}
