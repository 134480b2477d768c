//! Many traces summed up, wherever they are from: a run, or a file of another
//! program of which no plan and no verdicts are known.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::Serialize;

use crate::stats::quantile::{FiveNumbers, five_numbers};
use crate::stats::{Confidence, Estimate, mean};
use crate::trace::Issue;
use crate::trace::measure::Measures;

/// What is kept of a trace.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The item that it answers: traces of one item are not independent.
    pub item: String,
    /// Whether its thinking can be read.
    pub readable: bool,
    /// Tokens of the thinking, where they are known.
    pub n_thinking_tokens: Option<u64>,
    /// What the text was measured to be.
    pub measures: Measures,
    /// What was odd about the text.
    pub issues: Vec<Issue>,
    /// Whether the answer is right, where that is known.
    pub correct: Option<bool>,
}

/// A number that every trace has, or does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Number {
    /// Tokens of the thinking.
    ThinkingTokens,
    /// Characters of the thinking.
    ThinkingCharacters,
    /// Paragraphs of the thinking.
    Steps,
    /// Stretches of thinking between two switches.
    Thoughts,
    /// Characters of a thought.
    ThoughtCharacters,
    /// Switches for each 1,000 tokens of thinking.
    SwitchesPer1000Tokens,
    /// Steps taken back.
    Backtracks,
    /// Results checked.
    Verifications,
    /// Doubts spoken.
    Hesitations,
    /// The share of the thinking's four-word phrases that stood shortly before.
    Repeated,
    /// Characters of the answer.
    AnswerCharacters,
}

impl Number {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 11] = [
        Self::ThinkingTokens,
        Self::ThinkingCharacters,
        Self::Steps,
        Self::Thoughts,
        Self::ThoughtCharacters,
        Self::SwitchesPer1000Tokens,
        Self::Backtracks,
        Self::Verifications,
        Self::Hesitations,
        Self::Repeated,
        Self::AnswerCharacters,
    ];

    /// The number of a trace; `None` where there is no thinking, or it is not
    /// known.
    pub fn of(self, facts: &Facts) -> Option<f64> {
        let m = &facts.measures;
        if self == Self::AnswerCharacters {
            return Some(m.answer.n_chars as f64);
        }
        if self == Self::ThinkingTokens {
            return facts.n_thinking_tokens.map(|n| n as f64);
        }
        if !facts.readable || m.n_thoughts == 0 {
            return None;
        }
        match self {
            Self::ThinkingCharacters => Some(m.thinking.n_chars as f64),
            Self::Steps => Some(m.thinking.n_steps as f64),
            Self::Thoughts => Some(m.n_thoughts as f64),
            Self::ThoughtCharacters => Some(m.thinking.n_chars as f64 / m.n_thoughts as f64),
            Self::SwitchesPer1000Tokens => {
                let tokens = facts.n_thinking_tokens.filter(|&n| n > 0)?;
                Some(m.moves.n_switches as f64 * 1000.0 / tokens as f64)
            }
            Self::Backtracks => Some(m.moves.n_backtracks as f64),
            Self::Verifications => Some(m.moves.n_verifications as f64),
            Self::Hesitations => Some(m.moves.n_hesitations as f64),
            Self::Repeated => m.repetition.near_share(),
            Self::ThinkingTokens | Self::AnswerCharacters => None,
        }
    }
}

/// How a number is spread over traces.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Which number.
    pub number: Number,
    /// Traces that have it.
    pub n: usize,
    /// Its mean, items averaged first.
    pub mean: Estimate,
    /// Its quantiles.
    pub quantiles: FiveNumbers,
}

/// Traces of one group summed up.
#[derive(Debug, Clone, PartialEq)]
pub struct Digest {
    /// What they share, such as the model.
    pub group: String,
    /// How many there are.
    pub n: usize,
    /// Those without a thinking that can be read, though there was one, or
    /// without any text.
    pub n_unreadable: usize,
    /// Those with a right answer, and those whose answer was judged at all.
    pub correct: (usize, usize),
    /// The numbers that any of them has.
    pub spreads: Vec<Spread>,
    /// Those whose thinking holds an exact loop, and those that end in one.
    pub loops: (usize, usize),
    /// Those whose thinking goes over to another language.
    pub n_mixed: usize,
    /// Those that think.
    pub n_thinking: usize,
    /// How many have each issue.
    pub issues: BTreeMap<String, usize>,
}

/// Sums up traces group by group, the groups in the order of their first.
pub fn digests(groups: &IndexMap<String, Vec<Facts>>, confidence: Confidence) -> Vec<Digest> {
    let groups = groups.iter();
    groups
        .map(|(group, facts)| digest(group, facts, confidence))
        .collect()
}

fn digest(group: &str, facts: &[Facts], confidence: Confidence) -> Digest {
    let count = |holds: &dyn Fn(&Facts) -> bool| facts.iter().filter(|f| holds(f)).count();
    let mut issues = BTreeMap::new();
    for issue in facts.iter().flat_map(|f| &f.issues) {
        let name = serde_json::to_value(issue).unwrap_or_default();
        let name = name.as_str().unwrap_or_default().to_owned();
        *issues.entry(name).or_insert(0) += 1;
    }
    Digest {
        group: group.to_owned(),
        n: facts.len(),
        n_unreadable: count(&|f| !f.readable),
        correct: (
            count(&|f| f.correct == Some(true)),
            count(&|f| f.correct.is_some()),
        ),
        spreads: Number::ALL
            .into_iter()
            .filter_map(|number| spread(number, facts, confidence))
            .collect(),
        loops: (
            count(&|f| !f.measures.thinking_loops.is_empty()),
            count(&|f| f.measures.thinking_loops.iter().any(|l| l.at_end)),
        ),
        n_mixed: count(&|f| f.measures.thinking_languages.first_change.is_some()),
        n_thinking: count(&|f| f.readable && f.measures.n_thoughts > 0),
        issues,
    }
}

fn spread(number: Number, facts: &[Facts], confidence: Confidence) -> Option<Spread> {
    let of_items: Vec<(&str, f64)> = facts
        .iter()
        .filter_map(|f| Some((f.item.as_str(), number.of(f)?)))
        .collect();
    let values: Vec<f64> = of_items.iter().map(|(_, value)| *value).collect();
    let mut mean = mean::t_interval(&mean::item_means(of_items), confidence);
    // None of the numbers can be less than 0.
    mean.low = mean.low.max(0.0);
    Some(Spread {
        number,
        n: values.len(),
        quantiles: five_numbers(&values)?,
        mean,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::measure::measure;
    use crate::trace::parse;

    fn facts(item: &str, text: &str, n_thinking_tokens: Option<u64>) -> Facts {
        let trace = parse(text, false);
        Facts {
            item: item.to_owned(),
            readable: true,
            n_thinking_tokens,
            measures: measure(text, &trace),
            issues: trace.issues,
            correct: None,
        }
    }

    #[test]
    fn numbers_are_of_those_that_have_them() {
        let texts = [
            facts("a", "<think>One.\n\nTwo.</think>4", Some(10)),
            facts(
                "a",
                "<think>Alternatively, maybe we can add them.</think>4",
                Some(30),
            ),
            facts("b", "4", None),
            facts("c", "<think>so", None),
        ];
        let groups = IndexMap::from([("m".to_owned(), texts.to_vec())]);
        let found = digests(&groups, Confidence::default());
        let [digest] = found.as_slice() else {
            panic!("one group");
        };
        assert_eq!((digest.n, digest.n_thinking), (4, 3));
        assert_eq!(
            digest.issues,
            BTreeMap::from([("missing-end".to_owned(), 1)])
        );
        let of = |number| digest.spreads.iter().find(|s| s.number == number).unwrap();
        let tokens = of(Number::ThinkingTokens);
        // Both are of one item, so its mean is all there is.
        assert_eq!((tokens.n, tokens.mean.n), (2, 1));
        assert!((tokens.mean.point - 20.0).abs() < 1e-12);
        assert!((tokens.quantiles.p50 - 20.0).abs() < 1e-12);
        assert_eq!(of(Number::Thoughts).n, 3);
        assert_eq!(of(Number::AnswerCharacters).n, 4);
    }
}
