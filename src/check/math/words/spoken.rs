//! Numbers in words that are separated by spaces and hyphens.

use super::cardinal::Cardinal;
use super::compound;
use super::lexicon::{Kind, LANGUAGES, Language, Word};
use super::tokens::{Token, decimal, tokens};
use crate::check::math::rational::Rational;

/// The number at the start, in the language that takes most of the text.
pub(super) fn leading(text: &str) -> Option<(Rational, usize)> {
    let tokens = tokens(text);
    let first = tokens.first()?;
    // Digits are a number in words only with a word behind them.
    if first.digits.is_some() && tokens.len() == 1 {
        return None;
    }
    let mut longest: Option<(Rational, usize)> = None;
    for language in LANGUAGES.iter() {
        let known = first.digits.is_some()
            || language.find(&first.word).is_some()
            || compound::number(language, &first.word).is_some()
            || compound::with_half(language, &first.word).is_some();
        if !known {
            continue;
        }
        let parser = Parser {
            language,
            tokens: &tokens,
        };
        if let Some((value, count)) = parser.value()
            && let Some(last) = tokens.get(count - 1)
            && longest.as_ref().is_none_or(|(_, end)| last.end > *end)
        {
            longest = Some((value, last.end));
        }
    }
    longest
}

struct Parser<'a> {
    language: &'a Language,
    tokens: &'a [Token],
}

impl Parser<'_> {
    fn class(&self, at: usize) -> Option<Word> {
        self.language.find(&self.tokens.get(at)?.word)
    }

    /// The whole number with its sign, and how many words it takes.
    fn value(&self) -> Option<(Rational, usize)> {
        if self.class(0) == Some(Word::Minus) {
            let (value, end) = self.positive(1)?;
            return Some((value.negated(), end));
        }
        self.positive(0)
    }

    fn positive(&self, at: usize) -> Option<(Rational, usize)> {
        if let Some(token) = self.tokens.get(at)
            && let Some(digits) = &token.digits
        {
            let value = decimal(digits, self.language.kind)?;
            return self.tail(&value, at + 1, true);
        }
        if let Some(token) = self.tokens.get(at)
            && let Some(value) = compound::with_half(self.language, &token.word)
        {
            return self.scaled(value, at + 1);
        }
        match self.class(at) {
            // "half a million", "half"
            Some(Word::Part(2, _)) => {
                let half = fraction(1, 2)?;
                let next = at + 1 + usize::from(self.class(at + 1) == Some(Word::Article));
                match self.class(next) {
                    Some(Word::Scale(n)) => Some((half.times(&Rational::integer(n))?, next + 1)),
                    _ => Some((half, at + 1)),
                }
            }
            Some(Word::Article) => match self.class(at + 1)? {
                Word::Scale(_) => {
                    let (n, end) = self.cardinal(at + 1, 1)?;
                    self.tail(&Rational::integer(n), end, false)
                }
                Word::Part(n, _) => Some((fraction(1, n)?, at + 2)),
                _ => None,
            },
            Some(Word::Point) => {
                let (decimals, end) = self.decimals(at + 1)?;
                self.scaled(decimals, end)
            }
            // A compound is in no list of words.
            _ => {
                let (n, end) = self.cardinal(at, 0)?;
                if n >= 20 && self.tokens.get(end).is_some_and(|t| t.word == "first") {
                    return None;
                }
                if let Some(Word::Part(below, is_plural)) = self.class(end) {
                    // "twenty third" is an ordinal.
                    return (is_plural || n <= 9)
                        .then(|| Some((fraction(n, below)?, end + 1)))
                        .flatten();
                }
                self.tail(&Rational::integer(n), end, false)
            }
        }
    }

    /// What may follow an integer: decimals, "and a half", a scale.
    fn tail(&self, value: &Rational, at: usize, is_digits: bool) -> Option<(Rational, usize)> {
        match self.class(at) {
            Some(Word::Point) if !is_digits => {
                if let Some((decimals, end)) = self.decimals(at + 1) {
                    return self.scaled(value.plus(&decimals)?, end);
                }
            }
            Some(Word::And) => {
                if let Some((part, end)) = self.part(at + 1) {
                    return self.scaled(value.plus(&part)?, end);
                }
            }
            Some(Word::Scale(_)) if is_digits => return self.scaled(value.clone(), at),
            _ => {}
        }
        (!is_digits).then(|| (value.clone(), at))
    }

    /// "a half", "two thirds", "half"
    fn part(&self, at: usize) -> Option<(Rational, usize)> {
        match self.class(at)? {
            Word::Part(2, _) => Some((fraction(1, 2)?, at + 1)),
            Word::Article => match self.class(at + 1)? {
                Word::Part(n, _) => Some((fraction(1, n)?, at + 2)),
                _ => None,
            },
            _ => {
                let (n, end) = self.cardinal(at, 0)?;
                match self.class(end)? {
                    Word::Part(below, is_plural) if is_plural || n <= 9 => {
                        Some((fraction(n, below)?, end + 1))
                    }
                    _ => None,
                }
            }
        }
    }

    /// Multiplied by the scales that follow.
    fn scaled(&self, mut value: Rational, mut at: usize) -> Option<(Rational, usize)> {
        while let Some(Word::Scale(n)) = self.class(at) {
            value = value.times(&Rational::integer(n))?;
            at += 1;
        }
        Some((value, at))
    }

    /// Digits behind the point, as a fraction below 1.
    fn decimals(&self, mut at: usize) -> Option<(Rational, usize)> {
        let mut digits = String::new();
        loop {
            match self.class(at) {
                Some(Word::Below(n)) if n < 10 => digits.push_str(&n.to_string()),
                Some(Word::Below(_) | Word::Tens(_)) if digits.is_empty() => {
                    let (n, end) = self.cardinal(at, 0)?;
                    digits.push_str(&n.to_string());
                    at = end;
                    break;
                }
                _ => break,
            }
            at += 1;
        }
        (!digits.is_empty()).then_some(())?;
        Some((Rational::parse(&format!("0.{digits}"))?, at))
    }

    /// A whole number; `group` is what was read of it already.
    fn cardinal(&self, start: usize, group: u64) -> Option<(u64, usize)> {
        let mut sum = Cardinal::new(group);
        let mut at = start;
        while at < self.tokens.len() {
            let has_and = at > start && self.class(at) == Some(Word::And);
            if has_and && !self.joins(&sum, at) {
                break;
            }
            let here = at + usize::from(has_and);
            let Some(n_words) = self.add_word(&mut sum, here, has_and, at == start) else {
                break;
            };
            at = here + n_words;
            if sum.is_zero() {
                return Some((0, at));
            }
        }
        (at > start).then(|| (sum.value(), at))
    }

    /// Whether the "and" here goes on with the number.
    fn joins(&self, sum: &Cardinal, at: usize) -> bool {
        let has_room = sum.room >= 100 || (self.language.joins_tens && sum.room >= 10);
        has_room && self.part(at + 1).is_none()
    }

    /// Adds the word at `here`, and says how many words that were; `None` where
    /// it does not go on with the number.
    fn add_word(
        &self,
        sum: &mut Cardinal,
        here: usize,
        has_and: bool,
        is_first: bool,
    ) -> Option<usize> {
        let is_french = self.language.kind == Kind::French;
        match self.class(here) {
            // `quatre-vingts`
            Some(Word::Below(4))
                if is_french && sum.room >= 100 && self.class(here + 1) == Some(Word::Tens(20)) =>
            {
                sum.add(80, 20);
                return Some(2);
            }
            Some(Word::Below(0)) if is_first => sum.add(0, 0),
            Some(Word::Below(n)) if n > 0 && u64::from(n) < sum.room => {
                // `soixante-dix-sept`
                let is_ten = n == 10 && is_french;
                sum.add(u64::from(n), if is_ten { 10 } else { 1 });
            }
            Some(Word::Tens(n)) if sum.room >= 100 => {
                let is_sixty = n == 60 && is_french;
                sum.add(u64::from(n), if is_sixty { 20 } else { 10 });
            }
            Some(Word::Hundreds(n)) if sum.room >= 1000 => sum.add(u64::from(n), 100),
            Some(Word::Scale(scale)) if !has_and => {
                let is_taken = sum.scale(scale, self.language.has_bare_scales);
                return is_taken.then_some(1);
            }
            None if !has_and && sum.room >= 1000 => {
                let word = &self.tokens.get(here)?.word;
                sum.add(compound::number(self.language, word)?, 1);
            }
            _ => return None,
        }
        Some(1)
    }
}

fn fraction(above: u64, below: u32) -> Option<Rational> {
    Rational::new(above.into(), below.into())
}
