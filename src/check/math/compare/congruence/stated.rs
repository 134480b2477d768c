//! What an answer says about its integers.

use super::super::super::answer::{Answer, Domain, DomainKind, DomainPart, Relation, Sign};
use super::super::super::expr::{Constant, Expr};
use super::super::symbols::occurs;
use super::PARAMETERS;

pub(super) fn is_congruence(answer: &Answer) -> bool {
    matches!(answer, Answer::Congruence { .. })
}

/// Whether something in it is said to be an integer.
pub(super) fn says_integer(answer: &Answer) -> bool {
    match answer {
        Answer::Congruence { .. } => true,
        Answer::All(parts)
        | Answer::Any(parts)
        | Answer::List(parts)
        | Answer::Builder {
            conditions: parts, ..
        } => parts
            .iter()
            .any(|part| is_congruence(part) || integer_parameter(part).is_some()),
        _ => false,
    }
}

/// Whether it has π and a parameter everywhere.
pub(super) fn may_be_periodic(answer: &Answer) -> bool {
    match answer {
        Answer::Expr(expr) => has_periodic_form(expr),
        Answer::All(parts) | Answer::Any(parts) | Answer::List(parts) | Answer::Set(parts) => {
            !parts.is_empty() && parts.iter().all(may_be_periodic)
        }
        Answer::Relation(relation) => relation.sides.last().is_some_and(may_be_periodic),
        _ => false,
    }
}

pub(super) fn has_periodic_form(expr: &Expr) -> bool {
    occurs(&Expr::Constant(Constant::Pi), expr) && has_parameter(expr)
}

/// The letter of `k ∈ ℤ`.
pub(in super::super) fn integer_parameter(answer: &Answer) -> Option<&str> {
    let Answer::Relation(Relation { sides, signs, .. }) = answer else {
        return None;
    };
    let integers = Answer::Domain(Domain {
        kind: DomainKind::Integers,
        part: DomainPart::All,
    });
    match (sides.as_slice(), signs.as_slice()) {
        ([Answer::Expr(Expr::Symbol(name)), domain], [Sign::In]) if *domain == integers => {
            Some(name)
        }
        _ => None,
    }
}

fn has_parameter(expr: &Expr) -> bool {
    matches!(expr, Expr::Symbol(name) if PARAMETERS.contains(&name.as_str()))
        || expr.children().into_iter().any(has_parameter)
}
