//! `The list: tom=red, amy=blue, sue=green, ben=pink` and `What is amy?`

use super::pools::{KEYS, WORDS};
use super::{Dice, Draft};
use crate::suite::Target;

pub(super) fn draw(dice: &mut Dice) -> Draft {
    let n = dice.between(4, 8) as usize;
    let keys = dice.sample(&KEYS, n);
    let values = dice.sample(&WORDS, n);
    let asked = dice.between(0, n as i64 - 1) as usize;
    let entries: Vec<String> = keys
        .iter()
        .zip(&values)
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    Draft {
        question: format!("The list: {}\nWhat is {}?", entries.join(", "), keys[asked]),
        target: Target::Text(entries[asked].clone()),
        idea: None,
    }
}
