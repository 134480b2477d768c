//! Joining tokens that belong together.

use super::lex::Token;
use super::lookup;

/// Removes the braces around single words and numbers, joins a sign of micro
/// with its unit and a degree sign with its scale, and makes `^{-1}` a power.
pub(super) fn simplified(mut tokens: Vec<Token>) -> Vec<Token> {
    use Token::{Caret, Close, Integer, Minus, Open, Power, Word};
    // Each round takes one level of braces.
    for _ in 0..8 {
        let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
        for token in &tokens {
            out.push(token.clone());
            while let Some((length, token)) = match out.as_slice() {
                [.., Open, Word(word), Close] => Some((3, Word(word.clone()))),
                [.., Open, Integer(n), Close] => Some((3, Integer(*n))),
                [.., Open, Power(n), Close] => Some((3, Power(*n))),
                [.., Caret, Open, Minus, Integer(n), Close] => Some((5, Power(-n))),
                [.., Caret, Minus, Integer(n)] => Some((3, Power(-n))),
                [.., Caret, Integer(n)] => Some((2, Power(*n))),
                [.., Caret, Word(word)] if word == "°" => Some((2, Word("°".into()))),
                [.., Word(a), Word(b)] if a == "µ" && lookup::find(&format!("µ{b}")).is_some() => {
                    Some((2, Word(format!("µ{b}"))))
                }
                [.., Word(a), Word(b)] if b == "Ω" && is_prefix(a) => {
                    Some((2, Word(format!("{a}Ω"))))
                }
                [.., Word(a), Word(b)] if is_temperature(a, b) => {
                    let is_fahrenheit = b.starts_with(['f', 'F', 'Ф', 'ф']);
                    let scale = if is_fahrenheit { 'F' } else { 'C' };
                    Some((2, Word(format!("°{scale}"))))
                }
                _ => None,
            } {
                out.truncate(out.len() - length);
                out.push(token);
            }
        }
        let is_done = out.len() == tokens.len();
        tokens = out;
        if is_done {
            break;
        }
    }
    tokens
}

/// Of `k\Omega`.
fn is_prefix(word: &str) -> bool {
    matches!(word, "k" | "M" | "G" | "m" | "µ")
}

fn is_temperature(degree: &str, scale: &str) -> bool {
    (lookup::find(degree).is_some_and(|unit| unit.name == "°"))
        && matches!(
            lookup::fold(scale).as_str(),
            "c" | "f" | "celsius" | "centigrade" | "fahrenheit" | "цельсия" | "фаренгейта"
        )
}
