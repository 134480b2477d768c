//! Trees from a small notation, for tests only: `2x` is not read, `2*x` is.

use super::expr::{self, Constant, Expr, Number, Series};
use super::function::{self, Function};
use super::rational::Rational;

/// The tree of `text`. Names with a bracket behind them that are no functions
/// are unknown functions; `sum(k, 1, n, k^2)`, `prod(…)`, `int(x, x, 0, 1)`,
/// `[a, b; c, d]`, `oo` and `undefined` are what they look like.
pub(super) fn tree(text: &str) -> Expr {
    let mut reader = Reader {
        rest: text.chars().filter(|c| *c != ' ').collect(),
        at: 0,
    };
    let expr = reader.sum();
    assert_eq!(reader.at, reader.rest.len(), "all of {text} is read");
    expr
}

struct Reader {
    rest: Vec<char>,
    at: usize,
}

impl Reader {
    fn next(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }

    fn takes(&mut self, wanted: char) -> bool {
        let found = self.next() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn sum(&mut self) -> Expr {
        let mut terms = vec![self.product()];
        loop {
            if self.takes('+') {
                terms.push(self.product());
            } else if self.takes('-') {
                terms.push(expr::negative(self.product()));
            } else {
                return expr::sum(terms);
            }
        }
    }

    fn product(&mut self) -> Expr {
        let mut left = self.signed();
        loop {
            if self.takes('*') {
                let right = self.signed();
                left = match left {
                    Expr::Product(mut factors) => {
                        factors.push(right);
                        Expr::Product(factors)
                    }
                    left => Expr::Product(vec![left, right]),
                };
            } else if self.takes('/') {
                left = expr::quotient(left, self.signed());
            } else {
                return left;
            }
        }
    }

    fn signed(&mut self) -> Expr {
        if self.takes('-') {
            return expr::negative(self.signed());
        }
        self.power()
    }

    fn power(&mut self) -> Expr {
        let mut base = self.atom();
        while self.takes('!') {
            base = Expr::Call(Function::Factorial, vec![base]);
        }
        if self.takes('^') {
            return expr::power(base, self.signed());
        }
        base
    }

    fn atom(&mut self) -> Expr {
        if self.takes('(') {
            let inner = self.sum();
            assert!(self.takes(')'));
            return inner;
        }
        if self.takes('[') {
            return self.matrix();
        }
        let is_digit = |c: char| c.is_ascii_digit() || c == '.';
        if self.next().is_some_and(is_digit) {
            return number(&self.word(is_digit));
        }
        let name = self.word(|c| c.is_alphanumeric() || c == '_' || c == '\'');
        assert!(!name.is_empty(), "something at {}", self.at);
        if self.takes('(') {
            let mut arguments = vec![self.sum()];
            while self.takes(',') {
                arguments.push(self.sum());
            }
            assert!(self.takes(')'));
            return call(name, arguments);
        }
        match name.as_str() {
            "oo" => Expr::Constant(Constant::Infinity),
            "undefined" => Expr::Constant(Constant::Undefined),
            name => function::constant(name)
                .map_or_else(|| Expr::Symbol(name.to_owned()), Expr::Constant),
        }
    }

    fn matrix(&mut self) -> Expr {
        let mut rows = vec![vec![self.sum()]];
        loop {
            if self.takes(',') {
                let entry = self.sum();
                rows.last_mut().expect("there is a row").push(entry);
            } else if self.takes(';') {
                rows.push(vec![self.sum()]);
            } else {
                assert!(self.takes(']'));
                return Expr::Matrix(rows);
            }
        }
    }

    fn word(&mut self, fits: impl Fn(char) -> bool) -> String {
        let mut word = String::new();
        while let Some(c) = self.next().filter(|c| fits(*c)) {
            word.push(c);
            self.at += 1;
        }
        word
    }
}

fn number(digits: &str) -> Expr {
    let decimals = digits.split_once('.').map(|(_, d)| d.len() as i32);
    Expr::Number(Number {
        value: Rational::parse(digits).expect("these are digits"),
        decimals,
    })
}

fn call(name: String, mut arguments: Vec<Expr>) -> Expr {
    if let ("sum" | "prod", [_, _, Expr::Constant(Constant::Infinity), _]) =
        (name.as_str(), arguments.as_slice())
    {
        return Expr::Opaque(name, arguments);
    }
    if let ("sum" | "prod", [Expr::Symbol(variable), from, to, body]) =
        (name.as_str(), arguments.as_slice())
    {
        return Expr::Series(Box::new(Series {
            is_product: name == "prod",
            variable: variable.clone(),
            from: from.clone(),
            to: to.clone(),
            body: body.clone(),
        }));
    }
    let function = match name.as_str() {
        "mod" => Some(Function::Mod),
        name => Function::named(name),
    };
    match function {
        Some(Function::Root) if arguments.len() == 1 => {
            arguments.push(Expr::integer(2));
            Expr::Call(Function::Root, arguments)
        }
        Some(function) => Expr::Call(function, arguments),
        None if name == "int" || name == "lim" => Expr::Opaque(name, arguments),
        None => Expr::Apply(name, arguments),
    }
}
