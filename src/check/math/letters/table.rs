//! Which characters stand for what.

/// A raised character in its normal place.
pub(super) fn raised(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴'..='⁹' => digit(u32::from(c) - u32::from('⁴') + 4),
        '⁻' => '-',
        '⁺' => '+',
        '⁽' => '(',
        '⁾' => ')',
        'ⁿ' => 'n',
        'ⁱ' => 'i',
        'ˣ' => 'x',
        'ʸ' => 'y',
        'ᵏ' => 'k',
        'ᵐ' => 'm',
        'ᵗ' => 't',
        'ᵃ' => 'a',
        'ᵇ' => 'b',
        'ᵈ' => 'd',
        'ᵉ' => 'e',
        'ᵖ' => 'p',
        'ʳ' => 'r',
        'ᵀ' => 'T',
        _ => return None,
    })
}

/// A lowered character in its normal place.
pub(super) fn lowered(c: char) -> Option<char> {
    Some(match c {
        '₀'..='₉' => digit(u32::from(c) - u32::from('₀')),
        '₊' => '+',
        '₋' => '-',
        'ₐ' => 'a',
        'ₑ' => 'e',
        'ₓ' => 'x',
        'ᵢ' => 'i',
        'ⱼ' => 'j',
        'ₖ' => 'k',
        'ₘ' => 'm',
        'ₙ' => 'n',
        'ₚ' => 'p',
        'ᵣ' => 'r',
        'ₜ' => 't',
        _ => return None,
    })
}

fn digit(value: u32) -> char {
    char::from_digit(value % 10, 10).unwrap_or('0')
}

/// Letters and digits of other styles and scripts as the plain ones.
pub(super) fn styled(c: char) -> char {
    let code = u32::from(c);
    match c {
        // Mathematical digits come in five styles of ten.
        '\u{1d7ce}'..='\u{1d7ff}' => digit(code - 0x1d7ce),
        // Mathematical letters come in thirteen styles of 26 capitals and 26 small ones.
        '\u{1d400}'..='\u{1d6a3}' => {
            let place = (code - 0x1d400) % 52;
            let first = if place < 26 { 'A' } else { 'a' };
            char::from_u32(u32::from(first) + place % 26).unwrap_or(c)
        }
        // Fullwidth forms of ASCII.
        '！'..='～' => char::from_u32(code - 0xfee0).unwrap_or(c),
        '٠'..='٩' => digit(code - 0x660),
        '۰'..='۹' => digit(code - 0x6f0),
        '०'..='९' => digit(code - 0x966),
        '￥' => '¥',
        '￡' => '£',
        'ℯ' => 'e',
        'ⅈ' | 'ℹ' => 'i',
        'ℎ' => 'h',
        c => c,
    }
}

/// Symbols as operators and commands.
pub(super) fn symbol(c: char) -> Option<&'static str> {
    operator(c)
        .or_else(|| relation(c))
        .or_else(|| punctuation(c))
        .or_else(|| letter(c))
        .or_else(|| vulgar(c))
}

/// Operators, and the brackets that belong to them.
fn operator(c: char) -> Option<&'static str> {
    Some(match c {
        '−' | '–' | '—' | '﹣' | '‐' | '‑' | '‒' | '－' => "-",
        '·' | '⋅' | '∙' | '✕' | '✖' | '∗' | '•' | '⨯' => "*",
        '×' => "\\times ",
        '÷' | '⁄' | '∕' => "/",
        '∶' | '：' => ":",
        '±' => "\\pm ",
        '∓' => "\\mp ",
        '√' => "\\sqrt ",
        '∛' => "\\cbrt ",
        '∜' => "\\sqrt[4] ",
        '∞' => "\\infty ",
        'ℵ' => "\\aleph ",
        '∑' | 'Σ' => "\\sum ",
        '∏' => "\\prod ",
        '∫' => "\\int ",
        '∂' => "\\partial ",
        '⌊' => "\\lfloor ",
        '⌋' => "\\rfloor ",
        '⌈' => "\\lceil ",
        '⌉' => "\\rceil ",
        '⟨' => "\\langle ",
        '⟩' => "\\rangle ",
        '∣' | '｜' => "|",
        '‖' => "\\|",
        '°' | 'º' | '˚' | '℃' | '℉' => match c {
            '℃' => " degC ",
            '℉' => " degF ",
            _ => "\\degree ",
        },
        '‰' => "\\permille ",
        _ => return None,
    })
}

/// Relations of numbers, of sets and of statements.
fn relation(c: char) -> Option<&'static str> {
    Some(match c {
        '≤' | '⩽' | '≦' => "\\le ",
        '≥' | '⩾' | '≧' => "\\ge ",
        '≰' => ">",
        '≱' => "<",
        '≮' => "\\ge ",
        '≯' => "\\le ",
        '≠' => "\\ne ",
        '≈' | '≅' | '≃' | '∼' => "\\approx ",
        '≡' => "\\equiv ",
        '≢' => "\\not\\equiv ",
        '∈' => "\\in ",
        '∉' => "\\notin ",
        '⊂' | '⊆' => "\\subset ",
        '∪' | '⋃' => "\\cup ",
        '∩' | '⋂' => "\\cap ",
        '∖' => "\\setminus ",
        '∅' | '⌀' => "\\emptyset ",
        '∧' => "\\land ",
        '∨' => "\\lor ",
        '→' | '⟶' => "\\to ",
        '⇒' | '∴' => " ",
        _ => return None,
    })
}

/// Punctuation and spaces.
fn punctuation(c: char) -> Option<&'static str> {
    Some(match c {
        '…' | '⋯' => "\\dots ",
        '′' => "'",
        '″' => "''",
        '٫' => ".",
        '٬' => ",",
        '％' => "%",
        '，' | '、' => ",",
        '；' => ";",
        '。' => ".",
        '“' | '”' | '„' | '«' | '»' | '「' | '」' => "\"",
        '‘' | '’' => "'",
        '【' => "[",
        '】' => "]",
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => " ",
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fe0f}' => "",
        _ => return None,
    })
}

fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'π' | 'ℼ' | '𝜋' | '𝝅' => "\\pi ",
        'ℝ' => "\\mathbb{R}",
        'ℤ' => "\\mathbb{Z}",
        'ℕ' => "\\mathbb{N}",
        'ℚ' => "\\mathbb{Q}",
        'ℂ' => "\\mathbb{C}",
        'α' => "\\alpha ",
        'β' => "\\beta ",
        'γ' => "\\gamma ",
        'δ' => "\\delta ",
        'ε' | 'ϵ' => "\\epsilon ",
        'ζ' => "\\zeta ",
        'η' => "\\eta ",
        'θ' | 'ϑ' => "\\theta ",
        'κ' => "\\kappa ",
        'λ' => "\\lambda ",
        'μ' | 'µ' => "\\mu ",
        'ν' => "\\nu ",
        'ξ' => "\\xi ",
        'ρ' => "\\rho ",
        'σ' => "\\sigma ",
        'τ' => "\\tau ",
        'φ' | 'ϕ' => "\\phi ",
        'χ' => "\\chi ",
        'ψ' => "\\psi ",
        'ω' => "\\omega ",
        'Γ' => "\\Gamma ",
        'Δ' | '∆' => "\\Delta ",
        'Θ' => "\\Theta ",
        'Λ' => "\\Lambda ",
        'Φ' => "\\Phi ",
        'Ψ' => "\\Psi ",
        '\u{2126}' | '\u{3a9}' => "\\Omega ",
        'ℏ' => "\\hbar ",
        'ℓ' => "\\ell ",
        _ => return None,
    })
}

fn vulgar(c: char) -> Option<&'static str> {
    Some(match c {
        '½' => " 1/2 ",
        '⅓' => " 1/3 ",
        '⅔' => " 2/3 ",
        '¼' => " 1/4 ",
        '¾' => " 3/4 ",
        '⅕' => " 1/5 ",
        '⅖' => " 2/5 ",
        '⅗' => " 3/5 ",
        '⅘' => " 4/5 ",
        '⅙' => " 1/6 ",
        '⅚' => " 5/6 ",
        '⅐' => " 1/7 ",
        '⅛' => " 1/8 ",
        '⅜' => " 3/8 ",
        '⅝' => " 5/8 ",
        '⅞' => " 7/8 ",
        '⅑' => " 1/9 ",
        '⅒' => " 1/10 ",
        _ => return None,
    })
}
