//! Answers for every integer: `(2k\pi, 2k\pi + \pi), k \in \mathbb{Z}`. The integer
//! may have another name on the other side, be shifted, or count backwards.

use super::super::answer::{Answer, Relation};
use super::super::expr::{Expr, product, sum};
use super::super::outcome::{self, Outcome};
use super::Comparison;
use super::congruence::integer_parameter;
use super::symbols::{substituted, symbols};

/// An index is shifted by no more.
const MOST_SHIFT: i64 = 2;

impl Comparison<'_> {
    /// Two answers that hold for every integer of some name, with that of the
    /// second in terms of that of the first. `None` if they are no such answers.
    pub(super) fn over_index(&mut self, a: &Answer, b: &Answer) -> Option<Outcome> {
        let ((a, name), (b, other)) = (apart(a)?, apart(b)?);
        if !variables(&a).contains(&name) || !variables(&b).contains(&other) {
            return None;
        }
        let index = Expr::Symbol(name);
        let ways = (-MOST_SHIFT..=MOST_SHIFT).flat_map(|shift| [(1, shift), (-1, shift)]);
        Some(outcome::any(ways.map(|(sign, shift)| {
            let moved = match sign {
                1 if shift == 0 => index.clone(),
                sign => sum(vec![
                    product(vec![Expr::integer(sign), index.clone()]),
                    Expr::integer(shift),
                ]),
            };
            let b = mapped(&b, &|expr| substituted(expr, &other, &moved));
            self.answers(&a, &b)
        })))
    }
}

/// The answer without the condition that one name is an integer, and the name.
fn apart(answer: &Answer) -> Option<(Answer, String)> {
    let (parts, is_list) = match answer {
        Answer::List(parts) => (parts, true),
        Answer::All(parts) => (parts, false),
        Answer::Builder {
            element,
            conditions,
        } => {
            let (name, rest) = without_parameter(conditions)?;
            let set = Answer::Builder {
                element: element.clone(),
                conditions: rest,
            };
            return Some((set, name));
        }
        _ => return None,
    };
    let (name, mut rest) = without_parameter(parts)?;
    let answer = match rest.len() {
        1 => rest.remove(0),
        _ if is_list => Answer::List(rest),
        _ => Answer::All(rest),
    };
    Some((answer, name))
}

/// The name of the one integer, and the other parts.
fn without_parameter(parts: &[Answer]) -> Option<(String, Vec<Answer>)> {
    let mut names = parts.iter().filter_map(integer_parameter);
    let name = names.next().filter(|_| names.next().is_none())?.to_owned();
    let rest = parts
        .iter()
        .filter(|part| integer_parameter(part).is_none());
    let rest: Vec<Answer> = rest.cloned().collect();
    (!rest.is_empty()).then_some((name, rest))
}

/// The names of all variables of an answer.
pub(in super::super) fn variables(answer: &Answer) -> Vec<String> {
    let all = |parts: &[Answer]| parts.iter().flat_map(variables).collect();
    match answer {
        Answer::Expr(expr) | Answer::Quantity(expr, _) => {
            symbols(expr).into_iter().map(str::to_owned).collect()
        }
        Answer::Relation(relation) => all(&relation.sides),
        Answer::Builder {
            element,
            conditions,
        } => [variables(element), all(conditions)].concat(),
        Answer::All(parts)
        | Answer::Any(parts)
        | Answer::List(parts)
        | Answer::Set(parts)
        | Answer::Combined(_, parts)
        | Answer::Bracketed { parts, .. } => all(parts),
        _ => Vec::new(),
    }
}

/// The answer with all of its expressions changed.
fn mapped(answer: &Answer, change: &impl Fn(&Expr) -> Expr) -> Answer {
    let all = |parts: &[Answer]| parts.iter().map(|part| mapped(part, change)).collect();
    match answer {
        Answer::Expr(expr) => Answer::Expr(change(expr)),
        Answer::Quantity(expr, unit) => Answer::Quantity(change(expr), unit.clone()),
        Answer::Relation(relation) => Answer::Relation(Relation {
            sides: all(&relation.sides),
            signs: relation.signs.clone(),
            is_named: relation.is_named,
        }),
        Answer::All(parts) => Answer::All(all(parts)),
        Answer::Any(parts) => Answer::Any(all(parts)),
        Answer::List(parts) => Answer::List(all(parts)),
        Answer::Set(parts) => Answer::Set(all(parts)),
        Answer::Builder {
            element,
            conditions,
        } => Answer::Builder {
            element: Box::new(mapped(element, change)),
            conditions: all(conditions),
        },
        Answer::Bracketed { open, close, parts } => Answer::Bracketed {
            open: *open,
            close: *close,
            parts: all(parts),
        },
        Answer::Combined(operator, parts) => Answer::Combined(*operator, all(parts)),
        other => other.clone(),
    }
}
