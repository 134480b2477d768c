//! Texts that end before their answer: cut off, or with an empty mark.

use std::sync::LazyLock;

use regex::Regex;

/// Bytes at the end in which words are looked at.
const LONGEST_END: usize = 80;

/// Whether the text ends with an announcement of nothing, or in the middle of a
/// formula or a sentence. What stands before that is a step, no answer.
pub(super) fn ends_before_answer(text: &str) -> bool {
    let text = text.trim_end();
    announces_nothing(text) || is_open(text) || ends_in_joint(text)
}

/// `####`, `\boxed{`, `<answer></answer>`, `**Answer:**`, "the answer is".
fn announces_nothing(text: &str) -> bool {
    static EMPTY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?ix)(?:
                (?:^|\n)\#{4}
              | <(?:final_?)?answer>\s*(?:</(?:final_?)?answer>)?
              | \\boxed\s*\{?\s*\}?\$?
              | \banswer(?:\s+is)?\s*[*_]*\s*[:：]?\s*[*_]*
              | 答案(?:是|为|為)?\s*[:：]?\s*[*_]*
              | ^(?:\s*</?\w+>)+
            )$",
        )
        .expect("the pattern is constant")
    });
    EMPTY.is_match(tail(text))
}

/// Whether a formula was begun and not ended.
fn is_open(text: &str) -> bool {
    let count = |mark: &str| text.matches(mark).count();
    count("\\[") > count("\\]") || count("\\(") > count("\\)") || count("$$") % 2 == 1
}

/// Whether the last word is one that others must follow.
fn ends_in_joint(text: &str) -> bool {
    const JOINTS: [&str; 32] = [
        "the", "a", "an", "of", "and", "or", "that", "is", "are", "was", "be", "to", "we", "with",
        "for", "from", "by", "in", "on", "at", "as", "if", "so", "then", "because", "which",
        "this", "each", "than", "have", "has", "let",
    ];
    let words = tail(text);
    let last = words.rsplit(char::is_whitespace).next().unwrap_or("");
    // A single word is an answer, whatever it is.
    words.contains(' ') && JOINTS.contains(&last)
}

/// The end of the text, from the beginning of a character.
fn tail(text: &str) -> &str {
    let mut start = text.len().saturating_sub(LONGEST_END);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    text.get(start..).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_before_the_answer() {
        for (text, expected) in [
            ("We multiply the two.\n####", true),
            ("Each of the angles is $\\boxed{", true),
            ("<answer></answer>", true),
            ("So 5.\n\n**Answer:**", true),
            ("The answer is", true),
            ("<Output>\n</Output>", true),
            ("\\[ f'(x) = 2x - 6 +", true),
            ("Let r be the old rate. Then the", true),
            ("答案是", true),
            ("She has 42 apples", false),
            ("\\[ x = 5 \\]", false),
            ("The answer is 5", false),
            ("It costs $5", false),
            ("A", false),
            ("so", false),
        ] {
            assert_eq!(ends_before_answer(text), expected, "{text}");
        }
    }
}
