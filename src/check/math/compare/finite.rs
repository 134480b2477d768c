//! Finite sets, and unions, intersections and differences of them.

use std::borrow::Cow;

use super::super::answer::{Answer, Relation, SetOperator, Sign, Special};
use super::super::expr::Expr;
use super::super::outcome::Outcome;
use super::parts::MOST_MATCHED;
use super::symbols::{only_variable, substituted};
use super::{Comparison, either};

impl Comparison<'_> {
    /// Compares two finite sets, or one with a list, in any order. `None` if
    /// they are no such things.
    pub(super) fn finite_sets(&mut self, a: &Answer, b: &Answer) -> Option<Outcome> {
        let (a, b) = (self.written_out(a), self.written_out(b));
        let (a, b) = (a.as_ref(), b.as_ref());
        if !(is_finite(a) && is_finite(b)) || !(is_set(a) || is_set(b)) {
            return None;
        }
        if let (Answer::Set(a), Answer::Set(b)) = (a, b) {
            self.sets_around += 1;
            let outcome = self.sets(a, b);
            self.sets_around -= 1;
            return Some(outcome);
        }
        let (Some(a), Some(b)) = (self.members(a), self.members(b)) else {
            return Some(Outcome::Undecided("a member could not be compared"));
        };
        Some(self.in_any_order(&a, &b))
    }

    /// `{2k : k = 1, 2, 3}` as the set of its members; other answers as they are.
    fn written_out<'s>(&mut self, answer: &'s Answer) -> Cow<'s, Answer> {
        let Answer::Builder {
            element,
            conditions,
        } = answer
        else {
            return Cow::Borrowed(answer);
        };
        match self.values_of_index(element, conditions) {
            Some(members) => Cow::Owned(Answer::Set(members)),
            None => Cow::Borrowed(answer),
        }
    }

    /// The element for each value that its one variable is said to take.
    fn values_of_index(&mut self, element: &Answer, conditions: &[Answer]) -> Option<Vec<Answer>> {
        let Answer::Expr(element) = element else {
            return None;
        };
        let name = only_variable(element)?;
        let values = match listed_values(&name, conditions) {
            Some(values) => values,
            None => self.integers_between(&name, conditions)?,
        };
        let members = values
            .iter()
            .map(|value| substituted(element, &name, value));
        Some(members.map(Answer::Expr).collect())
    }

    /// `k \in \mathbb{Z}, 1 \le k \le 4`
    fn integers_between(&mut self, name: &str, conditions: &[Answer]) -> Option<Vec<Expr>> {
        let set = Answer::Builder {
            element: Box::new(Answer::Expr(Expr::Symbol(name.to_owned()))),
            conditions: conditions.to_vec(),
        };
        let integers = self.integers_in(&set)?;
        Some(integers.into_iter().map(Expr::integer).collect())
    }

    /// Members that are the same tree are dropped first: what is left may be
    /// equal by a rule that is not transitive, so dropping more can do harm.
    fn sets(&mut self, a: &[Answer], b: &[Answer]) -> Outcome {
        let (a, b) = (without_copies(a), without_copies(b));
        let outcome = self.in_any_order(&a, &b);
        either(outcome, || {
            let (fewer_a, fewer_b) = (self.distinct(&a), self.distinct(&b));
            if (fewer_a.len(), fewer_b.len()) == (a.len(), b.len()) {
                return Outcome::Unequal;
            }
            self.in_any_order(&fewer_a, &fewer_b)
        })
    }

    /// The members of a finite set without repetitions; a list keeps its own.
    /// `None` if it cannot be decided which they are.
    fn members(&mut self, answer: &Answer) -> Option<Vec<Answer>> {
        match answer {
            Answer::Special(Special::NoSolution) => Some(Vec::new()),
            Answer::List(parts) | Answer::Any(parts) => Some(parts.clone()),
            Answer::Set(parts) => Some(self.distinct(parts)),
            Answer::Combined(operator, parts) => {
                let (first, rest) = parts.split_first()?;
                let mut members = self.members(first)?;
                for part in rest {
                    let others = self.members(part)?;
                    members = self.operated(*operator, members, others)?;
                }
                Some(members)
            }
            _ => None,
        }
    }

    fn operated(
        &mut self,
        operator: SetOperator,
        mut members: Vec<Answer>,
        others: Vec<Answer>,
    ) -> Option<Vec<Answer>> {
        if operator == SetOperator::Union {
            members.extend(others);
            return Some(self.distinct(&members));
        }
        let wanted = operator == SetOperator::Intersection;
        let mut kept = Vec::new();
        for member in members {
            if self.is_among(&member, &others)? == wanted {
                kept.push(member);
            }
        }
        Some(kept)
    }

    fn is_among(&mut self, member: &Answer, others: &[Answer]) -> Option<bool> {
        if others.len() > MOST_MATCHED {
            return None;
        }
        let mut is_decided = true;
        for other in others {
            match self.answers(member, other) {
                Outcome::Equal(_) => return Some(true),
                Outcome::Undecided(_) => is_decided = false,
                Outcome::Unequal => {}
            }
        }
        is_decided.then_some(false)
    }
}

/// `k = 1, 2, 3`, `k \in \{1, 2, 3\}`
fn listed_values(name: &str, conditions: &[Answer]) -> Option<Vec<Expr>> {
    let mut values = Vec::new();
    for condition in conditions {
        let Answer::Relation(Relation { sides, signs, .. }) = condition else {
            return None;
        };
        let [Answer::Expr(Expr::Symbol(subject)), value] = sides.as_slice() else {
            return None;
        };
        match (value, signs.as_slice()) {
            _ if subject != name => return None,
            (Answer::Expr(value), [Sign::Equal]) if !value.has_symbol() => {
                values.push(value.clone());
            }
            (Answer::Set(parts) | Answer::List(parts), [Sign::In | Sign::Equal]) => {
                for part in parts {
                    let Answer::Expr(value) = part else {
                        return None;
                    };
                    values.push(value.clone());
                }
            }
            _ => return None,
        }
    }
    (!values.is_empty()).then_some(values)
}

fn without_copies(members: &[Answer]) -> Vec<Answer> {
    let mut kept: Vec<Answer> = Vec::new();
    for member in members {
        if !kept.contains(member) {
            kept.push(member.clone());
        }
    }
    kept
}

fn is_set(answer: &Answer) -> bool {
    matches!(
        answer,
        Answer::Set(_) | Answer::Combined(..) | Answer::Special(Special::NoSolution)
    )
}

/// Whether it is a finite set (or a list) as far as its form shows.
fn is_finite(answer: &Answer) -> bool {
    match answer {
        Answer::Set(_) | Answer::Special(Special::NoSolution) => true,
        Answer::List(parts) | Answer::Any(parts) => !parts.iter().any(is_inequality),
        Answer::Combined(_, parts) => parts.iter().all(|part| is_set(part) && is_finite(part)),
        _ => false,
    }
}

fn is_inequality(answer: &Answer) -> bool {
    match answer {
        Answer::Relation(relation) => !super::chain::is_equation(relation),
        Answer::All(_) | Answer::Any(_) | Answer::Builder { .. } => true,
        _ => false,
    }
}
