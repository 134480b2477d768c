//! Numbers whose base is named: `1011_2`, `(1A3)_{16}`, `0xff`, `212 base 3`.

use super::answer::Answer;
use super::expr::Expr;
use super::quick::{Letters, replace};
use super::rational::Rational;

/// Most digits of such a number.
const MOST_DIGITS: usize = 1_000;

/// The number that the whole text is.
pub(super) fn number(text: &str) -> Option<Answer> {
    if !may_be_based(text) {
        return None;
    }
    let text = plain(text);
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest.to_owned()),
        None => (false, text),
    };
    let text = replace(text, "{,}", "");
    let (digits, base) = prefixed(&text)
        .or_else(|| suffixed(&text))
        .or_else(|| named(&text))?;
    let Some(value) = value(digits, base) else {
        // Digits that the base has not: no number at all, and equal to nothing else.
        let is_numeral = digits.chars().all(|c| c.is_ascii_digit()) && !digits.is_empty();
        return (is_numeral && (2..=36).contains(&base)).then(|| Answer::Text(text.clone()));
    };
    let value = if negative { value.negated() } else { value };
    Some(Answer::Based {
        value: Expr::rational(value),
        base,
    })
}

/// Whether there is what names a base: `_`, `0x`, or the letters of a word.
fn may_be_based(text: &str) -> bool {
    const PREFIXES: [Letters; 3] = Letters::of_each(["b", "o", "x"]);
    const WORDS: [Letters; 7] = Letters::of_each([
        "base",
        "binary",
        "ternary",
        "octal",
        "decimal",
        "hex",
        "hexadecimal",
    ]);
    let letters = Letters::of(text);
    text.contains('_')
        || (letters.has_others && text.contains('进'))
        || (text.contains('0') && letters.hold_any(&PREFIXES))
        || letters.hold_any(&WORDS)
}

/// The text without wrappers and spaces.
fn plain(text: &str) -> String {
    let mut text = replace(text.replace(' ', ""), "\\,", "");
    // `2\mathrm{B}_{16}`
    for wrapper in ["\\mathrm{", "\\text{", "\\texttt{", "\\mathtt{"] {
        if text.contains(wrapper)
            && let Some((before, after)) = text.split_once(wrapper)
            && let Some((inside, rest)) = after.split_once('}')
        {
            text = format!("{before}{inside}{rest}");
        }
    }
    for command in [
        "\\text", "\\mathrm", "\\texttt", "\\mathtt", "\\left", "\\right",
    ] {
        text = replace(text, command, "");
    }
    text
}

/// `0b101`, `0o17`, `0xff`
fn prefixed(text: &str) -> Option<(&str, u32)> {
    let (head, digits) = text.split_at_checked(2)?;
    let base = match head {
        "0b" | "0B" => 2,
        "0o" | "0O" => 8,
        "0x" | "0X" => 16,
        _ => return None,
    };
    Some((digits, base))
}

/// `101inbinary`, `43(octal)`, `三进制1002`, `八进制的43`
fn named(text: &str) -> Option<(&str, u32)> {
    if let Some((base, digits)) = text.split_once("进制") {
        let digits = digits.trim_start_matches(['的', '数', '：', ':']);
        // The base may stand behind: `1002(三进制)`.
        return if digits.trim_matches([')', '）']).is_empty() {
            let (digits, base) = base.split_once(['(', '（'])?;
            Some((digits, base_of(base)?))
        } else {
            Some((digits, base_of(base)?))
        };
    }
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (digits, name) = text.split_at_checked(at)?;
    let name = name.trim_matches(['(', ')']);
    let name = name.strip_prefix("in").unwrap_or(name);
    let is_name = [
        "binary",
        "ternary",
        "octal",
        "decimal",
        "hexadecimal",
        "hex",
    ]
    .contains(&name);
    is_name.then(|| Some((digits, base_of(name)?)))?
}

/// `101_2`, `(101)_{2}`, `101base2`, `101_{base 2}`
fn suffixed(text: &str) -> Option<(&str, u32)> {
    let lower_at = text
        .find("(base")
        .or_else(|| text.find("inbase"))
        .or_else(|| text.find("base"));
    let (digits, base) = match text.split_once('_') {
        Some(parts) => parts,
        None => text.split_at_checked(lower_at?)?,
    };
    let base = base.trim_matches(['{', '}', '(', ')']);
    let base = base.strip_prefix("in").unwrap_or(base);
    let base = base.strip_prefix("base").unwrap_or(base);
    let base = base_of(base.trim_matches(['{', '}', '-']))?;
    let inside = digits
        .trim_start_matches(['(', '{'])
        .trim_end_matches([')', '}']);
    // `F_16` is a name.
    let inside = inside.trim_matches(['{', '}']);
    let is_code = base > 10 && inside.len() > 1 && inside.chars().all(|c| c.is_ascii_uppercase());
    let is_number =
        digits.starts_with('(') || is_code || inside.contains(|c: char| c.is_ascii_digit());
    is_number.then_some((inside, base))
}

fn base_of(text: &str) -> Option<u32> {
    const WORDS: [&str; 17] = [
        "", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
    ];
    const CHINESE: [&str; 17] = [
        "", "", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三",
        "十四", "十五", "十六",
    ];
    let found = |names: &[&str]| {
        names
            .iter()
            .position(|name| !name.is_empty() && *name == text)
    };
    match text.to_lowercase().as_str() {
        "bin" | "binary" => Some(2),
        "ternary" => Some(3),
        "oct" | "octal" => Some(8),
        "dec" | "decimal" => Some(10),
        "hex" | "hexadecimal" => Some(16),
        "eighteen" => Some(18),
        "twenty" => Some(20),
        lower => WORDS
            .iter()
            .position(|name| !name.is_empty() && *name == lower)
            .or_else(|| found(&CHINESE))
            .and_then(|base| u32::try_from(base).ok())
            .or_else(|| text.parse().ok()),
    }
}

pub(super) fn value(digits: &str, base: u32) -> Option<Rational> {
    if !(2..=36).contains(&base) || digits.len() > MOST_DIGITS {
        return None;
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let radix = Rational::integer(i64::from(base));
    let mut value = Rational::integer(0);
    let mut n_digits = 0_usize;
    // `10,1101` groups its digits.
    for c in whole.chars().chain(fraction.chars()).filter(|c| *c != ',') {
        let digit = Rational::integer(i64::from(c.to_digit(base)?));
        value = value.times(&radix)?.plus(&digit)?;
        n_digits += 1;
    }
    let places = i32::try_from(fraction.len()).ok()?;
    (n_digits > 0).then(|| value.times(&radix.power(-places)?))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bases() {
        for (text, expected) in [
            ("1011_2", Some(("11", 2))),
            ("(1011)_{2}", Some(("11", 2))),
            ("1A3_{16}", Some(("419", 16))),
            ("0xff", Some(("255", 16))),
            ("212 base 3", Some(("23", 3))),
            ("101_{\\text{two}}", Some(("5", 2))),
            ("-12_5", Some(("-7", 5))),
            ("0.1_2", Some(("1/2", 2))),
            ("19_8", Some(("\\text{19_8}", 0))),
            ("x_1", None),
            ("a_2", None),
            ("12", None),
        ] {
            let found = number(text).map(|answer| match answer {
                Answer::Based {
                    value: Expr::Number(n),
                    base,
                } => (n.value.to_string(), base),
                // Digits that the base has not.
                other => (other.to_string(), 0),
            });
            let expected = expected.map(|(value, base)| (value.to_owned(), base));
            assert_eq!(found, expected, "{text}");
        }
    }
}
