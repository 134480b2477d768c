//! Derivatives of expressions, by the rules.

use super::expr::{Expr, difference, negative, power, product, quotient, reciprocal, sum};
use super::function::Function;

/// Derivatives of higher order are not taken.
const MOST_ORDER: i32 = 6;
/// Nor are those that grow larger than this.
const MOST_NODES: usize = 4_000;

/// The expression with its derivatives taken; `None` if it has none, or one
/// cannot be taken.
pub(super) fn resolved(expr: &Expr) -> Option<Expr> {
    let result = has_derivative(expr).then(|| taken(expr))??;
    (!has_derivative(&result)).then_some(result)
}

fn has_derivative(expr: &Expr) -> bool {
    matches!(expr, Expr::Opaque(name, _) if name == "diff")
        || expr.children().into_iter().any(has_derivative)
}

fn taken(expr: &Expr) -> Option<Expr> {
    let all = |parts: &[Expr]| parts.iter().map(taken).collect::<Option<Vec<Expr>>>();
    Some(match expr {
        Expr::Opaque(name, parts) if name == "diff" => {
            let [body, Expr::Symbol(variable), Expr::Number(order)] = parts.as_slice() else {
                return None;
            };
            let order = order.value.as_i32()?;
            let mut result = taken(body)?;
            if !(1..=MOST_ORDER).contains(&order) {
                return None;
            }
            for _ in 0..order {
                result = derivative(&result, variable)?;
            }
            result
        }
        Expr::Sum(parts) => Expr::Sum(all(parts)?),
        Expr::Product(parts) => Expr::Product(all(parts)?),
        Expr::Quotient(a, b) => quotient(taken(a)?, taken(b)?),
        Expr::Power(a, b) => power(taken(a)?, taken(b)?),
        Expr::Negative(a) => negative(taken(a)?),
        Expr::Call(function, parts) => Expr::Call(*function, all(parts)?),
        Expr::Opaque(name, parts) => Expr::Opaque(name.clone(), all(parts)?),
        other => other.clone(),
    })
}

/// The derivative with respect to `variable`; `None` if no rule is known.
pub(super) fn derivative(expr: &Expr, variable: &str) -> Option<Expr> {
    let result = rule(expr, variable)?;
    (size(&result) <= MOST_NODES).then_some(result)
}

fn size(expr: &Expr) -> usize {
    1 + expr.children().into_iter().map(size).sum::<usize>()
}

/// Whether `variable` occurs.
pub(super) fn depends(expr: &Expr, variable: &str) -> bool {
    matches!(expr, Expr::Symbol(name) if name == variable)
        || expr
            .children()
            .into_iter()
            .any(|part| depends(part, variable))
}

fn rule(expr: &Expr, variable: &str) -> Option<Expr> {
    if !depends(expr, variable) {
        return Some(Expr::integer(0));
    }
    match expr {
        Expr::Symbol(_) => Some(Expr::integer(1)),
        Expr::Negative(a) => Some(negative(rule(a, variable)?)),
        Expr::Sum(terms) => {
            let changing = terms.iter().filter(|term| depends(term, variable));
            let parts: Option<Vec<Expr>> = changing.map(|term| rule(term, variable)).collect();
            Some(sum(parts?))
        }
        Expr::Product(factors) => product_rule(factors, variable),
        Expr::Quotient(a, b) if !depends(b, variable) => {
            Some(quotient(rule(a, variable)?, (**b).clone()))
        }
        Expr::Quotient(a, b) => {
            // (a' b - a b') / b²
            let (a, b) = (a.as_ref(), b.as_ref());
            let (da, db) = (rule(a, variable)?, rule(b, variable)?);
            let above = difference(product(vec![da, b.clone()]), product(vec![a.clone(), db]));
            Some(quotient(above, power(b.clone(), Expr::integer(2))))
        }
        Expr::Power(base, exponent) => power_rule(base, exponent, variable),
        Expr::Call(function, arguments) => chain_rule(*function, arguments, variable),
        Expr::Apply(name, arguments) => {
            let [argument] = arguments.as_slice() else {
                return None;
            };
            let outer = Expr::Apply(format!("{name}'"), vec![argument.clone()]);
            Some(product(vec![outer, rule(argument, variable)?]))
        }
        Expr::Opaque(name, parts) => match (name.as_str(), parts.as_slice()) {
            ("int", [body, Expr::Symbol(bound)]) if bound == variable => Some(body.clone()),
            _ => None,
        },
        _ => None,
    }
}

fn product_rule(factors: &[Expr], variable: &str) -> Option<Expr> {
    let changes = |factor: &&Expr| depends(factor, variable);
    // Each term has all of the other factors.
    let n_terms = factors.iter().filter(changes).count();
    let n_others = n_terms.saturating_sub(1);
    if n_others * factors.iter().filter(changes).map(size).sum::<usize>() > MOST_NODES {
        return None;
    }
    let mut terms = Vec::new();
    for (at, factor) in factors.iter().enumerate() {
        if !changes(&factor) {
            continue;
        }
        let mut parts = factors.to_vec();
        *parts.get_mut(at)? = rule(factor, variable)?;
        terms.push(product(parts));
    }
    Some(sum(terms))
}

fn power_rule(base: &Expr, exponent: &Expr, variable: &str) -> Option<Expr> {
    if !depends(exponent, variable) {
        let lower = difference(exponent.clone(), Expr::integer(1));
        return Some(product(vec![
            exponent.clone(),
            power(base.clone(), lower),
            rule(base, variable)?,
        ]));
    }
    // (a^b)' = a^b (b' ln a + b a'/a)
    let logarithm = Expr::Call(Function::Log, vec![base.clone()]);
    let mut terms = vec![product(vec![rule(exponent, variable)?, logarithm])];
    if depends(base, variable) {
        let relative = quotient(rule(base, variable)?, base.clone());
        terms.push(product(vec![exponent.clone(), relative]));
    }
    Some(product(vec![
        power(base.clone(), exponent.clone()),
        sum(terms),
    ]))
}

fn chain_rule(function: Function, arguments: &[Expr], variable: &str) -> Option<Expr> {
    let (argument, rest) = arguments.split_first()?;
    if rest.iter().any(|part| depends(part, variable)) {
        return None;
    }
    let outer = match (function, rest) {
        (Function::Root, [degree]) => {
            return power_rule(argument, &reciprocal(degree.clone()), variable);
        }
        (Function::Log, [base]) => {
            let logarithm = Expr::Call(Function::Log, vec![base.clone()]);
            reciprocal(product(vec![argument.clone(), logarithm]))
        }
        (_, []) => outer(function, argument)?,
        _ => return None,
    };
    Some(product(vec![outer, rule(argument, variable)?]))
}

/// The derivative of the function at `x`.
fn outer(function: Function, x: &Expr) -> Option<Expr> {
    use Function as F;
    let call = |function: F| Expr::Call(function, vec![x.clone()]);
    let squared = |expr: Expr| power(expr, Expr::integer(2));
    let one = || Expr::integer(1);
    let root = |expr: Expr| Expr::Call(F::Root, vec![expr, Expr::integer(2)]);
    Some(match function {
        F::Sin => call(F::Cos),
        F::Cos => negative(call(F::Sin)),
        F::Tan => squared(call(F::Sec)),
        F::Cot => negative(squared(call(F::Csc))),
        F::Sec => product(vec![call(F::Sec), call(F::Tan)]),
        F::Csc => negative(product(vec![call(F::Csc), call(F::Cot)])),
        F::Sinh => call(F::Cosh),
        F::Cosh => call(F::Sinh),
        F::Tanh => squared(call(F::Sech)),
        F::Exp => call(F::Exp),
        F::Log => reciprocal(x.clone()),
        F::Abs => quotient(x.clone(), call(F::Abs)),
        F::Arcsin => reciprocal(root(difference(one(), squared(x.clone())))),
        F::Arccos => negative(reciprocal(root(difference(one(), squared(x.clone()))))),
        F::Arctan => reciprocal(sum(vec![one(), squared(x.clone())])),
        F::Arccot => negative(reciprocal(sum(vec![one(), squared(x.clone())]))),
        F::Arcsinh => reciprocal(root(sum(vec![one(), squared(x.clone())]))),
        F::Arccosh => reciprocal(root(difference(squared(x.clone()), one()))),
        F::Arctanh => reciprocal(difference(one(), squared(x.clone()))),
        _ => return None,
    })
}
