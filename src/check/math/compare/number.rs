//! Numbers and expressions, rounded decimals, ratios, vectors.

use super::super::answer::Answer;
use super::super::equal;
use super::super::expr::{Constant, Expr, Number, negative, product, quotient};
use super::super::matrix::{self, Reduced};
use super::super::outcome::{self, Outcome, Stage};
use super::super::rational::Rational;
use super::{Comparison, both, complex, either};

/// Most parts of a ratio.
const MOST_PARTS: usize = 16;
/// Most bits of a number whose digits are counted.
const MOST_BITS: u64 = 4_096;

impl Comparison<'_> {
    /// Exactly, or as far as the rounding policy goes.
    pub(super) fn numbers(&mut self, a: &Expr, b: &Expr) -> Outcome {
        let exact = equal::expressions(a, b, self.budget);
        if exact.is_equal() || self.policies.rounding == 0 {
            return exact;
        }
        match (a, b) {
            (Expr::Matrix(a), Expr::Matrix(b)) => self.matrices(a, b, exact),
            _ if complex::has_i(a) && complex::has_i(b) => {
                either(exact, || self.parts_of_complex(a, b))
            }
            _ if self.is_rounded(a, b) || self.is_rounded(b, a) => Outcome::Equal(Stage::Rounded),
            // That no rounding was found means nothing then.
            _ if self.budget.is_spent() && (decimal_of(a).is_some() || decimal_of(b).is_some()) => {
                Outcome::Undecided("the budget of the comparison is spent")
            }
            _ => exact,
        }
    }

    /// Exactly, without rounding.
    pub(super) fn exactly(&mut self, a: &Expr, b: &Expr) -> Outcome {
        equal::expressions(a, b, self.budget)
    }

    /// Whether `decimal` is one, and a rounding of the constant `other`: an
    /// expression, or a decimal that shows more digits (at most twice as many).
    fn is_rounded(&mut self, decimal: &Expr, other: &Expr) -> bool {
        let Some(number) = decimal_of(decimal).filter(|_| !equal::is_variable(other)) else {
            return false;
        };
        if matches!(other, Expr::Number(Number { value, .. }) if value.as_integer().is_some()) {
            return false;
        }
        if let Some(longer) = decimal_of(other) {
            let (Some(shown), Some(more)) = (digits(&number), digits(&longer)) else {
                return false;
            };
            if more <= shown || more > 2 * shown {
                return false;
            }
        }
        self.budget.reach(Stage::Rounded);
        let least_digits = self.policies.rounding;
        equal::rounds_to(&number, other, least_digits, self.budget) == Some(true)
    }

    /// Rounding applies to the real and to the imaginary part.
    fn parts_of_complex(&mut self, a: &Expr, b: &Expr) -> Outcome {
        let (Some((a_re, a_im)), Some((b_re, b_im))) = (complex::parts(a), complex::parts(b))
        else {
            return Outcome::Unequal;
        };
        let real = self.numbers(&a_re, &b_re);
        both(real, || self.numbers(&a_im, &b_im))
    }

    /// Entry by entry, since rounding applies to each.
    fn matrices(&mut self, a: &[Vec<Expr>], b: &[Vec<Expr>], exact: Outcome) -> Outcome {
        let same_shape = a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.len() == b.len());
        let entries = || a.iter().flatten().chain(b.iter().flatten());
        if !same_shape || !entries().any(|entry| decimal_of(entry).is_some()) {
            return exact;
        }
        let pairs = a.iter().flatten().zip(b.iter().flatten());
        outcome::all(pairs.map(|(a, b)| self.numbers(a, b)))
    }

    /// A matrix of one row or one column against a tuple.
    pub(super) fn vector(&mut self, matrix: &Expr, parts: &[Answer]) -> Outcome {
        let Some(Reduced::Matrix(rows)) = matrix::reduce(matrix, self.budget) else {
            return Outcome::Unequal;
        };
        let is_vector = rows.len() == 1 || rows.iter().all(|row| row.len() == 1);
        if !is_vector {
            return Outcome::Unequal;
        }
        let entries: Vec<Answer> = rows.into_iter().flatten().map(Answer::Expr).collect();
        self.in_order(&entries, parts)
    }

    /// `3:4` and `6:8` are one ratio; so for any number of parts.
    pub(super) fn ratios(&mut self, a: &[Expr], b: &[Expr]) -> Outcome {
        if a.len() != b.len() {
            return Outcome::Unequal;
        }
        if a.len() > MOST_PARTS {
            return Outcome::Undecided("too many parts");
        }
        let same = outcome::all(a.iter().zip(b).map(|(a, b)| self.numbers(a, b)));
        either(same, || self.proportion(a, b))
    }

    /// Every two parts of one side are to each other as those of the other.
    fn proportion(&mut self, a: &[Expr], b: &[Expr]) -> Outcome {
        let zero = Expr::integer(0);
        let mut has_value = |parts: &[Expr]| {
            !parts
                .iter()
                .all(|part| self.exactly(part, &zero).is_equal())
        };
        if !has_value(a) || !has_value(b) {
            return Outcome::Unequal;
        }
        let mut result = Outcome::Equal(Stage::Exact);
        for (i, (first, other_first)) in a.iter().zip(b).enumerate() {
            for (second, other_second) in a.iter().zip(b).skip(i + 1) {
                let left = product(vec![first.clone(), other_second.clone()]);
                let right = product(vec![second.clone(), other_first.clone()]);
                result = both(result, || self.exactly(&left, &right));
            }
        }
        result
    }

    /// A ratio of two is their quotient.
    pub(super) fn ratio_with(&mut self, ratio: &[Expr], other: &Answer) -> Outcome {
        match (ratio, other) {
            ([a, b], Answer::Expr(_) | Answer::Quantity(..)) => {
                self.answers(&Answer::Expr(quotient(a.clone(), b.clone())), other)
            }
            _ => Outcome::Unequal,
        }
    }
}

/// The number that an expression is, if it was written as a decimal: `1.50`,
/// `-1.5`, `1.5 × 10^3`.
pub(super) fn decimal_of(expr: &Expr) -> Option<Number> {
    match expr {
        Expr::Number(number) => number
            .decimals
            .filter(|decimals| *decimals != 0)
            .map(|_| number.clone()),
        Expr::Negative(inner) => decimal_of(inner).map(|number| Number {
            value: number.value.negated(),
            decimals: number.decimals,
        }),
        Expr::Product(factors) => match factors.as_slice() {
            [mantissa, power] => {
                let number = decimal_of(mantissa)?;
                let exponent = power_of_ten(power)?;
                Some(Number {
                    value: number
                        .value
                        .times(&Rational::integer(10).power(exponent)?)?,
                    decimals: number.decimals?.checked_sub(exponent),
                })
            }
            _ => None,
        },
        _ => None,
    }
}

/// The exponent of `10^n`.
fn power_of_ten(expr: &Expr) -> Option<i32> {
    let Expr::Power(base, exponent) = expr else {
        return None;
    };
    if **base != Expr::integer(10) {
        return None;
    }
    match exponent.as_ref() {
        Expr::Number(number) => number.value.as_i32(),
        Expr::Negative(inner) => match inner.as_ref() {
            Expr::Number(number) => number.value.as_i32().and_then(i32::checked_neg),
            _ => None,
        },
        _ => None,
    }
    .filter(|exponent| exponent.abs() < 1_000)
}

/// How many significant digits a decimal shows.
fn digits(number: &Number) -> Option<usize> {
    let shift = Rational::integer(10).power(number.decimals?)?;
    let shown = number.value.abs().times(&shift)?;
    if shown.bits() > MOST_BITS {
        return None;
    }
    Some(shown.as_integer()?.to_string().len())
}

/// The expression times a fraction; a plain number stays one.
pub(super) fn scaled(expr: &Expr, factor: &Rational) -> Expr {
    let one = Rational::integer(1);
    if *factor == one {
        return expr.clone();
    }
    match expr {
        Expr::Number(number) => match number.value.times(factor) {
            Some(value) => Expr::Number(Number {
                decimals: shifted(number.decimals, factor),
                value,
            }),
            None => product(vec![Expr::rational(factor.clone()), expr.clone()]),
        },
        Expr::Negative(inner) => negative(scaled(inner, factor)),
        Expr::Constant(Constant::Infinity) => expr.clone(),
        _ => product(vec![Expr::rational(factor.clone()), expr.clone()]),
    }
}

/// The decimals of a number that was multiplied by a power of ten; by another
/// factor it is no longer a number as written.
fn shifted(decimals: Option<i32>, factor: &Rational) -> Option<i32> {
    let decimals = decimals?;
    let exponent = (-12..=12).find(|n| Rational::integer(10).power(*n).as_ref() == Some(factor))?;
    Some(decimals - exponent).filter(|decimals| *decimals != 0)
}
