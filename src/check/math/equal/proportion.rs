//! Whether one expression is a constant multiple of another.

use super::constant::{PRECISIONS, Relation, related, undecided};
use super::variable::integer_variables;
use super::{SPENT, matrix};
use crate::check::math::budget::Budget;
use crate::check::math::expr::Expr;
use crate::check::math::modular::{self, Finding};
use crate::check::math::outcome::{Outcome, Stage};
use crate::check::math::value::{
    Arithmetic, Doubles, Evaluator, Fail, Larges, N_POINTS, Point, Value,
};

/// Bits in which equal ratios agree.
const AGREEING_BITS: f64 = 100.0;
/// How many points must agree.
const N_LEAST: usize = 3;

/// The constant that one expression is of the other: real and not 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Factor {
    pub(in super::super) is_negative: bool,
}

/// Whether `a = c b` for a real constant `c` other than 0. If not, the outcome
/// says whether that is certain. Whoever asks is not told the constant but for
/// its sign, which is the same from both sides.
pub(in super::super) fn proportional(
    a: &Expr,
    b: &Expr,
    budget: &mut Budget,
) -> Result<Factor, Outcome> {
    if a == b {
        return Ok(Factor { is_negative: false });
    }
    if matrix::occurs(a) || matrix::occurs(b) {
        return Err(Outcome::Undecided("matrices have no ratio"));
    }
    let found = integer_variables(a, b);
    budget.reach(Stage::Identity);
    match modular::proportion(a, b, budget) {
        Finding::Unequal => return Err(Outcome::Unequal),
        Finding::Equal => {
            if let Some((is_real, is_negative)) = signed(a, b, &found, budget) {
                return if is_real {
                    Ok(Factor { is_negative })
                } else {
                    Err(Outcome::Unequal)
                };
            }
        }
        Finding::Open => {}
    }
    budget.reach(Stage::Numeric);
    numeric(a, b, &found, budget)
}

/// Whether a ratio that is known to be constant is real and negative; `None` if
/// that is nowhere clear.
fn signed(a: &Expr, b: &Expr, found: &[&str], budget: &mut Budget) -> Option<(bool, bool)> {
    for index in 0..N_POINTS {
        let point = Point {
            index,
            integers: found,
        };
        if let Ok((is_real, is_negative, false)) = ratio_sign(a, b, point, budget) {
            return Some((is_real, is_negative));
        }
    }
    None
}

/// Whether the ratio is real, is negative, and comes from a choice of a branch.
fn ratio_sign(
    a: &Expr,
    b: &Expr,
    point: Point<'_>,
    budget: &mut Budget,
) -> Result<(bool, bool, bool), Fail> {
    let mut evaluator = Evaluator::new(Doubles::default(), point, budget);
    let ratio = ratio(&mut evaluator, a, b)?;
    let field = &evaluator.field;
    if field.may_be_zero(&ratio) {
        return Err(Fail::Imprecise);
    }
    Ok((
        field.may_be_real(&ratio),
        field.is_negative(&ratio),
        ratio.is_branched,
    ))
}

fn ratio<'e, A: Arithmetic>(
    evaluator: &mut Evaluator<'e, '_, A>,
    a: &'e Expr,
    b: &'e Expr,
) -> Result<Value<A>, Fail> {
    let (a, b) = (evaluator.value(a)?, evaluator.value(b)?);
    evaluator.field.over(&a, &b)
}

/// Compares the ratios at all points, in doubles and then in high precision.
fn numeric(a: &Expr, b: &Expr, found: &[&str], budget: &mut Budget) -> Result<Factor, Outcome> {
    let points = |index| Point {
        index,
        integers: found,
    };
    let mut usable = Vec::new();
    let mut sign = None;
    for index in 0..N_POINTS {
        match ratio_sign(a, b, points(index), budget) {
            Ok((_, _, true)) => {}
            Ok((false, ..)) => return Err(Outcome::Unequal),
            Ok((true, is_negative, false)) => {
                if sign.is_some_and(|sign| sign != is_negative) {
                    return Err(Outcome::Unequal);
                }
                sign = Some(is_negative);
                usable.push(index);
            }
            Err(Fail::Spent) => return Err(SPENT),
            Err(_) => {}
        }
    }
    let (Some(is_negative), Some((&first, rest))) = (sign, usable.split_first()) else {
        return Err(Outcome::Undecided("no ratio could be evaluated"));
    };
    // Doubles refute before anything is confirmed.
    for &index in rest {
        if same_ratio(a, b, points(first), points(index), Doubles::default, budget)
            == Ok(Relation::Apart)
        {
            return Err(Outcome::Unequal);
        }
    }
    let mut n_agreeing = 1;
    for &index in rest.iter().take(N_LEAST - 1) {
        match confirmed(a, b, points(first), points(index), budget) {
            Ok(Relation::Apart) => return Err(Outcome::Unequal),
            Ok(Relation::Agreeing) => n_agreeing += 1,
            Ok(Relation::Unclear) | Err(Fail::Imprecise) => {}
            Err(fail) => return Err(undecided(fail)),
        }
    }
    if n_agreeing >= N_LEAST {
        Ok(Factor { is_negative })
    } else {
        Err(Outcome::Undecided("too few ratios could be evaluated"))
    }
}

fn confirmed(
    a: &Expr,
    b: &Expr,
    first: Point<'_>,
    second: Point<'_>,
    budget: &mut Budget,
) -> Result<Relation, Fail> {
    let mut last = Err(Fail::Imprecise);
    for precision in PRECISIONS {
        last = same_ratio(a, b, first, second, || Larges::new(precision), budget);
        match last {
            Ok(Relation::Unclear) | Err(Fail::Imprecise) => {}
            _ => return last,
        }
    }
    last
}

fn same_ratio<A: Arithmetic>(
    a: &Expr,
    b: &Expr,
    first: Point<'_>,
    second: Point<'_>,
    reals: impl Fn() -> A,
    budget: &mut Budget,
) -> Result<Relation, Fail> {
    let one = ratio(&mut Evaluator::new(reals(), first, budget), a, b)?;
    let mut evaluator = Evaluator::new(reals(), second, budget);
    let other = ratio(&mut evaluator, a, b)?;
    related(&mut evaluator, &one, &other, AGREEING_BITS)
}
