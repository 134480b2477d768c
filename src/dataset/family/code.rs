//! `f(2) = 7, f(5) = 13, f(9) = 21.`: the function is to be written in Python.

use super::{Dice, Draft};
use crate::suite::{CodeTests, Target};

/// Arguments of the tests beside the three that the question shows.
const UNSEEN: [i64; 4] = [-4, 0, 3, 12];

#[derive(Clone, Copy)]
enum Function {
    /// `a * x + b`
    Linear { a: i64, b: i64 },
    /// `x * x + b`
    Square { b: i64 },
}

pub(super) fn draw(dice: &mut Dice) -> Draft {
    let shown = draw_arguments(dice);
    let b = dice.between(-20, 20);
    let function = if dice.one_in(5) {
        Function::Square { b }
    } else {
        let a = dice.between(1, 9);
        Function::Linear { a, b }
    };
    let values: Vec<String> = shown
        .iter()
        .map(|&x| format!("f({x}) = {}", function.at(x)))
        .collect();
    Draft {
        question: format!("{}.", values.join(", ")),
        target: Target::Tests(CodeTests::asserts(asserts(function, &shown))),
        idea: Some(match function {
            Function::Linear { a, b } => format!("{a},{b}"),
            Function::Square { b } => format!("x2,{b}"),
        }),
    }
}

/// Three different arguments in ascending order. Three points tell every
/// function of the family from every other.
fn draw_arguments(dice: &mut Dice) -> Vec<i64> {
    let mut shown = dice.sample(&[1, 2, 3, 4, 5, 6, 7, 8, 9], 3);
    shown.sort_unstable();
    shown
}

fn asserts(function: Function, shown: &[i64]) -> Vec<String> {
    let mut arguments: Vec<i64> = shown.iter().chain(&UNSEEN).copied().collect();
    arguments.sort_unstable();
    arguments.dedup();
    arguments
        .into_iter()
        .map(|x| format!("assert f({x}) == {}", function.at(x)))
        .collect()
}

impl Function {
    fn at(self, x: i64) -> i64 {
        match self {
            Self::Linear { a, b } => a * x + b,
            Self::Square { b } => x * x + b,
        }
    }
}
