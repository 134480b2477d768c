//! Symmetry and reflexivity on generated answers.

use proptest::prelude::*;

use super::super::super::answer::{Answer, Special};
use super::super::super::budget::Budget;
use super::super::super::expr::Expr;
use super::super::super::outcome::Outcome;
use super::super::readings;
use super::build::{add, d, e, i, inf, mul, neg, pow, q, rel, s, sqrt};
use super::compared;
use crate::suite::MathPolicies;

fn exprs() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        (-3_i64..4).prop_map(i),
        prop_oneof![Just("0.5"), Just("1.414"), Just("1.4142"), Just("2.0")].prop_map(d),
        prop_oneof![Just("x"), Just("y"), Just("k")].prop_map(s),
        Just(sqrt(2)),
        Just(inf()),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| add(&parts)),
            prop::collection::vec(inner.clone(), 2..3).prop_map(|parts| mul(&parts)),
            inner.clone().prop_map(neg),
            inner.prop_map(|base| pow(base, 2)),
        ]
    })
}

fn answers() -> impl Strategy<Value = Answer> {
    let leaf = prop_oneof![
        6 => exprs().prop_map(e),
        1 => (exprs(), prop_oneof![Just("%"), Just("m"), Just("cm"), Just("deg")])
            .prop_map(|(value, unit)| q(value, unit)),
        1 => prop::collection::vec(exprs(), 2..4).prop_map(Answer::Ratio),
        1 => prop_oneof![Just("x"), Just("yes")].prop_map(|word| Answer::Text(word.to_owned())),
        1 => prop_oneof![Just(Special::NoSolution), Just(Special::AllReals), Just(Special::True)]
            .prop_map(Answer::Special),
        1 => (prop::collection::vec(exprs(), 1..3), 1_i64..5).prop_map(|(residues, modulus)| {
            Answer::Congruence { subject: None, residues, modulus: i(modulus) }
        }),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        let parts = || prop::collection::vec(inner.clone(), 0..4);
        let signs = prop_oneof![
            Just("="),
            Just("<"),
            Just("}"),
            Just("#"),
            Just(":"),
            Just("~"),
            Just("=="),
            Just("<{"),
            Just("=~"),
        ];
        prop_oneof![
            parts().prop_map(Answer::List),
            parts().prop_map(Answer::Set),
            parts().prop_map(Answer::All),
            parts().prop_map(Answer::Any),
            (prop_oneof![Just("()"), Just("[]"), Just("(]")], parts())
                .prop_map(|(brackets, parts)| super::build::br(brackets, &parts)),
            parts().prop_map(|parts| super::build::union(&parts)),
            parts().prop_map(|parts| super::build::minus(&parts)),
            (signs, prop::collection::vec(inner.clone(), 3..4))
                .prop_map(|(signs, sides)| { rel(signs, &sides[..=signs.len()]) }),
            (inner.clone(), parts())
                .prop_map(|(element, conditions)| { super::build::builder(element, &conditions) }),
        ]
    })
}

fn outcome(a: &[Answer], b: &[Answer]) -> Outcome {
    let mut budget = Budget::new(Budget::COMPARISON);
    readings(a, b, &MathPolicies::default(), &mut budget)
}

proptest! {
    #[test]
    fn every_answer_equals_itself(a in answers()) {
        prop_assert!(outcome(std::slice::from_ref(&a), std::slice::from_ref(&a)).is_equal());
    }

    #[test]
    fn readings_are_symmetric(
        a in prop::collection::vec(answers(), 1..3),
        b in prop::collection::vec(answers(), 1..3),
    ) {
        prop_assert_eq!(outcome(&a, &b), outcome(&b, &a));
    }

    /// Without the common order: the rules themselves are symmetric.
    #[test]
    fn rules_are_symmetric(a in answers(), b in answers()) {
        let there = compared(&a, &b, &MathPolicies::default());
        let back = compared(&b, &a, &MathPolicies::default());
        prop_assert_eq!(there.is_equal(), back.is_equal());
        prop_assert_eq!(there == Outcome::Unequal, back == Outcome::Unequal);
    }

    #[test]
    fn the_order_of_a_set_plays_no_part(parts in prop::collection::vec(answers(), 0..5)) {
        let mut other = parts.clone();
        other.reverse();
        prop_assert!(outcome(&[Answer::Set(parts)], &[Answer::Set(other)]).is_equal());
    }
}
