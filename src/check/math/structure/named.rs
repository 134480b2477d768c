//! Names of functions and sequences before an equals sign: `P(x) = …`, `a(n) = …`.

use super::super::expr::Expr;
use super::super::token::{Kind, Token};

/// `P(x)`: an unknown function of one letter, and that letter.
pub(super) fn applied(tokens: &[Token]) -> Option<Expr> {
    let (name, variable) = call(tokens)?;
    Some(Expr::Apply(
        name.to_owned(),
        vec![Expr::Symbol(variable.to_owned())],
    ))
}

/// `a(n) = 2*a(n - 1)` as `a_{n} = 2*a_{n - 1}`.
pub(super) fn indexed(tokens: &[Token]) -> Option<Vec<Token>> {
    let (name, variable) = call(tokens.get(..4)?)?;
    let is_sequence = name.chars().all(char::is_lowercase)
        && !matches!(name, "f" | "g" | "h")
        && matches!(variable, "n" | "k" | "m")
        && tokens.get(4).is_some_and(|t| t.is('='));
    if !is_sequence {
        return None;
    }
    let sign = |sign: char| Token {
        kind: Kind::Sign(sign),
        spaced: false,
    };
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len() + 4);
    // Of each open bracket, whether it is that of an index.
    let mut open = Vec::new();
    for token in tokens {
        if token.is('(') {
            let is_index = !token.spaced && out.last().and_then(Token::word) == Some(name);
            open.push(is_index);
            if is_index {
                out.extend([sign('_'), sign('{')]);
                continue;
            }
        } else if token.is(')') && open.pop() == Some(true) {
            out.push(sign('}'));
            continue;
        }
        out.push(token.clone());
    }
    Some(out)
}

/// A letter with one letter in brackets right behind it.
fn call(tokens: &[Token]) -> Option<(&str, &str)> {
    let [name, open, variable, close] = tokens else {
        return None;
    };
    let is_call = open.is('(') && !open.spaced && close.is(')');
    let (Kind::Word(name), Kind::Word(variable)) = (&name.kind, &variable.kind) else {
        return None;
    };
    let is_letter = |word: &str| word.len() == 1 && !matches!(word, "e" | "i");
    let fits = is_call && is_letter(name) && is_letter(variable) && name != variable;
    (fits && variable.chars().all(char::is_lowercase)).then_some((name, variable))
}
