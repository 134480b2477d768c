//! Numbers: as written, mixed, repeating.

use super::super::budget::Budget;
use super::super::exact;
use super::super::expr::{Expr, Number, sum};
use super::super::rational::Rational;
use super::super::residue;
use super::super::token::{Kind, Token};
use super::Parser;

impl Parser<'_> {
    pub(super) fn number(&mut self, digits: &str) -> Option<Expr> {
        if self.sign() == Some('_') {
            self.at += 1;
            let base = self.subscript()?;
            let value = super::super::based::value(digits, base.parse().ok()?)?;
            return Some(Expr::rational(value));
        }
        let number = written(digits)?;
        if let Some((period, length)) = self.period() {
            self.at += length;
            return repeating(digits, &number.value, &period);
        }
        if digits.contains('.')
            && matches!(self.peek(), Some(Kind::Command(name)) if name == "dots")
        {
            self.at += 1;
            let decimals = digits.split_once('.').map(|(_, d)| d);
            return match decimals.and_then(repeated) {
                Some((head, period)) => {
                    let cut = digits.len() - decimals.map_or(0, str::len) + head;
                    let start = digits.get(..cut)?;
                    repeating(start, &Rational::parse(start)?, period)
                }
                None => decimals.is_some().then_some(Expr::Number(number)),
            };
        }
        if let Some(expr) = self.combinations(&number) {
            return Some(expr);
        }
        if let Some(scale) = self.magnitude() {
            let factors = vec![Expr::Number(number), Expr::integer(scale)];
            return Some(Expr::Product(factors));
        }
        let part = self.mixed_part(&number.value);
        let value = Expr::Number(number);
        Some(match part {
            Some(part) => sum(vec![value, part]),
            None => value,
        })
    }

    /// `million` behind a number.
    fn magnitude(&mut self) -> Option<i64> {
        let scale = match self.token(0)?.word()?.to_ascii_lowercase().as_str() {
            "hundred" => 100,
            "thousand" => 1_000,
            "million" | "millions" => 1_000_000,
            "billion" | "billions" => 1_000_000_000,
            "trillion" | "trillions" => 1_000_000_000_000,
            "lakh" | "lakhs" => 100_000,
            "crore" | "crores" => 10_000_000,
            _ => return None,
        };
        self.at += 1;
        Some(scale)
    }

    /// `5C2` and `5P2`.
    fn combinations(&mut self, n: &Number) -> Option<Expr> {
        let (Kind::Word(letter), Kind::Number(k)) = (self.peek()?, &self.token(1)?.kind) else {
            return None;
        };
        let function = match letter.as_str() {
            "C" => super::Function::Binomial,
            "P" => super::Function::Permutations,
            _ => return None,
        };
        let arguments = vec![Expr::Number(n.clone()), Expr::Number(written(k)?)];
        self.at += 2;
        Some(Expr::Call(function, arguments))
    }

    /// `{}_5C_2` and `{}^5C_2`, the empty braces taken.
    pub(super) fn before_index(&mut self) -> Option<Expr> {
        if !(self.eat('_') || self.eat('^')) {
            return self.primary();
        }
        let n = self.argument()?;
        let function = match self.next()? {
            Kind::Word(letter) if letter == "C" => super::Function::Binomial,
            Kind::Word(letter) if letter == "P" => super::Function::Permutations,
            _ => return None,
        };
        self.close('_')?;
        let k = self.argument()?;
        Some(Expr::Call(function, vec![n, k]))
    }

    /// The fraction of a mixed number: `1 \frac{1}{2}` or `1 1/2`, where the
    /// fraction is of two integers and less than 1. Decided by the tokens alone:
    /// reading on and going back would take time exponential in the nesting.
    fn mixed_part(&mut self, whole: &Rational) -> Option<Expr> {
        whole.as_integer()?;
        // `2 + 1 1/2` has a mixed number, `x^2 1/2` has none.
        let before = self.at.checked_sub(2).and_then(|at| self.tokens.get(at));
        if before.is_some_and(|t| t.is('^') || t.is('_')) {
            return None;
        }
        let mut rest = self.tokens.get(self.at..)?;
        let mut skipped = 0;
        // `2 and 1/2`, `1-1/2` is no mixed number.
        if let [first, ..] = rest
            && first.word() == Some("and")
        {
            rest = rest.get(1..)?;
            skipped = 1;
        }
        // `3{\frac{1}{12}}`
        let braced = rest.first()?.is('{')
            && rest.get(1).is_some_and(|t| t.is_command("frac"))
            && rest.get(8).is_some_and(|t| t.is('}'));
        if braced {
            rest = rest.get(1..)?;
            skipped += 2;
        }
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
        if rest.get(length).is_some_and(|t| t.is('^')) {
            return None;
        }
        let part = above
            .over(&below)
            .filter(|_| integers && above.is_less(&below))?;
        self.at += length + skipped;
        Some(Expr::rational(part))
    }

    /// The digits of `\overline{…}` or `\dot{…}`, or from one dot to the other
    /// (`\dot{1}4285\dot{7}`), if they stand here with digits only, and how many
    /// tokens they take.
    fn period(&self) -> Option<(String, usize)> {
        let rest = self.tokens.get(self.at..)?;
        let (first, mut length) = marked(rest)?;
        if !rest.first()?.is_command("dot") {
            return Some((first.to_owned(), length));
        }
        let mut all = first.to_owned();
        if let Some(Kind::Number(between)) = rest.get(length).map(|t| &t.kind)
            && marked(rest.get(length + 1..)?).is_some()
        {
            all.push_str(between);
            length += 1;
        }
        if let Some((last, more)) = marked(rest.get(length..)?) {
            all.push_str(last);
            length += more;
        }
        Some((all, length))
    }
}

/// The digits under a mark, and how many tokens they are with it.
fn marked(tokens: &[Token]) -> Option<(&str, usize)> {
    let mark = tokens.first()?;
    let is_mark = ["overline", "bar", "dot", "overparen"]
        .iter()
        .any(|name| mark.is_command(name));
    if !is_mark {
        return None;
    }
    match tokens.get(1..)? {
        [open, digits, close, ..] if open.is('{') && close.is('}') => match &digits.kind {
            Kind::Number(digits) => Some((digits, 4)),
            _ => None,
        },
        [digits, ..] => match &digits.kind {
            Kind::Number(digits) => Some((digits, 2)),
            _ => None,
        },
        [] => None,
    }
}

/// `7^{-1} mod 26`: with a negative exponent the inverse is meant.
pub(super) fn modular([value, modulus]: &[Expr; 2]) -> Option<Expr> {
    fn has_inverse(expr: &Expr) -> bool {
        matches!(expr, Expr::Power(_, exponent) if matches!(**exponent, Expr::Negative(_)))
            || expr.children().into_iter().any(has_inverse)
    }
    let mut budget = Budget::new(10_000);
    if !has_inverse(value) {
        return None;
    }
    let modulus = exact::value(modulus, &mut budget)?.as_i64()?;
    let value = exact::value(value, &mut budget)?;
    residue::of_fraction(&value, modulus).map(Expr::integer)
}

/// A number in digits, with how many of them are decimals.
pub(in super::super) fn written(digits: &str) -> Option<Number> {
    let value = Rational::parse(digits)?;
    let (mantissa, exponent) = digits.split_once(['e', 'E']).unwrap_or((digits, ""));
    let shift: i32 = if exponent.is_empty() {
        0
    } else {
        exponent.parse().ok()?
    };
    let point = mantissa
        .split_once('.')
        .map(|(_, d)| i32::try_from(d.len()).unwrap_or(i32::MAX));
    let is_plain = point.is_none() && exponent.is_empty();
    let decimals = (!is_plain).then(|| point.unwrap_or(0).saturating_sub(shift));
    Some(Number { value, decimals })
}

/// The length of what comes before the repeated end of `decimals`, and the
/// period: one digit three times, or several twice.
fn repeated(decimals: &str) -> Option<(usize, &str)> {
    let n = decimals.len();
    (1..=n / 2).find_map(|length| {
        let period = decimals.get(n - length..)?;
        let times = if length == 1 { 3 } else { 2 };
        let start = n.checked_sub(times * length)?;
        let all = decimals.get(start..)?;
        (all == period.repeat(times)).then_some((start, period))
    })
}

/// `0.1\overline{6}`: digits that repeat for ever.
fn repeating(digits: &str, value: &Rational, period: &str) -> Option<Expr> {
    let decimals = digits.split_once('.').map_or(0, |(_, d)| d.len());
    let length = i32::try_from(period.len()).ok()?;
    let ten = Rational::integer(10);
    let nines = ten.power(length)?.plus(&Rational::integer(-1))?;
    let scale = ten.power(i32::try_from(decimals).ok()?)?;
    let tail = Rational::parse(period)?.over(&nines.times(&scale)?)?;
    Some(Expr::rational(value.plus(&tail)?))
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
