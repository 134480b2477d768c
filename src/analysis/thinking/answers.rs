//! The answers that a model states while it thinks: how often it changes its
//! mind, and what it still thinks after it has said its answer.

use std::collections::BTreeMap;

use crate::check::groups;
use crate::extract;
use crate::plan::Attempt;
use crate::suite::{CheckerSpec, Suite};
use crate::text::Span;
use crate::trace::{SegmentKind, Trace};

/// Statements that are looked at, from the start: a model that states more runs
/// in circles.
const MOST_STATED: usize = 200;

/// Which checker each part of a run has.
#[derive(Debug, Clone, Default)]
pub struct Checkers<'a>(BTreeMap<(&'a str, &'a str), &'a CheckerSpec>);

impl<'a> Checkers<'a> {
    /// Those of the suites' parts.
    pub fn of(suites: &'a [Suite]) -> Self {
        let parts = suites.iter().flat_map(|suite| {
            let parts = suite.parts.iter();
            parts.map(move |part| ((suite.name.as_str(), part.name.as_str()), &part.checker))
        });
        Self(parts.collect())
    }

    /// How an attempt's answers are read and compared: as its checker does, and as
    /// mathematics where that is not known. `None` where nothing is stated in
    /// words: programs, JSON.
    pub fn reading(&self, attempt: &Attempt) -> Option<CheckerSpec> {
        let key = (attempt.suite.as_str(), attempt.part.as_str());
        match self.0.get(&key) {
            Some(CheckerSpec::Code { .. } | CheckerSpec::Json {}) => None,
            Some(CheckerSpec::Source {}) | None => Some(CheckerSpec::math()),
            Some(spec) => Some((*spec).clone()),
        }
    }
}

/// An answer that the thinking states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The answer.
    pub answer: String,
    /// Where it stands in the completion's text.
    pub span: Span,
    /// The thought that it stands in: an index into [`Trace::thoughts`].
    pub thought: usize,
    /// Whether it means the same as the answer that was given in the end;
    /// `None` where none was.
    pub is_final: Option<bool>,
}

/// The answers that one trace states.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// All of them, in order.
    pub stated: Vec<Stated>,
    /// How often one means something else than the one before it.
    pub n_changes: usize,
}

impl Answers {
    /// The first statement of the answer that was given in the end.
    pub fn first_final(&self) -> Option<&Stated> {
        self.stated.iter().find(|said| said.is_final == Some(true))
    }
}

/// The answers that the thinking of a text states, compared with each other and
/// with `given`, the answer after the thinking, by the equality by which draws
/// vote.
///
/// Only what is said in so many words is found ("the answer is 5", a box), so
/// the answer may have been found earlier than it was stated; and a statement
/// may be a supposition.
pub fn answers(text: &str, trace: &Trace, given: Option<&str>, spec: &CheckerSpec) -> Answers {
    let mut stated = Vec::new();
    for span in trace.spans_of(SegmentKind::Thinking) {
        stated.extend(
            extract::stated(span.of(text), spec)
                .into_iter()
                .map(|said| {
                    let at = Span::new(said.span.start + span.start, said.span.end + span.start);
                    Stated {
                        answer: said.answer,
                        span: at,
                        thought: trace.thoughts.partition_point(|t| t.end <= at.start),
                        is_final: None,
                    }
                }),
        );
    }
    stated.truncate(MOST_STATED);
    let n_changes = stated
        .iter()
        .zip(stated.iter().skip(1))
        .filter(|(before, now)| !same(&before.answer, &now.answer, spec))
        .count();
    if let Some(given) = given {
        let mut known: BTreeMap<String, bool> = BTreeMap::new();
        for said in &mut stated {
            let is_final = *known
                .entry(said.answer.clone())
                .or_insert_with(|| same(&said.answer, given, spec));
            said.is_final = Some(is_final);
        }
    }
    Answers { stated, n_changes }
}

fn same(a: &str, b: &str, spec: &CheckerSpec) -> bool {
    let groups = groups(&[Some(a), Some(b)], spec);
    matches!(groups.as_slice(), [Some(a), Some(b)] if a == b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::parse;

    fn of(text: &str, given: Option<&str>) -> Answers {
        answers(text, &parse(text, false), given, &CheckerSpec::math())
    }

    #[test]
    fn a_model_changes_its_mind() {
        let text = "<think>3 + 4 = 8, so the answer is 8.\n\nAlternatively, count: 5, 6, 7. \
                    So the answer is 7.\n\nLet me check that. Yes, the answer is 14/2.\n\n\
                    The answer is 7.</think>The answer is 7.";
        let found = of(text, Some("7"));
        let said: Vec<_> = found
            .stated
            .iter()
            .map(|s| (s.answer.as_str(), s.thought, s.is_final))
            .collect();
        assert_eq!(
            said,
            [
                ("8", 0, Some(false)),
                ("7", 1, Some(true)),
                ("14/2", 1, Some(true)),
                ("7", 1, Some(true)),
            ]
        );
        // From 8 to 7; 14/2 is no change.
        assert_eq!(found.n_changes, 1);
        let first = found.first_final().unwrap();
        assert_eq!(first.span.of(text), "7");
        assert!(
            text.get(first.span.end..)
                .unwrap()
                .starts_with(".\n\nLet me check")
        );
    }

    #[test]
    fn nothing_is_made_up() {
        assert_eq!(of("The answer is 7.", Some("7")), Answers::default());
        let without = of("<think>The answer is 7.</think>Well.", None);
        assert_eq!(without.stated[0].is_final, None);
        assert!(without.first_final().is_none());
        let other = of("<think>The answer is 7.</think>8", Some("8"));
        assert!(other.first_final().is_none() && other.n_changes == 0);
    }

    #[test]
    fn circles_are_cut_short() {
        let text = format!("<think>{}</think>7", "The answer is 7.\n\n".repeat(1000));
        let found = of(&text, Some("7"));
        assert_eq!((found.stated.len(), found.n_changes), (MOST_STATED, 0));
    }
}
