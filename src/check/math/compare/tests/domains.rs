//! Number sets with names, set builders, sets of integers.

use super::super::super::answer::{Answer, DomainKind, DomainPart, Special};
use super::build::{
    all, any, br, builder, domain, e, eq, i, inf, integers, iv, list, minus, n, neg, numbers, pow,
    reals, rel, s, set,
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
fn domains_and_builders() {
    use DomainKind::{Complexes, Integers, Naturals, Rationals, Reals};
    use DomainPart::{All, NotNegative, NotZero, Positive};
    let in_integers = || rel(":", &[x(), integers()]);
    check(&[
        same(reals(), Answer::Special(Special::AllReals)),
        same(reals(), iv("()", neg(inf()), inf())),
        same(domain(Reals, Positive), iv("()", i(0), inf())),
        same(domain(Reals, NotZero), rel("#", &[x(), n(0)])),
        differ(integers(), domain(Naturals, All)),
        differ(integers(), reals()),
        differ(domain(Rationals, All), reals()),
        differ(domain(Complexes, All), reals()),
        same(domain(Naturals, All), domain(Integers, Positive)),
        same(domain(Naturals, All), domain(Integers, NotNegative)),
        differ(domain(Integers, Positive), domain(Integers, NotNegative)),
        same(builder(x(), &[xs(">", 2)]), iv("()", i(2), inf())),
        same(builder(x(), &[xs(">", 2)]), xs(">", 2)),
        same(
            builder(x(), &[xs(">", 2)]),
            builder(e(s("y")), &[rel(">", &[e(s("y")), n(2)])]),
        ),
        same(
            builder(rel(":", &[x(), reals()]), &[rel("#", &[x(), n(1)])]),
            minus(&[reals(), set(&numbers(&[1]))]),
        ),
        same(
            builder(
                rel(":", &[x(), integers()]),
                &[rel("{<", &[n(-2), x(), n(2)])],
            ),
            set(&numbers(&[-2, -1, 0, 1])),
        ),
        differ(
            builder(
                rel(":", &[x(), integers()]),
                &[rel("{<", &[n(-2), x(), n(2)])],
            ),
            set(&numbers(&[-2, -1, 0, 1, 2])),
        ),
        same(
            builder(rel(":", &[x(), integers()]), &[xs(">", 0)]),
            domain(Integers, Positive),
        ),
        same(
            all(&[in_integers(), xs(">", 0)]),
            all(&[xs("}", 1), in_integers()]),
        ),
        differ(all(&[in_integers(), xs(">", 0)]), xs(">", 0)),
        same(
            all(&[in_integers(), rel("<<", &[n(0), x(), n(3)])]),
            list(&numbers(&[1, 2])),
        ),
        same(
            minus(&[integers(), set(&numbers(&[0]))]),
            domain(Integers, NotZero),
        ),
        differ(minus(&[reals(), integers()]), reals()),
        same(rel(":", &[x(), reals()]), reals()),
        same(
            rel(":", &[x(), set(&numbers(&[1, 2]))]),
            any(&[eq("x", i(1)), eq("x", i(2))]),
        ),
        same(
            builder(br("()", &[x(), e(s("y"))]), &[eq("y", pow(s("x"), 2))]),
            builder(
                br("()", &[x(), e(s("y"))]),
                &[rel("=", &[e(pow(s("x"), 2)), e(s("y"))])],
            ),
        ),
    ]);
}
