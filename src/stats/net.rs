//! What a gain is worth after its price.

use super::{Confidence, Estimate, Method, mean};

/// The mean of `differences` less `costs`, pair by pair: a gain in accuracy
/// less what was paid for it, both in the unit of accuracy.
///
/// The differences lie between -1 and 1 and get the two extra pairs of Agresti
/// and Min ([`super::paired::agresti_min`]: half a pair at +1, half at -1, one
/// at 0), each at the mean cost, so that a handful of equal pairs proves nothing.
/// Student's t with n - 1 degrees of freedom. The costs have no bounds, so the
/// interval has none. `None` where the slices differ in length, or are empty.
pub fn net_difference(
    differences: &[f64],
    costs: &[f64],
    confidence: Confidence,
) -> Option<Estimate> {
    let n = differences.len();
    if n == 0 || n != costs.len() {
        return None;
    }
    let price = mean::mean(costs);
    // Around the mean cost, so that the extra pairs lie at it.
    let around: Vec<f64> = differences
        .iter()
        .zip(costs)
        .map(|(d, cost)| d - (cost - price))
        .collect();
    let sum: f64 = around.iter().sum();
    let point = sum / n as f64 - price;
    let center = sum / (n as f64 + 2.0);
    let reach = confidence.t(n.saturating_sub(1).max(1) as f64)
        * (net_variance(&around, 0.0) / (n as f64 + 2.0)).sqrt();
    Some(Estimate {
        point,
        low: (center - price - reach).min(point),
        high: (center - price + reach).max(point),
        n,
        method: Method::NetT,
        confidence,
    })
}

/// The variance of one pair's net difference, smoothed in the same way, for
/// planning. `net` are differences less costs, and `price` is the mean cost.
pub fn net_variance(net: &[f64], price: f64) -> f64 {
    let n = net.len() as f64 + 2.0;
    let sum: f64 = net.iter().map(|d| d + price).sum();
    let squares: f64 = net.iter().map(|d| (d + price).powi(2)).sum();
    ((squares + 1.0) / n - (sum / n).powi(2)).max(0.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::paired;
    use super::*;

    #[test]
    fn without_costs_it_is_the_paired_difference() {
        let c = Confidence::default();
        let differences = [1.0, 0.0, 0.0, -1.0, 1.0, 0.0, 0.0];
        let net = net_difference(&differences, &[0.0; 7], c).unwrap();
        let plain = paired::mean_difference(&differences, c);
        assert!((net.point - plain.point).abs() < 1e-12);
        assert!((net.low - plain.low).abs() < 1e-12 && (net.high - plain.high).abs() < 1e-12);
        assert!(net_difference(&[], &[], c).is_none());
        assert!(net_difference(&[1.0], &[], c).is_none());
    }

    #[test]
    fn a_handful_of_equal_pairs_proves_nothing() {
        let net = net_difference(&[1.0; 5], &[0.1; 5], Confidence::default()).unwrap();
        assert!((net.point - 0.9).abs() < 1e-12);
        assert!(net.low < 0.6, "{net:?}");
    }

    proptest! {
        #[test]
        fn a_cost_that_all_pairs_share_shifts_the_interval(
            differences in prop::collection::vec(-1.0..1.0_f64, 2..30),
            cost in -2.0..2.0_f64,
        ) {
            let c = Confidence::default();
            let free = net_difference(&differences, &vec![0.0; differences.len()], c).unwrap();
            let paid = net_difference(&differences, &vec![cost; differences.len()], c).unwrap();
            prop_assert!((free.point - cost - paid.point).abs() < 1e-9);
            prop_assert!((free.low - cost - paid.low).abs() < 1e-9);
            prop_assert!((free.high - cost - paid.high).abs() < 1e-9);
        }
    }
}
