//! Cutting the text of a unit into tokens.

use super::lookup;
use super::names::SIGNS;
use super::simplify::simplified;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A word, a symbol or a sign such as `%`.
    Word(String),
    Integer(i32),
    /// An exponent.
    Power(i32),
    Times,
    /// A hyphen: a product, or the sign of an exponent.
    Minus,
    Over,
    Caret,
    Fraction,
    Open,
    Close,
}

/// Longest text of a unit, in bytes.
const LONGEST: usize = 200;

/// The tokens of the text, or `None` if it has what no unit has.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    if text.len() > LONGEST {
        return None;
    }
    let mut lexer = Lexer {
        rest: text,
        tokens: Vec::new(),
        braces: Vec::new(),
        is_text: false,
    };
    while lexer.step()? {}
    lexer.braces.is_empty().then(|| simplified(lexer.tokens))
}

struct Lexer<'a> {
    rest: &'a str,
    tokens: Vec<Token>,
    /// Of each open brace, whether it only holds the text of a command.
    braces: Vec<bool>,
    /// Whether a brace that follows belongs to `\text` or its like.
    is_text: bool,
}

impl<'a> Lexer<'a> {
    /// Reads one token; `Some(false)` at the end.
    fn step(&mut self) -> Option<bool> {
        let mut chars = self.rest.chars();
        let Some(c) = chars.next() else {
            return Some(false);
        };
        let after = chars.as_str();
        if is_word(c) {
            self.word(c);
            return Some(true);
        }
        if c.is_ascii_digit() {
            let digits = self.take(|c| c.is_ascii_digit());
            self.tokens.push(Token::Integer(digits.parse().ok()?));
            return Some(true);
        }
        self.rest = after;
        let was_text = std::mem::take(&mut self.is_text);
        match c {
            '\\' => self.command()?,
            '{' | '(' | '[' => {
                self.braces.push(was_text && c == '{');
                self.push_unless(was_text && c == '{', Token::Open);
            }
            '}' | ')' | ']' => {
                let is_text = self.braces.pop()?;
                self.push_unless(is_text, Token::Close);
            }
            '·' | '⋅' | '×' | '*' | '∙' | '•' | '・' => self.tokens.push(Token::Times),
            '/' | '∕' | '⁄' | '÷' | '／' => self.tokens.push(Token::Over),
            '^' => self.tokens.push(Token::Caret),
            '-' | '−' | '‐' | '‑' | '–' => self.tokens.push(Token::Minus),
            '.' if !after.starts_with(|c: char| c.is_ascii_digit()) => {}
            '~' => {}
            c if c.is_whitespace() => self.is_text = was_text,
            c if superscript(c).is_some() => self.superscript(c)?,
            _ => {
                let sign = SIGNS.iter().find(|(sign, _)| *sign == c);
                let word = sign.map_or_else(|| c.to_string(), |(_, word)| (*word).to_owned());
                if !is_sign(&word) {
                    return None;
                }
                self.tokens.push(Token::Word(word));
            }
        }
        Some(true)
    }

    fn push_unless(&mut self, is_text: bool, token: Token) {
        if !is_text {
            self.tokens.push(token);
        }
    }

    fn take(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn word(&mut self, first: char) {
        if is_han(first) {
            let run = self.take(is_han);
            return self.han(run);
        }
        let word = self.take(|c| is_word(c) && !is_han(c));
        let mut word = word
            .replace(['\'', '’'], "")
            .replace('\u{2126}', "Ω")
            .replace('\u{212b}', "Å");
        // `US$`, and `T-shirt`, which is no tesla.
        if let Some(rest) = self.rest.strip_prefix('$')
            && word.len() <= 2
            && lookup::is_word(&format!("{}$", word.to_lowercase()))
        {
            word.push('$');
            self.rest = rest;
        } else if word.len() == 1
            && let Some(rest) = self.rest.strip_prefix('-')
        {
            let letters = rest.chars().take_while(char::is_ascii_alphabetic).count();
            if letters >= 4 && lookup::find(rest.get(..letters).unwrap_or("")).is_none() {
                self.rest = rest;
                let tail = self.take(|c| c.is_ascii_alphabetic());
                word = format!("{word}-{tail}");
            }
        }
        if !word.is_empty() {
            self.tokens.push(Token::Word(word));
        }
    }

    /// A run of Chinese letters: the longest known words from the left; what is
    /// unknown is one word up to 每 (per) or the end.
    fn han(&mut self, run: &str) {
        let mut rest = run;
        while !rest.is_empty() {
            let ends = rest.char_indices().map(|(i, c)| i + c.len_utf8());
            let known = ends.take(5).filter(|&end| {
                let word = rest.get(..end).unwrap_or("");
                matches!(word, "每" | "平方" | "立方" | "的") || lookup::is_word(word)
            });
            let end = known.last();
            let end = end.unwrap_or_else(|| rest.find('每').unwrap_or(rest.len()));
            let Some((word, tail)) = rest.split_at_checked(end) else {
                return;
            };
            self.tokens.push(match word {
                "每" => Token::Over,
                _ => Token::Word(word.to_owned()),
            });
            rest = tail;
        }
    }

    /// What stands behind a backslash.
    fn command(&mut self) -> Option<()> {
        let name = self.take(|c| c.is_ascii_alphabetic());
        let token = match name {
            "" => {
                let mut chars = self.rest.chars();
                let sign = chars.next();
                if !matches!(sign, Some('$' | '%')) {
                    // Thin spaces and their like.
                    self.rest = chars.as_str();
                    return matches!(sign, Some(',' | ';' | ':' | '!' | ' ' | '/')).then_some(());
                }
                return Some(());
            }
            "text" | "mathrm" | "textbf" | "mathbf" | "rm" | "mathit" | "textit" | "mathsf"
            | "textrm" | "textsf" | "texttt" | "mathtt" | "operatorname" | "mbox" | "hbox"
            | "unit" | "si" => {
                self.is_text = true;
                return Some(());
            }
            "left" | "right" | "quad" | "qquad" | "displaystyle" | "thinspace" | "big" | "Big" => {
                return Some(());
            }
            "cdot" | "times" | "ast" | "bullet" => Token::Times,
            "frac" | "dfrac" | "tfrac" | "cfrac" => Token::Fraction,
            "per" => Token::Over,
            "circ" | "degree" | "textdegree" => Token::Word("°".into()),
            "mu" | "micro" => Token::Word("µ".into()),
            "Omega" | "ohm" => Token::Word("Ω".into()),
            "AA" | "angstrom" => Token::Word("Å".into()),
            "percent" => Token::Word("%".into()),
            "pounds" => Token::Word("£".into()),
            "yen" => Token::Word("¥".into()),
            "euro" => Token::Word("€".into()),
            _ => return None,
        };
        self.tokens.push(token);
        Some(())
    }

    fn superscript(&mut self, first: char) -> Option<()> {
        let is_negative = first == '⁻';
        let mut value = (!is_negative).then_some(superscript(first)?);
        while let Some(digit) = self.next_digit() {
            value = Some(value.unwrap_or(0).checked_mul(10)?.checked_add(digit)?);
            self.take_one();
        }
        let value = value?;
        self.tokens
            .push(Token::Power(if is_negative { -value } else { value }));
        Some(())
    }

    fn next_digit(&self) -> Option<i32> {
        superscript(self.rest.chars().next().filter(|&c| c != '⁻')?)
    }

    fn take_one(&mut self) {
        let mut chars = self.rest.chars();
        chars.next();
        self.rest = chars.as_str();
    }
}

fn is_word(c: char) -> bool {
    c.is_alphabetic() && superscript(c).is_none() && !SIGNS.iter().any(|(sign, _)| *sign == c)
        || matches!(c, '\'' | '’' | 'µ')
}

/// Chinese letters, and the Japanese and Korean ones that are written like them.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

fn is_sign(word: &str) -> bool {
    lookup::is_word(word)
}

fn superscript(c: char) -> Option<i32> {
    Some(match c {
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁰' | '⁻' => 0,
        '⁴'..='⁹' => c as i32 - '⁰' as i32,
        _ => return None,
    })
}
