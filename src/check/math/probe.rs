//! Expressions evaluated at fixed points, in complex doubles that carry a bound
//! of their rounding error.

use std::f64::consts::{E, PI};

use crate::text::stable_hash;

use super::exact;
use super::expr::{Constant, Expr};
use super::function::Function;

/// How many points there are. At the last one all variables are negative.
pub(super) const N_POINTS: u32 = 4;
/// How much larger than their bound differences may be and still count as equal.
const SLACK: f64 = 64.0;

/// A complex number with a bound of its error.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    re: f64,
    im: f64,
    error: f64,
}

/// The value of `expr` at a point; `None` if it is not finite or not defined.
pub(super) fn value(expr: &Expr, point: u32) -> Option<Value> {
    let value = match expr {
        Expr::Number(number) => real(number.to_f64()),
        Expr::Symbol(name) => real(coordinate(name, point)),
        Expr::Constant(Constant::Pi) => real(PI),
        Expr::Constant(Constant::E) => real(E),
        Expr::Constant(Constant::I) => new(0.0, 1.0, 0.0),
        Expr::Constant(Constant::Infinity) => return None,
        Expr::Sum(terms) => fold(terms, point, real(0.0), Value::plus)?,
        Expr::Product(factors) => fold(factors, point, real(1.0), Value::times)?,
        Expr::Quotient(a, b) => value(a, point)?.over(value(b, point)?)?,
        Expr::Power(base, exponent) => power(value(base, point)?, exponent, point)?,
        Expr::Negative(a) => value(a, point)?.negated(),
        Expr::Call(function, arguments) => {
            let values: Option<Vec<Value>> = arguments.iter().map(|a| value(a, point)).collect();
            call(*function, &values?)?
        }
    };
    let finite = value.re.is_finite() && value.im.is_finite() && value.error.is_finite();
    finite.then_some(value)
}

impl Value {
    /// Whether two values are the same within their errors.
    pub(super) fn is_close(self, other: Self) -> bool {
        let difference = (self.re - other.re).hypot(self.im - other.im);
        difference <= SLACK * (self.error + other.error)
    }

    /// Whether the value may be real.
    pub(super) fn is_real(self) -> bool {
        self.im.abs() <= SLACK * self.error
    }

    pub(super) fn is_negative(self) -> bool {
        self.re < 0.0
    }

    /// Whether the value may be 0.
    pub(super) fn is_zero(self) -> bool {
        self.size() <= SLACK * self.error
    }

    fn size(self) -> f64 {
        self.re.hypot(self.im)
    }

    fn plus(self, other: Self) -> Self {
        new(
            self.re + other.re,
            self.im + other.im,
            self.error + other.error,
        )
    }

    pub(super) fn minus(self, other: Self) -> Self {
        self.plus(other.negated())
    }

    fn negated(self) -> Self {
        Self {
            re: -self.re,
            im: -self.im,
            error: self.error,
        }
    }

    fn times(self, other: Self) -> Self {
        let error =
            self.size() * other.error + other.size() * self.error + self.error * other.error;
        new(
            self.re * other.re - self.im * other.im,
            self.re * other.im + self.im * other.re,
            error,
        )
    }

    pub(super) fn over(self, other: Self) -> Option<Self> {
        let size = other.size();
        // What may be 0 is no divisor.
        if size <= 2.0 * other.error || size == 0.0 {
            return None;
        }
        let (re, im) = (other.re / size, -other.im / size);
        let inverse = new(re / size, im / size, 2.0 * other.error / size / size);
        Some(self.times(inverse))
    }

    fn power(self, exponent: Self) -> Option<Self> {
        if let Some(n) = exponent.as_integer() {
            return self.integer_power(n);
        }
        if self.size() == 0.0 {
            return (exponent.re > 0.0).then(|| real(0.0));
        }
        Some(exponent.times(self.ln()?).exp())
    }

    fn integer_power(self, n: i32) -> Option<Self> {
        let mut result = real(1.0);
        let mut square = self;
        let mut rest = n.unsigned_abs();
        while rest > 0 {
            if rest & 1 == 1 {
                result = result.times(square);
            }
            square = square.times(square);
            rest >>= 1;
        }
        if n < 0 {
            real(1.0).over(result)
        } else {
            Some(result)
        }
    }

    fn ln(self) -> Option<Self> {
        let size = self.size();
        // Next to the cut along the negative axis the side would be a guess.
        let beside_cut = self.re < 0.0 && self.im != 0.0 && self.im.abs() <= SLACK * self.error;
        if size <= 2.0 * self.error || beside_cut {
            return None;
        }
        Some(new(
            size.ln(),
            self.im.atan2(self.re),
            2.0 * self.error / size,
        ))
    }

    fn exp(self) -> Self {
        let size = self.re.exp();
        new(
            size * self.im.cos(),
            size * self.im.sin(),
            size * self.error * (1.0 + self.error),
        )
    }

    /// The principal root; an odd root of a negative number is the real one.
    fn root(self, degree: i32) -> Option<Self> {
        if degree <= 0 {
            return None;
        }
        if self.size() == 0.0 {
            return Some(real(0.0));
        }
        if self.im == 0.0 && self.re < 0.0 && degree % 2 == 1 {
            return Some(self.negated().root(degree)?.negated());
        }
        if degree == 2 && self.im == 0.0 && self.error < self.re.abs() {
            let size = self.re.abs().sqrt();
            let error = self.error / size;
            return Some(if self.re < 0.0 {
                new(0.0, size, error)
            } else {
                new(size, 0.0, error)
            });
        }
        self.power(real(1.0).over(real(f64::from(degree)))?)
    }

    /// The value as a small integer, if it is exactly one.
    fn as_integer(self) -> Option<i32> {
        let small = self.im == 0.0 && self.re.fract() == 0.0 && self.re.abs() <= 1024.0;
        small.then_some(self.re as i32)
    }

    /// A real function with the bound of its slope at the value.
    fn map(self, f: fn(f64) -> f64, slope: impl Fn(f64) -> f64) -> Option<Self> {
        let result = f(self.re);
        (self.im == 0.0 && result.is_finite())
            .then(|| new(result, 0.0, self.error * slope(self.re).abs()))
    }
}

/// A value with the rounding error of the last operation added.
fn new(re: f64, im: f64, error: f64) -> Value {
    Value {
        re,
        im,
        error: error + f64::EPSILON * re.hypot(im),
    }
}

fn real(re: f64) -> Value {
    new(re, 0.0, 0.0)
}

/// Where a variable stands: fixed by its name, the same everywhere.
fn coordinate(name: &str, point: u32) -> f64 {
    let hash = stable_hash(&["math probe", name, &point.to_string()]);
    let size = 0.5 + 2.5 * (hash >> 11) as f64 / (1_u64 << 53) as f64;
    if point + 1 == N_POINTS { -size } else { size }
}

fn fold(
    parts: &[Expr],
    point: u32,
    start: Value,
    join: fn(Value, Value) -> Value,
) -> Option<Value> {
    parts
        .iter()
        .try_fold(start, |total, part| Some(join(total, value(part, point)?)))
}

/// A power with a fraction as exponent is a root, so that `x^{1/3}` and
/// `\sqrt[3]{x}` agree on negative numbers.
fn power(base: Value, exponent: &Expr, point: u32) -> Option<Value> {
    let fraction = exact::value(exponent).and_then(|e| e.as_small_fraction());
    match fraction.and_then(|(above, below)| Some((above, i32::try_from(below).ok()?))) {
        Some((above, below)) if below > 1 => base.root(below)?.integer_power(above),
        _ => base.power(value(exponent, point)?),
    }
}

fn call(function: Function, arguments: &[Value]) -> Option<Value> {
    let x = *arguments.first()?;
    let second = arguments.get(1).copied();
    let inverse = |value: Option<Value>| real(1.0).over(value?);
    match function {
        Function::Root => match second?.as_integer() {
            Some(degree) => x.root(degree),
            None => x.power(real(1.0).over(second?)?),
        },
        Function::Sin => x.map(f64::sin, |_| 1.0),
        Function::Cos => x.map(f64::cos, |_| 1.0),
        Function::Tan => call(Function::Sin, &[x])?.over(call(Function::Cos, &[x])?),
        Function::Cot => call(Function::Cos, &[x])?.over(call(Function::Sin, &[x])?),
        Function::Sec => inverse(call(Function::Cos, &[x])),
        Function::Csc => inverse(call(Function::Sin, &[x])),
        Function::Arcsin => x.map(f64::asin, |x| 1.0 / (1.0 - x * x).sqrt()),
        Function::Arccos => x.map(f64::acos, |x| 1.0 / (1.0 - x * x).sqrt()),
        Function::Arctan => x.map(f64::atan, |_| 1.0),
        Function::Sinh => x.map(f64::sinh, f64::cosh),
        Function::Cosh => x.map(f64::cosh, f64::sinh),
        Function::Tanh => x.map(f64::tanh, |_| 1.0),
        Function::Arcsinh => x.map(f64::asinh, |_| 1.0),
        Function::Arccosh => x.map(f64::acosh, |x| 1.0 / (x * x - 1.0).sqrt()),
        Function::Arctanh => x.map(f64::atanh, |x| 1.0 / (1.0 - x * x)),
        Function::Log => match second {
            Some(base) => x.ln()?.over(base.ln()?),
            None => x.ln(),
        },
        Function::Exp => Some(x.exp()),
        Function::Abs => Some(new(x.size(), 0.0, x.error)),
        Function::Floor => steady(x).map(f64::floor, |_| 0.0),
        Function::Ceil => steady(x).map(f64::ceil, |_| 0.0),
        Function::Factorial => gamma(x.plus(real(1.0))),
        Function::Binomial => {
            let (n, k) = (x.plus(real(1.0)), second?.plus(real(1.0)));
            let rest = x.minus(second?).plus(real(1.0));
            gamma(n)?.over(gamma(k)?.times(gamma(rest)?))
        }
        Function::Min => extreme(arguments, |a, b| a < b),
        Function::Max => extreme(arguments, |a, b| a > b),
        Function::Mod | Function::Gcd | Function::Lcm => None,
    }
}

/// `x`, or the integer that it is within its error: floor and ceiling jump there.
fn steady(x: Value) -> Value {
    let nearest = x.re.round();
    if (x.re - nearest).abs() <= SLACK * x.error {
        Value { re: nearest, ..x }
    } else {
        x
    }
}

fn extreme(values: &[Value], before: fn(f64, f64) -> bool) -> Option<Value> {
    values
        .iter()
        .all(|v| v.im == 0.0)
        .then(|| {
            values
                .iter()
                .copied()
                .reduce(|a, b| if before(b.re, a.re) { b } else { a })
        })
        .flatten()
}

/// The gamma function for positive real arguments, after Lanczos (g = 7, nine
/// terms), good to about 1e-13.
fn gamma(x: Value) -> Option<Value> {
    const G: f64 = 7.0;
    #[expect(
        clippy::excessive_precision,
        clippy::unreadable_literal,
        reason = "as published"
    )]
    const TERMS: [f64; 8] = [
        676.5203681218851,
        -1259.1392167224028,
        771.32342877765313,
        -176.61502916214059,
        12.507343278686905,
        -0.13857109526572012,
        9.9843695780195716e-6,
        1.5056327351493116e-7,
    ];
    if x.im != 0.0 || x.re <= 0.0 || x.re > 170.0 {
        return None;
    }
    let z = x.re - 1.0;
    let series = TERMS
        .iter()
        .zip(1_u8..)
        .fold(0.999_999_999_999_809_9, |sum, (term, k)| {
            sum + term / (z + f64::from(k))
        });
    let t = z + G + 0.5;
    let result = (2.0 * PI).sqrt() * t.powf(z + 0.5) * (-t).exp() * series;
    Some(new(result, 0.0, result * 1e-13 + result * x.error * 10.0))
}
