//! Exponents, factorials, degrees: what stands behind a factor.

use super::super::expr::{Constant, Expr, negative, power, product, quotient};
use super::super::function::Function;
use super::super::token::Kind;
use super::{MOST_CHAINED, Parser};

impl Parser<'_> {
    pub(super) fn power(&mut self) -> Option<Expr> {
        let base = self.primary()?;
        self.postfix(base)
    }

    /// `base` with the exponents and factorials behind it.
    pub(super) fn postfix(&mut self, mut base: Expr) -> Option<Expr> {
        for _ in 0..MOST_CHAINED {
            match self.peek() {
                Some(Kind::Sign('!')) => {
                    self.at += 1;
                    let function = if self.eat('!') {
                        Function::DoubleFactorial
                    } else {
                        Function::Factorial
                    };
                    base = Expr::Call(function, vec![base]);
                }
                Some(Kind::Sign('^')) => {
                    self.at += 1;
                    if self.transposes(&base) {
                        base = Expr::Call(Function::Transpose, vec![base]);
                        continue;
                    }
                    // `a^b^c` is a^(b^c): the exponent takes all of it.
                    base = power(base, self.exponent()?);
                }
                Some(Kind::Degree) if self.is_angle() => {
                    self.at += 1;
                    let degree = quotient(Expr::Constant(Constant::Pi), Expr::integer(180));
                    base = product(vec![base, degree]);
                }
                _ => return Some(base),
            }
        }
        None
    }

    /// Whether a degree sign is part of a calculation; at the end of all it is
    /// the unit of the whole.
    pub(super) fn is_angle(&self) -> bool {
        self.calls > 0
            || matches!(
                self.token(1).map(|t| &t.kind),
                Some(Kind::Sign('+' | '-' | '*' | '/' | ')'))
            )
    }

    /// Takes the `T` or `\top` of a transposed matrix.
    pub(super) fn transposes(&mut self, base: &Expr) -> bool {
        if !matches!(base, Expr::Matrix(_)) {
            return false;
        }
        let braced = usize::from(self.sign() == Some('{'));
        let found = self.token(braced).is_some_and(|t| match &t.kind {
            Kind::Word(word) | Kind::Text(word) => word == "T",
            Kind::Command(name) => matches!(name.as_str(), "top" | "intercal" | "mathsf"),
            _ => false,
        });
        self.at += if found { 1 + 2 * braced } else { 0 };
        found
    }

    pub(super) fn exponent(&mut self) -> Option<Expr> {
        self.nested(|p| {
            let is_negative = p.eat('-');
            if !is_negative {
                p.eat('+');
            }
            let base = p.primary_of_exponent()?;
            let expr = if p.eat('^') {
                power(base, p.exponent()?)
            } else {
                base
            };
            Some(if is_negative { negative(expr) } else { expr })
        })
    }

    /// `x^23` in plain text is x²³; `x^ab` is x^a·b only in LaTeX, and nobody
    /// means it: a word in an exponent is taken whole.
    pub(super) fn primary_of_exponent(&mut self) -> Option<Expr> {
        let base = self.primary()?;
        if self.sign() == Some('!') {
            self.at += 1;
            return Some(Expr::Call(Function::Factorial, vec![base]));
        }
        Some(base)
    }
}
