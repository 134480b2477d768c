use proptest::prelude::*;
use std::fmt::Write as _;

use super::*;
use crate::trace::{Move, MoveKind};

/// `T[…]` thinking, `A[…]` answer, `|…|` tag, then the issues.
fn shown(text: &str, thinking_open: bool) -> String {
    let trace = parse(text, thinking_open);
    let mut out = String::new();
    for segment in &trace.segments {
        let content = segment.span.of(text).replace('\n', "⏎");
        let _ = match segment.kind {
            SegmentKind::Thinking => write!(out, "T[{content}]"),
            SegmentKind::Answer => write!(out, "A[{content}]"),
            SegmentKind::Tag => write!(out, "|{content}|"),
        };
    }
    for issue in &trace.issues {
        let _ = write!(out, " {issue:?}");
    }
    out
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
        // Unopened, it is thinking by its own tag alone.
        if close != "</think>" {
            assert_eq!(kinds(false), [(SegmentKind::Answer, text.clone())]);
        }
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
        ("a</think>42", false, "T[a]|</think>|A[42] MissingStart"),
        ("</think>42", false, "|</think>|A[42] MissingStart"),
        ("<think>a", false, "|<think>|T[a] MissingEnd"),
        ("<think>a</thin", false, "|<think>|T[a</thin] MissingEnd"),
        ("a", true, "T[a] MissingEnd"),
        ("", true, " MissingEnd"),
        (
            "hi <think>a</think>42",
            false,
            "A[hi ]|<think>|T[a]|</think>|A[42]",
        ),
        (
            "<think>a</think>b<think>c</think>d",
            false,
            "|<think>|T[a]|</think>|A[b]|<think>|T[c]|</think>|A[d] SeveralBlocks",
        ),
        (
            "<think>a<think>b</think>c</think>d",
            false,
            "|<think>|T[a]|<think>|T[b]|</think>|A[c]|</think>|A[d] NestedStart StrayEnd",
        ),
        (
            "<think>a</think>b</think>",
            true,
            "|<think>|T[a]|</think>|A[b]|</think>| NestedStart StrayEnd",
        ),
        (
            "<think>a</think>b<think>c",
            false,
            "|<think>|T[a]|</think>|A[b]|<think>|T[c] SeveralBlocks MissingEnd",
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
            "T[```py⏎x = 1⏎]|</think>|A[⏎```py⏎x⏎```] MissingStart",
        ),
        // What thinking opened does not reach into the answer.
        (
            "<think>\n```\nx</think>b<think>c</think>d",
            false,
            "|<think>|T[⏎```⏎x]|</think>|A[b]|<think>|T[c]|</think>|A[d] SeveralBlocks",
        ),
    ] {
        assert_eq!(shown(text, open), expected, "{text:?}");
    }
}

#[test]
fn format_is_what_was_marked() {
    assert_eq!(parse("42", false).format, Format::Plain);
    assert_eq!(parse("`<think>`", false).format, Format::Plain);
    assert_eq!(parse("a</think>", false).format, Format::ThinkTags);
    assert_eq!(parse("a", true).format, Format::ThinkTags);
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
    ] {
        let text = unit.repeat(SIZE / unit.len());
        for open in [false, true] {
            check_promises(&text, open);
        }
    }
    // In quadratic time this would take hours.
}

/// Real completions, where they are there: the counts that their source states.
#[test]
fn real_completions() {
    let path = "../shared/traces/rg_llama3b_rl400_aime24.jsonl";
    let Ok(text) = fs_err::read_to_string(path) else {
        return;
    };
    let (mut n, mut n_finished) = (0, 0);
    for line in text.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        for completion in row["completions"].as_array().unwrap() {
            let text = completion["response"].as_str().unwrap();
            check_promises(text, false);
            n += 1;
            n_finished += usize::from(!parse(text, false).is_unfinished());
        }
    }
    assert_eq!((n, n_finished), (750, 631));
}

fn check_promises(text: &str, open: bool) -> Vec<Move> {
    let trace = parse(text, open);
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
    assert_eq!(parse(text, open), trace);
    trace.moves
}

fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        Just("<think>".to_owned()),
        Just("</think>".to_owned()),
        Just("</thi".to_owned()),
        Just("```".to_owned()),
        Just("\n```\n".to_owned()),
        Just("\n".to_owned()),
        Just("`".to_owned()),
        Just(" Wait, ".to_owned()),
        Just("\nAlternatively, ".to_owned()),
        Just("等等，不对".to_owned()),
        Just("é".to_owned()),
        ".{0,8}",
    ];
    proptest::collection::vec(fragment, 0..24).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn promises_hold_for_any_text(text in fragments(), open: bool) {
        check_promises(&text, open);
    }
}
