//! Numbers: mixed, repeating, in other bases.

use super::super::expr::{Expr, sum};
use super::super::lex::{Kind, Token};
use super::super::rational::Rational;
use super::Parser;

impl<'t> Parser<'t> {
    pub(super) fn number(&mut self, digits: &str) -> Option<Expr> {
        if self.eat('_') {
            // A number in another base: only equal to itself.
            let base = self.subscript()?;
            return Some(Expr::Symbol(format!("{digits}_{base}")));
        }
        let value = Rational::parse(digits)?;
        if let Some(period) = self.period() {
            self.at += 4;
            return repeating(digits, &value, period);
        }
        let part = self.mixed_part(&value);
        let value = Expr::Number(value);
        Some(match part {
            Some(part) => sum(vec![value, part]),
            None => value,
        })
    }

    /// The fraction of a mixed number: `1 \frac{1}{2}` or `1 1/2`, where the
    /// fraction is of two integers and less than 1. Decided by the tokens alone:
    /// reading on and going back would take time exponential in the nesting.
    fn mixed_part(&mut self, whole: &Rational) -> Option<Expr> {
        whole.as_integer()?;
        let rest = self.tokens.get(self.at..)?;
        let (above, below, length) = match &rest.first()?.kind {
            Kind::Command(name) if name == "frac" => {
                let (above, used) = integer_argument(rest.get(1..)?)?;
                let (below, also_used) = integer_argument(rest.get(1 + used..)?)?;
                (above, below, 1 + used + also_used)
            }
            Kind::Number(above) if rest.first()?.spaced => match rest.get(1..3)? {
                [
                    Token {
                        kind: Kind::Sign('/'),
                        ..
                    },
                    Token {
                        kind: Kind::Number(below),
                        ..
                    },
                ] => (above.as_str(), below.as_str(), 3),
                _ => return None,
            },
            _ => return None,
        };
        let (above, below) = (Rational::parse(above)?, Rational::parse(below)?);
        let integers = above.as_integer().is_some() && below.as_integer().is_some();
        let part = above
            .over(&below)
            .filter(|_| integers && above.is_less(&below))?;
        self.at += length;
        Some(Expr::Number(part))
    }

    /// The digits of `\overline{…}`, if that stands here with digits only.
    fn period(&self) -> Option<&'t str> {
        let tokens = self.tokens.get(self.at..self.at + 4)?;
        let kinds: Vec<&'t Kind> = tokens.iter().map(|token| &token.kind).collect();
        match kinds.as_slice() {
            [
                Kind::Command(name),
                Kind::Sign('{'),
                Kind::Number(period),
                Kind::Sign('}'),
            ] if name == "overline" => Some(period),
            _ => None,
        }
    }
}

/// `0.1\overline{6}`: digits that repeat for ever.
fn repeating(digits: &str, value: &Rational, period: &str) -> Option<Expr> {
    let decimals = digits.split_once('.').map_or(0, |(_, d)| d.len());
    let length = i32::try_from(period.len()).ok()?;
    let ten = Rational::integer(10);
    let nines = ten.power(length)?.plus(&Rational::integer(-1))?;
    let scale = ten.power(i32::try_from(decimals).ok()?)?;
    let tail = Rational::parse(period)?.over(&nines.times(&scale)?)?;
    Some(Expr::Number(value.plus(&tail)?))
}

/// The number that is the argument of a command, in braces or not, and how many
/// tokens it takes.
fn integer_argument(tokens: &[Token]) -> Option<(&str, usize)> {
    let kinds: Vec<&Kind> = tokens.iter().take(3).map(|token| &token.kind).collect();
    match kinds.as_slice() {
        [Kind::Sign('{'), Kind::Number(digits), Kind::Sign('}')] => Some((digits, 3)),
        [Kind::Number(digits), ..] => Some((digits, 1)),
        _ => None,
    }
}
