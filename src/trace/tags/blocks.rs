//! Where thinking begins and ends, and the wrapper of the answer.

use super::{Phase, TagWalk, Text};
use crate::text::Span;
use crate::text::thinking::{BeforeStart, Blocks, End, EndWithoutStart, MalformedEnd, Unclosed};
use crate::trace::lex::{Role, Wait};
use crate::trace::{Issue, SegmentKind};

impl TagWalk {
    /// A start tag inside thinking.
    pub(super) fn open_again(&mut self, (text, _): Text<'_>, tag: Span) {
        let between = text.get(self.start..tag.start).unwrap_or("");
        let is_doubled = between.trim().is_empty();
        self.out.issue(if is_doubled {
            Issue::DoubledStart
        } else {
            Issue::NestedStart
        });
        self.tag(SegmentKind::Thinking, tag);
        if is_doubled {
            self.start = tag.end;
        }
    }

    /// An end tag inside thinking.
    pub(super) fn close(&mut self, text: Text<'_>, tag: Span) -> Result<(), Wait> {
        if self.policy.end == End::Last {
            let wanted = |role| role == Role::Close;
            if self
                .ends
                .find(self.lexicon, text, self.at, wanted)?
                .is_some()
            {
                self.out.issue(Issue::StrayEnd);
                self.tag(SegmentKind::Thinking, tag);
                return Ok(());
            }
        }
        self.end_thinking(text.0, tag);
        Ok(())
    }

    /// What is meant for an end tag, inside thinking.
    pub(super) fn close_malformed(&mut self, text: Text<'_>, tag: Span) -> Result<(), Wait> {
        let counts = self.policy.malformed_end == MalformedEnd::Ends;
        if counts && !self.closes_later(text)? {
            self.out.issue(Issue::MalformedTag);
            self.end_thinking(text.0, tag);
        }
        Ok(())
    }

    fn end_thinking(&mut self, text: &str, tag: Span) {
        self.tag(SegmentKind::Thinking, tag);
        self.answer_from(text, tag.end);
    }

    pub(super) fn answer_from(&mut self, text: &str, place: usize) {
        self.phase = Phase::Answer;
        self.end = place;
        self.wrapper = None;
        self.out.answer_follows();
        self.fences.restart(text, place);
    }

    /// A start tag behind thinking.
    pub(super) fn open_in_answer(&mut self, text: Text<'_>, tag: Span) -> Result<(), Wait> {
        let between = text.0.get(self.end..tag.start).unwrap_or("");
        let counts = match self.policy.blocks {
            Blocks::All => true,
            Blocks::Adjacent => between.trim().is_empty(),
            Blocks::First => false,
        };
        if !(counts && self.begins(text, tag)?) {
            return Ok(());
        }
        let leaves = self.stays_unclosed(text)?;
        if self.seen_block {
            self.out.issue(Issue::SeveralBlocks);
        }
        self.tag(SegmentKind::Answer, tag);
        self.think_from(tag.end, leaves);
        Ok(())
    }

    /// The first start tag, where the text begins outside thinking.
    pub(super) fn open_first(&mut self, text: Text<'_>, tag: Span) -> Result<(), Wait> {
        let before = text.0.get(self.out.done..tag.start).unwrap_or("");
        let is_first = before.trim().is_empty();
        if self.policy.before_start == BeforeStart::AllAnswer && !is_first {
            return Ok(());
        }
        if !self.begins(text, tag)? {
            return Ok(());
        }
        let leaves = self.stays_unclosed(text)?;
        match self.policy.before_start {
            BeforeStart::Thinking if !is_first => {}
            BeforeStart::Dropped => self.tag(SegmentKind::Other, tag),
            _ => self.tag(SegmentKind::Answer, tag),
        }
        self.think_from(tag.end, leaves);
        Ok(())
    }

    fn think_from(&mut self, place: usize, stays_unclosed: bool) {
        self.out.answer_follows();
        self.seen_block = true;
        self.wrapper = None;
        (self.start, self.end) = (place, place);
        self.phase = if stays_unclosed {
            Phase::Answer
        } else {
            Phase::Thinking
        };
    }

    /// Whether thinking that begins here never ends, and is to be the answer.
    fn stays_unclosed(&mut self, text: Text<'_>) -> Result<bool, Wait> {
        if self.policy.unclosed == Unclosed::Thinking {
            return Ok(false);
        }
        let policy = self.policy;
        let wanted = |role| match role {
            Role::Close => true,
            Role::Malformed => policy.malformed_end == MalformedEnd::Ends,
            _ => false,
        };
        let end = self.ways_out.find(self.lexicon, text, self.at, wanted)?;
        if end.is_none() {
            self.out.issue(Issue::MissingEnd);
        }
        Ok(end.is_none())
    }

    /// The same where the prompt opened the thinking.
    pub(super) fn leave_unclosed(&mut self, text: Text<'_>) -> Result<(), Wait> {
        if self.stays_unclosed(text)? {
            self.phase = Phase::Answer;
        }
        Ok(())
    }

    /// An end tag where nothing began.
    pub(super) fn close_first(&mut self, text: Text<'_>, tag: Span) -> Result<(), Wait> {
        if self.is_text(text, tag, true)? {
            return Ok(());
        }
        self.out.issue(Issue::MissingStart);
        self.seen_block = true;
        match self.policy.end_without_start {
            EndWithoutStart::Thinking => {
                self.start = 0;
                self.phase = Phase::Thinking;
                return self.close(text, tag);
            }
            EndWithoutStart::Answer => {
                self.tag(SegmentKind::Answer, tag);
                self.phase = Phase::Answer;
            }
        }
        Ok(())
    }

    /// What may begin the answer's wrapper.
    pub(super) fn open_wrapper(&mut self, text: &str, i: usize, tag: Span) {
        let between = text.get(self.end..tag.start).unwrap_or("");
        if self.seen_block && self.wrapper.is_none() && between.trim().is_empty() {
            self.tag(SegmentKind::Answer, tag);
            self.wrapper = Some((i, tag.end));
            self.keep_wrapper(i, None);
        }
    }

    pub(super) fn close_wrapper(&mut self, i: usize, tag: Span) {
        let Some((open, inside)) = self.wrapper.filter(|(open, _)| *open == i) else {
            return;
        };
        self.tag(SegmentKind::Answer, tag);
        self.wrapper = Some((usize::MAX, inside));
        self.keep_wrapper(open, Some(Span::new(inside, tag.start)));
    }

    /// `<answer>` is one of the marks that answers are looked for by, so it stays
    /// part of the answer. Of other wrappers only the inside is.
    pub(super) fn keep_wrapper(&mut self, i: usize, inside: Option<Span>) {
        let is_mark = self
            .tags
            .answer
            .get(i)
            .is_some_and(|(open, _)| *open == "<answer>");
        if is_mark {
            self.out.kept.push(self.out.segments.len() - 1);
        } else if let Some(inside) = inside {
            self.out.wrapped = Some(inside);
        } else {
            self.out.answer_from = self.out.segments.len();
        }
    }
}
