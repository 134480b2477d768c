//! Variables and words.

use super::super::expr::{Constant, Expr, power, product};
use super::super::function::{self, Function};
use super::super::token::Kind;
use super::super::unit;
use super::Parser;

/// Functions that are written together with their argument: `sinx`, `ln2`.
const GLUED: [&str; 9] = [
    "arcsin", "arctan", "sin", "cos", "tan", "cot", "log", "ln", "sqrt",
];
/// Letters that name functions where brackets follow.
const FUNCTIONS: [&str; 6] = ["f", "g", "h", "F", "G", "H"];

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

    /// Names of program code: `Rational(1, 2)`, `Matrix([[1, 2]])`.
    fn code_word(&mut self, word: &str) -> Option<Expr> {
        match word {
            "Rational" | "Fraction" | "Integer" | "Float" if self.sign() == Some('(') => {
                self.at += 1;
                let mut expr = self.sum()?;
                if self.eat(',') {
                    expr = super::quotient(expr, self.sum()?);
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

    /// A variable with its subscript and primes. `x^2_1` is x_1 squared.
    pub(super) fn symbol(&mut self, mut name: String) -> Option<Expr> {
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
    pub(super) fn subscript(&mut self) -> Option<String> {
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

/// Whether a word is mathematics rather than a unit or a word of a sentence.
pub(super) fn is_factor(word: &str) -> bool {
    const CODE: [&str; 11] = [
        "Rational", "Fraction", "Integer", "Float", "Pow", "pow", "cbrt", "root", "Mod", "lg",
        "cis",
    ];
    Function::named(word).is_some()
        || function::constant(word).is_some()
        || function::is_greek(word)
        || CODE.contains(&word)
        || glued(word).is_some()
        || (word.len() <= 3
            && !is_word(word)
            && !is_proper_name(word)
            && (word.len() == 1 || !is_common_unit(word)))
}

/// Short words that are no products of letters.
fn is_word(word: &str) -> bool {
    const WORDS: [&str; 26] = [
        "and", "or", "per", "if", "is", "the", "of", "to", "in", "for", "no", "not", "yes", "all",
        "any", "mod", "are", "ans", "am", "pm", "by", "at", "on", "as", "it", "so",
    ];
    WORDS.contains(&word.to_ascii_lowercase().as_str())
}

/// Units that are hardly ever meant as products of letters.
fn is_common_unit(word: &str) -> bool {
    const UNITS: [&str; 34] = [
        "mm", "cm", "dm", "km", "nm", "ft", "in", "yd", "kg", "mg", "lb", "lbs", "oz", "ml", "mL",
        "cL", "dl", "hr", "hrs", "sec", "ms", "mph", "kph", "Hz", "kHz", "MHz", "GHz", "kJ", "kW",
        "kPa", "kWh", "mol", "deg", "sq",
    ];
    UNITS.contains(&word) && unit::is_unit_word(word) || word == "sq"
}

/// `Bob`, `Ann`: a capital and small letters.
fn is_proper_name(word: &str) -> bool {
    let mut letters = word.chars();
    word.len() == 3
        && letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_lowercase)
}

fn glued(word: &str) -> Option<(&'static str, &str)> {
    let name = GLUED.into_iter().find(|name| word.starts_with(name))?;
    let rest = word.get(name.len()..)?;
    matches!(rest.len(), 1 | 2).then_some((name, rest))
}

pub(super) fn single(letter: char) -> Expr {
    match letter {
        'e' => Expr::Constant(Constant::E),
        'i' => Expr::Constant(Constant::I),
        letter => Expr::Symbol(letter.to_string()),
    }
}
