//! A text → the ways to read it.

use super::answer::{Answer, Sign};
use super::based;
use super::clean;
use super::clock;
use super::letters;
use super::parse;
use super::rational::Rational;
use super::structure::{self, Taste};
use super::token::{Token, text_of};
use super::{phrase, prose, vector};

mod condition;
mod language;
mod notation;
mod option;
mod repair;

use language::{direction, has_words, in_words, made_of_words};
use notation::{is_code, token_lists};
use repair::{balanced, is_broken};

/// Most readings of one text.
const MOST_READINGS: usize = 5;

/// A text as it was read.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    /// The tokens as text: the same for what differs only in spaces and delimiters.
    pub(super) words: String,
    /// The ways to read it, the likeliest first; none if it cannot be read.
    pub(super) readings: Vec<Answer>,
    /// Ways that count only against another quantity: `5m` as five metres.
    pub(super) guarded: Vec<Answer>,
    /// What is said under conditions, and those: `\ln x` and `x > 0`.
    pub(super) conditioned: Option<(Answer, Vec<Answer>)>,
    /// Whether the text is broken off, or its brackets do not match.
    pub(super) is_broken: bool,
    /// The letter before the text of an option: `(B) 12`.
    pub(super) letter: Option<char>,
    /// Whether something rises (1) or falls (-1), where the text says so: a
    /// percentage of the one is not one of the other.
    pub(super) direction: i8,
}

/// Reads `text`.
pub(super) fn read(text: &str, keep_case: bool) -> Reading {
    let plain = letters::plain(text);
    let cleaned = clean::cleaned(&plain);
    let direction = direction(&cleaned);
    let text = if has_words(&cleaned) {
        clean::cleaned(&phrase::in_signs(&cleaned))
    } else {
        cleaned
    };
    let taste = Taste {
        letter_units: false,
        keep_case,
        own_signs: false,
    };
    let lexed = token_lists(&text);
    let mut reading = Reading::empty(&text, &lexed, direction);
    let is_plain = reading.add_likely(&text, &lexed, taste);
    // Without such letters they are the readings that there are already.
    let is_complete = is_plain && reading.readings.len() < MOST_READINGS;
    let has_letter_units = |tokens: &Vec<Token>| structure::has_letter_units(tokens);
    if !is_complete || lexed.iter().any(has_letter_units) {
        reading.add_guarded(&lexed, taste);
    }
    reading.add_beside(&lexed, taste);
    reading.find_conditions();
    if reading.readings.is_empty() {
        let words = lexed.first().and_then(|t| made_of_words(t, taste));
        reading.readings.extend(words);
    }
    reading
}

impl Reading {
    /// What is seen of a text before it is read.
    fn empty(text: &str, lexed: &[Vec<Token>], direction: i8) -> Self {
        let words = match lexed.first() {
            Some(tokens) => text_of(tokens),
            None => text.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        Self {
            words,
            readings: Vec::new(),
            guarded: Vec::new(),
            conditioned: None,
            letter: None,
            direction,
            is_broken: lexed.first().is_some_and(|tokens| is_broken(tokens)),
        }
    }

    /// What the text says by itself. Whether all of the tokens were read as
    /// mathematics.
    fn add_likely(&mut self, text: &str, lexed: &[Vec<Token>], taste: Taste) -> bool {
        let is_plain = self.add_texts(text, lexed, taste);
        self.add_options(text, taste);
        if self.readings.is_empty() {
            self.add_repaired(text, taste);
        }
        self.add_solutions(text);
        if text.matches("\\pm").count() > 1 {
            let taste = Taste {
                own_signs: true,
                ..taste
            };
            for tokens in lexed {
                self.add(structure::answer(tokens, taste));
            }
        }
        let vector = self.readings.first().and_then(vector::of_units);
        self.add(vector);
        is_plain
    }

    fn add(&mut self, answer: Option<Answer>) {
        let new = answer.filter(|a| !self.readings.contains(a));
        if self.readings.len() < MOST_READINGS {
            self.readings.extend(new);
        }
    }

    /// The text as it stands, and where it is a sentence, what that says.
    /// Whether all of the tokens were read as mathematics.
    fn add_texts(&mut self, text: &str, lexed: &[Vec<Token>], taste: Taste) -> bool {
        if text.contains('\n') {
            let lines = text.replace('\n', ", ");
            self.add_ways(&lines, &token_lists(&lines), taste);
        }
        let is_plain = self.add_ways(text, lexed, taste);
        let is_clock = |a: &Answer| matches!(a, Answer::Time(_) | Answer::Date(_));
        if !has_words(text) || self.is_sure() || self.readings.iter().any(is_clock) {
            return is_plain;
        }
        for other in prose::unglued(text) {
            let other = clean::cleaned(&other);
            self.add_choice(prose::lettered(&other).map(|(letter, _)| letter));
            self.add_ways(&other, &token_lists(&other), taste);
        }
        self.add_choice(prose::choice(text));
        is_plain
    }

    /// With brackets closed, and wide spaces as separators.
    fn add_repaired(&mut self, text: &str, taste: Taste) {
        let text = text.replace("\\quad", ",").replace("\\qquad", ",");
        for tokens in token_lists(&text) {
            self.add(structure::answer(&balanced(&tokens), taste));
        }
    }

    /// Solutions come in square brackets from program code.
    fn add_solutions(&mut self, text: &str) {
        let list = match self.readings.first() {
            Some(Answer::Bracketed {
                open: '[',
                close: ']',
                parts,
            }) if is_code(text) => Some(Answer::List(parts.clone())),
            _ => None,
        };
        self.add(list);
    }

    /// All ways to read `text`; whether mathematics was among them.
    fn add_ways(&mut self, text: &str, lexed: &[Vec<Token>], taste: Taste) -> bool {
        self.add(based::number(text));
        self.add(clock::date(text).map(Answer::Date));
        // `3 to 4` is a ratio here, not three minutes to four.
        let time = clock::time(text)
            .filter(|_| !(text.contains(" to ") && text.starts_with(|c: char| c.is_ascii_digit())));
        let time = time.map(Answer::Time);
        let is_plain = time.is_none() || text.contains(':');
        if is_plain {
            for tokens in lexed {
                self.add(structure::answer(tokens, taste));
                // `P(6, 2)` may be a number of permutations.
                if let [name, open, ..] = tokens.as_slice()
                    && name.word() == Some("P")
                    && open.is('(')
                {
                    self.add(parse::whole(tokens).map(Answer::Expr));
                }
            }
        }
        self.add(time);
        self.add(in_words(text));
        is_plain
    }

    /// Whether the text is read as mathematics that no sentence is made of.
    fn is_sure(&self) -> bool {
        let is_open = |answer: &Answer| match answer {
            Answer::List(parts) => !parts.iter().all(|p| matches!(p, Answer::Special(_))),
            Answer::Text(_) => true,
            Answer::Quantity(_, unit) => unit.is_unknown_noun(),
            Answer::Any(parts) | Answer::All(parts) => parts.iter().any(|part| match part {
                Answer::Relation(relation) => {
                    matches!(relation.sides.first(), Some(Answer::Text(_)))
                }
                _ => false,
            }),
            Answer::Relation(relation) => relation.sides.iter().any(|side| match side {
                Answer::Text(_) => true,
                Answer::Quantity(_, unit) => unit.is_unknown_noun(),
                _ => false,
            }),
            _ => false,
        };
        !self.readings.is_empty() && !self.readings.iter().any(is_open)
    }

    /// Readings that count only beside a quantity.
    fn add_guarded(&mut self, lexed: &[Vec<Token>], taste: Taste) {
        let taste = Taste {
            letter_units: true,
            ..taste
        };
        for tokens in lexed {
            let answer = structure::answer(tokens, taste)
                .filter(|a| matches!(a, Answer::Quantity(..)) && !self.readings.contains(a));
            self.guarded.extend(answer);
        }
    }

    /// What the tokens may be beside another quantity.
    fn add_beside(&mut self, lexed: &[Vec<Token>], taste: Taste) {
        let taste = Taste {
            letter_units: true,
            ..taste
        };
        for tokens in lexed {
            for other in structure::beside_quantities(tokens, taste) {
                if matches!(other, Answer::Quantity(..)) {
                    if self.readings.is_empty() {
                        self.add(Some(other));
                    } else {
                        self.guarded.push(other);
                    }
                }
            }
        }
    }

    /// The words before the equals sign, where the text is likeliest that.
    pub(super) fn name_in_words(&self) -> Option<&str> {
        match self.readings.first() {
            Some(Answer::Relation(relation)) if relation.signs == [Sign::Equal] => {
                match relation.sides.first() {
                    Some(Answer::Text(name)) => Some(name),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The number that the text is, if it is one and nothing else.
    pub(super) fn number(&self) -> Option<Rational> {
        match self.readings.first() {
            Some(Answer::Expr(expr)) => {
                let mut budget = super::budget::Budget::new(super::budget::Budget::COMPARISON);
                super::exact::value(expr, &mut budget)
            }
            _ => None,
        }
    }

    /// Whether the text is plain words or a plain number.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self.readings.as_slice(), [Answer::Text(_)]) || self.number().is_some()
    }
}
