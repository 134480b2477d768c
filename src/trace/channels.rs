//! Takes apart a text in which every part stands in a channel.

use super::lex::{Lexicon, Mark, Next, Role};
use super::out::Out;
use super::{Issue, SegmentKind};
use crate::text::Span;
use crate::text::thinking::{Channels, Enter, Header};

/// Bytes after which a header that did not end is none.
const LONGEST_HEADER: usize = 256;
/// Bytes of a cut mark from which on it is taken for one.
const LEAST_CUT: usize = 3;

/// Walks the marks of one format, in order.
#[derive(Debug)]
pub(super) struct ChannelWalk {
    channels: &'static Channels,
    lexicon: &'static Lexicon,
    /// What the text is at this place.
    kind: SegmentKind,
    /// The mark that began the header at this place.
    header: Option<Span>,
    /// Whether any thinking began so far.
    seen_block: bool,
    /// Where to look for the next mark.
    at: usize,
    pub(super) out: Out,
}

impl ChannelWalk {
    /// The walk through a text that begins inside thinking, or does not.
    pub(super) fn new(channels: &'static Channels, lexicon: &'static Lexicon, open: bool) -> Self {
        Self {
            channels,
            lexicon,
            kind: if open {
                SegmentKind::Thinking
            } else {
                SegmentKind::Answer
            },
            header: None,
            seen_block: open,
            at: 0,
            out: Out::default(),
        }
    }

    /// Goes on as far as the text tells.
    pub(super) fn run(&mut self, text: &str, is_whole: bool) {
        loop {
            match self.lexicon.next(text, self.at, is_whole) {
                Next::Nothing(place) => {
                    self.leave_long_header(place);
                    if is_whole {
                        return self.finish(text);
                    }
                    self.at = self.at.max(place);
                    self.out.certain = self.header.is_none().then_some((self.kind, self.at));
                    return;
                }
                Next::Mark(mark) => {
                    self.leave_long_header(mark.span.start);
                    self.at = mark.span.end;
                    if let Role::Enter(enter) = mark.role {
                        self.take(
                            text,
                            Mark {
                                role: enter,
                                span: mark.span,
                            },
                        );
                    }
                }
            }
        }
    }

    fn take(&mut self, text: &str, Mark { role, span }: Mark<Enter>) {
        let fixed = match role {
            Enter::Thinking => Some(SegmentKind::Thinking),
            Enter::Answer => Some(SegmentKind::Answer),
            Enter::Tool => Some(SegmentKind::ToolCall),
            Enter::Other => Some(SegmentKind::Other),
            Enter::Leave | Enter::Header | Enter::Body => None,
        };
        match (role, self.header, fixed) {
            (Enter::Header, Some(_), _) => {}
            (Enter::Header, None, _) => {
                self.out.push(self.kind, span.start);
                self.header = Some(span);
            }
            (Enter::Body, Some(header), _) => {
                let words = text.get(header.start..span.start).unwrap_or("");
                let kind = read(self.channels.header, words);
                self.begin(span, kind, words.contains("<|channel|>final"));
            }
            (_, Some(_), Some(kind)) => self.begin(span, kind, false),
            (_, None, Some(kind)) => {
                // Behind other words it is one of them.
                let before = text.get(..span.start).unwrap_or("");
                let is_first = self.out.done == 0 && before.trim().is_empty();
                if self.channels.header == Header::None || is_first {
                    self.begin(span, kind, false);
                }
            }
            (Enter::Body, None, _) => {
                self.out.issue(Issue::MalformedTag);
                self.begin(span, SegmentKind::Answer, false);
            }
            (_, header, None) => {
                if let Some(header) = header {
                    self.leave_header(header);
                }
                self.out.push(self.kind, span.start);
                self.out.push(SegmentKind::Tag, span.end);
                self.kind = SegmentKind::Answer;
            }
        }
    }

    /// A channel of this kind begins behind `mark`.
    fn begin(&mut self, mark: Span, kind: SegmentKind, is_final: bool) {
        if self.header.take().is_none() {
            self.out.push(self.kind, mark.start);
        }
        let answered = self.out.segments.iter().skip(self.out.answer_from);
        let mut answered = answered.filter(|segment| segment.kind == SegmentKind::Answer);
        if kind == SegmentKind::Thinking && self.seen_block && answered.next().is_some() {
            self.out.issue(Issue::SeveralBlocks);
        }
        self.out.push(SegmentKind::Tag, mark.end);
        self.seen_block |= kind == SegmentKind::Thinking;
        if is_final || matches!(kind, SegmentKind::Thinking | SegmentKind::Other) {
            self.out.answer_follows();
        }
        self.kind = kind;
    }

    /// A header that does not end is its mark alone.
    fn leave_header(&mut self, header: Span) {
        self.out.issue(Issue::MalformedTag);
        self.out.push(SegmentKind::Tag, header.end);
        self.header = None;
        self.kind = SegmentKind::Answer;
    }

    fn leave_long_header(&mut self, place: usize) {
        if let Some(header) = self.header
            && place - header.start > LONGEST_HEADER
        {
            self.leave_header(header);
        }
    }

    /// The text ends.
    fn finish(&mut self, text: &str) {
        if self.header.is_some() {
            self.out.issue(Issue::CutTag);
            self.out.push(SegmentKind::Tag, text.len());
            return;
        }
        let cut = self.lexicon.cut(text, self.at.max(self.out.done));
        if let Some(span) = cut.filter(|span| span.end - span.start >= LEAST_CUT) {
            self.out.issue(Issue::CutTag);
            self.out.push(self.kind, span.start);
            self.out.push(SegmentKind::Tag, span.end);
        }
        self.out.push(self.kind, text.len());
        if self.kind == SegmentKind::Thinking {
            self.out.never_ended();
        }
    }
}

/// What a header announces.
fn read(header: Header, words: &str) -> SegmentKind {
    let after = |mark: &str| words.split_once(mark).map(|(_, rest)| rest);
    let name = |rest: &str| -> String {
        let is_part = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
        rest.trim_start().chars().take_while(is_part).collect()
    };
    let whom = after("to=").map(name);
    let role = after("<|start|>").map(name);
    if role.is_some_and(|role| role != "assistant") {
        return SegmentKind::Other;
    }
    match header {
        Header::Muse => match whom.as_deref() {
            Some("self") => SegmentKind::Thinking,
            Some("user") | None => SegmentKind::Answer,
            Some(_) => SegmentKind::ToolCall,
        },
        Header::Harmony | Header::None => match after("<|channel|>").map(name).as_deref() {
            _ if whom.is_some_and(|whom| whom != "user") => SegmentKind::ToolCall,
            Some("analysis") => SegmentKind::Thinking,
            _ => SegmentKind::Answer,
        },
    }
}
