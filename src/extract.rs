//! From a parsed trace to the answer, with its span and the rule that found it.
//!
//! Only the text after the last thinking is searched: a number that the model
//! thought of is not an answer. Each checker has its own order of rules, the
//! surest first; [`extract`] lists them.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::suite::CheckerSpec;
use crate::text::Span;
use crate::trace::Trace;

mod boxed;
mod choice;
mod code;
mod json;
mod marked;
mod math;
mod plain;

pub(crate) use plain::cleaned;

/// An answer found in a completion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extraction {
    /// The answer, as the checker takes it: the text of the span, except that
    /// several boxes ([`Rule::Boxed`]) are joined by commas.
    pub answer: String,
    /// Where it stands in the completion's text.
    pub span: Span,
    /// Which rule found it.
    pub rule: Rule,
}

/// How an answer was found, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Inside the last `\boxed{…}`; several joined by commas or "and" are one list.
    Boxed,
    /// After the last `####`.
    Hashes,
    /// Between `<answer>` and `</answer>`.
    AnswerTag,
    /// After "the answer is" or "answer:".
    Phrase,
    /// The last fenced code block.
    CodeBlock,
    /// The last JSON value in the text.
    JsonValue,
    /// The last formula between `$…$`, `\(…\)` or `\[…\]`.
    MathSpan,
    /// The last number in the text.
    LastNumber,
    /// The choice letter that the answer begins with, as in `D. The third one`.
    LeadingLetter,
    /// The last choice letter that stands alone and is not ruled out by a "not".
    LastLetter,
    /// The last line that is not blank.
    LastLine,
    /// The whole answer segment, trimmed.
    Whole,
}

/// Finds the answer after the thinking, as the checker wants it.
///
/// | checker | rules, in order |
/// |---|---|
/// | math | box, `####`, answer tag, phrase, last formula or number |
/// | exact | answer tag, box, phrase, whole |
/// | choice | box, answer tag, phrase, leading letter, last letter |
/// | set, list | box, answer tag, phrase, last line |
/// | json | last JSON value (in a fenced block, if there is one) |
/// | code | last fenced block (Python or unnamed before others), whole if it looks like code |
///
/// `None` if the thinking never ended, or no rule found anything. The answer is
/// never blank. Takes time linear in the text.
pub fn extract(text: &str, trace: &Trace, spec: &CheckerSpec) -> Option<Extraction> {
    let region = trace.answer_region(text)?;
    let (scope, offset) = without_stray_tags(region.of(text), region.start);
    let found = find(scope, spec)?;
    let span = Span::new(found.range.start + offset, found.range.end + offset);
    let answer = found.joined.unwrap_or_else(|| span.of(text).to_owned());
    (!answer.trim().is_empty()).then_some(Extraction {
        answer,
        span,
        rule: found.rule,
    })
}

/// An answer within the searched text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    rule: Rule,
    range: Range<usize>,
    /// The answer where it is not simply the text of the range.
    joined: Option<String>,
}

impl Found {
    fn new(rule: Rule, range: Range<usize>) -> Self {
        Self {
            rule,
            range,
            joined: None,
        }
    }
}

fn find(text: &str, spec: &CheckerSpec) -> Option<Found> {
    match spec {
        CheckerSpec::Math { .. } => math::find(text),
        CheckerSpec::Exact { .. } => marked::answer_tag(text)
            .or_else(|| boxed::last(text))
            .or_else(|| marked::phrase(text))
            .map(|found| plain::clean(text, found))
            .or_else(|| plain::whole(text)),
        CheckerSpec::Choice { letters } => choice::find(text, letters),
        CheckerSpec::Set {} | CheckerSpec::List {} => boxed::last_joined(text)
            .or_else(|| marked::answer_tag(text))
            .or_else(|| marked::phrase(text))
            .map(|found| plain::clean(text, found))
            .or_else(|| plain::last_line(text)),
        CheckerSpec::Json {} => json::find(text),
        CheckerSpec::Code { .. } => code::find(text),
    }
}

/// The text without end tags of thinking at its ends, and where it now begins.
fn without_stray_tags(mut text: &str, mut offset: usize) -> (&str, usize) {
    const TAG: &str = "</think>";
    while let Some(rest) = text.trim_start().strip_prefix(TAG) {
        offset += text.len() - rest.len();
        text = rest;
    }
    while let Some(rest) = text.trim_end().strip_suffix(TAG) {
        text = rest;
    }
    (text, offset)
}

/// `range` of `text` without white space at its ends; `None` if nothing is left.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let content = text.get(range.clone())?;
    let start = range.start + (content.len() - content.trim_start().len());
    let end = start + content.trim().len();
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests;
