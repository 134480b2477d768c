//! `Two whole numbers add up to 23 and multiply to 102. What are they?`

use super::{Dice, Draft};
use crate::suite::Target;

pub(super) fn draw(dice: &mut Dice) -> Draft {
    let a = dice.between(2, 12);
    let b = dice.between(a, 40);
    let (sum, product) = (a + b, a * b);
    Draft {
        question: format!(
            "Two whole numbers add up to {sum} and multiply to {product}. What are they?"
        ),
        target: Target::Text(format!("{a}, {b}")),
        idea: Some(format!("{a},{b}")),
    }
}
