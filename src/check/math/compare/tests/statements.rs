//! Equations, chains, assignments, congruences.

use super::super::super::answer::Answer;
use super::build::{
    add, all, any, br, d, e, eq, frac, i, list, mul, n, neg, numbers, of, pow, q, rel, s, set,
    sqrt, text,
};
use super::{check, differ, same};

#[test]
fn names_are_forgiven_but_not_confused() {
    let line = || add(&[mul(&[i(2), s("x")]), i(1)]);
    let fx = || e(of("f", s("x")));
    check(&[
        same(eq("x", i(5)), n(5)),
        differ(eq("x", i(5)), n(6)),
        differ(eq("x", i(5)), eq("y", i(5))),
        same(eq("x", i(5)), eq("x", d("5.0"))),
        same(eq("x", i(5)), rel("=", &[n(5), e(s("x"))])),
        same(rel("=", &[n(5), e(s("x"))]), n(5)),
        same(rel("=", &[fx(), e(pow(s("x"), 2))]), e(pow(s("x"), 2))),
        same(eq("y", line()), e(line())),
        same(eq("y", line()), rel("=", &[fx(), e(line())])),
        differ(eq("y", i(3)), rel("=", &[fx(), n(3)])),
        differ(eq("x", line()), rel("=", &[e(of("f", s("t"))), e(line())])),
        same(
            rel("=", &[fx(), e(pow(s("x"), 2))]),
            rel("=", &[e(of("f", s("t"))), e(pow(s("t"), 2))]),
        ),
        differ(
            rel("=", &[fx(), e(pow(s("x"), 2))]),
            rel("=", &[e(of("f", s("t"))), e(pow(s("x"), 2))]),
        ),
        same(rel("=", &[text("area"), n(12)]), n(12)),
        same(rel("=", &[text("area"), n(12)]), eq("A", i(12))),
        differ(
            rel("=", &[text("area"), n(12)]),
            rel("=", &[text("length"), n(12)]),
        ),
        same(rel("=", &[e(s("x")), q(i(5), "m")]), q(i(500), "cm")),
        differ(
            rel("=", &[e(s("x")), q(i(5), "m")]),
            rel("=", &[e(s("x")), q(i(5), "cm")]),
        ),
        same(
            rel("=", &[e(s("x")), list(&numbers(&[2, -2]))]),
            list(&numbers(&[-2, 2])),
        ),
        same(
            rel("=", &[e(s("x")), list(&numbers(&[2, -2]))]),
            any(&[eq("x", i(-2)), eq("x", i(2))]),
        ),
        differ(
            rel("=", &[e(s("y")), list(&numbers(&[2, -2]))]),
            any(&[eq("x", i(-2)), eq("x", i(2))]),
        ),
        same(
            rel(
                "=",
                &[
                    br("()", &[e(s("x")), e(s("y"))]),
                    br("()", &numbers(&[5, 8])),
                ],
            ),
            br("()", &numbers(&[5, 8])),
        ),
        same(
            rel(
                "=",
                &[
                    Answer::Ratio(vec![s("a"), s("b")]),
                    Answer::Ratio(vec![i(7), i(32)]),
                ],
            ),
            Answer::Ratio(vec![i(14), i(64)]),
        ),
        same(
            rel("=", &[e(s("D")), br("()", &numbers(&[0, 1]))]),
            br("()", &numbers(&[0, 1])),
        ),
        differ(
            rel("=", &[e(s("D")), br("()", &numbers(&[0, 1]))]),
            rel("=", &[e(s("D")), br("()", &numbers(&[0, 2]))]),
        ),
    ]);
}

#[test]
fn equations_may_differ_by_a_factor() {
    let circle = |k: i64, radius: i64| {
        let left = add(&[mul(&[i(k), pow(s("x"), 2)]), mul(&[i(k), pow(s("y"), 2)])]);
        rel("=", &[e(left), n(k * radius)])
    };
    let line = |c: i64| rel("=", &[e(add(&[s("y"), neg(mul(&[i(2), s("x")]))])), n(c)]);
    check(&[
        same(circle(1, 1), circle(-3, 1)),
        differ(circle(1, 1), circle(1, 2)),
        differ(circle(1, 1), n(1)),
        same(line(1), eq("y", add(&[mul(&[i(2), s("x")]), i(1)]))),
        differ(line(1), eq("y", add(&[mul(&[i(2), s("x")]), i(2)]))),
        same(
            rel("<", &[e(s("y")), e(add(&[s("x"), i(1)]))]),
            rel(
                ">",
                &[
                    e(mul(&[i(2), add(&[s("x"), i(1)])])),
                    e(mul(&[i(2), s("y")])),
                ],
            ),
        ),
        differ(
            rel("<", &[e(s("y")), e(add(&[s("x"), i(1)]))]),
            rel("{", &[e(s("y")), e(add(&[s("x"), i(1)]))]),
        ),
        differ(
            rel("<", &[e(s("y")), e(add(&[s("x"), i(1)]))]),
            rel(">", &[e(s("y")), e(add(&[s("x"), i(1)]))]),
        ),
        same(
            rel(
                "<<",
                &[e(of("f", i(2))), e(of("f", i(1))), e(of("f", i(4)))],
            ),
            rel(
                ">>",
                &[e(of("f", i(4))), e(of("f", i(1))), e(of("f", i(2)))],
            ),
        ),
        differ(
            rel(
                "<<",
                &[e(of("f", i(2))), e(of("f", i(1))), e(of("f", i(4)))],
            ),
            rel(
                "<<",
                &[e(of("f", i(1))), e(of("f", i(2))), e(of("f", i(4)))],
            ),
        ),
    ]);
}

#[test]
fn chains_must_not_contradict_themselves() {
    let five = || e(add(&[i(2), i(3)]));
    check(&[
        same(rel("==", &[e(s("x")), five(), n(5)]), n(5)),
        same(rel("==", &[e(s("x")), five(), n(5)]), eq("x", i(5))),
        same(rel("=", &[five(), n(5)]), n(5)),
        differ(rel("=", &[five(), n(6)]), n(6)),
        differ(rel("===", &[e(s("x")), n(11), n(7), n(11)]), eq("x", i(11))),
        differ(rel("===", &[e(s("x")), n(11), n(7), n(11)]), n(11)),
        same(
            rel("=~", &[e(s("x")), e(sqrt(2)), e(d("1.414"))]),
            e(sqrt(2)),
        ),
        same(
            rel("=~", &[e(s("x")), e(sqrt(2)), e(d("1.414"))]),
            e(d("1.414")),
        ),
        same(
            rel("=~", &[e(s("x")), e(sqrt(2)), e(d("1.414"))]),
            eq("x", sqrt(2)),
        ),
        differ(rel("=~", &[e(s("x")), e(frac(1, 3)), n(11)]), n(11)),
        same(rel("=~", &[e(s("x")), e(frac(1, 3)), n(11)]), e(frac(1, 3))),
        same(rel("~", &[e(frac(95, 31)), e(d("3.06"))]), e(frac(95, 31))),
        same(rel("~", &[e(s("x")), e(d("1.41"))]), eq("x", d("1.41"))),
        same(
            rel("==", &[e(s("A")), e(mul(&[s("l"), s("w")])), n(12)]),
            n(12),
        ),
        differ(
            rel("==", &[e(s("A")), e(mul(&[s("l"), s("w")])), n(12)]),
            n(13),
        ),
        differ(
            rel("==", &[e(s("y")), e(pow(s("x"), 2)), e(pow(s("x"), 3))]),
            e(pow(s("x"), 3)),
        ),
    ]);
}

#[test]
fn several_names_with_values() {
    let xy = |x: i64, y: i64| all(&[eq("x", i(x)), eq("y", i(y))]);
    let yx = |y: i64, x: i64| all(&[eq("y", i(y)), eq("x", i(x))]);
    let pq = |p: i64, q: i64| vec![eq("p", i(p)), eq("q", i(q))];
    let tuple = |values: &[i64]| br("()", &numbers(values));
    let named_tuple =
        |x: i64, y: i64| rel("=", &[br("()", &[e(s("x")), e(s("y"))]), tuple(&[x, y])]);
    let flat =
        |values: [i64; 4]| all(&[pq(values[0], values[1]), pq(values[2], values[3])].concat());
    check(&[
        same(xy(1, 2), tuple(&[1, 2])),
        differ(xy(1, 2), tuple(&[2, 1])),
        same(xy(1, 2), yx(2, 1)),
        differ(xy(1, 2), yx(1, 2)),
        same(yx(2, 1), tuple(&[1, 2])),
        differ(yx(2, 1), tuple(&[2, 1])),
        same(xy(1, 2), list(&numbers(&[1, 2]))),
        differ(xy(1, 2), list(&numbers(&[2, 1]))),
        same(list(&[eq("x", i(1)), eq("y", i(2))]), yx(2, 1)),
        same(all(&[eq("r", i(2)), eq("h", i(3))]), tuple(&[2, 3])),
        same(named_tuple(1, 2), xy(1, 2)),
        differ(named_tuple(1, 2), xy(2, 1)),
        same(
            list(&[named_tuple(5, 8), tuple(&[8, 5])]),
            list(&[tuple(&[8, 5]), tuple(&[5, 8])]),
        ),
        same(rel("==", &[e(s("x")), e(s("y")), n(3)]), tuple(&[3, 3])),
        same(rel("==", &[e(s("x")), e(s("y")), n(3)]), xy(3, 3)),
        same(list(&[all(&pq(5, 2)), all(&pq(7, 2))]), flat([7, 2, 5, 2])),
        same(list(&[tuple(&[5, 2]), tuple(&[7, 2])]), flat([5, 2, 7, 2])),
        differ(list(&[all(&pq(5, 2)), all(&pq(7, 3))]), flat([7, 2, 5, 3])),
        same(
            all(&[eq("p", i(-1)), eq("p", frac(15, 8))]),
            any(&[eq("p", frac(15, 8)), eq("p", i(-1))]),
        ),
        differ(
            all(&[eq("x", i(1)), eq("y", i(2))]),
            any(&[eq("x", i(1)), eq("y", i(2))]),
        ),
        same(any(&[eq("x", i(1)), eq("x", i(2))]), set(&numbers(&[2, 1]))),
        same(
            list(&[eq("a", i(4)), n(-8), n(-10)]),
            list(&numbers(&[-10, -8, 4])),
        ),
    ]);
}
