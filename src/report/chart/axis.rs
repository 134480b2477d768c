//! Scales: from values to half pixels, with round ticks.

/// A linear scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// Value at the start.
    pub low: f64,
    /// Value at the end.
    pub high: f64,
    /// Place of the start.
    pub from: i32,
    /// Place of the end.
    pub to: i32,
}

impl Scale {
    /// The place of a value; values outside, and those that are no numbers, go
    /// to the nearer end.
    pub fn at(&self, value: f64) -> i32 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        let share = if share.is_nan() { 0.0 } else { share };
        self.from + (share * f64::from(self.to - self.from)).round() as i32
    }

    /// The places of the ends of an interval.
    pub fn ends(&self, low: f64, high: f64) -> (i32, i32) {
        (self.at(low), self.at(high))
    }
}

/// Round values from 0 to at least `most`: about five steps of 1, 2 or 5 times
/// a power of ten.
pub fn ticks(most: f64) -> Vec<f64> {
    let most = if most.is_finite() && most > 0.0 {
        most
    } else {
        1.0
    };
    let rough = most / 5.0;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|m| m * power)
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(power * 10.0);
    let n = (most / step - 1e-9).ceil().max(1.0) as u32;
    (0..=n).map(|i| f64::from(i) * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_over_the_data() {
        assert_eq!(ticks(100.0), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(7.3), [0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(ticks(0.0).first(), Some(&0.0));
        assert_eq!(ticks(f64::NAN).len(), ticks(1.0).len());
        for most in [0.3, 1.0, 13.0, 999.0, 1e7] {
            let t = ticks(most);
            assert!(*t.last().unwrap() >= most && t.len() <= 8, "{most}: {t:?}");
        }
    }

    #[test]
    fn places_stay_inside() {
        let scale = Scale {
            low: 0.0,
            high: 1.0,
            from: 100,
            to: 300,
        };
        assert_eq!(scale.at(0.5), 200);
        assert_eq!(scale.at(f64::NAN), 100);
        assert_eq!(scale.ends(-1.0, f64::INFINITY), (100, 300));
    }
}
