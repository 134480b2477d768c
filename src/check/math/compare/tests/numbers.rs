//! Numbers, units, ratios, times, texts.

use super::super::super::answer::{Answer, Date, Half, Special, Time};
use super::super::super::expr::{Constant, Expr};
use super::build::{add, d, e, frac, i, list, mul, n, neg, numbers, pi, q, s, set, sqrt, text};
use super::{check, check_with, differ, same};
use crate::suite::MathPolicies;

#[test]
fn numbers_are_compared_exactly_then_rounded() {
    check(&[
        same(n(5), e(d("5.0"))),
        same(e(frac(1, 2)), e(d("0.5"))),
        same(e(frac(1, 3)), e(d("0.3333"))),
        differ(e(frac(1, 3)), e(d("0.333"))),
        differ(e(frac(1, 3)), e(d("0.3334"))),
        same(e(sqrt(2)), e(d("1.4142"))),
        same(e(neg(sqrt(2))), e(neg(d("1.4142")))),
        differ(e(sqrt(2)), e(neg(d("1.4142")))),
        same(e(d("1.41421")), e(d("1.41421356"))),
        differ(e(d("1.414")), e(d("1.414213562"))),
        differ(n(10_000), e(d("10000.4"))),
        differ(n(10_000), e(d("9999.6"))),
        differ(e(add(&[s("x"), i(1)])), e(add(&[s("x"), i(2)]))),
        same(
            e(mul(&[
                d("1.4142"),
                Expr::Power(Box::new(i(10)), Box::new(i(2))),
            ])),
            e(mul(&[i(100), sqrt(2)])),
        ),
        same(
            e(Expr::Matrix(vec![vec![frac(1, 3)], vec![i(2)]])),
            e(Expr::Matrix(vec![vec![d("0.33333")], vec![i(2)]])),
        ),
        differ(
            e(Expr::Matrix(vec![vec![frac(1, 3)], vec![i(2)]])),
            e(Expr::Matrix(vec![vec![d("0.33333")], vec![i(3)]])),
        ),
    ]);
    let exact = MathPolicies {
        rounding: 0,
        ..MathPolicies::default()
    };
    check_with(&exact, &[differ(e(frac(1, 3)), e(d("0.3333")))]);
}

#[test]
fn percent_is_a_fraction_or_by_policy_the_bare_number() {
    check(&[
        same(q(i(50), "%"), e(d("0.5"))),
        same(q(i(50), "%"), e(frac(1, 2))),
        same(q(i(50), "%"), n(50)),
        same(q(i(50), "%"), q(i(500), "permille")),
        same(q(i(50), "%"), q(d("50.0"), "%")),
        differ(q(i(50), "%"), q(i(51), "%")),
        differ(q(i(50), "%"), e(d("0.51"))),
        differ(e(d("0.5")), n(50)),
        same(q(d("33.33"), "%"), e(frac(1, 3))),
        same(q(frac(200, 3), "%"), e(d("0.6667"))),
        same(q(d("33.33"), "%"), q(frac(100, 3), "%")),
        differ(q(i(5), "%"), q(i(5), "m")),
        same(Answer::Ratio(vec![i(1), i(4)]), q(i(25), "%")),
    ]);
    let strict = MathPolicies {
        bare_percent: false,
        ..MathPolicies::default()
    };
    check_with(
        &strict,
        &[
            differ(q(i(50), "%"), n(50)),
            same(q(i(50), "%"), e(d("0.5"))),
        ],
    );
}

#[test]
fn units_are_converted_and_may_be_missing() {
    let rows = || {
        vec![
            same(q(i(5), "m"), q(i(500), "cm")),
            differ(q(i(5), "m"), q(i(5), "cm")),
            differ(q(i(5), "m"), q(i(5), "s")),
            differ(q(i(5), "h"), q(i(5), "min")),
            same(q(frac(3, 2), "h"), q(i(90), "min")),
            same(q(i(1), "min"), q(d("0.01667"), "h")),
            same(
                q(i(60), "deg"),
                q(Expr::Quotient(Box::new(pi()), Box::new(i(3))), "rad"),
            ),
            same(
                q(i(60), "deg"),
                e(Expr::Quotient(Box::new(pi()), Box::new(i(3)))),
            ),
            differ(
                q(i(60), "deg"),
                e(Expr::Quotient(Box::new(pi()), Box::new(i(4)))),
            ),
            same(q(i(25), "degC"), q(i(77), "degF")),
            same(q(i(25), "degC"), q(d("298.15"), "K")),
            differ(q(i(25), "degC"), q(i(25), "degF")),
            differ(q(i(5), "apple"), q(i(5), "orange")),
            differ(q(i(5), "USD"), q(i(5), "EUR")),
            same(q(i(5), "m"), q(i(5), "units")),
            differ(q(i(10), "units"), n(100)),
            same(q(i(2), "dozen"), n(24)),
        ]
    };
    check(&rows());
    check(&[
        same(q(i(5), "m"), n(5)),
        same(q(i(60), "deg"), n(60)),
        same(q(i(5), "apple"), n(5)),
        same(q(d("5.00"), "USD"), n(5)),
        differ(q(i(5), "m"), n(500)),
    ]);
    let strict = MathPolicies {
        missing_unit: false,
        convert_units: false,
        ..MathPolicies::default()
    };
    check_with(
        &strict,
        &[
            differ(q(i(5), "m"), n(5)),
            differ(q(i(5), "m"), q(i(500), "cm")),
            same(q(i(5), "m"), q(d("5.0"), "m")),
        ],
    );
}

#[test]
fn ratios_are_proportions() {
    let ratio = |parts: &[i64]| Answer::Ratio(parts.iter().map(|part| i(*part)).collect());
    check(&[
        same(ratio(&[3, 4]), ratio(&[6, 8])),
        same(ratio(&[3, 4]), e(frac(3, 4))),
        same(ratio(&[3, 4]), e(d("0.75"))),
        differ(ratio(&[3, 4]), ratio(&[4, 3])),
        differ(ratio(&[3, 4]), e(frac(4, 3))),
        same(ratio(&[1, 2, 3]), ratio(&[2, 4, 6])),
        differ(ratio(&[1, 2, 3]), ratio(&[2, 4, 5])),
        differ(ratio(&[1, 2, 3]), ratio(&[1, 2])),
        differ(ratio(&[0, 1, 2]), ratio(&[0, 2, 1])),
        differ(ratio(&[0, 1]), ratio(&[1, 0])),
        differ(ratio(&[0, 0]), ratio(&[1, 2])),
        differ(ratio(&[1, 2, 3]), n(2)),
        same(
            Answer::Ratio(vec![i(1), sqrt(2)]),
            Answer::Ratio(vec![i(1), d("1.4142")]),
        ),
    ]);
}

#[test]
fn based_numbers_are_their_values() {
    let based = |value: i64, base: u32| Answer::Based {
        value: i(value),
        base,
    };
    check(&[
        same(based(5, 2), n(5)),
        same(based(54, 5), based(54, 8)),
        differ(based(54, 5), n(204)),
        differ(based(54, 5), based(76, 6)),
        differ(based(11, 2), n(1011)),
    ]);
}

#[test]
fn times_and_dates() {
    let time = |hour: u32, minute: u32, half: Option<Half>| {
        Answer::Time(Time {
            seconds: hour * 3_600 + minute * 60,
            half,
        })
    };
    let (am, pm) = (Some(Half::Am), Some(Half::Pm));
    let date = |year: Option<i32>, month: u8, day: u8| Answer::Date(Date { year, month, day });
    check(&[
        same(time(14, 30, None), time(14, 30, pm)),
        same(time(2, 30, None), time(14, 30, pm)),
        same(time(2, 30, None), time(2, 30, am)),
        differ(time(2, 30, am), time(14, 30, pm)),
        differ(time(14, 30, None), time(2, 30, am)),
        differ(time(2, 30, None), time(14, 30, None)),
        same(time(12, 15, None), time(0, 15, am)),
        differ(time(0, 15, None), time(12, 15, pm)),
        same(time(1, 30, None), q(i(90), "min")),
        same(time(1, 30, None), q(i(90), "s")),
        differ(time(1, 30, pm), q(i(90), "min")),
        differ(time(1, 30, None), q(i(90), "m")),
        differ(time(1, 30, None), q(i(80), "min")),
        same(date(Some(2024), 7, 4), date(None, 7, 4)),
        differ(date(Some(2024), 7, 4), date(Some(2023), 7, 4)),
        differ(date(None, 7, 4), date(None, 4, 7)),
    ]);
}

#[test]
fn words_meet_only_symbols_and_special_answers() {
    let special = Answer::Special;
    check(&[
        same(text("even"), text("Even")),
        differ(text("even"), text("odd")),
        same(text("b"), e(s("B"))),
        differ(text("b"), e(s("A"))),
        same(text("e"), e(Expr::Constant(Constant::E))),
        same(text("ab"), e(mul(&[s("A"), s("B")]))),
        differ(text("five"), n(5)),
        same(text("yes"), special(Special::True)),
        differ(text("yes"), special(Special::False)),
        same(e(s("Y")), special(Special::True)),
        differ(e(s("y")), special(Special::True)),
        same(special(Special::NoSolution), set(&[])),
        differ(special(Special::NoSolution), n(0)),
        differ(special(Special::NoSolution), set(&numbers(&[0]))),
        differ(
            special(Special::Undefined),
            e(Expr::Constant(Constant::Infinity)),
        ),
        same(
            special(Special::InfinitelyMany),
            e(Expr::Constant(Constant::Infinity)),
        ),
        differ(special(Special::Undefined), special(Special::NoSolution)),
        differ(text("even"), list(&[text("even"), text("odd")])),
    ]);
    let strict = MathPolicies {
        case_sensitive: true,
        ..MathPolicies::default()
    };
    check_with(
        &strict,
        &[
            differ(text("Even"), text("even")),
            differ(text("b"), e(s("B"))),
        ],
    );
}
