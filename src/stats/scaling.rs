//! s1's three numbers of a test-time scaling method (N. Muennighoff et al.,
//! "s1: simple test-time scaling", 2025, arXiv 2501.19393, section 3.2).

/// One point of a curve: mean thinking tokens, and the accuracy reached.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Thinking tokens.
    pub tokens: f64,
    /// Accuracy, a share.
    pub accuracy: f64,
}

/// Control: the share of `tokens` within `least..=most`, the range asked for.
/// `None` for no tokens.
pub fn control(tokens: &[f64], least: f64, most: f64) -> Option<f64> {
    let inside = tokens.iter().filter(|t| (least..=most).contains(*t));
    (!tokens.is_empty()).then(|| inside.count() as f64 / tokens.len() as f64)
}

/// Scaling: the mean slope over all pairs of points, in accuracy (0 to 1) per
/// 1,000 thinking tokens. The paper gives no unit; its tables fit percentage
/// points per 1,000 tokens, which is 100 times this. Pairs of equal tokens have
/// no slope and are left out; `None` if no pair has one.
pub fn scaling(points: &[Point]) -> Option<f64> {
    let (mut sum, mut n) = (0.0, 0_usize);
    for (i, a) in points.iter().enumerate() {
        for b in points.iter().skip(i + 1) {
            let run = b.tokens - a.tokens;
            if run != 0.0 {
                sum += (b.accuracy - a.accuracy) / run * 1000.0;
                n += 1;
            }
        }
    }
    (n > 0).then(|| sum / n as f64)
}

/// Performance: the best accuracy of the points. `None` for no points.
pub fn performance(points: &[Point]) -> Option<f64> {
    points.iter().map(|p| p.accuracy).reduce(f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn by_hand() {
        let at = |tokens, accuracy| Point { tokens, accuracy };
        let points = [at(1000.0, 0.2), at(2000.0, 0.4), at(4000.0, 0.5)];
        // Slopes 0.2, 0.05 and 0.1 per 1,000 tokens.
        assert!((scaling(&points).unwrap() - 0.35 / 3.0).abs() < 1e-12);
        assert_eq!(performance(&points), Some(0.5));
        assert_eq!(control(&[100.0, 500.0, 501.0], 0.0, 500.0), Some(2.0 / 3.0));
        assert_eq!(scaling(&[points[0], points[0]]), None);
        assert_eq!(control(&[], 0.0, 1.0), None);
        assert_eq!(performance(&[]), None);
    }

    proptest! {
        #[test]
        fn a_line_scales_by_its_slope(tokens in prop::collection::vec(1.0..1e4_f64, 2..9), slope in -1.0..1.0_f64) {
            let points: Vec<Point> = tokens
                .iter()
                .map(|t| Point { tokens: *t, accuracy: slope * t / 1000.0 })
                .collect();
            if let Some(found) = scaling(&points) {
                prop_assert!((found - slope).abs() < 1e-6);
                let mut turned = points.clone();
                turned.reverse();
                prop_assert!((scaling(&turned).unwrap() - found).abs() < 1e-9);
            }
        }
    }
}
