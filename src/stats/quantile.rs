//! Medians and other quantiles.

mod difference;

pub use difference::paired_difference;

/// The quantile of `values` at `share` (0 to 1) by linear interpolation between
/// order statistics, type 7 of R. J. Hyndman and Y. Fan, The American
/// Statistician 50 (1996), which R and numpy use by default. `None` for no
/// values. NaN values sort last.
pub fn quantile(values: &[f64], share: f64) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    quantile_sorted(&sorted, share)
}

/// [`quantile`] of values that are in ascending order already.
pub fn quantile_sorted(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = place.floor() as usize;
    let low = *sorted.get(below)?;
    let high = *sorted.get((below + 1).min(last))?;
    Some(low + (high - low) * (place - below as f64))
}

/// [`quantile_sorted`] of values in ascending order of which each counts as often
/// as its cluster was drawn; `None` if none was.
pub(super) fn weighted_quantile(
    sorted: &[(f64, usize)],
    counts: &[u32],
    share: f64,
) -> Option<f64> {
    let count = |cluster: usize| counts.get(cluster).map_or(0, |c| *c as usize);
    let n: usize = sorted.iter().map(|(_, cluster)| count(*cluster)).sum();
    let place = share.clamp(0.0, 1.0) * n.checked_sub(1)? as f64;
    let below = place.floor() as usize;
    let mut passed = 0;
    let mut low = None;
    for (value, cluster) in sorted {
        passed += count(*cluster);
        if passed > below && low.is_none() {
            low = Some(*value);
        }
        if let Some(low) = low
            && (passed > below + 1 || passed == n)
        {
            return Some(low + (value - low) * (place - below as f64));
        }
    }
    low
}

/// The median; `None` for no values.
pub fn median(values: &[f64]) -> Option<f64> {
    quantile(values, 0.5)
}

/// A distribution in five numbers.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct FiveNumbers {
    /// The tenth percentile.
    pub p10: f64,
    /// The first quartile.
    pub p25: f64,
    /// The median.
    pub p50: f64,
    /// The third quartile.
    pub p75: f64,
    /// The ninetieth percentile.
    pub p90: f64,
}

/// Tenth, quarter, half, three quarters and ninetieth of `values`; `None` for
/// no values.
pub fn five_numbers(values: &[f64]) -> Option<FiveNumbers> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    Some(FiveNumbers {
        p10: quantile_sorted(&sorted, 0.10)?,
        p25: quantile_sorted(&sorted, 0.25)?,
        p50: quantile_sorted(&sorted, 0.50)?,
        p75: quantile_sorted(&sorted, 0.75)?,
        p90: quantile_sorted(&sorted, 0.90)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_seven() {
        // Hyndman and Fan's type 7 on 1 to 10: quartiles 3.25, 5.5, 7.75.
        let values: Vec<f64> = (1..=10).rev().map(f64::from).collect();
        assert_eq!(quantile(&values, 0.25), Some(3.25));
        assert_eq!(median(&values), Some(5.5));
        assert_eq!(quantile(&values, 0.75), Some(7.75));
        assert_eq!(quantile(&values, 1.0), Some(10.0));
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[4.0]), Some(4.0));
        let five = five_numbers(&values).unwrap();
        assert!(five.p10 < five.p25 && five.p75 < five.p90);
    }
}
