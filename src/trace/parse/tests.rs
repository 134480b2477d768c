use proptest::prelude::*;
use std::fmt::Write as _;

use super::*;
use crate::text::thinking::{Example, Form, ReadAs, Shown};
use crate::trace::testing::{readings, texts};
use crate::trace::{Move, MoveKind};

mod found;
mod policies;

/// The segments and issues in the notation of [`Example`].
fn shown(text: &str, reading: impl Into<Reading>) -> String {
    let trace = parse(text, reading);
    let mut out = String::new();
    for segment in &trace.segments {
        let content = segment.span.of(text).replace('\n', "⏎");
        let _ = match segment.kind {
            SegmentKind::Thinking => write!(out, "T[{content}]"),
            SegmentKind::Answer => write!(out, "A[{content}]"),
            SegmentKind::ToolCall => write!(out, "C[{content}]"),
            SegmentKind::Other => write!(out, "O[{content}]"),
            SegmentKind::Tag => write!(out, "|{content}|"),
        };
    }
    for issue in &trace.issues {
        let _ = write!(out, " {}", serde_json::json!(issue).as_str().unwrap());
    }
    out
}

/// Every row of the table is read as its examples say, by its name and, where
/// the text shows it, without.
#[test]
fn formats_are_read_as_their_examples_say() {
    for form in Form::all() {
        for Example { text, open, parts } in form.examples {
            let chosen = ReadAs {
                format: (!parts.starts_with("A[")).then_some(form),
                ..ReadAs::default()
            };
            let given = Reading {
                open: *open,
                chosen,
            };
            assert_eq!(shown(text, given), *parts, "{} {text:?}", form.name);
            let found = parse(text, *open);
            if matches!(&form.shape, Shape::Tags(tags) if tags.shown == Shown::Asked) {
                assert_eq!(found.format(), "think", "{text:?}");
            } else if chosen.format.is_some() {
                assert_eq!(found.format(), form.name, "{text:?}");
                assert_eq!(shown(text, *open), *parts, "{} {text:?}", form.name);
            }
        }
    }
}

/// A template that opened the thinking may have done so in any format.
#[test]
fn an_open_thought_ends_with_the_tag_of_its_format() {
    for close in [
        "</think>",
        "[/THINK]",
        "</seed:think>",
        "◁/think▷",
        "<channel|>",
    ] {
        let text = format!("3 + 4 is 7. Wait, yes.{close}7");
        let kinds = |open| {
            let trace = parse(&text, open);
            let kinds = trace
                .segments
                .iter()
                .map(|s| (s.kind, s.span.of(&text).to_owned()));
            kinds.collect::<Vec<_>>()
        };
        let open = [
            (SegmentKind::Thinking, "3 + 4 is 7. Wait, yes.".to_owned()),
            (SegmentKind::Tag, close.to_owned()),
            (SegmentKind::Answer, "7".to_owned()),
        ];
        assert_eq!(kinds(true), open);
        // An end tag alone says the same.
        assert_eq!(kinds(false), open);
    }
}

#[test]
fn forms() {
    let cases = [
        ("", false, ""),
        ("42", false, "A[42]"),
        ("<think>a</think>42", false, "|<think>|T[a]|</think>|A[42]"),
        ("<think></think>42", false, "|<think>||</think>|A[42]"),
        ("a</think>42", true, "T[a]|</think>|A[42]"),
        ("a</think>42", false, "T[a]|</think>|A[42] missing-start"),
        ("</think>42", false, "|</think>|A[42] missing-start"),
        ("<think>a", false, "|<think>|T[a] missing-end"),
        (
            "<think>a</thin",
            false,
            "|<think>|T[a]|</thin| cut-tag missing-end",
        ),
        ("a", true, "T[a] missing-end"),
        ("", true, " missing-end"),
        (
            "hi <think>a</think>42",
            false,
            "A[hi ]|<think>|T[a]|</think>|A[42]",
        ),
        (
            "<think>a</think>b<think>c</think>d",
            false,
            "|<think>|T[a]|</think>|A[b]|<think>|T[c]|</think>|A[d] several-blocks",
        ),
        (
            "<think>a<think>b</think>c</think>d",
            false,
            "|<think>|T[a]|<think>|T[b]|</think>|A[c]|</think>|A[d] nested-start stray-end",
        ),
        (
            "<think>a</think>b</think>",
            true,
            "|<think>|T[a]|</think>|A[b]|</think>| doubled-start stray-end",
        ),
        (
            "<think>a</think>b<think>c",
            false,
            "|<think>|T[a]|</think>|A[b]|<think>|T[c] several-blocks missing-end",
        ),
        ("思</think>考", true, "T[思]|</think>|A[考]"),
    ];
    for (text, open, expected) in cases {
        assert_eq!(shown(text, open), expected, "{text:?} open={open}");
    }
}

#[test]
fn quoted_tags_are_text() {
    for (text, open, expected) in [
        (
            "<think>a</think>b\n```\n<think>\n```\nc",
            false,
            "|<think>|T[a]|</think>|A[b⏎```⏎<think>⏎```⏎c]",
        ),
        // The fence is open to the end of the text.
        (
            "<think>a</think>b\n```xml\n<think>x</think>",
            false,
            "|<think>|T[a]|</think>|A[b⏎```xml⏎<think>x</think>]",
        ),
        ("use `<think>` here", false, "A[use `<think>` here]"),
        (
            "see\n~~~\n</think>\n~~~\n",
            false,
            "A[see⏎~~~⏎</think>⏎~~~⏎]",
        ),
    ] {
        assert_eq!(shown(text, open), expected, "{text:?}");
    }
}

#[test]
fn fences_in_thinking_hide_nothing() {
    for (text, open, expected) in [
        (
            "<think>\n```\nx</think>42",
            false,
            "|<think>|T[⏎```⏎x]|</think>|A[42]",
        ),
        // The template opened the thinking, or did so without telling us.
        (
            "```py\nx = 1\n</think>```py\nx\n```",
            true,
            "T[```py⏎x = 1⏎]|</think>|A[```py⏎x⏎```]",
        ),
        (
            "```py\nx = 1\n</think>\n```py\nx\n```",
            false,
            "T[```py⏎x = 1⏎]|</think>|A[⏎```py⏎x⏎```] missing-start",
        ),
        // What thinking opened does not reach into the answer.
        (
            "<think>\n```\nx</think>b<think>c</think>d",
            false,
            "|<think>|T[⏎```⏎x]|</think>|A[b]|<think>|T[c]|</think>|A[d] several-blocks",
        ),
    ] {
        assert_eq!(shown(text, open), expected, "{text:?}");
    }
}

/// Where the answer is looked for.
#[test]
fn the_answer_is_what_follows_the_thinking() {
    for (text, expected) in [
        ("a", Some("a")),
        ("<think>a</think>b", Some("b")),
        (
            "<think>a</think> <answer>b</answer> c",
            Some(" <answer>b</answer> c"),
        ),
        (
            "<think>a</think><answer>b</answer>",
            Some("<answer>b</answer>"),
        ),
        ("<think>a</think><answer>b</ans", Some("<answer>b</ans")),
        (
            "<think>a</think>\n<response>\nb\n</response>\n",
            Some("\nb\n"),
        ),
        ("<think>a</think>\n<response>\nb", Some("\nb")),
        ("<think>a", None),
        ("<think>a</think>", None),
        (
            r"<think>a\end{think}<answer>b</answer>",
            Some("<answer>b</answer>"),
        ),
        (
            "<think>a</think>b<think>c</think>d</think>e",
            Some("d</think>e"),
        ),
        ("<Thought>a</Thought><Output>b</Output>c", Some("b")),
        (
            "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>commentary<|message|>b<|end|><|start|>assistant<|channel|>final<|message|>c<|return|>",
            Some("c"),
        ),
        ("<|channel|>analysis<|message|>a<|end|>", None),
        ("<think>a<tool_call>{}</tool_call>", None),
    ] {
        let region = parse(text, false).answer_region();
        assert_eq!(region.map(|span| span.of(text)), expected, "{text}");
    }
}

#[test]
fn thoughts_cover_the_thinking() {
    let text = "<think>Try 3 and 5.\nAlternatively 4 and 6.\nCheck: yes.</think>4, 6";
    let trace = parse(text, false);
    let thoughts: Vec<_> = trace.thoughts.iter().map(|t| t.of(text)).collect();
    assert_eq!(
        thoughts,
        ["Try 3 and 5.\n", "Alternatively 4 and 6.\nCheck: yes."]
    );
    let kinds: Vec<_> = trace.moves.iter().map(|m| m.kind).collect();
    assert_eq!(kinds, [MoveKind::Switch, MoveKind::Verify]);
    assert_eq!(trace.n_switches(), 1);
}

#[test]
fn hostile_texts_take_linear_time() {
    const SIZE: usize = 1 << 18;
    for unit in [
        "<think>",
        "</think>",
        "<think></think>",
        "```\n</think>",
        "```\n<think></think>\n",
        "~~~~\n`<think>`",
        "<",
        "wait, ",
        "Wait, Alternatively ",
        "\n\"*- ",
        "等等，",
        "{",
        "\\end{think}",
        "<think>\\end{think}",
        "x <think> y ",
        "x <think> y [THINK] z </think> a",
        "<think><tool_call>{",
        "<think><tool_call>{}</tool_call>",
        "<|start|>",
        "<|channel|>analysis<|message|>",
        "<|message|><|end|>",
        "`<think>` ```\n",
        "<think>\n<answer></think>",
        "Here is my thought process: ",
        " ",
    ] {
        let text = unit.repeat(SIZE / unit.len());
        for open in [false, true] {
            check_promises(&text, open);
        }
    }
    // In quadratic time this would take hours.
}

fn check_promises(text: &str, reading: impl Into<Reading>) -> Vec<Move> {
    let reading = reading.into();
    let trace = parse(text, reading);
    let mut end = 0;
    for segment in &trace.segments {
        assert_eq!(segment.span.start, end);
        assert!(!segment.span.of(text).is_empty());
        end = segment.span.end;
    }
    assert_eq!(end, text.len());
    let thinking: String = trace
        .spans_of(SegmentKind::Thinking)
        .map(|s| s.of(text))
        .collect();
    let thoughts: String = trace.thoughts.iter().map(|s| s.of(text)).collect();
    assert_eq!(thinking, thoughts);
    let mut end = 0;
    for found in &trace.moves {
        assert!(found.span.start >= end && !found.span.of(text).is_empty());
        let inside = trace
            .spans_of(SegmentKind::Thinking)
            .any(|s| s.start <= found.span.start && found.span.end <= s.end);
        assert!(inside, "a move outside the thinking");
        end = found.span.end;
        // The check against every segment is quadratic: enough of it.
        if trace.segments.len() > 1000 {
            break;
        }
    }
    assert_eq!(parse(text, reading), trace);
    trace.moves
}

proptest! {
    #[test]
    fn promises_hold_for_any_text(text in texts(), reading in readings()) {
        check_promises(&text, reading);
    }
}
