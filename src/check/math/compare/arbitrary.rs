//! Arbitrary constants: antiderivatives that differ by one, general solutions
//! that name theirs differently.

use super::super::calculus::{depends, derivative};
use super::super::exact;
use super::super::expr::Expr;
use super::super::outcome::{self, Outcome};
use super::Comparison;
use super::symbols::{substituted, symbols};

/// Most constants that are matched in all ways.
const MOST_MATCHED: usize = 3;
/// Variables of antiderivatives and of solutions.
const VARIABLES: [&str; 14] = [
    "x", "y", "z", "t", "u", "v", "w", "s", "r", "p", "q", "theta", "phi", "n",
];

impl Comparison<'_> {
    /// Two expressions with arbitrary constants or indefinite integrals; `None`
    /// if they have none.
    pub(super) fn families(&mut self, a: &Expr, b: &Expr) -> Option<Outcome> {
        if let Some(outcome) = self.indefinite(a, b) {
            return Some(outcome);
        }
        let (left, right) = (constants(a, b), constants(b, a));
        let are_usual = left.iter().chain(&right).any(|name| is_c(name));
        if left.is_empty() || left.len() != right.len() || !are_usual {
            return None;
        }
        // What is left must be the same variables, and some.
        let variables = rest(a, &left);
        if variables.is_empty() || variables != rest(b, &right) {
            return None;
        }
        if let ([c], [d]) = (left.as_slice(), right.as_slice())
            && let Some(outcome) = self.additive(a, c, b, d, &variables)
        {
            return Some(outcome);
        }
        self.renamed_constants(a, &left, b, &right)
    }

    /// `F + C` and `G + K` are the same family if F - G is constant.
    fn additive(
        &mut self,
        a: &Expr,
        c: &str,
        b: &Expr,
        d: &str,
        variables: &[&str],
    ) -> Option<Outcome> {
        let is_antiderivative =
            c == d && c.starts_with('C') && matches!(variables, [only] if VARIABLES.contains(only));
        if !is_antiderivative && c == d {
            return None;
        }
        if !(self.is_additive(a, c) && self.is_additive(b, d)) {
            return None;
        }
        let mut outcomes = Vec::new();
        for variable in variables {
            let (left, right) = (derivative(a, variable)?, derivative(b, variable)?);
            outcomes.push(self.exactly(&left, &right));
        }
        Some(outcome::all(outcomes))
    }

    /// Whether the constant is only added, perhaps with a factor.
    fn is_additive(&mut self, expr: &Expr, constant: &str) -> bool {
        derivative(expr, constant)
            .and_then(|slope| exact::value(&slope, self.budget))
            .is_some_and(|slope| !slope.is_zero())
    }

    /// All ways to name the constants of one side like those of the other.
    fn renamed_constants(
        &mut self,
        a: &Expr,
        left: &[&str],
        b: &Expr,
        right: &[&str],
    ) -> Option<Outcome> {
        if left.len() > MOST_MATCHED || (left == right && left.len() == 1) {
            return None;
        }
        let hidden: Vec<String> = (0..left.len())
            .map(|at| format!("c_constant{at}"))
            .collect();
        let named = |expr: &Expr, names: &[&str]| {
            let pairs = names.iter().zip(&hidden);
            pairs.fold(expr.clone(), |expr, (name, new)| {
                substituted(&expr, name, &Expr::Symbol(new.clone()))
            })
        };
        let first = named(a, left);
        let ways = permutations(right);
        Some(outcome::any(
            ways.into_iter()
                .map(|names| self.exactly(&first, &named(b, &names))),
        ))
    }

    /// Indefinite integrals: against another, or against an antiderivative with
    /// its constant.
    fn indefinite(&mut self, a: &Expr, b: &Expr) -> Option<Outcome> {
        match (lone_integral(a), lone_integral(b)) {
            (Some((body, x)), Some((other, t))) => {
                let is_new = x == t || !depends(body, t) && !depends(other, x);
                let renamed = substituted(other, t, &Expr::Symbol(x.to_owned()));
                Some(if is_new {
                    self.exactly(body, &renamed)
                } else {
                    Outcome::Unequal
                })
            }
            (Some((body, x)), None) => self.antiderivative(body, x, b),
            (None, Some((body, x))) => self.antiderivative(body, x, a),
            (None, None) => None,
        }
    }

    fn antiderivative(&mut self, body: &Expr, variable: &str, other: &Expr) -> Option<Outcome> {
        let names = constants(other, body);
        let has_constant = names.iter().any(|name| self.is_additive(other, name));
        if !has_constant {
            return Some(Outcome::Unequal);
        }
        let slope = derivative(other, variable)?;
        Some(self.exactly(&slope, body))
    }
}

/// The integrand and the variable of an indefinite integral.
fn lone_integral(expr: &Expr) -> Option<(&Expr, &str)> {
    match expr {
        Expr::Opaque(name, parts) if name == "int" => match parts.as_slice() {
            [body, Expr::Symbol(variable)] => Some((body, variable)),
            _ => None,
        },
        _ => None,
    }
}

/// The arbitrary constants of `expr`, by their names: those that `other` lacks,
/// and C in any case.
fn constants<'e>(expr: &'e Expr, other: &Expr) -> Vec<&'e str> {
    let others = symbols(other);
    symbols(expr)
        .into_iter()
        .filter(|name| is_constant_name(name) && (is_c(name) || !others.contains(name)))
        .collect()
}

fn rest<'e>(expr: &'e Expr, constants: &[&str]) -> Vec<&'e str> {
    let names = symbols(expr).into_iter();
    names.filter(|name| !constants.contains(name)).collect()
}

fn is_constant_name(name: &str) -> bool {
    let (letter, index) = match name.split_once('_') {
        Some((letter, index)) => (letter, index),
        None => (name, ""),
    };
    matches!(letter, "C" | "c" | "K" | "k" | "A" | "B" | "D")
        && index.chars().all(|c| c.is_ascii_digit())
}

/// The usual name of a constant of integration.
fn is_c(name: &str) -> bool {
    name == "C" || ((name.starts_with("C_") || name.starts_with("c_")) && is_constant_name(name))
}

/// All orders of at most `MOST_MATCHED` names.
fn permutations<'n>(names: &[&'n str]) -> Vec<Vec<&'n str>> {
    let Some((first, others)) = names.split_first() else {
        return vec![Vec::new()];
    };
    let mut all = Vec::new();
    for way in permutations(others) {
        for at in 0..=way.len() {
            let mut longer = way.clone();
            longer.insert(at, first);
            all.push(longer);
        }
    }
    all
}
