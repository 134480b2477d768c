//! Texts and readings for tests.

use proptest::prelude::*;

use super::lex::marks;
use crate::text::thinking::{Form, Policy, ReadAs, Reading};

/// Texts of tags, pieces of tags, fences, quotations and words.
pub(super) fn texts() -> impl Strategy<Value = String> {
    let words = Form::all().flat_map(marks).map(|(word, _)| word.to_owned());
    let words: Vec<String> = words.collect();
    let think = vec![
        "<think>",
        "</think>",
        "<answer>",
        "</answer>",
        "\\end{think}",
    ];
    let others = vec![
        "```",
        "\n```\n",
        "\n",
        "`",
        " ",
        "\"",
        ".",
        ", ",
        " Wait, ",
        "\nAlternatively, ",
        "等等，不对",
        "é",
        "a",
        " b ",
        "{",
        "<function",
        "to=f ",
        "assistant",
        "user",
        "analysis",
        "final",
        "<",
        "[",
        "Here",
    ];
    let fragment = prop_oneof![
        4 => proptest::sample::select(think).prop_map(str::to_owned),
        3 => proptest::sample::select(words.clone()),
        1 => (proptest::sample::select(words), 1_usize..9).prop_map(|(word, n)| {
            word.chars().take(n).collect::<String>()
        }),
        6 => proptest::sample::select(others).prop_map(str::to_owned),
        1 => ".{0,8}",
    ];
    proptest::collection::vec(fragment, 0..24).prop_map(|parts| parts.concat())
}

/// Readings: any format or none, any policy.
pub(super) fn readings() -> impl Strategy<Value = Reading> {
    let forms: Vec<_> = Form::all().collect();
    let format = prop_oneof![
        2 => Just(None),
        1 => proptest::sample::select(forms).prop_map(Some),
    ];
    let policy = prop_oneof![
        2 => Just(Policy::default()),
        1 => proptest::collection::vec(any::<proptest::sample::Index>(), 10).prop_map(|picks| {
            let choices = Policy::questions().into_iter().zip(picks);
            let parts: Vec<String> = choices
                .map(|((key, words), pick)| format!("{key}={}", pick.get(&words)))
                .collect();
            parts.join(",").parse().expect("the choices are known")
        }),
    ];
    (any::<bool>(), format, policy).prop_map(|(open, format, policy)| Reading {
        open,
        chosen: ReadAs { format, policy },
    })
}
