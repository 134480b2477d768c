//! Brackets, bars, groups and arguments.

use super::super::expr::{Expr, power, quotient, sum};
use super::super::function::Function;
use super::super::token::Kind;
use super::{Parser, name};

impl Parser<'_> {
    pub(super) fn absolute(&mut self) -> Option<Expr> {
        let double = self.eat('|');
        let bars = self.bars;
        self.bars += 1;
        let inside = self.sum()?;
        self.close('|')?;
        if double {
            self.close('|')?;
        }
        self.bars = bars;
        if let Some(norm) = norm(&inside) {
            return Some(norm);
        }
        let function = match inside {
            Expr::Matrix(ref rows) if !double && rows.len() > 1 && rows.first()?.len() > 1 => {
                Function::Determinant
            }
            _ => Function::Abs,
        };
        Some(Expr::Call(function, vec![inside]))
    }

    pub(super) fn bracketed(&mut self, closing: char) -> Option<Expr> {
        let bars = std::mem::take(&mut self.bars);
        let mut inside = self.sum()?;
        if closing == ')' && self.sign() == Some(',') {
            inside = self.components(inside)?;
        }
        self.bars = bars;
        self.close(closing)?;
        Some(inside)
    }

    /// The rest of a tuple within a calculation: `(2, -1) + t(3, 5)`.
    pub(super) fn components(&mut self, first: Expr) -> Option<Expr> {
        const MOST: usize = 16;
        let mut row = vec![first];
        while self.eat(',') {
            row.push(self.sum()?);
        }
        (row.len() <= MOST).then(|| Expr::Matrix(vec![row]))
    }

    /// `{…}`, perhaps `{n \choose k}` or `{a \over b}`.
    pub(super) fn braced(&mut self) -> Option<Expr> {
        // `{}` before an index draws nothing.
        if self.eat('}') {
            return self.before_index();
        }
        let bars = std::mem::take(&mut self.bars);
        let inside = self.sum()?;
        let joint = match self.peek() {
            Some(Kind::Command(name)) if name == "choose" || name == "over" => Some(name.as_str()),
            _ => None,
        };
        let expr = match joint {
            Some(name) => {
                self.at += 1;
                let below = self.sum()?;
                if name == "over" {
                    quotient(inside, below)
                } else {
                    Expr::Call(Function::Binomial, vec![inside, below])
                }
            }
            None => inside,
        };
        self.bars = bars;
        self.close('}')?;
        Some(expr)
    }

    /// The argument of a command: a group, or the next thing.
    pub(super) fn argument(&mut self) -> Option<Expr> {
        self.nested(|p| {
            if p.eat('{') {
                return p.braced();
            }
            // `\sqrt -1` is not LaTeX, but written.
            match p.peek()? {
                // `\frac n2`: one letter, without what follows.
                Kind::Word(word) if word.len() == 1 => {
                    p.at += 1;
                    word.chars().next().map(name::single)
                }
                Kind::Word(word) if word.len() > 1 && Function::named(word).is_none() => {
                    p.first_letter()
                }
                _ => p.primary(),
            }
        })
    }
}

/// The length of a vector: the root of the sum of its squares.
fn norm(inside: &Expr) -> Option<Expr> {
    let Expr::Matrix(rows) = inside else {
        return None;
    };
    let is_vector = rows.len() == 1 || rows.iter().all(|row| row.len() == 1);
    let squares = rows
        .iter()
        .flatten()
        .map(|x| power(x.clone(), Expr::integer(2)));
    is_vector.then(|| {
        Expr::Call(
            Function::Root,
            vec![sum(squares.collect()), Expr::integer(2)],
        )
    })
}
