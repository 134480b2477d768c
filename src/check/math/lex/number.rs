//! Numbers in the notations of several countries.

use super::super::token::{Kind, Token};
use super::{Commas, Lexer, length_while};

/// What may stand between groups of digits wherever it stands.
const GROUPING: [&str; 10] = [
    "{,}", "\\!,\\!", ",\\!", "\\!", "\\,", "\\ ", "\\;", "'", "_", " ",
];

impl Lexer<'_> {
    pub(super) fn digits_at(&self, offset: usize) -> usize {
        let rest = self.rest.get(offset..).unwrap_or("");
        length_while(rest, |c| c.is_ascii_digit())
    }

    pub(super) fn number(&mut self) {
        if self.wants_one_digit() {
            let digit = self.take(1).to_owned();
            self.push(Kind::Number(digit));
            return;
        }
        let first = self.digits_at(0);
        let mut digits = self.take(first).to_owned();
        if self.commas == Commas::Decimal {
            self.dotted_groups(first, &mut digits);
        }
        // `\log_2 100`: an index ends where a space is.
        let is_index = self.last_is('_') || self.last_is('^');
        self.lakhs(first, &mut digits);
        let mut kind = None;
        while let Some((separator, name)) = self.grouping(first, &digits) {
            // One kind of separator a number: `1 000,000` is two numbers.
            if kind.is_some_and(|kind| kind != name) || (is_index && name == " ") {
                break;
            }
            kind = Some(name);
            self.take(separator);
            digits.push_str(self.take(3));
        }
        self.has_point = false;
        self.decimals(&mut digits);
        self.has_point |= digits.contains('.');
        if let Some(period) = self.period() {
            let period = self.take(period + 2).trim_matches(['(', ')']).to_owned();
            let point = if digits.contains('.') { "" } else { ".0" };
            let start = digits + point.strip_suffix('0').unwrap_or("");
            self.push(Kind::Number(start));
            self.push(Kind::Command("overline".to_owned()));
            self.push(Kind::Sign('{'));
            self.push(Kind::Number(period));
            self.push(Kind::Sign('}'));
            return;
        }
        if let Some(length) = exponent_length(self.rest) {
            let exponent = self.take(length);
            digits.push_str(exponent);
        }
        self.push(Kind::Number(digits));
    }

    /// Length of the period of `0.1(6)`, at the end of the text.
    fn period(&self) -> Option<usize> {
        let inside = self.rest.strip_prefix('(')?;
        let length = length_while(inside, |c| c.is_ascii_digit());
        let ends = inside.get(length..)?.trim_end() == ")";
        (ends && length > 0 && self.has_point).then_some(length)
    }

    fn decimals(&mut self, digits: &mut String) {
        let mark = match self.commas {
            Commas::Decimal if self.rest.starts_with("{,}") => "{,}",
            Commas::Decimal if self.rest.starts_with(',') => ",",
            _ => ".",
        };
        let n = self.digits_at(mark.len());
        if self.rest.starts_with(mark) && n > 0 {
            self.take(mark.len());
            digits.push('.');
            digits.push_str(self.take(n));
        } else if self.rest.starts_with('.')
            && !self.rest.starts_with("..")
            && !digits.is_empty()
            && self.ends_number(1)
        {
            // `5.` is 5.
            self.take(1);
            self.has_point = true;
        }
    }

    /// Whether nothing of a number stands at `offset`.
    fn ends_number(&self, offset: usize) -> bool {
        let next = self.rest.get(offset..).and_then(|r| r.chars().next());
        next.is_none_or(|c| !c.is_alphanumeric())
    }

    /// `1.234.567` or `1.234,5`: points between groups, where no other reading
    /// is left.
    fn dotted_groups(&mut self, first: usize, digits: &mut String) {
        if !(1..=3).contains(&first) || digits.starts_with('0') {
            return;
        }
        let mut n = 0;
        while self.rest.get(n * 4..).is_some_and(|r| r.starts_with('.'))
            && self.digits_at(n * 4 + 1) == 3
        {
            n += 1;
        }
        let comma = self.rest.get(n * 4..).is_some_and(|r| r.starts_with(','))
            && self.digits_at(n * 4 + 1) > 0;
        if n >= 2 || (n == 1 && comma) {
            for _ in 0..n {
                self.take(1);
                digits.push_str(self.take(3));
            }
        }
    }

    /// `12,34,567`: groups of two before the last of three.
    fn lakhs(&mut self, first: usize, digits: &mut String) {
        if self.commas != Commas::Thousands || !(1..=2).contains(&first) {
            return;
        }
        let mut n = 0;
        while self.rest.get(n * 3..).is_some_and(|r| r.starts_with(','))
            && self.digits_at(n * 3 + 1) == 2
        {
            n += 1;
        }
        let last = self.rest.get(n * 3..).is_some_and(|r| r.starts_with(','))
            && self.digits_at(n * 3 + 1) == 3;
        if n > 0 && last {
            for _ in 0..n {
                self.take(1);
                digits.push_str(self.take(2));
            }
            self.take(1);
            digits.push_str(self.take(3));
        }
    }

    /// Length and kind of a thousands separator that stands here, with three
    /// digits and no fourth behind it. `digits` is the number so far.
    fn grouping(&self, first: usize, digits: &str) -> Option<(usize, &'static str)> {
        let begins = self.rest.starts_with(['{', '\\', '\'', '_', ' ', ',']);
        if !begins || !(1..=3).contains(&first) || digits.starts_with('0') {
            return None;
        }
        let comma = (self.commas == Commas::Thousands).then_some(",");
        let separator = GROUPING
            .into_iter()
            .chain(comma)
            .find(|separator| self.rest.starts_with(separator))?;
        let length = separator.len();
        // `3,\! 250` has a space behind the separator.
        let gap = length_while(self.rest.get(length..)?, |c| c == ' ');
        let gap = if separator.starts_with('\\') || length > 2 {
            gap
        } else {
            0
        };
        let length = length + gap;
        (self.digits_at(length) == 3).then_some((length, separator))
    }

    /// `\frac13` and `\sqrt2` take single digits.
    fn wants_one_digit(&self) -> bool {
        const TWO: [&str; 2] = ["frac", "binom"];
        let is_taker = |token: &Token, names: &[&str]| matches!(&token.kind, Kind::Command(name) if names.contains(&name.as_str()));
        match self.tokens.as_slice() {
            [.., last] if is_taker(last, &["frac", "binom", "sqrt"]) => {
                // `\sqrt 16` from a Unicode sign means all of its digits.
                !(self.spaced && is_taker(last, &["sqrt"]))
            }
            [.., taker, last] => {
                let one = match &last.kind {
                    Kind::Number(digit) => digit.len() == 1,
                    Kind::Word(word) => word.len() == 1,
                    _ => false,
                };
                one && is_taker(taker, &TWO)
            }
            _ => false,
        }
    }
}

/// Bytes of `e5`, `E-12` and the like, not followed by a letter.
fn exponent_length(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix(['e', 'E'])?;
    let sign = usize::from(after.starts_with(['-', '+']));
    let digits = length_while(after.get(sign..)?, |c| c.is_ascii_digit());
    let length = 1 + sign + digits;
    let next = rest.get(length..)?.chars().next();
    (digits > 0 && !next.is_some_and(|c| c.is_alphabetic() || c == '.')).then_some(length)
}
