//! How much data would settle a question.

use super::{Confidence, special};

/// The pairs needed so that a true difference of `delta` shows: an interval of
/// `confidence` then leaves 0 out with probability `power`.
///
/// `n = (z_{α/2} + z_β)² v / δ²`, where `v` is the variance of one paired
/// difference (E. Miller, 2024, arXiv 2411.00640, section 5, with one sample a
/// question and its noise inside `v`). `None` where no number of pairs would
/// do: `delta` is 0 or not a number.
pub fn pairs_needed(
    variance: f64,
    delta: f64,
    confidence: Confidence,
    power: f64,
) -> Option<usize> {
    pairs(
        variance,
        delta,
        confidence.z() + special::normal_quantile(power),
    )
}

/// The smallest true difference that `n` pairs would show, as in
/// [`pairs_needed`]: the minimum detectable effect.
pub fn detectable_difference(variance: f64, n: usize, confidence: Confidence, power: f64) -> f64 {
    (confidence.z() + special::normal_quantile(power)) * (variance / n as f64).sqrt()
}

fn pairs(variance: f64, delta: f64, quantiles: f64) -> Option<usize> {
    let n = (quantiles * quantiles * variance / (delta * delta)).ceil();
    // A count that no person could run is as good as none.
    (n.is_finite() && n < 1e12).then_some(n as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_example() {
        // Miller's worked example: v = 1/9 + 2 · 1/6 / K for one sample a
        // question, 3 points, 95 percent and 80 percent power: 3,876 questions
        // at K = 1 and 969 without sampling noise. His z values are rounded to
        // 1.96 and 0.84, so compare to a quarter of a percent.
        let c = Confidence::default();
        let one = pairs_needed(1.0 / 9.0 + 2.0 / 6.0, 0.03, c, 0.8).unwrap();
        let many = pairs_needed(1.0 / 9.0, 0.03, c, 0.8).unwrap();
        assert!((one as f64 / 3876.0 - 1.0).abs() < 0.0025, "{one}");
        assert!((many as f64 / 969.0 - 1.0).abs() < 0.0025, "{many}");
    }

    #[test]
    fn the_two_directions_agree() {
        let c = Confidence::default();
        let n = pairs_needed(0.1, 0.05, c, 0.8).unwrap();
        let delta = detectable_difference(0.1, n, c, 0.8);
        assert!(delta <= 0.05 && delta > 0.0499, "{delta}");
        assert_eq!(pairs_needed(0.1, 0.0, c, 0.8), None);
        assert_eq!(pairs_needed(0.1, f64::NAN, c, 0.8), None);
    }
}
