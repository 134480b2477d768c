//! The line cut at all endpoints of a set: the points themselves and the gaps
//! between them.

use std::cmp::Ordering;

use super::super::super::answer::SetOperator;
use super::super::super::expr::Expr;
use super::{End, Kind, Span, Tree};

/// What numbers a set is made of; nothing for single points, and an error for
/// what is of several kinds, such as ℝ without ℤ.
pub(super) fn kind_of(tree: &Tree<Expr>) -> Result<Option<Kind>, ()> {
    let (operator, parts) = match tree {
        Tree::Span(_) => return Ok(Some(Kind::Reals)),
        Tree::Points(_) => return Ok(None),
        Tree::Numbers(kind) => return Ok(Some(*kind)),
        Tree::Join(operator, parts) => (operator, parts),
    };
    let kinds: Vec<Option<Kind>> = parts.iter().map(kind_of).collect::<Result<_, _>>()?;
    match operator {
        SetOperator::Intersection => Ok(kinds.into_iter().flatten().min()),
        SetOperator::Union => {
            let is_one = kinds.windows(2).all(|pair| match pair {
                [a, b] => a.unwrap_or(Kind::Reals) == b.unwrap_or(Kind::Reals),
                _ => true,
            });
            if is_one {
                Ok(kinds.into_iter().flatten().next())
            } else {
                Err(())
            }
        }
        SetOperator::Difference => {
            let mut kinds = kinds.into_iter();
            let first = kinds.next().flatten();
            let is_whole = kinds
                .flatten()
                .all(|kind| kind >= first.unwrap_or(Kind::Reals));
            if is_whole { Ok(first) } else { Err(()) }
        }
    }
}

pub(super) fn endpoints<'t>(tree: &'t Tree<Expr>, found: &mut Vec<&'t Expr>) {
    match tree {
        Tree::Span(span) => {
            found.extend(span.low.iter().chain(&span.high).map(|end| &end.at));
        }
        Tree::Points(points) => found.extend(points),
        Tree::Numbers(_) => {}
        Tree::Join(_, parts) => parts.iter().for_each(|part| endpoints(part, found)),
    }
}

/// The tree with places for endpoints, which come in the order of `endpoints`.
pub(super) fn with_ranks(
    tree: &Tree<Expr>,
    ranks: &mut dyn Iterator<Item = usize>,
) -> Option<Tree<usize>> {
    let mut end = |end: &Option<End<Expr>>| match end {
        None => Some(None),
        Some(end) => ranks.next().map(|at| {
            Some(End {
                at,
                is_closed: end.is_closed,
            })
        }),
    };
    Some(match tree {
        Tree::Span(span) => Tree::Span(Span {
            low: end(&span.low)?,
            high: end(&span.high)?,
        }),
        Tree::Points(points) => {
            Tree::Points(points.iter().map(|_| ranks.next()).collect::<Option<_>>()?)
        }
        Tree::Numbers(kind) => Tree::Numbers(*kind),
        Tree::Join(operator, parts) => {
            let mut ranked = Vec::with_capacity(parts.len());
            for part in parts {
                ranked.push(with_ranks(part, ranks)?);
            }
            Tree::Join(*operator, ranked)
        }
    })
}

/// Whether a cell is in the set: `2 i + 1` is point `i`, `2 i` the gap before it.
pub(super) fn contains(tree: &Tree<usize>, cell: usize) -> bool {
    match tree {
        Tree::Span(Span { low, high }) => {
            let above = low.as_ref().is_none_or(|end| {
                let at = 2 * end.at + 1;
                cell > at || cell == at && end.is_closed
            });
            let below = high.as_ref().is_none_or(|end| {
                let at = 2 * end.at + 1;
                cell < at || cell == at && end.is_closed
            });
            above && below
        }
        Tree::Points(points) => points.iter().any(|point| 2 * point + 1 == cell),
        Tree::Numbers(_) => true,
        Tree::Join(SetOperator::Union, parts) => parts.iter().any(|part| contains(part, cell)),
        Tree::Join(SetOperator::Intersection, parts) => {
            parts.iter().all(|part| contains(part, cell))
        }
        Tree::Join(SetOperator::Difference, parts) => match parts.split_first() {
            Some((first, rest)) => {
                contains(first, cell) && !rest.iter().any(|part| contains(part, cell))
            }
            None => false,
        },
    }
}

/// The runs of cells that are in the set.
pub(super) fn spans(has: &[bool], points: &[Expr]) -> Option<Vec<Span<Expr>>> {
    let mut found = Vec::new();
    let mut start = None;
    for (cell, is_in) in has.iter().enumerate() {
        let goes_on = has.get(cell + 1) == Some(&true);
        if *is_in {
            let first = *start.get_or_insert(cell);
            if !goes_on {
                start = None;
                found.push(Span {
                    low: end(first, first.checked_sub(1), points)?,
                    high: end(cell, Some(cell + 1).filter(|c| *c < has.len()), points)?,
                });
            }
        }
    }
    Some(found)
}

/// The end at a cell: itself if it is a point, else the point beside the gap.
#[expect(
    clippy::option_option,
    reason = "an end may be missing, or the cell unknown"
)]
fn end(cell: usize, beside: Option<usize>, points: &[Expr]) -> Option<Option<End<Expr>>> {
    let is_closed = cell % 2 == 1;
    let at = if is_closed { Some(cell) } else { beside };
    Some(match at {
        None => None,
        Some(cell) => Some(End {
            at: points.get(cell / 2)?.clone(),
            is_closed,
        }),
    })
}

/// Whether a point is in one of the spans, given its order to their ends.
/// `None` if that is unknown.
pub(super) fn is_in_spans(
    spans: &[Span<Expr>],
    mut order_to: impl FnMut(&Expr) -> Option<Ordering>,
) -> Option<bool> {
    for span in spans {
        let above = match &span.low {
            None => true,
            Some(end) => {
                let order = order_to(&end.at)?;
                order.is_gt() || order.is_eq() && end.is_closed
            }
        };
        let below = match &span.high {
            None => true,
            Some(end) => {
                let order = order_to(&end.at)?;
                order.is_lt() || order.is_eq() && end.is_closed
            }
        };
        if above && below {
            return Some(true);
        }
    }
    Some(false)
}
