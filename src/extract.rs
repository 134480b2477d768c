//! From a parsed trace to the answer, with its span and the rule that found it.
//!
//! Only the text after the last thinking is searched: a number that the model
//! thought of is not an answer. Each checker has its own order of rules, the
//! surest first; [`extract`] lists them, `docs/extraction.md` shows examples.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::suite::{CheckerSpec, Search, Strictness, Target};
use crate::text::Span;
use crate::trace::Trace;

mod boxed;
mod choice;
mod code;
mod json;
mod marked;
mod math;
mod phrases;
mod plain;
mod scope;
mod stated;
mod values;

pub use code::Program;
pub(crate) use plain::cleaned;
pub use stated::stated;

/// Candidates of one rule that are kept, from the end: before more than these no
/// answer hides.
const MOST_KEPT: usize = 64;

/// An answer found in a completion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extraction {
    /// The answer, as the checker takes it: the text of the span, except that
    /// several boxes ([`Rule::Boxed`]) are joined by commas, with their names
    /// where each has its own (`x = \boxed{1}` and `y = \boxed{2}`), and so are
    /// the lines of a list that is announced ([`Rule::Phrase`]). A program is
    /// joined with the other blocks that it needs ([`Rule::CodeBlock`]).
    pub answer: String,
    /// Where it stands in the completion's text.
    pub span: Span,
    /// Which rule found it.
    pub rule: Rule,
}

/// How an answer was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// Inside `\boxed{…}`; several joined by commas or "and" are one list.
    Boxed,
    /// After `####`.
    Hashes,
    /// Between `<answer>` and `</answer>`.
    AnswerTag,
    /// After "the answer is" or "answer:", in any of many languages.
    Phrase,
    /// A fenced code block.
    CodeBlock,
    /// A JSON value.
    JsonValue,
    /// A bold value in the last paragraph.
    Bold,
    /// A formula between `$…$`, `\(…\)` or `\[…\]`.
    MathSpan,
    /// A number in the last sentence that has one.
    LastNumber,
    /// The choice letter that the answer begins with, as in `D. The third one`.
    LeadingLetter,
    /// The last choice letter that stands alone and is not ruled out by a "not".
    LastLetter,
    /// The last line that is not blank.
    LastLine,
    /// The whole answer segment, trimmed; of a program the lines that are code.
    Whole,
    /// As the log says that a run was imported from; the span is the answer's
    /// last place in the text, and empty where the text does not hold it.
    Source,
}

impl Rule {
    /// Whether the model itself marked what this rule finds as its answer.
    fn is_marked(self) -> bool {
        matches!(
            self,
            Self::Boxed | Self::Hashes | Self::AnswerTag | Self::Phrase | Self::CodeBlock
        )
    }
}

/// What is looked for.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// The checker that will judge it.
    pub spec: &'a CheckerSpec,
    /// What tests ask of a program; nothing for other checkers.
    pub program: Program,
}

impl<'a> Asked<'a> {
    /// An answer that `spec` will compare with `target`.
    pub fn of(spec: &'a CheckerSpec, target: &Target) -> Self {
        let program = match target {
            Target::Tests(tests) => Program::of(tests),
            Target::Text(_) => Program::default(),
        };
        Self { spec, program }
    }
}

impl<'a> From<&'a CheckerSpec> for Asked<'a> {
    /// Where the target is not known.
    fn from(spec: &'a CheckerSpec) -> Self {
        Self {
            spec,
            program: Program::default(),
        }
    }
}

/// Finds the answer after the thinking, as the checker wants it: the first of
/// the [`candidates`].
///
/// | checker | rules, in order |
/// |---|---|
/// | math | the last of: box, `####`, answer tag, final announcement of a bare value; the last announcement; last line that is a value, leading yes/no, leading letter, bold value, formula or number of the last sentence, last letter; a few words |
/// | exact | answer tag, box, announcement, whole |
/// | choice | the last of: box, answer tag, final announcement; the last announcement; leading letter, last letter |
/// | set, list | box, answer tag, announcement, last line |
/// | json | fenced block, whole, last object or array |
/// | code | fenced block (that which defines what the tests ask for, Python, the last), the lines that are code |
///
/// `None` if the thinking never ended (and is not to be searched), or no rule
/// found anything. The answer is never blank. Takes time linear in the text.
pub fn extract<'a>(
    text: &str,
    trace: &Trace,
    asked: impl Into<Asked<'a>>,
    search: Search,
) -> Option<Extraction> {
    candidates(text, trace, asked, search).into_iter().next()
}

/// All answers that the rules find, the best first; of each rule the last few.
pub fn candidates<'a>(
    text: &str,
    trace: &Trace,
    asked: impl Into<Asked<'a>>,
    search: Search,
) -> Vec<Extraction> {
    let asked = asked.into();
    let mut found: Vec<Extraction> = Vec::new();
    for stretch in scope::stretches(text, trace, search) {
        let offset = stretch.offset;
        for candidate in in_scope(stretch.text, &asked) {
            let is_loose = stretch.is_thinking && candidate.rule == Rule::Whole;
            if is_loose || (search.strictness == Strictness::Strict && !candidate.is_marked) {
                continue;
            }
            let span = Span::new(candidate.range.start + offset, candidate.range.end + offset);
            let answer = candidate.joined.unwrap_or_else(|| span.of(text).to_owned());
            let is_new = !found.iter().any(|f| f.span == span && f.answer == answer);
            if is_new && !answer.trim().is_empty() {
                found.push(Extraction {
                    answer,
                    span,
                    rule: candidate.rule,
                });
            }
        }
    }
    found
}

/// An answer within the searched text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    rule: Rule,
    range: Range<usize>,
    /// The answer where it is not simply the text of the range.
    joined: Option<String>,
    /// Whether the model marked it as its answer.
    is_marked: bool,
}

impl Found {
    fn new(rule: Rule, range: Range<usize>) -> Self {
        Self {
            rule,
            range,
            joined: None,
            is_marked: rule.is_marked(),
        }
    }

    fn marked(self) -> Self {
        Self {
            is_marked: true,
            ..self
        }
    }
}

fn in_scope(text: &str, asked: &Asked<'_>) -> Vec<Found> {
    match asked.spec {
        CheckerSpec::Math { .. } => math::candidates(text),
        CheckerSpec::Exact { .. } => {
            let boxes = boxed::single(text);
            texts(
                text,
                [marked::answer_tags(text), boxes, phrases_of(text)],
                plain::whole,
            )
        }
        CheckerSpec::Choice { letters } => choice::candidates(text, letters),
        CheckerSpec::Set {} | CheckerSpec::List {} => {
            let boxes = boxed::groups(text);
            texts(
                text,
                [boxes, marked::answer_tags(text), phrases_of(text)],
                plain::last_line,
            )
        }
        CheckerSpec::Json {} => json::candidates(text),
        CheckerSpec::Code { .. } => code::candidates(text, &asked.program),
        // The source found its answers by rules of its own.
        CheckerSpec::Source {} => Vec::new(),
    }
}

fn phrases_of(text: &str) -> Vec<Found> {
    marked::announcements(text)
        .into_iter()
        .map(Found::from)
        .collect()
}

/// The kinds of marks in their order, of each kind the last first; then what
/// stands in where nothing is marked.
fn texts(text: &str, kinds: [Vec<Found>; 3], otherwise: fn(&str) -> Option<Found>) -> Vec<Found> {
    kinds
        .into_iter()
        .flat_map(|found| found.into_iter().rev())
        .map(|found| plain::clean(text, found))
        .chain(otherwise(text))
        .collect()
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
