//! The formats in which every part of a text stands in a channel: data.

use super::form::{Channels, Enter, Form, Header, Shape};
use super::table::{example, opened};

/// The formats with channels.
pub(super) static CHANNELS: &[Form] = &[
    Form {
        name: "harmony",
        models: "gpt-oss",
        source: "openai/harmony at ec7606df; vLLM openai_gptoss",
        shape: Shape::Channels(Channels {
            marks: &[
                ("<|start|>", Enter::Header),
                ("<|channel|>", Enter::Header),
                ("<|message|>", Enter::Body),
                ("<|end|>", Enter::Leave),
                ("<|return|>", Enter::Leave),
                ("<|call|>", Enter::Leave),
            ],
            header: Header::Harmony,
            shown: &[
                "<|channel|>analysis",
                "<|channel|>final",
                "<|channel|>commentary",
                "<|start|>assistant<|channel|>",
            ],
            shown_at_start: &["<|start|>", "<|channel|>"],
            end: &["<|end|><|start|>assistant<|channel|>"],
        }),
        examples: &[
            example(
                "<|channel|>analysis<|message|>a<|end|><|start|>assistant<|channel|>final<|message|>b<|return|>",
                "|<|channel|>analysis<|message|>|T[a]|<|end|>||<|start|>assistant<|channel|>final<|message|>|A[b]|<|return|>|",
            ),
            example(
                "<|channel|>commentary to=functions.f <|constrain|>json<|message|>{}<|call|>",
                "|<|channel|>commentary to=functions.f <|constrain|>json<|message|>|C[{}]|<|call|>|",
            ),
            example(
                "<|start|>user<|message|>q<|end|><|start|>assistant<|channel|>final<|message|>b<|end|>",
                "|<|start|>user<|message|>|O[q]|<|end|>||<|start|>assistant<|channel|>final<|message|>|A[b]|<|end|>|",
            ),
            example(
                "<|channel|>analysis<|message|>a",
                "|<|channel|>analysis<|message|>|T[a] missing-end",
            ),
            example(
                "<|channel|>analysis<|message|>a<|end|><|start|>assis",
                "|<|channel|>analysis<|message|>|T[a]|<|end|>||<|start|>assis| cut-tag",
            ),
            opened(
                "a<|end|><|start|>assistant<|channel|>final<|message|>b",
                "T[a]|<|end|>||<|start|>assistant<|channel|>final<|message|>|A[b]",
            ),
        ],
    },
    Form {
        name: "kimi-k3",
        models: "Kimi K3",
        source: "vLLM kimi_k3; SGLang kimik3_format.py at 0396a052",
        shape: Shape::Channels(Channels {
            marks: &[
                ("<|open|>think<|sep|>", Enter::Thinking),
                ("<|close|>think<|sep|>", Enter::Leave),
                ("<|open|>response<|sep|>", Enter::Answer),
                ("<|close|>response<|sep|>", Enter::Leave),
                ("<|open|>tools<|sep|>", Enter::Tool),
                ("<|close|>tools<|sep|>", Enter::Leave),
                ("<|close|>message<|sep|>", Enter::Leave),
                ("<|end_of_msg|>", Enter::Leave),
            ],
            header: Header::None,
            shown: &[
                "<|open|>think<|sep|>",
                "<|open|>response<|sep|>",
                "<|open|>tools<|sep|>",
            ],
            shown_at_start: &[],
            end: &["<|close|>think<|sep|>"],
        }),
        examples: &[
            example(
                "<|open|>think<|sep|>a<|close|>think<|sep|><|open|>response<|sep|>b<|close|>response<|sep|>",
                "|<|open|>think<|sep|>|T[a]|<|close|>think<|sep|>||<|open|>response<|sep|>|A[b]|<|close|>response<|sep|>|",
            ),
            opened(
                "a<|open|>tools<|sep|>b<|close|>tools<|sep|>",
                "T[a]|<|open|>tools<|sep|>|C[b]|<|close|>tools<|sep|>|",
            ),
            opened("a<|close|>thi", "T[a]|<|close|>thi| cut-tag missing-end"),
        ],
    },
    Form {
        name: "inkling",
        models: "Inkling",
        source: "vLLM inkling; SGLang inkling_tokenizer.py at 0b2942c0",
        shape: Shape::Channels(Channels {
            marks: &[
                ("<|content_thinking|>", Enter::Thinking),
                ("<|content_text|>", Enter::Answer),
                ("<|content_invoke_tool_json|>", Enter::Tool),
                ("<|content_invoke_tool_text|>", Enter::Tool),
                ("<|end_message|>", Enter::Leave),
                ("<|message_model|>", Enter::Leave),
                ("<|message_user|>", Enter::Other),
                ("<|message_system|>", Enter::Other),
                ("<|message_tool|>", Enter::Other),
                ("<|content_model_end_sampling|>", Enter::Leave),
            ],
            header: Header::None,
            shown: &["<|content_thinking|>", "<|content_text|>"],
            shown_at_start: &[
                "<|message_model|>",
                "<|message_user|>",
                "<|message_system|>",
            ],
            end: &["<|end_message|><|message_model|>"],
        }),
        examples: &[example(
            "<|content_thinking|>a<|end_message|><|message_model|><|content_text|>b<|end_message|>",
            "|<|content_thinking|>|T[a]|<|end_message|>||<|message_model|>||<|content_text|>|A[b]|<|end_message|>|",
        )],
    },
    Form {
        name: "muse",
        models: "Muse",
        source: "chat template; vLLM muse_glimmer_utils.py at 451e84d8",
        shape: Shape::Channels(Channels {
            marks: &[
                ("<|start|>", Enter::Header),
                (" to=self<|message|>", Enter::Thinking),
                (" to=user<|message|>", Enter::Answer),
                ("to=self<|message|>", Enter::Thinking),
                ("to=user<|message|>", Enter::Answer),
                ("<|message|>", Enter::Body),
                ("<|eom|>", Enter::Leave),
                ("<|eot|>", Enter::Leave),
            ],
            header: Header::Muse,
            shown: &[
                "<|start|>assistant to=self<|message|>",
                "<|start|>assistant to=user<|message|>",
            ],
            shown_at_start: &["to=self<|message|>", "to=user<|message|>"],
            end: &["<|eom|><|start|>assistant"],
        }),
        examples: &[
            example(
                " to=self<|message|>a<|eom|><|start|>assistant to=user<|message|>b<|eot|>",
                "| to=self<|message|>|T[a]|<|eom|>||<|start|>assistant to=user<|message|>|A[b]|<|eot|>|",
            ),
            example(
                " to=self<|message|>a<|eom|><|start|>assistant to=web.get<|message|>c<|eot|>",
                "| to=self<|message|>|T[a]|<|eom|>||<|start|>assistant to=web.get<|message|>|C[c]|<|eot|>|",
            ),
        ],
    },
];
