//! Takes apart a text with tags on either side of its thinking.

use super::fence::GrowingFences;
use super::lex::{Ahead, Lexicon, Mark, Next, Role, Wait};
use super::out::Out;
use super::quoted::{is_quoted, is_word};
use super::{Issue, SegmentKind};
use crate::text::Span;
use crate::text::thinking::{
    BeforeStart, Blocks, EndWithoutStart, Policy, QuotedTags, Tags, Untagged,
};

/// The text so far, and whether it is the whole.
type Text<'t> = (&'t str, bool);

/// Bytes of a cut tag from which on it is taken for one.
const LEAST_CUT: usize = 3;

mod blocks;
mod tools;

/// Walks the tags of one format, in order. Each step is a function of the text:
/// where more of it must tell, the walk stands still.
#[derive(Debug)]
pub(super) struct TagWalk {
    tags: &'static Tags,
    lexicon: &'static Lexicon,
    policy: Policy,
    phase: Phase,
    /// Where to look for the next mark.
    at: usize,
    /// Whether any block of thinking was opened so far.
    seen_block: bool,
    /// Where the last start tag ended.
    start: usize,
    /// Where the last thinking ended.
    end: usize,
    /// The answer's wrapper that is open: which, and where its inside begins.
    wrapper: Option<(usize, usize)>,
    fences: GrowingFences,
    /// The next start or end tag.
    ahead: Ahead,
    /// The next end tag.
    ends: Ahead,
    /// The next end tag, or what counts as one.
    ways_out: Ahead,
    /// The ends of calls of each tool.
    tool_ends: Vec<Ahead>,
    pub(super) out: Out,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nothing says yet what the text begins with.
    Start,
    Thinking,
    Answer,
}

impl TagWalk {
    /// The walk through a text that begins inside thinking, or does not.
    pub(super) fn new(
        tags: &'static Tags,
        lexicon: &'static Lexicon,
        policy: Policy,
        open: bool,
    ) -> Self {
        Self {
            tags,
            lexicon,
            policy,
            phase: if open { Phase::Thinking } else { Phase::Start },
            at: 0,
            seen_block: open,
            start: 0,
            end: 0,
            wrapper: None,
            fences: GrowingFences::default(),
            ahead: Ahead::default(),
            ends: Ahead::default(),
            ways_out: Ahead::default(),
            tool_ends: tags.tools.iter().map(|_| Ahead::default()).collect(),
            out: Out::default(),
        }
    }

    /// Goes on as far as the text tells.
    pub(super) fn run(&mut self, text: &str, is_whole: bool) {
        let whole = (text, is_whole);
        if self.at == 0 && self.phase == Phase::Thinking && self.leave_unclosed(whole).is_err() {
            return;
        }
        loop {
            match self.lexicon.next(text, self.at, is_whole) {
                Next::Nothing(place) if !is_whole => {
                    self.at = self.at.max(place);
                    self.out.certain = self.kind().map(|kind| (kind, self.at));
                    return;
                }
                Next::Nothing(_) => return self.finish(text),
                Next::Mark(mark) => {
                    self.at = mark.span.end;
                    if self.take(whole, mark).is_err() {
                        self.at = mark.span.start;
                        self.out.certain = self.kind().map(|kind| (kind, self.at));
                        return;
                    }
                }
            }
        }
    }

    /// The kind of what follows the last segment, where that is known.
    fn kind(&self) -> Option<SegmentKind> {
        let policy = self.policy;
        match self.phase {
            Phase::Thinking => Some(SegmentKind::Thinking),
            Phase::Answer => Some(SegmentKind::Answer),
            Phase::Start => (policy.end_without_start == EndWithoutStart::Answer
                && policy.untagged == Untagged::Answer
                && matches!(
                    policy.before_start,
                    BeforeStart::Answer | BeforeStart::AllAnswer
                ))
            .then_some(SegmentKind::Answer),
        }
    }

    /// Takes in a mark.
    fn take(&mut self, text: Text<'_>, mark: Mark) -> Result<(), Wait> {
        match (self.phase, mark.role) {
            (Phase::Thinking, Role::Open) => self.open_again(text, mark.span),
            (Phase::Thinking, Role::Close) => return self.close(text, mark.span),
            (Phase::Thinking, Role::Malformed) => return self.close_malformed(text, mark.span),
            (Phase::Thinking, Role::ToolOpen(i)) => {
                return self.tool_in_thinking(text, i, mark.span);
            }
            (Phase::Answer, Role::Open) => return self.open_in_answer(text, mark.span),
            (Phase::Answer, Role::Close) => {
                let counts = self.policy.blocks == Blocks::All;
                if counts && !self.is_text(text, mark.span, false)? {
                    self.out.issue(Issue::StrayEnd);
                    self.tag(SegmentKind::Answer, mark.span);
                }
            }
            (Phase::Answer, Role::AnswerOpen(i)) => self.open_wrapper(text.0, i, mark.span),
            (Phase::Answer, Role::AnswerClose(i)) => self.close_wrapper(i, mark.span),
            (Phase::Answer | Phase::Start, Role::ToolOpen(i)) => {
                return self.tool_in_answer(text, i, mark.span);
            }
            (Phase::Start, Role::Open) => return self.open_first(text, mark.span),
            (Phase::Start, Role::Close) => return self.close_first(text, mark.span),
            _ => {}
        }
        Ok(())
    }

    /// Pushes what stood before a tag, and the tag.
    fn tag(&mut self, before: SegmentKind, tag: Span) {
        self.out.push(before, tag.start);
        self.out.push(SegmentKind::Tag, tag.end);
    }

    /// Whether a tag outside thinking is only written about.
    fn is_text(&mut self, text: Text<'_>, tag: Span, is_first_end: bool) -> Result<bool, Wait> {
        if self.policy.quoted_tags == QuotedTags::Tags {
            return Ok(false);
        }
        // A fence that is never closed hides tags of the answer, but not the end
        // of thinking that was cut off inside a code block.
        Ok(is_quoted(&mut self.fences, text, tag, is_first_end)? || is_word(text, tag)?)
    }

    /// Whether a start tag outside thinking begins some. One that is a word of a
    /// sentence does if an end tag follows that is none.
    fn begins(&mut self, text: Text<'_>, tag: Span) -> Result<bool, Wait> {
        if self.policy.quoted_tags == QuotedTags::Tags {
            return Ok(true);
        }
        if is_quoted(&mut self.fences, text, tag, false)? {
            return Ok(false);
        }
        if !is_word(text, tag)? {
            return Ok(true);
        }
        match self.next_tag(text)? {
            Some(next) if next.role == Role::Close => Ok(!is_word(text, next.span)?),
            _ => Ok(false),
        }
    }

    /// The first start or end tag from here on.
    fn next_tag(&mut self, text: Text<'_>) -> Result<Option<Mark>, Wait> {
        self.ahead.find(self.lexicon, text, self.at, |role| {
            matches!(role, Role::Open | Role::Close)
        })
    }

    /// Whether the thinking at hand has an end tag of its own.
    fn closes_later(&mut self, text: Text<'_>) -> Result<bool, Wait> {
        let next = self.next_tag(text)?;
        Ok(next.is_some_and(|mark| mark.role == Role::Close))
    }

    /// The text ends.
    fn finish(&mut self, text: &str) {
        let cut = self.lexicon.cut(text, self.at.max(self.out.done));
        let cut = cut.filter(|span| span.end - span.start >= LEAST_CUT);
        let meant = |span: Span| self.lexicon.meant(span.of(text));
        match self.phase {
            Phase::Start => {
                let begins = |span: &Span| {
                    meant(*span) == Some(Role::Open)
                        && text.get(..span.start).is_some_and(|t| t.trim().is_empty())
                };
                if let Some(span) = cut.filter(begins) {
                    self.out.issue(Issue::CutTag);
                    self.tag(SegmentKind::Answer, span);
                    self.out.never_ended();
                } else if self.policy.untagged == Untagged::Thinking {
                    self.out.push(SegmentKind::Thinking, text.len());
                    self.out.never_ended();
                } else {
                    self.out.push(SegmentKind::Answer, text.len());
                }
            }
            Phase::Thinking => {
                let is_tag = |span: &Span| matches!(meant(*span), Some(Role::Open | Role::Close));
                if let Some(span) = cut.filter(is_tag) {
                    self.out.issue(Issue::CutTag);
                    self.tag(SegmentKind::Thinking, span);
                }
                self.out.push(SegmentKind::Thinking, text.len());
                self.out.never_ended();
            }
            Phase::Answer => {
                if let (Some((i, inside)), Some(span)) = (self.wrapper, cut)
                    && meant(span) == Some(Role::AnswerClose(i))
                {
                    self.out.issue(Issue::CutTag);
                    self.tag(SegmentKind::Answer, span);
                    self.keep_wrapper(i, Some(Span::new(inside, span.start)));
                }
                self.out.push(SegmentKind::Answer, text.len());
            }
        }
    }
}
