//! Takes apart a text with tags on either side of its thinking.

use super::fence::GrowingFences;
use super::lex::{Ahead, Lexicon, Mark, Next, Role};
use super::out::Out;
use super::quoted::{is_quoted, is_word};
use super::{Issue, SegmentKind};
use crate::text::Span;
use crate::text::thinking::{
    BeforeStart, Blocks, End, EndWithoutStart, MalformedEnd, Policy, QuotedTags, Tags, Tool,
    ToolCall, Unclosed, Untagged,
};

/// The text so far, and whether it is the whole.
type Text<'t> = (&'t str, bool);

/// Bytes of a cut tag from which on it is taken for one.
const LEAST_CUT: usize = 3;
/// White space that may stand before what a call of a tool must begin with.
const MOST_BLANK: usize = 16;

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
        if self.at == 0 && self.phase == Phase::Thinking && self.leave_unclosed(whole).is_none() {
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
                    if self.take(whole, mark).is_none() {
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

    /// Takes in a mark; `None` if more text must tell what it is.
    fn take(&mut self, text: Text<'_>, mark: Mark) -> Option<()> {
        match (self.phase, mark.role) {
            (Phase::Thinking, Role::Open) => self.open_again(text, mark.span),
            (Phase::Thinking, Role::Close) => return self.close(text, mark.span),
            (Phase::Thinking, Role::Malformed) => {
                if self.policy.malformed_end == MalformedEnd::Ends && !self.closes_later(text)? {
                    self.out.issue(Issue::MalformedTag);
                    self.end_thinking(text.0, mark.span);
                }
            }
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
        Some(())
    }

    /// Pushes what stood before a tag, and the tag.
    fn tag(&mut self, before: SegmentKind, tag: Span) {
        self.out.push(before, tag.start);
        self.out.push(SegmentKind::Tag, tag.end);
    }

    /// Whether a tag outside thinking is only written about.
    fn is_text(&mut self, text: Text<'_>, tag: Span, is_first_end: bool) -> Option<bool> {
        if self.policy.quoted_tags == QuotedTags::Tags {
            return Some(false);
        }
        // A fence that is never closed hides tags of the answer, but not the end
        // of thinking that was cut off inside a code block.
        Some(is_quoted(&mut self.fences, text, tag, is_first_end)? || is_word(text, tag)?)
    }

    /// Whether a start tag outside thinking begins some. One that is a word of a
    /// sentence does if an end tag follows that is none.
    fn begins(&mut self, text: Text<'_>, tag: Span) -> Option<bool> {
        if self.policy.quoted_tags == QuotedTags::Tags {
            return Some(true);
        }
        if is_quoted(&mut self.fences, text, tag, false)? {
            return Some(false);
        }
        if !is_word(text, tag)? {
            return Some(true);
        }
        match self.next_tag(text)? {
            Some(next) if next.role == Role::Close => Some(!is_word(text, next.span)?),
            _ => Some(false),
        }
    }

    /// The first start or end tag from here on.
    fn next_tag(&mut self, text: Text<'_>) -> Option<Option<Mark>> {
        self.ahead.find(self.lexicon, text, self.at, |role| {
            matches!(role, Role::Open | Role::Close)
        })
    }

    /// Whether the thinking at hand has an end tag of its own.
    fn closes_later(&mut self, text: Text<'_>) -> Option<bool> {
        let next = self.next_tag(text)?;
        Some(next.is_some_and(|mark| mark.role == Role::Close))
    }

    /// A start tag inside thinking.
    fn open_again(&mut self, (text, _): Text<'_>, tag: Span) {
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
    fn close(&mut self, text: Text<'_>, tag: Span) -> Option<()> {
        if self.policy.end == End::Last {
            let wanted = |role| role == Role::Close;
            if self
                .ends
                .find(self.lexicon, text, self.at, wanted)?
                .is_some()
            {
                self.out.issue(Issue::StrayEnd);
                self.tag(SegmentKind::Thinking, tag);
                return Some(());
            }
        }
        self.end_thinking(text.0, tag);
        Some(())
    }

    fn end_thinking(&mut self, text: &str, tag: Span) {
        self.tag(SegmentKind::Thinking, tag);
        self.answer_from(text, tag.end);
    }

    fn answer_from(&mut self, text: &str, place: usize) {
        self.phase = Phase::Answer;
        self.end = place;
        self.wrapper = None;
        self.out.answer_follows();
        self.fences.restart(text, place);
    }

    /// A start tag behind thinking.
    fn open_in_answer(&mut self, text: Text<'_>, tag: Span) -> Option<()> {
        let between = text.0.get(self.end..tag.start).unwrap_or("");
        let counts = match self.policy.blocks {
            Blocks::All => true,
            Blocks::Adjacent => between.trim().is_empty(),
            Blocks::First => false,
        };
        if !(counts && self.begins(text, tag)?) {
            return Some(());
        }
        let leaves = self.stays_unclosed(text)?;
        if self.seen_block {
            self.out.issue(Issue::SeveralBlocks);
        }
        self.tag(SegmentKind::Answer, tag);
        self.think_from(tag.end, leaves);
        Some(())
    }

    /// The first start tag, where the text begins outside thinking.
    fn open_first(&mut self, text: Text<'_>, tag: Span) -> Option<()> {
        let before = text.0.get(self.out.done..tag.start).unwrap_or("");
        let is_first = before.trim().is_empty();
        if self.policy.before_start == BeforeStart::AllAnswer && !is_first {
            return Some(());
        }
        if !self.begins(text, tag)? {
            return Some(());
        }
        let leaves = self.stays_unclosed(text)?;
        match self.policy.before_start {
            BeforeStart::Thinking if !is_first => {}
            BeforeStart::Dropped => self.tag(SegmentKind::Other, tag),
            _ => self.tag(SegmentKind::Answer, tag),
        }
        self.think_from(tag.end, leaves);
        Some(())
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
    fn stays_unclosed(&mut self, text: Text<'_>) -> Option<bool> {
        if self.policy.unclosed == Unclosed::Thinking {
            return Some(false);
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
        Some(end.is_none())
    }

    /// The same where the prompt opened the thinking.
    fn leave_unclosed(&mut self, text: Text<'_>) -> Option<()> {
        if self.stays_unclosed(text)? {
            self.phase = Phase::Answer;
        }
        Some(())
    }

    /// An end tag where nothing began.
    fn close_first(&mut self, text: Text<'_>, tag: Span) -> Option<()> {
        if self.is_text(text, tag, true)? {
            return Some(());
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
        Some(())
    }

    /// What may begin the answer's wrapper.
    fn open_wrapper(&mut self, text: &str, i: usize, tag: Span) {
        let between = text.get(self.end..tag.start).unwrap_or("");
        if self.seen_block && self.wrapper.is_none() && between.trim().is_empty() {
            self.tag(SegmentKind::Answer, tag);
            self.wrapper = Some((i, tag.end));
            self.keep_wrapper(i, None);
        }
    }

    fn close_wrapper(&mut self, i: usize, tag: Span) {
        let Some((open, inside)) = self.wrapper.filter(|(open, _)| *open == i) else {
            return;
        };
        self.tag(SegmentKind::Answer, tag);
        self.wrapper = Some((usize::MAX, inside));
        self.keep_wrapper(open, Some(Span::new(inside, tag.start)));
    }

    /// `<answer>` is one of the marks that answers are looked for by, so it stays
    /// part of the answer. Of other wrappers only the inside is.
    fn keep_wrapper(&mut self, i: usize, inside: Option<Span>) {
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

    /// A call of a tool inside thinking: it lies within if the thinking has an
    /// end tag of its own, and ends it otherwise.
    fn tool_in_thinking(&mut self, text: Text<'_>, i: usize, open: Span) -> Option<()> {
        let Some(tool) = self.tags.tools.get(i) else {
            return Some(());
        };
        if !is_call(tool, text, open)? {
            return Some(());
        }
        let next = self.next_tag(text)?;
        let closes = next.is_some_and(|mark| mark.role == Role::Close);
        if closes || self.policy.tool_call == ToolCall::Inside {
            let end = self.tool_end(text, i)?;
            let stays = next.map_or(text.0.len(), |mark| mark.span.start);
            if let Some(end) = end.filter(|end| *end <= stays) {
                self.out.issue(Issue::ToolCallInThinking);
                self.out.push(SegmentKind::Thinking, open.start);
                self.out.push(SegmentKind::ToolCall, end);
                self.at = end;
            }
            return Some(());
        }
        let end = self.tool_end(text, i)?;
        self.out.issue(Issue::ToolCallEndsThinking);
        self.out.push(SegmentKind::Thinking, open.start);
        self.answer_from(text.0, open.start);
        self.tool_call(text.0, tool, end);
        Some(())
    }

    /// A call of a tool outside thinking.
    fn tool_in_answer(&mut self, text: Text<'_>, i: usize, open: Span) -> Option<()> {
        let Some(tool) = self.tags.tools.get(i) else {
            return Some(());
        };
        if !is_call(tool, text, open)? || self.is_text(text, open, false)? {
            return Some(());
        }
        // What stands before an end tag where nothing began is thinking.
        if self.phase == Phase::Start && self.closes_later(text)? {
            return Some(());
        }
        let end = self.tool_end(text, i)?;
        self.out.push(SegmentKind::Answer, open.start);
        self.tool_call(text.0, tool, end);
        Some(())
    }

    fn tool_call(&mut self, text: &str, tool: &Tool, end: Option<usize>) {
        if end.is_none() && !tool.close.is_empty() {
            self.out.issue(Issue::CutToolCall);
        }
        self.at = end.unwrap_or(text.len());
        self.out.push(SegmentKind::ToolCall, self.at);
    }

    /// Where the call of a tool that begins here ends, if something ends it.
    fn tool_end(&mut self, text: Text<'_>, i: usize) -> Option<Option<usize>> {
        let Some(ahead) = self.tool_ends.get_mut(i) else {
            return Some(None);
        };
        let wanted = |role| role == Role::ToolClose(i);
        let end = ahead.find(self.lexicon, text, self.at, wanted)?;
        Some(end.map(|mark| mark.span.end))
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

/// Whether what follows makes it a call; `None` if more text must tell.
fn is_call(tool: &Tool, (text, is_whole): Text<'_>, open: Span) -> Option<bool> {
    if tool.then.is_empty() {
        return Some(true);
    }
    let rest = text.get(open.end..).unwrap_or("");
    let content = rest.trim_start();
    if rest.len() - content.len() > MOST_BLANK {
        return Some(false);
    }
    if tool.then.iter().any(|then| content.starts_with(then)) {
        return Some(true);
    }
    let may = tool.then.iter().any(|then| then.starts_with(content));
    (is_whole || !may).then_some(false)
}
