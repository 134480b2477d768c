//! Variables and words.

use super::super::expr::{Constant, Expr, product};
use super::super::function::{self, Function};
use super::super::token::Kind;
use super::Parser;

mod code;
mod known;
mod symbol;

pub(super) use known::is_factor;
use known::{glued, is_proper_name, is_word};

impl Parser<'_> {
    pub(super) fn word(&mut self, word: &str) -> Option<Expr> {
        if let Some(function) = Function::named(word) {
            return self.call(function);
        }
        if let Some(constant) = function::constant(word) {
            return Some(Expr::Constant(constant));
        }
        if word == "zeta" && self.sign() == Some('(') {
            return self.zeta();
        }
        if super::calculus::is_call(word) && self.sign() == Some('(') {
            return self.calculus(word);
        }
        if function::is_greek(word) {
            return self.symbol(word.to_owned());
        }
        let at = self.at;
        if let Some(expr) = self.code_word(word) {
            return Some(expr);
        }
        // It was one, and something in its brackets cannot be read.
        if self.at > at {
            return None;
        }
        if let Some((name, rest)) = glued(word) {
            return self.glued_call(name, rest);
        }
        // Where nothing stands before, `mg` is a product and no unit.
        if !is_factor(word) && (word.len() > 3 || is_word(word) || is_proper_name(word)) {
            return None;
        }
        self.letters(word)
    }

    /// `xy` is a product; a subscript or prime belongs to the last letter.
    fn letters(&mut self, word: &str) -> Option<Expr> {
        let mut letters = word.chars();
        let last = letters.next_back()?;
        let mut factors: Vec<Expr> = letters.map(single).collect();
        let last = match single(last) {
            Expr::Symbol(name) => self.symbol(name)?,
            constant => constant,
        };
        // `xy^2` is x·y².
        factors.push(if factors.is_empty() {
            last
        } else {
            self.postfix(last)?
        });
        Some(product(factors))
    }

    /// The first letter of a word, as LaTeX takes an argument without braces;
    /// the others follow as factors.
    pub(super) fn first_letter(&mut self) -> Option<Expr> {
        match self.next()? {
            Kind::Word(word) => self.word(word),
            _ => None,
        }
    }

    /// A word in `\text{…}` that is a name: single letters, and names of
    /// several in a formula (`v_{\text{max}}` is a subscript and not here).
    pub(super) fn text_word(&mut self, word: &str, spaced: bool) -> Option<Expr> {
        let mut letters = word.chars();
        let only = letters.next().filter(|_| letters.next().is_none())?;
        (!spaced && only.is_alphabetic()).then(|| self.symbol(word.to_owned()))?
    }

    /// `sinx` and `lnx`.
    fn glued_call(&mut self, name: &str, rest: &str) -> Option<Expr> {
        let function = Function::named(name)?;
        let argument = self.letters(rest)?;
        let arguments = if function == Function::Root {
            vec![argument, Expr::integer(2)]
        } else {
            vec![argument]
        };
        Some(Expr::Call(function, arguments))
    }
}

pub(super) fn single(letter: char) -> Expr {
    match letter {
        'e' => Expr::Constant(Constant::E),
        'i' => Expr::Constant(Constant::I),
        letter => Expr::Symbol(letter.to_string()),
    }
}
