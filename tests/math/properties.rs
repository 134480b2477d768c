//! What holds for all answers.

use overthink::check::math::{equal, readings};
use overthink::suite::MathPolicies;
use proptest::prelude::*;

use crate::{verdict, word};

proptest! {
    #[test]
    fn checks_are_symmetric_and_repeat(a in "\\PC{0,30}", b in "\\PC{0,30}") {
        let ours = verdict(&a, &b);
        prop_assert_eq!(ours, verdict(&b, &a));
        prop_assert_eq!(ours, verdict(&a, &b));
        prop_assert_eq!(verdict(&a, &a), "yes");
    }

    #[test]
    fn any_policies_are_symmetric(
        a in r"[0-9]{1,3}(\.[0-9]{1,4})?( ?(%|cm|m|km|h))?(, [0-9])?",
        b in r"[0-9]{1,3}(\.[0-9]{1,4})?( ?(%|cm|m|km|h))?(, [0-9])?",
        rounding in 0_u32..6,
        bits in 0_u8..64,
    ) {
        let on = |i: u8| bits & (1 << i) != 0;
        let policies = MathPolicies {
            rounding,
            bare_percent: on(0),
            missing_unit: on(1),
            convert_units: on(2),
            ordered_lists: on(3),
            tuple_as_set: on(4),
            case_sensitive: on(5),
        };
        prop_assert_eq!(word(&equal(&a, &b, &policies)), word(&equal(&b, &a, &policies)));
    }

    #[test]
    fn one_changed_digit_is_another_number(digits in "[1-9][0-9]{0,40}", place in 0_usize..40) {
        let place = place % digits.len();
        let changed: String = digits
            .chars()
            .enumerate()
            .map(|(i, c)| match c {
                '9' if i == place => '8',
                c if i == place => char::from(c as u8 + 1),
                c => c,
            })
            .collect();
        prop_assert_eq!(verdict(&digits, &changed), "no");
        prop_assert_eq!(verdict(&format!("0.{digits}"), &format!("0.{changed}")), "no");
        let (root, other) = (format!(r"\sqrt{{{digits}}}"), format!(r"\sqrt{{{changed}}}"));
        prop_assert_eq!(verdict(&root, &other), "no");
    }

    #[test]
    fn fractions_equal_their_multiples(p in -9999_i64..9999, q in 1_i64..999, k in 1_i64..99) {
        let target = format!(r"\frac{{{p}}}{{{q}}}");
        prop_assert_eq!(verdict(&target, &format!("{}/{}", p * k, q * k)), "yes");
        prop_assert_eq!(verdict(&target, &format!("{}/{}", p * k + 1, q * k)), "no");
    }

    #[test]
    fn products_equal_their_expansions(a in -99_i64..99, b in -99_i64..99, c in 1_i64..20) {
        let product = format!("({c}x{a:+})(x{b:+})");
        let expanded = format!("{c}x^2{:+}x{:+}", c * b + a, a * b);
        prop_assert_eq!(verdict(&product, &expanded), "yes", "{} {}", product, expanded);
        let other = format!("{c}x^2{:+}x{:+}", c * b + a, a * b + 1);
        prop_assert_eq!(verdict(&product, &other), "no", "{} {}", product, other);
    }

    #[test]
    fn roots_are_rationalized(n in 2_i64..5000, k in 1_i64..50) {
        let denested = format!(r"\frac{{{k}\sqrt{{{n}}}}}{{{n}}}");
        prop_assert_eq!(verdict(&denested, &format!("{k}/sqrt({n})")), "yes");
        prop_assert_eq!(verdict(&denested, &format!("{k}/sqrt({})", n + 1)), "no");
    }

    #[test]
    fn order_of_terms_plays_no_part(mut terms in prop::collection::vec(1_u32..999, 2..8)) {
        let written = |terms: &[u32]| {
            let terms = terms.iter().enumerate().map(|(i, n)| format!("{n}x^{i}"));
            terms.collect::<Vec<_>>()
        };
        let there = written(&terms);
        let mut back = there.clone();
        back.reverse();
        prop_assert_eq!(verdict(&there.join("+"), &back.join("+")), "yes");
        terms[0] += 1;
        prop_assert_eq!(verdict(&there.join("+"), &written(&terms).join("+")), "no");
    }

    #[test]
    fn readings_are_few(text in r"[0-9x+*/^()., {}=<|±]{0,40}") {
        let read = readings(&text);
        prop_assert!(read.len() <= 8, "{:?}", read);
    }
}
