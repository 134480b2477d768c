//! The formats of `<think>`, and the plain one: data. The first row is the one
//! that is found out from a text; the others have the same tags.

use super::form::{Example, Form, Shape, Shown, Tags, Tool};

/// Qwen's and others' calls; the word in thinking alone is none.
const TOOL_CALL: Tool = Tool {
    open: "<tool_call>",
    close: "</tool_call>",
    then: &["<function", "{"],
};
/// Kimi K2's.
const KIMI_TOOLS: Tool = Tool {
    open: "<|tool_calls_section_begin|>",
    close: "<|tool_calls_section_end|>",
    then: &[],
};
/// MiniMax-M2's.
pub(super) const MINIMAX_TOOLS: Tool = Tool {
    open: "<minimax:tool_call>",
    close: "</minimax:tool_call>",
    then: &["<invoke"],
};
/// DeepSeek's, V3.1 and before.
const DEEPSEEK_TOOLS: Tool = Tool {
    open: "<｜tool▁calls▁begin｜>",
    close: "<｜tool▁calls▁end｜>",
    then: &[],
};

/// `\end{think…` is in 52 of 750 completions of a model trained by
/// reinforcement (`rg_llama3b_rl400_aime24`).
const MALFORMED_THINK: &[&str] = &[
    r"\end{think}",
    r"\end{think>",
    r"<\think>",
    r"<\/think>",
    "</ think>",
    "< /think>",
    "</think >",
    "<//think>",
    "</Think>",
    "</THINK>",
    "</thinking>",
    "[/think]",
];

const ANSWER: (&str, &str) = ("<answer>", "</answer>");
const RESPONSE: (&str, &str) = ("<response>", "</response>");

pub(super) const NO_TAGS: Tags = Tags {
    open: &[],
    close: &[],
    malformed: &[],
    answer: &[],
    tools: &[],
    shown: Shown::Anywhere,
};

pub(super) const fn example(text: &'static str, parts: &'static str) -> Example {
    Example {
        text,
        open: false,
        parts,
    }
}

pub(super) const fn opened(text: &'static str, parts: &'static str) -> Example {
    Example {
        text,
        open: true,
        parts,
    }
}

/// Nothing marks the thinking.
pub(super) static PLAIN: Form = Form {
    name: "plain",
    models: "QwQ-32B-Preview, models without reasoning",
    source: "QwQ-32B-Preview: outputs, which hold no tags",
    shape: Shape::Plain,
    examples: &[example("Let me see. So 7.", "A[Let me see. So 7.]")],
};

/// The formats of `<think>` and `</think>`.
pub(super) static THINK: &[Form] = &[
    Form {
        name: "think",
        models: "DeepSeek-R1 and V3.1, Qwen3, QwQ-32B, GLM-4.5, MiniMax-M2, OLMo 3, Nemotron, MiMo, Step-3, SmolLM3, R1-like models of reinforcement learning",
        source: "chat templates; vLLM deepseek_r1, qwen3, glm45, minimax_m2, olmo3; SGLang deepseek-r1, qwen3",
        shape: Shape::Tags(Tags {
            open: &["<think>"],
            close: &["</think>"],
            malformed: MALFORMED_THINK,
            answer: &[ANSWER, RESPONSE],
            tools: &[TOOL_CALL, KIMI_TOOLS, MINIMAX_TOOLS, DEEPSEEK_TOOLS],
            ..NO_TAGS
        }),
        examples: &[
            example("<think>a</think>b", "|<think>|T[a]|</think>|A[b]"),
            opened("a</think>b", "T[a]|</think>|A[b]"),
            opened(
                "<think>a</think>b",
                "|<think>|T[a]|</think>|A[b] doubled-start",
            ),
            example(
                "<think>a</think> <answer>b</answer>",
                "|<think>|T[a]|</think>|A[ ]|<answer>|A[b]|</answer>|",
            ),
            example(
                r"<think>a\end{think}b",
                r"|<think>|T[a]|\end{think}|A[b] malformed-tag",
            ),
            example(
                "<think>a<tool_call>\n<function=f></function></tool_call>",
                "|<think>|T[a]C[<tool_call>⏎<function=f></function></tool_call>] tool-call-ends-thinking",
            ),
            example(
                "<think>a<tool_call>{}</tool_call>b</think>c",
                "|<think>|T[a]C[<tool_call>{}</tool_call>]T[b]|</think>|A[c] tool-call-in-thinking",
            ),
            example(
                "Write `<think>` before it.",
                "A[Write `<think>` before it.]",
            ),
        ],
    },
    Form {
        name: "hunyuan",
        models: "Hunyuan-A13B",
        source: "vLLM hunyuan_a13b; chat template",
        shape: Shape::Tags(Tags {
            open: &["<think>"],
            close: &["</think>"],
            malformed: MALFORMED_THINK,
            answer: &[ANSWER],
            tools: &[],
            shown: Shown::Asked,
        }),
        examples: &[example(
            "<think>\na\n</think>\n<answer>\nb\n</answer>",
            "|<think>|T[⏎a⏎]|</think>|A[⏎]|<answer>|A[⏎b⏎]|</answer>|",
        )],
    },
    Form {
        name: "ernie",
        models: "ERNIE-4.5-Thinking",
        source: "vLLM ernie45",
        shape: Shape::Tags(Tags {
            open: &["<think>"],
            close: &["</think>"],
            malformed: MALFORMED_THINK,
            answer: &[RESPONSE],
            tools: &[TOOL_CALL],
            shown: Shown::Asked,
        }),
        examples: &[opened(
            "a\n</think>\n\n<response>\nb\n</response>\n",
            "T[a⏎]|</think>|A[⏎⏎]|<response>|A[⏎b⏎]|</response>|A[⏎]",
        )],
    },
    Form {
        name: "kimi-k2",
        models: "Kimi-K2-Thinking",
        source: "vLLM kimi_k2; SGLang kimi_k2",
        shape: Shape::Tags(Tags {
            open: &["<think>"],
            close: &["</think>"],
            malformed: MALFORMED_THINK,
            answer: &[],
            tools: &[KIMI_TOOLS],
            shown: Shown::Asked,
        }),
        examples: &[example(
            "<think>a<|tool_calls_section_begin|>b<|tool_calls_section_end|>",
            "|<think>|T[a]C[<|tool_calls_section_begin|>b<|tool_calls_section_end|>] tool-call-ends-thinking",
        )],
    },
];
