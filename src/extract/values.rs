//! Formulas and numbers in prose, and which of a sentence is meant.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Found, Rule};

mod formula;
mod loose;
mod number;
mod unit;
mod weight;

pub(super) use formula::formulas;
pub(super) use weight::Weight;
use weight::weight;

/// Values kept, from the end.
const MOST_VALUES: usize = 32;
/// Bytes before a value in which its sentence begins.
const LONGEST_SENTENCE: usize = 400;

/// A formula or a number that stands in no formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) range: Range<usize>,
    pub(super) rule: Rule,
    pub(super) weight: Weight,
}

/// The last values of `text`, in order.
pub(super) fn values(text: &str) -> Vec<Value> {
    let formulas = formulas(text);
    let mut found: Vec<Value> = formulas
        .iter()
        .map(|formula| {
            let is_name = text
                .get(formula.inner.clone())
                .is_some_and(|inner| !inner.contains(|c: char| c.is_numeric()) && is_name(inner));
            let weight = weight(text, formula.outer.start);
            Value {
                range: formula.inner.clone(),
                rule: Rule::MathSpan,
                weight: if is_name {
                    weight.min(Weight::Circumstance)
                } else {
                    weight
                },
            }
        })
        .collect();
    let in_formula = |at: usize| {
        let next = formulas.partition_point(|f| f.outer.end <= at);
        formulas.get(next).is_some_and(|f| f.outer.start <= at)
    };
    let mut loose = loose::expressions(text, MOST_VALUES);
    loose.retain(|range| !in_formula(range.start));
    let numbers = number::numbers(text, MOST_VALUES, |at| {
        let next = loose.partition_point(|range| range.end <= at);
        in_formula(at) || loose.get(next).is_some_and(|range| range.start <= at)
    });
    found.extend(loose.into_iter().map(|range| Value {
        weight: weight(text, range.start),
        range,
        rule: Rule::MathSpan,
    }));
    found.extend(numbers.into_iter().map(|range| Value {
        weight: weight(text, range.start),
        range: unit::with_unit(text, range),
        rule: Rule::LastNumber,
    }));
    found.sort_by_key(|value| value.range.start);
    let skipped = found.len().saturating_sub(MOST_VALUES);
    found.split_off(skipped)
}

/// The value that the last sentence with values is about: the last one that is
/// no circumstance, with those that "and" or "or" joins to it.
pub(super) fn best(text: &str) -> Option<Found> {
    let values = values(text);
    let last = values.iter().rev().find(|v| v.weight > Weight::Denied)?;
    let from = sentence_start(text, last.range.start);
    let in_sentence = || values.iter().filter(|v| v.range.start >= from);
    let most = in_sentence().map(|v| v.weight).max()?;
    let chosen = in_sentence().rposition_by(|v| v.weight == most)?;
    let sentence: Vec<&Value> = in_sentence().collect();
    let value = sentence.get(chosen)?;
    Some(Found::new(value.rule, with_joined(text, &sentence, chosen)))
}

/// `rposition` for iterators without a known length.
trait Rposition: Iterator + Sized {
    fn rposition_by(self, is_wanted: impl Fn(&Self::Item) -> bool) -> Option<usize> {
        self.enumerate()
            .filter(|(_, item)| is_wanted(item))
            .map(|(index, _)| index)
            .last()
    }
}

impl<I: Iterator> Rposition for I {}

/// The range of a value and of those before it that are joined to it: `$2$ and
/// `$3$`, `1, 2 or 3`. A comma joins only before an "and".
fn with_joined(text: &str, sentence: &[&Value], chosen: usize) -> Range<usize> {
    let Some(value) = sentence.get(chosen) else {
        return 0..0;
    };
    let mut range = value.range.clone();
    let mut has_and = false;
    let mut is_named = false;
    for pair in sentence.get(..=chosen).unwrap_or(&[]).windows(2).rev() {
        let [earlier, later] = pair else { break };
        let between = text
            .get(earlier.range.end..later.range.start)
            .unwrap_or("")
            .replace("\\(", "")
            .replace("\\)", "");
        let unnamed = without_name(&between);
        let has_name = unnamed.len() < between.len();
        let between = unnamed;
        let between = between.trim_matches(|c: char| c.is_whitespace() || "$*".contains(c));
        let is_and = matches!(
            between,
            "and"
                | "or"
                | ", and"
                | ", or"
                | "und"
                | "oder"
                | "et"
                | "ou"
                | "和"
                | "或"
                | "与"
                | "и"
        );
        let is_joined = is_and || (has_and && matches!(between, "," | "、" | "，"));
        if !is_joined || earlier.rule != later.rule || earlier.weight < Weight::Plain {
            break;
        }
        has_and = true;
        is_named |= has_name;
        range.start = earlier.range.start;
    }
    if is_named {
        let before = text.get(..range.start).unwrap_or("");
        range.start = without_name(before).len();
        let named = text.get(range.clone()).unwrap_or("");
        range.start += named.len() - named.trim_start().len();
    }
    // "between 2 and 3" is no list, and what is added is no answer.
    let before = text.get(..range.start).unwrap_or("").trim_end();
    let is_span = ["between", "entre", "zwischen", "add", "adding"]
        .iter()
        .any(|word| before.to_ascii_lowercase_tail(word.len()) == *word);
    if is_span { value.range.clone() } else { range }
}

/// `and` of `and x = `: the name that a value after the joint has.
fn without_name(between: &str) -> &str {
    let Some(rest) = between.trim_end().strip_suffix('=') else {
        return between;
    };
    let rest = rest.trim_end();
    let unnamed = rest.trim_end_matches(char::is_alphanumeric);
    if rest.len() - unnamed.len() == 1 {
        unnamed
    } else {
        between
    }
}

trait Tail {
    fn to_ascii_lowercase_tail(&self, length: usize) -> String;
}

impl Tail for str {
    /// The last `length` bytes in lower case; empty if they cut a character.
    fn to_ascii_lowercase_tail(&self, length: usize) -> String {
        self.get(self.len().saturating_sub(length)..)
            .unwrap_or("")
            .to_ascii_lowercase()
    }
}

/// Where the sentence begins that holds the byte `at`.
fn sentence_start(text: &str, at: usize) -> usize {
    let mut start = at.saturating_sub(LONGEST_SENTENCE);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let before = text.get(start..at).unwrap_or("");
    let mut next: Option<char> = None;
    for (offset, c) in before.char_indices().rev() {
        let is_end = match c {
            '\n' | '。' | '！' | '？' | '।' | '؟' | '．' => true,
            // `i.e. ` ends nothing.
            '.' | '!' | '?' => {
                let head = before.get(..offset).unwrap_or("");
                let is_short = head.ends_with("i.e") || head.ends_with("e.g");
                next.is_some_and(char::is_whitespace) && !is_short
            }
            _ => false,
        };
        if is_end {
            return start + offset + c.len_utf8();
        }
        next = Some(c);
    }
    start
}

/// `Step 3`, `2. Addition`: what a heading says.
pub(super) fn is_label(text: &str) -> bool {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:step|part|case|note|method|day|第)\s*\d|^\d+[.)]\s+\D")
            .expect("the pattern is constant")
    });
    LABEL.is_match(text)
}

/// `n`, `x_1`, `ABC`: a name without a value.
fn is_name(formula: &str) -> bool {
    formula.chars().count() <= 4
        && formula
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '_' | '\'' | '{' | '}'))
        && !matches!(
            formula.trim(),
            "A" | "B" | "C" | "D" | "E" | "e" | "i" | "π"
        )
}

/// Whether a value stands at the beginning: a number, a formula, a bold text, a
/// choice letter; `only_letter` leaves but the last.
pub(super) fn begins_value(text: &str, only_letter: bool) -> bool {
    let inner = text.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '*' | '(' | '（' | ':' | '：' | '[')
    });
    let mut chars = inner.chars();
    let Some(first) = chars.next() else {
        return false;
    };
    let next = chars.next();
    let is_letter = matches!(first, 'A'..='J' | 'Ａ'..='Ｊ')
        && !next.is_some_and(|c| c.is_alphanumeric() && u32::from(c) < 0x2e80 && !c.is_uppercase());
    if only_letter {
        return is_letter;
    }
    let is_signed = matches!(first, '-' | '−' | '+') && next.is_some_and(char::is_numeric);
    is_letter
        || is_signed
        || first.is_numeric()
        || matches!(first, '$' | '£' | '€' | '¥' | '√' | 'π')
        || (first == '\\' && next.is_some_and(|c| c.is_alphabetic() || matches!(c, '(' | '[')))
}

/// Bytes of the first sentence of a line, its full stop left out if another
/// sentence follows. `3.5`, `p.m.` and dots inside braces or `$` end nothing.
pub(super) fn sentence_length(line: &str) -> usize {
    let mut depth = 0_i32;
    let mut in_math = false;
    let mut letters = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth -= 1,
            '$' => in_math = !in_math,
            '。' | '！' | '।' | '．' => return at,
            '.' | '!'
                if depth <= 0
                    && (!in_math || line.get(at + 1..).is_none_or(|rest| !rest.contains('$')))
                    && letters != 1
                    && chars.peek().is_some_and(|(_, next)| next.is_whitespace()) =>
            {
                return at;
            }
            _ => {}
        }
        letters = if c.is_alphabetic() { letters + 1 } else { 0 };
    }
    line.len()
}
