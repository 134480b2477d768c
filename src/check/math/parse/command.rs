//! Commands and functions with their arguments.

use super::super::expr::{Expr, negative, power, product, quotient};
use super::super::function::{self, Function};
use super::super::lex::Kind;
use super::Parser;

impl Parser<'_> {
    pub(super) fn command(&mut self, name: &str) -> Option<Expr> {
        if let Some(constant) = function::constant(name) {
            return Some(Expr::Constant(constant));
        }
        match name {
            "frac" => Some(quotient(self.argument()?, self.argument()?)),
            "binom" => {
                let arguments = vec![self.argument()?, self.argument()?];
                Some(Expr::Call(Function::Binomial, arguments))
            }
            "sqrt" => self.root(),
            "cbrt" => Some(Expr::Call(
                Function::Root,
                vec![self.argument()?, Expr::integer(3)],
            )),
            "lfloor" => self.between("rfloor", Function::Floor),
            "lceil" => self.between("rceil", Function::Ceil),
            "bar" | "overline" | "hat" | "vec" | "tilde" | "widehat" => {
                let mark = if name == "overline" { "bar" } else { name };
                let inside = if self.eat('{') {
                    let mut text = String::new();
                    while !self.eat('}') {
                        text.push_str(&self.next()?.to_string());
                    }
                    text
                } else {
                    self.next()?.to_string()
                };
                self.symbol(format!("{mark}({inside})"))
            }
            "hbar" | "ell" | "odot" => self.symbol(name.to_owned()),
            _ if function::is_greek(name) => self.symbol(name.to_owned()),
            _ => self.call(Function::named(name)?),
        }
    }

    fn between(&mut self, closing: &str, function: Function) -> Option<Expr> {
        let inside = self.sum()?;
        match self.next()? {
            Kind::Command(name) if name == closing => Some(Expr::Call(function, vec![inside])),
            _ => None,
        }
    }

    fn root(&mut self) -> Option<Expr> {
        let degree = if self.eat('[') {
            self.bracketed(']')?
        } else {
            Expr::integer(2)
        };
        let radicand = self.argument()?;
        Some(Expr::Call(Function::Root, vec![radicand, degree]))
    }

    /// A function and its arguments: `\sin^2 x`, `\log_2(8)`, `gcd(4, 6)`.
    pub(super) fn call(&mut self, function: Function) -> Option<Expr> {
        self.nested(|p| p.call_inside(function))
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
        if function == Function::Root {
            arguments.push(Expr::integer(2));
        }
        let call = Expr::Call(function, arguments);
        Some(match exponent {
            Some(exponent) => power(call, exponent),
            None => call,
        })
    }

    fn arguments(&mut self, function: Function) -> Option<Vec<Expr>> {
        if self.eat('(') {
            let mut arguments = vec![self.sum()?];
            while self.eat(',') {
                arguments.push(self.sum()?);
            }
            self.close(')')?;
            let fits = function.arity().is_none_or(|n| n == arguments.len());
            // `log(8, 2)` names its base.
            let fits = fits || (function == Function::Log && arguments.len() == 2);
            return fits.then_some(arguments);
        }
        // Without brackets: the factors up to the next function or operator.
        let mut factors = vec![self.power()?];
        while self.begins_factor() && !self.begins_call() && self.sign() != Some('(') {
            factors.push(self.power()?);
        }
        Some(vec![product(factors)])
    }

    fn begins_call(&self) -> bool {
        match self.peek() {
            Some(Kind::Word(name) | Kind::Command(name)) => Function::named(name).is_some(),
            _ => false,
        }
    }
}
