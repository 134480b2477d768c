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
mod progression;
mod prose;
mod quick;
mod rational;
mod read;
mod residue;
mod structure;
mod token;
#[cfg(test)]
mod tree;
mod unit;
mod value;
mod vector;
mod words;

use std::borrow::Cow;
use std::collections::BTreeSet;

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
    Unequal(Stage, String),
    /// It could not be decided within the bounds, for the reason given.
    Undecided(Stage, String),
}

impl Equality {
    /// The stage that decided, or the last one that tried.
    pub fn stage(&self) -> Stage {
        match self {
            Self::Equal(stage) | Self::Unequal(stage, _) | Self::Undecided(stage, _) => *stage,
        }
    }
}

/// Whether `answer` means the same as `target`. Symmetric, except for the
/// wording of reasons; an answer always equals itself. `docs/checking.md` says
/// what is equal.
pub fn equal(target: &str, answer: &str, policies: &MathPolicies) -> Equality {
    let (target, answer) = (target.trim(), answer.trim());
    if target == answer {
        return Equality::Equal(Stage::Text);
    }
    let too_long = |who: &str| format!("{who} longer than {MOST_BYTES} bytes");
    match (target.len() > MOST_BYTES, answer.len() > MOST_BYTES) {
        (false, false) => {}
        (true, true) => return Equality::Undecided(Stage::Read, too_long("both are")),
        // A model that runs on is wrong, not beyond grading.
        _ => return Equality::Unequal(Stage::Read, too_long("one is")),
    }
    let case = policies.case_sensitive;
    let (wanted, given) = (read::read(target, case), read::read(answer, case));
    if wanted.words == given.words && !wanted.words.is_empty() {
        return Equality::Equal(Stage::Text);
    }
    if !case && is_same_option(&wanted.words, &given.words) {
        return Equality::Equal(Stage::Text);
    }
    let mut budget = Budget::new(Budget::COMPARISON);
    let outcome = outcome(&wanted, &given, policies, &mut budget);
    let stage = budget.deepest();
    match outcome {
        Some(Outcome::Equal(stage)) => Equality::Equal(stage),
        Some(Outcome::Unequal) => Equality::Unequal(stage, differs(target, answer)),
        Some(Outcome::Undecided(why)) => Equality::Undecided(
            stage,
            format!("{} against {}: {why}", quoted(answer), quoted(target)),
        ),
        None => unread(target, answer, &wanted, &given),
    }
}

/// Whether both are the letter of one option, in any case: a single `a` to `d`
/// and nothing else is hardly a variable. (`e` is a number.)
fn is_same_option(a: &str, b: &str) -> bool {
    a.len() == 1
        && a.eq_ignore_ascii_case(b)
        && a.starts_with(|c| matches!(c, 'a'..='d' | 'A'..='D'))
}

/// The ways in which `text` is read, the likeliest first, as text that reads
/// the same; none if it cannot be read as mathematics or words.
pub fn readings(text: &str) -> Vec<String> {
    let text = text.trim();
    if text.len() > MOST_BYTES {
        return Vec::new();
    }
    let reading = read::read(text, false);
    let bare = reading.conditioned.iter().map(|(bare, _)| bare);
    let all = reading.readings.iter().chain(bare);
    all.map(ToString::to_string).collect()
}

/// `None` where a side could not be read.
fn outcome(
    a: &Reading,
    b: &Reading,
    policies: &MathPolicies,
    budget: &mut Budget,
) -> Option<Outcome> {
    if a.readings.is_empty() || b.readings.is_empty() {
        return None;
    }
    budget.reach(Stage::Text);
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
    // What is said of two different things is not compared without their names.
    let (a_name, b_name) = (a.name_in_words(), b.name_in_words());
    if a_name.is_some() && b_name.is_some() && a_name != b_name {
        let (a, b) = (a.readings.first()?, b.readings.first()?);
        let (a, b) = (std::slice::from_ref(a), std::slice::from_ref(b));
        return Some(compare::readings(a, b, policies, budget));
    }
    let (a_all, b_all) = (with_bare(a, b), with_bare(b, a));
    let plain = compare::readings(&a_all, &b_all, policies, budget);
    if plain.is_equal() || (a.guarded.is_empty() && b.guarded.is_empty()) {
        return Some(plain);
    }
    let guarded = compare::readings(&quantities(a), &quantities(b), policies, budget);
    Some(if guarded.is_equal() { guarded } else { plain })
}

/// The readings of `a`, and what it says without its conditions, unless both
/// sides have conditions on the same variables: then they are to be compared.
fn with_bare<'r>(a: &'r Reading, b: &Reading) -> Cow<'r, [Answer]> {
    let variables = |conditions: &[Answer]| -> BTreeSet<String> {
        conditions.iter().flat_map(compare::variables).collect()
    };
    match (&a.conditioned, &b.conditioned) {
        (None, _) => Cow::Borrowed(&a.readings),
        (Some((_, here)), Some((_, there))) if !variables(here).is_disjoint(&variables(there)) => {
            Cow::Borrowed(&a.readings)
        }
        (Some((bare, _)), _) => {
            Cow::Owned([a.readings.as_slice(), std::slice::from_ref(bare)].concat())
        }
    }
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
    // What goes on in a way that is not known may still be a number.
    let goes_on = |r: &Reading| odd(r) && r.words.split(' ').any(|word| word == "dots");
    let is_open = goes_on(wanted) || goes_on(given);
    let is_plain = wanted.is_plain() || given.is_plain();
    if !is_open && (is_plain || broken(wanted) != broken(given)) {
        return Equality::Unequal(Stage::Read, differs(target, answer));
    }
    let unreadable = if odd(given) { answer } else { target };
    let why = format!("{} could not be read", quoted(unreadable));
    Equality::Undecided(Stage::Read, why)
}

fn differs(target: &str, answer: &str) -> String {
    format!("{} is not {}", quoted(answer), quoted(target))
}

pub(super) fn check(target: &str, answer: &str, policies: &MathPolicies) -> Decision {
    match equal(target, answer, policies) {
        Equality::Equal(stage) => Decision::correct(format!("equal ({stage})")),
        Equality::Unequal(_, why) => Decision::incorrect(why),
        Equality::Undecided(_, why) => Decision::ungraded(why),
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
