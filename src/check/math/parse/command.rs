//! LaTeX commands with their arguments.

use super::super::expr::{Expr, product, quotient};
use super::super::function::{self, Function};
use super::super::token::Kind;
use super::Parser;

/// Whether a command that is no function and no letter begins a factor.
pub(super) fn begins(name: &str) -> bool {
    matches!(
        name,
        "frac"
            | "binom"
            | "lfloor"
            | "lceil"
            | "cbrt"
            | "overline"
            | "overrightarrow"
            | "bar"
            | "hat"
            | "vec"
            | "tilde"
            | "dot"
            | "hbar"
            | "ell"
            | "odot"
            | "sum"
            | "prod"
            | "int"
            | "iint"
            | "oint"
            | "lim"
            | "partial"
            | "nabla"
            | "mathbb"
            | "angle"
            | "triangle"
            | "imath"
            | "jmath"
            | "lg"
            | "aleph"
            | "langle"
    )
}

impl Parser<'_> {
    pub(super) fn command(&mut self, name: &str) -> Option<Expr> {
        if let Some(constant) = function::constant(name) {
            return Some(Expr::Constant(constant));
        }
        match name {
            "frac" => self.fraction(),
            "binom" => self.binomial(),
            "sqrt" => self.root(),
            "cbrt" => {
                let arguments = vec![self.argument()?, Expr::integer(3)];
                Some(Expr::Call(Function::Root, arguments))
            }
            "lfloor" => self.between("rfloor", Function::Floor),
            "lceil" => self.between("rceil", Function::Ceil),
            "overline" if self.is_conjugated() => {
                let arguments = vec![self.argument()?];
                Some(Expr::Call(Function::Conjugate, arguments))
            }
            "bar" | "overline" | "hat" | "vec" | "tilde" | "widehat" | "dot" | "ddot"
            | "overrightarrow" => self.marked(name),
            "partial" | "nabla" | "angle" | "triangle" => self.prefixed(name),
            "hbar" | "ell" | "odot" => self.symbol(name.to_owned()),
            "imath" => Some(Expr::Constant(super::Constant::I)),
            "jmath" => self.symbol("j".to_owned()),
            "langle" => {
                let first = self.sum()?;
                let row = self.components(first)?;
                match self.next()? {
                    Kind::Command(name) if name == "rangle" => Some(row),
                    _ => None,
                }
            }
            "sum" | "prod" => self.series(name == "prod"),
            "int" | "iint" | "oint" => self.integral(name),
            "lim" => self.limit(),
            "lg" => self.decimal_logarithm(),
            "Gamma" if self.sign() == Some('(') => self.call(Function::Gamma),
            "aleph" => self.symbol(name.to_owned()),
            "zeta" if self.sign() == Some('(') => self.zeta(),
            _ if function::is_greek(name) => {
                // `\varepsilon` is another drawing of the same letter.
                let letter = name.strip_prefix("var").unwrap_or(name);
                self.symbol(letter.to_owned())
            }
            _ => self.call(Function::named(name)?),
        }
    }

    /// `\binom{n}{k}`, or the multinomial `\binom{n}{a, b, c}`: n!/(a! b! c!).
    fn binomial(&mut self) -> Option<Expr> {
        let n = self.argument()?;
        let at = self.at;
        if let Some(k) = self.argument() {
            return Some(Expr::Call(Function::Binomial, vec![n, k]));
        }
        self.at = at;
        self.close('{')?;
        let mut parts = vec![self.sum()?];
        while self.eat(',') {
            parts.push(self.sum()?);
        }
        self.close('}')?;
        let factorial = |expr: &Expr| Expr::Call(Function::Factorial, vec![expr.clone()]);
        let below = parts.iter().map(factorial).collect();
        (parts.len() > 1).then(|| quotient(factorial(&n), product(below)))
    }

    fn fraction(&mut self) -> Option<Expr> {
        if let Some(name) = self.derivative() {
            return self.symbol(name);
        }
        if let Some(name) = self.partial_name() {
            return self.symbol(name);
        }
        let at = self.at;
        if let Some(derivative) = self.derivative_of() {
            return Some(derivative);
        }
        self.at = at;
        Some(quotient(self.argument()?, self.argument()?))
    }

    /// `{dy}{dx}` is one name, no quotient of products with d.
    fn derivative(&mut self) -> Option<String> {
        let kinds: Vec<&Kind> = (0..6)
            .map_while(|n| self.token(n))
            .map(|t| &t.kind)
            .collect();
        let [
            Kind::Sign('{'),
            Kind::Word(above),
            Kind::Sign('}'),
            Kind::Sign('{'),
            Kind::Word(below),
            Kind::Sign('}'),
        ] = kinds.as_slice()
        else {
            return None;
        };
        let is_differential = |word: &str| word.len() == 2 && word.starts_with('d');
        if !(is_differential(above) && is_differential(below)) {
            return None;
        }
        self.at += 6;
        Some(format!("{above}/{below}"))
    }

    /// `\lg x`, to base ten.
    fn decimal_logarithm(&mut self) -> Option<Expr> {
        match self.call(Function::Log)? {
            Expr::Call(Function::Log, mut arguments) if arguments.len() == 1 => {
                arguments.push(Expr::integer(10));
                Some(Expr::Call(Function::Log, arguments))
            }
            _ => None,
        }
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
        // `√(2)/2`: brackets are the argument; `√2x` is √2·x.
        let radicand = self.argument()?;
        Some(Expr::Call(Function::Root, vec![radicand, degree]))
    }

    /// Whether the bar stands over something that is calculated: `\overline{3+4i}`.
    fn is_conjugated(&self) -> bool {
        let mut rest = self.tokens.iter().skip(self.at + 1);
        rest.by_ref()
            .take_while(|t| !t.is('}'))
            .any(|t| t.is('+') || t.is('-'))
    }

    /// A name with a mark over it.
    fn marked(&mut self, mark: &str) -> Option<Expr> {
        let mark = match mark {
            "overline" => "bar",
            "overrightarrow" => "vec",
            "widehat" => "hat",
            mark => mark,
        };
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

    /// `\partial u`, `\angle ABC`: one name.
    fn prefixed(&mut self, mark: &str) -> Option<Expr> {
        match self.next()? {
            Kind::Word(word) | Kind::Command(word) | Kind::Text(word) => {
                let mut letters = word.chars();
                if mark != "partial" || word.len() == 1 || function::is_greek(word) {
                    return self.symbol(format!("{mark} {word}"));
                }
                let first = letters.next()?;
                let rest: Vec<Expr> = letters.map(super::name::single).collect();
                let mut factors = vec![Expr::Symbol(format!("{mark} {first}"))];
                factors.extend(rest);
                Some(product(factors))
            }
            Kind::Sign('{') => {
                let word = self.next()?.to_string();
                self.close('}')?;
                self.symbol(format!("{mark} {word}"))
            }
            _ => None,
        }
    }
}
