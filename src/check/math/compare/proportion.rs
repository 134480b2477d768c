//! Ratios of named things: `a : b = 3 : 5` is `b : a = 5 : 3`.

use super::super::answer::{Answer, Relation, Sign};
use super::super::expr::Expr;
use super::super::outcome::Outcome;
use super::Comparison;

/// Most things in one ratio.
const MOST_NAMES: usize = 8;

impl Comparison<'_> {
    /// Two ratios with the names of their parts, which may come in another
    /// order. `None` if one is no such ratio.
    pub(super) fn named_ratios(&mut self, a: &Relation, b: &Relation) -> Option<Outcome> {
        let ((names, values), (others, other_values)) = (named_ratio(a)?, named_ratio(b)?);
        if names.len() != others.len() {
            return Some(Outcome::Unequal);
        }
        let mut sorted = Vec::with_capacity(values.len());
        for name in &names {
            let at = others.iter().position(|other| other == name)?;
            sorted.push(other_values.get(at)?.clone());
        }
        Some(self.ratios(values, &sorted))
    }
}

/// The names of a ratio, each another one, and their values.
fn named_ratio(relation: &Relation) -> Option<(Vec<String>, &[Expr])> {
    let ([names, Answer::Ratio(values)], [Sign::Equal]) =
        (relation.sides.as_slice(), relation.signs.as_slice())
    else {
        return None;
    };
    let names: Vec<String> = match names {
        Answer::Ratio(names) => names
            .iter()
            .map(|name| match name {
                Expr::Symbol(name) => Some(name.clone()),
                _ => None,
            })
            .collect::<Option<_>>()?,
        Answer::Text(text) => {
            let joint = if text.contains(" : ") { " : " } else { " to " };
            text.split(joint)
                .map(|name| name.trim().to_owned())
                .collect()
        }
        _ => return None,
    };
    let are_distinct = (1..names.len()).all(|at| {
        names
            .get(at)
            .is_some_and(|name| !names[..at].contains(name))
    });
    let fits = (2..=MOST_NAMES).contains(&names.len()) && names.len() == values.len();
    (fits && are_distinct).then_some((names, values))
}
