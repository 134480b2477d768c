//! The checker `math` through the library: labelled tables, shared cases, real
//! files, hostile answers.

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]
#![expect(
    clippy::print_stdout,
    reason = "summaries are what these tests are for"
)]

mod allocated;
mod corpus;
mod docs;
mod hostile;
mod properties;
mod real;
mod shared;
mod table;

use overthink::check::math::{Equality, equal};
use overthink::suite::MathPolicies;

/// What the checker says with its usual policies, in one word.
fn verdict(target: &str, answer: &str) -> &'static str {
    word(&equal(target, answer, &MathPolicies::default()))
}

fn word(equality: &Equality) -> &'static str {
    match equality {
        Equality::Equal(_) => "yes",
        Equality::Unequal(..) => "no",
        Equality::Undecided(..) => "undecided",
    }
}
