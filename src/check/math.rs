//! The same mathematical value.
//!
//! A text is cleaned of what means nothing (`clean`, `letters`), cut into
//! tokens (`lex`) and read into one tree or a few, where it has several
//! meanings (`read`, `parse`, `structure`). Two lists of readings are compared
//! (`compare`): numbers exactly, as fractions (`exact`); rational functions
//! modulo a prime (`modular`); everything else by its values, first in doubles
//! to refute, then with hundreds of bits to confirm (`equal`, `value`).
//!
//! Bounds are on length, depth, digits and steps, never on time: the verdict
//! is the same everywhere.

mod answer;
mod based;
mod budget;
mod calculus;
mod clean;
mod clock;
mod compare;
mod equal;
mod exact;
mod expr;
mod function;
mod letters;
mod lex;
mod matrix;
mod modular;
mod outcome;
mod parse;
mod phrase;
mod print;
mod prose;
mod quick;
mod rational;
mod read;
mod structure;
mod token;
#[cfg(test)]
mod tree;
mod unit;
mod value;
mod vector;
mod words;

use crate::suite::MathPolicies;

use super::{Decision, quoted};
use answer::Answer;
use budget::Budget;
use outcome::Outcome;
use read::Reading;

pub use outcome::Stage;

/// Longest answer that is read, in bytes.
const MOST_BYTES: usize = 8 * 1024;

/// Whether two answers mean the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Equality {
    /// They do.
    Equal(Stage),
    /// They do not, for the reason given.
    Unequal(String),
    /// It could not be decided within the bounds, for the reason given.
    Undecided(String),
}

/// Whether `answer` means the same as `target`. Symmetric, except for the
/// wording of reasons; an answer always equals itself. `docs/checking.md` says
/// what is equal.
pub fn equal(target: &str, answer: &str, policies: &MathPolicies) -> Equality {
    let (target, answer) = (target.trim(), answer.trim());
    if target == answer {
        return Equality::Equal(Stage::Text);
    }
    match (target.len() > MOST_BYTES, answer.len() > MOST_BYTES) {
        (false, false) => {}
        (true, true) => {
            return Equality::Undecided(format!("both are longer than {MOST_BYTES} bytes"));
        }
        // A model that runs on is wrong, not beyond grading.
        _ => return Equality::Unequal(format!("one is longer than {MOST_BYTES} bytes")),
    }
    let case = policies.case_sensitive;
    let (wanted, given) = (read::read(target, case), read::read(answer, case));
    if wanted.words == given.words && !wanted.words.is_empty() {
        return Equality::Equal(Stage::Text);
    }
    match outcome(&wanted, &given, policies) {
        Some(Outcome::Equal(stage)) => Equality::Equal(stage),
        Some(Outcome::Unequal) => Equality::Unequal(differs(target, answer)),
        Some(Outcome::Undecided(why)) => Equality::Undecided(format!(
            "{} against {}: {why}",
            quoted(answer),
            quoted(target)
        )),
        None => unread(target, answer, &wanted, &given),
    }
}

/// The ways in which `text` is read, the likeliest first, as text that reads
/// the same; none if it cannot be read as mathematics or words.
pub fn readings(text: &str) -> Vec<String> {
    let text = text.trim();
    if text.len() > MOST_BYTES {
        return Vec::new();
    }
    let reading = read::read(text, false);
    reading.readings.iter().map(ToString::to_string).collect()
}

/// `None` where a side could not be read.
fn outcome(a: &Reading, b: &Reading, policies: &MathPolicies) -> Option<Outcome> {
    if a.readings.is_empty() || b.readings.is_empty() {
        return None;
    }
    if let (Some(a), Some(b)) = (a.letter, b.letter) {
        return Some(if a == b {
            Outcome::Equal(Stage::Text)
        } else {
            Outcome::Unequal
        });
    }
    if a.direction * b.direction < 0 {
        return Some(Outcome::Unequal);
    }
    let mut budget = Budget::new(Budget::COMPARISON);
    // What is said of two different things is not compared without their names.
    let (a_name, b_name) = (a.name_in_words(), b.name_in_words());
    if a_name.is_some() && b_name.is_some() && a_name != b_name {
        let (a, b) = (a.readings.first()?, b.readings.first()?);
        let (a, b) = (std::slice::from_ref(a), std::slice::from_ref(b));
        return Some(compare::readings(a, b, policies, &mut budget));
    }
    let plain = compare::readings(&a.readings, &b.readings, policies, &mut budget);
    if plain.is_equal() || (a.guarded.is_empty() && b.guarded.is_empty()) {
        return Some(plain);
    }
    let guarded = compare::readings(&quantities(a), &quantities(b), policies, &mut budget);
    Some(if guarded.is_equal() { guarded } else { plain })
}

fn quantities(reading: &Reading) -> Vec<Answer> {
    let all = reading.readings.iter().chain(&reading.guarded);
    all.filter(|a| matches!(a, Answer::Quantity(..)))
        .cloned()
        .collect()
}

/// Where a side could not be read as mathematics. That an answer is unreadable
/// is its own fault if the target is a plain number or plain words.
fn unread(target: &str, answer: &str, wanted: &Reading, given: &Reading) -> Equality {
    let odd = |r: &Reading| r.readings.is_empty();
    // What is broken off or does not fit together means nothing, and no other
    // answer means the same.
    let broken = |r: &Reading| r.is_broken && odd(r);
    if wanted.is_plain() || given.is_plain() || broken(wanted) != broken(given) {
        return Equality::Unequal(differs(target, answer));
    }
    let unreadable = if odd(given) { answer } else { target };
    Equality::Undecided(format!("{} could not be read", quoted(unreadable)))
}

fn differs(target: &str, answer: &str) -> String {
    format!("{} is not {}", quoted(answer), quoted(target))
}

pub(super) fn check(target: &str, answer: &str, policies: &MathPolicies) -> Decision {
    match equal(target, answer, policies) {
        Equality::Equal(stage) => Decision::correct(format!("equal ({stage})")),
        Equality::Unequal(why) => Decision::incorrect(why),
        Equality::Undecided(why) => Decision::ungraded(why),
    }
}

/// The shortest form of a text that is one plain number: `2.0` is `2`, `0.5` is
/// `1/2`. `None` for anything else.
pub(super) fn plain_number(text: &str) -> Option<String> {
    // Most parts of lists are words: do not read them as mathematics at all.
    let begins = text.starts_with(|c: char| c.is_ascii_digit() || "-+.−".contains(c));
    if !begins || text.len() > MOST_BYTES {
        return None;
    }
    read::read(text, false)
        .number()
        .map(|number| number.to_string())
}

#[cfg(test)]
mod tests;
