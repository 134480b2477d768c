//! Products: factors side by side, quotients, and operators that bind like them.

use super::super::expr::{Expr, product, reciprocal};
use super::super::function::Function;
use super::super::token::{Kind, Token};
use super::dots::{self, Join};
use super::name::is_factor;
use super::{MOST_CHAINED, Parser, number};

impl Parser<'_> {
    pub(super) fn product(&mut self) -> Option<Expr> {
        let mut factors = vec![self.signed()?];
        let mut n_chained = 0;
        loop {
            self.skip_empty_group();
            if let Some(length) = self.dots_length() {
                self.at += length;
                self.continued(&mut factors)?;
            } else if self.eat('*') {
                factors.push(self.signed()?);
            } else if self.eat('×') {
                let right = self.signed()?;
                cross(&mut factors, right);
            } else if self.sign() == Some('/') && self.divides() {
                self.at += 1;
                factors.push(reciprocal(self.signed()?));
            } else if let Some(function) = self.infix() {
                n_chained += 1;
                if n_chained > MOST_CHAINED {
                    return None;
                }
                let operands = [product(factors), self.signed()?];
                let inverse = if function == Function::Mod {
                    number::modular(&operands)
                } else {
                    None
                };
                factors = vec![inverse.unwrap_or(Expr::Call(function, operands.to_vec()))];
            } else if self.begins_factor() {
                factors.push(self.power()?);
            } else {
                return Some(product(factors));
            }
        }
    }

    /// How many tokens dots between factors are: `…`, `· … ·`.
    fn dots_length(&self) -> Option<usize> {
        let is_sign = |token: &Token| token.is('*') || token.is('×');
        let sign = |offset: usize| usize::from(self.token(offset).is_some_and(is_sign));
        let before = sign(0);
        let found = self.token(before).is_some_and(|t| t.is_command("dots"));
        found.then(|| before + 1 + sign(before + 1))
    }

    /// The factors that dots stand for, up to the one behind them.
    fn continued(&mut self, factors: &mut Vec<Expr>) -> Option<()> {
        if !(self.begins_factor() || matches!(self.peek(), Some(Kind::Number(_)))) {
            factors.push(self.rest());
            return Some(());
        }
        let last = self.power()?;
        *factors = vec![dots::series(factors, Some(&last), Join::Product)?];
        Some(())
    }

    /// `{}` draws nothing, except before an index.
    fn skip_empty_group(&mut self) {
        let sign = |offset: usize, sign: char| self.token(offset).is_some_and(|t| t.is(sign));
        let empty = sign(0, '{') && sign(1, '}') && !sign(2, '_') && !sign(2, '^');
        self.at += if empty { 2 } else { 0 };
    }

    /// `mod` and `choose` between two operands.
    fn infix(&mut self) -> Option<Function> {
        let function = match self.peek()? {
            Kind::Command(name) if name == "bmod" => Function::Mod,
            Kind::Word(word) if word == "mod" => Function::Mod,
            Kind::Word(word) if word == "choose" => Function::Binomial,
            Kind::Sign('%') if self.is_remainder() => Function::Mod,
            _ => return None,
        };
        self.at += 1;
        Some(function)
    }

    /// Whether a divisor follows, and not a unit: `18/hour`.
    fn divides(&self) -> bool {
        match self.token(1).map(|t| &t.kind) {
            Some(Kind::Word(word)) => is_factor(word),
            Some(Kind::Text(_)) => false,
            _ => true,
        }
    }

    /// `17 % 5`: percent with a number right behind it.
    fn is_remainder(&self) -> bool {
        matches!(
            self.token(1).map(|t| &t.kind),
            Some(Kind::Number(_) | Kind::Sign('('))
        )
    }
}

/// Adds a factor behind `×`. That of two vectors depends on their order.
fn cross(factors: &mut Vec<Expr>, right: Expr) {
    let is_vector = |expr: &Expr| match expr {
        Expr::Symbol(name) => name.starts_with("vec(") || name.starts_with("hat("),
        _ => false,
    };
    if is_vector(&right)
        && let Some(left) = factors.pop_if(|left| is_vector(left))
    {
        factors.push(Expr::Apply("cross".to_owned(), vec![left, right]));
    } else {
        factors.push(right);
    }
}
