//! `Write these words as a JSON list: fox, sun, red`

use super::pools::WORDS;
use super::{Dice, Draft};
use crate::suite::Target;

pub(super) fn draw(dice: &mut Dice) -> Draft {
    let n = dice.between(3, 6) as usize;
    let words = dice.sample(&WORDS, n);
    Draft {
        question: format!("Write these words as a JSON list: {}", words.join(", ")),
        // The words are plain letters: quoting them needs no escapes.
        target: Target::Text(format!("[\"{}\"]", words.join("\", \""))),
        idea: None,
    }
}
