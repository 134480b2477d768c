//! Words in a formula: `\text{…}`.

use super::super::super::function::{self, Function};
use super::super::super::token::Kind;
use super::super::super::unit;
use super::super::Lexer;

/// Deepest nesting of `\text{…}` that is read.
const MOST_NESTED: usize = 4;

impl Lexer<'_> {
    /// `\text{…}`. What is inside is words, except where it is the name of a
    /// function or constant, or mathematics.
    pub(super) fn text(&mut self) {
        if !self.rest.trim_start().starts_with('{') || self.nested >= MOST_NESTED {
            return;
        }
        let content = self.group();
        let trimmed = content.trim();
        self.spaced |= content.len() > trimmed.len();
        if trimmed == "d"
            && self
                .rest
                .trim_start()
                .starts_with(|c: char| c.is_ascii_alphabetic())
        {
            // The upright d of a differential.
            self.rest = self.rest.trim_start();
            let variable = self.take(1);
            self.push(Kind::Word(format!("d{variable}")));
            return;
        }
        let is_math = Function::named(trimmed).is_some() || function::constant(trimmed).is_some();
        let is_plain = trimmed
            .chars()
            .all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '-' | '\'' | '.' | ','));
        let is_math = is_math || matches!(trimmed, "cis" | "lg" | "Mod");
        if is_math && trimmed.len() > 1 {
            self.push(Kind::Word(trimmed.to_owned()));
        } else if is_plain {
            self.words(trimmed);
        } else {
            let mut inner = Lexer::new(content, self.commas, self.nested + 1);
            if inner.run().is_some() {
                self.tokens.append(&mut inner.tokens);
            }
        }
        self.spaced = true;
    }

    /// Words of a language; a single letter is a name, except behind a number,
    /// where it is a unit.
    fn words(&mut self, content: &str) {
        let after_number = self.tokens.last().is_some_and(|t| {
            matches!(t.kind, Kind::Number(_) | Kind::Text(_) | Kind::Degree)
                || t.is('}')
                || t.is(')')
                || t.is('/')
        });
        for word in content.split(|c: char| !(c.is_alphabetic() || c == '\'')) {
            match word {
                "" => {}
                "and" | "or" => self.push(Kind::Word(word.to_owned())),
                word if word.len() == 1
                    && word.is_ascii()
                    && !(after_number && (word == "k" || unit::is_letter_unit(word))) =>
                {
                    self.push(Kind::Word(word.to_owned()));
                }
                word => self.push(Kind::Text(word.to_owned())),
            }
            self.spaced = true;
        }
        if content.ends_with(',') {
            self.push(Kind::Sign(','));
        }
    }
}
