//! Small answers in few words.

use super::super::super::answer::{
    Answer, Domain, DomainKind, DomainPart, Relation, SetOperator, Sign,
};
use super::super::super::expr::{self, Constant, Expr, Number};
use super::super::super::function::Function;
use super::super::super::rational::Rational;
use super::super::super::unit;

pub(super) fn i(value: i64) -> Expr {
    Expr::integer(value)
}

/// A decimal as written.
pub(super) fn d(text: &str) -> Expr {
    let decimals = text
        .split_once('.')
        .map_or(0, |(_, after)| after.len() as i32);
    Expr::Number(Number {
        value: Rational::parse(text).unwrap(),
        decimals: Some(decimals),
    })
}

pub(super) fn frac(a: i64, b: i64) -> Expr {
    expr::quotient(i(a), i(b))
}

pub(super) fn s(name: &str) -> Expr {
    Expr::Symbol(name.to_owned())
}

pub(super) fn neg(a: Expr) -> Expr {
    expr::negative(a)
}

pub(super) fn add(parts: &[Expr]) -> Expr {
    Expr::Sum(parts.to_vec())
}

pub(super) fn mul(parts: &[Expr]) -> Expr {
    Expr::Product(parts.to_vec())
}

pub(super) fn pow(a: Expr, n: i64) -> Expr {
    expr::power(a, i(n))
}

pub(super) fn sqrt(n: i64) -> Expr {
    Expr::Call(Function::Root, vec![i(n), i(2)])
}

pub(super) fn abs(a: Expr) -> Expr {
    Expr::Call(Function::Abs, vec![a])
}

pub(super) fn pi() -> Expr {
    Expr::Constant(Constant::Pi)
}

pub(super) fn inf() -> Expr {
    Expr::Constant(Constant::Infinity)
}

pub(super) fn of(function: &str, argument: Expr) -> Expr {
    Expr::Apply(function.to_owned(), vec![argument])
}

pub(super) fn e(expr: Expr) -> Answer {
    Answer::Expr(expr)
}

pub(super) fn n(value: i64) -> Answer {
    e(i(value))
}

pub(super) fn text(words: &str) -> Answer {
    Answer::Text(words.to_owned())
}

pub(super) fn q(value: Expr, unit: &str) -> Answer {
    Answer::Quantity(value, unit::parse(unit).unwrap())
}

pub(super) fn list(parts: &[Answer]) -> Answer {
    Answer::List(parts.to_vec())
}

pub(super) fn set(parts: &[Answer]) -> Answer {
    Answer::Set(parts.to_vec())
}

pub(super) fn all(parts: &[Answer]) -> Answer {
    Answer::All(parts.to_vec())
}

pub(super) fn any(parts: &[Answer]) -> Answer {
    Answer::Any(parts.to_vec())
}

pub(super) fn numbers(values: &[i64]) -> Vec<Answer> {
    values.iter().map(|value| n(*value)).collect()
}

/// `brackets` are the two of them: `(]`.
pub(super) fn br(brackets: &str, parts: &[Answer]) -> Answer {
    let mut chars = brackets.chars();
    Answer::Bracketed {
        open: chars.next().unwrap(),
        close: chars.next().unwrap(),
        parts: parts.to_vec(),
    }
}

/// An interval between two expressions.
pub(super) fn iv(brackets: &str, low: Expr, high: Expr) -> Answer {
    br(brackets, &[e(low), e(high)])
}

pub(super) fn union(parts: &[Answer]) -> Answer {
    Answer::Combined(SetOperator::Union, parts.to_vec())
}

pub(super) fn meet(parts: &[Answer]) -> Answer {
    Answer::Combined(SetOperator::Intersection, parts.to_vec())
}

pub(super) fn minus(parts: &[Answer]) -> Answer {
    Answer::Combined(SetOperator::Difference, parts.to_vec())
}

pub(super) fn domain(kind: DomainKind, part: DomainPart) -> Answer {
    Answer::Domain(Domain { kind, part })
}

pub(super) fn reals() -> Answer {
    domain(DomainKind::Reals, DomainPart::All)
}

pub(super) fn integers() -> Answer {
    domain(DomainKind::Integers, DomainPart::All)
}

/// A relation of sides and signs (`=`, `<`, `{` for ≤, `}` for ≥, `#` for ≠,
/// `~` for ≈, `:` for ∈, `!` for ∉).
pub(super) fn rel(signs: &str, sides: &[Answer]) -> Answer {
    let is_named = matches!(
        sides.first(),
        Some(Answer::Expr(Expr::Symbol(_) | Expr::Apply(..)) | Answer::Text(_))
    );
    let signs = signs.chars().map(|sign| match sign {
        '=' => Sign::Equal,
        '<' => Sign::Less,
        '>' => Sign::Greater,
        '{' => Sign::LessOrEqual,
        '}' => Sign::GreaterOrEqual,
        '#' => Sign::NotEqual,
        '~' => Sign::About,
        ':' => Sign::In,
        '!' => Sign::NotIn,
        other => panic!("no sign: {other}"),
    });
    Answer::Relation(Relation {
        sides: sides.to_vec(),
        signs: signs.collect(),
        is_named,
    })
}

/// `name = value`
pub(super) fn eq(name: &str, value: Expr) -> Answer {
    rel("=", &[e(s(name)), e(value)])
}

pub(super) fn cong(subject: Option<Expr>, residues: &[i64], modulus: i64) -> Answer {
    Answer::Congruence {
        subject,
        residues: residues.iter().map(|r| i(*r)).collect(),
        modulus: i(modulus),
    }
}

pub(super) fn builder(element: Answer, conditions: &[Answer]) -> Answer {
    Answer::Builder {
        element: Box::new(element),
        conditions: conditions.to_vec(),
    }
}
