//! Words, and answers that are words with a meaning of their own.

use super::super::answer::{Answer, Special};
use super::super::expr::{Constant, Expr};
use super::super::outcome::{Outcome, Stage};
use super::{Comparison, same_if};

impl Comparison<'_> {
    pub(super) fn texts(&self, a: &str, b: &str) -> Outcome {
        same_if(self.is_same_text(a, b), Stage::Text)
    }

    fn is_same_text(&self, a: &str, b: &str) -> bool {
        if self.policies.case_sensitive {
            return a == b;
        }
        a == b || bare(a) == bare(b)
    }

    /// A text equals mathematics only as the name of a symbol (`\text{B}` and
    /// `B`) or as a word that says the same as a special answer.
    pub(super) fn text_with(&self, text: &str, other: &Answer) -> Outcome {
        let same = match other {
            Answer::Expr(expr) => {
                spelled(expr).is_some_and(|letters| self.is_same_text(text, &letters))
            }
            Answer::Special(special) => meaning(text) == Some(*special),
            _ => false,
        };
        same_if(same, Stage::Text)
    }
}

/// A special answer against something that is no text.
pub(super) fn special_with(special: Special, other: &Answer) -> Outcome {
    let same = match (special, other) {
        (Special::Undefined, Answer::Expr(Expr::Constant(Constant::Undefined)))
        | (Special::InfinitelyMany, Answer::Expr(Expr::Constant(Constant::Infinity))) => true,
        // Capital letters only: `y` and `n` are variables.
        (Special::True, Answer::Expr(Expr::Symbol(letter))) => {
            matches!(letter.as_str(), "T" | "Y")
        }
        (Special::False, Answer::Expr(Expr::Symbol(letter))) => {
            matches!(letter.as_str(), "F" | "N")
        }
        _ => false,
    };
    same_if(same, Stage::Text)
}

/// The letters of an expression that is only letters: `B`, `AB`, `e`.
fn spelled(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Symbol(name) => Some(name.clone()),
        Expr::Constant(Constant::E) => Some("e".to_owned()),
        Expr::Constant(Constant::I) => Some("i".to_owned()),
        Expr::Product(factors) if factors.len() <= 8 => factors
            .iter()
            .map(|factor| match factor {
                Expr::Product(_) => None,
                _ => spelled(factor).filter(|name| name.chars().count() == 1),
            })
            .collect(),
        _ => None,
    }
}

/// What the word means, if it is one that answers by itself.
fn meaning(text: &str) -> Option<Special> {
    Some(match text.to_lowercase().as_str() {
        "true" | "yes" | "t" | "y" | "correct" | "right" => Special::True,
        "false" | "no" | "f" | "n" | "incorrect" | "wrong" => Special::False,
        "undefined" | "dne" | "does not exist" | "not defined" | "divergent" => Special::Undefined,
        "no solution" | "no solutions" | "none" | "empty set" => Special::NoSolution,
        "all real numbers" | "all reals" => Special::AllReals,
        "infinitely many" | "infinitely many solutions" => Special::InfinitelyMany,
        _ => return None,
    })
}

/// The words without what does not change them: capitals, hyphens, spaces,
/// the plural.
fn bare(text: &str) -> String {
    let words = text.split([' ', '-', '\'']);
    // The plural of a single word may be another answer.
    let several = text.contains(' ');
    let singular = |word: &str| {
        let lower = word.to_lowercase();
        match lower.strip_suffix('s') {
            Some(stem) if several && stem.chars().count() > 3 && !stem.ends_with('s') => {
                stem.to_owned()
            }
            _ => lower,
        }
    };
    words.map(singular).collect()
}
