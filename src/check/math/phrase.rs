//! Mathematics in words as signs: "the square root of 2", `根号2`, "3 to 4".

use std::sync::OnceLock;

use regex::Regex;

/// Phrases (in lower case) and what they become; longer ones come first.
const PHRASES: [(&str, &str); 95] = [
    ("the square root of", "\\sqrt "),
    ("square root of", "\\sqrt "),
    ("wurzel aus", "\\sqrt "),
    ("racine carrée de", "\\sqrt "),
    ("raíz cuadrada de", "\\sqrt "),
    ("radice quadrata di", "\\sqrt "),
    ("根号", "\\sqrt "),
    ("根號", "\\sqrt "),
    ("the cube root of", "\\cbrt "),
    ("cube root of", "\\cbrt "),
    ("racine cubique de", "\\cbrt "),
    ("raíz cúbica de", "\\cbrt "),
    ("squared", "^2 "),
    ("的平方", "^2 "),
    ("cubed", "^3 "),
    ("的立方", "^3 "),
    ("raised to the power of", "^"),
    ("to the power of", "^"),
    ("to the power", "^"),
    ("hoch", "^"),
    ("plus or minus", "\\pm "),
    ("+/-", "\\pm "),
    ("正负", "\\pm "),
    ("is greater than or equal to", "\\ge "),
    ("greater than or equal to", "\\ge "),
    ("大于等于", "\\ge "),
    ("大于或等于", "\\ge "),
    ("不小于", "\\ge "),
    ("is less than or equal to", "\\le "),
    ("less than or equal to", "\\le "),
    ("小于等于", "\\le "),
    ("小于或等于", "\\le "),
    ("不大于", "\\le "),
    ("is at least", "\\ge "),
    ("is no less than", "\\ge "),
    ("至少为", "\\ge "),
    ("at least", "\\ge "),
    ("no less than", "\\ge "),
    ("no fewer than", "\\ge "),
    ("至少", "\\ge "),
    ("is at most", "\\le "),
    ("is no more than", "\\le "),
    ("至多为", "\\le "),
    ("at most", "\\le "),
    ("no more than", "\\le "),
    ("至多", "\\le "),
    ("不超过", "\\le "),
    ("is greater than", ">"),
    ("is more than", ">"),
    ("greater than", ">"),
    ("大于", ">"),
    ("is less than", "<"),
    ("less than", "<"),
    ("小于", "<"),
    ("is not equal to", "\\ne "),
    ("不等于", "\\ne "),
    ("is equal to", "="),
    ("等于", "="),
    ("is nonnegative", "\\ge 0"),
    ("is non-negative", "\\ge 0"),
    ("is positive", "> 0"),
    ("is negative", "< 0"),
    ("is congruent to", "\\equiv "),
    ("por ciento", "%"),
    ("por cento", "%"),
    ("pour cent", "%"),
    ("prozent", "%"),
    ("per cento", "%"),
    ("процентов", "%"),
    ("процента", "%"),
    ("процент", "%"),
    ("positive integers", "\\mathbb{Z}_{>0}"),
    ("negative integers", "\\mathbb{Z}_{<0}"),
    ("nonnegative integers", "\\mathbb{Z}_{\\ge 0}"),
    ("non-negative integers", "\\mathbb{Z}_{\\ge 0}"),
    ("positive real numbers", "\\mathbb{R}_{>0}"),
    ("negative real numbers", "\\mathbb{R}_{<0}"),
    ("nonnegative real numbers", "\\mathbb{R}_{\\ge 0}"),
    ("non-negative real numbers", "\\mathbb{R}_{\\ge 0}"),
    ("positive reals", "\\mathbb{R}_{>0}"),
    ("nonnegative reals", "\\mathbb{R}_{\\ge 0}"),
    ("正整数", "\\mathbb{Z}_{>0}"),
    ("负整数", "\\mathbb{Z}_{<0}"),
    (") & (", ") and ("),
    (") | (", ") or ("),
    ("diverges to", ""),
    ("converges to", ""),
    ("tends to", ""),
    ("approaches", ""),
    ("a googol", "10^{100}"),
    ("googol", "10^{100}"),
    ("a decade", "10 years"),
    ("decade", "10 years"),
    ("century", "100 years"),
    ("right angle", "90°"),
];

/// What must occur for a pattern to be tried, the pattern, what it becomes.
const PATTERNS: [(&str, &str, &str); 47] = [
    // "for integer k", "where k is any integer"
    (
        "integer",
        r"[,;]?\s*\(?(?:\\text\{\s*)?(?:,\s*)?(?:where|with|for|over)\s+(?:all |any |every |some |each |an )?integers?\s*\}?\s*\$?([a-zA-Z])\$?\)?$",
        r", $1 \in \mathbb{Z}",
    ),
    // "3 x 4" is a product.
    (" x ", r"(\d) x (\d)", "$1 * $2"),
    (
        "\\mathbb{",
        r"^(?:[Tt]he )?(?:set of )?(?:[Aa]ll |[Aa]ny )?(\\mathbb\{[A-Z]\}_\{[^}]*\})$",
        "$1",
    ),
    // "1 \text{ in } 6" and "\text{3 to 4}" are said without LaTeX, too.
    (
        "\\text{",
        r"\\text\{\s*((?:\d+\s+)?(?:in|to|is to|out of)(?:\s+\d+)?)\s*\}",
        " $1 ",
    ),
    // Lists with the "and" of Spanish and Italian.
    (" y ", r"(\d|[})]) y (\d|\\|[a-z](?:_\d)?\s*=)", "$1 , $2"),
    (" e ", r"(\d|[})]) e (\d|[a-z](?:_\d)?\s*=)", "$1 , $2"),
    (
        "成",
        r"^([一二三四五六七八九])成([一二三四五六七八九])$",
        "百分之${1}十${2}",
    ),
    ("成", r"^([一二三四五六七八九])成$", "百分之${1}十"),
    ("成", r"^(\d)成$", "${1}0%"),
    (
        "%",
        r"(?i)^(?:an? )?(.*%)\}? (?:increase|decrease|gain|loss|rise|drop|profit|decline|discount|off|more|less)$",
        "$1",
    ),
    (
        " constant",
        r"(?i)[,;]?\s*\(?(?:where |with |for )?(?:any |some |all )?(?:(?:real |arbitrary )*constants? )?\$?(?:[a-z](?:_\{?\d\}?)?)?(?:(?:, ?| and |, and )\$?[a-z](?:_\{?\d\}?)?)*\$?\s*(?:is |are |being )?(?:an? |any |some )?(?:arbitrary |real |positive |nonzero )*constants?(?: [a-z])?\)?$",
        "",
    ),
    (
        "integer",
        r"(?:,|;)?\s*\(?(?:where |with |for )?(?:all |any |every |some |each )?(?:integers? )?([a-zA-Z])\s+(?:is |being |= )?(?:an? |any |some )?(?:arbitrary )?integer\)?\}?$",
        r", $1 \in \mathbb{Z}",
    ),
    ("次方", r"的\s*(\d+)\s*次方", "^{$1}"),
    (
        "to the ",
        r"(?i)to the (\d+)(?:th|st|nd|rd)(?: power)?",
        "^{$1}",
    ),
    (
        " even",
        r"(?-u:\b)([a-zA-Z]) is (?:an )?even(?: integer| number)?$",
        r"$1 \equiv 0 \pmod{2}",
    ),
    (
        " odd",
        r"(?-u:\b)([a-zA-Z]) is (?:an )?odd(?: integer| number)?$",
        r"$1 \equiv 1 \pmod{2}",
    ),
    (
        " is ",
        r"(?-u:\b)([a-zA-Z]) is (?:divisible by|a multiple of) (\d+)$",
        r"$1 \equiv 0 \pmod{$2}",
    ),
    (
        "\\mid",
        r"^(\d+) ?\\mid ?([a-z])$",
        r"$2 \equiv 0 \pmod{$1}",
    ),
    ("|", r"^(\d+) ?\| ?([a-z])$", r"$2 \equiv 0 \pmod{$1}"),
    (" plus ", r"(\d|[a-z]|\})\s+plus\s+", "$1 + "),
    (" m", r"(\d|[a-z]|\})\s+(?:minus|moins|menos)\s+", "$1 - "),
    ("minus ", r"^minus (\d|[a-z]$|[a-z] |\\)", "-$1"),
    ("negative ", r"^negative (\d|[a-z]$|[a-z] |\\)", "-$1"),
    ("mapsto", r"^([a-z])\s*\\mapsto", "f($1) ="),
    (" in ", r"^\s*(\d+)\s+in\s+(\d+)\s*$", "$1/$2"),
    (" out of ", r"^\s*(\d+)\s+out of\s+(\d+)\s*$", "$1/$2"),
    (
        "\\mathrm{",
        r"(\d)\\mathrm\{[eE]\}\{?([+-]?\d+)\}?",
        "${1}e$2",
    ),
    (
        "mapsto",
        r"^([a-zA-Z])\s*:\s*([a-z])\s*\\mapsto",
        "$1($2) =",
    ),
    (" times ", r"(\d|[a-z]|\})\s+times\s+", "$1 * "),
    (
        " multiplied by ",
        r"(\d|[a-z]|\})\s+multiplied by\s+",
        "$1 * ",
    ),
    (" mal ", r"(\d)\s+mal\s+", "$1 * "),
    (" fois ", r"(\d)\s+fois\s+", "$1 * "),
    (" por ", r"(\d)\s+por\s+", "$1 * "),
    (" divided by ", r"(\d|[a-z]|\})\s+divided by\s+", "$1 / "),
    (" over ", r"(\d|[a-z]|\})\s+over\s+", "$1 / "),
    ("乘", r"(\d)\s*乘以?\s*(\d)", "$1 * $2"),
    ("除以", r"(\d)\s*除以\s*(\d)", "$1 / $2"),
    ("比", r"(\d)\s*比\s*(\d)", "$1:$2"),
    ("対", r"(\d)\s*対\s*(\d)", "$1:$2"),
    ("to", r"(\d)\s*(?:-to-|is to)\s*(\d)", "$1:$2"),
    (
        "to",
        r"^\s*([A-Za-z0-9]+)(?:-| +)to(?:-| +)([A-Za-z0-9]+)\s*$",
        "$1:$2",
    ),
    ("zu", r"(\d) zu (\d)", "$1:$2"),
    ("à", r"^(?:.* de )?(\d+) à (\d+)$", "$1:$2"),
    // `4.5 x 10^-7`: the letter as a sign, and an exponent without braces.
    ("10^", r"(\d)\s*[xX]\s*10\^", r"$1 * 10^"),
    ("10^", r"10\^(-?\d{2,}|-\d)", "10^{$1}"),
    (
        "{\\",
        r"\\frac\{\\(?:text|mathrm)\{([a-zA-Z]+)\}\}\{\\(?:text|mathrm)\{([a-zA-Z]+)\}\}",
        r"\text{$1/$2}",
    ),
    (
        " ",
        r"(?i)^(?:all |any )?(?:the )?(?:real )?(?:numbers?|reals|real x|x) (?:except|other than|but)(?: for| when)?(?: x ?=)? (.+)$",
        r"\mathbb{R} \setminus \{$1\}",
    ),
];

/// Whole texts (in lower case) that name a set.
const SETS: [(&str, &str); 22] = [
    ("integers", "\\mathbb{Z}"),
    ("all integers", "\\mathbb{Z}"),
    ("the integers", "\\mathbb{Z}"),
    ("any integer", "\\mathbb{Z}"),
    ("整数", "\\mathbb{Z}"),
    ("整数集", "\\mathbb{Z}"),
    ("全体整数", "\\mathbb{Z}"),
    ("natural numbers", "\\mathbb{N}"),
    ("the natural numbers", "\\mathbb{N}"),
    ("自然数集", "\\mathbb{N}"),
    ("rational numbers", "\\mathbb{Q}"),
    ("the rational numbers", "\\mathbb{Q}"),
    ("all rational numbers", "\\mathbb{Q}"),
    ("有理数集", "\\mathbb{Q}"),
    ("complex numbers", "\\mathbb{C}"),
    ("all complex numbers", "\\mathbb{C}"),
    ("even integers", "\\{2k : k \\in \\mathbb{Z}\\}"),
    ("the even integers", "\\{2k : k \\in \\mathbb{Z}\\}"),
    ("all even integers", "\\{2k : k \\in \\mathbb{Z}\\}"),
    ("odd integers", "\\{2k+1 : k \\in \\mathbb{Z}\\}"),
    ("the odd integers", "\\{2k+1 : k \\in \\mathbb{Z}\\}"),
    ("all odd integers", "\\{2k+1 : k \\in \\mathbb{Z}\\}"),
];

/// Patterns are made when one is first needed: making all of them takes longer
/// than most checks together.
static COMPILED: [OnceLock<Option<Regex>>; PATTERNS.len()] =
    [const { OnceLock::new() }; PATTERNS.len()];

/// `text` with words for operations as signs.
pub(super) fn in_signs(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let bare = lower
        .trim_start_matches("the set of ")
        .trim_start_matches("set of ");
    if let Some((_, set)) = SETS.iter().find(|(name, _)| *name == bare) {
        return (*set).to_owned();
    }
    let start = text.len() - bare.len();
    let mut text = text.get(start..).unwrap_or(text).to_owned();
    let mut lower = text.to_ascii_lowercase();
    for (phrase, sign) in PHRASES {
        if lower.contains(phrase) {
            text = replaced(&text, &lower, phrase, sign);
            lower = text.to_ascii_lowercase();
        }
    }
    for ((trigger, pattern, sign), compiled) in PATTERNS.iter().zip(&COMPILED) {
        if text.contains(trigger)
            && let Some(regex) = compiled.get_or_init(|| Regex::new(pattern).ok())
            && regex.is_match(&text)
        {
            text = regex.replace_all(&text, *sign).into_owned();
        }
    }
    text
}

/// `text`, which is `lower` in lower case, with `phrase` as `sign` where it is
/// not part of a longer word.
fn replaced(text: &str, lower: &str, phrase: &str, sign: &str) -> String {
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let by_words = is_letter(phrase.chars().next());
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (at, _) in lower.match_indices(phrase) {
        let end = at + phrase.len();
        let before = lower.get(..at).and_then(|s| s.chars().next_back());
        let after = lower.get(end..).and_then(|s| s.chars().next());
        if by_words && (is_letter(before) || is_letter(after)) {
            continue;
        }
        out.push_str(text.get(from..at).unwrap_or(""));
        out.push_str(sign);
        from = end;
    }
    out.push_str(text.get(from..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_patterns_are_valid() {
        for (_, pattern, _) in PATTERNS {
            assert!(Regex::new(pattern).is_ok(), "{pattern}");
        }
    }

    #[test]
    fn words_become_signs() {
        for (text, expected) in [
            ("the square root of 2", "\\sqrt  2"),
            ("2的10次方", "2^{10}"),
            ("x is at least 2", "x \\ge  2"),
            ("minus 1", "-1"),
            ("negative one", "negative one"),
            ("3 to 4", "3:4"),
            ("4.5 x 10^-7", "4.5 * 10^{-7}"),
            ("n is even", "n \\equiv 0 \\pmod{2}"),
            ("x+1", "x+1"),
            (
                "all real numbers except 3",
                "\\mathbb{R} \\setminus \\{3\\}",
            ),
        ] {
            assert_eq!(in_signs(text), expected, "{text}");
        }
    }
}
