//! The hyperbolic functions and all inverse functions, by their formulas.

use super::complex::{Field, Value};
use super::{Arithmetic, Fail};

impl<A: Arithmetic> Field<A> {
    pub(super) fn sinh_cosh(&mut self, a: &Value<A>) -> Result<(Value<A>, Value<A>), Fail> {
        let up = self.exp(a)?;
        let one = self.one();
        let down = self.over(&one, &up)?;
        let half = self.small(1, 2)?;
        let (difference, sum) = (self.minus(&up, &down)?, self.plus(&up, &down)?);
        Ok((self.times(&difference, &half)?, self.times(&sum, &half)?))
    }

    /// Whether a real argument lies beyond 1 or -1, apart from its error.
    fn is_beyond_one(&mut self, a: &Value<A>) -> Result<bool, Fail> {
        let size = self.modulus(a)?;
        let one = self.one();
        let over = self.minus(&size, &one)?;
        Ok(self.has_no_imaginary(a)
            && !self.reals.is_negative(&over.re)
            && !self.may_be_zero(&over))
    }

    /// sqrt(1 - a^2), as sqrt(1 - a) sqrt(1 + a) to lose nothing next to 1.
    fn co(&mut self, a: &Value<A>) -> Result<Value<A>, Fail> {
        let one = self.one();
        let (below, above) = (self.minus(&one, a)?, self.plus(&one, a)?);
        let (below, above) = (self.sqrt(&below)?, self.sqrt(&above)?);
        self.times(&below, &above)
    }

    pub(super) fn arcsin(&mut self, a: &Value<A>) -> Result<Value<A>, Fail> {
        let co = self.co(a)?;
        if self.has_no_imaginary(a) && self.has_no_imaginary(&co) && !self.is_beyond_one(a)? {
            let re = self.reals.atan2(&a.re, &co.re).ok_or(Fail::Imprecise)?;
            // The point (a, co) lies on the unit circle up to both errors.
            let error = a.error.plus(co.error).by(2.0);
            let zero = self.reals.zero();
            return Ok(self.rounded(re, zero, error, a.is_branched));
        }
        // -i ln(i a + sqrt(1 - a^2))
        let i = self.imaginary_unit();
        let turned = self.times(&i, a)?;
        let sum = self.plus(&turned, &co)?;
        let mut logarithm = self.ln(&sum)?;
        logarithm.is_branched |= self.is_beyond_one(a)?;
        let minus_i = self.negated(&i);
        self.times(&minus_i, &logarithm)
    }

    pub(super) fn arccos(&mut self, a: &Value<A>) -> Result<Value<A>, Fail> {
        let co = self.co(a)?;
        if self.has_no_imaginary(a) && self.has_no_imaginary(&co) && !self.is_beyond_one(a)? {
            let re = self.reals.atan2(&co.re, &a.re).ok_or(Fail::Imprecise)?;
            let error = a.error.plus(co.error).by(2.0);
            let zero = self.reals.zero();
            return Ok(self.rounded(re, zero, error, a.is_branched));
        }
        let quarter = self.half_pi()?;
        let arcsin = self.arcsin(a)?;
        self.minus(&quarter, &arcsin)
    }

    pub(super) fn half_pi(&mut self) -> Result<Value<A>, Fail> {
        let pi = self.reals.pi();
        let pi = self.real(pi);
        let half = self.small(1, 2)?;
        self.times(&pi, &half)
    }

    pub(super) fn arctan(&mut self, a: &Value<A>) -> Result<Value<A>, Fail> {
        if self.has_no_imaginary(a) {
            let one = self.reals.one();
            let re = self.reals.atan2(&a.re, &one).ok_or(Fail::Imprecise)?;
            let zero = self.reals.zero();
            return Ok(self.rounded(re, zero, a.error, a.is_branched));
        }
        // -i artanh(i a)
        let i = self.imaginary_unit();
        let turned = self.times(&i, a)?;
        let artanh = self.artanh(&turned)?;
        let minus_i = self.negated(&i);
        self.times(&minus_i, &artanh)
    }

    /// ln(a + sqrt(a^2 + 1)), odd so that nothing cancels.
    pub(super) fn arsinh(&mut self, a: &Value<A>) -> Result<Value<A>, Fail> {
        if self.reals.is_negative(&a.re) {
            let positive = self.arsinh(&self.negated(a))?;
            return Ok(self.negated(&positive));
        }
        let one = self.one();
        let square = self.times(a, a)?;
        let square = self.plus(&square, &one)?;
        let root = self.sqrt(&square)?;
        let sum = self.plus(a, &root)?;
        self.ln(&sum)
    }

    /// ln(a + sqrt(a - 1) sqrt(a + 1))
    pub(super) fn arcosh(&mut self, a: &Value<A>) -> Result<Value<A>, Fail> {
        let one = self.one();
        let (below, above) = (self.minus(a, &one)?, self.plus(a, &one)?);
        let (below, above) = (self.sqrt(&below)?, self.sqrt(&above)?);
        let root = self.times(&below, &above)?;
        let sum = self.plus(a, &root)?;
        self.ln(&sum)
    }

    /// ln((1 + a) / (1 - a)) / 2
    pub(super) fn artanh(&mut self, a: &Value<A>) -> Result<Value<A>, Fail> {
        let one = self.one();
        let (above, below) = (self.plus(&one, a)?, self.minus(&one, a)?);
        let (above, below) = (self.ln(&above)?, self.ln(&below)?);
        let difference = self.minus(&above, &below)?;
        let half = self.small(1, 2)?;
        self.times(&difference, &half)
    }
}
