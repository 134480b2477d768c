//! Powers and roots.

use super::field::Element;
use super::{Evaluator, combined, element};
use crate::check::math::expr::Expr;
use crate::check::math::rational::Rational;

impl<'a> Evaluator<'a, '_> {
    #[inline(never)]
    pub(super) fn power(
        &mut self,
        whole: &'a Expr,
        base: &'a Expr,
        exponent: &'a Expr,
    ) -> Option<Element> {
        self.budget.spend(20).ok()?;
        let known = self.constant(exponent);
        if let Some(n) = known.as_ref().and_then(Rational::as_i64) {
            let power = self.value(base)?.power(n.unsigned_abs());
            return if n < 0 { power.inverse() } else { Some(power) };
        }
        if let Some((above, below)) = known.as_ref().and_then(Rational::as_small_fraction) {
            if let Some(value) = self.constant(whole) {
                return Element::rational(&value);
            }
            let root = self.root(base, u64::from(below))?;
            let power = root.power(u64::from(above.unsigned_abs()));
            return if above < 0 {
                power.inverse()
            } else {
                Some(power)
            };
        }
        let base = self.value(base)?;
        self.raised(base, exponent)
    }

    /// An exponent that is not a known number.
    pub(super) fn raised(&mut self, base: Element, exponent: &'a Expr) -> Option<Element> {
        if base.im == 0
            && base.re != 0
            && let Some(exponent) = self.exponent(exponent)
        {
            return Some(base.power(exponent));
        }
        self.is_algebraic = false;
        let exponent = self.value(exponent)?;
        Some(element(combined(combined(0x504f_5745, base), exponent)))
    }

    pub(super) fn root(&mut self, radicand: &'a Expr, degree: u64) -> Option<Element> {
        self.is_algebraic = false;
        let radicand = self.value(radicand)?;
        if radicand == Element::ZERO || radicand == Element::ONE {
            return Some(radicand);
        }
        Some(element(combined(0x524f_4f54 ^ (degree << 32), radicand)))
    }
}
