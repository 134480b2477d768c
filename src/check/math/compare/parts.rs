//! Parts against parts: in order, or paired off in any order.

use super::super::answer::Answer;
use super::super::exact;
use super::super::outcome::{self, Outcome, Stage};
use super::super::rational::Rational;
use super::{Comparison, same_if};

/// Most parts that are matched in any order.
pub(super) const MOST_MATCHED: usize = 64;
/// Most parts that are compared in order, or as numbers in any order.
const MOST_PARTS: usize = 2_000;
const TOO_MANY: Outcome = Outcome::Undecided("too many parts");

impl Comparison<'_> {
    pub(super) fn in_order(&mut self, a: &[Answer], b: &[Answer]) -> Outcome {
        if a.len() != b.len() {
            return Outcome::Unequal;
        }
        if a.len() > MOST_PARTS {
            return TOO_MANY;
        }
        outcome::all(a.iter().zip(b).map(|(a, b)| self.answers(a, b)))
    }

    /// Whether the parts can be paired off. Since equality is not transitive
    /// (50 % is 50 and 0.5), taking the first partner that fits could miss a
    /// pairing that exists. Parts that are the same tree are paired first.
    pub(super) fn in_any_order(&mut self, a: &[Answer], b: &[Answer]) -> Outcome {
        if a.len() != b.len() {
            return Outcome::Unequal;
        }
        if a.len() > MOST_MATCHED {
            return self.many_in_any_order(a, b);
        }
        let mut left: Vec<&Answer> = Vec::new();
        let mut right: Vec<&Answer> = b.iter().collect();
        for part in a {
            match right.iter().position(|other| *other == part) {
                Some(at) => {
                    right.remove(at);
                }
                None => left.push(part),
            }
        }
        self.paired(&left, &right)
    }

    fn paired(&mut self, a: &[&Answer], b: &[&Answer]) -> Outcome {
        let mut table: Vec<Vec<Outcome>> = Vec::with_capacity(a.len());
        for a in a {
            let row: Vec<Outcome> = b.iter().map(|b| self.answers(a, b)).collect();
            if row.iter().all(|outcome| *outcome == Outcome::Unequal) {
                return Outcome::Unequal;
            }
            table.push(row);
        }
        if let Some(partners) = pairing(&table, Outcome::is_equal) {
            let pairs = partners.iter().enumerate();
            let pairs = pairs.filter_map(|(column, &row)| table.get(row)?.get(column).cloned());
            return outcome::all(std::iter::once(Outcome::Equal(Stage::Exact)).chain(pairs));
        }
        match pairing(&table, |outcome| *outcome != Outcome::Unequal) {
            Some(_) => Outcome::Undecided("a part could not be compared"),
            None => Outcome::Unequal,
        }
    }

    /// Long lists are compared in order, then as fractions.
    fn many_in_any_order(&mut self, a: &[Answer], b: &[Answer]) -> Outcome {
        if a.len() > MOST_PARTS {
            return TOO_MANY;
        }
        if a == b {
            return Outcome::Equal(Stage::Exact);
        }
        match (self.fractions(a), self.fractions(b)) {
            (Some(a), Some(b)) => same_if(a == b, Stage::Exact),
            _ => match self.in_order(a, b) {
                Outcome::Unequal => TOO_MANY,
                outcome => outcome,
            },
        }
    }

    /// All parts as fractions, sorted, if they are.
    pub(super) fn fractions(&mut self, parts: &[Answer]) -> Option<Vec<Rational>> {
        let mut values: Vec<Rational> = Vec::with_capacity(parts.len());
        for part in parts {
            let Answer::Expr(expr) = part else {
                return None;
            };
            values.push(exact::value(expr, self.budget)?);
        }
        values.sort_by(|a, b| b.is_less(a).cmp(&a.is_less(b)));
        Some(values)
    }

    /// The parts without repetitions, as far as they can be compared.
    pub(super) fn distinct(&mut self, parts: &[Answer]) -> Vec<Answer> {
        let mut kept: Vec<Answer> = Vec::new();
        for part in parts {
            let is_many = kept.len() > MOST_MATCHED;
            let is_known = kept
                .iter()
                .any(|known| known == part || (!is_many && self.answers(known, part).is_equal()));
            if !is_known {
                kept.push(part.clone());
            }
        }
        kept
    }
}

/// For each column a row of its own where `fits` holds, by augmenting paths.
fn pairing(table: &[Vec<Outcome>], fits: impl Fn(&Outcome) -> bool) -> Option<Vec<usize>> {
    let mut row_of: Vec<Option<usize>> = vec![None; table.len()];
    for row in 0..table.len() {
        let mut seen = vec![false; table.len()];
        place(row, table, &fits, &mut row_of, &mut seen).then_some(())?;
    }
    row_of.into_iter().collect()
}

/// Finds a column for `row`, moving other rows if need be. It recurses once per
/// row at most, so at most `MOST_MATCHED` deep.
fn place(
    row: usize,
    table: &[Vec<Outcome>],
    fits: &impl Fn(&Outcome) -> bool,
    row_of: &mut [Option<usize>],
    seen: &mut [bool],
) -> bool {
    for column in 0..table.len() {
        if seen[column] || !fits(&table[row][column]) {
            continue;
        }
        seen[column] = true;
        let is_free = match row_of[column] {
            None => true,
            Some(other) => place(other, table, fits, row_of, seen),
        };
        if is_free {
            row_of[column] = Some(row);
            return true;
        }
    }
    false
}
