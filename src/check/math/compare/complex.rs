//! Complex numbers as they are written: a real and an imaginary part.

use super::super::expr::{Constant, Expr, negative, product, sum};

/// Most terms of a number.
const MOST_TERMS: usize = 8;

/// Whether the imaginary unit occurs.
pub(super) fn has_i(expr: &Expr) -> bool {
    *expr == Expr::Constant(Constant::I) || expr.children().into_iter().any(has_i)
}

/// The real and the imaginary part of a sum whose terms are real, or the
/// imaginary unit times something real.
pub(super) fn parts(expr: &Expr) -> Option<(Expr, Expr)> {
    let terms = match expr {
        Expr::Sum(terms) => terms.as_slice(),
        single => std::slice::from_ref(single),
    };
    if terms.len() > MOST_TERMS {
        return None;
    }
    let (mut real, mut imaginary) = (Vec::new(), Vec::new());
    for term in terms {
        if has_i(term) {
            imaginary.push(without_i(term)?);
        } else {
            real.push(term.clone());
        }
    }
    let joined = |terms: Vec<Expr>| {
        if terms.is_empty() {
            Expr::integer(0)
        } else {
            sum(terms)
        }
    };
    Some((joined(real), joined(imaginary)))
}

/// What stands before the imaginary unit.
fn without_i(term: &Expr) -> Option<Expr> {
    match term {
        Expr::Constant(Constant::I) => Some(Expr::integer(1)),
        Expr::Negative(inner) => Some(negative(without_i(inner)?)),
        Expr::Product(factors) => {
            let is_i = |factor: &&Expr| **factor == Expr::Constant(Constant::I);
            let rest: Vec<Expr> = factors.iter().filter(|f| !is_i(f)).cloned().collect();
            let one = factors.len() == rest.len() + 1 && !rest.iter().any(has_i);
            one.then(|| product(rest))
        }
        Expr::Quotient(above, below) if !has_i(below) => {
            Some(Expr::Quotient(Box::new(without_i(above)?), below.clone()))
        }
        _ => None,
    }
}
