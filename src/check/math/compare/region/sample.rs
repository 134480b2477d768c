//! Inequalities that cannot be solved here, tried at many points.

use std::cmp::Ordering;

use super::super::super::answer::{Answer, Relation, Sign};
use super::super::super::equal;
use super::super::super::expr::{Expr, difference};
use super::super::super::outcome::{Outcome, Stage};
use super::super::super::rational::Rational;
use super::super::symbols::{only_variable, substituted};
use super::super::{Comparison, same_if};
use super::cells::is_in_spans;
use super::{Kind, Region};

/// Where to look between two endpoints, as parts of the way.
const BETWEEN: [f64; 7] = [0.013, 0.171, 0.337, 0.529, 0.713, 0.881, 0.991];
/// How far to look beyond the last endpoint.
const BEYOND: [f64; 7] = [0.017, 0.37, 1.21, 3.7, 11.3, 101.9, 1_003.1];

impl Comparison<'_> {
    /// Whether an inequality in one variable holds where the set says, as far
    /// as can be tried: at all endpoints and at points between and beyond them.
    /// `None` if it is no such inequality, or the set has no constant endpoints.
    pub(super) fn tried(&mut self, relation: &Relation, region: &Region) -> Option<Outcome> {
        let ([Answer::Expr(left), Answer::Expr(right)], [sign]) =
            (relation.sides.as_slice(), relation.signs.as_slice())
        else {
            return None;
        };
        let form = difference(left.clone(), right.clone());
        let name = only_variable(&form)?;
        let is_other = |subject: &Expr| *subject != Expr::Symbol(name.clone());
        if region.subject.as_ref().is_some_and(is_other) {
            return None;
        }
        let set = self
            .canonical(&region.tree)
            .filter(|set| set.kind == Kind::Reals)?;
        let ends = set
            .spans
            .iter()
            .flat_map(|span| span.low.iter().chain(&span.high));
        let mut points: Vec<Expr> = ends.map(|end| end.at.clone()).collect();
        let values: Option<Vec<f64>> = points
            .iter()
            .map(|point| equal::approximate(point, self.budget))
            .collect();
        points.extend(between(&values?));
        for point in &points {
            let value = substituted(&form, &name, point);
            let order = equal::order(&value, &Expr::integer(0), self.budget);
            if self.budget.is_spent() {
                return Some(Outcome::Undecided("the budget is spent"));
            }
            let holds = order.is_some_and(|order| satisfies(order, *sign));
            if holds != is_in_spans(&set.spans, |end| equal::order(point, end, self.budget))? {
                return Some(Outcome::Unequal);
            }
        }
        Some(same_if(true, Stage::Numeric))
    }
}

fn satisfies(order: Ordering, sign: Sign) -> bool {
    match sign {
        Sign::Less => order.is_lt(),
        Sign::LessOrEqual => order.is_le(),
        Sign::Greater => order.is_gt(),
        Sign::GreaterOrEqual => order.is_ge(),
        Sign::NotEqual => order.is_ne(),
        _ => false,
    }
}

/// Points between the endpoints, which are in order, and beyond them.
fn between(ends: &[f64]) -> Vec<Expr> {
    let mut found = Vec::new();
    let (low, high) = match (ends.first(), ends.last()) {
        (Some(low), Some(high)) => (*low, *high),
        _ => (0.0, 0.0),
    };
    found.extend(BEYOND.iter().flat_map(|far| [low - far, high + far]));
    for pair in ends.windows(2) {
        if let [low, high] = pair {
            found.extend(BETWEEN.iter().map(|part| low + (high - low) * part));
        }
    }
    let decimals = found
        .into_iter()
        .filter_map(|value| Rational::parse(&format!("{value:.9}")));
    decimals.map(Expr::rational).collect()
}
