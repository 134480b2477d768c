//! The same mathematical value.
//!
//! Both sides are read into trees (`lex`, `parse`, `structure`, `read`) and
//! compared (`compare`): numbers exactly, as fractions of integers of any size
//! (`exact`); what holds roots, constants, functions or variables by its values
//! at fixed points, with error bounds (`probe`). Bounds are on length, depth,
//! digits and steps, never on time: the verdict is the same everywhere.

use std::fmt;

use super::{Decision, quoted};

mod compare;
mod exact;
mod expr;
mod function;
mod letters;
mod lex;
mod parse;
mod probe;
mod rational;
mod read;
mod structure;

use compare::Outcome;

/// Longest answer that is read, in bytes.
const MOST_BYTES: usize = 8 * 1024;

/// How equality was established.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The same text, apart from spaces and delimiters.
    Text,
    /// The same numbers, exactly.
    Exact,
    /// The same values at all points tried, within the error of the arithmetic.
    Numeric,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Exact => "exact",
            Self::Numeric => "numeric",
        })
    }
}

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
/// wording of reasons; an answer always equals itself.
///
/// Policies, where graders differ: decimals are exact (0.333 is not 1/3). A
/// percentage equals its fraction (50 % = 0.5) and also the bare number
/// (50 % = 50). A comma list without brackets is unordered and equals the set
/// of its parts; a list in brackets is ordered. `x = 5` equals a bare 5. A unit
/// that one side lacks is ignored; different units are not converted, but left
/// undecided. Currency signs are ignored. `1,234` is a number, or a list of two
/// if the other side is one; `12,5` may be a decimal. `log` is the natural
/// logarithm where no base is given; `e` is Euler's number, `i` the imaginary unit.
pub fn equal(target: &str, answer: &str) -> Equality {
    let (target, answer) = (target.trim(), answer.trim());
    if target == answer {
        return Equality::Equal(Stage::Text);
    }
    if target.len().max(answer.len()) > MOST_BYTES {
        return Equality::Undecided(format!("longer than {MOST_BYTES} bytes"));
    }
    let (wanted, given) = (read::read(target), read::read(answer));
    if wanted.words == given.words {
        return Equality::Equal(Stage::Text);
    }
    match compare::readings(&wanted.readings, &given.readings) {
        Outcome::Equal(stage) => Equality::Equal(stage),
        Outcome::Unequal => {
            Equality::Unequal(format!("{} is not {}", quoted(answer), quoted(target)))
        }
        Outcome::Undecided(why) => Equality::Undecided(format!(
            "{} against {}: {why}",
            quoted(answer),
            quoted(target)
        )),
        Outcome::Unread => unread(target, answer, &wanted, &given),
    }
}

/// Where a side could not be read as mathematics. That an answer is unreadable
/// is its own fault if the target is a plain number or plain words.
fn unread(target: &str, answer: &str, wanted: &read::Reading, given: &read::Reading) -> Equality {
    let plain = |r: &read::Reading| r.is_plain();
    let odd = |r: &read::Reading| r.readings.is_empty();
    if plain(wanted) || plain(given) || !(odd(wanted) || odd(given)) {
        return Equality::Unequal(format!("{} is not {}", quoted(answer), quoted(target)));
    }
    let unreadable = if odd(given) { answer } else { target };
    Equality::Undecided(format!("{} could not be read", quoted(unreadable)))
}

pub(super) fn check(target: &str, answer: &str) -> Decision {
    match equal(target, answer) {
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
    read::read(text).number().map(|number| number.to_string())
}

#[cfg(test)]
mod tests;
