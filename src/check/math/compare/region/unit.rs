//! Sets whose endpoints have units: `0° < θ < 90°`.

use super::super::super::answer::{Answer, Relation};
use super::super::super::outcome::{self, Outcome};
use super::super::super::unit::Unit;
use super::super::Comparison;
use super::super::quantity::in_base_units;

impl Comparison<'_> {
    /// Compares two sets, of which at least one has units, without them: in
    /// base units or, where a missing unit is forgiven, as written.
    pub(super) fn regions_with_units(&mut self, a: &Answer, b: &Answer) -> Option<Outcome> {
        let (left, right) = (units(a), units(b));
        let first = *left.first().or(right.first())?;
        let mut all = left.iter().chain(&right);
        if !all.all(|unit| unit.is_percent == first.is_percent && unit.same_dimension(first)) {
            return None;
        }
        let is_one_sided = left.is_empty() != right.is_empty();
        let mut outcomes = Vec::new();
        if !is_one_sided || first.is_percent || first.is_angle() {
            outcomes.push(self.bare_regions(&in_base(a), &in_base(b))?);
        }
        let is_forgiven = if first.is_percent {
            self.policies.bare_percent
        } else {
            self.policies.missing_unit
        };
        if is_one_sided && is_forgiven {
            outcomes.push(self.bare_regions(&stripped(a), &stripped(b))?);
        }
        Some(outcome::any(outcomes))
    }
}

/// All units in an answer.
pub(super) fn units(answer: &Answer) -> Vec<&Unit> {
    match answer {
        Answer::Quantity(_, unit) => vec![unit],
        _ => parts(answer).iter().flat_map(units).collect(),
    }
}

fn parts(answer: &Answer) -> &[Answer] {
    match answer {
        Answer::All(parts)
        | Answer::Any(parts)
        | Answer::List(parts)
        | Answer::Set(parts)
        | Answer::Combined(_, parts)
        | Answer::Bracketed { parts, .. }
        | Answer::Builder {
            conditions: parts, ..
        } => parts,
        Answer::Relation(relation) => &relation.sides,
        _ => &[],
    }
}

fn in_base(answer: &Answer) -> Answer {
    mapped(answer, &|quantity| match quantity {
        Answer::Quantity(value, unit) => Answer::Expr(in_base_units(value, unit)),
        other => other.clone(),
    })
}

fn stripped(answer: &Answer) -> Answer {
    mapped(answer, &|quantity| match quantity {
        Answer::Quantity(value, _) => Answer::Expr(value.clone()),
        other => other.clone(),
    })
}

/// The answer with each quantity in it changed.
fn mapped(answer: &Answer, change: &impl Fn(&Answer) -> Answer) -> Answer {
    let all = |parts: &[Answer]| parts.iter().map(|p| mapped(p, change)).collect::<Vec<_>>();
    match answer {
        Answer::All(parts) => Answer::All(all(parts)),
        Answer::Any(parts) => Answer::Any(all(parts)),
        Answer::List(parts) => Answer::List(all(parts)),
        Answer::Set(parts) => Answer::Set(all(parts)),
        Answer::Combined(operator, parts) => Answer::Combined(*operator, all(parts)),
        Answer::Bracketed { open, close, parts } => Answer::Bracketed {
            open: *open,
            close: *close,
            parts: all(parts),
        },
        Answer::Builder {
            element,
            conditions,
        } => Answer::Builder {
            element: element.clone(),
            conditions: all(conditions),
        },
        Answer::Relation(relation) => Answer::Relation(Relation {
            sides: all(&relation.sides),
            signs: relation.signs.clone(),
            is_named: relation.is_named,
        }),
        other => change(other),
    }
}
