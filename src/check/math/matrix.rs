//! Matrices: arithmetic on their entries, which stay expressions.

mod determinant;

use super::budget::Budget;
use super::exact;
use super::expr::{self, Expr};
use super::function::Function;

use determinant::{expanded, inverse};

pub(super) use determinant::determinant;

/// Largest power of a matrix.
const MOST_POWER: i32 = 1_000;
/// Most nodes of an entry.
const MOST_NODES: usize = 4_000;

type Rows = Vec<Vec<Expr>>;

/// What an expression with matrices in it comes to.
#[derive(Debug)]
pub(super) enum Reduced {
    Scalar(Expr),
    Matrix(Rows),
}

/// Whether a matrix occurs in the expression.
pub(super) fn occurs(expr: &Expr) -> bool {
    match expr {
        Expr::Number(_) | Expr::Symbol(_) | Expr::Constant(_) => false,
        Expr::Matrix(_) => true,
        Expr::Quotient(a, b) | Expr::Power(a, b) => occurs(a) || occurs(b),
        Expr::Negative(a) => occurs(a),
        Expr::Series(s) => occurs(&s.from) || occurs(&s.to) || occurs(&s.body),
        Expr::Sum(parts)
        | Expr::Product(parts)
        | Expr::Call(_, parts)
        | Expr::Apply(_, parts)
        | Expr::Opaque(_, parts) => parts.iter().any(occurs),
    }
}

/// Does the arithmetic of matrices; `None` if the shapes do not fit, or it is
/// too large.
pub(super) fn reduce(expr: &Expr, budget: &mut Budget) -> Option<Reduced> {
    if let Some(rows) = identity(expr) {
        return Some(Reduced::Matrix(rows));
    }
    if !occurs(expr) && !has_identity(expr) {
        return Some(Reduced::Scalar(expr.clone()));
    }
    match expr {
        Expr::Matrix(rows) => entries(rows, budget),
        Expr::Sum(terms) => fold(terms, plus, budget),
        Expr::Product(factors) => fold(factors, times, budget),
        Expr::Quotient(a, b) => {
            let Reduced::Scalar(divisor) = reduce(b, budget)? else {
                return None;
            };
            match reduce(a, budget)? {
                Reduced::Scalar(a) => Some(Reduced::Scalar(expr::quotient(a, divisor))),
                Reduced::Matrix(rows) => {
                    each(rows, budget, |entry| expr::quotient(entry, divisor.clone()))
                }
            }
        }
        Expr::Negative(a) => match reduce(a, budget)? {
            Reduced::Scalar(a) => Some(Reduced::Scalar(expr::negative(a))),
            Reduced::Matrix(rows) => each(rows, budget, expr::negative),
        },
        Expr::Power(base, exponent) => power(base, exponent, budget),
        Expr::Call(function, arguments) => call(*function, arguments, budget),
        _ => None,
    }
}

/// `I_2`: the identity matrix of this size. It is one only beside matrices.
fn identity(expr: &Expr) -> Option<Rows> {
    const MOST_ROWS: usize = 16;
    let Expr::Symbol(name) = expr else {
        return None;
    };
    let n = name
        .strip_prefix("I_")
        .or_else(|| name.strip_prefix("E_"))?;
    let n = n.parse().ok().filter(|n| (1..=MOST_ROWS).contains(n))?;
    Some(unit(n))
}

fn has_identity(expr: &Expr) -> bool {
    identity(expr).is_some() || expr.children().into_iter().any(has_identity)
}

fn entries(rows: &[Vec<Expr>], budget: &mut Budget) -> Option<Reduced> {
    let mut result = Vec::with_capacity(rows.len());
    for row in rows {
        let mut reduced = Vec::with_capacity(row.len());
        for entry in row {
            if !occurs(entry) {
                reduced.push(tidy(entry.clone(), budget)?);
                continue;
            }
            let Reduced::Scalar(entry) = reduce(entry, budget)? else {
                return None;
            };
            reduced.push(tidy(entry, budget)?);
        }
        result.push(reduced);
    }
    Some(Reduced::Matrix(result))
}

fn fold(
    parts: &[Expr],
    join: fn(Reduced, Reduced, &mut Budget) -> Option<Reduced>,
    budget: &mut Budget,
) -> Option<Reduced> {
    let (first, rest) = parts.split_first()?;
    let mut total = reduce(first, budget)?;
    for part in rest {
        let part = reduce(part, budget)?;
        total = join(total, part, budget)?;
    }
    Some(total)
}

fn plus(a: Reduced, b: Reduced, budget: &mut Budget) -> Option<Reduced> {
    match (a, b) {
        (Reduced::Scalar(a), Reduced::Scalar(b)) => Some(Reduced::Scalar(Expr::Sum(vec![a, b]))),
        (Reduced::Matrix(a), Reduced::Matrix(b)) if shape(&a) == shape(&b) => {
            let mut rows = Vec::with_capacity(a.len());
            for (a, b) in a.into_iter().zip(b) {
                let pairs = a.into_iter().zip(b);
                let row: Option<Vec<Expr>> = pairs
                    .map(|(a, b)| tidy(Expr::Sum(vec![a, b]), budget))
                    .collect();
                rows.push(row?);
            }
            Some(Reduced::Matrix(rows))
        }
        _ => None,
    }
}

fn times(a: Reduced, b: Reduced, budget: &mut Budget) -> Option<Reduced> {
    match (a, b) {
        (Reduced::Scalar(a), Reduced::Scalar(b)) => {
            Some(Reduced::Scalar(Expr::Product(vec![a, b])))
        }
        (Reduced::Scalar(factor), Reduced::Matrix(rows))
        | (Reduced::Matrix(rows), Reduced::Scalar(factor)) => each(rows, budget, |entry| {
            Expr::Product(vec![factor.clone(), entry])
        }),
        (Reduced::Matrix(a), Reduced::Matrix(b)) => product(&a, &b, budget).map(Reduced::Matrix),
    }
}

fn product(a: &Rows, b: &Rows, budget: &mut Budget) -> Option<Rows> {
    if shape(a).1 != b.len() {
        return None;
    }
    let columns: Rows = transposed(b);
    let mut rows = Vec::with_capacity(a.len());
    for row in a {
        let mut entries = Vec::with_capacity(columns.len());
        for column in &columns {
            let pairs = row.iter().zip(column);
            let terms = pairs.map(|(a, b)| Expr::Product(vec![a.clone(), b.clone()]));
            entries.push(tidy(expr::sum(terms.collect()), budget)?);
        }
        rows.push(entries);
    }
    Some(rows)
}

fn power(base: &Expr, exponent: &Expr, budget: &mut Budget) -> Option<Reduced> {
    let Reduced::Matrix(rows) = reduce(base, budget)? else {
        return None;
    };
    let n = exact::value(exponent, budget)?.as_i32()?;
    let (height, width) = shape(&rows);
    if height != width || n.abs() > MOST_POWER {
        return None;
    }
    let mut square = if n < 0 { inverse(&rows, budget)? } else { rows };
    let mut result = unit(height);
    let mut rest = n.unsigned_abs();
    while rest > 0 {
        if rest & 1 == 1 {
            result = product(&result, &square, budget)?;
        }
        rest >>= 1;
        if rest > 0 {
            square = product(&square, &square, budget)?;
        }
    }
    Some(Reduced::Matrix(result))
}

fn call(function: Function, arguments: &[Expr], budget: &mut Budget) -> Option<Reduced> {
    if let ([argument], Function::Transpose | Function::Determinant | Function::Abs) =
        (arguments, function)
        && let Reduced::Matrix(rows) = reduce(argument, budget)?
    {
        return match function {
            Function::Transpose => Some(Reduced::Matrix(transposed(&rows))),
            _ => expanded(&rows, budget).map(Reduced::Scalar),
        };
    }
    let mut scalars = Vec::with_capacity(arguments.len());
    for argument in arguments {
        match reduce(argument, budget)? {
            Reduced::Scalar(argument) => scalars.push(argument),
            Reduced::Matrix(_) => return None,
        }
    }
    Some(Reduced::Scalar(Expr::Call(function, scalars)))
}

fn each(rows: Rows, budget: &mut Budget, map: impl Fn(Expr) -> Expr) -> Option<Reduced> {
    let mut result = Vec::with_capacity(rows.len());
    for row in rows {
        let row: Option<Vec<Expr>> = row
            .into_iter()
            .map(|entry| tidy(map(entry), budget))
            .collect();
        result.push(row?);
    }
    Some(Reduced::Matrix(result))
}

/// The entry as a number if it is a fraction; `None` if it grows too large.
fn tidy(entry: Expr, budget: &mut Budget) -> Option<Expr> {
    if let Some(value) = exact::value(&entry, budget) {
        return Some(Expr::rational(value));
    }
    let n_nodes = nodes(&entry, MOST_NODES);
    budget.spend(n_nodes as u64).ok()?;
    (n_nodes < MOST_NODES).then_some(entry)
}

/// How many nodes there are, counted up to about `most`.
fn nodes(expr: &Expr, most: usize) -> usize {
    let mut total = 1;
    for child in expr.children() {
        if total >= most {
            break;
        }
        total += nodes(child, most - total);
    }
    total
}

fn shape(rows: &Rows) -> (usize, usize) {
    (rows.len(), rows.first().map_or(0, Vec::len))
}

fn transposed(rows: &Rows) -> Rows {
    let width = shape(rows).1;
    (0..width)
        .map(|j| rows.iter().filter_map(|row| row.get(j).cloned()).collect())
        .collect()
}

fn unit(n: usize) -> Rows {
    (0..n)
        .map(|i| (0..n).map(|j| Expr::integer(i64::from(i == j))).collect())
        .collect()
}
