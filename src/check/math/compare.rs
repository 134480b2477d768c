//! Whether two answers mean the same.
//!
//! Every rule holds in both directions. Equality of answers is not transitive
//! (50 % is 50 and 0.5), so nothing here relies on that.

mod arbitrary;
mod assignment;
mod chain;
mod collection;
mod complex;
mod congruence;
mod fingerprint;
mod finite;
mod indexed;
mod number;
mod parts;
mod piecewise;
mod proportion;
mod quantity;
mod region;
mod relation;
mod sequence;
mod symbols;
#[cfg(test)]
mod tests;
mod text;
mod time;

use super::answer::Answer;
use super::budget::Budget;
use super::outcome::{self, Outcome, Stage};
use crate::suite::MathPolicies;
use fingerprint::fingerprint;
pub(super) use indexed::variables;
pub(super) use symbols::{only_variable, substituted};

/// Deepest nesting that is compared.
const MOST_DEPTH: usize = 16;
/// What it costs to look at a pair of answers.
const STEPS_OF_A_PAIR: u64 = 20;

/// Compares all readings of one side with all of the other: one pair that is
/// equal is enough. The order of the sides plays no part: they are brought
/// into an order of their own first, so that the budget is spent the same way.
pub(super) fn readings(
    a: &[Answer],
    b: &[Answer],
    policies: &MathPolicies,
    budget: &mut Budget,
) -> Outcome {
    if a.is_empty() || b.is_empty() {
        return Outcome::Undecided("a side could not be read");
    }
    if let Some(same) = a.iter().find(|a| b.contains(a)) {
        return same_tree(same);
    }
    let (a, b) = if fingerprint(a) <= fingerprint(b) {
        (a, b)
    } else {
        (b, a)
    };
    let mut comparison = Comparison::new(policies, budget);
    let pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a, b)));
    outcome::any(pairs.map(|(a, b)| {
        let outcome = comparison.answers(a, b);
        if outcome.is_equal() {
            return outcome;
        }
        // The same answer may name its integers differently.
        comparison.over_index(a, b).unwrap_or(outcome)
    }))
}

/// A comparison under way.
struct Comparison<'a> {
    policies: &'a MathPolicies,
    budget: &'a mut Budget,
    depth: usize,
    /// How many sets are around what is being compared.
    sets_around: usize,
}

impl<'a> Comparison<'a> {
    fn new(policies: &'a MathPolicies, budget: &'a mut Budget) -> Self {
        Self {
            policies,
            budget,
            depth: 0,
            sets_around: 0,
        }
    }

    /// Whether two answers mean the same.
    fn answers(&mut self, a: &Answer, b: &Answer) -> Outcome {
        if a == b {
            return same_tree(a);
        }
        if self.depth >= MOST_DEPTH {
            return Outcome::Undecided("nested too deeply");
        }
        if self.budget.spend(STEPS_OF_A_PAIR).is_err() {
            return Outcome::Undecided("the budget is spent");
        }
        self.depth += 1;
        let outcome = self.different(a, b);
        self.depth -= 1;
        outcome
    }

    /// Compares two answers that are not the same tree. The first rule that
    /// knows both of them decides.
    fn different(&mut self, a: &Answer, b: &Answer) -> Outcome {
        self.budget.reach(match (a, b) {
            (Answer::Text(_), _) | (_, Answer::Text(_)) => Stage::Text,
            _ => Stage::Exact,
        });
        match (a, b) {
            (Answer::Expr(a), Answer::Expr(b)) => {
                let outcome = self
                    .periodic_values(a, b)
                    .unwrap_or_else(|| self.numbers(a, b));
                if outcome.is_equal() {
                    return outcome;
                }
                self.families(a, b).unwrap_or(outcome)
            }
            (Answer::Text(a), Answer::Text(b)) => self.texts(a, b),
            (Answer::Based { value, .. }, other) | (other, Answer::Based { value, .. }) => {
                self.answers(&Answer::Expr(value.clone()), other)
            }
            (Answer::Set(_), Answer::Expr(_)) | (Answer::Expr(_), Answer::Set(_))
                if self.sets_around > 0 =>
            {
                Outcome::Unequal
            }
            // "Alice or Bob" is not both of them.
            (Answer::Any(names), Answer::List(_)) | (Answer::List(_), Answer::Any(names))
                if names.iter().all(|name| matches!(name, Answer::Text(_))) =>
            {
                Outcome::Unequal
            }
            _ => None
                .or_else(|| self.piecewise(a, b))
                .or_else(|| self.progressions(a, b))
                .or_else(|| self.finite_sets(a, b))
                .or_else(|| self.regions(a, b))
                .or_else(|| self.single_part(a, b))
                .or_else(|| self.statements(a, b))
                .or_else(|| self.collections(a, b))
                .unwrap_or_else(|| self.scalars(a, b)),
        }
    }

    /// Compares answers of which at least one is neither a collection nor a
    /// statement.
    fn scalars(&mut self, a: &Answer, b: &Answer) -> Outcome {
        match (a, b) {
            (Answer::Text(text), other) | (other, Answer::Text(text)) => {
                self.text_with(text, other)
            }
            (Answer::Special(special), other) | (other, Answer::Special(special)) => {
                text::special_with(*special, other)
            }
            (Answer::Ratio(a), Answer::Ratio(b)) => self.ratios(a, b),
            (Answer::Ratio(ratio), other) | (other, Answer::Ratio(ratio)) => {
                self.ratio_with(ratio, other)
            }
            (Answer::Quantity(a, unit), Answer::Quantity(b, other)) => {
                self.quantities(a, unit, b, other)
            }
            (Answer::Quantity(value, unit), Answer::Expr(other))
            | (Answer::Expr(other), Answer::Quantity(value, unit)) => {
                self.quantity_with_number(value, unit, other)
            }
            (Answer::Time(a), Answer::Time(b)) => same_if(time::times(*a, *b), Stage::Exact),
            (Answer::Date(a), Answer::Date(b)) => same_if(time::dates(*a, *b), Stage::Exact),
            (Answer::Time(time), Answer::Quantity(value, unit))
            | (Answer::Quantity(value, unit), Answer::Time(time)) => {
                self.length_of_time(*time, value, unit)
            }
            (Answer::Expr(matrix), Answer::Bracketed { parts, .. })
            | (Answer::Bracketed { parts, .. }, Answer::Expr(matrix)) => self.vector(matrix, parts),
            _ => Outcome::Unequal,
        }
    }
}

/// Both sides read as `answer`.
fn same_tree(answer: &Answer) -> Outcome {
    Outcome::Equal(match answer {
        Answer::Text(_) | Answer::Special(_) => Stage::Text,
        _ => Stage::Exact,
    })
}

fn same_if(same: bool, stage: Stage) -> Outcome {
    if same {
        Outcome::Equal(stage)
    } else {
        Outcome::Unequal
    }
}

/// The second outcome is only worked out if the first is no equality.
fn either(first: Outcome, second: impl FnOnce() -> Outcome) -> Outcome {
    if first.is_equal() {
        return first;
    }
    outcome::any([first, second()])
}

/// The second outcome is only worked out if the first is no inequality.
fn both(first: Outcome, second: impl FnOnce() -> Outcome) -> Outcome {
    if first == Outcome::Unequal {
        return first;
    }
    outcome::all([first, second()])
}
