//! Unicode mathematics as plain characters and LaTeX commands.

/// `text` with fullwidth, styled, raised and lowered characters as plain ones,
/// and symbols as operators or commands.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if let Some(first) = raised(c) {
            out.push_str("^{");
            out.push(first);
            while let Some(next) = chars.next_if(|&next| raised(next).is_some()) {
                out.extend(raised(next));
            }
            out.push('}');
        } else if let Some(first) = lowered(c) {
            out.push_str("_{");
            out.push(first);
            while let Some(next) = chars.next_if(|&next| lowered(next).is_some()) {
                out.extend(lowered(next));
            }
            out.push('}');
        } else if let Some(symbol) = symbol(c) {
            out.push_str(symbol);
        } else {
            out.push(styled(c));
        }
    }
    out
}

fn raised(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => digit(u32::from(c) - u32::from('⁴') + 4),
        '⁻' => '-',
        'ⁿ' => 'n',
        _ => return None,
    })
}

fn lowered(c: char) -> Option<char> {
    matches!(c, '₀'..='₉').then(|| digit(u32::from(c) - u32::from('₀')))
}

fn digit(value: u32) -> char {
    char::from_digit(value % 10, 10).unwrap_or('0')
}

fn styled(c: char) -> char {
    match c {
        // Mathematical digits come in five styles of ten.
        '\u{1d7ce}'..='\u{1d7ff}' => digit(u32::from(c) - 0x1d7ce),
        // Fullwidth forms of ASCII.
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

fn symbol(c: char) -> Option<&'static str> {
    Some(match c {
        '−' | '–' | '—' | '﹣' => "-",
        '×' | '·' | '⋅' | '∙' | '✕' | '∗' => "*",
        '÷' | '⁄' | '∕' => "/",
        '∶' | '：' => ":",
        '±' => "\\pm ",
        '√' => "\\sqrt ",
        '∛' => "\\cbrt ",
        'π' => "\\pi ",
        '∞' => "\\infty ",
        '≤' | '⩽' => "\\le ",
        '≥' | '⩾' => "\\ge ",
        '≠' => "\\ne ",
        '≈' => "\\approx ",
        '∈' => "\\in ",
        '∪' => "\\cup ",
        '∅' => "\\emptyset ",
        'ℝ' => "\\mathbb{R}",
        'ℤ' => "\\mathbb{Z}",
        'ℕ' => "\\mathbb{N}",
        'ℚ' => "\\mathbb{Q}",
        '°' | 'º' => "\\degree ",
        '％' => "%",
        '，' | '、' => ",",
        '；' => ";",
        'α' => "\\alpha ",
        'β' => "\\beta ",
        'θ' => "\\theta ",
        'λ' => "\\lambda ",
        'μ' => "\\mu ",
        '½' => " 1/2 ",
        '⅓' => " 1/3 ",
        '⅔' => " 2/3 ",
        '¼' => " 1/4 ",
        '¾' => " 3/4 ",
        '。' => ".",
        '\u{a0}' | '\u{2009}' | '\u{202f}' | '\u{3000}' => " ",
        '\u{200b}' | '\u{feff}' => "",
        _ => return None,
    })
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
            ("x²³", "x^{23}"),
            ("x₁₂", "x_{12}"),
            ("10⁻³", "10^{-3}"),
            ("2×3", "2*3"),
            ("é思", "é思"),
        ] {
            assert_eq!(plain(text), expected);
        }
    }
}
