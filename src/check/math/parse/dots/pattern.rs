//! The rule by which terms are made, from the first of them.

use super::super::super::budget::Budget;
use super::super::super::compare::substituted;
use super::super::super::equal;
use super::super::super::exact;
use super::super::super::expr::{Expr, difference, power, product, quotient, sum};
use super::super::super::rational::Rational;
use super::super::negative;

/// Most terms of a geometric progression with a number at its end.
const MOST_TERMS: i64 = 2_000;

/// The rule that the terms of a sum follow.
pub(super) struct Pattern<'b> {
    pub(super) variable: &'static str,
    /// The index of the first term.
    pub(super) start: i64,
    /// The index of the last term, once it is known.
    pub(super) end: Option<Expr>,
    pub(super) budget: &'b mut Budget,
}

impl Pattern<'_> {
    /// The rule by which the terms are made.
    pub(super) fn general(&mut self, terms: &[&Expr], last: Option<&Expr>) -> Option<Expr> {
        let (first, others) = terms.split_first()?;
        if others.iter().all(|term| term == first) && last.is_none_or(|last| last == *first) {
            return Some((*first).clone());
        }
        if terms.iter().all(|term| is_number(term)) {
            return self.progression(terms, last);
        }
        if let Some(rule) = self.by_ones(terms, last) {
            return Some(rule);
        }
        let powers = as_powers(terms, last);
        if let Some((terms, last)) = &powers {
            let terms: Vec<&Expr> = terms.iter().collect();
            return self.parts(&terms, last.as_ref());
        }
        self.parts(terms, last)
    }

    /// `n`, `n - 1`, …: terms with letters that rise or fall by one.
    fn by_ones(&mut self, terms: &[&Expr], last: Option<&Expr>) -> Option<Expr> {
        let (first, second) = (*terms.first()?, *terms.get(1)?);
        let last = last.filter(|_| first.has_symbol() && !matches!(first, Expr::Power(..)))?;
        let step = [-1, 1].into_iter().find(|step| {
            let next = sum(vec![first.clone(), Expr::integer(*step)]);
            equal::expressions(&next, second, self.budget).is_equal()
        })?;
        let of_step = |expr: Expr| product(vec![Expr::integer(step), expr]);
        self.ends(sum(vec![
            of_step(difference(last.clone(), first.clone())),
            Expr::integer(self.start),
        ]));
        let index = Expr::Symbol(self.variable.to_owned());
        let done = difference(index, Expr::integer(self.start));
        Some(sum(vec![first.clone(), of_step(done)]))
    }

    /// The rule for each part of terms of one shape.
    fn parts(&mut self, terms: &[&Expr], last: Option<&Expr>) -> Option<Expr> {
        let first = *terms.first()?;
        let children: Vec<Vec<&Expr>> = terms.iter().map(|term| term.children()).collect();
        let of_last = last.map(Expr::children);
        let is_one_shape = terms.iter().copied().chain(last).all(|term| {
            std::mem::discriminant(term) == std::mem::discriminant(first)
                && term.children().len() == first.children().len()
        });
        if !is_one_shape || children.first()?.is_empty() {
            return None;
        }
        let mut made = Vec::new();
        for at in 0..children.first()?.len() {
            let column: Option<Vec<&Expr>> = children
                .iter()
                .map(|parts| parts.get(at).copied())
                .collect();
            let last = match &of_last {
                Some(parts) => Some(*parts.get(at)?),
                None => None,
            };
            made.push(self.general(&column?, last)?);
        }
        Some(match (first, made.as_slice()) {
            (Expr::Sum(_), _) => Expr::Sum(made),
            (Expr::Product(_), _) => Expr::Product(made),
            (Expr::Call(function, _), _) => {
                let is_one = terms
                    .iter()
                    .copied()
                    .chain(last)
                    .all(|term| matches!(term, Expr::Call(other, _) if other == function));
                is_one.then(|| Expr::Call(*function, made.clone()))?
            }
            (Expr::Quotient(..), [a, b]) => quotient(a.clone(), b.clone()),
            (Expr::Power(..), [a, b]) => power(a.clone(), b.clone()),
            (Expr::Negative(_), [a]) => negative(a.clone()),
            _ => return None,
        })
    }

    /// Numbers that grow by the same difference, or the same factor.
    fn progression(&mut self, terms: &[&Expr], last: Option<&Expr>) -> Option<Expr> {
        let values: Option<Vec<Rational>> = terms
            .iter()
            .map(|term| exact::value(term, self.budget))
            .collect();
        let values = values?;
        let (first, second) = (values.first()?, values.get(1)?);
        let index = Expr::Symbol(self.variable.to_owned());
        let step = second.plus(&first.negated())?;
        let is_even = values.windows(2).all(|pair| match pair {
            [a, b] => a.plus(&step).as_ref() == Some(b),
            _ => false,
        });
        let start = Rational::integer(self.start);
        if is_even && !step.is_zero() {
            // Two terms and a power at the end may be meant as powers.
            if values.len() == 2 && matches!(last, Some(Expr::Power(..))) {
                return None;
            }
            let offset = first.plus(&step.times(&start)?.negated())?;
            let offset = Expr::rational(offset);
            if let Some(last) = last {
                let above = difference(last.clone(), offset.clone());
                self.ends(quotient(above, Expr::rational(step.clone())));
            }
            return Some(sum(vec![
                offset,
                product(vec![Expr::rational(step), index]),
            ]));
        }
        let factor = second.over(first)?;
        let is_geometric = values.len() > 2
            && values.windows(2).all(|pair| match pair {
                [a, b] => a.times(&factor).as_ref() == Some(b),
                _ => false,
            });
        if !is_geometric {
            return None;
        }
        if let Some(last) = last {
            self.geometric_end(first, &factor, last)?;
        }
        let exponent = difference(index, Expr::integer(self.start));
        let factor = Expr::rational(factor);
        Some(product(vec![
            Expr::rational(first.clone()),
            power(factor, exponent),
        ]))
    }

    /// The index of `last` in the progression from `first` by `factor`.
    fn geometric_end(&mut self, first: &Rational, factor: &Rational, last: &Expr) -> Option<()> {
        if let Some(value) = exact::value(last, self.budget) {
            let mut term = first.clone();
            for k in 0..MOST_TERMS {
                self.budget.spend(20).ok()?;
                if term == value {
                    self.ends(Expr::integer(self.start + k));
                    return Some(());
                }
                term = term.times(factor)?;
            }
            return None;
        }
        let Expr::Power(base, exponent) = last else {
            return None;
        };
        if exact::value(base, self.budget).as_ref() != Some(factor) {
            return None;
        }
        // first = factor^j
        let j = (-4..=4).find(|j| factor.power(*j).as_ref() == Some(first))?;
        let shift = Expr::integer(self.start - i64::from(j));
        self.ends(sum(vec![(**exponent).clone(), shift]));
        Some(())
    }

    fn ends(&mut self, index: Expr) {
        let index = exact::value(&index, self.budget).map_or(index, Expr::rational);
        self.end.get_or_insert(index);
    }

    /// Whether the rule gives back what was shown.
    pub(super) fn fits(
        &mut self,
        body: &Expr,
        terms: &[Expr],
        last: Option<&Expr>,
        end: Option<&Expr>,
    ) -> bool {
        let mut same = |index: &Expr, term: &Expr| {
            let made = substituted(body, self.variable, index);
            equal::expressions(&made, term, self.budget).is_equal()
        };
        let shown = terms
            .iter()
            .enumerate()
            .all(|(at, term)| same(&Expr::integer(at as i64 + 1), term));
        let (Some(last), Some(end)) = (last, end) else {
            return shown && last.is_none();
        };
        let is_behind = match end {
            Expr::Number(number) => number
                .value
                .as_i64()
                .is_some_and(|n| n > terms.len() as i64),
            other => other.has_symbol(),
        };
        shown && is_behind && same(end, last)
    }
}

fn is_number(expr: &Expr) -> bool {
    match expr {
        Expr::Number(_) => true,
        Expr::Negative(inner) => is_number(inner),
        _ => false,
    }
}

/// `1`, `x`, `x^2` as powers of x, where the last of them is one.
fn as_powers(terms: &[&Expr], last: Option<&Expr>) -> Option<(Vec<Expr>, Option<Expr>)> {
    let Some(Expr::Power(base, _)) = terms.last() else {
        return None;
    };
    let raised = |expr: &Expr| match expr {
        Expr::Power(other, _) if other == base => Some(expr.clone()),
        expr if *expr == **base => Some(power(expr.clone(), Expr::integer(1))),
        expr if *expr == Expr::integer(1) => Some(power((**base).clone(), Expr::integer(0))),
        _ => None,
    };
    let terms: Option<Vec<Expr>> = terms.iter().map(|term| raised(term)).collect();
    let last = match last {
        Some(last) => Some(raised(last)?),
        None => None,
    };
    Some((terms?, last))
}
