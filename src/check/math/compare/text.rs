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

/// The words without what does not change them: capitals, hyphens, spaces, the
/// plural, and the noun for what has the property (`odd function` is `odd`).
fn bare(text: &str) -> String {
    let lower = text.to_lowercase().replace('而', "");
    let mut words: Vec<&str> = lower.split([' ', '-', '\'']).collect();
    // `right-angled` is right.
    words.retain(|word| *word != "angled");
    if words.len() > 1 && words.last().is_some_and(|last| HEADS.contains(last)) {
        words.pop();
    }
    // The plural of a single word may be another answer.
    let several = words.len() > 1;
    let singular = |word: &&str| match word.strip_suffix('s') {
        Some(stem) if several && stem.chars().count() > 3 && !stem.ends_with('s') => {
            stem.to_owned()
        }
        _ => (*word).to_owned(),
    };
    if let Some(quadrant) = quadrant(&words) {
        return quadrant;
    }
    let joined: String = words.iter().map(singular).collect();
    stem(&joined).map_or(joined, str::to_owned)
}

/// Nouns for things that have a property, which is the answer without them, too.
const HEADS: [&str; 16] = [
    "function",
    "triangle",
    "number",
    "numbers",
    "integer",
    "sequence",
    "series",
    "matrix",
    "quadrilateral",
    "polygon",
    "relation",
    "equation",
    "graph",
    "lines",
    "events",
    "vectors",
];

/// Verbs and adjectives that say the same of a function or a series.
fn stem(word: &str) -> Option<&'static str> {
    const STEMS: [(&str, &[&str]); 4] = [
        ("convergent", &["converges", "converge", "converging"]),
        ("divergent", &["diverges", "diverge", "diverging"]),
        ("increasing", &["increases", "increase"]),
        ("decreasing", &["decreases", "decrease"]),
    ];
    let found = STEMS.iter().find(|(_, others)| others.contains(&word));
    found.map(|(stem, _)| *stem)
}

/// `first quadrant`, `quadrant i`, `quadrant 1` in one form.
fn quadrant(words: &[&str]) -> Option<String> {
    const ORDINALS: [[&str; 4]; 4] = [
        ["first", "i", "1", "1st"],
        ["second", "ii", "2", "2nd"],
        ["third", "iii", "3", "3rd"],
        ["fourth", "iv", "4", "4th"],
    ];
    let ([which, "quadrant"] | ["quadrant", which]) = words else {
        return None;
    };
    let at = ORDINALS.iter().position(|names| names.contains(which))?;
    Some(format!("quadrant {}", at + 1))
}
