//! Vectors as sums of unit vectors: `3\\hat{i} - \\hat{j}`.

use super::answer::Answer;
use super::expr::{Expr, negative, product, sum};

/// The components of a sum of unit vectors (î, ĵ, k̂), as a tuple of two or
/// three; a name before it is kept.
pub(super) fn of_units(answer: &Answer) -> Option<Answer> {
    match answer {
        Answer::Expr(expr) => components(expr).map(tuple),
        Answer::Relation(relation) => {
            let mut relation = relation.clone();
            let last = relation.sides.last_mut()?;
            let Answer::Expr(expr) = &*last else {
                return None;
            };
            *last = tuple(components(expr)?);
            Some(Answer::Relation(relation))
        }
        _ => None,
    }
}

fn tuple(components: Vec<Expr>) -> Answer {
    Answer::Bracketed {
        open: '(',
        close: ')',
        parts: components.into_iter().map(Answer::Expr).collect(),
    }
}

fn components(expr: &Expr) -> Option<Vec<Expr>> {
    let terms = match expr {
        Expr::Sum(terms) => terms.as_slice(),
        single => std::slice::from_ref(single),
    };
    let mut found: [Vec<Expr>; 3] = Default::default();
    for term in terms {
        let (sign, term) = match term {
            Expr::Negative(inner) => (true, &**inner),
            other => (false, other),
        };
        let factors = match term {
            Expr::Product(factors) => factors.as_slice(),
            single => std::slice::from_ref(single),
        };
        let at = factors.iter().position(|f| direction(f).is_some())?;
        let place = factors.get(at).and_then(direction)?;
        let rest: Vec<Expr> = factors
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(_, factor)| factor.clone())
            .collect();
        let size = if rest.is_empty() {
            Expr::integer(1)
        } else {
            product(rest)
        };
        found
            .get_mut(place)?
            .push(if sign { negative(size) } else { size });
    }
    let n = if found.get(2).is_some_and(Vec::is_empty) {
        2
    } else {
        3
    };
    let parts = found.into_iter().take(n).map(|parts| {
        if parts.is_empty() {
            Expr::integer(0)
        } else {
            sum(parts)
        }
    });
    Some(parts.collect())
}

fn direction(expr: &Expr) -> Option<usize> {
    match expr {
        Expr::Symbol(name) => ["hat(i)", "hat(j)", "hat(k)"]
            .iter()
            .position(|unit| unit == name)
            .or_else(|| {
                ["vec(i)", "vec(j)", "vec(k)"]
                    .iter()
                    .position(|unit| unit == name)
            }),
        _ => None,
    }
}
