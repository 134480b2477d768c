//! Unicode mathematics as plain characters and LaTeX commands.

mod table;

use table::{lowered, raised, styled, symbol};

/// `text` with fullwidth, styled, raised and lowered characters as plain ones,
/// and symbols as operators or commands.
pub(super) fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii() {
            out.push(c);
        } else if let Some(first) = raised(c) {
            let mut run = String::from(first);
            while let Some(next) = chars.next_if(|&next| raised(next).is_some()) {
                run.extend(raised(next));
            }
            // `¹⁄₂` is a fraction, not a power.
            if let Some(below) = fraction(&mut chars) {
                out.push_str(&format!(" {run}/{below} "));
            } else {
                out.push_str(&format!("^{{{run}}}"));
            }
        } else if let Some(first) = lowered(c) {
            let mut run = String::from(first);
            while let Some(next) = chars.next_if(|&next| lowered(next).is_some()) {
                run.extend(lowered(next));
            }
            out.push_str(&format!("_{{{run}}}"));
        } else if let Some(symbol) = symbol(c) {
            out.push_str(symbol);
        } else {
            out.push(styled(c));
        }
    }
    out
}

/// The denominator behind a fraction slash, where raised digits stood before it.
fn fraction(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<String> {
    chars.next_if(|&c| c == '⁄')?;
    let mut below = String::new();
    while let Some(c) = chars.next_if(|&c| lowered(c).is_some() || c.is_ascii_digit()) {
        below.push(lowered(c).unwrap_or(c));
    }
    Some(below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unicode_becomes_plain() {
        for (text, expected) in [
            ("−5", "-5"),
            ("１２３", "123"),
            ("𝟯", "3"),
            ("𝑥", "x"),
            ("𝐀", "A"),
            ("x²³", "x^{23}"),
            ("x₁₂", "x_{12}"),
            ("aₙ₊₁", "a_{n+1}"),
            ("10⁻³", "10^{-3}"),
            ("2×3", "2\\times 3"),
            ("٣", "3"),
            ("¹⁄₂", " 1/2 "),
            ("é思", "é思"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }
}
