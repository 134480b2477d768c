//! Tokens → the tree of one expression.

use super::expr::{Expr, negative, power, product, reciprocal, sum};
use super::function::{self, Function};
use super::lex::{Kind, Token};
mod command;
mod name;
mod number;

use name::is_factor;

/// Deepest nesting of brackets, arguments and exponents.
const MOST_DEPTH: usize = 64;
/// Most of those operators in a row that make the tree deeper: `x!!!`.
const MOST_CHAINED: usize = 8;

/// Reads an expression from the front of `tokens`, and says how many tokens it
/// took. `None` if none begins there, or it is nested too deeply.
pub(super) fn expression(tokens: &[Token]) -> Option<(Expr, usize)> {
    let mut parser = Parser {
        tokens,
        at: 0,
        depth: 0,
    };
    let expr = parser.sum()?;
    Some((expr, parser.at))
}

struct Parser<'t> {
    tokens: &'t [Token],
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<&'t Kind> {
        self.tokens.get(self.at).map(|token| &token.kind)
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

    fn sum(&mut self) -> Option<Expr> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return None;
        }
        let mut terms = vec![self.product()?];
        while let Some(sign @ ('+' | '-')) = self.sign() {
            self.at += 1;
            let term = self.product()?;
            terms.push(if sign == '-' { negative(term) } else { term });
        }
        self.depth -= 1;
        Some(sum(terms))
    }

    fn product(&mut self) -> Option<Expr> {
        let mut factors = vec![self.signed()?];
        let mut n_mods = 0;
        loop {
            match self.peek() {
                Some(Kind::Sign('*')) => {
                    self.at += 1;
                    factors.push(self.signed()?);
                }
                Some(Kind::Sign('/' | ':')) => {
                    self.at += 1;
                    factors.push(reciprocal(self.signed()?));
                }
                Some(Kind::Command(name)) if name == "bmod" || name == "mod" => {
                    self.at += 1;
                    n_mods += 1;
                    if n_mods > MOST_CHAINED {
                        return None;
                    }
                    let operands = vec![product(factors), self.signed()?];
                    factors = vec![Expr::Call(Function::Mod, operands)];
                }
                _ if self.begins_factor() => factors.push(self.power()?),
                _ => return Some(product(factors)),
            }
        }
    }

    fn signed(&mut self) -> Option<Expr> {
        let mut is_negative = false;
        while let Some(sign @ ('+' | '-')) = self.sign() {
            self.at += 1;
            is_negative ^= sign == '-';
        }
        let expr = self.power()?;
        Some(if is_negative { negative(expr) } else { expr })
    }

    /// Whether a factor can follow without an operator.
    fn begins_factor(&self) -> bool {
        match self.peek() {
            Some(Kind::Word(word)) => is_factor(word),
            Some(Kind::Command(name)) => {
                function::is_greek(name)
                    || function::constant(name).is_some()
                    || Function::named(name).is_some()
                    || matches!(
                        name.as_str(),
                        "frac"
                            | "binom"
                            | "lfloor"
                            | "lceil"
                            | "cbrt"
                            | "overline"
                            | "bar"
                            | "hat"
                            | "vec"
                            | "hbar"
                            | "ell"
                            | "odot"
                    )
            }
            // Two numbers side by side are no product; `2(3)` is one.
            Some(Kind::Sign('(' | '[' | '{')) => true,
            Some(Kind::Number(_)) => self
                .at
                .checked_sub(1)
                .and_then(|before| self.tokens.get(before))
                .is_some_and(|t| !matches!(t.kind, Kind::Number(_))),
            _ => false,
        }
    }

    fn power(&mut self) -> Option<Expr> {
        let mut base = self.primary()?;
        for _ in 0..MOST_CHAINED {
            match self.sign() {
                Some('!') => {
                    self.at += 1;
                    base = Expr::Call(Function::Factorial, vec![base]);
                }
                Some('^') => {
                    self.at += 1;
                    // `a^b^c` is a^(b^c): the exponent takes all of it.
                    base = power(base, self.exponent()?);
                }
                _ => return Some(base),
            }
        }
        None
    }

    fn exponent(&mut self) -> Option<Expr> {
        self.nested(|p| {
            let is_negative = p.eat('-');
            if !is_negative {
                p.eat('+');
            }
            let base = p.primary()?;
            let expr = if p.eat('^') {
                power(base, p.exponent()?)
            } else {
                base
            };
            Some(if is_negative { negative(expr) } else { expr })
        })
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

    fn primary(&mut self) -> Option<Expr> {
        match self.next()? {
            Kind::Number(digits) => self.number(digits),
            Kind::Word(word) => self.word(word),
            Kind::Command(name) => self.command(name),
            Kind::Sign('(') => self.bracketed(')'),
            Kind::Sign('[') => self.bracketed(']'),
            Kind::Sign('{') => self.braced(),
            Kind::Sign('|') => {
                let inside = self.sum()?;
                self.close('|')?;
                Some(Expr::Call(Function::Abs, vec![inside]))
            }
            _ => None,
        }
    }

    fn bracketed(&mut self, closing: char) -> Option<Expr> {
        let inside = self.sum()?;
        self.close(closing)?;
        Some(inside)
    }

    /// `{…}`, perhaps `{n \choose k}`.
    fn braced(&mut self) -> Option<Expr> {
        let inside = self.sum()?;
        if matches!(self.peek(), Some(Kind::Command(name)) if name == "choose") {
            self.at += 1;
            let below = self.sum()?;
            self.close('}')?;
            return Some(Expr::Call(Function::Binomial, vec![inside, below]));
        }
        self.close('}')?;
        Some(inside)
    }

    /// The argument of a command: a group, or the next thing.
    fn argument(&mut self) -> Option<Expr> {
        self.nested(|p| if p.eat('{') { p.braced() } else { p.primary() })
    }
}
