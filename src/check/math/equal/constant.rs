//! Constants: compared, ordered, rounded.

use std::cmp::Ordering;

use super::extent::{self, Extent};
use super::{NO_VALUE, SPENT, is_variable};
use crate::check::math::budget::Budget;
use crate::check::math::exact;
use crate::check::math::expr::{Expr, Number};
use crate::check::math::outcome::{Outcome, Stage};
use crate::check::math::rational::Rational;
use crate::check::math::value::{
    Arithmetic, Doubles, Evaluator, Fail, Larges, Magnitude, Point, Value,
};

/// Bits of precision, tried one after the other.
pub(super) const PRECISIONS: [usize; 3] = [192, 448, 1_152];
/// Equal constants agree in this many bits, and in more if very large or very
/// small numbers occurred on the way.
const AGREEING_BITS: f64 = 128.0;
/// More agreeing bits are never asked for.
const MOST_AGREEING_BITS: f64 = 1_024.0;

/// Limits are known in fewer bits.
const SETTLED_BITS: f64 = 60.0;

/// No variable has a place here.
pub(super) const NOWHERE: Point<'static> = Point {
    index: 0,
    integers: &[],
};

/// How two values stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Apart,
    Agreeing,
    Unclear,
}

/// Whether two expressions without variables have the same value.
pub(super) fn compare(a: &Expr, b: &Expr, budget: &mut Budget) -> Outcome {
    match relation(a, b, Doubles::default(), budget) {
        Ok(Relation::Apart) => return Outcome::Unequal,
        Ok(_) | Err(Fail::Imprecise) => {}
        Err(fail) => return undecided(fail),
    }
    for precision in PRECISIONS {
        match relation(a, b, Larges::new(precision), budget) {
            Ok(Relation::Apart) => return Outcome::Unequal,
            Ok(Relation::Agreeing) => return Outcome::Equal(Stage::Numeric),
            Ok(Relation::Unclear) | Err(Fail::Imprecise) => {}
            Err(fail) => return undecided(fail),
        }
    }
    Outcome::Undecided("too close to tell, or too large")
}

pub(super) fn undecided(fail: Fail) -> Outcome {
    match fail {
        Fail::Spent => SPENT,
        Fail::Undefined => Outcome::Undecided("it has no value"),
        Fail::Imprecise | Fail::Unknown => NO_VALUE,
    }
}

fn relation<A: Arithmetic>(
    a: &Expr,
    b: &Expr,
    reals: A,
    budget: &mut Budget,
) -> Result<Relation, Fail> {
    let mut evaluator = Evaluator::new(reals, NOWHERE, budget);
    let (a, b) = (evaluator.value(a)?, evaluator.value(b)?);
    let wanted = (AGREEING_BITS + 2.0 * evaluator.span).min(MOST_AGREEING_BITS);
    // What was not seen is not confirmed: a 1 beside 100000000!.
    let wanted = if evaluator.is_hidden {
        f64::INFINITY
    } else {
        wanted
    };
    related(&mut evaluator, &a, &b, wanted)
}

/// Compares within the errors; values agree only if the errors leave `wanted`
/// bits.
pub(super) fn related<A: Arithmetic>(
    evaluator: &mut Evaluator<'_, '_, A>,
    a: &Value<A>,
    b: &Value<A>,
    wanted: f64,
) -> Result<Relation, Fail> {
    let wanted = if evaluator.is_settled {
        wanted.min(SETTLED_BITS)
    } else {
        wanted
    };
    let field = &mut evaluator.field;
    let difference = field.minus(a, b)?;
    if !field.may_be_zero(&difference) {
        return Ok(Relation::Apart);
    }
    // Two values that may both be 0 are measured against 1.
    let scale = if field.may_be_zero(a) || field.may_be_zero(b) {
        Magnitude::new(1.0)
    } else {
        field.at_least(a)
    };
    let bits = scale.log2() - difference.error.log2();
    Ok(if difference.error.is_zero() || bits >= wanted {
        Relation::Agreeing
    } else {
        Relation::Unclear
    })
}

/// A real constant in the middle of an interval around it.
fn enclosed<A: Arithmetic>(
    expr: &Expr,
    reals: A,
    budget: &mut Budget,
) -> Result<(f64, bool, bool), Fail> {
    let mut evaluator = Evaluator::new(reals, NOWHERE, budget);
    let value = evaluator.value(expr)?;
    let field = &evaluator.field;
    if !field.may_be_real(&value) {
        return Err(Fail::Undefined);
    }
    let is_clear = !field.may_be_zero(&value);
    let approximation = field.real_part(&value);
    Ok((approximation, is_clear, field.is_negative(&value)))
}

/// The sign of a real constant; 0 only if it is exactly 0 or agrees with 0 as
/// constants agree.
fn sign(expr: &Expr, budget: &mut Budget) -> Option<Ordering> {
    let ordering = |is_negative| {
        if is_negative {
            Ordering::Less
        } else {
            Ordering::Greater
        }
    };
    match enclosed(expr, Doubles::default(), budget) {
        Ok((_, true, is_negative)) => return Some(ordering(is_negative)),
        Ok(_) | Err(Fail::Imprecise) => {}
        Err(_) => return None,
    }
    for precision in PRECISIONS {
        match enclosed(expr, Larges::new(precision), budget) {
            Ok((_, true, is_negative)) => return Some(ordering(is_negative)),
            Ok(_) | Err(Fail::Imprecise) => {}
            Err(_) => return None,
        }
    }
    None
}

/// The order of two real constants, infinities included.
pub(in super::super) fn order(a: &Expr, b: &Expr, budget: &mut Budget) -> Option<Ordering> {
    let rank = |extent| match extent {
        Extent::Negative => Some(0),
        Extent::Finite => Some(1),
        Extent::Positive => Some(2),
        Extent::Undefined => None,
    };
    let extent_a = rank(extent::of(a, budget)?)?;
    let extent_b = rank(extent::of(b, budget)?)?;
    if is_variable(a) || is_variable(b) {
        return None;
    }
    if (extent_a, extent_b) != (1, 1) {
        return Some(extent_a.cmp(&extent_b));
    }
    if let Some(a) = exact::value(a, budget)
        && let Some(b) = exact::value(b, budget)
    {
        return Some(if a.is_less(&b) {
            Ordering::Less
        } else if b.is_less(&a) {
            Ordering::Greater
        } else {
            Ordering::Equal
        });
    }
    if a == b || compare(a, b, budget).is_equal() {
        // Both must be real to have a place in the order.
        approximate(a, budget)?;
        return Some(Ordering::Equal);
    }
    approximate(a, budget)?;
    approximate(b, budget)?;
    sign(
        &crate::check::math::expr::difference(a.clone(), b.clone()),
        budget,
    )
}

/// Whether `decimal` is a correct rounding of `other` at its own last digit,
/// with at least so many significant digits. Halves may go away from 0 or to
/// the even digit. `None` if `other` is no real constant.
pub(in super::super) fn rounds_to(
    decimal: &Number,
    other: &Expr,
    least_digits: u32,
    budget: &mut Budget,
) -> Option<bool> {
    if is_variable(other) || extent::of(other, budget)? != Extent::Finite {
        return None;
    }
    let unit = Rational::integer(10).power(decimal.decimals.unwrap_or(0).checked_neg()?)?;
    let digits = decimal.value.over(&unit)?;
    let Some(integer) = digits.as_integer() else {
        return Some(false);
    };
    let shown = integer.to_string();
    let n_shown = shown.trim_start_matches('-').trim_start_matches('0').len();
    let is_shown = n_shown >= least_digits as usize;
    if let Some(value) = exact::value(other, budget) {
        return Some(is_shown && is_rounding(&digits, &value.over(&unit)?)?);
    }
    approximate(other, budget)?;
    if !is_shown {
        return Some(false);
    }
    let half = unit.over(&Rational::integer(2))?;
    let low = Expr::rational(decimal.value.plus(&half.negated())?);
    let high = Expr::rational(decimal.value.plus(&half)?);
    // What is no fraction is no half.
    let is_above = order(&low, other, budget)? == Ordering::Less;
    let is_below = order(other, &high, budget)? == Ordering::Less;
    Some(is_above && is_below)
}

/// Whether the integer is a rounding of the value.
fn is_rounding(integer: &Rational, value: &Rational) -> Option<bool> {
    let half = Rational::new(1.into(), 2.into())?;
    let distance = integer.plus(&value.negated())?.abs();
    if distance != half {
        return Some(distance.is_less(&half));
    }
    let is_away = value.abs().is_less(&integer.abs());
    let half_of_it = integer.over(&Rational::integer(2))?;
    Some(is_away || half_of_it.as_integer().is_some())
}

/// A real constant as a double; infinite ones, and those that are no real
/// constants, have none.
pub(in super::super) fn approximate(expr: &Expr, budget: &mut Budget) -> Option<f64> {
    if is_variable(expr) {
        return None;
    }
    if let Some(value) = exact::value(expr, budget) {
        return Some(value.to_f64());
    }
    let middle = |result: Result<(f64, bool, bool), Fail>| match result {
        Ok((value, true, _)) => Ok(Some(value)),
        Ok(_) | Err(Fail::Imprecise) => Ok(None),
        Err(fail) => Err(fail),
    };
    if let Some(value) = middle(enclosed(expr, Doubles::default(), budget)).ok()? {
        return Some(value);
    }
    for precision in PRECISIONS {
        if let Some(value) = middle(enclosed(expr, Larges::new(precision), budget)).ok()? {
            return Some(value);
        }
    }
    // It cannot be told from 0.
    let (value, ..) = enclosed(expr, Larges::new(PRECISIONS[2]), budget).ok()?;
    (value.abs() < 1e-100).then_some(0.0)
}
