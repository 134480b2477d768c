//! Sequences whose index has another letter or is shifted on both sides:
//! `a_n = 2n + 1` and `a_{k+1} = 2k + 3`.

use super::super::answer::{Answer, Relation, Sign};
use super::super::expr::{Expr, sum};
use super::super::outcome::Outcome;
use super::Comparison;
use super::symbols::{substituted, symbols};

/// Letters of an index.
const INDICES: [&str; 7] = ["n", "k", "m", "i", "j", "r", "t"];
/// Indices are shifted by no more.
const MOST_SHIFT: i64 = 100;

impl Comparison<'_> {
    /// Two equations that define a sequence, brought to one letter and one
    /// smallest index. `None` if they are not such, or were that already.
    pub(super) fn sequences(&mut self, a: &Relation, b: &Relation) -> Option<Outcome> {
        let (left, right) = (normalized(a)?, normalized(b)?);
        if left == *a && right == *b {
            return None;
        }
        Some(self.statement_pair(&left, &right))
    }
}

/// `a_{k+1} = 2k + 3` as `a_n = 2n + 1`.
fn normalized(relation: &Relation) -> Option<Relation> {
    let ([Answer::Expr(Expr::Symbol(name)), ..], [Sign::Equal]) =
        (relation.sides.as_slice(), relation.signs.as_slice())
    else {
        return None;
    };
    let (base, index) = name.split_once('_')?;
    let (letter, _) = parsed(index)?;
    let mut least = i64::MAX;
    for side in &relation.sides {
        let Answer::Expr(side) = side else {
            return None;
        };
        for symbol in symbols(side) {
            if let Some((other, index)) = symbol.split_once('_')
                && let Some((other_letter, shift)) = parsed(index)
            {
                if other_letter != letter {
                    return None;
                }
                if other == base {
                    least = least.min(shift);
                }
            }
            // The new letter must not be taken.
            if symbol == "n" && letter != "n" {
                return None;
            }
        }
    }
    let sides = relation.sides.iter().map(|side| match side {
        Answer::Expr(side) => Answer::Expr(moved(side, letter, least)),
        side => side.clone(),
    });
    Some(Relation {
        sides: sides.collect(),
        signs: relation.signs.clone(),
        is_named: relation.is_named,
    })
}

/// The letter of an index and what is added to it.
fn parsed(index: &str) -> Option<(&str, i64)> {
    let end = index.find(['+', '-']).unwrap_or(index.len());
    let (letter, shift) = index.split_at_checked(end)?;
    if !INDICES.contains(&letter) {
        return None;
    }
    let shift: i64 = if shift.is_empty() {
        0
    } else {
        shift.parse().ok()?
    };
    (shift.abs() <= MOST_SHIFT).then_some((letter, shift))
}

/// The side with n for the letter, and indices that begin at n.
fn moved(side: &Expr, letter: &str, least: i64) -> Expr {
    let mut result = side.clone();
    let n = Expr::Symbol("n".to_owned());
    let names: Vec<String> = symbols(side).into_iter().map(str::to_owned).collect();
    for name in names {
        let by = match name.split_once('_') {
            None if name == letter && (letter != "n" || least != 0) => {
                if least == 0 {
                    n.clone()
                } else {
                    sum(vec![n.clone(), Expr::integer(-least)])
                }
            }
            Some((base, index)) => match parsed(index) {
                Some((_, shift)) => Expr::Symbol(match shift - least {
                    0 => format!("{base}_n"),
                    shift => format!("{base}_n{shift:+}"),
                }),
                None => continue,
            },
            None => continue,
        };
        result = substituted(&result, &name, &by);
    }
    result
}
