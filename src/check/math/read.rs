//! A text → the ways to read it.

use super::exact;
use super::letters;
use super::lex::{Commas, Token, lex};
use super::rational::Rational;
use super::structure::{self, Answer};

/// A text as it was read.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// The tokens as text: the same for what differs only in spaces and delimiters.
    pub(super) words: String,
    /// The ways to read it, the likeliest first; none if it cannot be read.
    pub(super) readings: Vec<Answer>,
}

/// Reads `text`. Commas in numbers have several readings.
pub(super) fn read(text: &str) -> Reading {
    let text = letters::plain(text);
    let text = text.trim();
    let mut kinds = vec![Commas::Thousands, Commas::Separate];
    if may_be_decimal(text) {
        kinds.push(Commas::Decimal);
    }
    let mut lexed: Vec<Vec<Token>> = Vec::new();
    for tokens in kinds.into_iter().filter_map(|commas| lex(text, commas)) {
        if !lexed.contains(&tokens) {
            lexed.push(tokens);
        }
    }
    let words = match lexed.first() {
        Some(tokens) => {
            let words: Vec<String> = tokens.iter().map(|t| t.kind.to_string()).collect();
            words.join(" ")
        }
        None => text.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    Reading {
        words,
        readings: lexed.iter().filter_map(|t| structure::answer(t)).collect(),
    }
}

impl Reading {
    /// The number that the text is, if it is one and nothing else.
    pub(super) fn number(&self) -> Option<Rational> {
        match self.readings.first() {
            Some(Answer::Expr(expr)) => exact::value(expr),
            _ => None,
        }
    }

    /// Whether the text is plain words or a plain number.
    pub(super) fn is_plain(&self) -> bool {
        match self.readings.as_slice() {
            [Answer::Text(_)] => true,
            _ => self.number().is_some(),
        }
    }
}

/// Whether the only comma of the text may be a decimal comma: `12,5`, `0,111`,
/// but not `1,234` (thousands) and not `2,3` (two numbers).
fn may_be_decimal(text: &str) -> bool {
    let Some((left, right)) = text.split_once(',').filter(|(_, r)| !r.contains(',')) else {
        return false;
    };
    let digits = |c: char| c.is_ascii_digit();
    let before = left.len() - left.trim_end_matches(digits).len();
    let after = right.len() - right.trim_start_matches(digits).len();
    let is_zero = left.ends_with('0') && before == 1;
    before > 0 && after > 0 && (is_zero || (after != 3 && before + after > 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_many_notations() {
        for (text, expected) in [
            ("42", "42"),
            ("-7", "-7"),
            ("−7", "-7"),
            ("+7", "7"),
            ("0.5", "1/2"),
            (".5", "1/2"),
            ("7,425,000", "7425000"),
            ("1 000", "1000"),
            ("3,\\!250", "3250"),
            ("14{,}916", "14916"),
            ("$\\$26$", "26"),
            ("\\frac{1}{2}", "1/2"),
            ("\\dfrac12", "1/2"),
            ("-\\frac{3}{6}", "-1/2"),
            ("2\\frac{1}{2}", "5/2"),
            ("-3 1/2", "-7/2"),
            ("2.5e2", "250"),
            ("2^{10}", "1024"),
            ("2**3", "8"),
            ("\\sqrt{16}", "4"),
            ("\\sqrt[3]{8}", "2"),
            ("3 \\times 4", "12"),
            ("2(3+4)", "14"),
            ("0.1\\overline{6}", "1/6"),
            ("1500E-1", "150"),
            ("5!", "120"),
            ("\\binom{5}{2}", "10"),
            ("1 - 2 - 3", "-4"),
            ("8/4/2", "1"),
            ("2^3^2", "512"),
            ("-2^2", "-4"),
            ("７", "7"),
            ("x²", ""),
            ("1/0", ""),
            ("1 2", ""),
            ("", ""),
            ("1,2", ""),
        ] {
            let number = read(text).number().map(|n| n.to_string());
            assert_eq!(number.as_deref().unwrap_or(""), expected, "{text}");
        }
    }
}
