//! Linear congruences solved: `3x ≡ 1 (mod 7)` as `x ≡ 5 (mod 7)`.

use super::super::answer::Answer;
use super::super::budget::Budget;
use super::super::exact;
use super::super::expr::Expr;
use super::super::token::{Kind, Token, at_top_level};

/// Largest modulus that is calculated with.
const MOST: i64 = 1_000_000_000;
/// Most residues of one congruence.
const MOST_RESIDUES: usize = 100;

/// The congruence solved for its one variable, where a number stands before
/// that; any other as it is.
pub(super) fn solved(congruence: Answer) -> Answer {
    let Answer::Congruence {
        subject: Some(Expr::Product(factors)),
        residues,
        modulus,
    } = &congruence
    else {
        return congruence;
    };
    solution(factors, residues, modulus).unwrap_or(congruence)
}

fn solution(factors: &[Expr], residues: &[Expr], modulus: &Expr) -> Option<Answer> {
    let [factor, variable @ Expr::Symbol(_)] = factors else {
        return None;
    };
    let (a, m) = (integer(factor)?, integer(modulus).filter(|m| *m > 0)?);
    let divisor = gcd(a.rem_euclid(m), m);
    let reduced = m / divisor;
    let inverse = inverse((a / divisor).rem_euclid(reduced), reduced)?;
    let mut found = Vec::new();
    for residue in residues.iter().take(MOST_RESIDUES) {
        let residue = integer(residue)?;
        if residue % divisor == 0 {
            let value = (residue / divisor).rem_euclid(reduced) * inverse % reduced;
            found.push(Expr::integer(value));
        }
    }
    (!found.is_empty()).then(|| Answer::Congruence {
        subject: Some(variable.clone()),
        residues: found,
        modulus: Expr::integer(reduced),
    })
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

/// `[3]_7`: the class of 3.
pub(super) fn class(tokens: &[Token]) -> Option<Answer> {
    let (open, rest) = tokens.split_first()?;
    let close = at_top_level(tokens)
        .find(|(at, token)| *at > 0 && token.is(']'))
        .map(|(at, _)| at)?;
    let residue = super::super::parse::whole(rest.get(..close - 1)?)?;
    let modulus = match tokens.get(close + 1..)? {
        [under, number] if under.is('_') => number,
        [under, brace, number, _] if under.is('_') && brace.is('{') => number,
        _ => return None,
    };
    let Kind::Number(digits) = &modulus.kind else {
        return None;
    };
    open.is('[').then(|| {
        Some(Answer::Congruence {
            subject: None,
            residues: vec![residue],
            modulus: Expr::integer(digits.parse().ok()?),
        })
    })?
}

fn integer(expr: &Expr) -> Option<i64> {
    let value = exact::value(expr, &mut Budget::new(10_000))?;
    let value = i64::from(value.as_i32()?);
    (value.abs() <= MOST).then_some(value)
}

fn gcd(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.abs().max(1)
}

/// The inverse of `a` modulo `m`, by the extended algorithm of Euclid.
fn inverse(a: i64, m: i64) -> Option<i64> {
    if m == 1 {
        return Some(0);
    }
    let (mut r, mut next_r) = (m, a);
    let (mut t, mut next_t) = (0_i64, 1_i64);
    while next_r != 0 {
        let quotient = r / next_r;
        (r, next_r) = (next_r, r - quotient * next_r);
        (t, next_t) = (next_t, t - quotient * next_t);
    }
    (r == 1).then(|| t.rem_euclid(m))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverses_and_joined_residues() {
        for (a, m, expected) in [
            (3, 7, Some(5)),
            (7, 26, Some(15)),
            (2, 4, None),
            (0, 1, Some(0)),
        ] {
            assert_eq!(inverse(a, m), expected, "{a} mod {m}");
        }
        assert_eq!(joined(1, 4, 2, 3), Some((5, 12)));
        assert_eq!(joined(1, 4, 2, 4), None);
        assert_eq!(joined(3, 4, 1, 6), Some((7, 12)));
    }
}
