use super::*;
use crate::trace::parse;

mod hostile;
mod languages;
mod ranks;

fn specs() -> [CheckerSpec; 7] {
    [
        CheckerSpec::math(),
        CheckerSpec::Exact {
            case_sensitive: false,
        },
        CheckerSpec::Choice {
            letters: "ABCDE".to_owned(),
        },
        CheckerSpec::Set {},
        CheckerSpec::List {},
        CheckerSpec::Json {},
        CheckerSpec::Code { timeout_s: 1.0 },
    ]
}

/// Asserts what is found in each text, and that the span holds it.
fn assert_found(spec: &CheckerSpec, cases: &[(&str, Option<(&str, Rule)>)]) {
    for (text, expected) in cases {
        let found = extract(text, &parse(text, false), spec, Search::default());
        let shown = found.as_ref().map(|f| (f.answer.as_str(), f.rule));
        assert_eq!(shown, *expected, "{text:?}");
        if let Some(found) = found {
            let slice = found.span.of(text);
            assert!(
                slice == found.answer || matches!(found.rule, Rule::Boxed | Rule::Phrase),
                "{text:?}: the span holds {slice:?}"
            );
        }
    }
}

#[test]
fn math() {
    use Rule::{AnswerTag, Bold, Boxed, Hashes, LastLine, LastNumber, MathSpan, Phrase};
    assert_found(
        &CheckerSpec::math(),
        &[
            (r"so \boxed{42}.", Some(("42", Boxed))),
            (r"\boxed{1} no no \boxed{2}", Some(("2", Boxed))),
            (
                r"\boxed{\frac{1}{\sqrt{2}}}",
                Some((r"\frac{1}{\sqrt{2}}", Boxed)),
            ),
            (r"\boxed{\{1, 2\}}", Some((r"\{1, 2\}", Boxed))),
            (r"$\fbox{7}$", Some(("7", Boxed))),
            (r"\boxed 4", Some(("4", Boxed))),
            (r"\boxed{\boxed{4}}", Some(("4", Boxed))),
            // Cut off, and empty.
            (r"\boxed{12", Some(("12", Boxed))),
            (r"\boxed{5} then \boxed{}", Some(("5", Boxed))),
            // One list.
            (r"$\boxed{2}$ and $\boxed{3}$.", Some(("2, 3", Boxed))),
            (
                r"\boxed{1}, \boxed{2}, \text{and} \boxed{3}",
                Some(("1, 2, 3", Boxed)),
            ),
            (r"\boxed{4}. Therefore \boxed{4}", Some(("4", Boxed))),
            ("3 + 4 = 7\n#### 7", Some(("7", Hashes))),
            ("<answer>42</answer>", Some(("42", AnswerTag))),
            ("<answer> The sum is 42. </answer>", Some(("42", AnswerTag))),
            (
                "The answer is 3.5. I hope it is correct.",
                Some(("3.5", Phrase)),
            ),
            ("The answer is $26 per working day.", Some(("$26", Phrase))),
            ("**Answer:** 17", Some(("17", Phrase))),
            ("Final Answer:\n\n6, 17", Some(("6, 17", Phrase))),
            ("答案是 13。", Some(("13", Phrase))),
            ("Final Answer: The largest $n$ is 34.", Some(("34", Phrase))),
            ("I find that $x \\neq 3$.", Some((r"x \neq 3", MathSpan))),
            (r"Then \(x = 4\).", Some(("x = 4", MathSpan))),
            ("She has $5 and then $10", Some(("$10", LastNumber))),
            ("that is 5-3 now", Some(("3", LastNumber))),
            ("5-3", Some(("5-3", LastLine))),
            ("It is -1,234.50 now", Some(("-1,234.50", LastNumber))),
            ("about 3/4 of x2", Some(("3/4", LastNumber))),
            ("it is **66**.", Some(("66", Bold))),
            ("no idea", None),
            ("", None),
        ],
    );
}

#[test]
fn only_the_answer_is_searched() {
    use Rule::{Boxed, LastLine, LastNumber};
    assert_found(
        &CheckerSpec::math(),
        &[
            (r"<think>\boxed{1}</think>It is 2", Some(("2", LastNumber))),
            (r"<think>\boxed{1}</think>", None),
            (r"<think>\boxed{1}", None),
            (r"\boxed{1}<think>no</think>2", Some(("2", LastLine))),
            (r"<think>a</think>\boxed{3}</think>", Some(("3", Boxed))),
            ("1</think>", None),
        ],
    );
    let exact = CheckerSpec::Exact {
        case_sensitive: false,
    };
    assert_found(
        &exact,
        &[(
            "<think>a</think> red </think>\n",
            Some(("red", Rule::Whole)),
        )],
    );
}

#[test]
fn exact() {
    use Rule::{AnswerTag, Boxed, Phrase, Whole};
    assert_found(
        &CheckerSpec::Exact {
            case_sensitive: false,
        },
        &[
            ("  red \n", Some(("red", Whole))),
            ("\"red\".", Some(("red", Whole))),
            ("**`red`**", Some(("red", Whole))),
            ("\"a\" and \"b\"", Some(("\"a\" and \"b\"", Whole))),
            ("...", Some(("...", Whole))),
            ("Answer: Red.", Some(("Red", Phrase))),
            ("<ANSWER>Red</ANSWER>", Some(("Red", AnswerTag))),
            (r"It is \boxed{red}.", Some(("red", Boxed))),
            ("4:30 p.m.", Some(("4:30 p.m", Whole))),
            ("   ", None),
        ],
    );
}

#[test]
fn choice() {
    use Rule::{Boxed, LastLetter, LeadingLetter, Phrase};
    assert_found(
        &CheckerSpec::Choice {
            letters: "ABCD".to_owned(),
        },
        &[
            (r"\boxed{B}", Some(("B", Boxed))),
            (r"\boxed{\text{C}}", Some(("C", Boxed))),
            (r"\boxed{b}", Some(("b", Boxed))),
            ("The answer is (B) because of A.", Some(("B", Phrase))),
            ("The answer is A.", Some(("A", Phrase))),
            ("Answer: not B, C", Some(("C", Phrase))),
            ("D. it can't be A or B", Some(("D", LeadingLetter))),
            ("A. Because B is not valid", Some(("A", LeadingLetter))),
            ("**C**", Some(("C", LeadingLetter))),
            ("Not B. (D)", Some(("D", LastLetter))),
            ("I pick C, not A or B", Some(("C", LastLetter))),
            ("réponse est C non A", Some(("C", Phrase))),
            ("B不是 A", Some(("B", LastLetter))),
            ("A dog would pick C", Some(("C", LastLetter))),
            ("No valid answer here", None),
            ("E", None),
        ],
    );
}

#[test]
fn sets_and_lists() {
    use Rule::{Boxed, LastLine, Phrase};
    for spec in [CheckerSpec::Set {}, CheckerSpec::List {}] {
        assert_found(
            &spec,
            &[
                (
                    "So:\nAnn=knight, Bob=knave.\n",
                    Some(("Ann=knight, Bob=knave", LastLine)),
                ),
                ("Answer: red, blue", Some(("red, blue", Phrase))),
                (r"\boxed{1}, \boxed{2}", Some(("1, 2", Boxed))),
                ("```\na, b\n```", Some(("a, b", LastLine))),
            ],
        );
    }
}

#[test]
fn json() {
    assert_found(
        &CheckerSpec::Json {},
        &[
            (
                "The \"list\":\n[\"a\", \"b]\"]\nDone.",
                Some((r#"["a", "b]"]"#, Rule::JsonValue)),
            ),
            (
                "[1]\n```json\n{\"a\": [1, 2]}\n```\n[not json]",
                Some((r#"{"a": [1, 2]}"#, Rule::JsonValue)),
            ),
            ("{ open [1, 2] then", Some(("[1, 2]", Rule::JsonValue))),
            ("[a, b]", Some(("[a, b]", Rule::JsonValue))),
            ("42", Some(("42", Rule::JsonValue))),
            ("nothing", None),
        ],
    );
}

#[test]
fn code() {
    use Rule::{CodeBlock, Whole};
    assert_found(
        &CheckerSpec::Code { timeout_s: 1.0 },
        &[
            (
                "Here:\n```python\ndef f(x):\n    return x\n```\nDone.",
                Some(("def f(x):\n    return x\n", CodeBlock)),
            ),
            (
                "```\na\n```\n```py\nb\n```\n```text\nout\n```",
                Some(("b\n", CodeBlock)),
            ),
            (
                "```python\ndef f(x):\n    ret",
                Some(("def f(x):\n    ret", CodeBlock)),
            ),
            ("def f(x): return x", Some(("def f(x): return x", Whole))),
            ("\n    return x\n", Some(("    return x", Whole))),
            ("I cannot.", None),
        ],
    );
}
