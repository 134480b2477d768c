//! From tokens to a unit.

use super::Unit;
use super::lex::Token;
use super::lookup::{self, Known};
use super::run::{Factor, MOST, Run, number, product};

/// Deepest nesting of brackets.
const DEEPEST: u32 = 8;
/// The unit that all the tokens make.
pub(super) fn unit(tokens: &[Token]) -> Option<Unit> {
    let mut parser = Parser {
        tokens,
        at: 0,
        depth: 0,
    };
    let factors = parser.quotient()?;
    if parser.at < tokens.len() || factors.is_empty() || factors.len() > 2 * MOST {
        return None;
    }
    product(factors)
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: u32,
}

impl Parser<'_> {
    fn quotient(&mut self) -> Option<Vec<Factor>> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut factors = Vec::new();
        let mut sign = 1;
        if self.tokens.get(self.at) == Some(&Token::Integer(1))
            && self.tokens.get(self.at + 1) == Some(&Token::Over)
        {
            self.at += 1;
        }
        loop {
            let run = self.run(sign < 0)?;
            let is_over = self.is_over();
            if run.is_empty() && (sign < 0 || !is_over) {
                return None;
            }
            factors.extend(run.into_iter().map(|mut factor| {
                factor.power *= sign;
                factor
            }));
            if !is_over {
                break;
            }
            self.at += 1;
            sign = -1;
        }
        self.depth -= 1;
        Some(factors)
    }

    /// The factors up to a slash, a closing bracket or the end.
    fn run(&mut self, is_below: bool) -> Option<Vec<Factor>> {
        let mut run = Run::default();
        while let Some(token) = self.tokens.get(self.at) {
            if matches!(token, Token::Close) || self.is_over_in(&run) {
                break;
            }
            self.at += 1;
            match token {
                Token::Over | Token::Close => return None,
                Token::Times => run.end_noun()?,
                Token::Minus => match self.tokens.get(self.at) {
                    Some(Token::Integer(n)) => {
                        self.at += 1;
                        run.raise(-n)?;
                    }
                    // `square-inches`
                    _ if run.pending.is_some() => {}
                    _ => run.end_noun()?,
                },
                Token::Power(n) => run.raise(*n)?,
                Token::Integer(n @ (2 | 3)) if !run.is_empty() => run.raise(*n)?,
                Token::Integer(n) if is_below && run.is_empty() && *n > 0 => {
                    run.push(number(*n), 1);
                }
                Token::Integer(_) | Token::Caret => return None,
                Token::Fraction => {
                    let mut above = self.group()?;
                    for mut factor in self.group()? {
                        factor.power = -factor.power;
                        above.push(factor);
                    }
                    run.push_group(above, self.group_power())?;
                }
                Token::Open => {
                    self.at -= 1;
                    let group = self.group()?;
                    run.push_group(group, self.group_power())?;
                }
                Token::Word(word) if self.is_shouted(word) => {
                    run.push(lookup::find(&word.to_lowercase())?, 1);
                }
                Token::Word(word) if word == "分" && self.at >= 2 && is_below => {
                    // A minute, where it is no part of a yuan: 米/分.
                    run.push(lookup::find("min")?, 1);
                }
                Token::Word(word) => self.word(word, &mut run)?,
            }
            run.is_joined = matches!(token, Token::Times | Token::Minus)
                || run.is_joined && run.pending.is_some();
        }
        run.finish()
    }

    /// Whether it is the hour of `KM/H`, which stands before `at`, and no henry.
    fn is_shouted(&self, word: &str) -> bool {
        let before = self.at.checked_sub(3).and_then(|i| self.tokens.get(i..));
        matches!(word, "H" | "S")
            && matches!(before, Some([Token::Word(length), Token::Over, ..])
                if length.len() > 1
                    && length.chars().all(|c| c.is_ascii_uppercase())
                    && lookup::find(length).is_some_and(|unit| unit.name != *length))
    }

    fn is_over(&self) -> bool {
        match self.tokens.get(self.at) {
            Some(Token::Over) => true,
            Some(Token::Word(word)) => {
                let lower = word.to_lowercase();
                let is_per =
                    is_each(word) || matches!(lower.as_str(), "per" | "pro" | "par" | "por" | "в");
                // "per cent"
                is_per && self.several(self.at).is_none()
            }
            _ => false,
        }
    }

    /// Whether a slash or a word for one stands here. "a", "each" and the like
    /// are one between two words only: "60 miles an hour".
    fn is_over_in(&self, run: &Run) -> bool {
        match self.tokens.get(self.at) {
            Some(Token::Word(word)) if is_each(word) => {
                let next = self.tokens.get(self.at + 1);
                !run.is_empty()
                    && matches!(next, Some(Token::Word(_)))
                    && !matches!(self.at.checked_sub(1).and_then(|i| self.tokens.get(i)),
                        Some(Token::Word(word)) if is_skipped(word))
            }
            _ => self.is_over(),
        }
    }

    /// A bracket with all in it.
    fn group(&mut self) -> Option<Vec<Factor>> {
        if let Some(Token::Word(_)) = self.tokens.get(self.at) {
            // `\frac{km}{h}`: the braces around single words are gone.
            let mut run = Run::default();
            let Some(Token::Word(word)) = self.tokens.get(self.at) else {
                return None;
            };
            self.at += 1;
            self.word(word, &mut run)?;
            return run.finish().filter(|factors| !factors.is_empty());
        }
        if self.tokens.get(self.at) != Some(&Token::Open) {
            return None;
        }
        self.at += 1;
        let factors = self.quotient()?;
        if self.tokens.get(self.at) != Some(&Token::Close) {
            return None;
        }
        self.at += 1;
        Some(factors)
    }

    fn group_power(&mut self) -> i32 {
        match self.tokens.get(self.at) {
            Some(Token::Power(n)) => {
                self.at += 1;
                *n
            }
            _ => 1,
        }
    }

    fn word(&mut self, word: &str, run: &mut Run) -> Option<()> {
        if is_skipped(word) || is_each(word) {
            return Some(());
        }
        if is_filler(word) {
            run.has_filler = true;
            return Some(());
        }
        let folded = lookup::fold(word);
        if let Some(power) = power_before(&folded) {
            if run.pending.is_some() {
                return None;
            }
            run.pending = Some((power, folded));
            return Some(());
        }
        if let Some(power) = power_after(&folded)
            && run.may_be_raised()
        {
            return run.raise(power);
        }
        // `Quadratmeter`
        for (start, power) in [("quadrat", 2), ("kubik", 3)] {
            if let Some(unit) = folded.strip_prefix(start).and_then(lookup::find) {
                run.pending = Some((power, word.to_owned()));
                return run.known(unit, word);
            }
        }
        if let Some((unit, words)) = self.several(self.at - 1) {
            self.at += words - 1;
            run.known(unit, word)
        } else if let Some(unit) = lookup::find(word) {
            run.known(unit, word)
        } else {
            run.noun(word)
        }
    }

    /// A unit of two or three words, and how many tokens they are.
    fn several(&self, at: usize) -> Option<(Known, usize)> {
        let mut found = None;
        let mut phrase = String::new();
        for (i, token) in self.tokens.get(at..)?.iter().take(5).enumerate() {
            match token {
                Token::Word(word) if phrase.is_empty() => phrase.push_str(word),
                Token::Word(word) => {
                    phrase = format!("{phrase} {word}");
                    found = lookup::find(&phrase).map(|unit| (unit, i + 1)).or(found);
                }
                // `light-years`
                Token::Minus => {}
                _ => break,
            }
        }
        found
    }
}

/// What says nothing about the unit: `5 apples left`, `5 more apples`.
fn is_filler(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "more" | "total" | "left" | "remaining" | "altogether"
    )
}

fn is_skipped(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "of" | "the" | "de" | "des" | "的"
    )
}

fn is_each(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "a" | "an" | "each" | "every") && word != "A"
}

fn power_before(folded: &str) -> Option<i32> {
    Some(match folded {
        "square"
        | "sq"
        | "平方"
        | "кв"
        | "квадратный"
        | "квадратных"
        | "квадратные"
        | "квадратного" => 2,
        "cubic"
        | "cu"
        | "立方"
        | "куб"
        | "кубический"
        | "кубических"
        | "кубические"
        | "кубического" => 3,
        _ => return None,
    })
}

fn power_after(folded: &str) -> Option<i32> {
    Some(match folded {
        "squared" | "carre" | "carres" | "cuadrado" | "cuadrados" | "quadrado" | "quadrados"
        | "quadrato" | "quadrati" => 2,
        "cubed" | "cube" | "cubes" | "cubico" | "cubicos" | "cubo" | "cubos" | "cubi" => 3,
        _ => return None,
    })
}
