//! A Chinese number that is put together scale by scale.

use crate::check::math::rational::Rational;

/// A number as far as it is read.
pub(super) struct Sum {
    total: Rational,
    /// Below the last 万 or 亿.
    section: Rational,
    /// Digits whose scale has not come yet.
    pub(super) last: Option<Rational>,
    smallest: u64,
    /// The scale right before, without a zero between.
    pub(super) before: u64,
}

impl Sum {
    pub(super) fn new() -> Self {
        Self {
            total: Rational::integer(0),
            section: Rational::integer(0),
            last: None,
            smallest: u64::MAX,
            before: 1,
        }
    }

    pub(super) fn has_scale(&self) -> bool {
        self.smallest < u64::MAX || !self.total.is_zero()
    }

    /// Takes a scale; false where it does not fit.
    pub(super) fn scale(&mut self, c: u64) -> Option<bool> {
        let fits = if c < 10_000 {
            self.small_scale(c)?
        } else {
            self.large_scale(c)?
        };
        if fits {
            self.before = c;
        }
        Some(fits)
    }

    fn small_scale(&mut self, c: u64) -> Option<bool> {
        // 十 at the start is 10.
        let ten = self.last.is_none() && c == 10 && self.smallest > 10;
        if !(ten || self.last.is_some()) || c >= self.smallest {
            return Some(false);
        }
        let digit = self.last.take().unwrap_or(Rational::integer(1));
        self.section = self.section.plus(&digit.times(&Rational::integer(c))?)?;
        self.smallest = c;
        Some(true)
    }

    fn large_scale(&mut self, c: u64) -> Option<bool> {
        let zero = Rational::integer(0);
        self.section = self
            .section
            .plus(&self.last.take().unwrap_or(zero.clone()))?;
        if self.section.is_zero() && (c == 10_000 || self.total.is_zero()) {
            return Some(false);
        }
        // 万亿 multiplies all that stands before.
        self.total = if c == 100_000_000 {
            self.total
                .plus(&self.section)?
                .times(&Rational::integer(c))?
        } else {
            let section = self.section.times(&Rational::integer(c))?;
            self.total.plus(&section)?
        };
        self.section = zero;
        self.smallest = u64::MAX;
        Some(true)
    }

    /// 两千五 is 2,500; 两千零五 is 2,005.
    pub(super) fn finished(mut self) -> Option<Rational> {
        let digit = self.last.take().unwrap_or(Rational::integer(0));
        let is_short = self.before >= 100 && digit.is_less(&Rational::integer(10));
        let place = if is_short { self.before / 10 } else { 1 };
        let section = self
            .section
            .plus(&digit.times(&Rational::integer(place))?)?;
        self.total.plus(&section)
    }
}
