//! Numbers at equal distances, of which dots leave some out: `1, 2, …, 10`.

use super::rational::Rational;

/// Most numbers that are written out.
const MOST: i32 = 1_000;

/// The common difference of two numbers or more; it is not 0.
pub(super) fn step(numbers: &[Rational]) -> Option<Rational> {
    let [first, second, ..] = numbers else {
        return None;
    };
    let step = second.plus(&first.negated())?;
    let even = numbers.windows(2).all(|pair| match pair {
        [a, b] => a.plus(&step).as_ref() == Some(b),
        _ => false,
    });
    (even && !step.is_zero()).then_some(step)
}

/// All numbers from the first to the last, if those behind the dots are
/// reached. From a single integer it goes on by ones.
pub(super) fn filled(before: &[Rational], after: &[Rational]) -> Option<Vec<Rational>> {
    let (first, last) = (before.first()?, after.last()?);
    let step = match before {
        [only] => {
            only.as_integer()?;
            Rational::integer(1)
        }
        before => step(before)?,
    };
    let n = last.plus(&first.negated())?.over(&step)?;
    let n = n.as_i32().filter(|n| (0..MOST).contains(n))?;
    let term = |k: i32| first.plus(&step.times(&Rational::integer(i64::from(k)))?);
    let all: Option<Vec<Rational>> = (0..=n).map(term).collect();
    all.filter(|all| after.iter().all(|number| all.contains(number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_filled_in() {
        let numbers = |all: &[i64]| {
            all.iter()
                .map(|n| Rational::integer(*n))
                .collect::<Vec<_>>()
        };
        for (before, after, expected) in [
            (&[1, 2][..], &[5][..], Some(&[1, 2, 3, 4, 5][..])),
            (&[2, 4], &[8, 10], Some(&[2, 4, 6, 8, 10])),
            (&[5, 3], &[-1], Some(&[5, 3, 1, -1])),
            (&[1], &[4], Some(&[1, 2, 3, 4])),
            (&[4], &[1], None),
            (&[1, 2, 4], &[16], None),
            (&[2, 4], &[9], None),
            (&[1, 2], &[100_000], None),
        ] {
            let found = filled(&numbers(before), &numbers(after));
            assert_eq!(found, expected.map(numbers), "{before:?} {after:?}");
        }
    }
}
