//! Congruences, solutions that come again at equal distances.

use super::build::{
    add, all, any, builder, cong, e, eq, frac, i, integers, list, mul, n, numbers, pi, rel, s,
};
use super::{check, differ, same};

#[test]
fn congruences_are_sets_of_residues() {
    let x = || Some(s("x"));
    let k_integer = || rel(":", &[e(s("k")), integers()]);
    let step = |c: i64, m: i64| add(&[i(c), mul(&[i(m), s("k")])]);
    check(&[
        same(cong(x(), &[3], 7), cong(x(), &[10], 7)),
        same(cong(x(), &[3], 7), cong(x(), &[-4], 7)),
        differ(cong(x(), &[3], 7), cong(x(), &[-3], 7)),
        differ(cong(x(), &[3], 7), cong(x(), &[3], 5)),
        differ(cong(x(), &[3], 7), cong(x(), &[3], 14)),
        differ(cong(x(), &[3], 7), cong(Some(s("y")), &[3], 7)),
        same(cong(x(), &[3], 7), cong(None, &[3], 7)),
        same(cong(x(), &[1, 4], 5), cong(x(), &[4, 1], 5)),
        differ(cong(x(), &[1, 4], 5), cong(x(), &[1, 3], 5)),
        same(cong(x(), &[1], 2), cong(x(), &[1, 3], 4)),
        differ(cong(x(), &[1], 2), cong(x(), &[1, 2], 4)),
        same(cong(x(), &[3], 7), n(3)),
        differ(cong(x(), &[3], 7), n(10)),
        differ(cong(x(), &[3], 7), eq("x", i(3))),
        same(cong(x(), &[1, 4], 5), list(&numbers(&[4, 1]))),
        same(cong(x(), &[3], 7), e(step(3, 7))),
        same(cong(x(), &[3], 7), eq("x", step(-4, 7))),
        differ(cong(x(), &[3], 7), eq("x", step(7, 3))),
        differ(cong(x(), &[3], 7), eq("y", step(3, 7))),
        same(
            cong(x(), &[3], 7),
            all(&[eq("x", step(3, -7)), k_integer()]),
        ),
        same(cong(x(), &[3], 7), builder(e(step(3, 7)), &[k_integer()])),
        same(
            all(&[eq("x", step(3, 7)), k_integer()]),
            all(&[eq("x", step(-4, 7)), k_integer()]),
        ),
        differ(
            all(&[eq("x", step(3, 7)), k_integer()]),
            all(&[eq("x", step(4, 7)), k_integer()]),
        ),
        differ(e(step(3, 7)), e(step(10, 7))),
        same(
            any(&[cong(x(), &[1], 4), cong(x(), &[3], 4)]),
            cong(x(), &[1], 2),
        ),
        differ(
            any(&[cong(x(), &[1], 4), cong(x(), &[2], 4)]),
            cong(x(), &[1], 2),
        ),
        same(
            all(&[cong(x(), &[1], 2), cong(x(), &[2], 3)]),
            cong(x(), &[5], 6),
        ),
        differ(
            all(&[cong(x(), &[1], 2), cong(x(), &[2], 3)]),
            cong(x(), &[1], 6),
        ),
        differ(all(&[eq("x", step(0, 2)), k_integer()]), n(0)),
        differ(cong(x(), &[1], 1_000_003), cong(x(), &[1], 1_000_033)),
    ]);
}

#[test]
fn solutions_with_a_period_of_pi() {
    let angle = |c: (i64, i64), m: i64, k: &str| {
        add(&[mul(&[frac(c.0, c.1), pi()]), mul(&[i(m), pi(), s(k)])])
    };
    check(&[
        same(e(angle((1, 4), 1, "k")), e(angle((5, 4), 1, "n"))),
        same(e(angle((1, 4), 1, "k")), e(angle((1, 4), -1, "k"))),
        differ(e(angle((1, 4), 1, "k")), e(angle((1, 4), 2, "k"))),
        differ(e(angle((1, 4), 1, "k")), e(angle((3, 4), 1, "k"))),
        same(
            eq("x", angle((1, 4), 1, "k")),
            eq("x", angle((5, 4), 1, "n")),
        ),
        same(eq("x", angle((1, 4), 1, "k")), e(angle((5, 4), 1, "n"))),
        same(
            all(&[
                eq("x", angle((1, 4), 1, "n")),
                rel(":", &[e(s("n")), integers()]),
            ]),
            eq("x", angle((1, 4), 1, "k")),
        ),
    ]);
}
