//! Texts that are parsed while they are written.
//!
//! What is handed out is certain: no text that follows could change it. So
//! [`Stream::finish`] gives the trace that [`parse`](super::parse()) gives of the
//! whole text, however it was cut into pieces. What is not certain is held back;
//! [`Stream::held`] shows it.
//!
//! - The start of a possible tag is held until it is one or is none.
//! - Where nothing opened the thinking and no tag came yet, all is held: an end
//!   tag alone would make all of it thinking. A caller who knows that there is no
//!   thinking names the format `plain`, and nothing is held.
//! - Where the prompt opened the thinking and the format is not named, the text
//!   is thinking up to the first tag. If that is no tag of `think`, it is held
//!   until one comes or the text ends; so a caller who knows the format names it.
//! - A malformed end tag or the call of a tool in thinking is held until an end
//!   tag shows that it lies within, or a start tag or the text's end that it
//!   ended it.
//! - With the policies `unclosed=answer` and `end=last`, thinking is held until
//!   the end tag that makes it so.

use super::parse::Parser;
use super::{Issue, SegmentKind, Trace};
use crate::text::thinking::Reading;

/// Parses a text that comes in pieces. It keeps the text, and takes time linear
/// in it.
#[derive(Debug)]
pub struct Stream {
    text: String,
    parser: Parser,
    /// How much of the text was handed out.
    done: usize,
    /// Segments that were handed out whole.
    n_segments: usize,
    /// Whether part of the segment at hand was handed out.
    begun: bool,
}

/// A piece of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What it is.
    pub kind: SegmentKind,
    /// The text, never empty.
    pub text: String,
    /// Whether a segment begins with it; otherwise it goes on.
    pub begins: bool,
}

/// What a stream gives at its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    /// What was held back.
    pub events: Vec<Event>,
    /// The whole text.
    pub text: String,
    /// Its trace.
    pub trace: Trace,
}

impl Stream {
    /// A stream of a text that is read so.
    pub fn new(reading: impl Into<Reading>) -> Self {
        Self {
            text: String::new(),
            parser: Parser::new(reading.into()),
            done: 0,
            n_segments: 0,
            begun: false,
        }
    }

    /// Takes in a piece, and gives what became certain.
    pub fn push(&mut self, piece: &str) -> Vec<Event> {
        if piece.is_empty() {
            return Vec::new();
        }
        self.text.push_str(piece);
        self.parser.run(&self.text, false);
        let mut events = Vec::new();
        let thinking = self.parser.certain_thinking(&self.text);
        if self.parser.out().is_none() {
            self.give(SegmentKind::Thinking, thinking, &mut events);
        } else {
            self.give_decided(&mut events);
        }
        events
    }

    /// What is not certain yet.
    pub fn held(&self) -> &str {
        self.text.get(self.done..).unwrap_or("")
    }

    /// What was odd about the text so far.
    pub fn issues(&self) -> &[Issue] {
        self.parser.out().map_or(&[], |out| &out.issues)
    }

    /// The text is whole: the rest becomes certain.
    pub fn finish(mut self) -> Finished {
        let mut events = Vec::new();
        self.parser.run(&self.text, true);
        self.give_decided(&mut events);
        let Self { text, parser, .. } = self;
        let trace = parser.finish(&text);
        Finished {
            events,
            text,
            trace,
        }
    }

    /// Gives the segments that were decided, and what is certain of the next.
    fn give_decided(&mut self, events: &mut Vec<Event>) {
        let Some(out) = self.parser.out() else {
            return;
        };
        let segments = out.segments.get(self.n_segments..).unwrap_or_default();
        let whole: Vec<_> = segments.iter().map(|s| (s.kind, s.span.end)).collect();
        let certain = out.certain;
        for (kind, end) in whole {
            self.give(kind, end, events);
            self.n_segments += 1;
            self.begun = false;
        }
        if let Some((kind, end)) = certain {
            self.give(kind, end, events);
        }
    }

    fn give(&mut self, kind: SegmentKind, end: usize, events: &mut Vec<Event>) {
        let text = self.text.get(self.done..end).unwrap_or("");
        if !text.is_empty() {
            events.push(Event {
                kind,
                text: text.to_owned(),
                begins: !self.begun,
            });
            self.begun = true;
            self.done = end;
        }
    }
}

#[cfg(test)]
mod tests;
