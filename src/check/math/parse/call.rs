//! Functions with their arguments.

use super::super::budget::Budget;
use super::super::exact;
use super::super::expr::{Constant, Expr, negative, power, product};
use super::super::function::Function;
use super::super::progression::filled;
use super::super::token::Kind;
use super::Parser;

impl Parser<'_> {
    /// A function and its arguments: `\sin^2 x`, `\log_2(8)`, `gcd(4, 6)`.
    pub(super) fn call(&mut self, function: Function) -> Option<Expr> {
        self.nested(|p| {
            p.calls += 1;
            let call = p.call_inside(function);
            p.calls -= 1;
            call
        })
    }

    fn call_inside(&mut self, function: Function) -> Option<Expr> {
        let mut function = function;
        let base = if function == Function::Log && self.eat('_') {
            Some(self.argument()?)
        } else {
            None
        };
        let mut exponent = if self.eat('^') {
            Some(self.exponent()?)
        } else {
            None
        };
        if exponent.as_ref() == Some(&negative(Expr::integer(1))) {
            // `\sin^{-1}` is the inverse, not the reciprocal.
            if let Some(inverse) = function.inverse() {
                (function, exponent) = (inverse, None);
            }
        }
        let mut arguments = self.arguments(function)?;
        arguments.extend(base);
        if function == Function::Root && arguments.len() == 1 {
            arguments.push(Expr::integer(2));
        }
        let call = Expr::Call(function, arguments);
        Some(match exponent {
            Some(exponent) => power(call, exponent),
            None => call,
        })
    }

    fn arguments(&mut self, function: Function) -> Option<Vec<Expr>> {
        let closing = match self.sign() {
            Some('(') => Some(')'),
            Some('[') => Some(']'),
            Some('{') => Some('}'),
            Some('«') => Some('»'),
            _ => None,
        };
        if let Some(closing) = closing {
            self.at += 1;
            let bars = std::mem::take(&mut self.bars);
            let arguments = self.listed()?;
            self.bars = bars;
            self.close(closing)?;
            let fits = function.arity().is_none_or(|n| n == arguments.len());
            // `log(8, 2)` names its base, `root(8, 3)` its degree.
            let two = matches!(function, Function::Log | Function::Root | Function::Round);
            return (fits || (two && arguments.len() == 2)).then_some(arguments);
        }
        if let Some(Kind::Sign('|')) = self.peek() {
            return Some(vec![self.primary()?]);
        }
        // Without brackets: the factors up to the next function or operator.
        let is_negative = self.eat('-');
        let mut factors = vec![self.power()?];
        while self.begins_factor() && !self.begins_call() && self.sign() != Some('(') {
            factors.push(self.power()?);
        }
        // `\ln 1/2` and `\cos \pi/4`: a number or π over a number belongs together.
        if self.sign() == Some('/') && is_constant(&factors) && self.number_follows() {
            self.at += 1;
            factors.push(super::reciprocal(self.power()?));
        }
        let argument = product(factors);
        Some(vec![if is_negative {
            negative(argument)
        } else {
            argument
        }])
    }

    /// Arguments with commas between them, those that dots stand for written
    /// out: `1, 2, …, 10`.
    fn listed(&mut self) -> Option<Vec<Expr>> {
        let mut before = vec![self.sum()?];
        let mut after: Option<Vec<Expr>> = None;
        while self.eat(',') {
            if after.is_none() && self.token(0)?.is_command("dots") {
                self.at += 1;
                after = Some(Vec::new());
            } else {
                let argument = self.sum()?;
                after.as_mut().unwrap_or(&mut before).push(argument);
            }
        }
        let Some(after) = after else {
            return Some(before);
        };
        let mut budget = Budget::new(10_000);
        let mut values = |exprs: &[Expr]| {
            let values = exprs.iter().map(|expr| exact::value(expr, &mut budget));
            values.collect::<Option<Vec<_>>>()
        };
        let all = filled(&values(&before)?, &values(&after)?)?;
        Some(all.into_iter().map(Expr::rational).collect())
    }

    fn number_follows(&self) -> bool {
        matches!(self.token(1).map(|t| &t.kind), Some(Kind::Number(_)))
    }

    fn begins_call(&self) -> bool {
        match self.peek() {
            Some(Kind::Word(name) | Kind::Command(name)) => Function::named(name).is_some(),
            _ => false,
        }
    }
}

fn is_constant(factors: &[Expr]) -> bool {
    factors
        .iter()
        .all(|f| matches!(f, Expr::Number(_) | Expr::Constant(Constant::Pi)))
}
