//! Policies by the programs that have them: data.

use super::policy::{
    BeforeStart, Blocks, End, EndWithoutStart, MalformedEnd, Policy, Prompt, QuotedTags, ToolCall,
    Unclosed, Untagged,
};

/// A policy with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// Its name.
    pub name: &'static str,
    /// Its choices.
    pub policy: Policy,
    /// What it is after, and where that was read.
    pub source: &'static str,
}

/// Our own choices.
pub(super) const OWN: Policy = Policy {
    unclosed: Unclosed::Thinking,
    end_without_start: EndWithoutStart::Thinking,
    untagged: Untagged::Answer,
    before_start: BeforeStart::Answer,
    blocks: Blocks::All,
    end: End::First,
    tool_call: ToolCall::Ends,
    malformed_end: MalformedEnd::Ends,
    quoted_tags: QuotedTags::Text,
    prompt: Prompt::Counts,
};

/// What the parsers of the servers have in common: they look for their two tags
/// and nothing else.
const LITERAL: Policy = Policy {
    blocks: Blocks::First,
    tool_call: ToolCall::Inside,
    malformed_end: MalformedEnd::Text,
    quoted_tags: QuotedTags::Tags,
    ..OWN
};

/// The policies with names; the first is our own.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "overthink",
        policy: OWN,
        source: "our own",
    },
    Preset {
        name: "vllm",
        policy: Policy {
            untagged: Untagged::Thinking,
            before_start: BeforeStart::Dropped,
            ..LITERAL
        },
        source: "vLLM at 00e9cc9f: basic_parsers.py, extract_reasoning",
    },
    Preset {
        name: "vllm-olmo3",
        policy: Policy {
            unclosed: Unclosed::Answer,
            before_start: BeforeStart::Thinking,
            ..LITERAL
        },
        source: "vLLM at 04dbd8f3: olmo3_reasoning_parser.py",
    },
    Preset {
        name: "sglang",
        policy: Policy {
            end_without_start: EndWithoutStart::Answer,
            before_start: BeforeStart::Thinking,
            tool_call: ToolCall::Ends,
            ..LITERAL
        },
        source: "SGLang at 002e9bfc: reasoning_parser.py, Qwen3Detector",
    },
    Preset {
        name: "mistral",
        policy: Policy {
            end_without_start: EndWithoutStart::Answer,
            prompt: Prompt::Ignored,
            ..LITERAL
        },
        source: "vLLM at 02c1119c: mistral_reasoning_parser.py",
    },
    Preset {
        name: "ollama",
        policy: Policy {
            end_without_start: EndWithoutStart::Answer,
            before_start: BeforeStart::AllAnswer,
            ..LITERAL
        },
        source: "Ollama at 0d508d32: thinking/parser.go",
    },
    Preset {
        name: "llama-cpp",
        policy: Policy {
            end_without_start: EndWithoutStart::Answer,
            before_start: BeforeStart::AllAnswer,
            blocks: Blocks::Adjacent,
            ..LITERAL
        },
        source: "llama.cpp at 05e5139a: common/chat-parser.cpp, try_parse_reasoning",
    },
    Preset {
        name: "evalscope",
        policy: Policy {
            untagged: Untagged::Thinking,
            before_start: BeforeStart::Thinking,
            end: End::Last,
            prompt: Prompt::Ignored,
            ..LITERAL
        },
        source: "EvalScope at 0a6befa2: third_party/thinkbench/eval.py, get_think_part",
    },
];
