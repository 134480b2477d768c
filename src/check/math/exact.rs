//! Expressions that are fractions, exactly.

mod integer;
mod joined;

use super::budget::Budget;
use super::expr::{Expr, Series};
use super::function::Function;
use super::matrix;
use super::rational::Rational;
use super::value::Point;
use joined::{is_joining, joined, modulo, rounded, sign};

/// Deeper trees are not evaluated, to save the stack.
const MOST_DEPTH: u32 = 256;
/// Most terms of a series.
const MOST_TERMS: i64 = 10_000;
/// Most terms of series within series, all together.
const MOST_NESTED: i64 = 100_000;

/// The value of `expr` as a fraction; `None` if it is none, or is too large.
pub(super) fn value(expr: &Expr, budget: &mut Budget) -> Option<Rational> {
    value_in(expr, &mut Scope::empty(), budget)
}

/// The same with values for variables.
pub(super) fn value_in<'a>(
    expr: &'a Expr,
    scope: &mut Scope<'a>,
    budget: &mut Budget,
) -> Option<Rational> {
    if let Expr::Number(number) = expr {
        return Some(number.value.clone());
    }
    Evaluator {
        scope,
        budget,
        depth: 0,
    }
    .value(expr)
}

/// What variables stand for: those of series, and at a point all others.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    point: Option<Point<'a>>,
    bound: Vec<(&'a str, Rational)>,
    known: Vec<(&'a str, Rational)>,
    /// How many terms the series around have together, one within the other.
    n_terms: i64,
}

impl<'a> Scope<'a> {
    pub(super) fn empty() -> Self {
        Self {
            point: None,
            bound: Vec::new(),
            known: Vec::new(),
            n_terms: 1,
        }
    }

    pub(super) fn at(point: Point<'a>) -> Self {
        Self {
            point: Some(point),
            ..Self::empty()
        }
    }

    pub(super) fn bind(&mut self, name: &'a str, value: Rational) {
        self.bound.push((name, value));
    }

    /// Undoes the last `bind`.
    pub(super) fn release(&mut self) {
        self.bound.pop();
    }

    /// Goes into a series of so many terms and one more; what [`leave`](Self::leave)
    /// is to be given. `None` where that are too many terms within terms.
    pub(super) fn enter(&mut self, n_more: i64) -> Option<i64> {
        let n_terms = self.n_terms.saturating_mul(n_more.max(0) + 1);
        (n_terms <= MOST_NESTED).then(|| std::mem::replace(&mut self.n_terms, n_terms))
    }

    pub(super) fn leave(&mut self, outer: i64) {
        self.n_terms = outer;
    }

    /// The value of a variable that is bound.
    pub(super) fn bound(&self, name: &str) -> Option<&Rational> {
        let mut innermost_first = self.bound.iter().rev();
        let (_, value) = innermost_first.find(|(bound, _)| *bound == name)?;
        Some(value)
    }

    pub(super) fn lookup(&mut self, name: &'a str) -> Option<Rational> {
        if let Some(value) = self.bound(name) {
            return Some(value.clone());
        }
        let point = self.point?;
        if let Some((_, value)) = self.known.iter().find(|(known, _)| *known == name) {
            return Some(value.clone());
        }
        let value = point.coordinate(name);
        self.known.push((name, value.clone()));
        Some(value)
    }
}

struct Evaluator<'s, 'a, 'b> {
    scope: &'s mut Scope<'a>,
    budget: &'b mut Budget,
    depth: u32,
}

impl<'a> Evaluator<'_, 'a, '_> {
    fn value(&mut self, expr: &'a Expr) -> Option<Rational> {
        if self.depth > MOST_DEPTH {
            return None;
        }
        self.depth += 1;
        let value = self.dispatch(expr);
        self.depth -= 1;
        let value = value?;
        self.charge(&value)?;
        Some(value)
    }

    /// The cost of an operation grows faster than its bits.
    fn charge(&mut self, value: &Rational) -> Option<()> {
        let words = value.bits() / 64;
        self.budget.spend(8 + words + words * words / 4).ok()
    }

    fn dispatch(&mut self, expr: &'a Expr) -> Option<Rational> {
        match expr {
            Expr::Number(number) => Some(number.value.clone()),
            Expr::Symbol(name) => self.scope.lookup(name),
            Expr::Constant(_) | Expr::Apply(..) | Expr::Opaque(..) | Expr::Matrix(_) => None,
            Expr::Sum(terms) => self.fold(terms, Rational::plus),
            Expr::Product(factors) => self.fold(factors, Rational::times),
            Expr::Quotient(a, b) => self.value(a)?.over(&self.value(b)?),
            Expr::Power(base, exponent) => self.power(base, exponent),
            Expr::Negative(a) => Some(self.value(a)?.negated()),
            Expr::Call(Function::Determinant, arguments) => self.determinant(arguments),
            Expr::Call(function, arguments) => self.call(*function, arguments),
            Expr::Series(series) => self.series(series),
        }
    }

    #[inline(never)]
    fn fold(
        &mut self,
        parts: &'a [Expr],
        join: fn(&Rational, &Rational) -> Option<Rational>,
    ) -> Option<Rational> {
        let (first, rest) = parts.split_first()?;
        let mut total = self.value(first)?;
        for part in rest {
            total = join(&total, &self.value(part)?)?;
            self.charge(&total)?;
        }
        Some(total)
    }

    #[inline(never)]
    fn power(&mut self, base: &'a Expr, exponent: &'a Expr) -> Option<Rational> {
        let (base, exponent) = (self.value(base)?, self.value(exponent)?);
        if let Some(n) = exponent.as_i32() {
            return base.power(n);
        }
        let (above, below) = exponent.as_small_fraction()?;
        base.root(below)?.power(above)
    }

    #[inline(never)]
    fn series(&mut self, series: &'a Series) -> Option<Rational> {
        let from = self.value(&series.from)?.as_i64()?;
        let to = self.value(&series.to)?.as_i64()?;
        if to.checked_sub(from)? >= MOST_TERMS {
            return None;
        }
        let outer = self.scope.enter(to - from)?;
        let total = self.terms(series, from, to);
        self.scope.leave(outer);
        total
    }

    fn terms(&mut self, series: &'a Series, from: i64, to: i64) -> Option<Rational> {
        let mut total = Rational::integer(i64::from(series.is_product));
        for k in from..=to {
            self.scope.bind(&series.variable, Rational::integer(k));
            let term = self.value(&series.body);
            self.scope.release();
            total = if series.is_product {
                total.times(&term?)?
            } else {
                total.plus(&term?)?
            };
            self.charge(&total)?;
        }
        Some(total)
    }

    #[inline(never)]
    fn determinant(&mut self, arguments: &'a [Expr]) -> Option<Rational> {
        let [Expr::Matrix(rows)] = arguments else {
            return None;
        };
        let mut values = Vec::with_capacity(rows.len());
        for row in rows {
            let row: Option<Vec<Rational>> = row.iter().map(|entry| self.value(entry)).collect();
            values.push(row?);
        }
        matrix::determinant(values, self.budget)
    }

    #[inline(never)]
    fn call(&mut self, function: Function, arguments: &'a [Expr]) -> Option<Rational> {
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            values.push(self.value(argument)?);
        }
        match values.as_slice() {
            [x] => self.unary(function, x),
            [x, y] if !is_joining(function) => self.binary(function, x, y),
            _ => joined(function, &values),
        }
    }

    fn unary(&mut self, function: Function, x: &Rational) -> Option<Rational> {
        use Function as F;
        match function {
            F::Root => x.root(2),
            F::Abs => Some(x.abs()),
            F::Floor => Some(x.floor()),
            F::Ceil => Some(x.negated().floor().negated()),
            F::Round => rounded(x),
            F::Sgn => Some(sign(x)),
            F::Re | F::Conjugate => Some(x.clone()),
            F::Im => Some(Rational::integer(0)),
            F::Factorial => integer::factorial(x, self.budget),
            F::DoubleFactorial => integer::double_factorial(x, self.budget),
            F::Gamma => {
                let below = x.plus(&Rational::integer(-1))?;
                integer::factorial(&below, self.budget)
            }
            F::Gcd | F::Lcm | F::Min | F::Max => joined(function, std::slice::from_ref(x)),
            F::Exp | F::Cos | F::Cosh | F::Sech | F::Sec if x.is_zero() => {
                Some(Rational::integer(1))
            }
            F::Sin
            | F::Tan
            | F::Sinh
            | F::Tanh
            | F::Arcsin
            | F::Arctan
            | F::Arcsinh
            | F::Arctanh
                if x.is_zero() =>
            {
                Some(Rational::integer(0))
            }
            F::Log if *x == Rational::integer(1) => Some(Rational::integer(0)),
            _ => None,
        }
    }

    fn binary(&mut self, function: Function, x: &Rational, y: &Rational) -> Option<Rational> {
        match function {
            Function::Root => x.root(u32::try_from(y.as_i32()?).ok()?),
            Function::Log => integer::logarithm(x, y),
            Function::Binomial => integer::binomial(x, y, self.budget),
            Function::Permutations => integer::permutations(x, y, self.budget),
            Function::Mod => modulo(x, y),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
