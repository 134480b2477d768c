//! The tree of an expression.

use super::function::Function;
use super::rational::Rational;

/// An expression as it was written: nothing is simplified by reading.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Expr {
    Number(Number),
    /// A variable with everything that belongs to its name: `x_2`, `theta`, `f'`.
    Symbol(String),
    Constant(Constant),
    /// Long sums and products are wide, not deep: evaluation recurses.
    Sum(Vec<Expr>),
    Product(Vec<Expr>),
    Quotient(Box<Expr>, Box<Expr>),
    Power(Box<Expr>, Box<Expr>),
    Negative(Box<Expr>),
    Call(Function, Vec<Expr>),
    /// An unknown function of its arguments: `f(x + 1)`.
    Apply(String, Vec<Expr>),
    /// A sum or product over an integer variable.
    Series(Box<Series>),
    /// Rows of equal length, at least one of each. A column vector has rows of one.
    Matrix(Vec<Vec<Expr>>),
    /// What has no value of its own here, known by its name and parts: an
    /// integral (`int`: integrand, variable, perhaps bounds), a limit (`lim`).
    Opaque(String, Vec<Expr>),
}

/// A number that is written in digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Number {
    pub(super) value: Rational,
    /// Digits behind the decimal point, as written (negative where an exponent
    /// shifts them: `2.5e3` has -2); `None` for an integer without a point or
    /// exponent, and for what repeats for ever.
    pub(super) decimals: Option<i32>,
}

/// A number that is no fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Constant {
    Pi,
    E,
    I,
    Infinity,
    /// In every complex direction, or of unknown sign: no number equals it.
    Undefined,
}

/// `\sum` or `\prod` of `body` for `variable` from `from` to `to`, both included.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Series {
    pub(super) is_product: bool,
    pub(super) variable: String,
    pub(super) from: Expr,
    pub(super) to: Expr,
    pub(super) body: Expr,
}

impl Expr {
    pub(super) fn integer(value: i64) -> Self {
        Self::Number(Number {
            value: Rational::integer(value),
            decimals: None,
        })
    }

    pub(super) fn rational(value: Rational) -> Self {
        Self::Number(Number {
            value,
            decimals: None,
        })
    }

    /// The expressions right below this one.
    pub(super) fn children(&self) -> Vec<&Self> {
        match self {
            Self::Number(_) | Self::Symbol(_) | Self::Constant(_) => Vec::new(),
            Self::Quotient(a, b) | Self::Power(a, b) => vec![a, b],
            Self::Negative(a) => vec![a],
            Self::Sum(parts)
            | Self::Product(parts)
            | Self::Call(_, parts)
            | Self::Apply(_, parts)
            | Self::Opaque(_, parts) => parts.iter().collect(),
            Self::Series(s) => vec![&s.from, &s.to, &s.body],
            Self::Matrix(rows) => rows.iter().flatten().collect(),
        }
    }

    /// Whether any variable or unknown function occurs (the variable of a
    /// series among them). The tree is no deeper than the parser allows.
    pub(super) fn has_symbol(&self) -> bool {
        matches!(self, Self::Symbol(_) | Self::Apply(..))
            || self.children().into_iter().any(Self::has_symbol)
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

/// `a - b`
pub(super) fn difference(a: Expr, b: Expr) -> Expr {
    Expr::Sum(vec![a, negative(b)])
}
