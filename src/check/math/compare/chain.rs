//! Equations that say what something is: `x = 2 + 3 = 5`, `x = √2 ≈ 1.414`.

use super::super::answer::{Answer, Relation, Sign};
use super::super::equal;
use super::super::expr::Expr;
use super::super::outcome::{self, Outcome, Stage};
use super::Comparison;
use super::symbols::{is_name, symbols};

/// An approximation after `≈` may be off by so much of the value, no more.
const MOST_ERROR: f64 = 0.02;

/// What a chain of equations says.
pub(super) struct Chain<'a> {
    /// What is named: `x`, `f(x)`, `(x, y)`, a word.
    pub(super) name: Option<&'a Answer>,
    /// What it is: the last exact side, then what that is about.
    pub(super) values: Vec<&'a Answer>,
    /// Whether all sides agree, as far as they must.
    pub(super) agreement: Outcome,
}

impl Comparison<'_> {
    /// What the relation says its name is, or, without a name, what all of its
    /// sides are. `None` if it is no such chain or contradicts itself.
    pub(super) fn chain<'r>(&mut self, relation: &'r Relation) -> Option<Chain<'r>> {
        let (name, sides, signs) = split(relation)?;
        let n_exact = 1 + signs
            .iter()
            .take_while(|sign| **sign != Sign::About)
            .count();
        let (exact, about) = sides.split_at_checked(n_exact.min(sides.len()))?;
        let (last, before) = exact.split_last()?;
        let agreement = self.agreement(before, last, name.is_some());
        if agreement == Outcome::Unequal {
            return None;
        }
        let mut values = vec![*last];
        for side in about {
            if self.is_near(last, side) {
                values.push(side);
            }
        }
        if name.is_none() && exact.len() == 1 && values.len() == 1 {
            return None;
        }
        Some(Chain {
            name,
            values,
            agreement,
        })
    }

    /// Sides with the same symbols must agree. Others need not if there is a
    /// name: in `A = l w = 12` the formula is not the number.
    fn agreement(&mut self, before: &[&Answer], last: &Answer, is_named: bool) -> Outcome {
        let agreements = before.iter().enumerate().map(|(at, side)| {
            let comparable = |other: &&&Answer| same_symbols(side, other);
            let partner = if same_symbols(side, last) || !is_named {
                Some(last)
            } else {
                before.iter().skip(at + 1).find(comparable).copied()
            };
            partner.map_or(Outcome::Equal(Stage::Text), |other| {
                self.answers(side, other)
            })
        });
        outcome::all(agreements)
    }

    /// Whether one may be meant as an approximation of the other.
    fn is_near(&mut self, a: &Answer, b: &Answer) -> bool {
        let (Answer::Expr(a) | Answer::Quantity(a, _), Answer::Expr(b) | Answer::Quantity(b, _)) =
            (a, b)
        else {
            return true;
        };
        let a = equal::approximate(a, self.budget);
        let b = equal::approximate(b, self.budget);
        match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() <= MOST_ERROR * a.abs().max(b.abs()),
            _ => true,
        }
    }
}

/// The name, if there is one, the other sides, and the signs between those.
fn split(relation: &Relation) -> Option<(Option<&Answer>, Vec<&Answer>, &[Sign])> {
    let sides: Vec<&Answer> = relation.sides.iter().collect();
    let signs = relation.signs.as_slice();
    let is_member = relation.is_named && signs == [Sign::In];
    if sides.len() != signs.len() + 1 || sides.len() < 2 || !(is_equation(relation) || is_member) {
        return None;
    }
    let (first, rest) = sides.split_first()?;
    if relation.is_named || is_name_side(first) {
        return Some((Some(first), rest.to_vec(), signs.get(1..)?));
    }
    let (last, rest) = sides.split_last()?;
    if is_name_side(last) && signs.iter().all(|sign| *sign == Sign::Equal) {
        return Some((Some(last), rest.to_vec(), signs.get(1..)?));
    }
    Some((None, sides, signs))
}

/// Whether it only has `=` and `≈`.
pub(super) fn is_equation(relation: &Relation) -> bool {
    let mut signs = relation.signs.iter();
    signs.all(|sign| matches!(sign, Sign::Equal | Sign::About))
}

/// Whether a side names something.
pub(super) fn is_name_side(side: &Answer) -> bool {
    match side {
        Answer::Expr(expr) => is_name(expr),
        Answer::Text(_) => true,
        Answer::Bracketed { parts, .. } => parts.iter().all(is_name_side),
        // `{x}` names the fractional part of x.
        Answer::Set(parts) => matches!(parts.as_slice(), [Answer::Expr(Expr::Symbol(_))]),
        Answer::Ratio(parts) => parts.iter().all(is_name),
        _ => false,
    }
}

/// The name in an equation with one.
pub(super) fn name_of(answer: &Answer) -> Option<&Answer> {
    let Answer::Relation(relation) = answer else {
        return None;
    };
    is_equation(relation).then(|| split(relation))??.0
}

/// Whether the same variables occur on both sides.
fn same_symbols(a: &Answer, b: &Answer) -> bool {
    match (value(a), value(b)) {
        (Some(a), Some(b)) => symbols(a) == symbols(b),
        (None, None) => true,
        _ => false,
    }
}

/// The number or expression of an answer that is one, without its unit.
fn value(answer: &Answer) -> Option<&Expr> {
    match answer {
        Answer::Expr(expr) | Answer::Quantity(expr, _) => Some(expr),
        _ => None,
    }
}
