//! Conditions behind an answer: `\ln x (x > 0)`, `2k\pi \text{ for } k \in \mathbb{Z}`.

use std::borrow::Cow;

use super::super::token::{Kind, Token, at_top_level};
use super::relation::sign_of;

/// Words that lead to a condition.
const LEADS: [&str; 9] = [
    "for", "when", "if", "where", "with", "whenever", "provided", "当", "其中",
];

/// The tokens with a comma before the condition at their end, and without what
/// leads to it.
pub(super) fn apart(mut tokens: Cow<'_, [Token]>) -> Cow<'_, [Token]> {
    if let Some(at) = bracketed(&tokens) {
        let tokens = tokens.to_mut();
        tokens.pop();
        if let Some(open) = tokens.get_mut(at) {
            open.kind = Kind::Sign(',');
        }
    } else if let Some(at) = led(&tokens)
        && let Some(lead) = tokens.to_mut().get_mut(at)
    {
        lead.kind = Kind::Sign(',');
    }
    tokens
}

/// Where the bracket around a relation opens that stands behind something else.
fn bracketed(tokens: &[Token]) -> Option<usize> {
    let last = tokens.len().checked_sub(1)?;
    if !tokens.last().is_some_and(|t| t.is(')')) {
        return None;
    }
    let (open, _) = at_top_level(tokens).filter(|(_, t)| t.is('(')).last()?;
    let inside = tokens.get(open + 1..last)?;
    let before = tokens.get(open.checked_sub(1)?)?;
    // `P(X > 3)` is a probability.
    let is_behind = match &before.kind {
        Kind::Word(_) => open > 1 && tokens.get(open).is_some_and(|t| t.spaced),
        Kind::Number(_) | Kind::Text(_) => true,
        Kind::Command(name) => matches!(name.as_str(), "pi" | "theta" | "alpha" | "rangle"),
        Kind::Sign(sign) => matches!(sign, ')' | ']' | '}' | '»'),
        _ => false,
    };
    let is_relation = at_top_level(inside).any(|(_, token)| sign_of(token).is_some());
    let has_comma = at_top_level(inside).any(|(_, token)| token.is(','));
    (is_behind && is_relation && !has_comma).then_some(open)
}

/// Where a word stands that leads to a relation at the end.
fn led(tokens: &[Token]) -> Option<usize> {
    let is_lead = |token: &Token| token.word().is_some_and(|word| LEADS.contains(&word));
    let (at, _) = at_top_level(tokens).find(|(at, t)| *at > 0 && is_lead(t))?;
    let behind = tokens.get(at + 1..)?;
    let words = behind
        .iter()
        .filter(|t| t.word().is_some_and(|w| w.len() > 1));
    let is_relation = at_top_level(behind).any(|(_, token)| sign_of(token).is_some());
    (is_relation && words.count() == 0).then_some(at)
}
