//! Sets of real numbers: intervals, inequalities, ℝ without some points.

mod cells;
mod condition;
mod form;
mod grid;
mod sample;
mod solve;
mod unit;

use super::super::answer::{Answer, Relation, SetOperator, Sign};
use super::super::exact;
use super::super::expr::{Expr, difference};
use super::super::outcome::{self, Outcome, Stage};
use super::{Comparison, both, same_if};
use form::{is_region, simple};
use grid::Canonical;

/// Most readings of one answer as a set.
const MOST_CANDIDATES: usize = 4;

/// Which numbers a set is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Integers,
    Rationals,
    Reals,
}

/// A set as it was written. `P` is an endpoint: an expression, or its place
/// among all endpoints.
#[derive(Debug, Clone, PartialEq)]
enum Tree<P> {
    Span(Span<P>),
    Points(Vec<P>),
    /// All numbers of a kind.
    Numbers(Kind),
    Join(SetOperator, Vec<Tree<P>>),
}

/// What lies between two ends; `None` for no end.
#[derive(Debug, Clone, PartialEq)]
struct Span<P> {
    low: Option<End<P>>,
    high: Option<End<P>>,
}

#[derive(Debug, Clone, PartialEq)]
struct End<P> {
    at: P,
    is_closed: bool,
}

/// A set of the values of something.
#[derive(Debug, Clone)]
struct Region {
    /// Whose values they are: `x` in `x > 3`; `None` for an interval.
    subject: Option<Expr>,
    tree: Tree<Expr>,
}

impl Comparison<'_> {
    /// Compares two sets of real numbers, of which at least one cannot be
    /// anything else. `None` if one is no such set.
    pub(super) fn regions(&mut self, a: &Answer, b: &Answer) -> Option<Outcome> {
        if !(is_region(a) || is_region(b)) {
            return None;
        }
        // `[42, 42]` is two numbers to whoever expects one.
        if let (Answer::Expr(value), Answer::Bracketed { .. })
        | (Answer::Bracketed { .. }, Answer::Expr(value)) = (a, b)
        {
            return (!matches!(value, Expr::Matrix(_))).then_some(Outcome::Unequal);
        }
        if let (Answer::Relation(a), Answer::Relation(b)) = (a, b) {
            let outcome = self.proportional(a, b);
            if outcome.is_equal() {
                return Some(outcome);
            }
        }
        if unit::units(a).is_empty() && unit::units(b).is_empty() {
            self.bare_regions(a, b)
        } else {
            self.regions_with_units(a, b)
        }
    }

    /// Compares two sets without units.
    fn bare_regions(&mut self, a: &Answer, b: &Answer) -> Option<Outcome> {
        let left = self.region_candidates(a);
        let right = self.region_candidates(b);
        let mut outcomes = Vec::new();
        match (a, b) {
            (Answer::Relation(a), _) if left.is_empty() => {
                for region in &right {
                    outcomes.push(self.tried(a, region)?);
                }
            }
            (_, Answer::Relation(b)) if right.is_empty() => {
                for region in &left {
                    outcomes.push(self.tried(b, region)?);
                }
            }
            _ => {
                for a in &left {
                    for b in &right {
                        outcomes.push(self.same_region(a, b)?);
                    }
                }
            }
        }
        (!outcomes.is_empty()).then(|| outcome::any(outcomes))
    }

    /// `None` if the endpoints cannot be put in order, and the two are not of
    /// one form either.
    fn same_region(&mut self, a: &Region, b: &Region) -> Option<Outcome> {
        let subjects = match (&a.subject, &b.subject) {
            (Some(a), Some(b)) => self.exactly(a, b),
            _ => Outcome::Equal(Stage::Exact),
        };
        if subjects == Outcome::Unequal {
            return Some(subjects);
        }
        let sets = match (self.canonical(&a.tree), self.canonical(&b.tree)) {
            (Some(a), Some(b)) => self.same_canonical(a, b),
            _ => self.same_form(&a.tree, &b.tree)?,
        };
        Some(both(subjects, || sets))
    }

    fn same_canonical(&mut self, a: Canonical, b: Canonical) -> Outcome {
        let (a, b) = self.aligned(a, b);
        if a.kind != b.kind || a.spans.len() != b.spans.len() {
            return Outcome::Unequal;
        }
        let pairs = a.spans.iter().zip(&b.spans);
        outcome::all(
            std::iter::once(Outcome::Equal(Stage::Exact))
                .chain(pairs.map(|(a, b)| self.same_span(a, b))),
        )
    }

    fn same_span(&mut self, a: &Span<Expr>, b: &Span<Expr>) -> Outcome {
        let low = self.same_end(a.low.as_ref(), b.low.as_ref());
        both(low, || self.same_end(a.high.as_ref(), b.high.as_ref()))
    }

    fn same_end(&mut self, a: Option<&End<Expr>>, b: Option<&End<Expr>>) -> Outcome {
        match (a, b) {
            (None, None) => Outcome::Equal(Stage::Exact),
            (Some(a), Some(b)) if a.is_closed == b.is_closed => self.numbers(&a.at, &b.at),
            _ => Outcome::Unequal,
        }
    }

    /// Sets with symbols in their endpoints, part by part as they stand.
    fn same_form(&mut self, a: &Tree<Expr>, b: &Tree<Expr>) -> Option<Outcome> {
        Some(match (a, b) {
            (Tree::Span(a), Tree::Span(b)) => self.same_span(a, b),
            (Tree::Points(a), Tree::Points(b)) => {
                let a: Vec<Answer> = a.iter().cloned().map(Answer::Expr).collect();
                let b: Vec<Answer> = b.iter().cloned().map(Answer::Expr).collect();
                self.in_any_order(&a, &b)
            }
            (Tree::Numbers(a), Tree::Numbers(b)) => same_if(a == b, Stage::Exact),
            (Tree::Join(operator, a), Tree::Join(other, b)) if operator == other => {
                self.same_parts(*operator, a, b)?
            }
            _ => return None,
        })
    }

    fn same_parts(
        &mut self,
        operator: SetOperator,
        a: &[Tree<Expr>],
        b: &[Tree<Expr>],
    ) -> Option<Outcome> {
        if a.len() != b.len() {
            return None;
        }
        let mut free: Vec<&Tree<Expr>> = b.iter().collect();
        for part in a {
            let n_candidates = if operator == SetOperator::Difference {
                1
            } else {
                free.len()
            };
            let at = (0..n_candidates).find(|&at| {
                free.get(at)
                    .and_then(|other| self.same_form(part, other))
                    .is_some_and(|outcome| outcome.is_equal())
            })?;
            free.remove(at);
        }
        Some(Outcome::Equal(Stage::Exact))
    }

    /// The sets that an answer may be; none if it is no set of real numbers.
    fn region_candidates(&mut self, answer: &Answer) -> Vec<Region> {
        let mut found = match answer {
            Answer::Relation(relation) => self.condition(relation),
            Answer::All(parts) => self.joined(SetOperator::Intersection, parts),
            Answer::Any(parts) => self.joined(SetOperator::Union, parts),
            Answer::Combined(operator, parts) => self.joined(*operator, parts),
            Answer::List(parts) if parts.iter().any(is_region) => self.listed(parts),
            Answer::Builder {
                element,
                conditions,
            } => self.builder(element, conditions),
            answer => simple(answer).into_iter().map(bare).collect(),
        };
        found.truncate(MOST_CANDIDATES);
        found
    }

    /// The parts joined, where they speak of one thing.
    fn joined(&mut self, operator: SetOperator, parts: &[Answer]) -> Vec<Region> {
        let parts: Vec<Vec<Region>> = parts.iter().map(|p| self.region_candidates(p)).collect();
        combined(operator, &parts)
    }

    /// Conditions with commas between them all hold, if they can: `x > 1, x < 3`;
    /// else any does: `x < 1, x > 3`. Intervals are joined.
    fn listed(&mut self, parts: &[Answer]) -> Vec<Region> {
        let are_conditions = parts.iter().all(|part| matches!(part, Answer::Relation(_)));
        if are_conditions {
            let all = self.joined(SetOperator::Intersection, parts);
            let is_possible = all.first().is_some_and(|region| {
                let set = self.canonical(&region.tree);
                set.is_none_or(|set| !set.spans.is_empty())
            });
            if is_possible {
                return all;
            }
        }
        self.joined(SetOperator::Union, parts)
    }

    /// The numbers that satisfy an equation in the variable of a set.
    fn roots(&mut self, condition: &Answer, variable: &Expr) -> Option<Tree<Expr>> {
        let Answer::Relation(relation) = condition else {
            return None;
        };
        let ([Answer::Expr(left), Answer::Expr(right)], [Sign::Equal]) =
            (relation.sides.as_slice(), relation.signs.as_slice())
        else {
            return None;
        };
        let form = difference(left.clone(), right.clone());
        let (name, tree) = self.solved_for_variable(&form, Sign::Equal)?;
        (name == *variable).then_some(tree)
    }

    /// The integers that the set is made of, if it is so and they are few.
    pub(super) fn integers_in(&mut self, set: &Answer) -> Option<Vec<i64>> {
        const MOST: i64 = 1_000;
        let candidates = self.region_candidates(set);
        candidates.iter().find_map(|region| {
            let set = self.canonical(&region.tree)?;
            if set.kind != Kind::Integers {
                return None;
            }
            let mut found = Vec::new();
            for span in &set.spans {
                let mut value = |end: &Option<End<Expr>>| {
                    exact::value(&end.as_ref()?.at, self.budget)?.as_i64()
                };
                let (low, high) = (value(&span.low)?, value(&span.high)?);
                if high - low > MOST || found.len() as i64 > MOST {
                    return None;
                }
                found.extend(low..=high);
            }
            Some(found)
        })
    }

    /// `{x ∈ domain : conditions}`; the variable is bound, so it has no name.
    fn builder(&mut self, element: &Answer, conditions: &[Answer]) -> Vec<Region> {
        let mut parts = conditions.to_vec();
        let variable = match element {
            Answer::Expr(variable @ Expr::Symbol(_)) => variable,
            Answer::Relation(Relation { sides, .. }) => match sides.first() {
                Some(Answer::Expr(variable @ Expr::Symbol(_))) => {
                    parts.push(element.clone());
                    variable
                }
                _ => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        let parts: Vec<Vec<Region>> = parts
            .iter()
            .map(|part| match self.roots(part, variable) {
                Some(tree) => vec![Region {
                    subject: Some(variable.clone()),
                    tree,
                }],
                None => self.region_candidates(part),
            })
            .collect();
        let mut found = combined(SetOperator::Intersection, &parts);
        found.retain(|region| region.subject.as_ref() == Some(variable));
        for region in &mut found {
            region.subject = None;
        }
        found
    }
}

/// All combinations of what the parts may be, where they speak of one thing.
fn combined(operator: SetOperator, parts: &[Vec<Region>]) -> Vec<Region> {
    let mut found: Vec<(Option<Expr>, Vec<Tree<Expr>>)> = vec![(None, Vec::new())];
    for candidates in parts {
        let mut longer = Vec::new();
        for (subject, trees) in &found {
            for candidate in candidates {
                if let Some(subject) = shared(subject.as_ref(), candidate.subject.as_ref()) {
                    let mut trees = trees.clone();
                    trees.push(candidate.tree.clone());
                    longer.push((subject, trees));
                }
            }
        }
        longer.truncate(MOST_CANDIDATES);
        found = longer;
    }
    let regions = found.into_iter().map(|(subject, trees)| Region {
        subject,
        tree: Tree::Join(operator, trees),
    });
    regions.collect()
}

fn bare(tree: Tree<Expr>) -> Region {
    Region {
        subject: None,
        tree,
    }
}

/// The subject of both; `None` if they differ.
#[expect(clippy::option_option, reason = "there may be no subject at all")]
fn shared(a: Option<&Expr>, b: Option<&Expr>) -> Option<Option<Expr>> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => Some(a.or(b).cloned()),
    }
}
