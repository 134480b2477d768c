//! What symbols occur in an expression, and putting something in their place.

use std::collections::BTreeSet;

use super::super::budget::Budget;
use super::super::exact;
use super::super::expr::{Constant, Expr, Series};

/// The names of all variables and unknown functions.
pub(super) fn symbols(expr: &Expr) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    collect(expr, &mut names);
    names
}

fn collect<'e>(expr: &'e Expr, names: &mut BTreeSet<&'e str>) {
    if let Expr::Symbol(name) | Expr::Apply(name, _) = expr {
        names.insert(name);
    }
    for child in expr.children() {
        collect(child, names);
    }
}

/// The one variable of an expression that has no other and no unknown function.
pub(in super::super) fn only_variable(expr: &Expr) -> Option<String> {
    let names = symbols(expr);
    let mut names = names.into_iter();
    let name = names.next()?;
    (names.next().is_none() && !has_unknown_function(expr)).then(|| name.to_owned())
}

fn has_unknown_function(expr: &Expr) -> bool {
    matches!(expr, Expr::Apply(..) | Expr::Opaque(..))
        || expr.children().into_iter().any(has_unknown_function)
}

/// Whether the expression only names something: `x`, `f(x)`.
pub(super) fn is_name(expr: &Expr) -> bool {
    matches!(expr, Expr::Symbol(_) | Expr::Apply(..))
}

/// Whether `part` occurs in `whole`.
pub(super) fn occurs(part: &Expr, whole: &Expr) -> bool {
    part == whole || whole.children().into_iter().any(|c| occurs(part, c))
}

/// The sign of an infinite expression: `Some(true)` for ∞, `Some(false)` for -∞.
pub(super) fn infinity(expr: &Expr) -> Option<bool> {
    match expr {
        Expr::Constant(Constant::Infinity) => Some(true),
        Expr::Negative(inner) => infinity(inner).map(|sign| !sign),
        _ => None,
    }
}

/// The expression as one fraction where it is one.
pub(super) fn reduced(expr: Expr, budget: &mut Budget) -> Expr {
    if matches!(expr, Expr::Number(_)) {
        return expr;
    }
    exact::value(&expr, budget).map_or(expr, Expr::rational)
}

/// The expression with `by` in place of the variable `name`.
pub(in super::super) fn substituted(expr: &Expr, name: &str, by: &Expr) -> Expr {
    let again = |e: &Expr| substituted(e, name, by);
    let all = |parts: &[Expr]| parts.iter().map(again).collect::<Vec<_>>();
    match expr {
        Expr::Symbol(symbol) if symbol == name => by.clone(),
        Expr::Number(_) | Expr::Symbol(_) | Expr::Constant(_) => expr.clone(),
        Expr::Sum(parts) => Expr::Sum(all(parts)),
        Expr::Product(parts) => Expr::Product(all(parts)),
        Expr::Quotient(a, b) => Expr::Quotient(Box::new(again(a)), Box::new(again(b))),
        Expr::Power(a, b) => Expr::Power(Box::new(again(a)), Box::new(again(b))),
        Expr::Negative(a) => Expr::Negative(Box::new(again(a))),
        Expr::Call(function, parts) => Expr::Call(*function, all(parts)),
        Expr::Apply(function, parts) => Expr::Apply(function.clone(), all(parts)),
        Expr::Opaque(kind, parts) => Expr::Opaque(kind.clone(), all(parts)),
        Expr::Matrix(rows) => Expr::Matrix(rows.iter().map(|row| all(row)).collect()),
        Expr::Series(series) if series.variable == name => expr.clone(),
        Expr::Series(series) => Expr::Series(Box::new(Series {
            is_product: series.is_product,
            variable: series.variable.clone(),
            from: again(&series.from),
            to: again(&series.to),
            body: again(&series.body),
        })),
    }
}
