//! Expressions that go on within themselves for ever: `\sqrt{2+\sqrt{2+…}}`,
//! `1+\frac{1}{1+\frac{1}{1+…}}`.
//!
//! What is shown must be made of one step `C`, written twice at least; then the
//! value is the `x = C(x)` that repeating the step leads to. It is given exactly:
//! as the root of a quadratic equation, or as a fraction that solves it.

use super::super::budget::Budget;
use super::super::calculus::depends;
use super::super::compare::substituted;
use super::super::equal;
use super::super::exact;
use super::super::expr::{Expr, difference, negative, power, product, quotient, sum};
use super::super::function::Function;
use super::super::rational::Rational;

/// The name of what dots stand for until it is known.
const REST: &str = "…";
/// The name of the value that is looked for.
const VALUE: &str = "x…";
/// Steps for all of one expression.
const STEPS: u64 = 200_000;
/// The step is repeated at most so often to come near the value.
const MOST_REPEATED: usize = 120;
/// How near two values in a row must come.
const NEAR: f64 = 1e-9;
/// Largest denominator of a fraction that is tried as the value.
const MOST_BELOW: i64 = 12;

/// What dots stand for.
pub(super) fn rest() -> Expr {
    Expr::Opaque(REST.to_owned(), Vec::new())
}

/// The expression with its endless parts as their values; `None` where dots
/// stay whose meaning is not known.
pub(super) fn resolved(expr: &Expr) -> Option<Expr> {
    let mut paths = Vec::new();
    collect(expr, &mut Vec::new(), &mut paths);
    let [path] = paths.as_slice() else {
        return paths.is_empty().then(|| expr.clone());
    };
    let mut budget = Budget::new(STEPS);
    // The outermost part that repeats itself.
    (0..path.len()).find_map(|depth| {
        let (above, below) = path.split_at_checked(depth)?;
        let part = at(expr, above)?;
        let step = step(part, below)?;
        replaced(expr, above, &fixed_point(&step, &mut budget)?)
    })
}

/// Where dots are.
fn collect(expr: &Expr, path: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    if is_rest(expr) {
        found.push(path.clone());
    }
    for (place, child) in expr.children().into_iter().enumerate() {
        path.push(place);
        collect(child, path, found);
        path.pop();
    }
}

fn is_rest(expr: &Expr) -> bool {
    matches!(expr, Expr::Opaque(name, _) if name == REST)
}

fn at<'e>(expr: &'e Expr, path: &[usize]) -> Option<&'e Expr> {
    path.iter()
        .try_fold(expr, |expr, &place| expr.children().get(place).copied())
}

/// The expression with another in this place.
fn replaced(expr: &Expr, path: &[usize], by: &Expr) -> Option<Expr> {
    let Some((&place, rest)) = path.split_first() else {
        return Some(by.clone());
    };
    let mut children: Vec<Expr> = expr.children().into_iter().cloned().collect();
    let child = children.get_mut(place)?;
    *child = replaced(child, rest, by)?;
    Some(match (expr, children.as_slice()) {
        (Expr::Sum(_), _) => Expr::Sum(children),
        (Expr::Product(_), _) => Expr::Product(children),
        (Expr::Call(function, _), _) => Expr::Call(*function, children),
        (Expr::Quotient(..), [a, b]) => quotient(a.clone(), b.clone()),
        (Expr::Power(..), [a, b]) => power(a.clone(), b.clone()),
        (Expr::Negative(_), [a]) => negative(a.clone()),
        _ => return None,
    })
}

/// The shortest step that repeated makes `whole`, as a function of what follows.
fn step(whole: &Expr, path: &[usize]) -> Option<Expr> {
    let value = Expr::Symbol(VALUE.to_owned());
    (1..path.len()).find_map(|length| {
        let hole = path.get(..length)?;
        let step = replaced(whole, hole, &value)?;
        let mut part = at(whole, hole)?;
        let mut n_seen = 1;
        while replaced(part, hole, &value).as_ref() == Some(&step) {
            n_seen += 1;
            part = at(part, hole)?;
        }
        // The last copy may be broken off anywhere.
        (n_seen > 1 && begins(part, whole)).then_some(step)
    })
}

/// Whether `part` is the beginning of `whole`, up to dots.
fn begins(part: &Expr, whole: &Expr) -> bool {
    if is_rest(part) || part == whole {
        return true;
    }
    let (some, all) = (part.children(), whole.children());
    let ends = some.last().is_some_and(|last| is_rest(last));
    std::mem::discriminant(part) == std::mem::discriminant(whole)
        && (some.len() == all.len() || ends && some.len() < all.len())
        && !some.is_empty()
        && some.iter().zip(&all).all(|(a, b)| begins(a, b))
}

/// The `x = step(x)` that repeating the step leads to.
fn fixed_point(step: &Expr, budget: &mut Budget) -> Option<Expr> {
    let polynomial = polynomial(step);
    let symbols = has_other_symbol(step);
    if symbols {
        // With letters the larger root is meant, and of `x² = bx` the other than 0.
        let [a, b, c] = polynomial?;
        return Some(if c == Expr::integer(0) {
            quotient(negative(b), a)
        } else {
            root(&[a, b, c], false)
        });
    }
    let limit = limit(step, budget)?;
    if let Some(polynomial) = polynomial {
        let is_near = |root: &Expr, budget: &mut Budget| {
            equal::approximate(root, budget).is_some_and(|x| (x - limit).abs() < 1e-6)
        };
        let roots = [false, true].map(|lower| root(&polynomial, lower));
        return roots.into_iter().find(|root| is_near(root, budget));
    }
    (1..=MOST_BELOW).find_map(|below| {
        let above = (limit * below as f64).round();
        let is_near = (above / below as f64 - limit).abs() < 1e-6 && above.abs() < 1e9;
        let value = Rational::new((above as i64).into(), below.into()).filter(|_| is_near)?;
        let value = Expr::rational(value);
        let next = substituted(step, VALUE, &value);
        equal::expressions(&next, &value, budget)
            .is_equal()
            .then_some(value)
    })
}

fn has_other_symbol(expr: &Expr) -> bool {
    matches!(expr, Expr::Symbol(name) if name != VALUE)
        || matches!(expr, Expr::Apply(..))
        || expr.children().into_iter().any(has_other_symbol)
}

/// What repeating the step from 1 comes near to.
fn limit(step: &Expr, budget: &mut Budget) -> Option<f64> {
    let mut value = 1.0_f64;
    for _ in 0..MOST_REPEATED {
        let place = Expr::rational(Rational::parse(&format!("{value:.12}"))?);
        let next = equal::approximate(&substituted(step, VALUE, &place), budget)?;
        if !next.is_finite() || next.abs() > 1e6 {
            return None;
        }
        if (next - value).abs() < NEAR {
            return Some(next);
        }
        value = next;
    }
    None
}

/// `[a, b, c]` where `a x² + b x + c = 0` says that `x` is its own step: the
/// step is a square root of `p x + q`, or a quotient of two such.
fn polynomial(step: &Expr) -> Option<[Expr; 3]> {
    let one = || Expr::integer(1);
    match step {
        Expr::Call(Function::Root, parts) => match parts.as_slice() {
            [inside, degree] if *degree == Expr::integer(2) => {
                let [p, q, r, s] = linear_fraction(inside)?;
                (r == Expr::integer(0) && s == one()).then(|| [one(), negative(p), opposite(q)])
            }
            _ => None,
        },
        step => {
            let [p, q, r, s] = linear_fraction(step)?;
            Some([r, difference(s, p), opposite(q)])
        }
    }
}

/// `[p, q, r, s]` of `(p x + q) / (r x + s)`.
fn linear_fraction(expr: &Expr) -> Option<[Expr; 4]> {
    let (zero, one) = (|| Expr::integer(0), || Expr::integer(1));
    if !depends(expr, VALUE) {
        return Some([zero(), expr.clone(), zero(), one()]);
    }
    let times = |a: &Expr, b: &Expr| {
        if [a, b].contains(&&zero()) {
            zero()
        } else {
            shortened(product(vec![a.clone(), b.clone()]))
        }
    };
    match expr {
        Expr::Symbol(_) => Some([one(), zero(), zero(), one()]),
        Expr::Negative(inner) => {
            let [p, q, r, s] = linear_fraction(inner)?;
            Some([negative(p), negative(q), r, s])
        }
        Expr::Sum(parts) => {
            let (inside, others) = apart(parts)?;
            let [p, q, r, s] = linear_fraction(inside)?;
            let more = sum(others);
            let p = shortened(sum(vec![p, times(&more, &r)]));
            let q = shortened(sum(vec![q, times(&more, &s)]));
            Some([p, q, r, s])
        }
        Expr::Product(parts) => {
            let (inside, others) = apart(parts)?;
            let [p, q, r, s] = linear_fraction(inside)?;
            let factor = product(others);
            Some([times(&factor, &p), times(&factor, &q), r, s])
        }
        Expr::Quotient(a, b) if depends(a, VALUE) => {
            let [p, q, r, s] = linear_fraction(a)?;
            (!depends(b, VALUE)).then(|| [p, q, times(b, &r), times(b, &s)])
        }
        Expr::Quotient(a, b) => {
            let [p, q, r, s] = linear_fraction(b)?;
            Some([times(a, &r), times(a, &s), p, q])
        }
        _ => None,
    }
}

/// The one part with the value in it, and the others.
fn apart(parts: &[Expr]) -> Option<(&Expr, Vec<Expr>)> {
    let mut inside = parts.iter().filter(|part| depends(part, VALUE));
    let only = inside.next().filter(|_| inside.next().is_none())?;
    let others = parts.iter().filter(|part| !depends(part, VALUE));
    Some((only, others.cloned().collect()))
}

fn opposite(expr: Expr) -> Expr {
    shortened(negative(expr))
}

/// The expression as a fraction where it is one.
fn shortened(expr: Expr) -> Expr {
    exact::value(&expr, &mut Budget::new(1_000)).map_or(expr, Expr::rational)
}

/// `(-b ± √(b² - 4ac)) / 2a`; of a line the one root.
fn root([a, b, c]: &[Expr; 3], lower: bool) -> Expr {
    if shortened(a.clone()) == Expr::integer(0) {
        return quotient(negative(c.clone()), b.clone());
    }
    let square = power(b.clone(), Expr::integer(2));
    let four = product(vec![Expr::integer(4), a.clone(), c.clone()]);
    let discriminant = shortened(difference(square, four));
    let root = Expr::Call(Function::Root, vec![discriminant, Expr::integer(2)]);
    let root = if lower { negative(root) } else { root };
    let above = sum(vec![negative(b.clone()), root]);
    quotient(above, product(vec![Expr::integer(2), a.clone()]))
}

#[cfg(test)]
mod tests {
    use super::super::super::read::read;
    use super::*;

    #[test]
    fn endless_expressions_have_values() {
        for (text, expected) in [
            (r"\sqrt{2+\sqrt{2+\cdots}}", Some(2.0)),
            (r"\sqrt{6+\sqrt{6+\sqrt{6+\cdots}}}", Some(3.0)),
            (r"\sqrt{12-\sqrt{12-\sqrt{12-\cdots}}}", Some(3.0)),
            (r"\sqrt{3\sqrt{3\sqrt{3\cdots}}}", Some(3.0)),
            (r"\sqrt[3]{6+\sqrt[3]{6+\cdots}}", Some(2.0)),
            (r"1+\frac{1}{1+\frac{1}{1+\cdots}}", Some(1.618_033_988_75)),
            (r"\cfrac{1}{2+\cfrac{1}{2+\ddots}}", Some(0.414_213_562_37)),
            (r"\sqrt{2}^{\sqrt{2}^{\sqrt{2}^{\cdots}}}", Some(2.0)),
            ("3 + sqrt(2 + sqrt(2 + ...))", Some(5.0)),
            // Each step differs, or there is only one.
            (r"\sqrt{1+2\sqrt{1+3\sqrt{1+\cdots}}}", None),
            (r"\sqrt{2+\cdots}", None),
            (r"1+\frac{1}{2+\frac{1}{3+\cdots}}", None),
            (r"1 + \cdots", None),
        ] {
            let found = read(text, false);
            let value = found.readings.first().and_then(|answer| match answer {
                super::super::super::answer::Answer::Expr(expr) => {
                    equal::approximate(expr, &mut Budget::new(STEPS))
                }
                _ => None,
            });
            let is_right = match (value, expected) {
                (Some(value), Some(expected)) => (value - expected).abs() < 1e-9,
                (None, None) => true,
                _ => false,
            };
            assert!(is_right, "{text}: {value:?}");
        }
    }
}
