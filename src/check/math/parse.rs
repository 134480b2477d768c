//! Tokens → the tree of one expression.

use super::expr::{Constant, Expr, negative, power, product, quotient, reciprocal, sum};
use super::function::{self, Function};
use super::lex::{Kind, Token};
use super::rational::Rational;

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

    fn number(&mut self, digits: &str) -> Option<Expr> {
        if self.eat('_') {
            // A number in another base: only equal to itself.
            let base = self.subscript()?;
            return Some(Expr::Symbol(format!("{digits}_{base}")));
        }
        let value = Rational::parse(digits)?;
        if matches!(self.peek(), Some(Kind::Command(name)) if name == "overline") {
            self.at += 1;
            return self.repeating(digits, &value);
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

    /// `0.1\overline{6}`: digits that repeat for ever.
    fn repeating(&mut self, digits: &str, value: &Rational) -> Option<Expr> {
        self.close('{')?;
        let Kind::Number(period) = self.next()? else {
            return None;
        };
        self.close('}')?;
        let decimals = digits.split_once('.').map_or(0, |(_, d)| d.len());
        let length = i32::try_from(period.len()).ok()?;
        let ten = Rational::integer(10);
        let nines = ten.power(length)?.plus(&Rational::integer(-1))?;
        let scale = ten.power(i32::try_from(decimals).ok()?)?;
        let tail = Rational::parse(period)?.over(&nines.times(&scale)?)?;
        Some(Expr::Number(value.plus(&tail)?))
    }

    fn word(&mut self, word: &str) -> Option<Expr> {
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
    fn symbol(&mut self, mut name: String) -> Option<Expr> {
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
    fn subscript(&mut self) -> Option<String> {
        if !self.eat('{') {
            return Some(self.next()?.to_string());
        }
        let mut text = String::new();
        while !self.eat('}') {
            text.push_str(&self.next()?.to_string());
        }
        Some(text)
    }

    fn command(&mut self, name: &str) -> Option<Expr> {
        if let Some(constant) = function::constant(name) {
            return Some(Expr::Constant(constant));
        }
        match name {
            "frac" => Some(quotient(self.argument()?, self.argument()?)),
            "binom" => {
                let arguments = vec![self.argument()?, self.argument()?];
                Some(Expr::Call(Function::Binomial, arguments))
            }
            "sqrt" => self.root(),
            "cbrt" => Some(Expr::Call(
                Function::Root,
                vec![self.argument()?, Expr::integer(3)],
            )),
            "lfloor" => self.between("rfloor", Function::Floor),
            "lceil" => self.between("rceil", Function::Ceil),
            "bar" | "overline" | "hat" | "vec" | "tilde" | "widehat" => {
                let mark = if name == "overline" { "bar" } else { name };
                let inside = if self.eat('{') {
                    let mut text = String::new();
                    while !self.eat('}') {
                        text.push_str(&self.next()?.to_string());
                    }
                    text
                } else {
                    self.next()?.to_string()
                };
                self.symbol(format!("{mark}({inside})"))
            }
            "hbar" | "ell" | "odot" => self.symbol(name.to_owned()),
            _ if function::is_greek(name) => self.symbol(name.to_owned()),
            _ => self.call(Function::named(name)?),
        }
    }

    /// The argument of a command: a group, or the next thing.
    fn argument(&mut self) -> Option<Expr> {
        self.nested(|p| if p.eat('{') { p.braced() } else { p.primary() })
    }

    fn between(&mut self, closing: &str, function: Function) -> Option<Expr> {
        let inside = self.sum()?;
        match self.next()? {
            Kind::Command(name) if name == closing => Some(Expr::Call(function, vec![inside])),
            _ => None,
        }
    }

    fn root(&mut self) -> Option<Expr> {
        let degree = if self.eat('[') {
            self.bracketed(']')?
        } else {
            Expr::integer(2)
        };
        let radicand = self.argument()?;
        Some(Expr::Call(Function::Root, vec![radicand, degree]))
    }

    /// A function and its arguments: `\sin^2 x`, `\log_2(8)`, `gcd(4, 6)`.
    fn call(&mut self, function: Function) -> Option<Expr> {
        self.nested(|p| p.call_inside(function))
    }

    fn call_inside(&mut self, function: Function) -> Option<Expr> {
        let mut function = function;
        let base = if function == Function::Log && self.eat('_') {
            Some(self.argument()?)
        } else {
            None
        };
        let mut exponent = if self.eat('^') {
            Some(self.exponent()?)
        } else {
            None
        };
        if exponent.as_ref() == Some(&negative(Expr::integer(1))) {
            // `\sin^{-1}` is the inverse, not the reciprocal.
            if let Some(inverse) = function.inverse() {
                (function, exponent) = (inverse, None);
            }
        }
        let mut arguments = self.arguments(function)?;
        arguments.extend(base);
        if function == Function::Root {
            arguments.push(Expr::integer(2));
        }
        let call = Expr::Call(function, arguments);
        Some(match exponent {
            Some(exponent) => power(call, exponent),
            None => call,
        })
    }

    fn arguments(&mut self, function: Function) -> Option<Vec<Expr>> {
        if self.eat('(') {
            let mut arguments = vec![self.sum()?];
            while self.eat(',') {
                arguments.push(self.sum()?);
            }
            self.close(')')?;
            let fits = function.arity().is_none_or(|n| n == arguments.len());
            // `log(8, 2)` names its base.
            let fits = fits || (function == Function::Log && arguments.len() == 2);
            return fits.then_some(arguments);
        }
        // Without brackets: the factors up to the next function or operator.
        let mut factors = vec![self.power()?];
        while self.begins_factor() && !self.begins_call() && self.sign() != Some('(') {
            factors.push(self.power()?);
        }
        Some(vec![product(factors)])
    }

    fn begins_call(&self) -> bool {
        match self.peek() {
            Some(Kind::Word(name) | Kind::Command(name)) => Function::named(name).is_some(),
            _ => false,
        }
    }
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

/// Whether a word is mathematics rather than a unit or a word of a sentence.
fn is_factor(word: &str) -> bool {
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

impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(text) | Self::Word(text) | Self::Command(text) | Self::Text(text) => {
                f.write_str(text)
            }
            Self::Sign(sign) => write!(f, "{sign}"),
            Self::Degree => f.write_str("°"),
        }
    }
}
