//! Finds the marks of a format in a text that may still grow.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};

use crate::text::Span;
use crate::text::thinking::{Enter, Form, Shape};

/// What a mark is to its format. Numbers are places in the format's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Begins thinking.
    Open,
    /// Ends thinking.
    Close,
    /// Is meant to end it.
    Malformed,
    /// Begins the answer's own wrapper.
    AnswerOpen(usize),
    /// Ends it.
    AnswerClose(usize),
    /// Begins a call of a tool.
    ToolOpen(usize),
    /// Ends one.
    ToolClose(usize),
    /// Does something in a format with channels.
    Enter(Enter),
}

/// A mark as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark<R = Role> {
    pub(super) role: R,
    pub(super) span: Span,
}

/// What a look for the next mark finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Next<R = Role> {
    /// A mark that stays one however the text goes on.
    Mark(Mark<R>),
    /// No mark begins before this place. Only if the text ends there it is its end.
    Nothing(usize),
}

/// More text must tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wait;

/// Words to be found in one pass, each with what it is.
#[derive(Debug)]
pub(super) struct Lexicon<R = Role> {
    automaton: AhoCorasick,
    words: Vec<(&'static str, R)>,
    longest: usize,
    /// The bytes that words begin with.
    firsts: [bool; 256],
}

impl<R: Copy> Lexicon<R> {
    /// The lexicon of these words, which are not empty; of equal ones the first counts.
    pub(super) fn new(words: impl IntoIterator<Item = (&'static str, R)>) -> Self {
        let words: Vec<_> = words.into_iter().collect();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(words.iter().map(|(word, _)| word))
            .expect("the words are constant and few");
        let mut firsts = [false; 256];
        for byte in words.iter().filter_map(|(word, _)| word.bytes().next()) {
            firsts[usize::from(byte)] = true;
        }
        Self {
            automaton,
            longest: words.iter().map(|(word, _)| word.len()).max().unwrap_or(0),
            words,
            firsts,
        }
    }

    /// The next mark at or after `from`. Unless the text `is_whole`, a mark
    /// counts only if no longer one, and none that begins before it, can come of
    /// what follows.
    pub(super) fn next(&self, text: &str, from: usize, is_whole: bool) -> Next<R> {
        let from = from.min(text.len());
        let end = if is_whole {
            text.len()
        } else {
            self.cut(text, from).map_or(text.len(), |span| span.start)
        };
        let found = self.automaton.find(Input::new(text).range(from..));
        let found = found.filter(|found| found.start() < end || is_whole);
        match found.and_then(|m| Some((m, self.words.get(m.pattern().as_usize())?))) {
            Some((found, &(_, role))) => Next::Mark(Mark {
                role,
                span: Span::new(found.start(), found.end()),
            }),
            None => Next::Nothing(end),
        }
    }

    /// The longest end of the text, from `from` on, that a word begins with and
    /// goes on behind.
    pub(super) fn cut(&self, text: &str, from: usize) -> Option<Span> {
        let bytes = text.as_bytes();
        let start = bytes.len().saturating_sub(self.longest.saturating_sub(1));
        let mut places = start.max(from)..bytes.len();
        let found = places.find(|&at| {
            let tail = bytes.get(at..).unwrap_or_default();
            tail.first().is_some_and(|&b| self.firsts[usize::from(b)])
                && self
                    .words
                    .iter()
                    .any(|(word, _)| word.len() > tail.len() && word.as_bytes().starts_with(tail))
        });
        found.map(|at| Span::new(at, bytes.len()))
    }

    /// What the end `cut` of the text would have become: the first such word.
    pub(super) fn meant(&self, cut: &str) -> Option<R> {
        let mut words = self.words.iter();
        words
            .find(|(word, _)| word.starts_with(cut))
            .map(|&(_, role)| role)
    }
}

/// A look ahead for marks of some roles that remembers how far it went.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    searched: usize,
    found: Option<Mark>,
}

impl Ahead {
    /// The first mark at or after `from` whose role is wanted. Places must not go
    /// back, and the same must be wanted.
    ///
    /// # Errors
    /// More text could bring it.
    pub(super) fn find(
        &mut self,
        lexicon: &Lexicon,
        (text, is_whole): (&str, bool),
        from: usize,
        wanted: impl Fn(Role) -> bool,
    ) -> Result<Option<Mark>, Wait> {
        if let Some(mark) = self.found.filter(|mark| mark.span.start >= from) {
            return Ok(Some(mark));
        }
        self.found = None;
        self.searched = self.searched.max(from);
        loop {
            match lexicon.next(text, self.searched, is_whole) {
                Next::Mark(mark) => {
                    self.searched = mark.span.end;
                    if wanted(mark.role) {
                        self.found = Some(mark);
                        return Ok(Some(mark));
                    }
                }
                Next::Nothing(place) => {
                    self.searched = self.searched.max(place);
                    return if is_whole { Ok(None) } else { Err(Wait) };
                }
            }
        }
    }
}

/// The marks of a format; `None` for the one that has none.
pub(super) fn lexicon(form: &'static Form) -> Option<&'static Lexicon> {
    const MOST: usize = 32;
    static LEXICONS: [OnceLock<Lexicon>; MOST] = [const { OnceLock::new() }; MOST];
    if form.is_plain() {
        return None;
    }
    let place = Form::all().position(|other| std::ptr::eq(other, form))?;
    Some(
        LEXICONS
            .get(place)?
            .get_or_init(|| Lexicon::new(marks(form))),
    )
}

/// The words of a format with their roles.
pub(super) fn marks(form: &'static Form) -> Vec<(&'static str, Role)> {
    match &form.shape {
        Shape::Plain => Vec::new(),
        Shape::Channels(channels) => {
            let marks = channels.marks.iter();
            marks
                .map(|&(word, enter)| (word, Role::Enter(enter)))
                .collect()
        }
        Shape::Tags(tags) => {
            let open = tags.open.iter().map(|&word| (word, Role::Open));
            let close = tags.close.iter().map(|&word| (word, Role::Close));
            let malformed = tags.malformed.iter().map(|&word| (word, Role::Malformed));
            let answer = tags
                .answer
                .iter()
                .enumerate()
                .flat_map(|(i, &(open, close))| {
                    [(open, Role::AnswerOpen(i)), (close, Role::AnswerClose(i))]
                });
            let tools = tags.tools.iter().enumerate().flat_map(|(i, tool)| {
                [
                    (tool.open, Role::ToolOpen(i)),
                    (tool.close, Role::ToolClose(i)),
                ]
            });
            let all = open
                .chain(close)
                .chain(malformed)
                .chain(answer)
                .chain(tools);
            all.filter(|(word, _)| !word.is_empty()).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_counts_when_nothing_can_change_it() {
        let lexicon = Lexicon::new([("<a>", 1), ("<a><b>", 2), ("c<", 3)]);
        let next = |text, whole| match lexicon.next(text, 0, whole) {
            Next::Mark(mark) => Ok((mark.role, mark.span.start, mark.span.end)),
            Next::Nothing(place) => Err(place),
        };
        assert_eq!(next("x<a", false), Err(1));
        assert_eq!(next("x<a", true), Err(3));
        // It may become the longer one.
        assert_eq!(next("x<a>", false), Err(1));
        assert_eq!(next("x<a><", false), Err(1));
        assert_eq!(next("x<a><", true), Ok((1, 1, 4)));
        assert_eq!(next("x<a>y", false), Ok((1, 1, 4)));
        assert_eq!(next("x<a><b>", false), Ok((2, 1, 7)));
        assert_eq!(next("xc", false), Err(1));
        assert_eq!(next("xc<a>", false), Ok((3, 1, 3)));
    }

    #[test]
    fn every_format_has_its_lexicon() {
        for form in Form::all() {
            assert_eq!(lexicon(form).is_none(), form.is_plain(), "{}", form.name);
        }
    }
}
