//! Residues as small integers.

use super::super::super::answer::Answer;
use super::super::super::equal;
use super::super::super::exact;
use super::super::super::expr::{Expr, negative, product, quotient, sum};
use super::super::super::outcome::{Outcome, Stage};
use super::super::super::rational::Rational;
use super::super::parts::MOST_MATCHED;
use super::super::{Comparison, same_if};
use super::Progression;

/// Longest multiple of a step that is looked at.
const MOST_TIMES: i64 = 24;
/// Longest common period that is written out.
const MOST_PERIOD: i32 = 10_000;

impl Comparison<'_> {
    /// Writes both out over their common period: `1 (mod 2)` is `1, 3 (mod 4)`.
    pub(super) fn over_common_period(&mut self, a: &Progression, b: &Progression) -> Outcome {
        let (Some(first), Some(second)) = (self.whole_residues(a), self.whole_residues(b)) else {
            return match self.with_common_step(a, b) {
                Some((a, b)) => self.same_residues(&a, &b),
                None => Outcome::Unequal,
            };
        };
        let density = |a: &Whole, b: &Whole| a.residues.len() as i64 * i64::from(b.modulus);
        match lcm(first.modulus, second.modulus) {
            Some(period) => same_if(
                first.written_out(period) == second.written_out(period),
                Stage::Exact,
            ),
            // As many numbers out of so many must be in both.
            None if density(&first, &second) != density(&second, &first) => Outcome::Unequal,
            None => Outcome::Undecided("the moduli are too large"),
        }
    }

    /// Both with the least step that is a multiple of both steps.
    fn with_common_step(
        &mut self,
        a: &Progression,
        b: &Progression,
    ) -> Option<(Progression, Progression)> {
        let (times_a, times_b) = self.common_multiple(&a.step, &b.step)?;
        Some((stretched(a, times_a)?, stretched(b, times_b)?))
    }

    /// How often each step goes into the least common one; `None` if it is more
    /// than a few times.
    fn common_multiple(&mut self, a: &Expr, b: &Expr) -> Option<(i64, i64)> {
        let ratio = equal::approximate(&quotient(a.clone(), b.clone()), self.budget)?.abs();
        let times_a = (1..=MOST_TIMES).find(|times| {
            let product = ratio * *times as f64;
            (product - product.round()).abs() < 1e-9
        })?;
        let times_b = (ratio * times_a as f64).round() as i64;
        if !(1..=MOST_TIMES).contains(&times_b) {
            return None;
        }
        let left = product(vec![Expr::integer(times_a), a.clone()]);
        let right = product(vec![Expr::integer(times_b), b.clone()]);
        let same = self.exactly(&left, &right).is_equal()
            || self.exactly(&left, &negative(right)).is_equal();
        same.then_some((times_a, times_b))
    }

    /// What is in any of the progressions, as one.
    pub(super) fn united(&mut self, members: Vec<Progression>) -> Option<Progression> {
        let mut members = members.into_iter();
        let mut whole = members.next()?;
        for member in members {
            let is_stated = whole.is_stated || member.is_stated;
            let subject = match (&whole.subject, &member.subject) {
                (Some(a), Some(b)) if a != b => return None,
                (a, b) => a.clone().or(b.clone()),
            };
            let (mut wider, more) = self.with_common_step(&whole, &member)?;
            wider.residues.extend(more.residues);
            if wider.residues.len() > MOST_MATCHED {
                return None;
            }
            whole = Progression {
                subject,
                is_stated,
                ..wider
            };
        }
        Some(whole)
    }

    /// What is in all of the congruences.
    pub(super) fn common_residues(&mut self, parts: &[Answer]) -> Option<Progression> {
        let mut subject: Option<&Expr> = None;
        let mut common = Whole {
            residues: vec![0],
            modulus: 1,
        };
        for part in parts {
            let Answer::Congruence {
                subject: about,
                residues,
                modulus,
            } = part
            else {
                return None;
            };
            subject = match (subject, about) {
                (Some(a), Some(b)) if a != b => return None,
                (a, b) => a.or(b.as_ref()),
            };
            let next = self.whole_residues(&Progression {
                subject: None,
                residues: residues.clone(),
                step: modulus.clone(),
                is_stated: true,
                parameter: None,
            })?;
            let period = lcm(common.modulus, next.modulus)?;
            let (known, new) = (common.written_out(period), next.written_out(period));
            common = Whole {
                residues: known
                    .into_iter()
                    .filter(|r| new.binary_search(r).is_ok())
                    .collect(),
                modulus: period,
            };
        }
        let residues = common.residues.iter().map(|r| Expr::integer(i64::from(*r)));
        Some(Progression {
            subject: subject.cloned(),
            residues: residues.collect(),
            step: Expr::integer(i64::from(common.modulus)),
            is_stated: true,
            parameter: None,
        })
    }

    /// Residues from 0 on, sorted, and the modulus, if all are small integers.
    fn whole_residues(&mut self, progression: &Progression) -> Option<Whole> {
        let step = exact::value(&progression.step, self.budget)?;
        let modulus = step
            .as_i32()?
            .checked_abs()
            .filter(|modulus| *modulus > 0)?;
        let modulus_value = Rational::integer(i64::from(modulus));
        let mut residues = Vec::new();
        for residue in &progression.residues {
            let value = exact::value(residue, self.budget)?;
            let times = value.over(&modulus_value)?.floor();
            let rest = value.plus(&times.times(&modulus_value)?.negated())?;
            residues.push(rest.as_i32()?);
        }
        residues.sort_unstable();
        residues.dedup();
        Some(Whole { residues, modulus })
    }

    /// A congruence against its residues alone, each from 0 to the modulus.
    pub(super) fn with_residues(
        &mut self,
        progression: &Progression,
        other: &Answer,
    ) -> Option<Outcome> {
        let numbers: Vec<&Expr> = match other {
            Answer::Expr(number) => vec![number],
            Answer::List(parts) | Answer::Set(parts) => {
                let numbers = parts.iter().map(|part| match part {
                    Answer::Expr(number) => Some(number),
                    _ => None,
                });
                numbers.collect::<Option<_>>()?
            }
            Answer::Relation(_) | Answer::Text(_) | Answer::Quantity(..) => {
                return Some(Outcome::Unequal);
            }
            _ => return None,
        };
        let Some(Whole { residues, .. }) = self.whole_residues(progression) else {
            return Some(Outcome::Unequal);
        };
        let mut values = Vec::new();
        for number in numbers {
            let Some(value) = exact::value(number, self.budget).and_then(|v| v.as_i32()) else {
                return Some(Outcome::Unequal);
            };
            values.push(value);
        }
        values.sort_unstable();
        Some(same_if(values == residues, Stage::Exact))
    }
}

fn lcm(a: i32, b: i32) -> Option<i32> {
    let (mut greatest, mut rest) = (a, b);
    while rest != 0 {
        (greatest, rest) = (rest, greatest % rest);
    }
    (a / greatest)
        .checked_mul(b)
        .filter(|lcm| *lcm <= MOST_PERIOD)
}

/// The progression with a step that is so many times longer.
fn stretched(progression: &Progression, times: i64) -> Option<Progression> {
    if progression.residues.len() * times.unsigned_abs() as usize > MOST_MATCHED {
        return None;
    }
    let step = |n: i64| product(vec![Expr::integer(n), progression.step.clone()]);
    let residues = (0..times).flat_map(|turn| {
        let shifted = |residue: &Expr| sum(vec![residue.clone(), step(turn)]);
        progression.residues.iter().map(shifted).collect::<Vec<_>>()
    });
    Some(Progression {
        residues: residues.collect(),
        step: step(times),
        ..progression.clone()
    })
}

/// Residues from 0 on, sorted, and their modulus.
struct Whole {
    residues: Vec<i32>,
    modulus: i32,
}

impl Whole {
    /// The residues modulo a multiple of the modulus.
    fn written_out(&self, period: i32) -> Vec<i32> {
        let turns = 0..period / self.modulus;
        let mut all: Vec<i32> = turns
            .flat_map(|turn| self.residues.iter().map(move |r| r + turn * self.modulus))
            .collect();
        all.sort_unstable();
        all
    }
}
