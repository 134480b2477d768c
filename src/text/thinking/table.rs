//! The formats: data. [`TAGS`] come first, because a text is looked at for them
//! first; within a table the order decides where two rows share a tag.

use super::form::{Example, Form, Shape, Shown, Tags, Tool};

pub(super) use super::channels::CHANNELS;

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
const MINIMAX_TOOLS: Tool = Tool {
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

const NO_TAGS: Tags = Tags {
    open: &[],
    close: &[],
    malformed: &[],
    answer: &[],
    tools: &[],
    shown: Shown::Anywhere,
};

const fn example(text: &'static str, parts: &'static str) -> Example {
    Example {
        text,
        open: false,
        parts,
    }
}

const fn opened(text: &'static str, parts: &'static str) -> Example {
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

/// The formats with a tag on either side of the thinking.
pub(super) static TAGS: &[Form] = &[
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
