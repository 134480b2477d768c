//! The gamma function of real numbers.

use std::sync::OnceLock;

use dashu_int::IBig;

use super::complex::{Field, Value};
use super::{Arithmetic, Fail};
use crate::check::math::rational::Rational;

impl<A: Arithmetic> Field<A> {
    /// By Stirling's series (DLMF 5.11.1) after a shift to the right, and by
    /// reflection for what is not positive.
    pub(super) fn gamma(&mut self, a: &Value<A>) -> Result<Value<A>, Fail> {
        if !self.has_no_imaginary(a) {
            return Err(Fail::Unknown);
        }
        let x = self.reals.to_f64(&a.re);
        if !x.is_finite() || x < -1_000.0 {
            return Err(Fail::Unknown);
        }
        if x <= 0.25 {
            return self.reflected(a);
        }
        let wanted = f64::from(self.reals.precision() / 4 + 5);
        let n_steps = (wanted - x).ceil().max(0.0) as u32;
        let mut divisor = self.one();
        let mut shifted = a.clone();
        let one = self.one();
        for _ in 0..n_steps {
            divisor = self.times(&divisor, &shifted)?;
            shifted = self.plus(&shifted, &one)?;
        }
        let logarithm = self.stirling(&shifted, wanted as usize)?;
        let value = self.exp(&logarithm)?;
        self.over(&value, &divisor)
    }

    /// π / (sin(πa) Γ(1 - a))
    fn reflected(&mut self, a: &Value<A>) -> Result<Value<A>, Fail> {
        let one = self.one();
        let mirrored = self.minus(&one, a)?;
        let gamma = self.gamma(&mirrored)?;
        let pi = self.reals.pi();
        let pi = self.real(pi);
        let angle = self.times(&pi, a)?;
        let (sin, _) = self.sin_cos(&angle)?;
        let divisor = self.times(&sin, &gamma)?;
        self.over(&pi, &divisor)
    }

    /// ln Γ(a) for a large: (a - 1/2) ln a - a + ln(2π)/2 + Σ B_2k / (2k (2k-1) a^(2k-1)).
    fn stirling(&mut self, a: &Value<A>, n_terms: usize) -> Result<Value<A>, Fail> {
        let half = self.small(1, 2)?;
        let logarithm = self.ln(a)?;
        let factor = self.minus(a, &half)?;
        let mut total = self.times(&factor, &logarithm)?;
        total = self.minus(&total, a)?;
        let circle = self.reals.pi();
        let circle = self.real(circle);
        let two = self.small(2, 1)?;
        let circle = self.times(&circle, &two)?;
        let constant = self.ln(&circle)?;
        let constant = self.times(&constant, &half)?;
        total = self.plus(&total, &constant)?;
        let one = self.one();
        let inverse = self.over(&one, a)?;
        let square = self.times(&inverse, &inverse)?;
        let mut power = inverse;
        let smallest = self.reals.epsilon();
        for coefficient in known_coefficients(n_terms).iter().take(n_terms) {
            let coefficient = self.rational(coefficient)?;
            let term = self.times(&coefficient, &power)?;
            let size = self.size(&term);
            total = self.plus(&total, &term)?;
            // The rest is smaller than the last term that was taken.
            if size.is_less(smallest) {
                break;
            }
            power = self.times(&power, &square)?;
        }
        let rest = self.size(&power);
        total.error = total.error.plus(smallest).plus(rest.times(smallest));
        Ok(total)
    }
}

/// At least `n` coefficients, kept for the precisions that are in use.
fn known_coefficients(n: usize) -> &'static [Rational] {
    static KNOWN: [OnceLock<Vec<Rational>>; 4] = [const { OnceLock::new() }; 4];
    const SIZES: [usize; 4] = [20, 56, 120, 300];
    let tier = SIZES.iter().position(|size| n <= *size).unwrap_or(3);
    let sizes = KNOWN.get(tier).zip(SIZES.get(tier));
    sizes.map_or(&[], |(known, size)| {
        known.get_or_init(|| coefficients(*size))
    })
}

/// `B_2k / (2k (2k - 1))` for k from 1, from the tangent numbers (Brent and
/// Harvey 2011, algorithm TangentNumbers).
fn coefficients(n: usize) -> Vec<Rational> {
    let mut tangents = vec![IBig::ONE; n + 1];
    for k in 2..=n {
        if let Some(last) = tangents.get(k - 1) {
            let next = last * IBig::from(k - 1);
            tangents[k] = next;
        }
    }
    for k in 2..=n {
        for j in k..=n {
            tangents[j] =
                IBig::from(j - k) * &tangents[j - 1] + IBig::from(j - k + 2) * &tangents[j];
        }
    }
    let mut result = Vec::with_capacity(n);
    for (k, tangent) in tangents.into_iter().enumerate().skip(1) {
        let power = IBig::ONE << (2 * k);
        let sign = if k % 2 == 1 { 1 } else { -1 };
        let divisor = &power * (&power - IBig::ONE) * IBig::from(2 * k - 1);
        result.extend(Rational::new(tangent * IBig::from(sign), divisor));
    }
    result
}
