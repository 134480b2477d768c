//! `Start with 47. Add 18. Multiply by 3. What is the result?`

use super::{Dice, Draft};
use crate::suite::Target;

/// No value on the way leaves this range.
const VALUES: std::ops::RangeInclusive<i64> = 0..=499;

pub(super) fn draw(dice: &mut Dice) -> Draft {
    let mut value = dice.between(2, 99);
    let mut question = format!("Start with {value}.");
    for _ in 0..dice.between(4, 6) {
        let (text, next) = draw_step(dice, value);
        question.push_str(&text);
        value = next;
    }
    question.push_str(" What is the result?");
    Draft {
        question,
        target: Target::Text(value.to_string()),
        idea: None,
    }
}

/// The words of one operation and the value after it. From every value in range
/// some operation stays in range, so the loop ends.
fn draw_step(dice: &mut Dice, value: i64) -> (String, i64) {
    loop {
        let (text, next) = match dice.between(0, 2) {
            0 => {
                let n = dice.between(2, 99);
                (format!(" Add {n}."), value + n)
            }
            1 => {
                let n = dice.between(2, 99);
                (format!(" Subtract {n}."), value - n)
            }
            _ => {
                let n = dice.between(2, 5);
                (format!(" Multiply by {n}."), value * n)
            }
        };
        if VALUES.contains(&next) {
            return (text, next);
        }
    }
}
