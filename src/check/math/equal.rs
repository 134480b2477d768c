//! Whether two expressions are the same value or the same function.
//!
//! The surest way first: the same tree; two fractions; an identity modulo a
//! prime; doubles at fixed points to refute; high precision at those points to
//! confirm. All of it is symmetric, and depends on nothing but the expressions.

mod constant;
mod extent;
mod proportion;
mod variable;

use std::hash::{Hash, Hasher};

use super::budget::Budget;
use super::calculus;
use super::exact;
use super::expr::Expr;
use super::matrix::{self, Reduced};
use super::modular::{self, Finding};
use super::outcome::{Outcome, Stage, all};
use extent::Extent;

pub(super) use constant::{approximate, order, rounds_to};
pub(super) use proportion::proportional;

const SPENT: Outcome = Outcome::Undecided("the budget of the comparison is spent");
const NO_VALUE: Outcome = Outcome::Undecided("it could not be evaluated");

/// Whether `a` and `b` are identical as functions of their variables; matrices
/// entry by entry.
pub(super) fn expressions(a: &Expr, b: &Expr, budget: &mut Budget) -> Outcome {
    budget.reach(Stage::Exact);
    if a == b {
        return Outcome::Equal(Stage::Exact);
    }
    if let (left, right) = (calculus::resolved(a), calculus::resolved(b))
        && (left.is_some() || right.is_some())
    {
        return expressions(
            left.as_ref().unwrap_or(a),
            right.as_ref().unwrap_or(b),
            budget,
        );
    }
    if matrix::occurs(a) || matrix::occurs(b) {
        let (a, b) = ordered(a, b);
        return matrices(a, b, budget);
    }
    scalars(a, b, budget)
}

/// The two in an order that does not depend on which came first: the budget may
/// end while either is evaluated.
fn ordered<'e>(a: &'e Expr, b: &'e Expr) -> (&'e Expr, &'e Expr) {
    if fingerprint(b) < fingerprint(a) {
        (b, a)
    } else {
        (a, b)
    }
}

/// The same in every process: the hasher has fixed keys.
fn fingerprint(expr: &Expr) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    expr.hash(&mut hasher);
    hasher.finish()
}

fn matrices(a: &Expr, b: &Expr, budget: &mut Budget) -> Outcome {
    let (Some(left), Some(right)) = (matrix::reduce(a, budget), matrix::reduce(b, budget)) else {
        return Outcome::Undecided("the matrices could not be evaluated");
    };
    match (left, right) {
        (Reduced::Scalar(left), Reduced::Scalar(right)) => scalars(&left, &right, budget),
        (Reduced::Matrix(left), Reduced::Matrix(right)) => {
            let same_shape = left.len() == right.len()
                && left.iter().zip(&right).all(|(a, b)| a.len() == b.len());
            if !same_shape {
                return Outcome::Unequal;
            }
            let pairs = left.iter().flatten().zip(right.iter().flatten());
            let outcomes: Vec<Outcome> = pairs.map(|(a, b)| scalars(a, b, budget)).collect();
            all(outcomes)
        }
        _ => Outcome::Unequal,
    }
}

/// Whether the value may depend on a variable: one that no series binds, or an
/// unknown function.
pub(super) fn is_variable(expr: &Expr) -> bool {
    fn hidden<'e>(
        variable: &'e str,
        body: &'e Expr,
        bounds: &'e [Expr],
        bound: &mut Vec<&'e str>,
    ) -> bool {
        if bounds.iter().any(|end| free(end, bound)) {
            return true;
        }
        bound.push(variable);
        let is_free = free(body, bound);
        bound.pop();
        is_free
    }
    fn free<'e>(expr: &'e Expr, bound: &mut Vec<&'e str>) -> bool {
        match expr {
            Expr::Symbol(name) => !bound.contains(&name.as_str()),
            Expr::Opaque(name, parts) => match (name.as_str(), parts.as_slice()) {
                ("int", [body, Expr::Symbol(variable), bounds @ ..]) if bounds.len() == 2 => {
                    hidden(variable, body, bounds, bound)
                }
                ("sum" | "prod", [Expr::Symbol(variable), bounds @ .., body])
                    if bounds.len() == 2 =>
                {
                    hidden(variable, body, bounds, bound)
                }
                ("lim", [Expr::Symbol(variable), point, body, ..]) => {
                    hidden(variable, body, std::slice::from_ref(point), bound)
                }
                _ => true,
            },
            Expr::Apply(..) => true,
            Expr::Series(series) => {
                if free(&series.from, bound) || free(&series.to, bound) {
                    return true;
                }
                bound.push(&series.variable);
                let is_free = free(&series.body, bound);
                bound.pop();
                is_free
            }
            expr => expr.children().into_iter().any(|child| free(child, bound)),
        }
    }
    free(expr, &mut Vec::new())
}

/// Two numbers as written.
fn fractions(a: &Expr, b: &Expr) -> Option<Outcome> {
    let (Expr::Number(a), Expr::Number(b)) = (a, b) else {
        return None;
    };
    Some(if a.value == b.value {
        Outcome::Equal(Stage::Exact)
    } else {
        Outcome::Unequal
    })
}

fn scalars(a: &Expr, b: &Expr, budget: &mut Budget) -> Outcome {
    if a == b {
        return Outcome::Equal(Stage::Exact);
    }
    if let Some(outcome) = fractions(a, b) {
        return outcome;
    }
    let (a, b) = ordered(a, b);
    match (extent::of(a, budget), extent::of(b, budget)) {
        (Some(Extent::Finite), Some(Extent::Finite)) => {}
        (Some(a), Some(b)) if a == b => return Outcome::Equal(Stage::Exact),
        (Some(_), Some(_)) => return Outcome::Unequal,
        _ => return Outcome::Undecided("an infinite expression could not be evaluated"),
    }
    if let Some(left) = exact::value(a, budget)
        && let Some(right) = exact::value(b, budget)
    {
        return if left == right {
            Outcome::Equal(Stage::Exact)
        } else {
            Outcome::Unequal
        };
    }
    budget.reach(Stage::Identity);
    match modular::compare(a, b, budget) {
        Finding::Equal => return Outcome::Equal(Stage::Identity),
        Finding::Unequal => return Outcome::Unequal,
        Finding::Open => {}
    }
    budget.reach(Stage::Numeric);
    if is_variable(a) || is_variable(b) {
        variable::compare(a, b, budget)
    } else {
        constant::compare(a, b, budget)
    }
}

#[cfg(test)]
mod tests;
