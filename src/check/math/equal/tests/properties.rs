//! Properties of random expressions.

use proptest::prelude::*;

use super::super::*;
use crate::check::math::expr::{difference, negative, power, product, quotient, sum};
use crate::check::math::function::Function;

fn budget() -> Budget {
    Budget::new(Budget::COMPARISON)
}

/// Any expression, with poles, branches, and what has no value.
fn any_expr() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        (-9_i64..20).prop_map(Expr::integer),
        prop::sample::select(vec!["x", "y", "n"]).prop_map(|n| Expr::Symbol(n.to_owned())),
        prop::sample::select(vec![
            crate::check::math::expr::Constant::Pi,
            crate::check::math::expr::Constant::E,
            crate::check::math::expr::Constant::I,
            crate::check::math::expr::Constant::Infinity,
        ])
        .prop_map(Expr::Constant),
    ];
    let functions = prop::sample::select(vec![
        Function::Sin,
        Function::Log,
        Function::Exp,
        Function::Abs,
        Function::Floor,
        Function::Factorial,
        Function::Arcsin,
        Function::Gamma,
        Function::Arctan,
    ]);
    leaf.prop_recursive(4, 24, 3, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::Sum),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::Product),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| quotient(a, b)),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| power(a, b)),
            inner.clone().prop_map(negative),
            (functions.clone(), inner.clone()).prop_map(|(f, a)| Expr::Call(f, vec![a])),
            inner.prop_map(|a| Expr::Apply("f".to_owned(), vec![a])),
        ]
    })
}

/// Polynomials in x and y with fractions as coefficients, never constant.
fn polynomial() -> impl Strategy<Value = Vec<(i64, i64, u32, u32)>> {
    prop::collection::vec((1_i64..50, 1_i64..9, 0_u32..4, 0_u32..4), 2..6)
}

fn written(terms: &[(i64, i64, u32, u32)]) -> Expr {
    let symbol = |name: &str, n: u32| power(Expr::Symbol(name.to_owned()), Expr::integer(n.into()));
    let terms = terms.iter().map(|&(above, below, i, j)| {
        let coefficient = quotient(Expr::integer(above), Expr::integer(below));
        product(vec![coefficient, symbol("x", i), symbol("y", j)])
    });
    sum(terms.collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_panics_and_is_symmetric(a in any_expr(), b in any_expr()) {
        let outcome = expressions(&a, &b, &mut budget());
        prop_assert_eq!(&outcome, &expressions(&b, &a, &mut budget()));
        prop_assert!(expressions(&a, &a, &mut budget()).is_equal());
        let order_ab = order(&a, &b, &mut budget());
        prop_assert_eq!(order_ab, order(&b, &a, &mut budget()).map(std::cmp::Ordering::reverse));
        let factor = proportional(&a, &b, &mut budget()).map(|f| f.is_negative);
        prop_assert_eq!(factor.is_ok(), proportional(&b, &a, &mut budget()).is_ok());
    }

    /// What is the same but for the order of its terms is never found different.
    #[test]
    fn reordering_is_never_refuted(a in any_expr(), b in any_expr()) {
        let left = Expr::Sum(vec![a.clone(), b.clone()]);
        let right = Expr::Sum(vec![b, a]);
        prop_assert_ne!(expressions(&left, &right, &mut budget()), Outcome::Unequal);
    }

    #[test]
    fn distributing_keeps_the_value(p in polynomial(), q in polynomial()) {
        let (left, right) = (written(&p), written(&q));
        let factored = product(vec![left.clone(), right.clone()]);
        let terms = p.iter().map(|t| product(vec![right.clone(), written(&[*t])]));
        let expanded = sum(terms.collect());
        prop_assert!(expressions(&factored, &expanded, &mut budget()).is_equal());
        // The same through functions that the field knows nothing about.
        let sine = |inner: Expr| Expr::Call(Function::Sin, vec![inner]);
        let (a, b) = (sine(factored.clone()), negative(sine(negative(expanded))));
        prop_assert!(expressions(&a, &b, &mut budget()).is_equal());
        let changed = Expr::Sum(vec![factored.clone(), Expr::integer(1)]);
        prop_assert_eq!(expressions(&factored, &changed, &mut budget()), Outcome::Unequal);
    }

    #[test]
    fn one_changed_coefficient_is_seen(p in polynomial(), index in any::<prop::sample::Index>()) {
        let mut changed = p.clone();
        let index = index.index(changed.len());
        changed[index].0 += 1;
        let (a, b) = (written(&p), written(&changed));
        prop_assert_eq!(expressions(&a, &b, &mut budget()), Outcome::Unequal);
        let root = |inner: Expr| Expr::Call(Function::Root, vec![inner, Expr::integer(2)]);
        prop_assert_eq!(expressions(&root(a), &root(b), &mut budget()), Outcome::Unequal);
    }

    #[test]
    fn multiples_are_proportional(p in polynomial(), above in 1_i64..40, sign in any::<bool>()) {
        let a = written(&p);
        let factor = Expr::integer(if sign { -above } else { above });
        let b = product(vec![factor, a.clone()]);
        prop_assert_eq!(proportional(&a, &b, &mut budget()).map(|f| f.is_negative), Ok(sign));
        let other = difference(b, Expr::Symbol("z".to_owned()));
        prop_assert_eq!(proportional(&a, &other, &mut budget()), Err(Outcome::Unequal));
    }

    #[test]
    fn square_roots_are_rationalized(a in 2_i64..300, b in 2_i64..300) {
        prop_assume!(a != b);
        let root = |n: i64| Expr::Call(Function::Root, vec![Expr::integer(n), Expr::integer(2)]);
        let left = quotient(Expr::integer(1), Expr::Sum(vec![root(a), root(b)]));
        let right = quotient(difference(root(a), root(b)), Expr::integer(a - b));
        prop_assert!(expressions(&left, &right, &mut budget()).is_equal());
        let changed = quotient(difference(root(a), root(b)), Expr::integer(a - b + 1));
        prop_assert!(!expressions(&left, &changed, &mut budget()).is_equal());
    }
}
