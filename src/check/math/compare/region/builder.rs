//! Sets by their conditions: `{x ∈ domain : conditions}`.

use super::super::super::answer::{Answer, Relation, SetOperator, Sign};
use super::super::super::exact;
use super::super::super::expr::{Expr, difference};
use super::super::Comparison;
use super::{End, Kind, Region, Tree, combined};

impl Comparison<'_> {
    /// The numbers that satisfy an equation in the variable of a set.
    fn roots(&mut self, condition: &Answer, variable: &Expr) -> Option<Tree<Expr>> {
        let Answer::Relation(relation) = condition else {
            return None;
        };
        let ([Answer::Expr(left), Answer::Expr(right)], [Sign::Equal]) =
            (relation.sides.as_slice(), relation.signs.as_slice())
        else {
            return None;
        };
        let form = difference(left.clone(), right.clone());
        let (name, tree) = self.solved_for_variable(&form, Sign::Equal)?;
        (name == *variable).then_some(tree)
    }

    /// The integers that the set is made of, if it is so and they are few.
    pub(in super::super) fn integers_in(&mut self, set: &Answer) -> Option<Vec<i64>> {
        const MOST: i64 = 1_000;
        let candidates = self.region_candidates(set);
        candidates.iter().find_map(|region| {
            let set = self.canonical(&region.tree)?;
            if set.kind != Kind::Integers {
                return None;
            }
            let mut found = Vec::new();
            for span in &set.spans {
                let mut value = |end: &Option<End<Expr>>| {
                    exact::value(&end.as_ref()?.at, self.budget)?.as_i64()
                };
                let (low, high) = (value(&span.low)?, value(&span.high)?);
                if high - low > MOST || found.len() as i64 > MOST {
                    return None;
                }
                found.extend(low..=high);
            }
            Some(found)
        })
    }

    /// `{x ∈ domain : conditions}`; the variable is bound, so it has no name.
    pub(super) fn builder(&mut self, element: &Answer, conditions: &[Answer]) -> Vec<Region> {
        let mut parts = conditions.to_vec();
        let variable = match element {
            Answer::Expr(variable @ Expr::Symbol(_)) => variable,
            Answer::Relation(Relation { sides, .. }) => match sides.first() {
                Some(Answer::Expr(variable @ Expr::Symbol(_))) => {
                    parts.push(element.clone());
                    variable
                }
                _ => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        let parts: Vec<Vec<Region>> = parts
            .iter()
            .map(|part| match self.roots(part, variable) {
                Some(tree) => vec![Region {
                    subject: Some(variable.clone()),
                    tree,
                }],
                None => self.region_candidates(part),
            })
            .collect();
        let mut found = combined(SetOperator::Intersection, &parts);
        found.retain(|region| region.subject.as_ref() == Some(variable));
        for region in &mut found {
            region.subject = None;
        }
        found
    }
}
