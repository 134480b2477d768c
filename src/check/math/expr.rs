//! The tree of an expression.

use super::function::Function;
use super::rational::Rational;

/// An expression as it was written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Expr {
    Number(Rational),
    /// A variable with everything that belongs to its name: `x_{2}`, `theta`.
    Symbol(String),
    Constant(Constant),
    /// Long sums and products are wide, not deep: evaluation recurses.
    Sum(Vec<Expr>),
    Product(Vec<Expr>),
    Quotient(Box<Expr>, Box<Expr>),
    Power(Box<Expr>, Box<Expr>),
    Negative(Box<Expr>),
    Call(Function, Vec<Expr>),
}

/// A number that is no fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Constant {
    Pi,
    E,
    I,
    Infinity,
}

impl Expr {
    pub(super) fn integer(value: i64) -> Self {
        Self::Number(Rational::integer(value))
    }

    /// Whether any variable occurs. The tree is no deeper than the parser allows.
    pub(super) fn has_symbol(&self) -> bool {
        match self {
            Self::Symbol(_) => true,
            Self::Number(_) | Self::Constant(_) => false,
            Self::Quotient(a, b) | Self::Power(a, b) => a.has_symbol() || b.has_symbol(),
            Self::Negative(a) => a.has_symbol(),
            Self::Sum(parts) | Self::Product(parts) | Self::Call(_, parts) => {
                parts.iter().any(Self::has_symbol)
            }
        }
    }
}

/// The sum of the terms; a single one is itself.
pub(super) fn sum(terms: Vec<Expr>) -> Expr {
    only(terms).unwrap_or_else(Expr::Sum)
}

/// The product of the factors; a single one is itself.
pub(super) fn product(factors: Vec<Expr>) -> Expr {
    only(factors).unwrap_or_else(Expr::Product)
}

fn only(mut parts: Vec<Expr>) -> Result<Expr, Vec<Expr>> {
    if parts.len() == 1 {
        Ok(parts.remove(0))
    } else {
        Err(parts)
    }
}

pub(super) fn quotient(a: Expr, b: Expr) -> Expr {
    Expr::Quotient(Box::new(a), Box::new(b))
}

pub(super) fn power(a: Expr, b: Expr) -> Expr {
    Expr::Power(Box::new(a), Box::new(b))
}

pub(super) fn negative(a: Expr) -> Expr {
    Expr::Negative(Box::new(a))
}

/// `1 / a`
pub(super) fn reciprocal(a: Expr) -> Expr {
    quotient(Expr::integer(1), a)
}
