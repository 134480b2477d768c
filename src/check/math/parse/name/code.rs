//! Names of program code.

use super::super::super::expr::{Constant, Expr, power, product, quotient};
use super::super::super::function::Function;
use super::super::Parser;

impl Parser<'_> {
    /// Names of program code: `Rational(1, 2)`, `Matrix([[1, 2]])`.
    pub(super) fn code_word(&mut self, word: &str) -> Option<Expr> {
        match word {
            "Rational" | "Fraction" | "Integer" | "Float" if self.sign() == Some('(') => {
                self.at += 1;
                let mut expr = self.sum()?;
                if self.eat(',') {
                    expr = quotient(expr, self.sum()?);
                }
                self.close(')')?;
                Some(expr)
            }
            "Pow" | "pow" if self.sign() == Some('(') => {
                self.at += 1;
                let base = self.sum()?;
                self.close(',')?;
                let exponent = self.sum()?;
                self.close(')')?;
                Some(power(base, exponent))
            }
            "cbrt" if self.sign() == Some('(') => {
                self.at += 1;
                let radicand = self.bracketed(')')?;
                Some(Expr::Call(Function::Root, vec![radicand, Expr::integer(3)]))
            }
            "root" if self.sign() == Some('(') => self.call(Function::Root),
            "Mod" if self.sign() == Some('(') => self.call(Function::Mod),
            "lg" => self.command("lg"),
            "log2" | "log10" if self.sign() == Some('(') => {
                let base = if word == "log2" { 2 } else { 10 };
                match self.call(Function::Log)? {
                    Expr::Call(function, mut arguments) if arguments.len() == 1 => {
                        arguments.push(Expr::integer(base));
                        Some(Expr::Call(function, arguments))
                    }
                    _ => None,
                }
            }
            "cis" => {
                // cos x + i sin x
                let Expr::Call(_, mut arguments) = self.call(Function::Exp)? else {
                    return None;
                };
                arguments.push(Expr::Constant(Constant::I));
                Some(Expr::Call(Function::Exp, vec![product(arguments)]))
            }
            _ => None,
        }
    }
}
