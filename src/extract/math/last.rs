//! Where nothing is marked: what stands where answers stand.

use std::sync::LazyLock;

use regex::Regex;

use super::{LETTERS, choice, n_words, narrow, plain, trimmed, values};
use crate::extract::{Found, Rule};

/// Bold texts looked at, from the end.
const MOST_BOLD: usize = 8;
/// Words of a text that is taken whole.
const FEW_WORDS: usize = 5;

/// The candidates in order: last line, leading word or letter, bold, last value,
/// last letter.
pub(super) fn candidates(text: &str) -> Vec<Found> {
    [
        bare_line(text),
        leading_word(text),
        leading_letter(text),
        bold(text),
        values::best(text),
        last_letter(text),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A last line that is nothing but a value: `\sqrt{3}`, `x = 5`, `(1, 2)`.
fn bare_line(text: &str) -> Option<Found> {
    let found = plain::last_line(text)?;
    let line = text.get(found.range.clone())?;
    let plain = narrow::without_text_commands(line);
    let has_value = line.contains(|c: char| c.is_numeric())
        || is_letters(line)
        || line.contains(['=', '\\', '^', 'π', '√', '∞'])
        || line.chars().count() == 1 && line.chars().all(char::is_alphabetic);
    let is_math = has_value
        && line.len() < 400
        && !line.starts_with('#')
        && (n_words(&plain) == 0 || is_quantity(&plain) || is_letters(line));
    let in_formula = values::formulas(text).iter().any(|f| {
        f.outer.start < found.range.end && f.outer.end > found.range.start
            // A line of several formulas is a list of them; of one, the formula says it.
            && (f.outer.start < found.range.start
                || f.outer.end > found.range.end
                || f.outer == found.range)
    });
    // `3! = **6**` says itself what it is about.
    let has_bold = line.matches("**").count() > 1 && !line.contains("** ");
    let is_mark =
        has_bold || line.starts_with("\\end") || line.starts_with("\\]") || line.starts_with("\\)");
    if !is_math || in_formula || is_mark {
        return None;
    }
    let value = line.trim_start_matches(['=', '≈', '→', ' ']);
    let start = found.range.end - value.len();
    Some(Found::new(Rule::LastLine, start..found.range.end))
}

/// `12 apples`, `5 Kubikmeter`: a number and one word.
fn is_quantity(line: &str) -> bool {
    let begins =
        line.starts_with(|c: char| c.is_numeric() || matches!(c, '-' | '−' | '$' | '€' | '£'));
    begins
        && n_words(line) == 1
        && line.ends_with(|c: char| c.is_alphabetic() || c == '²' || c == '³')
}

/// `A, C`, `(A) and (C)`, `I, III`: letters or Roman numbers and nothing else.
fn is_letters(line: &str) -> bool {
    static LETTERS: LazyLock<Regex> = LazyLock::new(|| {
        let one = r"\(?(?:[A-JTFYN]|[IVX]{1,4})\)?";
        let joint = r"\s*(?:,|、|，|;|&|\band\b|\bor\b|和|与)\s*(?:and\s+|or\s+)?";
        Regex::new(&format!("^{one}(?:{joint}{one})+$")).expect("the pattern is constant")
    });
    LETTERS.is_match(line)
}

/// A single sentence that begins with yes or no, true or false: all of it, since
/// the checker reads the word and its denials.
fn leading_word(text: &str) -> Option<Found> {
    static WORD: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^[\s*_]*(?:(?:yes|no|true|false|oui|non|ja|nein|sí|sim|não|да|нет)\b|是的?[，,。]|否|对[，,。]|不是[，,。]|正确|错误|はい|いいえ)",
        )
        .expect("the pattern is constant")
    });
    const LONGEST: usize = 200;
    let range = trimmed(text, 0..text.len())?;
    let said = text.get(range.clone())?;
    let is_short = said.len() <= LONGEST && !said.contains('\n');
    let is_sentence = values::sentence_length(said.get(..said.len().min(LONGEST))?) == said.len();
    let is_refusal = said.to_lowercase().starts_with("no idea")
        || said.to_lowercase().starts_with("no valid")
        || said.to_lowercase().starts_with("no answer");
    (is_short && is_sentence && !is_refusal && WORD.is_match(said))
        .then(|| plain::clean(text, Found::new(Rule::Whole, range)))
}

/// `A. Because …`: a choice, unless the text goes on with a `B.` of its own.
fn leading_letter(text: &str) -> Option<Found> {
    let found = choice::leading(text, LETTERS)?;
    let letter = text.get(found.range.clone())?.chars().next()?;
    let next = char::from_u32(u32::from(letter) + 1)?;
    let is_enumeration = text.lines().skip(1).any(|line| {
        let line = line.trim_start_matches(|c: char| c.is_whitespace() || "*(-".contains(c));
        line.strip_prefix(next)
            .is_some_and(|rest| rest.starts_with(['.', ')', ':']))
    });
    (!is_enumeration).then_some(found)
}

/// The last bold value of the last paragraph: `**73**` says more than a number
/// in passing.
fn bold(text: &str) -> Option<Found> {
    static BOLD: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\*\*([^*\n]{1,200})\*\*").expect("the pattern is constant"));
    let end = text.trim_end().len();
    let paragraph = text.get(..end)?.rfind("\n\n").map_or(0, |at| at + 2);
    let body = text.get(paragraph..end)?;
    let spans: Vec<_> = BOLD
        .captures_iter(body)
        .filter_map(|captures| captures.get(1).map(|m| m.range()))
        .collect();
    spans
        .into_iter()
        .rev()
        .take(MOST_BOLD)
        .filter_map(|span| trimmed(text, paragraph + span.start..paragraph + span.end))
        .find(|span| {
            let inner = text.get(span.clone()).unwrap_or("");
            let is_label = inner.ends_with([':', '：']) || values::is_label(inner);
            let follows = text.get(span.end + 2..).unwrap_or("");
            let labels = follows.starts_with([':', '：']);
            !is_label && !labels && narrow::is_bare(inner) && narrow::has_value(inner)
        })
        .map(|span| narrow::narrowed(text, Found::new(Rule::Bold, span)))
}

/// The last letter that stands alone, where there is no mathematics at all.
fn last_letter(text: &str) -> Option<Found> {
    choice::last(text, LETTERS)
}

/// A text of a few words is the answer, unless it is a refusal.
pub(super) fn few_words(text: &str) -> Option<Found> {
    static REFUSAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:idea|know|sorry|cannot|can['’]t|unable|unknown|wrong|unsure|hmm|dunno)\b|no valid|不知道|无法")
            .expect("the pattern is constant")
    });
    let found = plain::whole(text)?;
    let said = text.get(found.range.clone())?;
    let is_short = said.chars().count() <= 60
        && !said.contains('\n')
        && said.contains(char::is_alphabetic)
        && said.split_whitespace().count() <= FEW_WORDS;
    (is_short && !REFUSAL.is_match(said)).then_some(found)
}
