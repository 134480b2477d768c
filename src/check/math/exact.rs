//! Expressions that are fractions, exactly.

use num_bigint::BigInt;

use super::expr::Expr;
use super::function::Function;
use super::rational::{Rational, gcd};

/// Bits of all intermediate results together. Bounds the time: the cost of an
/// operation grows with the square of its bits.
const MOST_WORK_BITS: u64 = 128 * 1024;
/// Largest argument of a factorial or binomial.
const MOST_FACTORIAL: i32 = 1_500;

/// The value of `expr` as a fraction; `None` if it is none, or is too large.
pub(super) fn value(expr: &Expr) -> Option<Rational> {
    Evaluator {
        left: MOST_WORK_BITS,
    }
    .value(expr)
}

struct Evaluator {
    left: u64,
}

impl Evaluator {
    fn value(&mut self, expr: &Expr) -> Option<Rational> {
        let value = match expr {
            Expr::Number(number) => Some(number.clone()),
            Expr::Symbol(_) | Expr::Constant(_) => None,
            Expr::Sum(terms) => self.fold(terms, 0, Rational::plus),
            Expr::Product(factors) => self.fold(factors, 1, Rational::times),
            Expr::Quotient(a, b) => self.value(a)?.over(&self.value(b)?),
            Expr::Power(base, exponent) => {
                let (base, exponent) = (self.value(base)?, self.value(exponent)?);
                power(&base, &exponent)
            }
            Expr::Negative(a) => Some(self.value(a)?.negated()),
            Expr::Call(function, arguments) => self.call(*function, arguments),
        }?;
        self.left = self.left.checked_sub(value.bits())?;
        Some(value)
    }

    fn fold(
        &mut self,
        parts: &[Expr],
        neutral: i64,
        join: fn(&Rational, &Rational) -> Option<Rational>,
    ) -> Option<Rational> {
        let mut total = Rational::integer(neutral);
        for part in parts {
            total = join(&total, &self.value(part)?)?;
            self.left = self.left.checked_sub(total.bits())?;
        }
        Some(total)
    }

    fn call(&mut self, function: Function, arguments: &[Expr]) -> Option<Rational> {
        let values: Vec<Rational> = arguments
            .iter()
            .map(|argument| self.value(argument))
            .collect::<Option<_>>()?;
        let first = values.first()?;
        match function {
            Function::Root => first.root(u32::try_from(values.get(1)?.as_i32()?).ok()?),
            Function::Abs => Some(first.abs()),
            Function::Floor => Some(first.floor()),
            Function::Ceil => Some(first.negated().floor().negated()),
            Function::Factorial => factorial(first),
            Function::Binomial => binomial(first, values.get(1)?),
            Function::Mod => modulo(first, values.get(1)?),
            Function::Gcd => integers(&values)?
                .into_iter()
                .reduce(gcd)
                .map(|g| Rational::integer(g).abs()),
            Function::Lcm => integers(&values)?
                .into_iter()
                .map(Rational::integer)
                .try_fold(Rational::integer(1), |a, b| lcm(&a, &b)),
            Function::Min => values
                .iter()
                .reduce(|a, b| if b.is_less(a) { b } else { a })
                .cloned(),
            Function::Max => values
                .iter()
                .reduce(|a, b| if a.is_less(b) { b } else { a })
                .cloned(),
            _ => None,
        }
    }
}

/// Integer powers, and roots that come out even.
fn power(base: &Rational, exponent: &Rational) -> Option<Rational> {
    if let Some(n) = exponent.as_i32() {
        return base.power(n);
    }
    let (above, below) = exponent.as_small_fraction()?;
    base.root(below)?.power(above)
}

fn factorial(n: &Rational) -> Option<Rational> {
    let n = n.as_i32().filter(|n| (0..=MOST_FACTORIAL).contains(n))?;
    (1..=n).try_fold(Rational::integer(1), |product, k| {
        product.times(&Rational::integer(k))
    })
}

fn binomial(n: &Rational, k: &Rational) -> Option<Rational> {
    let bounds = 0..=MOST_FACTORIAL;
    let n = n.as_i32().filter(|n| bounds.contains(n))?;
    let k = k.as_i32().filter(|k| bounds.contains(k))?;
    if k > n {
        return Some(Rational::integer(0));
    }
    (1..=k.min(n - k)).try_fold(Rational::integer(1), |product, j| {
        product
            .times(&Rational::integer(n + 1 - j))?
            .over(&Rational::integer(j))
    })
}
fn integers(values: &[Rational]) -> Option<Vec<BigInt>> {
    values.iter().map(|v| v.as_integer().cloned()).collect()
}

/// The remainder with the sign of the divisor.
fn modulo(a: &Rational, b: &Rational) -> Option<Rational> {
    let quotient = a.over(b)?.floor();
    a.plus(&quotient.times(b)?.negated())
}

fn lcm(a: &Rational, b: &Rational) -> Option<Rational> {
    let divisor = gcd(a.as_integer()?.clone(), b.as_integer()?.clone());
    Some(a.times(b)?.over(&Rational::integer(divisor))?.abs())
}
