//! Determinants and inverses.

use super::{Rows, shape, tidy};
use crate::check::math::budget::Budget;
use crate::check::math::exact;
use crate::check::math::expr::{self, Expr};
use crate::check::math::rational::Rational;

/// Largest determinant that is expanded where entries are no fractions.
const MOST_EXPANDED: usize = 5;

/// The matrix without one row and one column.
fn minor(rows: &Rows, i: usize, j: usize) -> Rows {
    let kept = rows.iter().enumerate().filter(|(row, _)| *row != i);
    kept.map(|(_, row)| {
        let kept = row.iter().enumerate().filter(|(column, _)| *column != j);
        kept.map(|(_, entry)| entry.clone()).collect()
    })
    .collect()
}

/// The determinant: by elimination if all entries are fractions, else expanded
/// along the first row.
pub(super) fn expanded(rows: &Rows, budget: &mut Budget) -> Option<Expr> {
    let (height, width) = shape(rows);
    if height != width {
        return None;
    }
    let values: Option<Vec<Vec<Rational>>> = rows
        .iter()
        .map(|row| row.iter().map(|e| exact::value(e, budget)).collect())
        .collect();
    if let Some(values) = values {
        return determinant(values, budget).map(Expr::rational);
    }
    if height > MOST_EXPANDED {
        return None;
    }
    let first = rows.first()?;
    if height == 1 {
        return first.first().cloned();
    }
    let mut terms = Vec::with_capacity(height);
    for (j, entry) in first.iter().enumerate() {
        let term = Expr::Product(vec![entry.clone(), expanded(&minor(rows, 0, j), budget)?]);
        terms.push(if j % 2 == 1 {
            expr::negative(term)
        } else {
            term
        });
    }
    tidy(expr::sum(terms), budget)
}

/// The adjugate over the determinant.
pub(super) fn inverse(rows: &Rows, budget: &mut Budget) -> Option<Rows> {
    let n = rows.len();
    if n > MOST_EXPANDED {
        return None;
    }
    let divisor = expanded(rows, budget)?;
    let mut result = Vec::with_capacity(n);
    for i in 0..n {
        let mut row = Vec::with_capacity(n);
        for j in 0..n {
            let minor = minor(rows, j, i);
            let cofactor = if minor.is_empty() {
                Expr::integer(1)
            } else {
                expanded(&minor, budget)?
            };
            let cofactor = if (i + j) % 2 == 1 {
                expr::negative(cofactor)
            } else {
                cofactor
            };
            row.push(tidy(expr::quotient(cofactor, divisor.clone()), budget)?);
        }
        result.push(row);
    }
    Some(result)
}

/// The determinant of fractions, by Gaussian elimination.
pub(in super::super) fn determinant(
    mut rows: Vec<Vec<Rational>>,
    budget: &mut Budget,
) -> Option<Rational> {
    let n = rows.len();
    if rows.iter().any(|row| row.len() != n) {
        return None;
    }
    let mut result = Rational::integer(1);
    while let Some(pivot) = rows
        .iter()
        .position(|row| row.first().is_some_and(|e| !e.is_zero()))
    {
        if pivot % 2 == 1 {
            result = result.negated();
        }
        // Taking the pivot row out of its place is a cycle of that length.
        let row = rows.remove(pivot);
        let head = row.first()?.clone();
        result = result.times(&head)?;
        for other in &mut rows {
            let factor = other.first()?.over(&head)?;
            let mut next = Vec::with_capacity(other.len());
            for (entry, above) in other.iter().zip(&row).skip(1) {
                budget.spend(16 + entry.bits() / 16).ok()?;
                next.push(entry.plus(&factor.times(above)?.negated())?);
            }
            *other = next;
        }
    }
    // What is left has no pivot in its first column.
    Some(if rows.is_empty() {
        result
    } else {
        Rational::integer(0)
    })
}
