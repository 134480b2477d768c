use super::*;
use proptest::prelude::*;

const C: fn() -> Confidence = Confidence::default;

#[test]
fn two_groups_have_a_closed_form() {
    // For a 2x2 table Firth's penalty adds half a case to each cell: the slope
    // is the log odds ratio of those.
    let mut x = vec![0.0; 10];
    x.extend([1.0; 8]);
    let correct: Vec<bool> = (0..10)
        .map(|i| i < 3)
        .chain((0..8).map(|i| i < 6))
        .collect();
    let found = slope(&x, &correct, C()).unwrap();
    let want = (6.5 / 2.5_f64).ln() - (3.5 / 7.5_f64).ln();
    assert!((found.slope.point - want).abs() < 1e-9, "{found:?}");
    assert!((found.intercept - (3.5 / 7.5_f64).ln()).abs() < 1e-9);
    assert!(!found.separated);
}

#[test]
fn separation_is_told_and_finite() {
    let x: Vec<f64> = (0..10).map(f64::from).collect();
    let correct: Vec<bool> = (0..10).map(|i| i >= 5).collect();
    let found = slope(&x, &correct, C()).unwrap();
    assert!(found.separated);
    assert!(found.slope.point > 0.0 && found.slope.point.is_finite());
    assert!(
        found.slope.low > 0.0 && found.slope.high.is_finite(),
        "{found:?}"
    );
}

#[test]
fn what_has_no_slope() {
    assert!(slope(&[1.0, 2.0], &[true, true], C()).is_none());
    assert!(slope(&[1.0, 1.0], &[true, false], C()).is_none());
    assert!(slope(&[1.0], &[true, false], C()).is_none());
    assert!(slope(&[1.0, f64::INFINITY], &[true, false], C()).is_none());
    assert!(clustered_slope(&[1.0, 2.0, 3.0], &[true, false, true], &[1, 1, 2], C()).is_none());
}

#[test]
fn profile_and_wald_meet_at_many() {
    let x: Vec<f64> = (0..2400).map(|i| f64::from(i * 37 % 101)).collect();
    let correct: Vec<bool> = (0..2400)
        .map(|i| (i * 61 % 97) > 20 + i * 37 % 101 / 2)
        .collect();
    let wald = slope(&x, &correct, C()).unwrap().slope;
    let profile = slope(&x[..2000], &correct[..2000], C()).unwrap().slope;
    assert_eq!(wald.method, Method::FirthWald);
    assert_eq!(profile.method, Method::FirthProfile);
    assert!((wald.point / profile.point - 1.0).abs() < 0.1);
    let width = profile.half_width() / wald.half_width();
    assert!((width / 1.2_f64.sqrt() - 1.0).abs() < 0.03, "{width}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn an_interval(pairs in prop::collection::vec((-50.0..50.0_f64, any::<bool>()), 4..40), scale in 0.01..100.0_f64) {
        let (x, correct): (Vec<f64>, Vec<bool>) = pairs.into_iter().unzip();
        if let Some(found) = slope(&x, &correct, C()) {
            let e = found.slope;
            prop_assert!(e.low <= e.point && e.point <= e.high, "{:?}", e);
            prop_assert!((0.0..=1.0).contains(&found.p));
            // The test and the interval agree.
            prop_assert!((found.p < 0.05) == (e.low > 0.0 || e.high < 0.0) || (found.p - 0.05).abs() < 1e-6);
            // Right and wrong swapped, or another unit.
            let wrong: Vec<bool> = correct.iter().map(|c| !c).collect();
            let turned = slope(&x, &wrong, C()).unwrap().slope;
            prop_assert!((turned.low + e.high).abs() < 1e-5 * e.high.abs().max(1e-3));
            let scaled: Vec<f64> = x.iter().map(|x| x * scale).collect();
            let other = slope(&scaled, &correct, C()).unwrap().slope;
            prop_assert!((other.high * scale - e.high).abs() < 1e-5 * e.high.abs().max(1e-3));
        }
    }
}
