//! The other formats with a tag on either side of the thinking: data.

use super::form::{Form, Shape, Shown, Tags, Tool};
use super::table::{MINIMAX_TOOLS, NO_TAGS, example, opened};

/// The formats, in the order in which they are looked for.
pub(super) static TAGS: &[Form] = &[
    Form {
        name: "magistral",
        models: "Magistral, Mistral Small 4",
        source: "tokenizer and chat template; vLLM mistral",
        shape: Shape::Tags(Tags {
            open: &["[THINK]"],
            close: &["[/THINK]"],
            malformed: &["[/think]", "[ /THINK]", r"[\THINK]", "</THINK>", "</think>"],
            tools: &[Tool {
                open: "[TOOL_CALLS]",
                close: "",
                then: &[],
            }],
            ..NO_TAGS
        }),
        examples: &[
            example("[THINK]a[/THINK]b", "|[THINK]|T[a]|[/THINK]|A[b]"),
            example(
                r"[THINK]a \boxed{3}",
                r"|[THINK]|T[a \boxed{3}] missing-end",
            ),
            example("a[/THINK]b", "T[a]|[/THINK]|A[b] missing-start"),
        ],
    },
    Form {
        name: "seed",
        models: "Seed-OSS",
        source: "tokenizer and chat template; vLLM seed_oss",
        shape: Shape::Tags(Tags {
            open: &["<seed:think>"],
            close: &["</seed:think>"],
            malformed: &["</think>", "</seed:Think>", r"<\seed:think>"],
            tools: &[Tool {
                open: "<seed:tool_call>",
                close: "</seed:tool_call>",
                then: &["<function"],
            }],
            ..NO_TAGS
        }),
        examples: &[
            example(
                "<seed:think>a</seed:think>b",
                "|<seed:think>|T[a]|</seed:think>|A[b]",
            ),
            opened("a</seed:think>b", "T[a]|</seed:think>|A[b]"),
        ],
    },
    Form {
        name: "minimax-m3",
        models: "MiniMax-M3",
        source: "tokenizer; vLLM minimax_m3; SGLang minimax-m3",
        shape: Shape::Tags(Tags {
            open: &["<mm:think>"],
            close: &["</mm:think>"],
            malformed: &["</think>"],
            tools: &[MINIMAX_TOOLS],
            ..NO_TAGS
        }),
        examples: &[example(
            "<mm:think>a</mm:think>b",
            "|<mm:think>|T[a]|</mm:think>|A[b]",
        )],
    },
    Form {
        name: "kimi",
        models: "Kimi-VL-Thinking, Kimi k1.5",
        source: "Kimi-VL-Thinking: chat template; SGLang kimi",
        shape: Shape::Tags(Tags {
            open: &["◁think▷"],
            close: &["◁/think▷"],
            malformed: &["</think>"],
            ..NO_TAGS
        }),
        examples: &[
            example("◁think▷思◁/think▷考", "|◁think▷|T[思]|◁/think▷|A[考]"),
            example("◁think▷a◁/thi", "|◁think▷|T[a]|◁/thi| cut-tag missing-end"),
        ],
    },
    Form {
        name: "cohere",
        models: "Command A Reasoning",
        source: "tokenizer; vLLM cohere_command3",
        shape: Shape::Tags(Tags {
            open: &["<|START_THINKING|>"],
            close: &["<|END_THINKING|>"],
            answer: &[("<|START_RESPONSE|>", "<|END_RESPONSE|>")],
            tools: &[Tool {
                open: "<|START_ACTION|>",
                close: "<|END_ACTION|>",
                then: &[],
            }],
            ..NO_TAGS
        }),
        examples: &[
            example(
                "<|START_THINKING|>a<|END_THINKING|><|START_RESPONSE|>b<|END_RESPONSE|>",
                "|<|START_THINKING|>|T[a]|<|END_THINKING|>||<|START_RESPONSE|>|A[b]|<|END_RESPONSE|>|",
            ),
            example(
                "<|START_THINKING|>a<|END_THINKING|><|START_ACTION|>[]<|END_ACTION|>",
                "|<|START_THINKING|>|T[a]|<|END_THINKING|>|C[<|START_ACTION|>[]<|END_ACTION|>]",
            ),
        ],
    },
    Form {
        name: "apertus",
        models: "Apertus",
        source: "tokenizer; vLLM apertus",
        shape: Shape::Tags(Tags {
            open: &["<|inner_prefix|>"],
            close: &["<|inner_suffix|>"],
            ..NO_TAGS
        }),
        examples: &[example(
            "<|inner_prefix|>a<|inner_suffix|>b",
            "|<|inner_prefix|>|T[a]|<|inner_suffix|>|A[b]",
        )],
    },
    Form {
        name: "gemma4",
        models: "Gemma 4",
        source: "chat template",
        shape: Shape::Tags(Tags {
            open: &["<|channel>thought\n"],
            close: &["<channel|>"],
            tools: &[Tool {
                open: "<|tool_call>",
                close: "<tool_call|>",
                then: &["call:"],
            }],
            ..NO_TAGS
        }),
        examples: &[example(
            "<|channel>thought\na<channel|>b",
            "|<|channel>thought⏎|T[a]|<channel|>|A[b]",
        )],
    },
    Form {
        name: "sky-t1",
        models: "Sky-T1",
        source: "system prompt",
        shape: Shape::Tags(Tags {
            open: &["<|begin_of_thought|>"],
            close: &["<|end_of_thought|>"],
            answer: &[("<|begin_of_solution|>", "<|end_of_solution|>")],
            ..NO_TAGS
        }),
        examples: &[example(
            "<|begin_of_thought|>a<|end_of_thought|>\n<|begin_of_solution|>b<|end_of_solution|>",
            "|<|begin_of_thought|>|T[a]|<|end_of_thought|>|A[⏎]|<|begin_of_solution|>|A[b]|<|end_of_solution|>|",
        )],
    },
    Form {
        name: "marco-o1",
        models: "Marco-o1",
        source: "system prompt; outputs in AIDC-AI/Marco-o1 at 4f99998d",
        shape: Shape::Tags(Tags {
            open: &["<Thought>"],
            close: &["</Thought>"],
            malformed: &["</thought>", r"<\Thought>"],
            answer: &[("<Output>", "</Output>")],
            tools: &[],
            shown: Shown::AtStart,
        }),
        examples: &[
            example(
                "<Thought>\na\n</Thought>\n<Output>\nb\n</Output>",
                "|<Thought>|T[⏎a⏎]|</Thought>|A[⏎]|<Output>|A[⏎b⏎]|</Output>|",
            ),
            example(
                "An XML element <Thought>x</Thought>",
                "A[An XML element <Thought>x</Thought>]",
            ),
        ],
    },
    Form {
        name: "s1",
        models: "s1, s1.1",
        source: "simplescaling/s1 at 77272c6e: vllm_causallms.py",
        shape: Shape::Tags(Tags {
            open: &["<|im_start|>think"],
            close: &["<|im_start|>answer"],
            ..NO_TAGS
        }),
        examples: &[example(
            "<|im_start|>think\na\n<|im_start|>answer\nb",
            "|<|im_start|>think|T[⏎a⏎]|<|im_start|>answer|A[⏎b]",
        )],
    },
    Form {
        name: "granite",
        models: "Granite 3.2 and 3.3",
        source: "vLLM granite",
        shape: Shape::Tags(Tags {
            open: &["Here is my thought process:", "Here's my thought process:"],
            close: &["Here is my response:", "Here's my response:"],
            shown: Shown::AsPair,
            ..NO_TAGS
        }),
        examples: &[
            example(
                "Here is my thought process: a Here's my response: b",
                "|Here is my thought process:|T[ a ]|Here's my response:|A[ b]",
            ),
            // The parsers of the servers find no thinking there either.
            example(
                "Here is my thought process: a, so b.",
                "A[Here is my thought process: a, so b.]",
            ),
        ],
    },
];
