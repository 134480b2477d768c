//! Several names with their values: `x = 1, y = 2`, `(x, y) = (1, 2)`.

use super::super::answer::{Answer, Relation, Sign};
use super::super::expr::Expr;
use super::super::outcome::Outcome;
use super::Comparison;
use super::chain::{is_name_side, name_of};

impl Comparison<'_> {
    /// Writes relations that say several things at once out into those, where
    /// the other side is joined relations. `None` if nothing was written out.
    pub(super) fn assignments(&mut self, a: &Answer, b: &Answer) -> Option<Outcome> {
        let (a_written, b_written) = (written_out(a, b), written_out(b, a));
        if a_written.is_none() && b_written.is_none() {
            return None;
        }
        let (a, b) = (
            a_written.as_ref().unwrap_or(a),
            b_written.as_ref().unwrap_or(b),
        );
        Some(self.answers(a, b))
    }

    /// Named values against parts without names: in the order in which they
    /// stand, or for a tuple in the order of neighbouring letters (`x`, `y`).
    /// `None` if that is not what the parts are.
    pub(super) fn assigned_values(
        &mut self,
        a: &[Answer],
        b: &[Answer],
        is_tuple: bool,
    ) -> Option<Outcome> {
        let names: Option<Vec<&Answer>> = a.iter().map(name_of).collect();
        let names = names.filter(|names| names.len() > 1 && are_distinct(names))?;
        if b.iter()
            .any(|part| matches!(part, Answer::Relation(_) | Answer::All(_)))
        {
            return None;
        }
        if is_tuple && let Some(order) = alphabetical(&names) {
            let sorted: Vec<Answer> = order.iter().filter_map(|&at| a.get(at).cloned()).collect();
            return Some(self.in_order(&sorted, b));
        }
        if !is_tuple && are_numbered(&names) {
            return Some(self.in_any_order(a, b));
        }
        Some(self.in_order(a, b))
    }
}

/// Whether the names are one letter with different indices: `x_1`, `x_2`.
fn are_numbered(names: &[&Answer]) -> bool {
    let letter = |name: &Answer| match name {
        Answer::Expr(Expr::Symbol(symbol)) => {
            symbol.split_once('_').map(|(letter, _)| letter.to_owned())
        }
        _ => None,
    };
    let first = names.first().and_then(|name| letter(name));
    first.is_some() && names.iter().all(|name| letter(name) == first)
}

fn are_distinct(names: &[&Answer]) -> bool {
    let mut rest = names;
    while let Some((first, others)) = rest.split_first() {
        if others.contains(first) {
            return false;
        }
        rest = others;
    }
    true
}

/// The order of names that are neighbours in the alphabet: `x`, `y`; `a`, `b`, `c`.
fn alphabetical(names: &[&Answer]) -> Option<Vec<usize>> {
    let mut letters: Vec<(u32, usize)> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let Answer::Expr(Expr::Symbol(symbol)) = name else {
            return None;
        };
        let mut chars = symbol.chars();
        let letter = chars.next().filter(|_| chars.next().is_none())?;
        letters.push((u32::from(letter), at));
    }
    letters.sort_unstable();
    let are_neighbours = letters.windows(2).all(|pair| match pair {
        [(a, _), (b, _)] => a + 1 == *b,
        _ => false,
    });
    are_neighbours.then(|| letters.into_iter().map(|(_, at)| at).collect())
}

/// The answer as joined relations, where `other` is such.
fn written_out(answer: &Answer, other: &Answer) -> Option<Answer> {
    match answer {
        Answer::Relation(relation) => {
            if matches!(
                other,
                Answer::All(_) | Answer::List(_) | Answer::Any(_) | Answer::Bracketed { .. }
            ) {
                names_written_out(relation)
                    .or_else(|| tuple_written_out(relation, other))
                    .or_else(|| list_written_out(relation, other))
            } else {
                None
            }
        }
        Answer::All(parts) | Answer::List(parts) if !matches!(other, Answer::Relation(_)) => {
            grouped(parts)
        }
        _ => None,
    }
}

/// `x = y = 3` says `x = 3` and `y = 3`.
fn names_written_out(relation: &Relation) -> Option<Answer> {
    let (value, names) = relation.sides.split_last()?;
    let is_such = names.len() > 1
        && names.iter().all(is_name_side)
        && !is_name_side(value)
        && relation.signs.iter().all(|sign| *sign == Sign::Equal);
    is_such.then(|| Answer::All(names.iter().map(|name| equation(name, value)).collect()))
}

/// `(x, y) = (1, 2)` says `x = 1` and `y = 2`.
fn tuple_written_out(relation: &Relation, other: &Answer) -> Option<Answer> {
    let (
        [
            Answer::Bracketed { parts: names, .. },
            Answer::Bracketed { parts: values, .. },
        ],
        [Sign::Equal],
    ) = (relation.sides.as_slice(), relation.signs.as_slice())
    else {
        return None;
    };
    let is_joined = matches!(other, Answer::All(_) | Answer::List(_));
    let is_such = is_joined && names.len() == values.len() && names.iter().all(is_name_side);
    is_such.then(|| {
        let pairs = names.iter().zip(values);
        Answer::All(pairs.map(|(name, value)| equation(name, value)).collect())
    })
}

/// `x = 1, 2` says `x = 1` or `x = 2`.
fn list_written_out(relation: &Relation, other: &Answer) -> Option<Answer> {
    let ([name, Answer::List(values) | Answer::Set(values)], [Sign::Equal | Sign::In]) =
        (relation.sides.as_slice(), relation.signs.as_slice())
    else {
        return None;
    };
    let is_named = match other {
        Answer::Any(parts) | Answer::List(parts) | Answer::All(parts) => {
            parts.iter().any(|part| name_of(part).is_some())
        }
        _ => false,
    };
    (is_named && is_name_side(name))
        .then(|| Answer::Any(values.iter().map(|value| equation(name, value)).collect()))
}

fn equation(name: &Answer, value: &Answer) -> Answer {
    Answer::Relation(Relation {
        sides: vec![name.clone(), value.clone()],
        signs: vec![Sign::Equal],
        is_named: true,
    })
}

/// `p = 5, q = 2, p = 7, q = 2`: a new solution begins where the first name
/// comes again.
fn grouped(parts: &[Answer]) -> Option<Answer> {
    let names: Option<Vec<&Answer>> = parts.iter().map(name_of).collect();
    let names = names?;
    let first = names.first()?;
    let size = 1 + names.iter().skip(1).position(|name| name == first)?;
    let is_even = parts.len().is_multiple_of(size)
        && names
            .iter()
            .zip(names.iter().skip(size))
            .all(|(a, b)| a == b);
    (size > 1 && is_even).then(|| {
        Answer::List(
            parts
                .chunks(size)
                .map(|group| Answer::All(group.to_vec()))
                .collect(),
        )
    })
}
