//! Complex numbers with a bound of their error, and the four operations.

use super::{Arithmetic, Fail, Magnitude};

/// The true value lies within `error` of `re + im i`.
#[derive(Debug, Clone)]
pub(in super::super) struct Complex<R> {
    pub(super) re: R,
    pub(super) im: R,
    pub(in super::super) error: Magnitude,
    /// Whether a branch was chosen on the way: the square root or the logarithm
    /// of a negative number. Identities of positive numbers need not hold then.
    pub(in super::super) is_branched: bool,
}

impl<R> Complex<R> {
    /// The error as a double.
    pub(in super::super) fn error_bound(&self) -> f64 {
        self.error.to_f64()
    }
}

pub(in super::super) type Value<A> = Complex<<A as Arithmetic>::Real>;

/// Complex numbers over one kind of real numbers.
#[derive(Debug)]
pub(in super::super) struct Field<A> {
    pub(in super::super) reals: A,
}

impl<A: Arithmetic> Field<A> {
    /// A real number that is right up to rounding.
    pub(super) fn real(&self, re: A::Real) -> Value<A> {
        let error = self.reals.size(&re).times(self.reals.epsilon());
        Complex {
            re,
            im: self.reals.zero(),
            error,
            is_branched: false,
        }
    }

    pub(super) fn zero(&self) -> Value<A> {
        self.exact(self.reals.zero())
    }

    pub(super) fn one(&self) -> Value<A> {
        self.exact(self.reals.one())
    }

    pub(super) fn imaginary_unit(&self) -> Value<A> {
        Complex {
            re: self.reals.zero(),
            im: self.reals.one(),
            error: Magnitude::ZERO,
            is_branched: false,
        }
    }

    fn exact(&self, re: A::Real) -> Value<A> {
        Complex {
            re,
            im: self.reals.zero(),
            error: Magnitude::ZERO,
            is_branched: false,
        }
    }

    /// A value whose parts were each rounded a few times.
    pub(super) fn rounded(
        &self,
        re: A::Real,
        im: A::Real,
        error: Magnitude,
        is_branched: bool,
    ) -> Value<A> {
        let mut value = Complex {
            re,
            im,
            error,
            is_branched,
        };
        let rounding = self.size(&value).times(self.reals.epsilon()).by(4.0);
        value.error = value.error.plus(rounding);
        value
    }

    /// Not less than |a|.
    pub(in super::super) fn size(&self, a: &Value<A>) -> Magnitude {
        if self.reals.is_zero(&a.im) {
            return self.reals.size(&a.re);
        }
        self.reals.size(&a.re).plus(self.reals.size(&a.im))
    }

    /// Not more than |a|, whatever the error.
    pub(in super::super) fn at_least(&self, a: &Value<A>) -> Magnitude {
        let size = self.reals.size(&a.re).max(self.reals.size(&a.im));
        size.by(0.499_999)
    }

    /// Whether the value may be 0.
    pub(in super::super) fn may_be_zero(&self, a: &Value<A>) -> bool {
        !a.error.is_less(self.at_least(a))
    }

    /// Whether the value may be real.
    pub(in super::super) fn may_be_real(&self, a: &Value<A>) -> bool {
        let size = self.reals.size(&a.im);
        size.is_zero() || !a.error.is_less(size.by(0.499_999))
    }

    /// The real part, to the precision of doubles.
    pub(in super::super) fn real_part(&self, a: &Value<A>) -> f64 {
        self.reals.to_f64(&a.re)
    }

    /// Whether the real part is negative, apart from its error.
    pub(in super::super) fn is_negative(&self, a: &Value<A>) -> bool {
        self.reals.is_negative(&a.re)
    }

    pub(super) fn is_exactly_zero(&self, a: &Value<A>) -> bool {
        a.error.is_zero() && self.reals.is_zero(&a.re) && self.reals.is_zero(&a.im)
    }

    /// Whether the imaginary part is 0 as far as it was computed.
    pub(super) fn has_no_imaginary(&self, a: &Value<A>) -> bool {
        self.reals.is_zero(&a.im)
    }

    pub(in super::super) fn negated(&self, a: &Value<A>) -> Value<A> {
        Complex {
            re: self.reals.negated(&a.re),
            im: self.reals.negated(&a.im),
            error: a.error,
            is_branched: a.is_branched,
        }
    }

    pub(super) fn conjugate(&self, a: &Value<A>) -> Value<A> {
        Complex {
            im: self.reals.negated(&a.im),
            ..a.clone()
        }
    }

    pub(super) fn plus(&mut self, a: &Value<A>, b: &Value<A>) -> Result<Value<A>, Fail> {
        let re = self.reals.plus(&a.re, &b.re).ok_or(Fail::Imprecise)?;
        let im = if self.has_no_imaginary(a) && self.has_no_imaginary(b) {
            self.reals.zero()
        } else {
            self.reals.plus(&a.im, &b.im).ok_or(Fail::Imprecise)?
        };
        let error = a.error.plus(b.error);
        Ok(self.rounded(re, im, error, a.is_branched || b.is_branched))
    }

    pub(in super::super) fn minus(&mut self, a: &Value<A>, b: &Value<A>) -> Result<Value<A>, Fail> {
        let negated = self.negated(b);
        self.plus(a, &negated)
    }

    pub(super) fn times(&mut self, a: &Value<A>, b: &Value<A>) -> Result<Value<A>, Fail> {
        let (re, im) = self.product(a, b).ok_or(Fail::Imprecise)?;
        let (size_a, size_b) = (self.size(a), self.size(b));
        let mut error = size_a.times(b.error);
        error = error.plus(size_b.times(a.error));
        error = error.plus(a.error.times(b.error));
        // The parts may cancel: the rounding is that of the products.
        if !self.has_no_imaginary(a) && !self.has_no_imaginary(b) {
            let rounding = size_a.times(size_b).times(self.reals.epsilon()).by(4.0);
            error = error.plus(rounding);
        }
        Ok(self.rounded(re, im, error, a.is_branched || b.is_branched))
    }

    fn product(&mut self, a: &Value<A>, b: &Value<A>) -> Option<(A::Real, A::Real)> {
        let reals = &mut self.reals;
        match (reals.is_zero(&a.im), reals.is_zero(&b.im)) {
            (true, true) => Some((reals.times(&a.re, &b.re)?, reals.zero())),
            (true, false) => Some((reals.times(&a.re, &b.re)?, reals.times(&a.re, &b.im)?)),
            (false, true) => Some((reals.times(&a.re, &b.re)?, reals.times(&a.im, &b.re)?)),
            (false, false) => {
                let (x, y) = (reals.times(&a.re, &b.re)?, reals.times(&a.im, &b.im)?);
                let (u, v) = (reals.times(&a.re, &b.im)?, reals.times(&a.im, &b.re)?);
                let y = reals.negated(&y);
                Some((reals.plus(&x, &y)?, reals.plus(&u, &v)?))
            }
        }
    }

    pub(in super::super) fn over(&mut self, a: &Value<A>, b: &Value<A>) -> Result<Value<A>, Fail> {
        let least = self.at_least(b);
        if self.is_exactly_zero(b) {
            return Err(Fail::Undefined);
        }
        if !b.error.by(2.0).is_less(least) {
            return Err(Fail::Imprecise);
        }
        if self.has_no_imaginary(b) {
            let re = self.reals.over(&a.re, &b.re).ok_or(Fail::Imprecise)?;
            let im = if self.has_no_imaginary(a) {
                self.reals.zero()
            } else {
                self.reals.over(&a.im, &b.re).ok_or(Fail::Imprecise)?
            };
            // |a/b - a'/b'| <= (|a - a'| + |a/b| |b - b'|) / |b'|, and |b'| >= |b| / 2.
            let mut error = a.error.over(least).by(2.0);
            if !b.error.is_zero() {
                let relative = b.error.over(least).by(2.0);
                error = error.plus(self.size(a).over(least).times(relative));
            }
            return Ok(self.rounded(re, im, error, a.is_branched || b.is_branched));
        }
        let inverse = self.inverse(b, least).ok_or(Fail::Imprecise)?;
        self.times(a, &inverse)
    }

    fn inverse(&mut self, b: &Value<A>, least: Magnitude) -> Option<Value<A>> {
        let (x, y) = (
            self.reals.times(&b.re, &b.re)?,
            self.reals.times(&b.im, &b.im)?,
        );
        let square = self.reals.plus(&x, &y)?;
        let re = self.reals.over(&b.re, &square)?;
        let im = self.reals.over(&b.im, &square)?;
        let im = self.reals.negated(&im);
        let error = b.error.over(least).over(least).by(2.0);
        Some(self.rounded(re, im, error, b.is_branched))
    }

    /// A real factor or summand that is exact up to rounding.
    pub(super) fn small(&mut self, numerator: i64, denominator: i64) -> Result<Value<A>, Fail> {
        let value =
            crate::check::math::rational::Rational::new(numerator.into(), denominator.into())
                .ok_or(Fail::Undefined)?;
        self.rational(&value)
    }

    pub(super) fn rational(
        &mut self,
        value: &crate::check::math::rational::Rational,
    ) -> Result<Value<A>, Fail> {
        let re = self.reals.rational(value).ok_or(Fail::Imprecise)?;
        // Small integers are exact in any arithmetic.
        if value.as_i32().is_some() {
            return Ok(self.exact(re));
        }
        Ok(self.real(re))
    }
}
