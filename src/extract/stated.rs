//! Answers that a text states on its way.

use super::{Extraction, Found, Rule, boxed, in_scope, marked};
use crate::suite::CheckerSpec;
use crate::text::Span;

/// Words of an announced answer: what is longer says something about it.
const MOST_WORDS: usize = 8;

/// Every answer that `text` states in so many words, in order and without
/// overlap: in a box, after `####`, between answer tags, or announced as "the
/// answer is". What merely stands where answers stand is left out, and programs
/// and JSON values are never stated. Paragraphs are read one by one, so that an
/// early statement is found in a long text too. Takes time linear in the text.
pub fn stated(text: &str, spec: &CheckerSpec) -> Vec<Extraction> {
    if matches!(spec, CheckerSpec::Code { .. } | CheckerSpec::Json {}) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut start = 0;
    for paragraph in text.split_inclusive("\n\n") {
        if may_state(paragraph) {
            found.extend(of_paragraph(paragraph, start, spec));
        }
        start += paragraph.len();
    }
    found
}

/// Whether the rules are worth running: most paragraphs state nothing.
fn may_state(paragraph: &str) -> bool {
    boxed::has_box(paragraph)
        || paragraph.contains("####")
        || !marked::announcements(paragraph).is_empty()
        || !marked::answer_tags(paragraph).is_empty()
}

fn of_paragraph(text: &str, offset: usize, spec: &CheckerSpec) -> Vec<Extraction> {
    let mut found = in_scope(text, &spec.into());
    found.retain(|candidate| is_stated(text, candidate));
    found.sort_by_key(|candidate| (candidate.range.start, candidate.range.end));
    let mut end = 0;
    let mut stated = Vec::new();
    for candidate in found {
        let said = text.get(candidate.range.clone()).unwrap_or_default();
        // "Option 2: the second one" states 2.
        let said = said.trim_end_matches([':', '：', ' ']);
        let answer = candidate.joined.unwrap_or_else(|| said.to_owned());
        if candidate.range.start >= end && !answer.trim().is_empty() {
            end = candidate.range.start + said.len();
            let span = Span::new(candidate.range.start + offset, end + offset);
            stated.push(Extraction {
                answer,
                span,
                rule: candidate.rule,
            });
        }
    }
    stated
}

fn is_stated(text: &str, candidate: &Found) -> bool {
    let said = text.get(candidate.range.clone()).unwrap_or_default();
    match candidate.rule {
        Rule::Boxed | Rule::Hashes => true,
        // "In the <answer> tag" is about the form.
        Rule::AnswerTag => {
            let rest = text.get(candidate.range.end..).unwrap_or_default();
            rest.trim_start().starts_with(['<', '['])
        }
        Rule::Phrase => said.split_whitespace().count() <= MOST_WORDS,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(text: &str, spec: &CheckerSpec) -> Vec<String> {
        let found = stated(text, spec);
        for said in &found {
            assert!(!said.span.is_empty() && said.span.end <= text.len());
        }
        found.into_iter().map(|said| said.answer).collect()
    }

    #[test]
    fn statements_are_found_wherever_they_stand() {
        let math = CheckerSpec::math();
        for (text, expected) in [
            ("", vec![]),
            ("3 + 4 = 7. So it is 7.", vec![]),
            (
                "So the answer is 7.\n\nWait, 8 + 1 = 9.\n\nSo the answer is 9.",
                vec!["7", "9"],
            ),
            (
                "Thus \\boxed{7}.\n\nHmm. The final answer is \\boxed{8}.",
                vec!["7", "8"],
            ),
            ("所以答案是 5。\n\n等等，答案是 6。", vec!["5", "6"]),
            ("The answer is not 5.\n\nWhat is the answer?", vec![]),
            ("I was asked for the answer in metres.", vec![]),
            ("So the answer is option 2: she is his aunt.", vec!["2"]),
            (
                "I put it in the <ANSWER> tag.\n\n<ANSWER>3</ANSWER>",
                vec!["3"],
            ),
            (
                "The answer should be what I found above, but let me look at it again.",
                vec![],
            ),
        ] {
            assert_eq!(answers(text, &math), expected, "{text}");
        }
    }

    #[test]
    fn the_checker_says_what_an_answer_looks_like() {
        let text = "The answer is (B).\n\nNo, the answer is C.";
        let choice = CheckerSpec::Choice {
            letters: "ABCD".to_owned(),
        };
        assert_eq!(answers(text, &choice), ["B", "C"]);
        let code = CheckerSpec::Code { timeout_s: 1.0 };
        assert!(answers(text, &code).is_empty());
        let exact = CheckerSpec::Exact {
            case_sensitive: false,
        };
        assert_eq!(
            answers("The answer is red.\n\n<answer>blue</answer>", &exact),
            ["red", "blue"]
        );
    }
}
