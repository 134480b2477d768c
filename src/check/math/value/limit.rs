//! Limits, from values along a geometric sequence by Richardson extrapolation.

use super::complex::Value;
use super::{Arithmetic, Evaluator, Fail};
use crate::check::math::exact;
use crate::check::math::expr::{Constant, Expr};
use crate::check::math::rational::Rational;

/// How many points the extrapolation takes, and how many fewer the check.
const N_POINTS: usize = 26;
const N_FEWER: usize = 3;
/// Precision that the extrapolation needs.
const LEAST_PRECISION: u32 = 400;
/// Bits in which two orders must agree.
const AGREEING_BITS: i64 = 70;

/// From where a limit is approached.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

/// What is approached.
enum Goal {
    Place(Rational),
    /// Infinity, positive if so.
    Infinity(bool),
}

impl<'a, A: Arithmetic> Evaluator<'a, '_, A> {
    /// The limit of `body` as `variable` goes to `point`; `side` is 1 or -1
    /// where it goes there from one side.
    #[inline(never)]
    pub(super) fn limit(
        &mut self,
        variable: &'a str,
        point: &'a Expr,
        body: &'a Expr,
        side: Option<&'a Expr>,
    ) -> Result<Value<A>, Fail> {
        if self.field.reals.precision() < LEAST_PRECISION {
            return Err(Fail::Imprecise);
        }
        let goal = match point {
            Expr::Constant(Constant::Infinity) => Goal::Infinity(true),
            Expr::Negative(inner) if **inner == Expr::Constant(Constant::Infinity) => {
                Goal::Infinity(false)
            }
            point => {
                let place = exact::value_in(point, &mut self.scope, self.budget);
                Goal::Place(place.ok_or(Fail::Unknown)?)
            }
        };
        let span = self.span;
        let sides = match (&goal, side) {
            (Goal::Infinity(_), _) => vec![Side::Above],
            (_, Some(side)) if *side == Expr::integer(1) => vec![Side::Above],
            (_, Some(_)) => vec![Side::Below],
            _ => vec![Side::Above, Side::Below],
        };
        let mut found: Option<Value<A>> = None;
        for side in sides {
            let value = self.one_sided(variable, &goal, body, side)?;
            found = Some(match found {
                // Both sides must have the same limit.
                Some(first) => self.accepted(first, &value, AGREEING_BITS - 4)?,
                None => value,
            });
        }
        self.span = span;
        found.ok_or(Fail::Unknown)
    }

    fn one_sided(
        &mut self,
        variable: &'a str,
        goal: &Goal,
        body: &'a Expr,
        side: Side,
    ) -> Result<Value<A>, Fail> {
        let mut values = Vec::with_capacity(N_POINTS);
        for j in 0..N_POINTS {
            let at = place(goal, side, j).ok_or(Fail::Unknown)?;
            self.scope.bind(variable, at);
            let value = self.value(body);
            self.scope.release();
            let value = value?;
            if value.is_branched {
                return Err(Fail::Unknown);
            }
            values.push(value);
        }
        let fewer = values.get(..N_POINTS - N_FEWER).map(<[_]>::to_vec);
        let value = self.extrapolated(values)?;
        let other = self.extrapolated(fewer.ok_or(Fail::Unknown)?)?;
        self.accepted(value, &other, AGREEING_BITS)
    }

    /// Takes out terms like h^(k/2) and h^(k/2) log h for each k in turn, for
    /// steps h that shrink by 4.
    fn extrapolated(&mut self, mut values: Vec<Value<A>>) -> Result<Value<A>, Fail> {
        let mut round = 0;
        while values.len() > 1 {
            // Each factor twice: the second time for the logarithm.
            let factor = (1_i64 << (round / 2 + 1)) - 1;
            let factor = self.field.small(1, factor)?;
            let mut next = Vec::with_capacity(values.len() - 1);
            for pair in values.windows(2) {
                let [old, new] = pair else {
                    return Err(Fail::Unknown);
                };
                let change = self.field.minus(new, old)?;
                let change = self.field.times(&change, &factor)?;
                next.push(self.field.plus(new, &change)?);
            }
            values = next;
            round += 1;
        }
        self.budget.spend(self.field.reals.cost())?;
        values.pop().ok_or(Fail::Unknown)
    }
}

/// The place number `j` of the sequence, 4^-(j+1) from the goal, or 4^(j+1).
fn place(goal: &Goal, side: Side, j: usize) -> Option<Rational> {
    let far = Rational::integer(4).power(i32::try_from(j).ok()? + 1)?;
    match goal {
        Goal::Infinity(true) => Some(far),
        Goal::Infinity(false) => Some(far.negated()),
        Goal::Place(place) => {
            let step = Rational::integer(1).over(&far)?;
            let step = if side == Side::Below {
                step.negated()
            } else {
                step
            };
            place.plus(&step)
        }
    }
}
