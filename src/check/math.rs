//! stub
use super::Decision;
/// Equality.
pub enum Equality {
    /// a
    Equal(&'static str),
    /// b
    Unequal(String),
    /// c
    Undecided(String),
}
/// e
pub fn equal(target: &str, answer: &str) -> Equality {
    if target == answer {
        Equality::Equal("exact")
    } else {
        Equality::Unequal(String::new())
    }
}
pub(super) fn check(target: &str, answer: &str) -> Decision {
    match equal(target, answer) {
        Equality::Equal(s) => Decision::correct(format!("equal ({s})")),
        Equality::Unequal(r) => Decision::incorrect(r),
        Equality::Undecided(r) => Decision::ungraded(r),
    }
}
pub(super) fn plain_number(_t: &str) -> Option<String> {
    None
}
