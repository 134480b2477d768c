//! Texts that are broken off.

use super::super::token::{Kind, Token};

/// Whether something is missing: an operand, a bracket, an operator between
/// two numbers.
pub(super) fn is_broken(tokens: &[Token]) -> bool {
    let operator = |t: &Token| "+-*/^_=<>".chars().any(|sign| t.is(sign));
    let taker = |t: &Token| {
        ["frac", "sqrt", "binom"]
            .iter()
            .any(|name| t.is_command(name))
    };
    let doubled = tokens.windows(2).any(|pair| match pair {
        [a, b] => "^_/*".chars().any(|sign| a.is(sign)) && "^_/*=".chars().any(|sign| b.is(sign)),
        _ => false,
    });
    let ends_open = tokens.last().is_some_and(|t| operator(t) || taker(t));
    let adjacent = tokens.windows(2).any(|pair| match pair {
        [a, b] => matches!((&a.kind, &b.kind), (Kind::Number(_), Kind::Number(_))),
        _ => false,
    });
    let hollow = tokens.windows(3).any(|triple| match triple {
        [a, b, c] => taker(a) && b.is('{') && c.is('}'),
        _ => false,
    });
    let depth: i32 = tokens.iter().map(Token::step).sum();
    ends_open || adjacent || doubled || hollow || depth != 0
}

/// The tokens with the brackets closed that were left open, and without those
/// that close nothing: an answer that was cut off.
pub(super) fn balanced(tokens: &[Token]) -> Vec<Token> {
    let mut open: Vec<char> = Vec::new();
    let mut out = Vec::with_capacity(tokens.len() + 4);
    for token in tokens {
        match token.kind {
            Kind::Sign('(' | '[') => open.push(')'),
            Kind::Sign('{') => open.push('}'),
            Kind::Sign('«') => open.push('»'),
            Kind::Begin(_) => open.push('&'),
            Kind::End(_) => {
                open.pop();
            }
            Kind::Sign(sign @ (')' | ']' | '}' | '»')) => {
                let wanted = if sign == ']' { ')' } else { sign };
                if open.last() != Some(&wanted) {
                    continue;
                }
                open.pop();
            }
            _ => {}
        }
        out.push(token.clone());
    }
    // Brackets alone are no empty set.
    if out.iter().all(|token| token.step() != 0) {
        return Vec::new();
    }
    let closers = open.into_iter().rev().map(|sign| Token {
        kind: match sign {
            '&' => Kind::End(String::new()),
            sign => Kind::Sign(sign),
        },
        spaced: false,
    });
    out.extend(closers);
    out
}
