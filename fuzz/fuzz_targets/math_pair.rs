//! Two answers, separated by a zero byte or a tab: any verdict will do, but
//! the same from both sides and twice, and an answer equals itself.

#![no_main]

use libfuzzer_sys::fuzz_target;
use overthink::check::math::{Equality, equal};
use overthink::suite::MathPolicies;

fuzz_target!(|text: &str| {
    let (a, b) = text.split_once(['\0', '\t']).unwrap_or((text, "1"));
    let policies = MathPolicies::default();
    let there = equal(a, b, &policies);
    let back = equal(b, a, &policies);
    assert_eq!(word(&there), word(&back), "{a:?} {b:?}: {there:?} {back:?}");
    assert_eq!(there, equal(a, b, &policies));
    assert_eq!(word(&equal(a, a, &policies)), "equal", "{a:?}");
});

fn word(equality: &Equality) -> &'static str {
    match equality {
        Equality::Equal(_) => "equal",
        Equality::Unequal(..) => "unequal",
        Equality::Undecided(..) => "undecided",
    }
}
