//! What is done where programs disagree.

use super::*;

/// What `policy` makes of a text, of which only the names differ.
#[test]
fn policies_do_what_their_programs_do() {
    let (unclosed, alone) = ("<think>a", "a</think>b");
    let (before, blocks) = ("x <think>a</think>b", "<think>a</think><think>b</think>c");
    let plain = "a";
    let rest = "|<think>|T[a]|</think>|A[<think>b</think>c]";
    for (policy, text, expected) in [
        ("overthink", unclosed, "|<think>|T[a] missing-end"),
        ("vllm", unclosed, "|<think>|T[a] missing-end"),
        ("vllm-olmo3", unclosed, "|<think>|A[a] missing-end"),
        ("sglang", unclosed, "|<think>|T[a] missing-end"),
        ("mistral", unclosed, "|<think>|T[a] missing-end"),
        ("vllm", alone, "T[a]|</think>|A[b] missing-start"),
        ("vllm-olmo3", alone, "T[a]|</think>|A[b] missing-start"),
        ("sglang", alone, "A[a]|</think>|A[b] missing-start"),
        ("mistral", alone, "A[a]|</think>|A[b] missing-start"),
        ("overthink", before, "A[x ]|<think>|T[a]|</think>|A[b]"),
        ("vllm", before, "O[x ]|<think>|T[a]|</think>|A[b]"),
        ("sglang", before, "T[x <think>a]|</think>|A[b]"),
        ("mistral", before, "A[x ]|<think>|T[a]|</think>|A[b]"),
        (
            "ollama",
            before,
            "A[x <think>a]|</think>|A[b] missing-start",
        ),
        (
            "overthink",
            blocks,
            "|<think>|T[a]|</think>||<think>|T[b]|</think>|A[c] several-blocks",
        ),
        ("vllm", blocks, rest),
        ("sglang", blocks, rest),
        ("ollama", blocks, rest),
        (
            "llama-cpp",
            blocks,
            "|<think>|T[a]|</think>||<think>|T[b]|</think>|A[c] several-blocks",
        ),
        (
            "llama-cpp",
            "<think>a</think>x<think>b</think>c",
            "|<think>|T[a]|</think>|A[x<think>b</think>c]",
        ),
        (
            "evalscope",
            "<think>a</think>b</think>c",
            "|<think>|T[a]|</think>|T[b]|</think>|A[c] stray-end",
        ),
        ("overthink", plain, "A[a]"),
        ("vllm", plain, "T[a] missing-end"),
        ("evalscope", plain, "T[a] missing-end"),
        (
            "tool-call=inside",
            "<think>a<tool_call>{}</tool_call>b",
            "|<think>|T[a]C[<tool_call>{}</tool_call>]T[b] tool-call-in-thinking missing-end",
        ),
        (
            "malformed-end=text",
            r"<think>a\end{think}b",
            r"|<think>|T[a\end{think}b] missing-end",
        ),
        (
            "quoted-tags=tags",
            "a `<think>`b",
            "A[a `]|<think>|T[`b] missing-end",
        ),
        (
            "unclosed=answer",
            "<think>a</think>b<think>c",
            "|<think>|T[a]|</think>|A[b]|<think>|A[c] missing-end several-blocks",
        ),
    ] {
        let chosen = ReadAs {
            policy: policy.parse().unwrap(),
            ..ReadAs::default()
        };
        let reading = Reading {
            open: false,
            chosen,
        };
        assert_eq!(shown(text, reading), expected, "{policy} {text}");
        assert_eq!(parse(text, reading).policy, chosen.policy);
    }
}

/// The prompt opened the thinking, and the text ends in it.
#[test]
fn an_open_prompt_counts_unless_it_is_to_be_ignored() {
    for (policy, expected) in [
        ("overthink", "T[a] missing-end"),
        ("vllm-olmo3", "A[a] missing-end"),
        ("mistral", "A[a]"),
        ("prompt=ignored", "A[a]"),
    ] {
        let chosen = ReadAs {
            policy: policy.parse().unwrap(),
            ..ReadAs::default()
        };
        assert_eq!(
            shown("a", Reading { open: true, chosen }),
            expected,
            "{policy}"
        );
    }
}
