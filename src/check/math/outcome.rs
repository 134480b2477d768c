//! What comes of a comparison, and how outcomes are joined.

use std::fmt;

/// What a verdict rests on: how equality was established, or how far two
/// answers had to be compared until they differed; the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// A side could not be read, or is too long.
    Read,
    /// The text, apart from spaces and delimiters; words.
    Text,
    /// The form, and values in exact arithmetic.
    Exact,
    /// Rational functions, by values modulo a prime: the chance of an error is
    /// below 1 in 10^12.
    Identity,
    /// Values to at least 40 digits, or at all points tried.
    Numeric,
    /// A rounding that a policy allows, or would allow if it were one.
    Rounded,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "read",
            Self::Text => "text",
            Self::Exact => "exact",
            Self::Identity => "identity",
            Self::Numeric => "numeric",
            Self::Rounded => "rounded",
        })
    }
}

/// What came of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    Equal(Stage),
    Unequal,
    /// It could not be decided within the bounds, for the reason given.
    Undecided(&'static str),
}

impl Outcome {
    pub(super) fn is_equal(&self) -> bool {
        matches!(self, Self::Equal(_))
    }
}

/// Equal if one is, else undecided if one is, else unequal.
pub(super) fn any(outcomes: impl IntoIterator<Item = Outcome>) -> Outcome {
    let mut result = Outcome::Unequal;
    for outcome in outcomes {
        match outcome {
            Outcome::Equal(_) => return outcome,
            Outcome::Undecided(_) if result == Outcome::Unequal => result = outcome,
            _ => {}
        }
    }
    result
}

/// Unequal if one is, else undecided if one is, else equal by the weakest stage.
pub(super) fn all(outcomes: impl IntoIterator<Item = Outcome>) -> Outcome {
    let mut result = Outcome::Equal(Stage::Text);
    for outcome in outcomes {
        match (&outcome, &result) {
            (Outcome::Unequal, _) => return Outcome::Unequal,
            (Outcome::Undecided(_), _) => result = outcome,
            (Outcome::Equal(new), Outcome::Equal(old)) if new > old => result = outcome,
            _ => {}
        }
    }
    result
}
