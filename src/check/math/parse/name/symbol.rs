//! Variables with what is written at them: subscripts, primes, arguments.

use super::super::super::expr::{Expr, power};
use super::super::super::function::Function;
use super::super::super::token::Kind;
use super::super::Parser;

/// Letters that name functions where brackets follow.
const FUNCTIONS: [&str; 6] = ["f", "g", "h", "F", "G", "H"];

impl Parser<'_> {
    /// A variable with its subscript and primes. `x^2_1` is x_1 squared.
    pub(in crate::check::math::parse) fn symbol(&mut self, mut name: String) -> Option<Expr> {
        let mut raised = None;
        loop {
            match self.peek() {
                Some(Kind::Sign('_')) => {
                    self.at += 1;
                    name = format!("{name}_{}", self.subscript()?);
                }
                Some(Kind::Sign('\'')) => {
                    self.at += 1;
                    name.push('\'');
                }
                Some(Kind::Sign('^')) if self.is_prime() => {
                    self.at += 4;
                    name.push('\'');
                }
                Some(Kind::Sign('^')) if raised.is_none() && self.subscript_follows() => {
                    self.at += 1;
                    raised = Some(self.exponent()?);
                }
                // `x1` is x_1.
                Some(Kind::Number(digits))
                    if name.len() == 1
                        && digits.len() == 1
                        && !self.token(0).is_some_and(|t| t.spaced)
                        && !self.letter_follows() =>
                {
                    self.at += 1;
                    name = format!("{name}_{digits}");
                }
                _ => break,
            }
        }
        if let Some(expr) = self.chosen(&name, raised.as_ref()) {
            return Some(expr);
        }
        let symbol = self.applied(name)?;
        Some(match raised {
            Some(exponent) => power(symbol, exponent),
            None => symbol,
        })
    }

    /// Whether a letter is written right behind the next token: `2x2y`.
    fn letter_follows(&self) -> bool {
        self.token(1)
            .is_some_and(|t| !t.spaced && matches!(t.kind, Kind::Word(_)))
    }

    /// `f(x)` where f is a usual name of a function.
    fn applied(&mut self, name: String) -> Option<Expr> {
        let bare = name.split(['_', '\'']).next().unwrap_or("");
        let is_open = self.sign() == Some('(') && !self.token(0).is_some_and(|t| t.spaced);
        let is_call = FUNCTIONS.contains(&bare)
            || (self.has_several_arguments() && !self.scales_numbers(&name));
        if !is_open || !is_call {
            return Some(Expr::Symbol(name));
        }
        self.at += 1;
        let mut arguments = vec![self.sum()?];
        while self.eat(',') {
            arguments.push(self.sum()?);
        }
        self.close(')')?;
        Some(Expr::Apply(name, arguments))
    }

    /// Whether a letter that is usual for a parameter stands before a vector of
    /// numbers: `t(3, 5)`.
    fn scales_numbers(&self, name: &str) -> bool {
        const PARAMETERS: [&str; 8] = ["t", "s", "k", "r", "c", "lambda", "mu", "alpha"];
        let inside = self.tokens.get(self.at + 1..).unwrap_or(&[]);
        PARAMETERS.contains(&name)
            && inside
                .iter()
                .take_while(|t| !t.is(')'))
                .all(|t| matches!(t.kind, Kind::Number(_) | Kind::Sign(',' | '-' | '/')))
    }

    /// Whether commas stand in the brackets that open here: no product then.
    fn has_several_arguments(&self) -> bool {
        let rest = self.tokens.get(self.at + 1..).unwrap_or(&[]);
        let mut depth = 0_i32;
        for token in rest {
            if depth == 0 && token.is(',') {
                return true;
            }
            depth += token.step();
            if depth < 0 {
                return false;
            }
        }
        false
    }

    /// `C_5^2` and `A_5^2` of Chinese textbooks, `C(5, 2)`, `P(5, 2)`: only
    /// with numbers, as the letters are usual names.
    fn chosen(&mut self, name: &str, raised: Option<&Expr>) -> Option<Expr> {
        let mut parts = name.splitn(2, '_');
        let function = match parts.next()? {
            "C" => Function::Binomial,
            "A" | "P" => Function::Permutations,
            _ => return None,
        };
        let digits = |text: &str| text.parse::<i64>().ok().filter(|&n| n > 0);
        if let Some(n) = parts.next().and_then(digits) {
            let k = match raised {
                Some(Expr::Number(number)) => Expr::rational(number.value.clone()),
                None if self.sign() == Some('^') && self.is_number_raised() => {
                    let at = self.at;
                    self.at += 1;
                    if let Some(k @ Expr::Number(_)) = self.exponent() {
                        k
                    } else {
                        self.at = at;
                        return None;
                    }
                }
                _ => return None,
            };
            return Some(Expr::Call(function, vec![Expr::integer(n), k]));
        }
        let kinds: Vec<&Kind> = (0..5)
            .map_while(|n| self.token(n))
            .map(|t| &t.kind)
            .collect();
        let [
            Kind::Sign('('),
            Kind::Number(n),
            Kind::Sign(','),
            Kind::Number(k),
            Kind::Sign(')'),
        ] = kinds.as_slice()
        else {
            return None;
        };
        let arguments = vec![Expr::integer(digits(n)?), Expr::integer(digits(k)?)];
        self.at += 5;
        Some(Expr::Call(function, arguments))
    }

    /// Whether a number alone stands behind the `^` here. Reading more and going
    /// back would take time exponential in the nesting.
    fn is_number_raised(&self) -> bool {
        let is_number = |offset: usize| {
            self.token(offset)
                .is_some_and(|t| matches!(t.kind, Kind::Number(_)))
        };
        let sign = |offset: usize, sign: char| self.token(offset).is_some_and(|t| t.is(sign));
        is_number(1) || (sign(1, '{') && is_number(2) && sign(3, '}'))
    }

    /// Whether `^{'}` stands here.
    fn is_prime(&self) -> bool {
        let sign = |offset: usize, sign: char| self.token(offset).is_some_and(|t| t.is(sign));
        sign(1, '{') && sign(2, '\'') && sign(3, '}')
    }

    /// Whether `^{…}_` stands here.
    fn subscript_follows(&self) -> bool {
        let after = self.tokens.get(self.at + 1..).unwrap_or(&[]);
        let length = match after.first().map(|t| &t.kind) {
            Some(Kind::Sign('{')) => after
                .iter()
                .position(|t| t.is('}'))
                .map_or(usize::MAX - 1, |at| at + 1),
            _ => 1,
        };
        after.get(length).is_some_and(|t| t.is('_'))
    }

    /// The subscript as text, the same for `_2` and `_{2}`.
    pub(in crate::check::math::parse) fn subscript(&mut self) -> Option<String> {
        if !self.eat('{') {
            return Some(self.next()?.to_string());
        }
        let mut text = String::new();
        let mut depth = 0;
        loop {
            match self.next()? {
                Kind::Sign('{') => depth += 1,
                Kind::Sign('}') if depth == 0 => return Some(sorted_sum(text)),
                Kind::Sign('}') => depth -= 1,
                kind => text.push_str(&kind.to_string()),
            }
        }
    }
}

/// `1+n` as `n+1`, so that an index is the same in both orders.
fn sorted_sum(text: String) -> String {
    if !text.contains('+') || text.contains(['-', '(', '*', '/']) {
        return text;
    }
    let mut terms: Vec<&str> = text.split('+').collect();
    terms.sort_by_key(|term| (term.starts_with(|c: char| c.is_ascii_digit()), *term));
    terms.join("+")
}
