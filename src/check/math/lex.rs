//! LaTeX and plain text → tokens.

use super::token::{Kind, Token};

mod command;
mod number;

/// Most tokens of an answer.
const MOST_TOKENS: usize = 4096;

/// What commas and points inside numbers mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Commas {
    /// `1,234` is one number.
    Thousands,
    /// Commas separate.
    Separate,
    /// `12,5` is a decimal, `1.234.567` an integer.
    Decimal,
}

/// The tokens of `text` (after [`super::letters::plain`]); `None` if there are
/// too many. Characters that mean nothing in mathematics are texts.
pub(super) fn lex(text: &str, commas: Commas) -> Option<Vec<Token>> {
    let mut lexer = Lexer::new(text, commas, 0);
    lexer.run()?;
    Some(lexer.tokens)
}

struct Lexer<'t> {
    rest: &'t str,
    commas: Commas,
    /// Depth of `\text{…}` around the text.
    nested: usize,
    spaced: bool,
    /// Depth of environments, in which `\\` and `&` mean rows and columns.
    environments: usize,
    /// Whether the last number had a decimal point.
    has_point: bool,
    tokens: Vec<Token>,
}

impl<'t> Lexer<'t> {
    fn new(text: &'t str, commas: Commas, nested: usize) -> Self {
        Self {
            rest: text,
            commas,
            nested,
            spaced: false,
            environments: 0,
            has_point: false,
            tokens: Vec::new(),
        }
    }

    fn run(&mut self) -> Option<()> {
        while let Some(c) = self.rest.chars().next() {
            self.step(c);
            if self.tokens.len() > MOST_TOKENS {
                return None;
            }
        }
        Some(())
    }

    fn step(&mut self, c: char) {
        if c.is_whitespace() {
            self.take(c.len_utf8());
            self.spaced = true;
        } else if c.is_ascii_digit() || (c == '.' && self.digits_at(1) > 0) {
            self.number();
        } else if c.is_ascii_alphabetic() {
            let length = length_while(self.rest, |c| c.is_ascii_alphabetic());
            let more = self.rest.get(length..).and_then(|r| r.chars().next());
            // `é` within a word makes it a word of a language.
            if more.is_some_and(|c| !c.is_ascii() && c.is_alphabetic()) {
                self.foreign();
            } else {
                let word = self.take(length).to_owned();
                self.push(Kind::Word(word));
            }
        } else if c == '\\' {
            self.command();
        } else if c.is_alphabetic() {
            self.foreign();
        } else {
            self.sign(c);
        }
    }

    /// A word with letters beyond ASCII.
    fn foreign(&mut self) {
        // Latin words go on through plain letters, others end there: `或x`.
        let is_latin = |c: char| u32::from(c) < 0x250;
        let latin = self.rest.chars().next().is_some_and(is_latin);
        let length = length_while(self.rest, |c| c.is_alphabetic() && is_latin(c) == latin);
        let word = self.take(length).to_owned();
        self.push(Kind::Text(word));
    }

    fn take(&mut self, length: usize) -> &'t str {
        let (head, tail) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.rest = tail;
        head
    }

    fn push(&mut self, kind: Kind) {
        let spaced = std::mem::take(&mut self.spaced);
        self.tokens.push(Token { kind, spaced });
    }

    fn last_is(&self, sign: char) -> bool {
        self.tokens.last().is_some_and(|t| t.is(sign))
    }

    fn sign(&mut self, c: char) {
        const LONG: [(&str, char); 9] = [
            ("**", '^'),
            ("<=", '≤'),
            ("=<", '≤'),
            (">=", '≥'),
            ("=>", '≥'),
            ("!=", '≠'),
            ("<>", '≠'),
            ("==", '='),
            ("~=", '≈'),
        ];
        let begins_long = matches!(c, '*' | '<' | '=' | '>' | '!' | '~');
        for (text, sign) in LONG.into_iter().filter(|_| begins_long) {
            if self.rest.starts_with(text) && !self.is_factorial(text) {
                self.take(text.len());
                self.push(Kind::Sign(sign));
                return;
            }
        }
        if c == '^' && self.last_is_number() && self.is_degree_letter() {
            let length = if self.rest.starts_with("^{") { 4 } else { 2 };
            self.take(length);
            self.push(Kind::Degree);
            return;
        }
        if self.rest.starts_with("...") {
            self.take(3);
            self.push(Kind::Command("dots".to_owned()));
            return;
        }
        self.take(c.len_utf8());
        match c {
            '+' | '-' | '*' | '/' | '^' | '_' | '=' | '<' | '>' | '(' | ')' | '[' | ']' | '{'
            | '}' | '|' | '!' | '%' | ',' | ';' | ':' | '\'' => self.push(Kind::Sign(c)),
            '&' if self.environments > 0 => self.push(Kind::Sign('&')),
            '&' => self.push(Kind::Word("and".to_owned())),
            // Inches.
            '"' if !self.spaced && self.last_is_number() => {
                self.push(Kind::Sign('\''));
                self.push(Kind::Sign('\''));
            }
            '~' | '`' | '"' | '.' | '?' => self.spaced = true,
            c if c.is_control() => self.spaced = true,
            c => self.push(Kind::Text(c.to_string())),
        }
    }

    fn last_is_number(&self) -> bool {
        let last = self.tokens.last();
        last.is_some_and(|t| matches!(t.kind, Kind::Number(_)))
    }

    /// Whether `^o` or `^{o}` stands here, for want of a degree sign.
    fn is_degree_letter(&self) -> bool {
        let rest = self
            .rest
            .strip_prefix("^o")
            .or_else(|| self.rest.strip_prefix("^{o}"));
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    }

    /// Whether `!=` is a factorial and an equals sign: `5!=120`.
    fn is_factorial(&self, text: &str) -> bool {
        let after_number = || {
            !self.spaced
                && self
                    .tokens
                    .last()
                    .is_some_and(|t| matches!(t.kind, Kind::Number(_)) || t.is(')') || t.is('!'))
        };
        text == "!=" && !self.rest.starts_with("!==") && after_number()
    }
}

fn length_while(text: &str, holds: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_start_matches(holds).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_texts() {
        for (text, expected) in [
            ("1,234.5", "1234.5"),
            ("1 234 567", "1234567"),
            ("1'234", "1234"),
            ("12,34,567", "1234567"),
            ("1,23", "1 , 23"),
            ("3{,}250", "3250"),
            ("x!=5", "x ≠ 5"),
            ("5!=120", "5 ! = 120"),
            ("\\frac12", "frac 1 2"),
            ("\\text{if } x", "if x"),
            ("90^{\\circ}", "90 °"),
            ("\\left( 1 \\right.", "( 1"),
            ("2.5e-3", "2.5e-3"),
            ("naïve 5", "naïve 5"),
            ("a \\\\ b", "a b"),
        ] {
            let tokens = lex(text, Commas::Thousands).unwrap();
            assert_eq!(super::super::token::text_of(&tokens), expected, "{text}");
        }
    }
}
