//! Lists, sets, tuples and joined relations.

use super::super::answer::{Answer, Special};
use super::super::outcome::{self, Outcome};
use super::Comparison;

/// Parts, and what they are joined by.
#[derive(Clone, Copy)]
enum Collection<'a> {
    List(&'a [Answer]),
    Set(&'a [Answer]),
    All(&'a [Answer]),
    Any(&'a [Answer]),
    Tuple(&'a [Answer]),
}

impl Comparison<'_> {
    /// A collection of one part is that part.
    pub(super) fn single_part(&mut self, a: &Answer, b: &Answer) -> Option<Outcome> {
        // Within a set {2} and 2 are two things.
        let is_set = matches!(a, Answer::Set(_)) || matches!(b, Answer::Set(_));
        if is_set && self.sets_around > 0 {
            return None;
        }
        match (only_part(a), only_part(b)) {
            (None, None) => self.repeated(a, b),
            (a_part, b_part) => Some(self.answers(a_part.unwrap_or(a), b_part.unwrap_or(b))),
        }
    }

    /// `20/3 or 6 2/3`: one value, said several times.
    fn repeated(&mut self, a: &Answer, b: &Answer) -> Option<Outcome> {
        let is_value = |answer: &Answer| matches!(answer, Answer::Expr(_) | Answer::Quantity(..));
        let ((Answer::List(parts), value) | (value, Answer::List(parts))) = (a, b) else {
            return None;
        };
        let applies = is_value(value) && parts.len() > 1 && parts.iter().all(is_value);
        applies.then(|| outcome::all(parts.iter().map(|part| self.answers(part, value))))
    }

    /// Compares two collections. `None` if one is none.
    pub(super) fn collections(&mut self, a: &Answer, b: &Answer) -> Option<Outcome> {
        use Collection::{All, Any, List, Set, Tuple};
        if let (
            Answer::Bracketed { open, close, parts },
            Answer::Bracketed {
                open: other_open,
                close: other_close,
                parts: other_parts,
            },
        ) = (a, b)
        {
            let same =
                brackets(*open, *close, parts) == brackets(*other_open, *other_close, other_parts);
            return Some(if same {
                self.in_order(parts, other_parts)
            } else {
                Outcome::Unequal
            });
        }
        if let Some(outcome) = self.structures(a, b) {
            return Some(outcome);
        }
        let (kind_a, kind_b) = (collection(a), collection(b));
        Some(match (kind_a, kind_b) {
            (Some(a), Some(b)) => {
                let named = self.assigned(a, b).or_else(|| self.assigned(b, a));
                if let Some(outcome) = named {
                    return Some(outcome);
                }
                match (a, b) {
                    (Tuple(a), List(b) | All(b) | Any(b))
                    | (List(a) | All(a) | Any(a), Tuple(b)) => self.tuple_with_list(a, b),
                    (Tuple(a), Set(b)) => self.tuple_with_set(a, b),
                    (Set(a), Tuple(b)) => self.tuple_with_set(b, a),
                    (Set(a), b) => self.set_with(a, b.parts()),
                    (a, Set(b)) => self.set_with(b, a.parts()),
                    (List(a), List(b))
                        if self.policies.ordered_lists || (are_verdicts(a) && are_verdicts(b)) =>
                    {
                        self.in_order(a, b)
                    }
                    (All(a), Any(b)) | (Any(b), All(a)) if !is_one_name(a, b) => Outcome::Unequal,
                    (a, b) => self.in_any_order(a.parts(), b.parts()),
                }
            }
            (Some(Set(members)), None) => self.set_of_one(members, b),
            (None, Some(Set(members))) => self.set_of_one(members, a),
            _ => return None,
        })
    }

    /// Named values against a list or tuple of values.
    fn assigned(&mut self, named: Collection<'_>, other: Collection<'_>) -> Option<Outcome> {
        match (named, other) {
            (Collection::All(a) | Collection::List(a), Collection::Tuple(b)) => {
                self.assigned_values(a, b, true)
            }
            (Collection::All(a) | Collection::List(a), Collection::List(b)) => {
                self.assigned_values(a, b, false)
            }
            _ => None,
        }
    }

    fn tuple_with_list(&mut self, a: &[Answer], b: &[Answer]) -> Outcome {
        if self.policies.tuple_as_set {
            self.in_any_order(a, b)
        } else {
            self.in_order(a, b)
        }
    }

    fn tuple_with_set(&mut self, tuple: &[Answer], set: &[Answer]) -> Outcome {
        if !self.policies.tuple_as_set {
            return Outcome::Unequal;
        }
        let tuple = self.distinct(tuple);
        self.set_with(set, &tuple)
    }

    fn set_with(&mut self, set: &[Answer], parts: &[Answer]) -> Outcome {
        let members = self.distinct(set);
        self.in_any_order(&members, parts)
    }

    /// `{2, 2}` is the set of 2.
    fn set_of_one(&mut self, set: &[Answer], other: &Answer) -> Outcome {
        match self.distinct(set).as_slice() {
            [only] => self.answers(only, other),
            _ => Outcome::Unequal,
        }
    }

    /// Combinations and builders that are compared by their parts.
    fn structures(&mut self, a: &Answer, b: &Answer) -> Option<Outcome> {
        use super::super::answer::SetOperator;
        Some(match (a, b) {
            (Answer::Combined(operator, a), Answer::Combined(other, b)) => {
                match (operator == other, operator) {
                    (false, _) => Outcome::Unequal,
                    (true, SetOperator::Difference) => self.in_order(a, b),
                    (true, _) => self.in_any_order(a, b),
                }
            }
            // Intervals that are listed: `(1, 2), (3, 4)`.
            (Answer::Combined(SetOperator::Union, a), Answer::List(b) | Answer::Any(b))
            | (Answer::List(b) | Answer::Any(b), Answer::Combined(SetOperator::Union, a)) => {
                self.in_any_order(a, b)
            }
            (
                Answer::Builder {
                    element,
                    conditions,
                },
                Answer::Builder {
                    element: other,
                    conditions: others,
                },
            ) => {
                let elements = self.answers(element, other);
                super::both(elements, || self.in_any_order(conditions, others))
            }
            _ => return None,
        })
    }
}

impl<'a> Collection<'a> {
    fn parts(self) -> &'a [Answer] {
        match self {
            Self::List(parts)
            | Self::Set(parts)
            | Self::All(parts)
            | Self::Any(parts)
            | Self::Tuple(parts) => parts,
        }
    }
}

fn collection(answer: &Answer) -> Option<Collection<'_>> {
    Some(match answer {
        Answer::List(parts) => Collection::List(parts),
        Answer::Set(parts) => Collection::Set(parts),
        Answer::All(parts) => Collection::All(parts),
        Answer::Any(parts) => Collection::Any(parts),
        // A half open interval is no tuple.
        Answer::Bracketed { open, close, parts }
            if parts.len() != 2 || brackets(*open, *close, parts) != Brackets::HalfOpen =>
        {
            Collection::Tuple(parts)
        }
        _ => return None,
    })
}

/// Whether each part says that something is true or false: the first part
/// answers the first question.
fn are_verdicts(parts: &[Answer]) -> bool {
    let is_verdict =
        |part: &Answer| matches!(part, Answer::Special(Special::True | Special::False));
    parts.iter().all(is_verdict)
}

fn only_part(answer: &Answer) -> Option<&Answer> {
    match answer {
        Answer::List(parts)
        | Answer::Set(parts)
        | Answer::All(parts)
        | Answer::Any(parts)
        | Answer::Combined(_, parts)
        | Answer::Bracketed { parts, .. } => match parts.as_slice() {
            // The set of the empty set is not empty.
            [Answer::Set(_)] if matches!(answer, Answer::Set(_)) => None,
            [only] => Some(only),
            _ => None,
        },
        _ => None,
    }
}

/// What brackets say about what is inside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Brackets {
    /// Round or angled: a tuple, a vector, an open interval.
    Tuple,
    Square,
    /// Only an interval is written so.
    HalfOpen,
}

/// With other than two parts it is no interval, and brackets say nothing.
fn brackets(open: char, close: char, parts: &[Answer]) -> Brackets {
    match (open, close) {
        _ if parts.len() != 2 => Brackets::Tuple,
        ('[', ']') => Brackets::Square,
        ('(', ']') | ('[', ')') => Brackets::HalfOpen,
        _ => Brackets::Tuple,
    }
}

/// Whether all parts are equations that name the same thing, or no name at
/// all: then "and" between them means "or".
fn is_one_name(a: &[Answer], b: &[Answer]) -> bool {
    let mut parts = a.iter().chain(b);
    let Some(first) = parts.next().and_then(super::chain::name_of) else {
        return false;
    };
    parts.all(|part| super::chain::name_of(part) == Some(first))
}
