//! Lists, sets, tuples, matrices.

use super::super::super::expr::Expr;
use super::super::super::outcome::Outcome;
use super::build::{br, d, e, frac, i, iv, list, meet, minus, n, numbers, q, s, set, sqrt, union};
use super::{check, check_with, compared, differ, same};
use crate::suite::MathPolicies;

#[test]
fn lists_sets_and_tuples() {
    let list_of = |values: &[i64]| list(&numbers(values));
    let set_of = |values: &[i64]| set(&numbers(values));
    let tuple = |values: &[i64]| br("()", &numbers(values));
    check(&[
        same(list_of(&[1, 2, 3]), list_of(&[3, 1, 2])),
        differ(list_of(&[1, 2, 3]), list_of(&[1, 2])),
        differ(list_of(&[1, 1, 2]), list_of(&[1, 2, 2])),
        same(set_of(&[1, 2]), set_of(&[2, 1])),
        same(set_of(&[1, 2, 2]), set_of(&[1, 2])),
        differ(set_of(&[1, 2]), set_of(&[1, 3])),
        same(set_of(&[1, 2]), list_of(&[2, 1])),
        differ(set_of(&[1, 2]), list_of(&[1, 1, 2])),
        same(tuple(&[1, 2]), list_of(&[1, 2])),
        differ(tuple(&[1, 2]), list_of(&[2, 1])),
        differ(tuple(&[1, 2]), tuple(&[2, 1])),
        differ(tuple(&[1, 2]), set_of(&[1, 2])),
        differ(tuple(&[1, 2]), tuple(&[1, 2, 3])),
        same(set_of(&[5]), n(5)),
        same(set_of(&[5, 5]), n(5)),
        same(list_of(&[5]), n(5)),
        differ(set_of(&[5]), n(6)),
        differ(list_of(&[5, 6]), n(5)),
        same(br("[]", &numbers(&[1, 2, 3])), tuple(&[1, 2, 3])),
        differ(br("[]", &numbers(&[1, 2])), tuple(&[1, 2])),
        same(br("⟨⟩", &numbers(&[1, 2])), tuple(&[1, 2])),
        differ(iv("(]", i(1), i(2)), list_of(&[1, 2])),
        same(
            set(&[set_of(&[1]), set_of(&[2, 3])]),
            set(&[set_of(&[3, 2]), set_of(&[1])]),
        ),
        same(
            list(&[tuple(&[1, 2]), tuple(&[3, 4])]),
            list(&[tuple(&[3, 4]), tuple(&[1, 2])]),
        ),
        differ(
            list(&[tuple(&[1, 2]), tuple(&[3, 4])]),
            list(&[tuple(&[1, 4]), tuple(&[3, 2])]),
        ),
        same(
            e(Expr::Matrix(vec![vec![i(1)], vec![i(2)]])),
            tuple(&[1, 2]),
        ),
        same(e(Expr::Matrix(vec![vec![i(1), i(2)]])), tuple(&[1, 2])),
        differ(
            e(Expr::Matrix(vec![vec![i(1)], vec![i(2)]])),
            tuple(&[2, 1]),
        ),
        differ(
            e(Expr::Matrix(vec![vec![i(1), i(2)], vec![i(3), i(4)]])),
            tuple(&[1, 2, 3, 4]),
        ),
        same(
            list(&[e(sqrt(2)), e(frac(1, 2))]),
            list(&[e(d("0.5")), e(d("1.4142"))]),
        ),
    ]);
}

#[test]
fn a_pairing_is_found_if_there_is_one() {
    // 50 % goes with both, 50 and 1/2 only with one each.
    check(&[
        same(
            list(&[q(i(50), "%"), n(50)]),
            list(&[e(d("50.0")), e(frac(1, 2))]),
        ),
        differ(
            list(&[q(i(50), "%"), n(51)]),
            list(&[e(d("50.0")), e(frac(1, 2))]),
        ),
    ]);
}

#[test]
fn policies_of_order() {
    let ordered = MathPolicies {
        ordered_lists: true,
        tuple_as_set: true,
        ..MathPolicies::default()
    };
    check_with(
        &ordered,
        &[
            differ(list(&numbers(&[1, 2])), list(&numbers(&[2, 1]))),
            same(list(&numbers(&[1, 2])), list(&[n(1), e(d("2.0"))])),
            same(br("()", &numbers(&[2, 1])), set(&numbers(&[1, 2]))),
            same(br("()", &numbers(&[2, 1])), list(&numbers(&[1, 2]))),
            differ(br("()", &numbers(&[2, 1])), br("()", &numbers(&[1, 2]))),
        ],
    );
}

#[test]
fn finite_sets_are_joined() {
    let set_of = |values: &[i64]| set(&numbers(values));
    let letters = |names: &[&str]| set(&names.iter().map(|name| e(s(name))).collect::<Vec<_>>());
    check(&[
        same(
            union(&[set_of(&[1, 2]), set_of(&[2, 3])]),
            set_of(&[1, 2, 3]),
        ),
        same(meet(&[set_of(&[1, 2]), set_of(&[2, 3])]), set_of(&[2])),
        same(meet(&[set_of(&[1, 2]), set_of(&[2, 3])]), n(2)),
        same(minus(&[set_of(&[1, 2]), set_of(&[2])]), set_of(&[1])),
        same(
            minus(&[union(&[set_of(&[1, 2]), set_of(&[3, 4])]), set_of(&[2, 3])]),
            set_of(&[1, 4]),
        ),
        differ(union(&[set_of(&[1]), set_of(&[2])]), set_of(&[1, 3])),
        same(
            union(&[letters(&["a", "b"]), letters(&["b", "c"])]),
            letters(&["c", "a", "b"]),
        ),
        differ(
            minus(&[letters(&["a", "b"]), letters(&["b"])]),
            letters(&["b"]),
        ),
        same(meet(&[set_of(&[1]), set_of(&[2])]), set(&[])),
    ]);
}

#[test]
fn long_lists_are_compared_as_fractions() {
    let up: Vec<i64> = (0..1_500).collect();
    let down: Vec<i64> = (0..1_500).rev().collect();
    let mut other = down.clone();
    other[7] = 3;
    check(&[
        same(list(&numbers(&up)), list(&numbers(&down))),
        differ(list(&numbers(&up)), list(&numbers(&other))),
        same(set(&numbers(&up)), set(&numbers(&down))),
    ]);
}

#[test]
fn deep_nesting_is_undecided() {
    let deep = |leaf: i64| (0..40).fold(n(leaf), |inside, _| br("()", &[inside, n(0)]));
    let outcome = compared(&deep(1), &deep(2), &MathPolicies::default());
    assert!(matches!(outcome, Outcome::Undecided(_)), "{outcome:?}");
}
