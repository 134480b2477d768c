//! Sums and products without an end.
//!
//! Terms that shrink like a geometric series are added up. Otherwise the
//! u-transform of Levin (1973) speeds the sum up: alternating terms, and terms
//! that shrink like a power. Two orders of it must agree.

use super::complex::Value;
use super::{Arithmetic, Evaluator, Fail, Magnitude};
use crate::check::math::exact;
use crate::check::math::expr::Expr;
use crate::check::math::rational::Rational;

/// Most terms that are added up.
const MOST_TERMS: i64 = 2_000;
/// Terms must shrink by this at each step to be added up.
const SLOWEST: f64 = 0.9;
/// Terms that the transform is made of, and of how many fewer the check is.
const N_TRANSFORMED: usize = 56;
const N_FEWER: usize = 8;
/// Leading terms that may be irregular.
const N_IRREGULAR: usize = 4;
/// Precision that the transform needs.
const LEAST_PRECISION: u32 = 400;
/// Bits in which two orders must agree.
const AGREEING_BITS: i64 = 76;
/// From one term to the term of twice its index: terms of one sign shrink
/// faster than 1/n, alternating ones at all.
const SHRINKING: f64 = 0.48;
const SHRINKING_ALTERNATING: f64 = 0.9;

/// What is added up or multiplied.
#[derive(Clone, Copy)]
pub(super) struct Endless<'a> {
    pub(super) is_product: bool,
    pub(super) variable: &'a str,
    pub(super) from: &'a Expr,
    pub(super) body: &'a Expr,
}

impl<'a, A: Arithmetic> Evaluator<'a, '_, A> {
    #[inline(never)]
    pub(super) fn endless(&mut self, series: Endless<'a>) -> Result<Value<A>, Fail> {
        if !self.field.reals.is_final() {
            return Err(Fail::Imprecise);
        }
        let from = exact::value_in(series.from, &mut self.scope, self.budget);
        let from = from.and_then(|v| v.as_i64()).ok_or(Fail::Unknown)?;
        // That the terms get small says nothing about the sum.
        let span = self.span;
        let mut result = Err(Fail::Unknown);
        if !series.is_product {
            result = self.added_up(series, from);
        }
        if result.as_ref().err() == Some(&Fail::Unknown) {
            result = self.transformed(series, from);
        }
        self.span = span;
        result
    }

    fn term_of(&mut self, series: Endless<'a>, k: i64) -> Result<Value<A>, Fail> {
        self.scope.bind(series.variable, Rational::integer(k));
        let term = self.value(series.body);
        self.scope.release();
        term
    }

    /// A sum whose terms shrink like a geometric one. The bound of what is left
    /// out assumes that they go on to do so.
    fn added_up(&mut self, series: Endless<'a>, from: i64) -> Result<Value<A>, Fail> {
        let mut total = self.field.zero();
        let mut previous: Option<Magnitude> = None;
        let mut n_shrinking = 0;
        for k in from..from.saturating_add(MOST_TERMS) {
            let term = self.term_of(series, k)?;
            total = self.field.plus(&total, &term)?;
            let size = self.field.size(&term);
            // Sizes are right up to a factor of two, so look over several steps.
            let shrinks = previous.is_some_and(|p| size.is_less(p.by(SLOWEST)));
            n_shrinking = if shrinks || size.is_zero() {
                n_shrinking + 1
            } else {
                0
            };
            if k - from > 60 && n_shrinking * 20 < k - from {
                return Err(Fail::Unknown);
            }
            let enough = self
                .field
                .size(&total)
                .times(self.field.reals.epsilon())
                .by(1.0 / 32.0);
            if n_shrinking >= 8 && size.is_less(enough) {
                total.error = total.error.plus(size.by(1.0 / (1.0 - SLOWEST)));
                return Ok(total);
            }
            previous = Some(size);
        }
        Err(Fail::Unknown)
    }

    fn transformed(&mut self, series: Endless<'a>, from: i64) -> Result<Value<A>, Fail> {
        if self.field.reals.precision() < LEAST_PRECISION {
            return Err(Fail::Imprecise);
        }
        let mut total = if series.is_product {
            self.field.one()
        } else {
            self.field.zero()
        };
        let mut terms = Vec::with_capacity(N_TRANSFORMED);
        let mut sums = Vec::with_capacity(N_TRANSFORMED);
        let n_all = (N_TRANSFORMED + N_IRREGULAR) as i64;
        for k in from..from.saturating_add(n_all) {
            let factor = self.term_of(series, k)?;
            let next = if series.is_product {
                self.field.times(&total, &factor)?
            } else {
                self.field.plus(&total, &factor)?
            };
            let term = if series.is_product {
                self.field.minus(&next, &total)?
            } else {
                factor
            };
            total = next;
            if k - from >= N_IRREGULAR as i64 {
                terms.push(term);
                sums.push(total.clone());
            }
        }
        self.is_regular(&terms)?;
        let value = self.levin(&terms, &sums)?;
        let fewer = N_TRANSFORMED - N_FEWER;
        let terms = terms.get(..fewer).ok_or(Fail::Unknown)?;
        let other = self.levin(terms, &sums)?;
        self.accepted(value, &other, AGREEING_BITS)
    }

    /// The value, if another way to it agrees in so many bits.
    pub(super) fn accepted(
        &mut self,
        mut value: Value<A>,
        other: &Value<A>,
        bits: i64,
    ) -> Result<Value<A>, Fail> {
        let change = self.field.minus(&value, other)?;
        let change = self.field.size(&change).plus(change.error);
        // Below 1 the agreement is absolute: a limit may be 0.
        let scale = self.field.size(&value).max(Magnitude::power_of_two(-8));
        if !change.is_less(scale.times(Magnitude::power_of_two(-bits))) {
            return Err(Fail::Unknown);
        }
        value.error = value.error.plus(change);
        self.is_settled = true;
        Ok(value)
    }

    /// Whether the terms are real, of one sign or alternating, and shrink so
    /// that their sum converges: the transform would find a value for sums that
    /// have none.
    fn is_regular(&self, terms: &[Value<A>]) -> Result<(), Fail> {
        let signs: Vec<bool> = terms
            .iter()
            .map(|term| self.field.is_negative(term))
            .collect();
        let are_real = terms
            .iter()
            .all(|term| self.field.has_no_imaginary(term) && !self.field.may_be_zero(term));
        let (Some(middle), Some(last)) = (terms.get(N_TRANSFORMED / 2 - 3), terms.last()) else {
            return Err(Fail::Unknown);
        };
        let alternates = signs.windows(2).all(|pair| pair.first() != pair.last());
        let is_even = signs.windows(2).all(|pair| pair.first() == pair.last());
        let most = if alternates {
            SHRINKING_ALTERNATING
        } else {
            SHRINKING
        };
        // Quotients of doubles: the sizes are only right up to a factor of two.
        let quotient = |a: &Value<A>, b: &Value<A>| {
            let (a, b) = (self.field.real_part(a), self.field.real_part(b));
            (a / b).abs()
        };
        let shrinks = quotient(last, middle) < most;
        if are_real && (alternates || is_even) && shrinks {
            Ok(())
        } else {
            Err(Fail::Unknown)
        }
    }

    /// Levin's u-transform of as many partial sums as there are terms.
    fn levin(&mut self, terms: &[Value<A>], sums: &[Value<A>]) -> Result<Value<A>, Fail> {
        let order = terms.len() - 1;
        let mut above = self.field.zero();
        let mut below = self.field.zero();
        let mut binomial = Rational::integer(1);
        for (j, (term, sum)) in terms.iter().zip(sums).enumerate() {
            // (-1)^j C(order, j) (j + 1)^(order - 1) / ((j + 1) term)
            let base = Rational::integer(j as i64 + 1);
            let exponent = i32::try_from(order).map_err(|_| Fail::Unknown)? - 2;
            let power = base.power(exponent).ok_or(Fail::Unknown)?;
            let weight = binomial.times(&power).ok_or(Fail::Unknown)?;
            let weight = if j % 2 == 1 { weight.negated() } else { weight };
            let weight = self.field.rational(&weight)?;
            let part = self.field.over(&weight, term)?;
            below = self.field.plus(&below, &part)?;
            let part = self.field.times(&part, sum)?;
            above = self.field.plus(&above, &part)?;
            let next = Rational::new((order - j).into(), (j + 1).into());
            binomial = next
                .and_then(|next| binomial.times(&next))
                .ok_or(Fail::Unknown)?;
        }
        self.budget.spend(20 * terms.len() as u64)?;
        self.field.over(&above, &below)
    }
}
