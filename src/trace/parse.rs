//! Text → [`Trace`]: the format is found, then its marks are walked.

use crate::text::thinking::{EndWithoutStart, Policy, Prompt, Reading, Shape, Unclosed, Untagged};

use super::channels::ChannelWalk;
use super::detect::{Detection, Detector, Evidence};
use super::lex::lexicon;
use super::moves::{find_moves, split_thoughts};
use super::out::Out;
use super::tags::TagWalk;
use super::{SegmentKind, Trace};
use crate::text::Span;

/// Parses a completion. Never fails; takes time linear in the text.
///
/// `reading` says whether the prompt opened the thinking, so that `text` begins
/// inside it, which format it is in, and what is done where programs disagree;
/// a `bool` says the first and leaves the rest to us. `docs/traces.md` has the
/// rules.
pub fn parse(text: &str, reading: impl Into<Reading>) -> Trace {
    let mut parser = Parser::new(reading.into());
    parser.run(text, true);
    parser.finish(text)
}

/// Parses a text that may still grow. What was decided stays so.
#[derive(Debug)]
pub(super) struct Parser {
    reading: Reading,
    detector: Detector,
    walk: Option<(Detection, Walk)>,
}

/// The way through the marks of the format that was found.
#[derive(Debug)]
enum Walk {
    Tags(Box<TagWalk>),
    Channels(ChannelWalk),
    /// There are no marks.
    Plain(Out),
}

impl Parser {
    pub(super) fn new(reading: Reading) -> Self {
        Self {
            reading,
            detector: Detector::new(reading),
            walk: None,
        }
    }

    /// Goes on as far as the text tells; to its end if it `is_whole`.
    pub(super) fn run(&mut self, text: &str, is_whole: bool) {
        if self.walk.is_none() {
            let detection = self.detector.run(text, is_whole).ok();
            self.walk = detection.map(|found| (found, Walk::new(&found, self.reading)));
        }
        let policy = self.reading.chosen.policy;
        match &mut self.walk {
            None => {}
            Some((_, Walk::Tags(walk))) => walk.run(text, is_whole),
            Some((_, Walk::Channels(walk))) => walk.run(text, is_whole),
            Some((detection, Walk::Plain(out))) => plain(out, detection, policy, text, is_whole),
        }
    }

    /// What was decided so far.
    pub(super) fn out(&self) -> Option<&Out> {
        self.walk.as_ref().map(|(_, walk)| walk.out())
    }

    /// Up to where the text is thinking, though its format is not found.
    pub(super) fn certain_thinking(&mut self, text: &str) -> usize {
        let is_thinking = self.reading.chosen.policy.unclosed == Unclosed::Thinking;
        if self.walk.is_none() && is_thinking {
            self.detector.certain(text)
        } else {
            0
        }
    }

    /// The trace of a text that was read to its end.
    pub(super) fn finish(self, text: &str) -> Trace {
        let (detection, mut out) = match self.walk {
            Some((detection, walk)) => (detection, walk.into_out()),
            None => (Detection::none(), Out::default()),
        };
        out.push(SegmentKind::Answer, text.len());
        let answer = out.answer();
        let thinking = out.segments.iter();
        let thinking = thinking.filter(|s| s.kind == SegmentKind::Thinking);
        let thinking: Vec<Span> = thinking.map(|s| s.span).collect();
        let moves = find_moves(text, &thinking);
        let thoughts = split_thoughts(text, &thinking, &moves);
        Trace {
            detection,
            policy: self.reading.chosen.policy,
            segments: out.segments,
            thoughts,
            moves,
            issues: out.issues,
            answer,
            unfinished: out.unfinished,
        }
    }
}

impl Walk {
    fn new(detection: &Detection, reading: Reading) -> Self {
        let policy = reading.chosen.policy;
        let open = reading.open && policy.prompt == Prompt::Counts;
        let form = detection.format;
        match (&form.shape, lexicon(form)) {
            (Shape::Tags(tags), Some(lexicon)) => {
                Self::Tags(Box::new(TagWalk::new(tags, lexicon, policy, open)))
            }
            (Shape::Channels(channels), Some(lexicon)) => {
                let begins_within = detection.evidence == Evidence::ClosingTag
                    && policy.end_without_start == EndWithoutStart::Thinking;
                Self::Channels(ChannelWalk::new(channels, lexicon, open || begins_within))
            }
            _ => Self::Plain(Out::default()),
        }
    }

    fn out(&self) -> &Out {
        match self {
            Self::Tags(walk) => &walk.out,
            Self::Channels(walk) => &walk.out,
            Self::Plain(out) => out,
        }
    }

    fn into_out(self) -> Out {
        match self {
            Self::Tags(walk) => walk.out,
            Self::Channels(walk) => walk.out,
            Self::Plain(out) => out,
        }
    }
}

/// A text without marks: an answer, unless its format was not known and such
/// texts are to be thinking.
fn plain(out: &mut Out, detection: &Detection, policy: Policy, text: &str, is_whole: bool) {
    let is_thinking = detection.evidence == Evidence::None && policy.untagged == Untagged::Thinking;
    let kind = if is_thinking {
        SegmentKind::Thinking
    } else {
        SegmentKind::Answer
    };
    if !is_whole {
        out.certain = Some((kind, text.len()));
        return;
    }
    out.push(kind, text.len());
    if is_thinking {
        out.never_ended();
    }
}

#[cfg(test)]
mod tests;
