//! Which words are mathematics, and which are units or language.

use super::super::super::function::{self, Function};
use super::super::super::unit;

/// Functions that are written together with their argument: `sinx`, `ln2`.
const GLUED: [&str; 9] = [
    "arcsin", "arctan", "sin", "cos", "tan", "cot", "log", "ln", "sqrt",
];

/// Whether a word is mathematics rather than a unit or a word of a sentence.
pub(in crate::check::math::parse) fn is_factor(word: &str) -> bool {
    const CODE: [&str; 11] = [
        "Rational", "Fraction", "Integer", "Float", "Pow", "pow", "cbrt", "root", "Mod", "lg",
        "cis",
    ];
    Function::named(word).is_some()
        || function::constant(word).is_some()
        || function::is_greek(word)
        || CODE.contains(&word)
        || glued(word).is_some()
        || (word.len() <= 3
            && !is_word(word)
            && !is_proper_name(word)
            && (word.len() == 1 || !is_common_unit(word)))
}

/// Short words that are no products of letters.
pub(super) fn is_word(word: &str) -> bool {
    const WORDS: [&str; 26] = [
        "and", "or", "per", "if", "is", "the", "of", "to", "in", "for", "no", "not", "yes", "all",
        "any", "mod", "are", "ans", "am", "pm", "by", "at", "on", "as", "it", "so",
    ];
    WORDS.contains(&word.to_ascii_lowercase().as_str())
}

/// Units that are hardly ever meant as products of letters.
fn is_common_unit(word: &str) -> bool {
    const UNITS: [&str; 34] = [
        "mm", "cm", "dm", "km", "nm", "ft", "in", "yd", "kg", "mg", "lb", "lbs", "oz", "ml", "mL",
        "cL", "dl", "hr", "hrs", "sec", "ms", "mph", "kph", "Hz", "kHz", "MHz", "GHz", "kJ", "kW",
        "kPa", "kWh", "mol", "deg", "sq",
    ];
    UNITS.contains(&word) && unit::is_unit_word(word) || word == "sq"
}

/// `Bob`, `Ann`: a capital and small letters.
pub(super) fn is_proper_name(word: &str) -> bool {
    let mut letters = word.chars();
    word.len() == 3
        && letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_lowercase)
}

/// `sinx` as function and argument.
pub(super) fn glued(word: &str) -> Option<(&'static str, &str)> {
    let name = GLUED.into_iter().find(|name| word.starts_with(name))?;
    let rest = word.get(name.len()..)?;
    matches!(rest.len(), 1 | 2).then_some((name, rest))
}
