//! Numbers that are written in one word: German and Italian.

use super::lexicon::{Kind, Language, Word};
use crate::check::math::rational::Rational;

/// Shortest number in one word that is looked at (`elf`), and the longest, in
/// bytes.
const SHORTEST: usize = 3;
const LONGEST: usize = 80;

/// The number that the word is made of, below a million.
pub(super) fn number(language: &Language, word: &str) -> Option<u64> {
    if !(SHORTEST..=LONGEST).contains(&word.len()) {
        return None;
    }
    match language.kind {
        Kind::German => german(language, word),
        Kind::Italian => italian(language, word),
        _ => None,
    }
}

/// One and a half and its like in one word: `anderthalb`, `zweieinhalb`.
pub(super) fn with_half(language: &Language, word: &str) -> Option<Rational> {
    let whole = match (language.kind, word) {
        (Kind::German, "anderthalb") => 1,
        (Kind::Other, "полтора" | "полторы") if language.find("пять").is_some() => {
            1
        }
        (Kind::German, _) => number(language, word.strip_suffix("einhalb")?)?,
        _ => return None,
    };
    Rational::new((2 * whole + 1).into(), 2.into())
}

fn german(language: &Language, word: &str) -> Option<u64> {
    if let Some(value) = simple(language, word) {
        return Some(value);
    }
    for (name, scale) in [("tausend", 1000), ("hundert", 100)] {
        if word.contains(name)
            && let Some((above, below)) = word.split_once(name)
        {
            let above = match above {
                "" => 1,
                _ => german(language, above).filter(|&n| n > 0 && n < scale.min(1000))?,
            };
            let below = below.strip_prefix("und").unwrap_or(below);
            let below = match below {
                "" => 0,
                _ => german(language, below).filter(|&n| n > 0 && n < scale)?,
            };
            return Some(above * scale + below);
        }
    }
    let (ones, tens) = word.split_once("und")?;
    let ones = simple(language, ones).filter(|n| (1..=9).contains(n))?;
    match language.find(tens)? {
        Word::Tens(tens) => Some(u64::from(tens) + ones),
        _ => None,
    }
}

fn italian(language: &Language, word: &str) -> Option<u64> {
    if let Some(value) = simple(language, word) {
        return Some(value);
    }
    for (name, scale) in [("mila", 1000), ("mille", 1000), ("cento", 100)] {
        if word.contains(name)
            && let Some((above, below)) = word.split_once(name)
        {
            let above = match above {
                "" => 1,
                _ => italian(language, above).filter(|&n| n > 1 && n < scale)?,
            };
            let below = match below {
                "" => 0,
                _ => italian(language, below).filter(|&n| n > 0 && n < scale)?,
            };
            return Some(above * scale + below);
        }
    }
    // The last vowel of the tens falls before `uno` and `otto`: `ventuno`.
    (1..=9).find_map(|ones| {
        let names: &[&str] = match ones {
            1 => &["uno", "un"],
            2 => &["due"],
            3 => &["tre"],
            4 => &["quattro"],
            5 => &["cinque"],
            6 => &["sei"],
            7 => &["sette"],
            8 => &["otto"],
            _ => &["nove"],
        };
        names.iter().find_map(|name| {
            let stem = word.strip_suffix(name)?;
            let tens = ["", "i", "a"].iter().find_map(|vowel| {
                match language.find(&format!("{stem}{vowel}"))? {
                    Word::Tens(tens) => Some(u64::from(tens)),
                    _ => None,
                }
            })?;
            Some(tens + ones)
        })
    })
}

fn simple(language: &Language, word: &str) -> Option<u64> {
    match language.find(word)? {
        Word::Below(n) | Word::Tens(n) => Some(u64::from(n)),
        _ => None,
    }
}
