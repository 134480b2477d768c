//! Expressions with variables, compared at points.

use super::constant::{PRECISIONS, Relation, related, undecided};
use super::is_variable;
use crate::check::math::budget::Budget;
use crate::check::math::expr::{Constant, Expr};
use crate::check::math::outcome::{Outcome, Stage};
use crate::check::math::value::{
    Arithmetic, Doubles, Evaluator, Fail, Larges, N_POINTS, Point, integers,
};

/// Bits in which equal expressions agree at a point.
const AGREEING_BITS: f64 = 100.0;
/// How many points confirm that expressions are equal.
const N_CONFIRMED: usize = 3;
/// How many suffice where no more could be evaluated: agreement in 100 bits at
/// one real point is no accident, at one small integer it may be.
const N_LEAST: usize = 1;
const N_LEAST_INTEGERS: usize = 2;

/// How many points with integers alone are tried where there are steps.
const N_INTEGER_POINTS: u32 = 4;

/// What was seen at a point.
#[derive(Debug, Clone, Copy)]
struct Sight {
    relation: Relation,
    /// Whether both values are real and came from no choice of a branch, or
    /// complex numbers are meant.
    counts: bool,
}

/// Whether two expressions are the same function, by their values at points.
///
/// Where a value comes from a choice of a branch, as `\sqrt{x}` for a negative
/// `x`, the point counts only if there are no others.
pub(super) fn compare(a: &Expr, b: &Expr, budget: &mut Budget) -> Outcome {
    let found = integer_variables(a, b);
    let pair = Pair {
        a,
        b,
        is_complex: has_i(a) || has_i(b),
    };
    let mut fail = None;
    let sights = match pair.looked_at(&found, &mut fail, budget) {
        Ok(sights) => sights,
        Err(outcome) => return outcome,
    };
    let differs =
        differ_at_integers(a, b, pair.is_complex, budget) || differ_in_kind(a, b, &found, budget);
    if differs {
        return Outcome::Unequal;
    }
    let n_confirmed = match pair.confirmed_at(&sights, &mut fail, budget) {
        Ok(n_confirmed) => n_confirmed,
        Err(outcome) => return outcome,
    };
    let least = if found.is_empty() {
        N_LEAST
    } else {
        N_LEAST_INTEGERS
    };
    if n_confirmed >= least {
        return Outcome::Equal(Stage::Numeric);
    }
    match fail {
        Some(fail) => undecided(fail),
        None => Outcome::Undecided("too few points could be evaluated"),
    }
}

/// Two expressions under comparison.
struct Pair<'e> {
    a: &'e Expr,
    b: &'e Expr,
    is_complex: bool,
}

impl<'e> Pair<'e> {
    /// What doubles show at each point that can be evaluated; an outcome where
    /// that decides.
    fn looked_at(
        &self,
        found: &'e [&'e str],
        fail: &mut Option<Fail>,
        budget: &mut Budget,
    ) -> Result<Vec<(Point<'e>, Option<Sight>)>, Outcome> {
        let mut sights = Vec::new();
        for index in 0..N_POINTS {
            let point = Point {
                index,
                integers: found,
            };
            let reals = Doubles::default();
            match sight(self.a, self.b, reals, point, self.is_complex, budget) {
                Ok(sight) if sight.counts && sight.relation == Relation::Apart => {
                    return Err(Outcome::Unequal);
                }
                Ok(sight) => sights.push((point, Some(sight))),
                Err(Fail::Imprecise) => sights.push((point, None)),
                Err(Fail::Spent) => return Err(undecided(Fail::Spent)),
                Err(other) => *fail = Some(other),
            }
        }
        Ok(sights)
    }

    /// At how many points high precision confirms that they agree; an outcome
    /// where one refutes it.
    fn confirmed_at(
        &self,
        sights: &[(Point<'e>, Option<Sight>)],
        fail: &mut Option<Fail>,
        budget: &mut Budget,
    ) -> Result<usize, Outcome> {
        let has_counting = sights.iter().any(|(_, s)| s.is_some_and(|s| s.counts));
        let mut n_confirmed = 0;
        for (point, seen) in sights {
            if n_confirmed == N_CONFIRMED {
                break;
            }
            match seen {
                Some(seen) if has_counting && !seen.counts => continue,
                Some(seen) if seen.relation == Relation::Apart => return Err(Outcome::Unequal),
                _ => {}
            }
            match confirmed(self.a, self.b, *point, self.is_complex, budget) {
                Ok(seen) if has_counting && !seen.counts => {}
                Ok(seen) => match seen.relation {
                    Relation::Apart => return Err(Outcome::Unequal),
                    Relation::Agreeing => n_confirmed += 1,
                    Relation::Unclear => {}
                },
                Err(Fail::Spent) => return Err(undecided(Fail::Spent)),
                Err(other) => *fail = Some(other),
            }
        }
        Ok(n_confirmed)
    }
}

/// Which variables stand for integers in either expression.
pub(super) fn integer_variables<'a>(a: &'a Expr, b: &'a Expr) -> Vec<&'a str> {
    let mut found = Vec::new();
    integers(a, &mut found);
    integers(b, &mut found);
    found
}

pub(super) fn has_i(expr: &Expr) -> bool {
    *expr == Expr::Constant(Constant::I) || expr.children().into_iter().any(has_i)
}

fn sight<A: Arithmetic>(
    a: &Expr,
    b: &Expr,
    reals: A,
    point: Point<'_>,
    is_complex: bool,
    budget: &mut Budget,
) -> Result<Sight, Fail> {
    // The same lifetime for both, so that they share the values of variables.
    fn both<'e, A: Arithmetic>(
        a: &'e Expr,
        b: &'e Expr,
        mut evaluator: Evaluator<'e, '_, A>,
        is_complex: bool,
    ) -> Result<Sight, Fail> {
        let (a, b) = (evaluator.value(a)?, evaluator.value(b)?);
        let field = &evaluator.field;
        let is_real = field.may_be_real(&a) && field.may_be_real(&b);
        let counts = !a.is_branched && !b.is_branched && (is_complex || is_real);
        let relation = related(&mut evaluator, &a, &b, AGREEING_BITS)?;
        Ok(Sight { relation, counts })
    }
    both(a, b, Evaluator::new(reals, point, budget), is_complex)
}

fn confirmed(
    a: &Expr,
    b: &Expr,
    point: Point<'_>,
    is_complex: bool,
    budget: &mut Budget,
) -> Result<Sight, Fail> {
    let mut last = Err(Fail::Imprecise);
    for precision in PRECISIONS {
        last = sight(a, b, Larges::new(precision), point, is_complex, budget);
        match last {
            Ok(seen) if seen.relation != Relation::Unclear => return last,
            Ok(_) | Err(Fail::Imprecise) => {}
            Err(_) => return last,
        }
    }
    last
}

/// Whether functions with steps differ where all variables are integers, as
/// `\lfloor x \rfloor + 1` and `\lceil x \rceil` do nowhere else.
fn differ_at_integers(a: &Expr, b: &Expr, is_complex: bool, budget: &mut Budget) -> bool {
    if !has_step(a) && !has_step(b) {
        return false;
    }
    let mut names = Vec::new();
    variables(a, &mut names);
    variables(b, &mut names);
    (0..N_INTEGER_POINTS).any(|index| {
        let point = Point {
            index,
            integers: &names,
        };
        sight(a, b, Doubles::default(), point, is_complex, budget)
            .is_ok_and(|sight| sight.counts && sight.relation == Relation::Apart)
    })
}

fn has_step(expr: &Expr) -> bool {
    use crate::check::math::function::Function as F;
    matches!(
        expr,
        Expr::Call(F::Floor | F::Ceil | F::Round | F::Mod | F::Sgn, _)
    ) || expr.children().into_iter().any(has_step)
}

fn variables<'e>(expr: &'e Expr, names: &mut Vec<&'e str>) {
    if let Expr::Symbol(name) = expr
        && !names.contains(&name.as_str())
    {
        names.push(name);
    }
    for child in expr.children() {
        variables(child, names);
    }
}

/// Whether one expression has no variables and the other varies: they differ
/// even if the constant is too large to evaluate.
fn differ_in_kind(a: &Expr, b: &Expr, found: &[&str], budget: &mut Budget) -> bool {
    match (is_variable(a), is_variable(b)) {
        (true, false) => varies(a, found, budget),
        (false, true) => varies(b, found, budget),
        _ => false,
    }
}

fn varies(expr: &Expr, found: &[&str], budget: &mut Budget) -> bool {
    let mut previous: Option<(f64, f64)> = None;
    for index in 0..N_POINTS {
        let point = Point {
            index,
            integers: found,
        };
        let mut evaluator = Evaluator::new(Doubles::default(), point, budget);
        let Ok(value) = evaluator.value(expr) else {
            continue;
        };
        let field = &evaluator.field;
        if value.is_branched || !field.may_be_real(&value) {
            continue;
        }
        let here = (field.real_part(&value), value.error_bound());
        if let Some(there) = previous
            && (here.0 - there.0).abs() > 4.0 * (here.1 + there.1)
        {
            return true;
        }
        previous = Some(here);
    }
    false
}
