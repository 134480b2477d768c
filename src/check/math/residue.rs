//! Numbers modulo others.

use super::rational::Rational;

/// Largest modulus that is calculated with.
pub(super) const MOST: i64 = 1_000_000_000;

pub(super) fn gcd(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.abs().max(1)
}

/// The inverse of `a` modulo `m`, by the extended algorithm of Euclid.
pub(super) fn inverse(a: i64, m: i64) -> Option<i64> {
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

/// The residue that a fraction is modulo `m`, where its denominator has an
/// inverse.
pub(super) fn of_fraction(value: &Rational, m: i64) -> Option<i64> {
    let (above, below) = value.as_small_fraction()?;
    if !(1..=MOST).contains(&m) {
        return None;
    }
    let inverse = inverse(i64::from(below) % m, m)?;
    Some(i64::from(above).rem_euclid(m) * inverse % m)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverses_and_fractions() {
        for (a, m, expected) in [
            (3, 7, Some(5)),
            (7, 26, Some(15)),
            (2, 4, None),
            (0, 1, Some(0)),
        ] {
            assert_eq!(inverse(a, m), expected, "{a} mod {m}");
        }
        for (above, below, m, expected) in [
            (1, 7, 26, Some(15)),
            (2, 3, 7, Some(3)),
            (-1, 2, 5, Some(2)),
            (1, 2, 4, None),
        ] {
            let value = Rational::new(above.into(), below.into()).unwrap();
            assert_eq!(of_fraction(&value, m), expected, "{above}/{below} mod {m}");
        }
    }
}
