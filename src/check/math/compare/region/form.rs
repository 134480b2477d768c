//! Answers without conditions as sets of real numbers.

use super::super::super::answer::{
    Answer, Domain, DomainKind, DomainPart, SetOperator, Sign, Special,
};
use super::super::super::expr::Expr;
use super::super::symbols::infinity;
use super::{End, Kind, Span, Tree};

/// Whether an answer cannot be anything but a set of real numbers.
pub(super) fn is_region(answer: &Answer) -> bool {
    match answer {
        Answer::Combined(..) | Answer::Builder { .. } | Answer::Domain(_) => true,
        Answer::Special(special) => *special == Special::AllReals,
        Answer::Relation(relation) => relation
            .signs
            .iter()
            .any(|sign| !matches!(sign, Sign::Equal | Sign::About | Sign::Subset)),
        Answer::All(parts) | Answer::Any(parts) | Answer::List(parts) => {
            parts.iter().any(is_region)
        }
        Answer::Bracketed { open, close, parts } => match parts.as_slice() {
            [low, high] => {
                let is_half_open = matches!((open, close), ('(', ']') | ('[', ')'));
                is_half_open || low == high && *open == '[' || is_infinite(low) || is_infinite(high)
            }
            _ => false,
        },
        _ => false,
    }
}

fn is_infinite(answer: &Answer) -> bool {
    matches!(answer, Answer::Expr(expr) if infinity(expr).is_some())
}

/// What an answer without conditions may be as a set.
pub(super) fn simple(answer: &Answer) -> Vec<Tree<Expr>> {
    match answer {
        Answer::Expr(expr) if !matches!(expr, Expr::Matrix(_)) => {
            vec![Tree::Points(vec![expr.clone()])]
        }
        Answer::Set(parts) | Answer::List(parts) => {
            let points = parts.iter().map(|part| match part {
                Answer::Expr(expr) => Some(expr.clone()),
                _ => None,
            });
            let points: Option<Vec<Expr>> = points.collect();
            points.map(Tree::Points).into_iter().collect()
        }
        Answer::Special(Special::NoSolution) => vec![Tree::Points(Vec::new())],
        Answer::Special(Special::AllReals) => vec![Tree::Numbers(Kind::Reals)],
        Answer::Domain(domain) => domains(*domain),
        Answer::Bracketed { open, close, parts } => {
            interval(*open, *close, parts).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn interval(open: char, close: char, parts: &[Answer]) -> Option<Tree<Expr>> {
    let ([Answer::Expr(low), Answer::Expr(high)], '(' | '[', ')' | ']') = (parts, open, close)
    else {
        return None;
    };
    let end = |at: &Expr, bracket: char, is_high: bool| match infinity(at) {
        Some(sign) if sign == is_high => Some(None),
        Some(_) => None,
        None => Some(Some(End {
            at: at.clone(),
            is_closed: matches!(bracket, '[' | ']'),
        })),
    };
    Some(Tree::Span(Span {
        low: end(low, open, false)?,
        high: end(high, close, true)?,
    }))
}

/// ℕ is with or without 0.
fn domains(domain: Domain) -> Vec<Tree<Expr>> {
    let kind = match domain.kind {
        DomainKind::Naturals | DomainKind::Integers => Kind::Integers,
        DomainKind::Rationals => Kind::Rationals,
        DomainKind::Reals => Kind::Reals,
        DomainKind::Complexes => return Vec::new(),
    };
    let parts = match (domain.kind, domain.part) {
        (DomainKind::Naturals, DomainPart::All) => {
            vec![DomainPart::Positive, DomainPart::NotNegative]
        }
        (_, part) => vec![part],
    };
    parts
        .into_iter()
        .map(|part| domain_part(kind, part))
        .collect()
}

fn domain_part(kind: Kind, part: DomainPart) -> Tree<Expr> {
    let zero = |is_closed| {
        Some(End {
            at: Expr::integer(0),
            is_closed,
        })
    };
    let (operator, limit) = match part {
        DomainPart::All => return Tree::Numbers(kind),
        DomainPart::NotZero => (
            SetOperator::Difference,
            Tree::Points(vec![Expr::integer(0)]),
        ),
        DomainPart::Positive | DomainPart::NotNegative => (
            SetOperator::Intersection,
            Tree::Span(Span {
                low: zero(part == DomainPart::NotNegative),
                high: None,
            }),
        ),
        DomainPart::Negative | DomainPart::NotPositive => (
            SetOperator::Intersection,
            Tree::Span(Span {
                low: None,
                high: zero(part == DomainPart::NotPositive),
            }),
        ),
    };
    Tree::Join(operator, vec![Tree::Numbers(kind), limit])
}
