//! From an announced sentence to the value in it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{LETTERS, choice, n_words, plain, values};
use crate::extract::Found;

/// Longest announcement that is taken whole, whatever words are in it.
const FEW_CHARS: usize = 400;

/// Whether a text is a value with at most one word beside it.
pub(super) fn is_bare(content: &str) -> bool {
    static CLAUSE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:because|since|where|which|when|whenever|if|for|car|weil|denn|porque|так)\b|因为|因為|由于|其中")
            .expect("the pattern is constant")
    });
    content.len() < FEW_CHARS
        && !CLAUSE.is_match(content)
        && n_words(&without_text_commands(content)) < 2
}

/// Whether a text holds a number, a formula, or begins with a choice letter.
pub(super) fn has_value(content: &str) -> bool {
    content.contains(|c: char| c.is_numeric())
        || values::best(content).is_some()
        || choice::leading_letter(content, LETTERS).is_some()
}

/// `\text{…}` belongs to a formula: its words are none of the sentence.
pub(super) fn without_text_commands(content: &str) -> std::borrow::Cow<'_, str> {
    static TEXT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\\(?:text|mathrm|textbf|mbox|operatorname|begin|end|mathbf|textit)\{[^{}]*\}")
            .expect("the pattern is constant")
    });
    TEXT.replace_all(content, "\\t")
}

/// An announced answer that is a sentence is narrowed to the letter it begins
/// with, the value it begins with, or the value it is about: "$26 per day" to
/// "$26", "B, because …" to "B". What has no value stays.
pub(super) fn narrowed(text: &str, found: Found) -> Found {
    let found = plain::clean(text, without_emoji(text, found));
    if found.joined.is_some() {
        return found;
    }
    let Some(content) = text.get(found.range.clone()) else {
        return found;
    };
    let inner = if is_bare(content) {
        letter_and_denial(content)
            .or_else(|| only_formula(content))
            .or_else(|| without_remark(content))
            .or_else(|| bare_core(content))
    } else if keeps_its_words(content) || is_count_of_several(content) {
        None
    } else {
        choice::leading_letter(content, LETTERS)
            .or_else(|| leading_value(content))
            .or_else(|| values::best(content).map(|best| best.range))
    };
    match inner {
        Some(inner) => {
            let start = found.range.start;
            let range = start + inner.start..start + inner.end;
            plain::clean(text, Found::new(found.rule, range))
        }
        None => found,
    }
}

/// Without the check marks and smileys at the end.
fn without_emoji(text: &str, found: Found) -> Found {
    static EMOJI: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\s*[\p{Extended_Pictographic}✓\u{fe0f}][\p{Extended_Pictographic}✓\u{fe0f}\s]*$",
        )
        .expect("the pattern is constant")
    });
    let content = text.get(found.range.clone()).unwrap_or("");
    match EMOJI.find(content) {
        Some(emoji) if emoji.start() > 0 && found.joined.is_none() => {
            let end = found.range.start + emoji.start();
            Found::new(found.rule, found.range.start..end)
        }
        _ => found,
    }
}

/// Without a remark in brackets at the end: `-3 (not 3)`.
fn without_remark(content: &str) -> Option<Range<usize>> {
    static REMARK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s*[(（](?:not|since|because|as|i\.e\.|or|rounded|which|approximately|approx\.?|about|see|given|assuming|约)\b[^()（）]*[)）]$")
            .expect("the pattern is constant")
    });
    let remark = REMARK.find(content).filter(|remark| remark.start() > 0)?;
    Some(0..remark.start())
}

/// The letter of `C, not A`: what is denied says nothing of its own.
fn letter_and_denial(content: &str) -> Option<Range<usize>> {
    static DENIAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^[\s,，(*]*(?:and |und |et |y )?(?:not|non|nicht|pas|no|不是|而不是|而非)\b",
        )
        .expect("the pattern is constant")
    });
    let letter = choice::leading_letter(content, LETTERS)?;
    let rest = content.get(letter.end..)?;
    DENIAL.is_match(rest).then_some(letter)
}

/// The inside of a formula that is all there is.
fn only_formula(content: &str) -> Option<Range<usize>> {
    let formula = values::formulas(content).pop()?;
    (formula.outer == (0..content.len())).then_some(formula.inner)
}

/// What a bare answer is without an ending that belongs to the sentence: `5です`,
/// `5입니다`, `5'tir`, `5 है`.
fn bare_core(content: &str) -> Option<Range<usize>> {
    static ENDING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)(?:です|である|となります|になります|だ|입니다|이다|이에요|예요|['’]?(?:d[iıuü]r|t[iıuü]r)|\s+है|\s+हैं|\s+است)\s*[.。।]?$",
        )
        .expect("the pattern is constant")
    });
    let ending = ENDING.find(content)?;
    let rest = content.get(..ending.start())?.trim_end();
    let ends_in_value = rest.ends_with(|c: char| {
        c.is_numeric() || c.is_ascii_uppercase() || matches!(c, '$' | '%' | ')' | '}' | '*' | '°')
    });
    ends_in_value.then_some(0..rest.len())
}

/// Answers that are words even where a number stands in them: "all real numbers
/// except 2", "between 2 and 3".
fn keeps_its_words(content: &str) -> bool {
    static WORDS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)^(?: all|no|none|any|every|infinitely|undefined|never|always|there\ (?:is|are)\ no
              | between|at\ least|at\ most|greater|less|more\ than|fewer|yes|true|false
              | x\ (?:is|>|<|≥|≤) )\b",
        )
        .expect("the pattern is constant")
    });
    WORDS.is_match(content) && content.chars().count() <= 80 && n_words(content) <= 8
}

/// `12 apples and 7 pears`: numbers of several things.
fn is_count_of_several(content: &str) -> bool {
    static COUNTS: LazyLock<Regex> = LazyLock::new(|| {
        let one = r"\d[\d,.]*\s+\p{Alphabetic}+";
        let joint = r"\s*(?:,|,?\s*\band\b|,?\s*\bund\b|和|、)\s*";
        Regex::new(&format!("^{one}(?:{joint}{one})+$")).expect("the pattern is constant")
    });
    COUNTS.is_match(content)
}

/// The value that a sentence begins with, if a word or a clause follows it.
fn leading_value(content: &str) -> Option<Range<usize>> {
    let bold = content.strip_prefix("**").and_then(|rest| {
        let length = rest.find("**")?;
        let inner = rest.get(..length)?;
        (is_bare(inner) && has_value(inner)).then(|| 2..2 + length)
    });
    if bold.is_some() {
        return bold;
    }
    let values = values::values(content);
    let first = values.first()?;
    let before = content.get(..first.range.start)?;
    let begins = before
        .chars()
        .all(|c| c.is_whitespace() || matches!(c, '$' | '\\' | '(' | '[' | '*' | '"'));
    if !begins {
        return None;
    }
    // More mathematics after it: `2x + 1 for all x` is read to its first word.
    let end = clause_end(content, first.range.end);
    let whole = content.get(first.range.start..end)?.trim_end();
    let has_more = whole.len() > first.range.len();
    let is_math = has_more && n_words(whole) == 0 && first.rule == crate::extract::Rule::LastNumber;
    Some(if is_math {
        first.range.start..first.range.start + whole.len()
    } else {
        joined_values(content, &values)
    })
}

/// Where the first clause ends: at a comma before a word, a bracket that opens
/// words, or the first word.
fn clause_end(content: &str, from: usize) -> usize {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:[,，;；(（]\s*)?(?:^|[\s,，;；(（])\p{Alphabetic}{2,}|[，；（]|,\s+[^\d\s$\\(\[]|[\p{Han}\p{Hangul}]")
            .expect("the pattern is constant")
    });
    let rest = content.get(from..).unwrap_or("");
    WORD.find(rest)
        .map_or(content.len(), |word| from + word.start())
}

/// The first value with those that "and" joins to it: "3 and 4 are the roots".
fn joined_values(content: &str, values: &[values::Value]) -> Range<usize> {
    let Some(first) = values.first() else {
        return 0..0;
    };
    let mut range = first.range.clone();
    for next in values.iter().skip(1) {
        let between = content.get(range.end..next.range.start).unwrap_or("");
        let joint = between
            .replace(['$', '*'], " ")
            .replace("\\(", "")
            .replace("\\)", "");
        if !matches!(
            joint.trim(),
            "," | "and" | "or" | ", and" | ", or" | "和" | "或" | "、"
        ) {
            break;
        }
        range.end = next.range.end;
    }
    range
}
