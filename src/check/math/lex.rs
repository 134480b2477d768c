//! LaTeX and plain text → tokens.

/// Most tokens of an answer.
const MOST_TOKENS: usize = 4096;

/// A token, and whether white space stood before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) spaced: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits, perhaps with decimals and an exponent, separators left out.
    Number(String),
    /// Letters that stand together.
    Word(String),
    /// `\name`.
    Command(String),
    /// Words inside `\text{…}` and the like.
    Text(String),
    /// A relation, operator, bracket or separator. Set braces are `«` and `»`,
    /// relations of two signs are one character: `≤`, `≥`, `≠`.
    Sign(char),
    /// `°`.
    Degree,
}

/// Which separators may stand inside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Commas {
    /// `1,234` is one number.
    Thousands,
    /// Commas separate.
    Separate,
    /// `12,5` is a decimal.
    Decimal,
}

/// The tokens of `text` (after [`super::letters::plain`]); `None` if a
/// character means nothing here, or there are too many.
pub(super) fn lex(text: &str, commas: Commas) -> Option<Vec<Token>> {
    lex_at(text, commas, false)
}

/// `in_text` says that `text` stands inside `\text{…}`, which does not nest.
fn lex_at(text: &str, commas: Commas, in_text: bool) -> Option<Vec<Token>> {
    let mut lexer = Lexer {
        rest: text,
        commas,
        in_text,
        spaced: false,
        tokens: Vec::new(),
    };
    while !lexer.rest.is_empty() {
        lexer.step()?;
        if lexer.tokens.len() > MOST_TOKENS {
            return None;
        }
    }
    Some(lexer.tokens)
}

struct Lexer<'t> {
    rest: &'t str,
    commas: Commas,
    in_text: bool,
    spaced: bool,
    tokens: Vec<Token>,
}

impl<'t> Lexer<'t> {
    fn step(&mut self) -> Option<()> {
        let c = self.rest.chars().next()?;
        if c.is_whitespace() || c == '$' {
            self.take(c.len_utf8());
            self.spaced = true;
        } else if c.is_ascii_digit() || (c == '.' && self.digits_at(1) > 0) {
            self.number();
        } else if c.is_ascii_alphabetic() {
            let length = length_while(self.rest, |c| c.is_ascii_alphabetic());
            let word = self.take(length).to_owned();
            self.push(Kind::Word(word));
        } else if c == '\\' {
            self.command()?;
        } else if c.is_alphabetic() {
            let length = length_while(self.rest, char::is_alphabetic);
            let word = self.take(length).to_owned();
            self.push(Kind::Text(word));
        } else {
            self.sign(c)?;
        }
        Some(())
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

    fn digits_at(&self, offset: usize) -> usize {
        let rest = self.rest.get(offset..).unwrap_or("");
        length_while(rest, |c| c.is_ascii_digit())
    }

    fn number(&mut self) {
        if self.wants_one_digit() {
            let digit = self.take(1).to_owned();
            self.push(Kind::Number(digit));
            return;
        }
        let first = self.digits_at(0);
        let mut digits = self.take(first).to_owned();
        while let Some(separator) = self.thousands(first, &digits) {
            self.take(separator);
            digits.push_str(self.take(3));
        }
        let decimal_comma = self.commas == Commas::Decimal && self.rest.starts_with(',');
        let decimals = self.digits_at(1);
        if (self.rest.starts_with('.') || decimal_comma) && decimals > 0 {
            self.take(1);
            digits.push('.');
            digits.push_str(self.take(decimals));
        }
        if let Some(length) = exponent_length(self.rest) {
            digits.push_str(self.take(length));
        }
        self.push(Kind::Number(digits));
    }

    /// Length of a thousands separator that stands here, with three digits and
    /// no fourth behind it. `digits` is the number so far.
    fn thousands(&self, first: usize, digits: &str) -> Option<usize> {
        let grouped = (1..=3).contains(&first) && !digits.starts_with('0');
        let length = ["{,}", ",\\!", "\\!", "\\,", ",", " "]
            .into_iter()
            .filter(|&s| s != "," || self.commas == Commas::Thousands)
            .find(|separator| self.rest.starts_with(separator))?
            .len();
        // `3,\! 250` has a space behind the separator.
        let gap = length_while(self.rest.get(length..)?, |c| c == ' ');
        let gap = if length > 1 { gap } else { 0 };
        (grouped && self.digits_at(length + gap) == 3).then_some(length + gap)
    }

    /// `\frac13` and `\sqrt2` take single digits.
    fn wants_one_digit(&self) -> bool {
        const TWO: [&str; 2] = ["frac", "binom"];
        let is_taker = |token: &Token, names: &[&str]| matches!(&token.kind, Kind::Command(name) if names.contains(&name.as_str()));
        match self.tokens.as_slice() {
            [.., last] if is_taker(last, &["frac", "binom", "sqrt"]) => true,
            [.., taker, last] => {
                let one = matches!(&last.kind, Kind::Number(digit) if digit.len() == 1);
                one && is_taker(taker, &TWO)
            }
            _ => false,
        }
    }

    fn command(&mut self) -> Option<()> {
        let after = self.rest.get(1..)?;
        let name_length = length_while(after, |c| c.is_ascii_alphabetic());
        if name_length == 0 {
            return self.escaped(after.chars().next());
        }
        let name = after.get(..name_length)?;
        self.take(1 + name_length);
        match name {
            "left" | "right" | "big" | "Big" | "bigl" | "bigr" | "Bigl" | "Bigr" | "bigg"
            | "displaystyle" | "limits" => {
                // `\left.` draws nothing.
                if self.rest.starts_with('.') {
                    self.take(1);
                }
            }
            "quad" | "qquad" | "thinspace" => self.spaced = true,
            "text" | "textbf" | "textit" | "textrm" | "mathrm" | "mathbf" | "mbox" | "mathit"
            | "boldsymbol" | "operatorname" | "mathsf" => self.text(),
            "dfrac" | "tfrac" | "cfrac" | "frac" => self.push(Kind::Command("frac".into())),
            "dbinom" | "tbinom" | "binom" => self.push(Kind::Command("binom".into())),
            "cdot" | "times" | "ast" => self.push(Kind::Sign('*')),
            "div" => self.push(Kind::Sign('/')),
            "le" | "leq" | "leqslant" => self.push(Kind::Sign('≤')),
            "ge" | "geq" | "geqslant" => self.push(Kind::Sign('≥')),
            "lt" => self.push(Kind::Sign('<')),
            "gt" => self.push(Kind::Sign('>')),
            "ne" | "neq" => self.push(Kind::Sign('≠')),
            "approx" => self.push(Kind::Sign('=')),
            "lbrace" => self.push(Kind::Sign('«')),
            "rbrace" => self.push(Kind::Sign('»')),
            "vert" | "lvert" | "rvert" | "mid" => self.push(Kind::Sign('|')),
            "colon" => self.push(Kind::Sign(':')),
            "circ" | "degree" => self.degree(),
            "prime" => self.push(Kind::Sign('\'')),
            _ => self.push(Kind::Command(name.to_owned())),
        }
        Some(())
    }

    /// A backslash before something other than a letter.
    fn escaped(&mut self, next: Option<char>) -> Option<()> {
        self.take(1 + next.map_or(0, char::len_utf8));
        match next {
            Some('{') => self.push(Kind::Sign('«')),
            Some('}') => self.push(Kind::Sign('»')),
            Some('%') => self.push(Kind::Sign('%')),
            Some('|') => self.push(Kind::Sign('|')),
            Some(',' | ';' | ':' | '!' | ' ' | '(' | ')' | '[' | ']' | '$' | '\\' | '_') | None => {
                self.spaced = true;
            }
            Some(_) => return None,
        }
        Some(())
    }

    /// `\text{…}`. What is inside is words, except where it is the name of a
    /// function or constant, or a joint.
    fn text(&mut self) {
        let body = self.rest.trim_start();
        let Some(inside) = body.strip_prefix('{').filter(|_| !self.in_text) else {
            return;
        };
        let length = inside.find('}').unwrap_or(inside.len());
        let content = inside.get(..length).unwrap_or("").trim();
        self.rest = inside.get(length + 1..).unwrap_or("");
        let is_math = |w: &str| {
            super::function::Function::named(w).is_some()
                || super::function::constant(w).is_some()
                || matches!(w, "and" | "or")
        };
        if is_math(content) {
            self.push(Kind::Word(content.to_owned()));
        } else if content.contains(|c: char| c.is_ascii_digit() || "\\^".contains(c)) {
            // `\text{4:30 p.m.}` and `\text{cm}^2`: read on inside.
            let mut inner = lex_at(content, self.commas, true).unwrap_or_default();
            self.tokens.append(&mut inner);
        } else {
            for word in content.split(|c: char| !c.is_alphanumeric()) {
                match word {
                    "" => {}
                    "and" | "or" => self.push(Kind::Word(word.to_owned())),
                    word => self.push(Kind::Text(word.to_owned())),
                }
            }
        }
    }

    /// `^\circ` and `^{\circ}` are one mark.
    fn degree(&mut self) {
        let is = |token: Option<&Token>, sign| token.is_some_and(|t| t.kind == Kind::Sign(sign));
        if is(self.tokens.last(), '{') {
            self.tokens.pop();
            let rest = self.rest.trim_start();
            self.rest = rest.strip_prefix('}').unwrap_or(rest);
        }
        if is(self.tokens.last(), '^') {
            self.tokens.pop();
        }
        self.push(Kind::Degree);
    }

    fn sign(&mut self, c: char) -> Option<()> {
        for (text, sign) in [
            ("**", '^'),
            ("<=", '≤'),
            (">=", '≥'),
            ("!=", '≠'),
            ("==", '='),
        ] {
            if self.rest.starts_with(text) {
                self.take(text.len());
                self.push(Kind::Sign(sign));
                return Some(());
            }
        }
        self.take(c.len_utf8());
        match c {
            '+' | '-' | '*' | '/' | '^' | '_' | '=' | '<' | '>' | '(' | ')' | '[' | ']' | '{'
            | '}' | '|' | '!' | '%' | ',' | ';' | ':' | '&' | '\'' => self.push(Kind::Sign(c)),
            '~' | '`' | '"' | '“' | '”' | '’' => self.spaced = true,
            '.' | '?' => self.spaced = true,
            '€' => self.push(Kind::Text("eur".into())),
            '£' => self.push(Kind::Text("gbp".into())),
            '¥' => self.push(Kind::Text("jpy".into())),
            _ => return None,
        }
        Some(())
    }
}

/// Bytes of `e5`, `E-12` and the like, not followed by a letter.
fn exponent_length(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix(['e', 'E'])?;
    let sign = usize::from(after.starts_with(['-', '+']));
    let digits = length_while(after.get(sign..)?, |c| c.is_ascii_digit());
    let length = 1 + sign + digits;
    let next = rest.get(length..)?.chars().next();
    (digits > 0 && !next.is_some_and(char::is_alphabetic)).then_some(length)
}

fn length_while(text: &str, holds: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_start_matches(holds).len()
}
