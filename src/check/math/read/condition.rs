//! What a text says under conditions.

use super::super::answer::{Answer, Sign};
use super::Reading;

impl Reading {
    /// `\ln x, x > 0` says `\ln x` under a condition, `k\pi, k \in \mathbb{Z}` says `k\pi`.
    pub(super) fn find_conditions(&mut self) {
        self.conditioned = self.readings.iter().find_map(|answer| match answer {
            Answer::List(parts) | Answer::All(parts) => {
                let (first, rest) = parts.split_first()?;
                let is_such = is_statement(first) && rest.iter().all(is_condition);
                is_such.then(|| (first.clone(), rest.to_vec()))
            }
            _ => None,
        });
    }
}

/// What conditions may be said of: an expression, an equation that defines.
fn is_statement(answer: &Answer) -> bool {
    match answer {
        Answer::Expr(expr) => expr.has_symbol(),
        Answer::Relation(relation) => relation.signs == [Sign::Equal],
        Answer::Congruence { .. } => true,
        _ => false,
    }
}

/// A relation that restricts: `x > 0`, `k \in \mathbb{Z}`, `x \ne 1`.
fn is_condition(answer: &Answer) -> bool {
    match answer {
        Answer::Relation(relation) => !relation.signs.contains(&Sign::Equal),
        _ => false,
    }
}
