//! Finds out which format a text is written in, and by what.
//!
//! The rules, the first that holds:
//!
//! 1. The caller named the format.
//! 2. The prompt opened the thinking: the format of `think` if one of its tags
//!    stands anywhere; else that of a tag that the text begins with; else that
//!    of the first end tag.
//! 3. The text begins with a start tag, white space aside. Words such as
//!    Granite's headings count only with the one that ends them.
//! 4. The first tag that stands as one: a start tag, or an end tag where nothing
//!    began. A tag in a fenced block or in quotation marks is none. A start tag
//!    that is a word of a sentence counts only if the same format's end tag
//!    follows and is none; an end tag that is a word of a sentence never does.
//! 5. Otherwise the text is plain.
//!
//! Where two formats share a tag, the first of the table is found.

use serde::Serialize;

use super::fence::GrowingFences;
use super::lex::{Ahead, Mark, Next, Role, Wait, lexicon};
use super::quoted::{is_quoted, is_word};
use crate::text::Span;
use crate::text::thinking::{Form, Prompt, QuotedTags, Reading, Shape};

mod signs;

use signs::{MARKS, SIGNS, STARTS, Sign, is_pair};

/// Which format a text is written in, and what shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detection {
    /// The format.
    pub format: &'static Form,
    /// What shows it.
    pub evidence: Evidence,
    /// Where that stands; `None` where it is not in the text.
    pub span: Option<Span>,
}

impl Detection {
    /// Of a text that shows nothing.
    pub(super) fn none() -> Self {
        found(Form::plain(), Evidence::None, None)
    }
}

/// What shows a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// The caller named it.
    Given,
    /// The prompt opened the thinking; the span is the tag that tells how.
    OpenedByPrompt,
    /// The text begins with a start tag.
    TagAtStart,
    /// The text begins with a heading, and the one for the answer follows.
    Heading,
    /// A start tag stands within the text.
    Tag,
    /// An end tag stands where nothing began.
    ClosingTag,
    /// Nothing does.
    None,
}

/// The format of a text, as [`parse`](super::parse()) finds it.
pub fn detect(text: &str, reading: impl Into<Reading>) -> Detection {
    let found = Detector::new(reading.into()).run(text, true);
    found.unwrap_or_else(|Wait| Detection::none())
}

/// Looks for the format of a text that may still grow.
#[derive(Debug)]
pub(super) struct Detector {
    reading: Reading,
    /// Where to look on.
    at: usize,
    stage: Stage,
    fences: GrowingFences,
    /// Start tags that are words of sentences, the last of each format.
    words: Vec<(&'static Form, Span)>,
    /// The first end tag where the prompt opened the thinking.
    first_end: Option<(&'static Form, Span)>,
    ahead: Ahead,
    /// Before it stands no mark of any format.
    clear: usize,
}

#[derive(Debug, Clone, Copy)]
enum Stage {
    /// The text's beginning is to be looked at.
    Start,
    /// It begins with a heading: the other one is looked for.
    Pair(&'static Form, Span),
    /// Tags are looked for.
    Within,
}

/// Letters of a cut tag from which on it is taken for one.
const LEAST_CUT: usize = 4;

impl Detector {
    /// A look at a text that is read so.
    pub(super) fn new(reading: Reading) -> Self {
        Self {
            reading,
            at: 0,
            stage: Stage::Start,
            fences: GrowingFences::default(),
            words: Vec::new(),
            first_end: None,
            ahead: Ahead::default(),
            clear: 0,
        }
    }

    /// What is found.
    ///
    /// # Errors
    /// More text must tell.
    pub(super) fn run(&mut self, text: &str, is_whole: bool) -> Result<Detection, Wait> {
        if let Some(format) = self.reading.chosen.format {
            return Ok(found(format, Evidence::Given, None));
        }
        if let Stage::Start = self.stage
            && let Some(detection) = self.at_start(text, is_whole)?
        {
            return Ok(detection);
        }
        if let Stage::Pair(form, span) = self.stage {
            let wanted = |role| role == Role::Close;
            let text = (text, is_whole);
            let end = match lexicon(form) {
                Some(lexicon) => self.ahead.find(lexicon, text, span.end, wanted)?,
                None => None,
            };
            if end.is_some() {
                return Ok(found(form, Evidence::Heading, Some(span)));
            }
            self.stage = Stage::Within;
        }
        loop {
            match SIGNS.next(text, self.at, is_whole) {
                Next::Nothing(place) => {
                    if is_whole {
                        return Ok(self.conclude(text));
                    }
                    self.at = self.at.max(place);
                    return Err(Wait);
                }
                Next::Mark(mark) => {
                    if let Some(detection) = self.sign((text, is_whole), mark)? {
                        return Ok(detection);
                    }
                    self.at = mark.span.end;
                }
            }
        }
    }

    /// Up to where the text is thinking whatever format will be found.
    pub(super) fn certain(&mut self, text: &str) -> usize {
        if self.is_open()
            && let Next::Nothing(place) = MARKS.next(text, self.clear, false)
        {
            self.clear = place;
        }
        self.clear
    }

    fn is_open(&self) -> bool {
        self.reading.open && self.reading.chosen.policy.prompt == Prompt::Counts
    }

    /// Looks at the text's beginning.
    fn at_start(&mut self, text: &str, is_whole: bool) -> Result<Option<Detection>, Wait> {
        let rest = text.get(self.at..).unwrap_or("").trim_start();
        let start = text.len() - rest.len();
        self.at = start;
        let cut = STARTS.cut(text, start).filter(|cut| cut.start == start);
        if !is_whole && (rest.is_empty() || cut.is_some()) {
            return Err(Wait);
        }
        let mark = match STARTS.next(rest, 0, true) {
            Next::Mark(mark) if mark.span.start == 0 => {
                Some((mark.role, Span::new(start, start + mark.span.end)))
            }
            _ => cut
                .filter(|_| rest.len() >= LEAST_CUT)
                .and_then(|cut| Some((STARTS.meant(rest)?, cut))),
        };
        self.stage = Stage::Within;
        let Some((form, span)) = mark else {
            return Ok(None);
        };
        if is_pair(form) && !self.is_open() {
            self.stage = Stage::Pair(form, span);
            return Ok(None);
        }
        if is_pair(form) {
            return Ok(None);
        }
        Ok(Some(found(form, Evidence::TagAtStart, Some(span))))
    }

    /// Takes in a sign.
    fn sign(&mut self, text: (&str, bool), mark: Mark<Sign>) -> Result<Option<Detection>, Wait> {
        let Mark { role: sign, span } = mark;
        if self.is_open() {
            let is_think = std::ptr::eq(sign.form, Form::think());
            // A channel that begins ends the thinking before it.
            let ends = !sign.is_start || matches!(sign.form.shape, Shape::Channels(_));
            if ends && self.first_end.is_none() {
                self.first_end = Some((sign.form, span));
            }
            let evidence = found(sign.form, Evidence::OpenedByPrompt, Some(span));
            return Ok(is_think.then_some(evidence));
        }
        if self.reading.chosen.policy.quoted_tags == QuotedTags::Text {
            if is_quoted(&mut self.fences, text, span, !sign.is_start)? {
                return Ok(None);
            }
            let is_word = is_word(text, span)?;
            let before = self
                .words
                .iter()
                .position(|(form, _)| std::ptr::eq(*form, sign.form));
            let before = before.map(|place| self.words.swap_remove(place));
            match (is_word, before) {
                (true, _) => {
                    if sign.is_start {
                        self.words.push((sign.form, span));
                    }
                    return Ok(None);
                }
                (false, Some((form, start))) if !sign.is_start => {
                    return Ok(Some(found(form, Evidence::Tag, Some(start))));
                }
                (false, _) => {}
            }
        }
        if !sign.is_start && !sign.alone {
            return Ok(None);
        }
        let evidence = if sign.is_start {
            Evidence::Tag
        } else {
            Evidence::ClosingTag
        };
        Ok(Some(found(sign.form, evidence, Some(span))))
    }

    /// What the whole text shows.
    fn conclude(&self, text: &str) -> Detection {
        let cut = || {
            let cut = SIGNS.cut(text, self.at)?;
            let sign = SIGNS.meant(cut.of(text))?;
            (cut.end - cut.start >= LEAST_CUT && !sign.is_start).then_some((sign.form, cut))
        };
        match (self.is_open(), self.first_end.or_else(cut)) {
            (true, Some((form, span))) => found(form, Evidence::OpenedByPrompt, Some(span)),
            (true, None) => found(Form::think(), Evidence::OpenedByPrompt, None),
            (false, _) => Detection::none(),
        }
    }
}

fn found(format: &'static Form, evidence: Evidence, span: Option<Span>) -> Detection {
    Detection {
        format,
        evidence,
        span,
    }
}
