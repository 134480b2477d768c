//! Functions with steps, and falling products.

use super::complex::Value;
use super::{Arithmetic, Evaluator, Fail};
use crate::check::math::function::Function;
use crate::check::math::rational::Rational;

/// Falling products of more factors go by the gamma function.
const MOST_FACTORS: i64 = 500;

impl<A: Arithmetic> Evaluator<'_, '_, A> {
    pub(super) fn sign(&mut self, x: &Value<A>) -> Result<Value<A>, Fail> {
        if self.field.is_exactly_zero(x) {
            return Ok(self.field.zero());
        }
        if self.field.may_be_zero(x) {
            return if self.field.reals.is_final() {
                Ok(self.field.zero())
            } else {
                Err(Fail::Imprecise)
            };
        }
        let size = self.field.modulus(x)?;
        self.field.over(x, &size)
    }

    /// The floor of a real number. What is an integer within its error is one
    /// if the precision is high, and unclear otherwise.
    pub(super) fn floor(&mut self, x: &Value<A>) -> Result<Value<A>, Fail> {
        if !self.field.may_be_real(x) {
            return Err(Fail::Undefined);
        }
        let nearest = self.field.reals.nearest(&x.re).ok_or(Fail::Imprecise)?;
        let integer = self.field.rational(&nearest)?;
        let mut rest = self.field.minus(x, &integer)?;
        rest.im = self.field.reals.zero();
        if self.field.may_be_zero(&rest) {
            if self.field.reals.is_final() || self.field.is_exactly_zero(&rest) {
                return Ok(integer);
            }
            return Err(Fail::Imprecise);
        }
        if self.field.reals.is_negative(&rest.re) {
            let below = nearest
                .plus(&Rational::integer(-1))
                .ok_or(Fail::Imprecise)?;
            return self.field.rational(&below);
        }
        Ok(integer)
    }

    /// `x (x - 1) … (x - k + 1)`, over `k!` for a binomial; `k` is an integer.
    pub(super) fn falling(
        &mut self,
        function: Function,
        x: &Value<A>,
        k: &Value<A>,
    ) -> Result<Value<A>, Fail> {
        let Some(k) = self.small_integer(k).filter(|k| *k <= MOST_FACTORS) else {
            return self.by_gamma(function, x, k);
        };
        let mut result = if k < 0 {
            self.field.zero()
        } else {
            self.field.one()
        };
        for j in 0..k {
            self.budget.spend(4 + self.field.reals.cost())?;
            let step = self.field.small(j, 1)?;
            let factor = self.field.minus(x, &step)?;
            result = self.field.times(&result, &factor)?;
            if function == Function::Binomial {
                let divisor = self.field.small(j + 1, 1)?;
                result = self.field.over(&result, &divisor)?;
            }
        }
        Ok(result)
    }

    /// x! / (x - k)!, over k! for a binomial.
    fn by_gamma(
        &mut self,
        function: Function,
        x: &Value<A>,
        k: &Value<A>,
    ) -> Result<Value<A>, Fail> {
        let one = self.field.one();
        let rest = self.field.minus(x, k)?;
        let mut factorials = Vec::with_capacity(3);
        for value in [x, &rest, k] {
            let next = self.field.plus(value, &one)?;
            factorials.push(self.field.gamma(&next)?);
        }
        let [all, rest, chosen] = factorials.as_slice() else {
            return Err(Fail::Unknown);
        };
        let quotient = self.field.over(all, rest)?;
        if function == Function::Permutations {
            return Ok(quotient);
        }
        self.field.over(&quotient, chosen)
    }

    pub(super) fn small_integer(&self, x: &Value<A>) -> Option<i64> {
        let integer = self.field.reals.nearest(&x.re)?.as_i32()?;
        (x.error.is_zero()
            && self.field.has_no_imaginary(x)
            && self.field.reals.to_f64(&x.re).to_bits() == f64::from(integer).to_bits())
        .then_some(i64::from(integer))
    }
}
