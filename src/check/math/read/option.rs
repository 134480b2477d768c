//! Letters and numbers of options: `(B) 12`, `ABD`, `①③`.

use super::super::answer::{Answer, Special};
use super::super::expr::Expr;
use super::super::prose;
use super::super::structure::Taste;
use super::Reading;
use super::language::thousands;
use super::notation::token_lists;

impl Reading {
    /// Letters of options, with and without the text of the option.
    pub(super) fn add_options(&mut self, text: &str, taste: Taste) {
        if let Some((letter, rest)) = prose::lettered(text) {
            self.letter = Some(letter);
            self.add_choice(Some(letter));
            self.add_ways(&rest, &token_lists(&rest), taste);
        }
        self.add_letters(text);
    }

    pub(super) fn add_choice(&mut self, letter: Option<char>) {
        let symbol = letter.map(|letter| Expr::Symbol(letter.to_string()));
        self.add(symbol.map(Answer::Expr));
    }

    /// `ABD` is also the list of these letters.
    fn add_letters(&mut self, text: &str) {
        let letters: Vec<char> = text.chars().collect();
        self.add(choices(&letters).map(Answer::List));
        for list in [truths(&letters), circled(&letters)].into_iter().flatten() {
            self.readings.clear();
            self.add(Some(Answer::List(list)));
        }
        self.add(thousands(text).map(Answer::Expr));
        // `(b)` is the choice B.
        let inside = text.trim_start_matches('(').strip_suffix(')');
        if let Some(letter) = inside
            .filter(|i| i.len() == 1)
            .and_then(|i| i.chars().next())
            && ('a'..='h').contains(&letter)
        {
            let letter = letter.to_ascii_uppercase().to_string();
            self.add(Some(Answer::Expr(Expr::Symbol(letter))));
        }
    }
}

/// `ABD`: letters of options, each once.
fn choices(letters: &[char]) -> Option<Vec<Answer>> {
    let apart = |at: usize| {
        !letters
            .get(..at)
            .is_some_and(|l| letters.get(at).is_some_and(|c| l.contains(c)))
    };
    let are_choices = (2..=6).contains(&letters.len())
        && letters.iter().all(|c| ('A'..='J').contains(c))
        && (0..letters.len()).all(apart);
    let parts = letters
        .iter()
        .map(|c| Answer::Expr(Expr::Symbol(c.to_string())));
    are_choices.then(|| parts.collect())
}

/// `TFT`: what is true and what is false.
fn truths(letters: &[char]) -> Option<Vec<Answer>> {
    let are_truths = letters.len() > 1 && letters.iter().all(|c| matches!(c, 'T' | 'F'));
    let parts = letters.iter().map(|c| match c {
        'T' => Answer::Special(Special::True),
        _ => Answer::Special(Special::False),
    });
    are_truths.then(|| parts.collect())
}

/// `①③`: circled numbers.
fn circled(letters: &[char]) -> Option<Vec<Answer>> {
    let is_circled = |c: &char| ('①'..='⑳').contains(c);
    let number = |c: &char| i64::from(u32::from(*c)) - 0x245f;
    let parts = letters
        .iter()
        .map(|c| Answer::Expr(Expr::integer(number(c))));
    (letters.len() > 1 && letters.iter().all(is_circled)).then(|| parts.collect())
}
