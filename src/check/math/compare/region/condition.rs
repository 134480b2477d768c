//! Relations in one variable as sets of its values.

use super::super::super::answer::{Answer, Relation, SetOperator, Sign};
use super::super::super::expr::{Expr, difference};
use super::super::Comparison;
use super::super::relation::flip;
use super::super::symbols::{infinity, is_name, occurs, only_variable, symbols};
use super::form::simple;
use super::{End, Kind, Region, Span, Tree, combined};

/// Most sides of a chain of inequalities.
const MOST_SIDES: usize = 4;

impl Comparison<'_> {
    /// The sets of values that satisfy a relation, by what may be its subject.
    pub(super) fn condition(&mut self, relation: &Relation) -> Vec<Region> {
        let (sides, signs) = (relation.sides.as_slice(), relation.signs.as_slice());
        match (sides, signs) {
            ([Answer::Expr(subject), set], [Sign::In | Sign::NotIn]) => {
                let mut found = self.region_candidates(set);
                found.retain(|region| region.subject.is_none());
                for region in &mut found {
                    region.subject = Some(subject.clone());
                    if signs == [Sign::NotIn] {
                        region.tree = without(region.tree.clone());
                    }
                }
                found
            }
            ([a, b], [Sign::NotEqual]) => self.excluded(a, b),
            _ if signs.iter().all(|s| matches!(s, Sign::Equal | Sign::About)) => {
                self.equated(relation)
            }
            _ if is_one_way(signs) && sides.len() <= MOST_SIDES => self.chained(sides, signs),
            _ => Vec::new(),
        }
    }

    /// `x = 5`, `x = ±2`.
    fn equated(&mut self, relation: &Relation) -> Vec<Region> {
        let Some(chain) = self.chain(relation) else {
            return Vec::new();
        };
        let (Some(Answer::Expr(name)), Some(value)) = (chain.name, chain.values.first()) else {
            return Vec::new();
        };
        let trees = simple(value).into_iter();
        let points = trees.filter(|tree| matches!(tree, Tree::Points(_)));
        points.map(|tree| of(name, tree)).collect()
    }

    /// `x ≠ 2`, `x ≠ 1, 2`, `x - 2 ≠ 0`.
    fn excluded(&mut self, a: &Answer, b: &Answer) -> Vec<Region> {
        for (name, value) in [(a, b), (b, a)] {
            if let Answer::Expr(name) = name
                && is_name(name)
                && let Some(points @ Tree::Points(_)) = simple(value).into_iter().next()
            {
                return vec![of(name, without(points))];
            }
        }
        match (a, b) {
            (Answer::Expr(a), Answer::Expr(b)) => {
                let solved =
                    self.solved_for_variable(&difference(a.clone(), b.clone()), Sign::NotEqual);
                solved
                    .map(|(name, tree)| of(&name, tree))
                    .into_iter()
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// `0 < x ≤ 1` is `0 < x` and `x ≤ 1`.
    fn chained(&mut self, sides: &[Answer], signs: &[Sign]) -> Vec<Region> {
        let mut parts = Vec::new();
        for (pair, sign) in sides.windows(2).zip(signs) {
            let [Answer::Expr(left), Answer::Expr(right)] = pair else {
                return Vec::new();
            };
            parts.push(self.inequality(left, *sign, right));
        }
        match parts.as_mut_slice() {
            [only] => std::mem::take(only),
            _ => combined(SetOperator::Intersection, &parts)
                .into_iter()
                .map(between)
                .collect(),
        }
    }

    fn inequality(&mut self, left: &Expr, sign: Sign, right: &Expr) -> Vec<Region> {
        let mut found = Vec::new();
        if is_name(left) && !occurs(left, right) {
            found.push(of(left, half_line(sign, right)));
        }
        if is_name(right) && !occurs(right, left) {
            found.push(of(right, half_line(flip(sign), left)));
        }
        if !found.is_empty() {
            return found;
        }
        if let Some((name, tree)) = self.modulus(left, sign, right) {
            return vec![of(&name, tree)];
        }
        let zero_form = difference(left.clone(), right.clone());
        if let Some((name, tree)) = self.solved_for_variable(&zero_form, sign) {
            return vec![of(&name, tree)];
        }
        if only_variable(&zero_form).is_some() {
            return Vec::new();
        }
        // Of several variables only what they are together is known.
        match (symbols(left).is_empty(), symbols(right).is_empty()) {
            (false, true) => vec![of(left, half_line(sign, right))],
            (true, false) => vec![of(right, half_line(flip(sign), left))],
            _ => Vec::new(),
        }
    }
}

fn of(subject: &Expr, tree: Tree<Expr>) -> Region {
    Region {
        subject: Some(subject.clone()),
        tree,
    }
}

/// Two half-lines that overlap are one span: so symbols in the ends are compared.
fn between(region: Region) -> Region {
    let Tree::Join(SetOperator::Intersection, parts) = &region.tree else {
        return region;
    };
    let [Tree::Span(a), Tree::Span(b)] = parts.as_slice() else {
        return region;
    };
    let ((Span { low, high: None }, Span { low: None, high })
    | (Span { low: None, high }, Span { low, high: None })) = (a, b)
    else {
        return region;
    };
    let tree = Tree::Span(Span {
        low: low.clone(),
        high: high.clone(),
    });
    Region { tree, ..region }
}

/// All real numbers but these.
fn without(tree: Tree<Expr>) -> Tree<Expr> {
    Tree::Join(
        SetOperator::Difference,
        vec![Tree::Numbers(Kind::Reals), tree],
    )
}

/// The numbers that are so to a bound: `< 3`.
pub(super) fn half_line(sign: Sign, bound: &Expr) -> Tree<Expr> {
    let is_below = matches!(sign, Sign::Less | Sign::LessOrEqual);
    // Less than infinite is no bound.
    let end = (infinity(bound) != Some(is_below)).then(|| End {
        at: bound.clone(),
        is_closed: matches!(sign, Sign::LessOrEqual | Sign::GreaterOrEqual),
    });
    let (low, high) = if is_below { (None, end) } else { (end, None) };
    Tree::Span(Span { low, high })
}

/// Whether all signs point one way.
fn is_one_way(signs: &[Sign]) -> bool {
    let upward = |sign: &Sign| matches!(sign, Sign::Less | Sign::LessOrEqual);
    let downward = |sign: &Sign| matches!(sign, Sign::Greater | Sign::GreaterOrEqual);
    signs.iter().all(upward) || signs.iter().all(downward)
}
