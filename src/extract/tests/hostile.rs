//! Any text is searched, in linear time, and the promises about spans hold.

use proptest::prelude::*;

use super::*;

#[test]
fn hostile_texts_take_linear_time() {
    const SIZE: usize = 1 << 15;
    for unit in [
        "{",
        "}",
        "[",
        "\\boxed{",
        "\\boxed{}",
        "\\boxed{1},",
        "<think>",
        "<answer>",
        "answer is ",
        "####",
        "$",
        "\\(",
        "\\( $a$ ",
        "\"",
        "```\n",
        "1",
        "1,",
        "-",
        "A ",
        "not A ",
        "*",
        "\n",
        "def ",
        "{\"a\":",
        "答案是",
        "Answer: 1\n",
        "$1 ",
        "**1",
        "<|im_end|> ",
        "\\\\ 1 ",
        "\\frac{1}{",
    ] {
        let text = unit.repeat(SIZE / unit.len());
        for spec in specs() {
            check_promises(&text, &spec);
        }
    }
}

/// A hundred thousand openings that are never closed, in a megabyte.
#[test]
fn a_megabyte_of_openings_is_searched() {
    for unit in [r"\boxed{ab ", "$a+1 then ", "<answer>ab", "answer is 1 "] {
        let text = unit.repeat((1 << 20) / unit.len());
        check_promises(&text, &CheckerSpec::math());
    }
}

fn check_promises(text: &str, spec: &CheckerSpec) {
    let lenient = Search::default();
    let trace = parse(text, false);
    let found = candidates(text, &trace, spec, lenient);
    for one in &found {
        assert!(!one.answer.trim().is_empty());
        let slice = text.get(one.span.start..one.span.end);
        assert!(slice.is_some(), "{one:?} lies within the text");
        let is_joined = match one.rule {
            Rule::Boxed => true,
            Rule::Phrase => one.answer.contains(", "),
            Rule::CodeBlock => slice.is_some_and(|s| one.answer.contains(s.trim_end_matches('\n'))),
            _ => false,
        };
        assert!(slice == Some(one.answer.as_str()) || is_joined, "{one:?}");
    }
    let first = extract(text, &trace, spec, lenient);
    assert_eq!(first.as_ref(), found.first());
    let strict = Search {
        strictness: Strictness::Strict,
        ..lenient
    };
    for one in candidates(text, &trace, spec, strict) {
        assert!(found.contains(&one), "strict finds nothing of its own");
    }
}

fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        Just("\\boxed{".to_owned()),
        Just("}".to_owned()),
        Just("{".to_owned()),
        Just(" and ".to_owned()),
        Just("<answer>".to_owned()),
        Just("</answer>".to_owned()),
        Just("the answer is ".to_owned()),
        Just("#### ".to_owned()),
        Just("```python\n".to_owned()),
        Just("\n```\n".to_owned()),
        Just("$".to_owned()),
        Just("\\(".to_owned()),
        Just("\\)".to_owned()),
        Just("\"".to_owned()),
        Just(" and ".to_owned()),
        Just(" = ".to_owned()),
        Just(" \\approx ".to_owned()),
        Just("\\frac{".to_owned()),
        Just("12 cm".to_owned()),
        Just("最终答案为".to_owned()),
        Just("Answer:\n".to_owned()),
        Just("not ".to_owned()),
        Just("\n\n".to_owned()),
        Just("[".to_owned()),
        Just("]".to_owned()),
        Just(" A".to_owned()),
        Just("not ".to_owned()),
        Just("不是".to_owned()),
        Just("</think>".to_owned()),
        Just("1,234".to_owned()),
        Just("**".to_owned()),
        ".{0,6}",
    ];
    proptest::collection::vec(fragment, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn promises_hold_for_any_text(text in fragments()) {
        for spec in specs() {
            check_promises(&text, &spec);
        }
    }
}
