//! Variables and words.

use super::super::expr::{Constant, Expr, power, product};
use super::super::function::{self, Function};
use super::super::lex::Kind;
use super::Parser;

impl Parser<'_> {
    pub(super) fn word(&mut self, word: &str) -> Option<Expr> {
        if let Some(function) = Function::named(word) {
            return self.call(function);
        }
        if let Some(constant) = function::constant(word) {
            return Some(Expr::Constant(constant));
        }
        if function::is_greek(word) {
            return self.symbol(word.to_owned());
        }
        if !is_factor(word) {
            return None;
        }
        // `xy` is a product; a subscript or prime belongs to the last letter.
        let mut letters = word.chars();
        let last = letters.next_back()?;
        let mut factors: Vec<Expr> = letters.map(single).collect();
        factors.push(match single(last) {
            Expr::Symbol(name) => self.symbol(name)?,
            constant => constant,
        });
        Some(product(factors))
    }

    /// A variable with its subscript and primes. `x^2_1` is x_1 squared.
    pub(super) fn symbol(&mut self, mut name: String) -> Option<Expr> {
        let mut raised = None;
        loop {
            match self.sign() {
                Some('_') => {
                    self.at += 1;
                    name = format!("{name}_{}", self.subscript()?);
                }
                Some('\'') => {
                    self.at += 1;
                    name.push('\'');
                }
                Some('^') if self.is_prime() => {
                    self.at += 4;
                    name.push('\'');
                }
                Some('^') if raised.is_none() && self.subscript_follows() => {
                    self.at += 1;
                    raised = Some(self.exponent()?);
                }
                _ => break,
            }
        }
        let symbol = Expr::Symbol(name);
        Some(match raised {
            Some(exponent) => power(symbol, exponent),
            None => symbol,
        })
    }

    /// Whether `^{'}` stands here.
    fn is_prime(&self) -> bool {
        let sign = |offset: usize, sign: char| matches!(self.tokens.get(self.at + offset), Some(t) if t.kind == Kind::Sign(sign));
        sign(1, '{') && sign(2, '\'') && sign(3, '}')
    }

    /// Whether `^{…}_` stands here.
    fn subscript_follows(&self) -> bool {
        let after = self.tokens.get(self.at + 1..).unwrap_or(&[]);
        let length = match after.first().map(|t| &t.kind) {
            Some(Kind::Sign('{')) => after
                .iter()
                .position(|t| t.kind == Kind::Sign('}'))
                .map_or(usize::MAX - 1, |at| at + 1),
            _ => 1,
        };
        after.get(length).is_some_and(|t| t.kind == Kind::Sign('_'))
    }

    /// The subscript as text, the same for `_2` and `_{2}`.
    pub(super) fn subscript(&mut self) -> Option<String> {
        if !self.eat('{') {
            return Some(self.next()?.to_string());
        }
        let mut text = String::new();
        while !self.eat('}') {
            text.push_str(&self.next()?.to_string());
        }
        Some(text)
    }
}

/// Whether a word is mathematics rather than a unit or a word of a sentence.
pub(super) fn is_factor(word: &str) -> bool {
    Function::named(word).is_some()
        || function::constant(word).is_some()
        || function::is_greek(word)
        || (word.len() <= 3 && !function::is_unit(word) && !matches!(word, "and" | "or" | "per"))
}

fn single(letter: char) -> Expr {
    match letter {
        'e' => Expr::Constant(Constant::E),
        'i' => Expr::Constant(Constant::I),
        letter => Expr::Symbol(letter.to_string()),
    }
}
