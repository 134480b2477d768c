//! Tables of answers that are equal and that are not, and properties.

mod build;
mod congruences;
mod domains;
mod numbers;
mod properties;
mod regions;
mod sets;
mod statements;

use super::super::answer::Answer;
use super::super::budget::Budget;
use super::super::outcome::Outcome;
use super::Comparison;
use crate::suite::MathPolicies;

/// One line of a table.
struct Row {
    a: Answer,
    b: Answer,
    is_equal: bool,
}

fn same(a: Answer, b: Answer) -> Row {
    Row {
        a,
        b,
        is_equal: true,
    }
}

fn differ(a: Answer, b: Answer) -> Row {
    Row {
        a,
        b,
        is_equal: false,
    }
}

/// Compares in the order given, so that symmetry is not due to the fingerprint.
fn compared(a: &Answer, b: &Answer, policies: &MathPolicies) -> Outcome {
    let mut budget = Budget::new(Budget::COMPARISON);
    Comparison::new(policies, &mut budget).answers(a, b)
}

/// Checks each line in both directions and lists those that come out wrong.
fn check_with(policies: &MathPolicies, rows: &[Row]) {
    let mut wrong = Vec::new();
    for (n, Row { a, b, is_equal }) in rows.iter().enumerate() {
        let there = compared(a, b, policies);
        let back = compared(b, a, policies);
        let is_right = match &there {
            Outcome::Equal(_) => *is_equal,
            Outcome::Unequal => !is_equal,
            Outcome::Undecided(_) => false,
        };
        if !is_right || there != back {
            wrong.push(format!(
                "row {}: {there:?}, back {back:?}\n  {a:?}\n  {b:?}",
                n + 1
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check(rows: &[Row]) {
    check_with(&MathPolicies::default(), rows);
}
