//! Functions by cases of one variable: compared at the ends of their cases,
//! beside them, and at fixed places elsewhere.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::super::answer::{Answer, Relation, Sign, Special};
use super::super::equal;
use super::super::exact;
use super::super::expr::Expr;
use super::super::outcome::{Outcome, Stage};
use super::super::rational::Rational;
use super::Comparison;
use super::symbols::{substituted, symbols};

/// Most cases.
const MOST_CASES: usize = 12;
/// Places, in sixths.
const PLACES: [i64; 18] = [
    -60, -31, -21, -14, -9, -6, -4, -3, 0, 2, 3, 5, 6, 9, 13, 19, 33, 62,
];
/// Distances from the ends of cases, in thirds.
const BESIDE: [i64; 7] = [-7, -3, -1, 0, 1, 3, 7];
/// Values that must agree.
const LEAST_AGREEING: usize = 12;

/// A value, and the condition for it if there is one.
struct Case<'a> {
    value: &'a Expr,
    condition: Option<Vec<(&'a Expr, Sign, &'a Expr)>>,
}

impl Comparison<'_> {
    /// Two functions of which at least one is given by cases. `None` if none is.
    pub(super) fn piecewise(&mut self, a: &Answer, b: &Answer) -> Option<Outcome> {
        let is_set = |answer: &Answer| matches!(answer, Answer::Set(_));
        if !is_set(a) && !is_set(b) {
            return None;
        }
        let (left, right) = (cases(a)?, cases(b)?);
        let variable = variable(left.iter().chain(&right))?;
        let mut n_agreeing = 0;
        for place in self.places(left.iter().chain(&right)) {
            let at = Expr::rational(place);
            let first = self.value_at(&left, &variable, &at)?;
            let second = self.value_at(&right, &variable, &at)?;
            match (first, second) {
                (None, None) => {}
                (Some(first), Some(second)) => match self.exactly(&first, &second) {
                    Outcome::Unequal => return Some(Outcome::Unequal),
                    Outcome::Equal(_) => n_agreeing += 1,
                    Outcome::Undecided(_) => {}
                },
                _ => return Some(Outcome::Unequal),
            }
        }
        Some(if n_agreeing >= LEAST_AGREEING {
            Outcome::Equal(Stage::Numeric)
        } else {
            Outcome::Undecided("too few values of a function by cases")
        })
    }

    fn places<'c>(&mut self, cases: impl Iterator<Item = &'c Case<'c>>) -> Vec<Rational> {
        let fraction = |n: i64, d: i64| Rational::new(n.into(), d.into());
        let mut places: Vec<Rational> = PLACES.iter().filter_map(|n| fraction(*n, 6)).collect();
        for case in cases {
            for (low, _, high) in case.condition.iter().flatten() {
                for end in [low, high] {
                    let Some(end) = exact::value(end, self.budget) else {
                        continue;
                    };
                    let near = BESIDE.iter().filter_map(|n| end.plus(&fraction(*n, 3)?));
                    places.extend(near);
                }
            }
        }
        places
    }

    /// The value of the first case that holds; `None` inside if none does, and
    /// outside if that cannot be told.
    #[expect(clippy::option_option, reason = "untold and none are two things")]
    fn value_at(&mut self, cases: &[Case<'_>], name: &str, at: &Expr) -> Option<Option<Expr>> {
        for case in cases {
            let mut holds = true;
            for (low, sign, high) in case.condition.iter().flatten() {
                let (low, high) = (substituted(low, name, at), substituted(high, name, at));
                let order = equal::order(&low, &high, self.budget)?;
                holds &= match sign {
                    Sign::Equal => order == Ordering::Equal,
                    Sign::NotEqual => order != Ordering::Equal,
                    Sign::Less => order == Ordering::Less,
                    Sign::LessOrEqual => order != Ordering::Greater,
                    Sign::Greater => order == Ordering::Greater,
                    Sign::GreaterOrEqual => order != Ordering::Less,
                    _ => return None,
                };
            }
            if holds {
                return Some(Some(substituted(case.value, name, at)));
            }
        }
        Some(None)
    }
}

fn variable<'c>(cases: impl Iterator<Item = &'c Case<'c>>) -> Option<String> {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    for case in cases {
        names.extend(symbols(case.value));
        for (low, _, high) in case.condition.iter().flatten() {
            names.extend(symbols(low));
            names.extend(symbols(high));
        }
    }
    let mut names = names.into_iter();
    let name = names.next()?;
    names.next().is_none().then(|| name.to_owned())
}

/// The cases of an answer, those without a condition last.
fn cases(answer: &Answer) -> Option<Vec<Case<'_>>> {
    let parts = match answer {
        Answer::Expr(value) => {
            return Some(vec![Case {
                value,
                condition: None,
            }]);
        }
        Answer::Set(parts) if parts.len() <= MOST_CASES => parts,
        _ => return None,
    };
    let mut cases: Vec<Case<'_>> = parts.iter().map(case).collect::<Option<_>>()?;
    if cases.iter().all(|case| case.condition.is_none()) {
        return None;
    }
    cases.sort_by_key(|case| case.condition.is_none());
    Some(cases)
}

fn case(part: &Answer) -> Option<Case<'_>> {
    match part {
        Answer::Expr(value) => Some(Case {
            value,
            condition: None,
        }),
        Answer::Bracketed {
            open: '(',
            close: ')',
            parts,
        } => match parts.as_slice() {
            [Answer::Expr(value), Answer::Special(Special::True)] => Some(Case {
                value,
                condition: None,
            }),
            [Answer::Expr(value), Answer::Relation(relation)] => Some(Case {
                value,
                condition: Some(comparisons(relation)?),
            }),
            _ => None,
        },
        _ => None,
    }
}

/// The comparisons of a chain, one by one.
fn comparisons(relation: &Relation) -> Option<Vec<(&Expr, Sign, &Expr)>> {
    let sides: Option<Vec<&Expr>> = relation
        .sides
        .iter()
        .map(|side| match side {
            Answer::Expr(side) => Some(side),
            _ => None,
        })
        .collect();
    let sides = sides?;
    let pairs = sides.iter().zip(sides.iter().skip(1));
    Some(
        pairs
            .zip(&relation.signs)
            .map(|((low, high), sign)| (*low, *sign, *high))
            .collect(),
    )
}
