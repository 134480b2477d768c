//! Order, rounding, proportion.

use super::super::*;
use super::budget;
use crate::check::math::tree::tree;

#[test]
fn proportions() {
    for (a, b, expected) in [
        ("2*x+4*y-6", "x+2*y-3", Ok(false)),
        ("x-1", "1-x", Ok(true)),
        ("pi*x", "x", Ok(false)),
        ("sqrt(2)*x-2", "x-sqrt(2)", Ok(false)),
        ("sin(2*x)", "-sin(x)*cos(x)", Ok(true)),
        ("3", "5", Ok(false)),
        ("e^x-1", "2*e^x-2", Ok(false)),
        ("x^2+y^2-1", "x^2+y^2-2", Err(())),
        ("i*x", "x", Err(())),
        ("abs(x)", "x", Err(())),
        ("x-1", "(x-1)^2", Err(())),
        ("sin(x)", "sin(2*x)", Err(())),
        ("x-y", "x-z", Err(())),
        ("3*x-y+13", "3*x+4*y+14", Err(())),
    ] {
        for (a, b) in [(a, b), (b, a)] {
            let found = proportional(&tree(a), &tree(b), &mut budget());
            let found = match found {
                Ok(factor) => Ok(factor.is_negative),
                Err(Outcome::Unequal) => Err(()),
                Err(other) => panic!("{a} over {b}: {other:?}"),
            };
            assert_eq!(found, expected, "{a} over {b}");
        }
    }
}

#[test]
fn orders() {
    use std::cmp::Ordering::{Equal, Greater, Less};
    for (a, b, expected) in [
        ("1/3", "0.33", Some(Greater)),
        ("sqrt(2)", "1.41421356237309504880", Some(Greater)),
        ("sqrt(2)", "2^(1/2)", Some(Equal)),
        ("-oo", "-10^100", Some(Less)),
        ("oo", "oo", Some(Equal)),
        ("pi", "oo", Some(Less)),
        ("e^(pi*sqrt(163))", "262537412640768744", Some(Less)),
        ("sin(pi)", "0", Some(Equal)),
        ("1+e^(-200)", "1", Some(Greater)),
        ("i", "1", None),
        ("x", "1", None),
        ("undefined", "1", None),
    ] {
        let found = order(&tree(a), &tree(b), &mut budget());
        assert_eq!(found, expected, "{a} and {b}");
        let found = order(&tree(b), &tree(a), &mut budget());
        assert_eq!(
            found,
            expected.map(std::cmp::Ordering::reverse),
            "{b} and {a}"
        );
    }
}

#[test]
fn roundings() {
    for (decimal, other, least, expected) in [
        ("3.14", "pi", 3, Some(true)),
        ("3.14", "pi", 4, Some(false)),
        ("3.15", "pi", 3, Some(false)),
        ("3.1415", "pi", 3, Some(false)),
        ("3.1416", "pi", 3, Some(true)),
        ("0.67", "2/3", 2, Some(true)),
        ("0.66", "2/3", 2, Some(false)),
        ("0.13", "1/8", 2, Some(true)),
        ("0.12", "1/8", 2, Some(true)),
        ("0.37", "3/8", 2, Some(false)),
        ("0.38", "3/8", 2, Some(true)),
        ("0.0012", "0.00124", 2, Some(true)),
        ("0.0012", "0.00124", 3, Some(false)),
        ("3", "pi", 1, Some(true)),
        ("1.41", "i", 1, None),
        ("1.41", "x", 1, None),
        ("1.41", "oo", 1, None),
        ("0.00", "0.001", 1, Some(false)),
    ] {
        let Expr::Number(number) = tree(decimal) else {
            panic!("{decimal} is no number");
        };
        let found = rounds_to(&number, &tree(other), least, &mut budget());
        assert_eq!(found, expected, "{decimal} of {other}");
    }
    let large = crate::check::math::expr::Number {
        value: crate::check::math::rational::Rational::integer(2_500),
        decimals: Some(-2),
    };
    for (other, expected) in [
        ("2549.9", true),
        ("2550", false),
        ("2450", true),
        ("2451", true),
    ] {
        assert_eq!(
            rounds_to(&large, &tree(other), 2, &mut budget()),
            Some(expected),
            "{other}"
        );
    }
}

#[test]
fn approximations() {
    for (text, expected) in [
        ("pi", Some(std::f64::consts::PI)),
        ("1/3", Some(1.0 / 3.0)),
        ("sin(pi)", Some(0.0)),
        ("sqrt(-1)", None),
        ("x", None),
        ("oo", None),
        (
            "sqrt(2)*10^400/10^399",
            Some(10.0 * std::f64::consts::SQRT_2),
        ),
    ] {
        let found = approximate(&tree(text), &mut budget());
        let is_close = match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() < 1e-12,
            (found, expected) => found == expected,
        };
        assert!(is_close, "{text}: {found:?}");
    }
}
