//! Sizes and error bounds: positive numbers without overflow.

/// Mantissas stay between 2^-300 and 2^300.
const STEP: i64 = 300;
/// Makes up for the rounding of one operation.
const UPWARD: f64 = 1.0 + 1e-12;

/// `mantissa * 2^exponent`, or 0. Operations round up, so that bounds stay bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct Magnitude {
    mantissa: f64,
    exponent: i64,
}

impl Magnitude {
    pub(in super::super) const ZERO: Self = Self {
        mantissa: 0.0,
        exponent: 0,
    };

    /// `mantissa` is finite and not negative.
    pub(in super::super) fn new(mantissa: f64) -> Self {
        Self::scaled(mantissa, 0)
    }

    pub(in super::super) fn power_of_two(exponent: i64) -> Self {
        Self::scaled(1.0, exponent)
    }

    fn scaled(mut mantissa: f64, mut exponent: i64) -> Self {
        if (mantissa > 1e-90 && mantissa < 1e90) || mantissa == 0.0 {
            return Self { mantissa, exponent };
        }
        // An infinite mantissa would never come down.
        mantissa = mantissa.min(f64::MAX);
        let step = 2.0_f64.powi(STEP as i32);
        while mantissa >= step {
            mantissa /= step;
            exponent += STEP;
        }
        while mantissa < 1.0 / step && mantissa > 0.0 {
            mantissa *= step;
            exponent -= STEP;
        }
        Self { mantissa, exponent }
    }

    pub(in super::super) fn is_zero(self) -> bool {
        self.mantissa == 0.0
    }

    pub(in super::super) fn plus(self, other: Self) -> Self {
        if self.exponent == other.exponent {
            return Self::scaled((self.mantissa + other.mantissa) * UPWARD, self.exponent);
        }
        if self.is_zero() {
            return other;
        }
        if other.is_zero() {
            return self;
        }
        let (large, small) = if self.exponent > other.exponent {
            (self, other)
        } else {
            (other, self)
        };
        let gap = small.exponent - large.exponent;
        let rest = if gap > -1_000 {
            small.mantissa * 2.0_f64.powi(gap as i32)
        } else {
            // Far below the rounding that is added.
            0.0
        };
        Self::scaled((large.mantissa + rest) * UPWARD, large.exponent)
    }

    pub(in super::super) fn times(self, other: Self) -> Self {
        Self::scaled(
            self.mantissa * other.mantissa * UPWARD,
            self.exponent.saturating_add(other.exponent),
        )
    }

    /// `factor` is not negative.
    pub(in super::super) fn by(self, factor: f64) -> Self {
        self.times(Self::new(factor))
    }

    /// `other` is not 0.
    pub(in super::super) fn over(self, other: Self) -> Self {
        Self::scaled(
            self.mantissa / other.mantissa * UPWARD,
            self.exponent.saturating_sub(other.exponent),
        )
    }

    pub(in super::super) fn sqrt(self) -> Self {
        let half = self.exponent.div_euclid(2);
        let rest = self.exponent.rem_euclid(2);
        Self::scaled((self.mantissa * f64::from(1 << rest)).sqrt() * UPWARD, half)
    }

    pub(in super::super) fn is_less(self, other: Self) -> bool {
        if self.exponent == other.exponent || self.is_zero() || other.is_zero() {
            return self.mantissa < other.mantissa;
        }
        self.log2() < other.log2()
    }

    pub(in super::super) fn max(self, other: Self) -> Self {
        if self.is_less(other) { other } else { self }
    }

    /// `f64::NEG_INFINITY` for 0.
    pub(in super::super) fn log2(self) -> f64 {
        self.mantissa.log2() + self.exponent as f64
    }

    /// 0 or infinite beyond the range.
    pub(in super::super) fn to_f64(self) -> f64 {
        let exponent = self.exponent.clamp(-2_000, 2_000) as i32;
        self.mantissa * 2.0_f64.powi(exponent / 2) * 2.0_f64.powi(exponent - exponent / 2)
    }
}
