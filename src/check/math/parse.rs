//! Tokens → the tree of one expression.

use super::expr::{Constant, Expr, negative, reciprocal, sum};
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
mod product;

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
            // `_5C_2`
            Kind::Sign('_') => {
                self.at -= 1;
                self.before_index()
            }
            _ => None,
        }
    }
}
