//! Lists that go on: `1, 2, …, 10`.

use super::super::answer::{Answer, Domain, DomainKind, DomainPart};
use super::super::budget::Budget;
use super::super::exact;
use super::super::expr::Expr;
use super::super::progression::{filled, step};
use super::super::rational::Rational;

/// What stands for the parts that were left out.
pub(super) const DOTS: &str = "…";

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
    let Some(before) = numbers(parts.get(..at)?) else {
        return Some(parts);
    };
    if at < last {
        let all = numbers(parts.get(at + 1..)?).and_then(|after| filled(&before, &after));
        return Some(match all {
            Some(all) => all
                .into_iter()
                .map(Expr::rational)
                .map(Answer::Expr)
                .collect(),
            None if step(&before).is_some() => shortened(parts, at),
            None => parts,
        });
    }
    let Some(step) = step(&before) else {
        return Some(parts);
    };
    let part = match before.first()?.as_i32() {
        Some(0) => DomainPart::NotNegative,
        Some(1) => DomainPart::Positive,
        _ => return Some(shortened(parts, at)),
    };
    Some(if step == Rational::integer(1) {
        vec![integers(part)]
    } else {
        shortened(parts, at)
    })
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
