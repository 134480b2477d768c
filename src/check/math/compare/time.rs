//! Times of day, lengths of time and dates.

use super::super::answer::{Date, Time};
use super::super::expr::Expr;
use super::super::outcome::{self, Outcome};
use super::super::unit::{self, Unit};
use super::Comparison;

const HOUR: u32 = 3_600;
const HALF_DAY: u32 = 12 * HOUR;

/// The same time of day. `2:30` by itself is both 2:30 a.m. and 2:30 p.m.,
/// `14:30` and `0:30` are not.
pub(super) fn times(a: Time, b: Time) -> bool {
    let (open, said) = match (a.half, b.half) {
        (None, Some(_)) => (a.seconds, b.seconds),
        (Some(_), None) => (b.seconds, a.seconds),
        _ => return a.seconds == b.seconds,
    };
    let is_either = (HOUR..HALF_DAY + HOUR).contains(&open);
    open == said || (is_either && open % HALF_DAY == said % HALF_DAY)
}

/// The same day; a year that only one of them has is forgiven.
pub(super) fn dates(a: Date, b: Date) -> bool {
    let same_year = match (a.year, b.year) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    same_year && (a.month, a.day) == (b.month, b.day)
}

impl Comparison<'_> {
    /// `1:30` as a length of time is an hour and a half, or, as no third
    /// number is there, a minute and a half.
    pub(super) fn length_of_time(&mut self, time: Time, value: &Expr, unit: &Unit) -> Outcome {
        let Some(second) = unit::parse("s") else {
            return Outcome::Unequal;
        };
        if time.half.is_some() || !unit.same_dimension(&second) {
            return Outcome::Unequal;
        }
        let in_hours = Some(time.seconds);
        let in_minutes = time.seconds.is_multiple_of(60).then_some(time.seconds / 60);
        outcome::any([in_hours, in_minutes].into_iter().flatten().map(|seconds| {
            let seconds = Expr::integer(i64::from(seconds));
            self.quantities(&seconds, &second, value, unit)
        }))
    }
}
