//! Numbers with units.

use super::super::equal;
use super::super::expr::{Constant, Expr, power, product, sum};
use super::super::outcome::{Outcome, Stage};
use super::super::rational::Rational;
use super::super::unit::Unit;
use super::number::{decimal_of, scaled};
use super::{Comparison, either, same_if};

impl Comparison<'_> {
    /// Two numbers with units.
    pub(super) fn quantities(&mut self, a: &Expr, unit: &Unit, b: &Expr, other: &Unit) -> Outcome {
        if unit.is_percent != other.is_percent {
            return Outcome::Unequal;
        }
        let forgiven = self.policies.missing_unit && is_placeholder(unit) != is_placeholder(other);
        if forgiven || is_same_scale(unit, other) {
            return self.numbers(a, b);
        }
        if !unit.same_dimension(other) || !self.policies.convert_units {
            return Outcome::Unequal;
        }
        // In the unit of either side, so that a decimal stays one.
        let Some(b_converted) = converted(b, other, unit) else {
            return Outcome::Undecided("a unit could not be converted");
        };
        let Some(a_converted) = converted(a, unit, other) else {
            return Outcome::Undecided("a unit could not be converted");
        };
        let first = self.numbers(a, &b_converted);
        either(first, || self.numbers(&a_converted, b))
    }

    /// A number with a unit against one without.
    pub(super) fn quantity_with_number(
        &mut self,
        value: &Expr,
        unit: &Unit,
        other: &Expr,
    ) -> Outcome {
        if unit.is_percent {
            return self.percentage(value, &unit.scale, other);
        }
        let bare = if self.policies.missing_unit {
            self.numbers(value, other)
        } else {
            Outcome::Unequal
        };
        if !(unit.is_angle() || unit.dimension.is_empty()) {
            return bare;
        }
        // Radians and counts need no unit: 60° is π/3 and two dozen are 24.
        either(bare, || {
            let radians = in_base_units(value, unit);
            let exact = self.numbers(&radians, other);
            // In degrees a decimal stays one, and may be a rounding.
            either(exact, || match Rational::integer(1).over(&unit.scale) {
                Some(inverse) if decimal_of(value).is_some() => {
                    let degrees = times_pi(scaled(other, &inverse), -unit.pi);
                    self.numbers(value, &degrees)
                }
                _ => Outcome::Unequal,
            })
        })
    }

    /// Whether a number is a fraction of 1: 0.24 means 24 %, not 0.24 %.
    fn is_below_one(&mut self, number: &Expr) -> bool {
        let value = equal::approximate(number, self.budget);
        value.is_some_and(|value| value != 0.0 && value.abs() < 1.0)
    }

    /// 50 % is 0.5 and, by policy, 50.
    fn percentage(&mut self, value: &Expr, scale: &Rational, other: &Expr) -> Outcome {
        if let (Expr::Constant(Constant::Infinity), _) | (_, Expr::Constant(Constant::Infinity)) =
            (value, other)
        {
            return same_if(value == other, Stage::Exact);
        }
        let mut outcome = self.numbers(&scaled(value, scale), other);
        // Scaled the other way round, a decimal on the percent side stays one.
        if decimal_of(value).is_some()
            && let Some(inverse) = Rational::integer(1).over(scale)
        {
            outcome = either(outcome, || self.numbers(value, &scaled(other, &inverse)));
        }
        if self.policies.bare_percent && !self.is_below_one(other) {
            outcome = either(outcome, || self.numbers(value, other));
        }
        outcome
    }
}

/// Whether the unit only says that there is one: `12 square units`, `3 pieces`.
fn is_placeholder(unit: &Unit) -> bool {
    let is_one = unit.scale == Rational::integer(1) && unit.pi == 0;
    unit.dimension.is_empty() && !unit.is_percent && is_one
}

fn is_same_scale(a: &Unit, b: &Unit) -> bool {
    (&a.scale, a.pi, &a.offset, a.is_percent) == (&b.scale, b.pi, &b.offset, b.is_percent)
        && a.same_dimension(b)
}

/// The value in base units: `value × scale × π^pi + offset`.
pub(super) fn in_base_units(value: &Expr, unit: &Unit) -> Expr {
    plus(times_pi(scaled(value, &unit.scale), unit.pi), &unit.offset)
}

/// The value of one unit in another of the same dimension.
fn converted(value: &Expr, from: &Unit, to: &Unit) -> Option<Expr> {
    let one = Rational::integer(1);
    let offset = from.offset.plus(&to.offset.negated())?;
    let factor = from.scale.over(&to.scale)?;
    if offset == Rational::integer(0) {
        return Some(times_pi(scaled(value, &factor), from.pi - to.pi));
    }
    let base = plus(times_pi(scaled(value, &from.scale), from.pi), &offset);
    Some(times_pi(scaled(&base, &one.over(&to.scale)?), -to.pi))
}

fn times_pi(value: Expr, exponent: i32) -> Expr {
    if exponent == 0 {
        return value;
    }
    let pi = power(
        Expr::Constant(Constant::Pi),
        Expr::integer(i64::from(exponent)),
    );
    product(vec![value, pi])
}

fn plus(value: Expr, offset: &Rational) -> Expr {
    if *offset == Rational::integer(0) {
        return value;
    }
    sum(vec![value, Expr::rational(offset.clone())])
}
