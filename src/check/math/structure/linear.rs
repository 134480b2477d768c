//! Linear congruences solved: `3x ≡ 1 (mod 7)` as `x ≡ 5 (mod 7)`.

use super::super::answer::Answer;
use super::super::budget::Budget;
use super::super::compare::{only_variable, substituted};
use super::super::equal;
use super::super::exact;
use super::super::expr::{Expr, product, sum};
use super::super::parse;
use super::super::residue::{self, MOST, gcd, inverse};
use super::super::token::{Kind, Token, at_top_level};
use super::relation::others;

/// Steps for one comparison of expressions.
const STEPS: u64 = 100_000;
/// Most residues of one congruence.
const MOST_RESIDUES: usize = 100;

/// The congruence solved for its one variable, where that stands in a line
/// `a x + b`, and fractions among the residues as integers; any other as it is.
pub(super) fn solved(congruence: Answer) -> Answer {
    let Answer::Congruence {
        subject,
        residues,
        modulus,
    } = congruence
    else {
        return congruence;
    };
    let m = integer(&modulus);
    let residues: Vec<Expr> = residues
        .into_iter()
        .map(|residue| {
            m.and_then(|m| whole(&residue, m))
                .map_or(residue, Expr::integer)
        })
        .collect();
    let solution = match (&subject, m) {
        (Some(subject), Some(m)) if !matches!(subject, Expr::Symbol(_)) => {
            solution(subject, &residues, m)
        }
        _ => None,
    };
    solution.unwrap_or(Answer::Congruence {
        subject,
        residues,
        modulus,
    })
}

/// A residue that is a fraction but no integer, as an integer.
fn whole(residue: &Expr, m: i64) -> Option<i64> {
    let value = exact::value(residue, &mut Budget::new(10_000))?;
    let is_fraction = value.as_integer().is_none();
    is_fraction.then(|| residue::of_fraction(&value, m))?
}

fn solution(subject: &Expr, residues: &[Expr], m: i64) -> Option<Answer> {
    let (variable, a, b) = line(subject)?;
    if m <= 0 {
        return None;
    }
    let divisor = gcd(a.rem_euclid(m), m);
    let reduced = m / divisor;
    let inverse = inverse((a / divisor).rem_euclid(reduced), reduced)?;
    let mut found = Vec::new();
    for residue in residues.iter().take(MOST_RESIDUES) {
        let residue = integer(residue)? - b;
        if residue % divisor == 0 {
            let value = (residue / divisor).rem_euclid(reduced) * inverse % reduced;
            found.push(Expr::integer(value));
        }
    }
    (!found.is_empty()).then(|| Answer::Congruence {
        subject: Some(variable),
        residues: found,
        modulus: Expr::integer(reduced),
    })
}

/// The variable, a and b of `a x + b` with integers, a not 0.
fn line(expr: &Expr) -> Option<(Expr, i64, i64)> {
    let name = only_variable(expr)?;
    let at = |x: i64| integer(&substituted(expr, &name, &Expr::integer(x)));
    let (b, next) = (at(0)?, at(1)?);
    let (a, variable) = (next - b, Expr::Symbol(name.clone()));
    let line = sum(vec![
        product(vec![Expr::integer(a), variable.clone()]),
        Expr::integer(b),
    ]);
    let same = equal::expressions(expr, &line, &mut Budget::new(STEPS));
    (same.is_equal() && a != 0).then_some((variable, a, b))
}

/// `m \mid n` says that n is 0 modulo m, `m \nmid n` that it is not.
pub(super) fn divides(tokens: &[Token]) -> Option<Answer> {
    let is_denial = |token: &Token| token.is_command("nmid");
    let mut bars = at_top_level(tokens).filter(|(_, t)| t.is('|') || is_denial(t));
    let (at, bar) = bars.next().filter(|_| bars.next().is_none())?;
    let divisor = match tokens.get(..at)? {
        [rest @ .., not] if not.is_command("not") => parse::whole(rest),
        all => parse::whole(all),
    }?;
    let multiple = parse::whole(tokens.get(at + 1..)?)?;
    let is_denied = is_denial(bar)
        || at
            .checked_sub(1)
            .is_some_and(|at| tokens[at].is_command("not"));
    let zero = vec![Expr::integer(0)];
    Some(solved(Answer::Congruence {
        subject: Some(multiple),
        residues: if is_denied {
            others(&zero, &divisor)?
        } else {
            zero
        },
        modulus: divisor,
    }))
}

/// Congruences that hold together, of one residue each, as one (the Chinese
/// remainder theorem); `None` where they are no such congruences.
pub(super) fn together(parts: &[Answer]) -> Option<Answer> {
    let mut known: Option<(Option<Expr>, i64, i64)> = None;
    for part in parts {
        let Answer::Congruence {
            subject,
            residues,
            modulus,
        } = part
        else {
            return None;
        };
        let [residue] = residues.as_slice() else {
            return None;
        };
        let (r, m) = (integer(residue)?, integer(modulus).filter(|m| *m > 0)?);
        known = Some(match known {
            None => (subject.clone(), r.rem_euclid(m), m),
            Some((first, ..)) if first != *subject => return None,
            Some((first, s, n)) => {
                let (t, both) = joined(s, n, r.rem_euclid(m), m)?;
                (first, t, both)
            }
        });
    }
    let (subject, residue, modulus) = known.filter(|_| parts.len() > 1)?;
    Some(Answer::Congruence {
        subject,
        residues: vec![Expr::integer(residue)],
        modulus: Expr::integer(modulus),
    })
}

/// What is s modulo n and r modulo m.
fn joined(s: i64, n: i64, r: i64, m: i64) -> Option<(i64, i64)> {
    let divisor = gcd(n, m);
    let both = (n / divisor).checked_mul(m).filter(|both| *both <= MOST)?;
    if (r - s) % divisor != 0 {
        return None;
    }
    let step = (r - s) / divisor % (m / divisor);
    let times = step * inverse(n / divisor % (m / divisor), m / divisor)?;
    let times = times.rem_euclid(m / divisor);
    Some(((s + n * times).rem_euclid(both), both))
}

/// `[3]_7`, `\overline{3} \in \mathbb{Z}_7`, `3 \in \mathbb{Z}/7\mathbb{Z}`: the
/// class of 3.
pub(super) fn class(tokens: &[Token]) -> Option<Answer> {
    let member = at_top_level(tokens).find(|(_, token)| token.is_command("in"));
    let (residue, modulus) = if let Some((at, _)) = member {
        (class_name(tokens.get(..at)?)?, ring(tokens.get(at + 1..)?)?)
    } else {
        let (at, _) = at_top_level(tokens).filter(|(_, t)| t.is('_')).last()?;
        let name = tokens.get(..at)?;
        let is_marked = name.first().is_some_and(|t| t.is('[')) || is_barred(name);
        (
            class_name(name).filter(|_| is_marked)?,
            index(tokens.get(at + 1..)?)?,
        )
    };
    Some(Answer::Congruence {
        subject: None,
        residues: vec![residue],
        modulus: Expr::integer(modulus),
    })
}

/// The number that a class is named by: `[3]`, `\overline{3}`, `3`.
fn class_name(tokens: &[Token]) -> Option<Expr> {
    let inside = match tokens {
        [open, inside @ .., close] if open.is('[') && close.is(']') => inside,
        [bar, open, inside @ .., _] if is_barred(tokens) && open.is('{') => inside,
        [_, inside @ ..] if is_barred(tokens) => inside,
        all => all,
    };
    let residue = parse::whole(inside)?;
    integer(&residue).map(Expr::integer)
}

fn is_barred(tokens: &[Token]) -> bool {
    let mark = tokens.first();
    mark.is_some_and(|t| {
        ["overline", "bar", "hat"]
            .iter()
            .any(|name| t.is_command(name))
    })
}

/// The modulus of `\mathbb{Z}_7`, `\mathbb{Z}/7\mathbb{Z}`, `\mathbb{Z}/(7)`.
fn ring(tokens: &[Token]) -> Option<i64> {
    let (integers, rest) = tokens.split_at_checked(4)?;
    let is_integers =
        integers.first()?.is_command("mathbb") && integers.get(2)?.word() == Some("Z");
    let (joint, rest) = rest.split_first().filter(|_| is_integers)?;
    if joint.is('_') {
        return index(rest);
    }
    let rest = match rest {
        [open, inside @ .., close] if open.is('(') && close.is(')') => inside,
        [inside @ .., a, _, c, _] if a.is_command("mathbb") && c.word() == Some("Z") => inside,
        all => all,
    };
    joint.is('/').then(|| index(rest))?
}

/// `7` or `{7}`
fn index(tokens: &[Token]) -> Option<i64> {
    let number = match tokens {
        [number] => number,
        [open, number, _] if open.is('{') => number,
        _ => return None,
    };
    match &number.kind {
        Kind::Number(digits) => digits.parse().ok(),
        _ => None,
    }
}

fn integer(expr: &Expr) -> Option<i64> {
    let value = exact::value(expr, &mut Budget::new(10_000))?;
    let value = i64::from(value.as_i32()?);
    (value.abs() <= MOST).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn residues_are_joined() {
        assert_eq!(joined(1, 4, 2, 3), Some((5, 12)));
        assert_eq!(joined(1, 4, 2, 4), None);
        assert_eq!(joined(3, 4, 1, 6), Some((7, 12)));
    }
}
