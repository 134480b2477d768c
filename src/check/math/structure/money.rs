//! Words for money that have other senses: pounds (also a mass), cents (of the
//! dollar and of the euro), `p`.

use super::super::token::{Kind, Token};

/// Words (in lower case), and the money that they may be.
const SENSES: [&[(&str, &str)]; 2] = [
    &[
        ("pound", "£"),
        ("pounds", "£"),
        ("p", "pence"),
        ("pennies", "pence"),
    ],
    &[
        ("cent", "eurocent"),
        ("cents", "eurocent"),
        ("ct", "eurocent"),
        ("c", "eurocent"),
    ],
];

/// The tokens with words for money in another sense, once for each such sense
/// that occurs.
pub(super) fn senses(tokens: &[Token]) -> Vec<Vec<Token>> {
    let other = |token: &Token, sense: &[(&str, &'static str)]| {
        let word = token.word()?.to_lowercase();
        let found = sense.iter().find(|(name, _)| *name == word)?;
        Some(found.1)
    };
    let mut found = Vec::new();
    for sense in SENSES {
        if !tokens.iter().any(|token| other(token, sense).is_some()) {
            continue;
        }
        let meant = tokens.iter().map(|token| match other(token, sense) {
            Some(name) => Token {
                kind: Kind::Text(name.to_owned()),
                spaced: true,
            },
            None => token.clone(),
        });
        found.push(meant.collect());
    }
    found
}
