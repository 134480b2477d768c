//! Infinite expressions.

use super::constant::approximate;
use super::is_variable;
use crate::check::math::budget::Budget;
use crate::check::math::exact;
use crate::check::math::expr::{Constant, Expr};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// No infinity occurs; whether there is a value is not said.
    Finite,
    Positive,
    Negative,
    Undefined,
}

/// Whether `expr` is infinite; `None` if that is not known.
pub(super) fn of(expr: &Expr, budget: &mut Budget) -> Option<Extent> {
    if !has_infinity(expr) {
        return Some(if divides_by_zero(expr, budget) {
            Extent::Undefined
        } else {
            Extent::Finite
        });
    }
    match expr {
        Expr::Constant(Constant::Infinity) => Some(Extent::Positive),
        Expr::Constant(Constant::Undefined) => Some(Extent::Undefined),
        Expr::Negative(inner) => of(inner, budget).map(opposite),
        Expr::Sum(terms) => {
            let mut total = Extent::Finite;
            for term in terms {
                total = match (total, of(term, budget)?) {
                    (total, Extent::Finite) => total,
                    (Extent::Finite, extent) => extent,
                    (total, extent) if total == extent => total,
                    _ => Extent::Undefined,
                };
            }
            Some(total)
        }
        Expr::Product(factors) => {
            let mut total = Extent::Positive;
            for factor in factors {
                total = scaled(total, factor, budget)?;
            }
            Some(total)
        }
        // 1/∞ is 0.
        Expr::Quotient(a, b) if !has_infinity(a) => match of(b, budget)? {
            Extent::Undefined => None,
            _ => Some(Extent::Finite),
        },
        Expr::Quotient(a, b) if !has_infinity(b) => {
            let total = of(a, budget)?;
            scaled(total, b, budget)
        }
        _ => None,
    }
}

/// Whether a factor or the whole is a fraction over 0.
fn divides_by_zero(expr: &Expr, budget: &mut Budget) -> bool {
    match expr {
        Expr::Quotient(_, below) => exact::value(below, budget).is_some_and(|v| v.is_zero()),
        Expr::Negative(inner) => divides_by_zero(inner, budget),
        Expr::Product(factors) => factors.iter().any(|f| divides_by_zero(f, budget)),
        _ => false,
    }
}

/// An infinite extent times (or over) a factor that is infinite or of known sign.
fn scaled(total: Extent, factor: &Expr, budget: &mut Budget) -> Option<Extent> {
    let sign = match of(factor, budget)? {
        Extent::Finite if is_variable(factor) => return None,
        Extent::Finite => approximate(factor, budget)?,
        Extent::Positive => 1.0,
        Extent::Negative => -1.0,
        Extent::Undefined => 0.0,
    };
    Some(if sign > 0.0 {
        total
    } else if sign < 0.0 {
        opposite(total)
    } else {
        Extent::Undefined
    })
}

fn opposite(extent: Extent) -> Extent {
    match extent {
        Extent::Positive => Extent::Negative,
        Extent::Negative => Extent::Positive,
        extent => extent,
    }
}

/// Whether infinity occurs elsewhere than as the end of a series or integral.
fn has_infinity(expr: &Expr) -> bool {
    match expr {
        Expr::Constant(constant) => {
            matches!(constant, Constant::Infinity | Constant::Undefined)
        }
        Expr::Number(_) | Expr::Symbol(_) | Expr::Series(_) | Expr::Opaque(..) => false,
        Expr::Quotient(a, b) | Expr::Power(a, b) => has_infinity(a) || has_infinity(b),
        Expr::Negative(a) => has_infinity(a),
        Expr::Sum(parts) | Expr::Product(parts) | Expr::Call(_, parts) | Expr::Apply(_, parts) => {
            parts.iter().any(has_infinity)
        }
        Expr::Matrix(rows) => rows.iter().flatten().any(has_infinity),
    }
}
