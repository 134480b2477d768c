//! Roots, powers, exponentials, logarithms and the circular functions.

use super::complex::{Field, Value};
use super::{Arithmetic, Complex, Fail, Magnitude};

impl<A: Arithmetic> Field<A> {
    /// |a|
    pub(super) fn modulus(&mut self, a: &Value<A>) -> Result<Value<A>, Fail> {
        let re = if self.has_no_imaginary(a) {
            if self.reals.is_negative(&a.re) {
                self.reals.negated(&a.re)
            } else {
                a.re.clone()
            }
        } else {
            self.hypot(a).ok_or(Fail::Imprecise)?
        };
        let zero = self.reals.zero();
        Ok(self.rounded(re, zero, a.error, a.is_branched))
    }

    fn hypot(&mut self, a: &Value<A>) -> Option<A::Real> {
        let (x, y) = (
            self.reals.times(&a.re, &a.re)?,
            self.reals.times(&a.im, &a.im)?,
        );
        let square = self.reals.plus(&x, &y)?;
        self.reals.sqrt(&square)
    }

    /// The principal square root.
    pub(super) fn sqrt(&mut self, a: &Value<A>) -> Result<Value<A>, Fail> {
        if self.is_exactly_zero(a) {
            return Ok(a.clone());
        }
        let least = self.at_least(a);
        if !a.error.by(2.0).is_less(least) {
            // About 0, the root of the bound bounds the root.
            let mut root = self.zero();
            root.error = self.size(a).plus(a.error).sqrt();
            root.is_branched = a.is_branched;
            return Ok(root);
        }
        if !self.has_no_imaginary(a) {
            self.off_the_cut(a)?;
            return self.power_by_logarithm(a, 2);
        }
        let is_negative = self.reals.is_negative(&a.re);
        let size = if is_negative {
            self.reals.negated(&a.re)
        } else {
            a.re.clone()
        };
        let root = self.reals.sqrt(&size).ok_or(Fail::Imprecise)?;
        let error = a.error.over(least.sqrt());
        let zero = self.reals.zero();
        Ok(if is_negative {
            self.rounded(zero, root, error, true)
        } else {
            self.rounded(root, zero, error, a.is_branched)
        })
    }

    /// The principal root; an odd root of a negative number is the real one.
    pub(super) fn root(&mut self, a: &Value<A>, degree: u32) -> Result<Value<A>, Fail> {
        match degree {
            0 => return Err(Fail::Undefined),
            1 => return Ok(a.clone()),
            2 => return self.sqrt(a),
            _ => {}
        }
        if self.is_exactly_zero(a) {
            return Ok(a.clone());
        }
        let is_negative = self.has_no_imaginary(a) && self.reals.is_negative(&a.re);
        if is_negative && degree % 2 == 1 {
            let root = self.root(&self.negated(a), degree)?;
            return Ok(self.negated(&root));
        }
        self.power_by_logarithm(a, degree)
    }

    fn power_by_logarithm(&mut self, a: &Value<A>, degree: u32) -> Result<Value<A>, Fail> {
        let logarithm = self.ln(a)?;
        let degree = self.small(i64::from(degree), 1)?;
        let exponent = self.over(&logarithm, &degree)?;
        self.exp(&exponent)
    }

    pub(super) fn integer_power(&mut self, a: &Value<A>, n: i64) -> Result<Value<A>, Fail> {
        let mut result = self.one();
        let mut square = a.clone();
        let mut rest = n.unsigned_abs();
        while rest > 0 {
            if rest & 1 == 1 {
                result = self.times(&result, &square)?;
            }
            rest >>= 1;
            if rest > 0 {
                square = self.times(&square, &square)?;
            }
        }
        if n < 0 {
            let one = self.one();
            return self.over(&one, &result);
        }
        Ok(result)
    }

    /// `a^b` by the principal logarithm.
    pub(super) fn power(&mut self, a: &Value<A>, b: &Value<A>) -> Result<Value<A>, Fail> {
        if self.is_exactly_zero(a) {
            let is_positive = !self.may_be_zero(b) && !self.reals.is_negative(&b.re);
            return if is_positive && self.may_be_real(b) {
                Ok(self.zero())
            } else {
                Err(Fail::Undefined)
            };
        }
        let logarithm = self.ln(a)?;
        let exponent = self.times(&logarithm, b)?;
        self.exp(&exponent)
    }

    pub(super) fn exp(&mut self, a: &Value<A>) -> Result<Value<A>, Fail> {
        let size = self.reals.exp(&a.re).ok_or(Fail::Imprecise)?;
        // |e^(a + d) - e^a| <= 2 |e^a| |d| for |d| <= 1.
        if Magnitude::new(0.5).is_less(a.error) {
            return Err(Fail::Imprecise);
        }
        let error = self.reals.size(&size).times(a.error).by(2.0);
        if self.has_no_imaginary(a) {
            let zero = self.reals.zero();
            return Ok(self.rounded(size, zero, error, a.is_branched));
        }
        let (sin, cos) = self.reals.sin_cos(&a.im).ok_or(Fail::Imprecise)?;
        let re = self.reals.times(&size, &cos).ok_or(Fail::Imprecise)?;
        let im = self.reals.times(&size, &sin).ok_or(Fail::Imprecise)?;
        Ok(self.rounded(re, im, error, a.is_branched))
    }

    /// Fails beside the cut along the negative axis, where the side would be a
    /// guess.
    fn off_the_cut(&self, a: &Value<A>) -> Result<(), Fail> {
        let is_beside =
            self.reals.is_negative(&a.re) && !self.has_no_imaginary(a) && self.may_be_real(a);
        if is_beside {
            Err(Fail::Imprecise)
        } else {
            Ok(())
        }
    }

    /// The principal logarithm.
    pub(super) fn ln(&mut self, a: &Value<A>) -> Result<Value<A>, Fail> {
        if self.is_exactly_zero(a) {
            return Err(Fail::Undefined);
        }
        let least = self.at_least(a);
        if !a.error.by(2.0).is_less(least) {
            return Err(Fail::Imprecise);
        }
        self.off_the_cut(a)?;
        let error = a.error.over(least).by(2.0);
        let is_negative = self.reals.is_negative(&a.re);
        if self.has_no_imaginary(a) && !is_negative {
            let re = self.reals.ln(&a.re).ok_or(Fail::Imprecise)?;
            let zero = self.reals.zero();
            // Next to 1 the logarithm is right only absolutely.
            let error = error.plus(self.reals.epsilon());
            return Ok(self.rounded(re, zero, error, a.is_branched));
        }
        let size = self.modulus(a)?;
        let re = self.reals.ln(&size.re).ok_or(Fail::Imprecise)?;
        let im = self.reals.atan2(&a.im, &a.re).ok_or(Fail::Imprecise)?;
        // The modulus was rounded before its logarithm was taken.
        let error = error.plus(self.reals.epsilon().by(4.0));
        let is_branched = a.is_branched || (is_negative && self.has_no_imaginary(a));
        Ok(self.rounded(re, im, error, is_branched))
    }

    /// The angle of a complex number.
    pub(super) fn argument(&mut self, a: &Value<A>) -> Result<Value<A>, Fail> {
        if self.is_exactly_zero(a) {
            return Err(Fail::Undefined);
        }
        let least = self.at_least(a);
        if !a.error.by(2.0).is_less(least) {
            return Err(Fail::Imprecise);
        }
        self.off_the_cut(a)?;
        let re = self.reals.atan2(&a.im, &a.re).ok_or(Fail::Imprecise)?;
        let error = a.error.over(least).by(2.0);
        let zero = self.reals.zero();
        Ok(self.rounded(re, zero, error, a.is_branched))
    }

    /// Sine and cosine.
    pub(super) fn sin_cos(&mut self, a: &Value<A>) -> Result<(Value<A>, Value<A>), Fail> {
        if Magnitude::new(0.5).is_less(a.error) {
            return Err(Fail::Imprecise);
        }
        let (sin, cos) = self.reals.sin_cos(&a.re).ok_or(Fail::Imprecise)?;
        if self.has_no_imaginary(a) {
            let zero = self.reals.zero();
            // Next to their zeros they are right only absolutely.
            let one = Magnitude::new(1.0);
            let size = self.reals.size(&a.re);
            let smaller = if size.is_less(one) { size } else { one };
            let error = a.error.plus(smaller.times(self.reals.epsilon()));
            return Ok((
                self.rounded(sin, zero.clone(), error, a.is_branched),
                self.rounded(cos, zero, error, a.is_branched),
            ));
        }
        self.sin_cos_complex(a, &sin, &cos)
    }

    /// sin(x + iy) = sin x cosh y + i cos x sinh y, and cosine likewise.
    fn sin_cos_complex(
        &mut self,
        a: &Value<A>,
        sin: &A::Real,
        cos: &A::Real,
    ) -> Result<(Value<A>, Value<A>), Fail> {
        let up = self.reals.exp(&a.im).ok_or(Fail::Imprecise)?;
        let one = self.reals.one();
        let down = self.reals.over(&one, &up).ok_or(Fail::Imprecise)?;
        // Both derivatives are at most cosh(y + error) <= 2 (e^y + e^-y).
        let growth = self.reals.size(&up).plus(self.reals.size(&down));
        let rounding = growth.times(self.reals.epsilon()).by(8.0);
        let error = growth.times(a.error).by(2.0).plus(rounding);
        let parts = self.hyperbolic_parts(&up, &down).and_then(|(sinh, cosh)| {
            let reals = &mut self.reals;
            let minus = reals.negated(&sinh);
            Some((
                (reals.times(sin, &cosh)?, reals.times(cos, &sinh)?),
                (reals.times(cos, &cosh)?, reals.times(sin, &minus)?),
            ))
        });
        let ((a_re, a_im), (b_re, b_im)) = parts.ok_or(Fail::Imprecise)?;
        let value = |re, im| Complex {
            re,
            im,
            error,
            is_branched: a.is_branched,
        };
        Ok((value(a_re, a_im), value(b_re, b_im)))
    }

    /// Hyperbolic sine and cosine from `e^y` and `e^-y`.
    fn hyperbolic_parts(&mut self, up: &A::Real, down: &A::Real) -> Option<(A::Real, A::Real)> {
        let half = crate::check::math::rational::Rational::new(1.into(), 2.into())?;
        let half = self.reals.rational(&half)?;
        let minus = self.reals.negated(down);
        let sinh = self.reals.plus(up, &minus)?;
        let cosh = self.reals.plus(up, down)?;
        Some((
            self.reals.times(&sinh, &half)?,
            self.reals.times(&cosh, &half)?,
        ))
    }
}
