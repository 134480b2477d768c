//! Tokens → the tree of one expression.

use super::expr::{Constant, Expr, negative, product, quotient, reciprocal, sum};
use super::function::{self, Function};
use super::token::{Kind, Token};

mod bracket;
mod calculus;
mod call;
mod command;
mod dots;
mod matrix;
mod name;
mod nested;
mod number;
mod operator;
mod postfix;

use dots::Join;
use name::is_factor;

pub(super) use matrix::rectangular;
pub(super) use number::written;

/// Deepest nesting of brackets, arguments and exponents.
pub(super) const MOST_DEPTH: usize = 32;
/// Most of those operators in a row that make the tree deeper: `x!!!`.
const MOST_CHAINED: usize = 8;

/// Reads an expression from the front of `tokens`, and says how many tokens it
/// took. `None` if none begins there, or it is nested too deeply.
pub(super) fn expression(tokens: &[Token]) -> Option<(Expr, usize)> {
    let mut parser = Parser::new(tokens);
    let expr = parser.sum()?;
    Some((parser.finished(expr)?, parser.at))
}

/// The expression that all of `tokens` make.
pub(super) fn whole(tokens: &[Token]) -> Option<Expr> {
    let (expr, used) = expression(tokens)?;
    (used == tokens.len()).then_some(expr)
}

/// The same within an expression, `depth` levels down.
fn whole_within(tokens: &[Token], depth: usize) -> Option<Expr> {
    let mut parser = Parser::new(tokens);
    parser.depth = depth;
    let expr = parser.sum()?;
    (parser.at == tokens.len()).then(|| parser.finished(expr))?
}

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    depth: usize,
    /// How many bars of absolute values are open.
    bars: usize,
    /// How many arguments of functions are being read.
    calls: usize,
    /// Whether dots were read that stand for the rest of an expression.
    goes_on: bool,
}

impl<'t> Parser<'t> {
    fn new(tokens: &'t [Token]) -> Self {
        Self {
            tokens,
            at: 0,
            depth: 0,
            bars: 0,
            calls: 0,
            goes_on: false,
        }
    }

    /// The expression with what dots stand for, where they do.
    fn finished(&self, expr: Expr) -> Option<Expr> {
        if self.goes_on {
            nested::resolved(&expr)
        } else {
            Some(expr)
        }
    }

    /// What dots stand for that end an expression.
    fn rest(&mut self) -> Expr {
        self.goes_on = true;
        nested::rest()
    }

    fn token(&self, offset: usize) -> Option<&'t Token> {
        self.tokens.get(self.at + offset)
    }

    fn peek(&self) -> Option<&'t Kind> {
        self.token(0).map(|token| &token.kind)
    }

    fn next(&mut self) -> Option<&'t Kind> {
        let kind = self.peek()?;
        self.at += 1;
        Some(kind)
    }

    fn sign(&self) -> Option<char> {
        match self.peek() {
            Some(Kind::Sign(sign)) => Some(*sign),
            _ => None,
        }
    }

    fn eat(&mut self, sign: char) -> bool {
        let found = self.sign() == Some(sign);
        self.at += usize::from(found);
        found
    }

    fn close(&mut self, sign: char) -> Option<()> {
        self.eat(sign).then_some(())
    }

    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return None;
        }
        let result = read(self)?;
        self.depth -= 1;
        Some(result)
    }

    fn sum(&mut self) -> Option<Expr> {
        self.nested(|p| {
            let mut terms = vec![p.product()?];
            while let Some(sign @ ('+' | '-')) = p.sign() {
                p.at += 1;
                if p.token(0).is_some_and(|t| t.is_command("dots")) {
                    p.at += 1;
                    let last = p.last_term()?;
                    match dots::series(&terms, last.as_ref(), Join::Sum) {
                        Some(series) => terms = vec![series],
                        None if last.is_some() => return None,
                        None if sign == '-' => terms.push(negative(p.rest())),
                        None => terms.push(p.rest()),
                    }
                    continue;
                }
                let term = p.product()?;
                terms.push(if sign == '-' { negative(term) } else { term });
            }
            Some(sum(terms))
        })
    }

    /// The term behind dots, if there is one.
    #[expect(clippy::option_option, reason = "unreadable and absent are two things")]
    fn last_term(&mut self) -> Option<Option<Expr>> {
        let Some(sign @ ('+' | '-')) = self.sign() else {
            return Some(None);
        };
        self.at += 1;
        let term = self.product()?;
        Some(Some(if sign == '-' { negative(term) } else { term }))
    }

    fn product(&mut self) -> Option<Expr> {
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

    fn signed(&mut self) -> Option<Expr> {
        let mut is_negative = false;
        let mut n_signs = 0;
        while let Some(sign @ ('+' | '-')) = self.sign() {
            self.at += 1;
            n_signs += 1;
            is_negative ^= sign == '-';
        }
        if n_signs > MOST_CHAINED {
            return None;
        }
        let expr = self.power()?;
        Some(if is_negative { negative(expr) } else { expr })
    }

    /// Whether a factor can follow without an operator.
    fn begins_factor(&self) -> bool {
        match self.peek() {
            Some(Kind::Word(word)) if calculus::is_call(word) => {
                self.token(1).is_some_and(|t| t.is('('))
            }
            Some(Kind::Word(word)) => is_factor(word) && !self.is_unit_here(word),
            Some(Kind::Command(name)) => {
                function::is_greek(name)
                    || function::constant(name).is_some()
                    || Function::named(name).is_some()
                    || command::begins(name)
            }
            Some(Kind::Begin(name)) => matrix::is_matrix(name),
            // Two numbers side by side are no product; `2(3)` is one.
            Some(Kind::Sign('(' | '[' | '{')) => true,
            Some(Kind::Sign('|')) => {
                self.bars == 0
                    && self
                        .tokens
                        .get(self.at + 1..)
                        .is_some_and(|rest| rest.iter().any(|t| t.is('|')))
            }
            Some(Kind::Number(_)) => self
                .at
                .checked_sub(1)
                .and_then(|before| self.tokens.get(before))
                .is_some_and(|t| !matches!(t.kind, Kind::Number(_))),
            _ => false,
        }
    }

    /// `min` and `sec` without an argument are minutes and seconds.
    fn is_unit_here(&self, word: &str) -> bool {
        let lacks_argument = || {
            !matches!(
                self.token(1).map(|t| &t.kind),
                Some(
                    Kind::Sign('(' | '{' | '[' | '^' | '_')
                        | Kind::Word(_)
                        | Kind::Command(_)
                        | Kind::Number(_)
                )
            )
        };
        match word {
            "min" => self
                .token(1)
                .is_none_or(|t| !t.is('(') && !t.is('{') && !t.is('_')),
            "sec" => lacks_argument(),
            _ => false,
        }
    }

    fn primary(&mut self) -> Option<Expr> {
        let spaced = self.token(0)?.spaced;
        match self.next()? {
            Kind::Number(digits) => self.number(digits),
            Kind::Word(word) => self.word(word),
            Kind::Command(name) if name == "dots" => Some(self.rest()),
            Kind::Command(name) => self.command(name),
            Kind::Text(word) => self.text_word(word, spaced),
            Kind::Begin(name) => self.matrix(name),
            Kind::Sign('(') => self.bracketed(')'),
            Kind::Sign('[') => self.bracketed(']'),
            Kind::Sign('{') => self.braced(),
            Kind::Sign('|') => self.absolute(),
            _ => None,
        }
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
