use super::*;
use crate::trace::parse;
use proptest::prelude::*;

fn of(text: &str) -> Measures {
    measure(text, &parse(text, false))
}

fn findings(text: &str, thinking_open: bool) -> String {
    measure(text, &parse(text, thinking_open)).format.words()
}

#[test]
fn lengths_are_of_thinking_and_answer() {
    let m = of("<think>\nOne two.\n\nThree, four\nfive.\n \nSix.\n</think>\n\nSeven: 8.");
    assert_eq!(
        (m.thinking.n_chars, m.thinking.n_words, m.thinking.n_steps),
        (36, 6, 3)
    );
    assert_eq!(
        (m.answer.n_chars, m.answer.n_words, m.answer.n_steps),
        (11, 2, 1)
    );
    assert_eq!(m.n_thoughts, 1);
    let none = of("Seven.");
    assert_eq!(none.thinking, Lengths::default());
    assert_eq!((none.n_thoughts, none.answer.n_steps), (0, 1));
    assert_eq!(of("").answer, Lengths::default());
}

#[test]
fn moves_are_counted_by_kind() {
    let m = of(
        "<think>It is 5. Let me check that: 5. Hmm. Wait, that is wrong. \
         Alternatively, take 6.</think>6",
    );
    assert_eq!(m.moves.n_switches, 1);
    assert_eq!(m.moves.n_verifications, 1);
    assert_eq!(m.n_thoughts, 2);
}

#[test]
fn the_format_is_checked() {
    for (text, expected) in [
        ("<think>a</think><answer>5</answer>", ""),
        ("\n<think>\na\n</think>\n<answer>\n5\n</answer>\n", ""),
        ("<think>a</think>5", "no-answer-tag"),
        ("5", "no-thinking no-answer-tag"),
        ("Well <think>a</think>5", "text-before no-answer-tag"),
        ("a</think>5", "missing-start no-answer-tag"),
        ("<think>a", "missing-end no-answer no-answer-tag"),
        ("<think>a</think>", "no-answer no-answer-tag"),
        ("<think>\n</think>5", "empty-thinking no-answer-tag"),
        (
            "<think>a</think>5</think>",
            "stray-end no-answer no-answer-tag",
        ),
        (
            "<think>a</think>b<think>c</think>5",
            "several-blocks no-answer-tag",
        ),
        ("<think>a\\end{think}<answer>5</answer>", "malformed-tag"),
        ("<think>a</think><answer>5", "open-answer-tag"),
        ("<think>a</think>5</answer>", "open-answer-tag"),
        ("<think>a</think><answer> </answer>", "empty-answer-tag"),
        (
            "<think>a</think>So <answer>5</answer>",
            "text-outside-answer-tag",
        ),
        (
            "<think>a</think><answer>5</answer><answer>6</answer>",
            "several-answer-tags text-outside-answer-tag",
        ),
        ("", "no-thinking no-answer no-answer-tag"),
    ] {
        assert_eq!(findings(text, false), expected, "{text}");
    }
    // What the template opened needs no start.
    assert_eq!(findings("a</think><answer>5</answer>", true), "");
    let check = of("<think>a</think>5").format;
    assert!(check.thinks_in_form() && !check.answers_in_form());
    let check = of("5").format;
    assert!(!check.thinks_in_form() && !check.answers_in_form());
}

#[test]
fn loops_and_languages_are_told_by_part() {
    let phrase = "Let me check that. ";
    let text = format!("<think>So.\n{}\n</think>\n答案是五", phrase.repeat(20));
    let m = of(&text);
    assert_eq!(m.thinking_loops.len(), 1);
    assert!(m.thinking_loops[0].at_end && m.answer_loops.is_empty());
    assert_eq!(m.thinking_languages.main(), Some(Language::Latin));
    assert_eq!(m.answer_languages.main(), Some(Language::Chinese));
    assert!(m.repetition.share().is_some_and(|s| s > 0.9));
}

#[test]
fn characters_before_a_position_are_counted_within_the_spans() {
    let text = "ab答c";
    let spans = [Span::new(0, 1), Span::new(2, 6)];
    for (position, expected) in [(0, 0), (1, 1), (2, 1), (5, 2), (6, 3), (99, 3)] {
        assert_eq!(chars_before(text, spans.into_iter(), position), expected);
    }
}

proptest! {
    /// Whatever the text, nothing panics and the parts stay within it.
    #[test]
    fn any_text_can_be_measured(text in "(<think>|</think>|<answer>|[ab答] |\n|`|\\$|\\\\|wait, |!){0,60}", open: bool) {
        let trace = parse(&text, open);
        let m = measure(&text, &trace);
        let n_chars = m.thinking.n_chars + m.answer.n_chars;
        prop_assert!(n_chars <= text.chars().count());
        for l in m.thinking_loops.iter().chain(&m.answer_loops) {
            prop_assert!(l.span.end <= text.len() && !l.span.of(&text).is_empty());
        }
        let findings = &m.format.findings;
        prop_assert!(findings.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
