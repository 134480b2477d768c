//! Sums with dots: `1 + 2 + … + n`, `1/2 + 1/4 + 1/8 + …`.
//!
//! The terms that are shown must have one shape, in which the numbers that
//! differ make an arithmetic or geometric progression; the rule that comes of
//! it must give back all terms and the last one. Otherwise nothing is read.

use super::super::budget::Budget;
use super::super::expr::{Constant, Expr, difference, power, product};

mod pattern;

use pattern::Pattern;

/// Most terms that are shown.
const MOST_SHOWN: usize = 20;
/// Steps for all checks of one sum.
const STEPS: u64 = 100_000;

/// What stands between the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    Sum,
    Product,
}

/// The series whose first terms and perhaps last term are these.
pub(super) fn series(shown: &[Expr], last: Option<&Expr>, join: Join) -> Option<Expr> {
    let enough = if last.is_some() { 2 } else { 3 };
    if !(enough..=MOST_SHOWN).contains(&shown.len()) {
        return None;
    }
    let variable = ["k", "j", "m", "l"].into_iter().find(|name| {
        let free = |expr: &Expr| !super::super::calculus::depends(expr, name);
        shown.iter().chain(last).all(free)
    })?;
    let alternates = last.is_none()
        && join == Join::Sum
        && shown
            .iter()
            .enumerate()
            .all(|(at, term)| matches!(term, Expr::Negative(_)) == (at % 2 == 1));
    let terms: Vec<Expr> = if alternates {
        shown
            .iter()
            .map(|term| without_sign(term).clone())
            .collect()
    } else {
        shown.to_vec()
    };
    let mut budget = Budget::new(STEPS);
    let (body, end) = [0, 1].into_iter().find_map(|skipped| {
        let rest: Vec<&Expr> = terms.iter().skip(skipped).collect();
        // What was left out of the pattern is evidence only with two in it.
        if rest.len() < 2 {
            return None;
        }
        let mut pattern = Pattern {
            variable,
            start: skipped as i64 + 1,
            end: None,
            budget: &mut budget,
        };
        let body = pattern.general(&rest, last)?;
        let end = pattern.end.take();
        pattern
            .fits(&body, &terms, last, end.as_ref())
            .then_some((body, end))
    })?;
    let to = match last {
        Some(_) => end?,
        None => Expr::Constant(Constant::Infinity),
    };
    let body = if alternates {
        let index = difference(Expr::Symbol(variable.to_owned()), Expr::integer(1));
        product(vec![power(super::negative(Expr::integer(1)), index), body])
    } else {
        body
    };
    Some(super::calculus::series(
        join == Join::Product,
        variable.to_owned(),
        Expr::integer(1),
        to,
        body,
    ))
}

fn without_sign(term: &Expr) -> &Expr {
    match term {
        Expr::Negative(inner) => inner,
        term => term,
    }
}
