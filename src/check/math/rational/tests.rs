use super::*;

fn r(text: &str) -> Rational {
    let (a, b) = text.split_once('/').unwrap_or((text, "1"));
    Rational::new(a.parse().unwrap(), b.parse().unwrap()).unwrap()
}

#[test]
fn lowest_terms() {
    for (text, expected) in [
        ("6/4", "3/2"),
        ("6/-4", "-3/2"),
        ("0/-7", "0"),
        ("-8/4", "-2"),
    ] {
        assert_eq!(r(text).to_string(), expected);
    }
    assert_eq!(Rational::new(1.into(), 0.into()), None);
}

#[test]
fn decimals() {
    for (text, expected) in [
        ("12", "12"),
        ("0.50", "1/2"),
        (".5", "1/2"),
        ("5.", "5"),
        ("2.5E2", "250"),
        ("1500e-1", "150"),
    ] {
        assert_eq!(Rational::parse(text).unwrap().to_string(), expected);
    }
    for text in ["", ".", "x", "1e99999999999", "1e999999"] {
        assert_eq!(Rational::parse(text), None, "{text}");
    }
}

#[test]
fn powers_roots_floors() {
    assert_eq!(r("2/3").power(-3), Some(r("27/8")));
    assert_eq!(r("-1").power(i32::MAX), Some(r("-1")));
    assert_eq!(r("-1").power(i32::MIN), Some(r("1")));
    assert_eq!(r("1").power(0), Some(r("1")));
    assert_eq!(r("0").power(0), Some(r("1")));
    assert_eq!(r("0").power(-1), None);
    assert_eq!(r("2").power(1_000_000), None);
    assert_eq!(r("4/9").root(2), Some(r("2/3")));
    assert_eq!(r("-8").root(3), Some(r("-2")));
    assert_eq!(r("-4").root(2), None);
    assert_eq!(r("2").root(2), None);
    assert_eq!(r("-7/2").floor(), r("-4"));
    assert_eq!(r("7/2").floor(), r("3"));
    assert_eq!(r("-3").floor(), r("-3"));
}

#[test]
fn doubles() {
    let close = |x: f64, y: f64| ((x - y) / y).abs() < 1e-15;
    assert!(close(r("1/3").to_f64(), 1.0 / 3.0));
    let large = r("10").power(2000).unwrap();
    assert!(close(
        large.over(&r("3").times(&large).unwrap()).unwrap().to_f64(),
        1.0 / 3.0
    ));
    assert!(large.to_f64().is_infinite());
    let tiny = r("10").power(-200).unwrap();
    assert!(close(tiny.to_f64(), 1e-200));
}
