//! Trees as text that reads as the same tree.

use std::fmt::{self, Display, Formatter};

mod answer;

use super::expr::{Constant, Expr, Number, Series};
use super::function::Function;

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Symbol(name) => symbol(f, name),
            Self::Constant(constant) => f.write_str(match constant {
                Constant::Pi => "\\pi",
                Constant::E => "e",
                Constant::I => "i",
                Constant::Infinity => "\\infty",
                Constant::Undefined => "zoo",
            }),
            Self::Sum(terms) => sum(f, terms),
            Self::Product(factors) => product(f, factors),
            Self::Quotient(a, b) => write!(f, "\\frac{{{a}}}{{{b}}}"),
            Self::Power(a, b) => write!(f, "{}^{{{b}}}", Tight(a)),
            Self::Negative(a) => write!(f, "-{}", Factor(a)),
            Self::Call(function, arguments) => call(f, *function, arguments),
            Self::Apply(name, arguments) => {
                symbol(f, name)?;
                write!(f, "({})", Listed(arguments))
            }
            Self::Series(series) => write!(f, "{series}"),
            Self::Matrix(rows) => {
                f.write_str("\\begin{pmatrix}")?;
                for (at, row) in rows.iter().enumerate() {
                    if at > 0 {
                        f.write_str(" \\\\ ")?;
                    }
                    separated(f, row, " & ")?;
                }
                f.write_str("\\end{pmatrix}")
            }
            Self::Opaque(name, parts) => opaque(f, name, parts),
        }
    }
}

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let digits = self.decimals.and_then(|n| self.value.to_decimal(n));
        match digits {
            Some(digits) => f.write_str(&digits),
            None => match self.value.as_integer() {
                Some(integer) => write!(f, "{integer}"),
                None => f.write_str(&self.value.to_latex()),
            },
        }
    }
}

impl Display for Series {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = if self.is_product { "prod" } else { "sum" };
        let (variable, from, to) = (&self.variable, &self.from, &self.to);
        write!(f, "\\{name}_{{{variable}={from}}}^{{{to}}} ({})", self.body)
    }
}

/// Arguments with commas between them.
struct Listed<'a>(&'a [Expr]);

impl Display for Listed<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        separated(f, self.0, ", ")
    }
}

/// A term of a product: in brackets if it is a sum or has a sign.
struct Factor<'a>(&'a Expr);

impl Display for Factor<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Expr::Sum(_)
            | Expr::Negative(_)
            | Expr::Product(_)
            | Expr::Series(_)
            | Expr::Opaque(..) => {
                write!(f, "({})", self.0)
            }
            Expr::Number(number) if number.value.is_negative() => write!(f, "({})", self.0),
            other => write!(f, "{other}"),
        }
    }
}

/// What may stand before an exponent.
struct Tight<'a>(&'a Expr);

impl Display for Tight<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Expr::Symbol(_) | Expr::Constant(_) => write!(f, "{}", self.0),
            Expr::Number(n) if n.value.as_integer().is_some() && !n.value.is_negative() => {
                write!(f, "{}", self.0)
            }
            other => write!(f, "({other})"),
        }
    }
}

fn separated(f: &mut Formatter<'_>, parts: &[Expr], joint: &str) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(joint)?;
        }
        write!(f, "{part}")?;
    }
    Ok(())
}

fn sum(f: &mut Formatter<'_>, terms: &[Expr]) -> fmt::Result {
    for (at, term) in terms.iter().enumerate() {
        match term {
            Expr::Negative(inner) if at > 0 => write!(f, " - {}", Factor(inner))?,
            Expr::Sum(_) => write!(f, "{}({term})", if at > 0 { " + " } else { "" })?,
            term => write!(f, "{}{term}", if at > 0 { " + " } else { "" })?,
        }
    }
    Ok(())
}

fn product(f: &mut Formatter<'_>, factors: &[Expr]) -> fmt::Result {
    for (at, factor) in factors.iter().enumerate() {
        if at > 0 {
            f.write_str(" * ")?;
        }
        write!(f, "{}", Factor(factor))?;
    }
    Ok(())
}

/// A name as LaTeX: `x_{12}`, `\theta_{0}`, `\hat{x}`.
fn symbol(f: &mut Formatter<'_>, name: &str) -> fmt::Result {
    if let Some((above, below)) = name.split_once('/') {
        return write!(f, "\\frac{{{above}}}{{{below}}}");
    }
    let primes = name.chars().rev().take_while(|&c| c == '\'').count();
    let bare = name.get(..name.len() - primes).unwrap_or(name);
    let (head, subscript) = match bare.split_once('_') {
        Some((head, subscript)) => (head, Some(subscript)),
        None => (bare, None),
    };
    match (head.split_once('('), head.split_once(' ')) {
        (Some((mark, inside)), _) => {
            write!(f, "\\{mark}{{{}}}", inside.trim_end_matches(')'))?;
        }
        (None, Some((mark, word))) => write!(f, "\\{mark}{{{word}}}")?,
        (None, None) if head.chars().count() > 1 && head.is_ascii() => write!(f, "\\{head}")?,
        (None, None) => f.write_str(head)?,
    }
    if let Some(subscript) = subscript {
        write!(f, "_{{{subscript}}}")?;
    }
    write!(f, "{}", "'".repeat(primes))
}

fn call(f: &mut Formatter<'_>, function: Function, arguments: &[Expr]) -> fmt::Result {
    match (function, arguments) {
        (Function::Root, [a, degree]) if *degree == Expr::integer(2) => write!(f, "\\sqrt{{{a}}}"),
        (Function::Root, [a, degree]) => write!(f, "\\sqrt[{degree}]{{{a}}}"),
        (Function::Factorial, [a]) => write!(f, "({a})!"),
        (Function::DoubleFactorial, [a]) => write!(f, "({a})!!"),
        (Function::Binomial, [a, b]) => write!(f, "\\binom{{{a}}}{{{b}}}"),
        (Function::Mod, [a, b]) => write!(f, "({} \\bmod {})", Factor(a), Factor(b)),
        _ => write!(f, "{}({})", function.name(), Listed(arguments)),
    }
}

fn opaque(f: &mut Formatter<'_>, name: &str, parts: &[Expr]) -> fmt::Result {
    match (name, parts) {
        ("lim", [variable, point, body]) => {
            write!(f, "\\lim_{{{variable} \\to {point}}} ({body})")
        }
        ("lim", [variable, point, body, side]) => {
            let side = if *side == Expr::integer(1) { '+' } else { '-' };
            write!(f, "\\lim_{{{variable} \\to {point}^{{{side}}}}} ({body})")
        }
        ("diff", [body, variable, order]) if *order == Expr::integer(1) => {
            write!(f, "\\frac{{d}}{{d{variable}}} ({body})")
        }
        ("diff", [body, variable, order]) => {
            write!(
                f,
                "\\frac{{d^{{{order}}}}}{{d{variable}^{{{order}}}}} ({body})"
            )
        }
        ("sum" | "prod", [variable, from, to, body]) => {
            write!(f, "\\{name}_{{{variable}={from}}}^{{{to}}} ({body})")
        }
        ("int" | "iint" | "oint", [body, variable]) => write!(f, "\\{name} ({body}) d{variable}"),
        ("int" | "iint" | "oint", [body, variable, below]) => {
            write!(f, "\\{name}_{{{below}}} ({body}) d{variable}")
        }
        ("int" | "iint" | "oint", [body, variable, below, above]) => {
            write!(f, "\\{name}_{{{below}}}^{{{above}}} ({body}) d{variable}")
        }
        _ => write!(f, "\\{name} ({})", Listed(parts)),
    }
}
