//! The thought-switch penalty TIP (arXiv 2501.18585, section 4): z′ = z − α for
//! tokens that switch thoughts, during the first β tokens of a thought.
//!
//! A phrase of several tokens is penalized at its first token and, once it is
//! begun, at the token with which it would go on. Where letters are tokens, a
//! phrase is one only as whole words: `or` neither begins inside `for` nor is it
//! the beginning of `order`.

use std::collections::BTreeSet;

use crate::engine::sampler::Change;
use crate::suite::Tip;

/// Phrases that switch thoughts, in tokens.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Switches {
    alpha: f32,
    beta: u32,
    phrases: Vec<Phrase>,
    /// Tokens of one letter that go on with a word.
    letters: BTreeSet<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Phrase {
    tokens: Vec<u32>,
    /// At n: how many tokens of its start end the first n + 1 of them as well
    /// (Knuth, Morris, Pratt).
    borders: Vec<usize>,
    /// Whether it begins with a single letter, and so only where a word does.
    needs_start: bool,
    /// Whether it ends in a single letter, and so only where a word does.
    needs_end: bool,
}

/// Where the current thought stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct SwitchPenalty {
    /// Tokens of the thought so far.
    n_tokens: u32,
    /// How many tokens of each phrase are written.
    begun: Vec<usize>,
    /// Whether the last token is a single letter of a word.
    in_word: bool,
    /// The tokens of the thought, were the last ones no switch after all.
    without_switch: Option<u32>,
}

impl Switches {
    /// The phrases of `tip`; `encode` gives the tokens of a text and adds none,
    /// such as a token for the beginning of a text.
    ///
    /// # Errors
    /// Those of `encode`.
    pub(crate) fn new<E>(
        tip: &Tip,
        mut encode: impl FnMut(&str) -> Result<Vec<u32>, E>,
    ) -> Result<Self, E> {
        let newline = encode("\n")?;
        let blanks: Vec<u32> = newline.iter().copied().chain(encode(" ")?).collect();
        let mut all = Vec::new();
        for phrase in tip.phrases.iter().flat_map(|phrase| cases(phrase)) {
            // At the start of a text, behind a space, and behind a line end:
            // tokenizers tell them apart in different ways.
            let behind = encode(&format!("\n{phrase}"))?;
            all.push(encode(&phrase)?);
            all.push(encode(&format!(" {phrase}"))?);
            all.extend(behind.strip_prefix(newline.as_slice()).map(<[u32]>::to_vec));
        }
        let letters = letters(tip, &mut encode)?;
        let mut phrases: Vec<Phrase> = all
            .into_iter()
            .map(|tokens| {
                tokens
                    .into_iter()
                    .skip_while(|t| blanks.contains(t))
                    .collect()
            })
            .filter(|tokens: &Vec<u32>| !tokens.is_empty())
            .map(|tokens| Phrase::new(tokens, &letters))
            .collect();
        phrases.sort();
        phrases.dedup();
        Ok(Self {
            alpha: tip.alpha,
            beta: tip.beta,
            phrases,
            letters,
        })
    }
}

/// Tokens of one letter that go on with a word, as vocabularies of letters have
/// them: what a letter adds to another.
fn letters<E>(
    tip: &Tip,
    mut encode: impl FnMut(&str) -> Result<Vec<u32>, E>,
) -> Result<BTreeSet<u32>, E> {
    let named = tip.phrases.iter().flat_map(|phrase| cases(phrase));
    let named: BTreeSet<char> = named
        .flat_map(|phrase| phrase.chars().collect::<Vec<_>>())
        .chain(('a'..='z').chain('A'..='Z'))
        .filter(|c| c.is_alphabetic())
        .collect();
    let mut letters = BTreeSet::new();
    for letter in named {
        // Larger vocabularies have tokens of two letters; few for both.
        for before in ['q', 'x'] {
            if let &[_, token] = encode(&format!("{before}{letter}"))?.as_slice() {
                letters.insert(token);
            }
        }
    }
    Ok(letters)
}

impl Phrase {
    fn new(tokens: Vec<u32>, letters: &BTreeSet<u32>) -> Self {
        let is_letter = |token: Option<&u32>| token.is_some_and(|t| letters.contains(t));
        let mut phrase = Self {
            borders: vec![0; tokens.len()],
            needs_start: is_letter(tokens.first()),
            needs_end: is_letter(tokens.last()),
            tokens,
        };
        let mut border = 0;
        for n in 1..phrase.tokens.len() {
            let in_word = is_letter(phrase.tokens.get(n - 1));
            if let Some(&token) = phrase.tokens.get(n) {
                border = phrase.step(border, token, in_word);
            }
            if let Some(to) = phrase.borders.get_mut(n) {
                *to = border;
            }
        }
        phrase
    }

    /// How many tokens are written after `token`, of which `begun` were before;
    /// `in_word` says that the token before is a letter.
    fn step(&self, mut begun: usize, token: u32, in_word: bool) -> usize {
        loop {
            let may_stand = begun > 0 || self.may_begin(in_word);
            if may_stand && self.tokens.get(begun) == Some(&token) {
                return begun + 1;
            }
            if begun == 0 {
                return 0;
            }
            begun = self.shorter(begun);
        }
    }

    /// Whether it may begin with the next token.
    fn may_begin(&self, in_word: bool) -> bool {
        !(self.needs_start && in_word)
    }

    /// The next shorter beginning that is written as well.
    fn shorter(&self, begun: usize) -> usize {
        let last = begun.checked_sub(1);
        last.and_then(|n| self.borders.get(n)).copied().unwrap_or(0)
    }
}

impl SwitchPenalty {
    /// Takes in a token of the thinking.
    pub(super) fn take(&mut self, token: u32, switches: Option<&Switches>) {
        let Some(switches) = switches else { return };
        self.begun.resize(switches.phrases.len(), 0);
        let is_letter = switches.letters.contains(&token);
        // A longer word than the phrase.
        if let Some(n) = self.without_switch.take().filter(|_| is_letter) {
            self.n_tokens = n;
        }
        self.n_tokens = self.n_tokens.saturating_add(1);
        let (mut switch, mut is_sure) = (None, false);
        for (phrase, begun) in switches.phrases.iter().zip(&mut self.begun) {
            *begun = phrase.step(*begun, token, self.in_word);
            if *begun == phrase.tokens.len() {
                // A thought begins with the phrase that led to it.
                switch = switch.max(Some(phrase.tokens.len() as u32));
                is_sure |= !phrase.needs_end;
                *begun = phrase.shorter(*begun);
            }
        }
        if let Some(n) = switch {
            self.without_switch = (!is_sure).then_some(self.n_tokens);
            self.n_tokens = n;
        }
        self.in_word = is_letter;
    }

    /// Adds the penalty for every token that would begin a switch or go on
    /// with one, each once.
    pub(super) fn changes(&self, switches: &Switches, changes: &mut Vec<Change>) {
        if self.n_tokens >= switches.beta || switches.alpha <= 0.0 {
            return;
        }
        let from = changes.len();
        for (i, phrase) in switches.phrases.iter().enumerate() {
            let mut begun = self.begun.get(i).copied().unwrap_or(0);
            loop {
                let may_stand = begun > 0 || phrase.may_begin(self.in_word);
                if let Some(&token) = phrase.tokens.get(begun).filter(|_| may_stand) {
                    let known = changes.iter().skip(from).any(|c| c.0 == token);
                    if !known {
                        changes.push((token, -switches.alpha));
                    }
                }
                if begun == 0 {
                    break;
                }
                begun = phrase.shorter(begun);
            }
        }
    }
}

/// The phrase with its first letter small and large.
fn cases(phrase: &str) -> Vec<String> {
    let mut rest = phrase.chars();
    let Some(first) = rest.next() else {
        return Vec::new();
    };
    let small: String = first.to_lowercase().chain(rest.clone()).collect();
    let large: String = first.to_uppercase().chain(rest).collect();
    vec![small, large]
}

#[cfg(test)]
mod tests;
