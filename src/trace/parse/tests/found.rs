//! Which format a text is found to be in, and by what.

use super::*;

#[test]
fn formats_are_found_with_their_evidence() {
    use Evidence::{ClosingTag, Heading, OpenedByPrompt, Tag, TagAtStart};
    for (text, open, format, evidence, sign) in [
        ("42", false, "plain", Evidence::None, ""),
        ("", false, "plain", Evidence::None, ""),
        ("`<think>`", false, "plain", Evidence::None, ""),
        ("<think>a", false, "think", TagAtStart, "<think>"),
        ("\n <think>a", false, "think", TagAtStart, "<think>"),
        ("<thin", false, "think", TagAtStart, "<thin"),
        ("a</think>", false, "think", ClosingTag, "</think>"),
        ("a", true, "think", OpenedByPrompt, ""),
        ("a[/THINK]b", true, "magistral", OpenedByPrompt, "[/THINK]"),
        // Where the prompt opened the thinking, `think` comes first.
        (
            "so [/THINK]</think>7",
            true,
            "think",
            OpenedByPrompt,
            "</think>",
        ),
        (
            "[THINK]a \\boxed{3}",
            false,
            "magistral",
            TagAtStart,
            "[THINK]",
        ),
        ("7 is [THINK]8", false, "magistral", Tag, "[THINK]"),
        (
            "Sure.\n[THINK]a[/THINK]7",
            false,
            "magistral",
            Tag,
            "[THINK]",
        ),
        (
            "The mark [THINK] begins it. 7",
            false,
            "plain",
            Evidence::None,
            "",
        ),
        (
            "The tag <think> opens and </think> closes. 7",
            false,
            "plain",
            Evidence::None,
            "",
        ),
        (
            "The tag <think> opens it.\n<think>a</think>7",
            false,
            "think",
            Tag,
            "<think>",
        ),
        (
            "Hm <think> so it is 7.\n</think>\n7",
            false,
            "think",
            Tag,
            "<think>",
        ),
        ("Use \"<think>\" here", false, "plain", Evidence::None, ""),
        ("```\n<think>\n```\n7", false, "plain", Evidence::None, ""),
        (
            "<Thought>a</Thought>7",
            false,
            "marco-o1",
            TagAtStart,
            "<Thought>",
        ),
        (
            "XML: <Thought>a</Thought>",
            false,
            "plain",
            Evidence::None,
            "",
        ),
        (
            "a</Thought><Output>7",
            true,
            "marco-o1",
            OpenedByPrompt,
            "</Thought>",
        ),
        (
            "Here's my thought process: a\nHere is my response: 7",
            false,
            "granite",
            Heading,
            "Here's my thought process:",
        ),
        (
            "Here's my thought process: a, so 7",
            false,
            "plain",
            Evidence::None,
            "",
        ),
        (
            "<|start|>assistant to=self<|message|>a",
            false,
            "muse",
            TagAtStart,
            "<|start|>assistant to=self<|message|>",
        ),
    ] {
        let found = parse(text, open).detection;
        let found_sign = found.span.map_or("", |span| span.of(text));
        assert_eq!(
            (found.format.name, found.evidence, found_sign),
            (format, evidence, sign),
            "{text:?} open={open}"
        );
    }
}

/// An answer that writes about tags keeps what it says, and its answer.
#[test]
fn words_about_tags_are_text() {
    for text in [
        "R1 writes <think> before its thoughts, and 3.",
        "Models end it with </think>, so 3.",
        "Between <think> and </think> it thinks. 3",
        "Use '<think>' and “</think>”. 3",
    ] {
        assert_eq!(shown(text, false), format!("A[{text}]"));
        let behind = format!("<think>a</think>{text}");
        let expected = format!("|<think>|T[a]|</think>|A[{text}]");
        assert_eq!(shown(&behind, false), expected);
    }
}
