//! Intervals, inequalities, domains.

use super::super::super::answer::{Answer, Special};
use super::super::super::expr::quotient;
use super::build::{
    abs, add, all, any, br, d, e, frac, i, inf, iv, list, meet, minus, mul, n, neg, numbers, of,
    pi, pow, q, reals, rel, s, set, sqrt, union,
};
use super::{check, differ, same};

fn x() -> Answer {
    e(s("x"))
}

/// `x` with a sign and a bound.
fn xs(sign: &str, bound: i64) -> Answer {
    rel(sign, &[x(), n(bound)])
}

#[test]
fn inequalities_are_intervals() {
    check(&[
        same(xs(">", 3), iv("()", i(3), inf())),
        differ(xs(">", 3), iv("[)", i(3), inf())),
        same(xs("}", 3), iv("[)", i(3), inf())),
        same(xs("<", 3), iv("()", neg(inf()), i(3))),
        same(xs(">", 3), rel("<", &[n(3), x()])),
        differ(xs(">", 3), xs("}", 3)),
        differ(xs(">", 3), rel(">", &[e(s("y")), n(3)])),
        differ(xs(">", 3), n(3)),
        differ(xs(">", 3), xs("=", 3)),
        same(rel("<{", &[n(0), x(), n(1)]), iv("(]", i(0), i(1))),
        same(rel("}>", &[n(1), x(), n(0)]), iv("(]", i(0), i(1))),
        differ(rel("<<", &[n(0), x(), n(1)]), iv("(]", i(0), i(1))),
        same(
            rel("<<", &[n(0), e(of("f", s("x"))), n(1)]),
            iv("()", i(0), i(1)),
        ),
        same(rel("<<", &[n(0), x(), n(1)]), br("()", &numbers(&[0, 1]))),
        same(rel("}", &[e(neg(s("x"))), n(-1)]), xs("{", 1)),
        same(
            rel("<", &[e(add(&[mul(&[i(2), s("x")]), i(3)])), n(7)]),
            xs("<", 2),
        ),
        same(
            rel("<<", &[n(1), e(add(&[mul(&[i(2), s("x")]), i(1)])), n(5)]),
            iv("()", i(0), i(2)),
        ),
        same(
            rel(":", &[x(), iv("[]", i(-2), i(7))]),
            rel("{{", &[n(-2), x(), n(7)]),
        ),
        same(
            rel(":", &[x(), iv("[]", i(-2), i(7))]),
            iv("[]", i(-2), i(7)),
        ),
    ]);
}

#[test]
fn squares_and_absolute_values() {
    check(&[
        same(rel("<", &[e(pow(s("x"), 2)), n(4)]), iv("()", i(-2), i(2))),
        same(
            rel("}", &[e(pow(s("x"), 2)), n(2)]),
            union(&[iv("(]", neg(inf()), neg(sqrt(2))), iv("[)", sqrt(2), inf())]),
        ),
        same(
            rel(">", &[e(neg(pow(s("x"), 2))), n(-4)]),
            iv("()", i(-2), i(2)),
        ),
        same(rel("}", &[e(pow(s("x"), 2)), n(0)]), reals()),
        same(rel(">", &[e(pow(s("x"), 2)), n(0)]), rel("#", &[x(), n(0)])),
        same(
            rel("<", &[e(pow(s("x"), 2)), n(-1)]),
            Answer::Special(Special::NoSolution),
        ),
        same(rel("<", &[e(abs(s("x"))), n(3)]), iv("()", i(-3), i(3))),
        same(
            rel("}", &[e(abs(add(&[s("x"), i(-1)]))), n(2)]),
            any(&[xs("{", -1), xs("}", 3)]),
        ),
        same(
            rel(">", &[x(), e(frac(1, 3))]),
            rel(">", &[x(), e(d("0.33333"))]),
        ),
        same(rel("<<", &[e(neg(inf())), x(), e(inf())]), reals()),
        same(
            rel(">", &[x(), q(i(5), "m")]),
            rel("<", &[q(i(500), "cm"), x()]),
        ),
        differ(
            rel(">", &[x(), q(i(5), "m")]),
            rel(">", &[x(), q(i(5), "cm")]),
        ),
        same(rel(">", &[x(), e(s("a"))]), iv("()", s("a"), inf())),
        same(
            rel("<<", &[e(s("a")), x(), e(s("b"))]),
            iv("()", s("a"), s("b")),
        ),
        differ(
            rel("<<", &[e(s("a")), x(), e(s("b"))]),
            iv("()", s("b"), s("a")),
        ),
    ]);
}

#[test]
fn endpoints_with_units() {
    check(&[
        same(
            rel("<<", &[q(i(0), "deg"), x(), q(i(90), "deg")]),
            br("()", &[q(i(0), "deg"), q(i(90), "deg")]),
        ),
        same(
            rel("<<", &[n(0), x(), q(i(90), "deg")]),
            iv("()", i(0), mul(&[frac(1, 2), pi()])),
        ),
        same(
            rel("<<", &[n(0), x(), q(i(90), "deg")]),
            iv("()", i(0), i(90)),
        ),
        differ(
            rel("<<", &[n(0), x(), q(i(90), "deg")]),
            iv("()", i(0), pi()),
        ),
        same(rel(">", &[x(), q(i(50), "%")]), iv("()", d("0.5"), inf())),
        same(
            rel("<<", &[q(i(2), "m"), x(), q(i(5), "m")]),
            iv("()", i(2), i(5)),
        ),
        differ(
            rel("<<", &[q(i(2), "m"), x(), q(i(5), "m")]),
            br("()", &[q(i(2), "cm"), q(i(5), "cm")]),
        ),
        differ(
            rel("<<", &[q(i(2), "m"), x(), q(i(5), "m")]),
            br("()", &[q(i(2), "s"), q(i(5), "s")]),
        ),
    ]);
}

#[test]
fn other_inequalities_are_tried_at_points() {
    check(&[
        same(rel(">", &[e(pow(s("x"), 3)), n(8)]), xs(">", 2)),
        same(rel(">", &[e(pow(s("x"), 3)), n(8)]), iv("()", i(2), inf())),
        differ(rel(">", &[e(pow(s("x"), 3)), n(8)]), iv("()", i(3), inf())),
        differ(
            rel(">", &[e(pow(s("x"), 3)), n(8)]),
            rel(">", &[e(s("y")), n(2)]),
        ),
        same(
            rel(
                ">",
                &[
                    e(quotient(add(&[s("x"), i(-1)]), add(&[s("x"), i(2)]))),
                    n(0),
                ],
            ),
            union(&[iv("()", neg(inf()), i(-2)), iv("()", i(1), inf())]),
        ),
        differ(
            rel(
                "}",
                &[
                    e(quotient(add(&[s("x"), i(-1)]), add(&[s("x"), i(2)]))),
                    n(0),
                ],
            ),
            union(&[iv("(]", neg(inf()), i(-2)), iv("[)", i(1), inf())]),
        ),
        same(
            rel("!", &[x(), set(&numbers(&[2]))]),
            rel("#", &[x(), n(2)]),
        ),
    ]);
}

#[test]
fn unions_and_differences() {
    let iv_n = |brackets: &str, low: i64, high: i64| iv(brackets, i(low), i(high));
    let below = |b: i64| iv("()", neg(inf()), i(b));
    let above = |a: i64| iv("()", i(a), inf());
    check(&[
        same(
            union(&[iv_n("[]", 0, 1), iv_n("[]", 1, 3)]),
            iv_n("[]", 0, 3),
        ),
        differ(
            union(&[iv_n("[]", 0, 1), iv_n("[]", 2, 3)]),
            iv_n("[]", 0, 3),
        ),
        differ(
            union(&[iv_n("[)", 0, 1), iv_n("(]", 1, 3)]),
            iv_n("[]", 0, 3),
        ),
        same(
            minus(&[reals(), set(&numbers(&[2]))]),
            union(&[below(2), above(2)]),
        ),
        same(rel("#", &[x(), n(2)]), union(&[below(2), above(2)])),
        same(
            rel("#", &[x(), n(2)]),
            minus(&[reals(), set(&numbers(&[2]))]),
        ),
        differ(rel("#", &[x(), n(2)]), n(2)),
        differ(rel("#", &[x(), n(2)]), xs("=", 2)),
        same(
            all(&[rel("#", &[x(), n(1)]), rel("#", &[x(), n(2)])]),
            rel("#", &[x(), list(&numbers(&[2, 1]))]),
        ),
        same(any(&[xs("<", 1), xs(">", 3)]), union(&[below(1), above(3)])),
        same(
            list(&[xs("<", 1), xs(">", 3)]),
            union(&[below(1), above(3)]),
        ),
        same(list(&[xs(">", 1), xs("<", 3)]), iv_n("()", 1, 3)),
        same(
            all(&[xs(">", 1), xs("<", 3)]),
            rel("<<", &[n(1), x(), n(3)]),
        ),
        differ(
            any(&[xs(">", 1), xs("<", 3)]),
            rel("<<", &[n(1), x(), n(3)]),
        ),
        same(any(&[xs(">", 1), xs("=", 1)]), xs("}", 1)),
        same(
            meet(&[iv_n("[]", 0, 2), iv_n("[]", 1, 3)]),
            iv_n("[]", 1, 2),
        ),
        same(list(&[below(1), above(3)]), union(&[above(3), below(1)])),
        same(
            union(&[iv_n("()", 0, 1), set(&numbers(&[1]))]),
            iv_n("(]", 0, 1),
        ),
        same(iv_n("[]", 5, 5), set(&numbers(&[5]))),
        // Whoever expects a number takes it for two.
        differ(iv_n("[]", 5, 5), n(5)),
        same(
            all(&[xs("<", 1), xs(">", 3)]),
            Answer::Special(Special::NoSolution),
        ),
        same(
            union(&[iv("()", s("a"), s("b")), iv("()", s("c"), s("d"))]),
            union(&[iv("()", s("c"), s("d")), iv("()", s("a"), s("b"))]),
        ),
        differ(
            union(&[iv("()", s("a"), s("b")), iv("()", s("c"), s("d"))]),
            union(&[iv("()", s("c"), s("d")), iv("[)", s("a"), s("b"))]),
        ),
        same(iv_n("()", 1, 2), br("()", &numbers(&[1, 2]))),
        differ(iv_n("[)", 2, 5), iv_n("(]", 2, 5)),
        same(iv("[]", frac(-4, 2), d("0.5")), iv("[]", i(-2), frac(1, 2))),
        same(iv("[)", neg(inf()), i(5)), iv("()", neg(inf()), i(5))),
        differ(
            list(&[iv_n("()", 1, 2), iv_n("()", 2, 3)]),
            list(&[iv_n("()", 1, 3), iv_n("()", 2, 2)]),
        ),
        differ(
            all(&[xs(">", 0), rel(">", &[e(s("y")), n(0)])]),
            all(&[xs(">", 0), rel("<", &[e(s("y")), n(0)])]),
        ),
        same(
            all(&[xs(">", 0), rel(">", &[e(s("y")), n(0)])]),
            all(&[rel(">", &[e(s("y")), n(0)]), rel("<", &[n(0), x()])]),
        ),
    ]);
}
