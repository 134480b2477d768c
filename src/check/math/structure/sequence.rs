//! Lists that go on: `1, 2, …, 10`.

use super::super::answer::{Answer, Domain, DomainKind, DomainPart};
use super::super::budget::Budget;
use super::super::exact;
use super::super::expr::Expr;
use super::super::rational::Rational;

/// What stands for the parts that were left out.
pub(super) const DOTS: &str = "…";
/// Most parts that are written out.
const MOST_PARTS: i32 = 1_000;

/// The parts with dots between numbers written out, and the integers from some
/// number on as their domain. With dots that stay, as few parts before them as
/// say the same.
pub(super) fn expanded(parts: Vec<Answer>) -> Option<Vec<Answer>> {
    let is_dots = |part: &Answer| matches!(part, Answer::Text(text) if text == DOTS);
    let places: Vec<usize> = (0..parts.len())
        .filter(|&at| parts.get(at).is_some_and(is_dots))
        .collect();
    if places.is_empty() {
        return Some(parts);
    }
    let last = parts.len() - 1;
    if places == [0, last] {
        let middle = numbers(parts.get(1..last)?)?;
        return (step(&middle) == Some(Rational::integer(1)))
            .then(|| vec![integers(DomainPart::All)]);
    }
    let &[at] = places.as_slice() else {
        return Some(parts);
    };
    let before = numbers(parts.get(..at)?);
    let Some((before, step)) = before.and_then(|b| Some((step(&b)?, b)).map(|(s, b)| (b, s)))
    else {
        return Some(parts);
    };
    if at == last {
        let from = before.first()?;
        let part = match from.as_i32() {
            Some(0) => DomainPart::NotNegative,
            Some(1) => DomainPart::Positive,
            _ => return Some(shortened(parts, at)),
        };
        return Some(if step == Rational::integer(1) {
            vec![integers(part)]
        } else {
            shortened(parts, at)
        });
    }
    let after = numbers(parts.get(at + 1..)?);
    match after.and_then(|after| filled(&before, &step, &after)) {
        Some(all) => Some(all),
        None => Some(shortened(parts, at)),
    }
}

/// `1, 2, 3, …, n` as `1, 2, …, n`.
fn shortened(parts: Vec<Answer>, at: usize) -> Vec<Answer> {
    let kept = parts.into_iter().enumerate();
    kept.filter(|(place, _)| *place < 2 || *place >= at)
        .map(|(_, part)| part)
        .collect()
}

fn integers(part: DomainPart) -> Answer {
    Answer::Domain(Domain {
        kind: DomainKind::Integers,
        part,
    })
}

/// All numbers from the first to the last, if the last ones are reached.
fn filled(before: &[Rational], step: &Rational, after: &[Rational]) -> Option<Vec<Answer>> {
    let (first, last) = (before.first()?, after.last()?);
    let span = last.plus(&first.negated())?.over(step)?;
    let n = span.as_i32().filter(|n| (0..MOST_PARTS).contains(n))?;
    let term = |k: i32| first.plus(&step.times(&Rational::integer(i64::from(k)))?);
    let all: Option<Vec<Rational>> = (0..=n).map(term).collect();
    let all = all?;
    let holds = after.iter().all(|number| all.contains(number));
    holds.then(|| {
        all.into_iter()
            .map(|number| Answer::Expr(Expr::rational(number)))
            .collect()
    })
}

/// The common difference of two numbers or more.
fn step(numbers: &[Rational]) -> Option<Rational> {
    let [first, second, ..] = numbers else {
        return None;
    };
    let step = second.plus(&first.negated())?;
    let even = numbers.windows(2).all(|pair| match pair {
        [a, b] => a.plus(&step).as_ref() == Some(b),
        _ => false,
    });
    (even && step != Rational::integer(0)).then_some(step)
}

fn numbers(parts: &[Answer]) -> Option<Vec<Rational>> {
    let mut budget = Budget::new(10_000);
    parts
        .iter()
        .map(|part| match part {
            Answer::Expr(expr) => exact::value(expr, &mut budget),
            _ => None,
        })
        .collect()
}
