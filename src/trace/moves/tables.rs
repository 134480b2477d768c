//! The tables of rules. Where several phrases fit at one place, the first row
//! counts.

use super::rule::Rule;

mod backtrack;
mod candidate;
mod chinese_backtrack;
mod chinese_hesitate;
mod chinese_switch;
mod chinese_verify;
mod hesitate;
mod switch;
mod verify;

/// All rules, in the order in which they are tried.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        backtrack::RULES,
        hesitate::RULES,
        verify::RULES,
        switch::RULES,
        candidate::RULES,
        chinese_backtrack::RULES,
        chinese_verify::RULES,
        chinese_switch::RULES,
        chinese_hesitate::RULES,
    ]
    .into_iter()
    .flatten()
}
