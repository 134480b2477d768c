//! Numbers in words that are separated by spaces and hyphens.

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
    fn cardinal(&self, start: usize, mut group: u64) -> Option<(u64, usize)> {
        let mut at = start;
        let mut total = 0_u64;
        // What comes next has to be smaller.
        let mut room = if group == 0 { 1000 } else { 1 };
        let mut last_scale = u64::MAX;
        while at < self.tokens.len() {
            let mut here = at;
            if at > start && self.class(at) == Some(Word::And) {
                let joins = room >= 100 || (self.language.joins_tens && room >= 10);
                if !joins || self.part(at + 1).is_some() {
                    break;
                }
                here += 1;
            }
            let has_and = here > at;
            match self.class(here) {
                Some(Word::Below(4))
                    if self.language.kind == Kind::French
                        && room >= 100
                        && self.class(here + 1) == Some(Word::Tens(20)) =>
                {
                    group += 80;
                    room = 20;
                    here += 1;
                }
                Some(Word::Below(n)) if u64::from(n) < room && (n > 0 || at == start) => {
                    group += u64::from(n);
                    // `soixante-dix-sept`
                    let is_ten = n == 10 && self.language.kind == Kind::French;
                    room = if is_ten { 10 } else { 1 };
                    if n == 0 {
                        return Some((0, here + 1));
                    }
                }
                Some(Word::Tens(n)) if room >= 100 => {
                    group += u64::from(n);
                    let is_sixty = n == 60 && self.language.kind == Kind::French;
                    room = if is_sixty { 20 } else { 10 };
                }
                Some(Word::Hundreds(n)) if room >= 1000 => {
                    group += u64::from(n);
                    room = 100;
                }
                Some(Word::Scale(scale)) if !has_and => {
                    let is_bare = group == 0;
                    if scale >= last_scale || is_bare && !self.language.has_bare_scales {
                        break;
                    }
                    let count = group.max(1);
                    if scale <= 100 {
                        if count >= 100 || total > 0 && scale < 100 {
                            break;
                        }
                        group = count * scale;
                        room = if scale == 12 { 1 } else { 100 };
                    } else {
                        total += count * scale;
                        group = 0;
                        room = 1000;
                        last_scale = scale;
                    }
                }
                None if !has_and && room >= 1000 => {
                    let word = &self.tokens.get(here)?.word;
                    let Some(n) = compound::number(self.language, word) else {
                        break;
                    };
                    group += n;
                    room = 1;
                }
                _ => break,
            }
            at = here + 1;
        }
        (at > start).then_some((total + group, at))
    }
}

fn fraction(above: u64, below: u32) -> Option<Rational> {
    Rational::new(above.into(), below.into())
}
