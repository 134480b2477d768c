//! Sets of real numbers as disjoint spans in order.
//!
//! All endpoints, sorted, cut the line into cells; a set is what cells it has.

use std::cmp::Ordering;

use super::super::super::equal;
use super::super::super::exact;
use super::super::super::expr::Expr;
use super::super::super::rational::Rational;
use super::super::Comparison;
use super::cells::{contains, endpoints, kind_of, spans, with_ranks};
use super::{End, Kind, Span, Tree};

/// Most endpoints that are sorted.
const MOST_POINTS: usize = 64;

/// Disjoint spans in order that do not touch: equal sets have equal spans.
#[derive(Debug, Clone)]
pub(super) struct Canonical {
    pub(super) kind: Kind,
    pub(super) spans: Vec<Span<Expr>>,
}

impl Comparison<'_> {
    /// The set as spans; `None` if its endpoints are no constants that can be
    /// put in order.
    pub(super) fn canonical(&mut self, tree: &Tree<Expr>) -> Option<Canonical> {
        let kind = kind_of(tree).ok()?.unwrap_or(Kind::Reals);
        let mut ends = Vec::new();
        endpoints(tree, &mut ends);
        let (points, ranks) = self.sorted(&ends)?;
        let mut ranks = ranks.into_iter();
        let ranked = with_ranks(tree, &mut ranks)?;
        let has: Vec<bool> = (0..=2 * points.len())
            .map(|cell| contains(&ranked, cell))
            .collect();
        let spans = spans(&has, &points)?;
        let set = Canonical { kind, spans };
        if kind == Kind::Integers {
            self.whole(&set)
        } else {
            Some(set)
        }
    }

    /// Two sets in one kind: single integers are integers too.
    pub(super) fn aligned(&mut self, a: Canonical, b: Canonical) -> (Canonical, Canonical) {
        match (a.kind, b.kind) {
            (Kind::Integers, Kind::Reals) => (a, self.as_integers(b)),
            (Kind::Reals, Kind::Integers) => (self.as_integers(a), b),
            _ => (a, b),
        }
    }

    /// The set as one of integers, if that is all it has.
    fn as_integers(&mut self, set: Canonical) -> Canonical {
        let are_integers = set.spans.iter().all(|span| match (&span.low, &span.high) {
            (Some(low), Some(high)) if low.at == high.at => {
                exact::value(&low.at, self.budget).is_some_and(|v| v.as_integer().is_some())
            }
            _ => false,
        });
        if !are_integers {
            return set;
        }
        self.whole(&set).unwrap_or(set)
    }

    /// The points in order without repetitions, and the place of each of `ends`.
    fn sorted(&mut self, ends: &[&Expr]) -> Option<(Vec<Expr>, Vec<usize>)> {
        let mut points: Vec<Expr> = Vec::new();
        let mut ids: Vec<Vec<usize>> = Vec::new();
        for (id, end) in ends.iter().enumerate() {
            match self.place(&points, end)? {
                Ok(at) => ids.get_mut(at)?.push(id),
                Err(at) => {
                    points.insert(at, (*end).clone());
                    ids.insert(at, vec![id]);
                }
            }
            if points.len() > MOST_POINTS {
                return None;
            }
        }
        let mut ranks = vec![0; ends.len()];
        for (rank, ids) in ids.iter().enumerate() {
            for id in ids {
                *ranks.get_mut(*id)? = rank;
            }
        }
        Some((points, ranks))
    }

    /// Where `end` is among the points, or where it belongs.
    fn place(&mut self, points: &[Expr], end: &Expr) -> Option<Result<usize, usize>> {
        // A single endpoint must be a real constant too.
        equal::order(end, end, self.budget)?;
        let (mut low, mut high) = (0, points.len());
        while low < high {
            let middle = low.midpoint(high);
            match equal::order(points.get(middle)?, end, self.budget)? {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Some(Ok(middle)),
            }
        }
        Some(Err(low))
    }

    /// Spans of integers with closed ends; neighbours are joined.
    fn whole(&mut self, set: &Canonical) -> Option<Canonical> {
        let mut spans: Vec<(Option<Rational>, Option<Rational>)> = Vec::new();
        for span in &set.spans {
            let low = match &span.low {
                Some(end) => Some(self.next_integer(end)?),
                None => None,
            };
            let high = match &span.high {
                Some(end) => Some(self.last_integer(end)?),
                None => None,
            };
            if let (Some(low), Some(high)) = (&low, &high)
                && high.is_less(low)
            {
                continue;
            }
            match (spans.last_mut(), &low) {
                (Some((_, last @ Some(_))), Some(low))
                    if last.as_ref()?.plus(&Rational::integer(1))? == *low =>
                {
                    *last = high;
                }
                _ => spans.push((low, high)),
            }
        }
        let closed = |value: Option<Rational>| {
            value.map(|value| End {
                at: Expr::rational(value),
                is_closed: true,
            })
        };
        let spans = spans.into_iter().map(|(low, high)| Span {
            low: closed(low),
            high: closed(high),
        });
        Some(Canonical {
            kind: Kind::Integers,
            spans: spans.collect(),
        })
    }

    /// The first integer from a lower end on.
    fn next_integer(&mut self, end: &End<Expr>) -> Option<Rational> {
        let floor = self.floor(&end.at)?;
        if end.is_closed
            && self
                .exactly(&end.at, &Expr::rational(floor.clone()))
                .is_equal()
        {
            return Some(floor);
        }
        floor.plus(&Rational::integer(1))
    }

    /// The last integer before an upper end.
    fn last_integer(&mut self, end: &End<Expr>) -> Option<Rational> {
        let floor = self.floor(&end.at)?;
        if !end.is_closed
            && self
                .exactly(&end.at, &Expr::rational(floor.clone()))
                .is_equal()
        {
            return floor.plus(&Rational::integer(-1));
        }
        Some(floor)
    }

    fn floor(&mut self, expr: &Expr) -> Option<Rational> {
        if let Some(value) = exact::value(expr, self.budget) {
            return Some(value.floor());
        }
        let value = equal::approximate(expr, self.budget)?;
        let is_clear = (value - value.round()).abs() > 1e-6 && value.abs() < 1e9;
        is_clear.then(|| Rational::integer(value.floor() as i64))
    }
}
