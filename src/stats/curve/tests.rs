use super::super::random::SEED;
use super::*;
use proptest::prelude::*;

const C: fn() -> Confidence = Confidence::default;

/// `n` items, of which the share `right[b]` is right at budget `b`.
fn curve(n: usize, budgets: &[f64], right: &[f64]) -> Curve {
    let items = (0..n)
        .map(|i| {
            let place = (i as f64 + 0.5) / n as f64;
            right
                .iter()
                .map(|r| f64::from(u8::from(place < *r)))
                .collect()
        })
        .collect();
    Curve::new(budgets, items).unwrap()
}

#[test]
fn area_by_hand() {
    let c = curve(100, &[0.0, 3.0, 7.0], &[0.0, 0.5, 1.0]);
    // Linear: (3 · 0.25 + 4 · 0.75) / 7. By doublings 0, 2, 3: (2 · 0.25 + 0.75) / 3.
    assert!((c.area(Axis::Linear, C()).point - 3.75 / 7.0).abs() < 1e-12);
    assert!((c.area(Axis::Log2, C()).point - 1.25 / 3.0).abs() < 1e-12);
    assert_eq!(c.accuracy(), [0.0, 0.5, 1.0]);
}

#[test]
fn the_knee_is_the_first_within_the_margin() {
    let c = curve(400, &[64.0, 128.0, 256.0, 512.0], &[0.2, 0.5, 0.79, 0.8]);
    let knee = c.knee(0.02, C(), SEED);
    assert_eq!((knee.index, knee.n), (2, 400));
    assert!((knee.budget - 256.0).abs() < 1e-12);
    assert!(knee.support > 0.5 && knee.low >= 256.0, "{knee:?}");
    assert_eq!(c.knee(0.0, C(), SEED).index, 3);
    assert_eq!(c.knee(0.31, C(), SEED).index, 1);
    assert_eq!(c.knee(0.02, C(), SEED), knee);
    // Few items leave the knee open.
    let few = curve(5, &[64.0, 128.0, 256.0, 512.0], &[0.2, 0.5, 0.7, 0.8]);
    let knee = few.knee(0.02, C(), SEED);
    assert!(knee.low < knee.high, "{knee:?}");
}

#[test]
fn drawn_items_and_their_limit_agree() {
    let right = [0.3, 0.5, 0.55, 0.56];
    let budgets = [1.0, 2.0, 4.0, 8.0];
    let drawn = curve(4_000, &budgets, &right).bands(C(), SEED);
    let limit = curve(4_001, &budgets, &right).bands(C(), SEED);
    for (drawn, limit) in drawn.iter().zip(&limit) {
        assert!((drawn.0 - limit.0).abs() < 2e-3, "{drawn:?} {limit:?}");
        assert!((drawn.1 - limit.1).abs() < 2e-3, "{drawn:?} {limit:?}");
    }
}

#[test]
fn what_is_no_curve() {
    let error = |budgets: &[f64], items| Curve::new(budgets, items).unwrap_err();
    assert_eq!(error(&[1.0], vec![vec![1.0]]), CurveError::Budgets);
    assert_eq!(
        error(&[2.0, 1.0], vec![vec![1.0, 1.0]]),
        CurveError::Budgets
    );
    assert_eq!(error(&[1.0, 2.0], vec![]), CurveError::Empty);
    assert_eq!(
        error(&[1.0, 2.0], vec![vec![1.0, f64::NAN]]),
        CurveError::Item { item: 0 }
    );
    assert_eq!(
        error(&[1.0, 2.0], vec![vec![1.0, 1.0], vec![1.0]]),
        CurveError::Item { item: 1 }
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]
    #[test]
    fn orderly(items in prop::collection::vec(prop::collection::vec(0.0..=1.0_f64, 3), 2..30)) {
        let c = Curve::new(&[0.0, 10.0, 1000.0], items).unwrap();
        for axis in [Axis::Linear, Axis::Log2] {
            let area = c.area(axis, C());
            prop_assert!(0.0 <= area.low && area.low <= area.point);
            prop_assert!(area.point <= area.high && area.high <= 1.0);
        }
        let strict = c.knee(0.0, C(), 1);
        let loose = c.knee(0.2, C(), 1);
        prop_assert!(loose.index <= strict.index);
        prop_assert!(strict.low <= strict.budget && strict.budget <= strict.high);
        for ((low, high), a) in c.bands(C(), 1).iter().zip(c.accuracy()) {
            prop_assert!(low <= high && *low <= a + 1e-9 && a - 1e-9 <= *high);
        }
    }
}
