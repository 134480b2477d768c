//! The value of an expression at a point.

use super::complex::{Field, Value};
use super::endless::Endless;
use super::point::mixed;
use super::{Arithmetic, Fail, Point};
use crate::check::math::budget::Budget;
use crate::check::math::exact::{self, Scope};
use crate::check::math::expr::{Constant, Expr};
use crate::check::math::rational::Rational;
use crate::text::stable_hash;

/// Deeper trees are not evaluated, to save the stack.
pub(in super::super) const MOST_DEPTH: u32 = 256;

/// A sum or a product.
type Join<A> = fn(&mut Field<A>, &Value<A>, &Value<A>) -> Result<Value<A>, Fail>;

/// Evaluates expressions at one point in one arithmetic.
pub(in super::super) struct Evaluator<'a, 'b, A: Arithmetic> {
    pub(in super::super) field: Field<A>,
    pub(super) scope: Scope<'a>,
    pub(super) budget: &'b mut Budget,
    depth: u32,
    /// Values of the variables that occurred.
    known: Vec<(&'a str, Value<A>)>,
    /// How far from 1, in powers of two, any value was on the way.
    pub(in super::super) span: f64,
    /// Whether a term of a sum was lost beside the others.
    pub(in super::super) is_hidden: bool,
    /// Whether a value is that of a limit: right as far as two ways to it agree.
    pub(in super::super) is_settled: bool,
}

impl<'a, 'b, A: Arithmetic> Evaluator<'a, 'b, A> {
    pub(in super::super) fn new(reals: A, point: Point<'a>, budget: &'b mut Budget) -> Self {
        Self {
            field: Field { reals },
            scope: Scope::at(point),
            budget,
            depth: 0,
            known: Vec::new(),
            span: 0.0,
            is_hidden: false,
            is_settled: false,
        }
    }

    pub(in super::super) fn value(&mut self, expr: &'a Expr) -> Result<Value<A>, Fail> {
        if self.depth > MOST_DEPTH {
            return Err(Fail::Unknown);
        }
        self.depth += 1;
        let value = self.dispatch(expr);
        self.depth -= 1;
        self.budget.spend(1 + self.field.reals.cost())?;
        let value = value?;
        // What may be 0 is small by its error alone.
        if self.field.reals.is_final() && !self.field.may_be_zero(&value) {
            let size = self.field.size(&value);
            if !size.is_zero() {
                self.span = self.span.max(size.log2().abs());
            }
        }
        Ok(value)
    }

    fn dispatch(&mut self, expr: &'a Expr) -> Result<Value<A>, Fail> {
        match expr {
            Expr::Number(number) => self.field.rational(&number.value),
            Expr::Symbol(name) => self.symbol(name),
            Expr::Constant(constant) => self.constant(*constant),
            Expr::Sum(terms) => self.sum(terms),
            Expr::Product(factors) => self.fold(factors, Field::times),
            Expr::Quotient(a, b) => {
                let (a, b) = (self.value(a)?, self.value(b)?);
                self.field.over(&a, &b)
            }
            Expr::Power(base, exponent) => self.power(base, exponent),
            Expr::Negative(a) => {
                let a = self.value(a)?;
                Ok(self.field.negated(&a))
            }
            Expr::Call(function, arguments) => self.call(expr, *function, arguments),
            Expr::Apply(name, arguments) => self.apply("math apply", name, arguments),
            Expr::Series(series) => self.series(series),
            Expr::Opaque(name, parts) => self.opaque(name, parts),
            Expr::Matrix(_) => Err(Fail::Unknown),
        }
    }

    #[inline(never)]
    /// A sum notes whether a term of it was too small to be seen beside the
    /// others: 1 beside 100000000!.
    fn sum(&mut self, terms: &'a [Expr]) -> Result<Value<A>, Fail> {
        let Some((first, rest)) = terms.split_first() else {
            return Err(Fail::Unknown);
        };
        let mut total = self.value(first)?;
        let mut smallest = self.seen_size(&total);
        for term in rest {
            let term = self.value(term)?;
            smallest = smallest.min(self.seen_size(&term));
            total = self.field.plus(&total, &term)?;
        }
        if !total.error.is_zero() && smallest <= total.error.log2() {
            self.is_hidden = true;
        }
        Ok(total)
    }

    /// The size of a value in powers of two; without end if it may be 0.
    fn seen_size(&mut self, value: &Value<A>) -> f64 {
        if self.field.may_be_zero(value) {
            return f64::INFINITY;
        }
        self.field.size(value).log2()
    }

    fn fold(&mut self, parts: &'a [Expr], join: Join<A>) -> Result<Value<A>, Fail> {
        let Some((first, rest)) = parts.split_first() else {
            return Err(Fail::Unknown);
        };
        let mut total = self.value(first)?;
        for part in rest {
            let part = self.value(part)?;
            total = join(&mut self.field, &total, &part)?;
        }
        Ok(total)
    }

    #[inline(never)]
    fn symbol(&mut self, name: &'a str) -> Result<Value<A>, Fail> {
        if let Some(bound) = self.scope.bound(name) {
            let bound = bound.clone();
            return self.field.rational(&bound);
        }
        if let Some((_, value)) = self.known.iter().find(|(known, _)| *known == name) {
            return Ok(value.clone());
        }
        let coordinate = self.scope.lookup(name).ok_or(Fail::Unknown)?;
        let mut value = self.field.rational(&coordinate)?;
        // Coordinates fit any arithmetic.
        value.error = super::Magnitude::ZERO;
        self.known.push((name, value.clone()));
        Ok(value)
    }

    #[inline(never)]
    fn constant(&mut self, constant: Constant) -> Result<Value<A>, Fail> {
        match constant {
            Constant::Pi => {
                let pi = self.field.reals.pi();
                Ok(self.field.real(pi))
            }
            Constant::E => {
                let one = self.field.one();
                self.field.exp(&one)
            }
            Constant::I => Ok(self.field.imaginary_unit()),
            Constant::Infinity | Constant::Undefined => Err(Fail::Unknown),
        }
    }

    /// A fraction as exponent is a root, so that `x^{1/3}` and `\sqrt[3]{x}`
    /// agree on negative numbers.
    #[inline(never)]
    fn power(&mut self, base: &'a Expr, exponent: &'a Expr) -> Result<Value<A>, Fail> {
        if *base == Expr::Constant(Constant::E) {
            let exponent = self.value(exponent)?;
            return self.field.exp(&exponent);
        }
        let known = exact::value_in(exponent, &mut self.scope, self.budget);
        let base = self.value(base)?;
        if let Some(n) = known.as_ref().and_then(Rational::as_i64) {
            return self.field.integer_power(&base, n);
        }
        if let Some((above, below)) = known.as_ref().and_then(Rational::as_small_fraction) {
            let root = self.field.root(&base, below)?;
            return self.field.integer_power(&root, i64::from(above));
        }
        let exponent = self.value(exponent)?;
        self.field.power(&base, &exponent)
    }

    /// An unknown function: smooth, not even, not odd, not additive, different
    /// in each argument, and with parameters that come from its name.
    #[inline(never)]
    pub(super) fn apply(
        &mut self,
        kind: &str,
        name: &str,
        arguments: &'a [Expr],
    ) -> Result<Value<A>, Fail> {
        let mut seed = stable_hash(&[kind, name]);
        let mut total = self.parameter(&mut seed)?;
        for argument in arguments {
            let argument = self.part(argument)?;
            let (a, b) = (self.parameter(&mut seed)?, self.parameter(&mut seed)?);
            let (c, d) = (self.parameter(&mut seed)?, self.parameter(&mut seed)?);
            // total * (1 + a x) + b sin(c x + d)
            let inner = self.field.times(&c, &argument)?;
            let inner = self.field.plus(&inner, &d)?;
            let (sine, _) = self.field.sin_cos(&inner)?;
            let wave = self.field.times(&b, &sine)?;
            let growth = self.field.times(&a, &argument)?;
            let growth = self.field.times(&growth, &total)?;
            total = self.field.plus(&total, &growth)?;
            total = self.field.plus(&total, &wave)?;
        }
        Ok(total)
    }

    /// The value of a part of what has no value itself; infinity is a number here.
    fn part(&mut self, part: &'a Expr) -> Result<Value<A>, Fail> {
        match part {
            Expr::Constant(Constant::Infinity) => self.field.small(40_503, 1_024),
            Expr::Negative(inner) if **inner == Expr::Constant(Constant::Infinity) => {
                self.field.small(-40_503, 1_024)
            }
            part => self.value(part),
        }
    }

    /// The value of an integral, a limit, an endless sum.
    #[inline(never)]
    fn opaque(&mut self, name: &'a str, parts: &'a [Expr]) -> Result<Value<A>, Fail> {
        match (name, parts) {
            ("int", [body, Expr::Symbol(variable), from, to]) => {
                self.integral(body, variable, from, to)
            }
            (
                "sum" | "prod",
                [
                    Expr::Symbol(variable),
                    from,
                    Expr::Constant(Constant::Infinity),
                    body,
                ],
            ) => self.endless(Endless {
                is_product: name == "prod",
                variable,
                from,
                body,
            }),
            ("lim", [Expr::Symbol(variable), point, body, rest @ ..]) => {
                self.limit(variable, point, body, rest.first())
            }
            _ => self.unknown(name, parts),
        }
    }

    /// An integral is linear in its integrand, whose variable is bound.
    fn unknown(&mut self, name: &'a str, parts: &'a [Expr]) -> Result<Value<A>, Fail> {
        let Some((body, [Expr::Symbol(variable), rest @ ..])) = parts.split_first() else {
            return self.apply("math opaque", name, parts);
        };
        let is_indefinite = rest.is_empty();
        let factor = self.apply("math opaque", name, rest)?;
        // What is left of an indefinite integral depends on its variable.
        if is_indefinite {
            let body = self.value(body)?;
            return self.field.times(&factor, &body);
        }
        let hidden = Rational::new(1_618_033.into(), (1 << 20).into()).ok_or(Fail::Unknown)?;
        self.scope.bind(variable, hidden);
        let body = self.value(body);
        self.scope.release();
        self.field.times(&factor, &body?)
    }

    fn parameter(&mut self, seed: &mut u64) -> Result<Value<A>, Fail> {
        *seed = mixed(*seed);
        // Between 1/4 and 5/4.
        let numerator = (1 << 20) + (*seed >> 42) as i64;
        self.field.small(numerator, 1 << 22)
    }
}
