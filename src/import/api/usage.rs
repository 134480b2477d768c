//! Token counts, as each API reports them.

use serde_json::Value;

use super::super::reply::Tokens;
use super::super::value::count_at;

/// The `usage` of chat completions, Responses, Anthropic, Cohere and Bedrock:
/// their names do not collide. The output holds the thinking.
pub(super) fn tokens(usage: &Value) -> Tokens {
    let first = |names: &[&str]| names.iter().find_map(|name| count_at(usage, name));
    Tokens {
        prompt: first(&[
            "prompt_tokens",
            "tokens.input_tokens",
            "input_tokens",
            "inputTokens",
        ]),
        output: first(&[
            "completion_tokens",
            "tokens.output_tokens",
            "output_tokens",
            "outputTokens",
        ]),
        thinking: first(&[
            "completion_tokens_details.reasoning_tokens",
            "output_tokens_details.reasoning_tokens",
            "output_tokens_details.thinking_tokens",
            "reasoning_tokens",
        ]),
    }
}

/// Gemini's counts: the thinking is not part of the candidates' tokens.
pub(super) fn gemini(usage: &Value) -> Tokens {
    let thinking = count_at(usage, "thoughtsTokenCount");
    let visible = count_at(usage, "candidatesTokenCount");
    Tokens {
        prompt: count_at(usage, "promptTokenCount"),
        output: match (visible, thinking) {
            (None, None) => None,
            (visible, thinking) => Some(visible.unwrap_or(0).saturating_add(thinking.unwrap_or(0))),
        },
        thinking,
    }
}

/// Ollama's counts stand in the reply itself.
pub(super) fn ollama(reply: &Value) -> Tokens {
    Tokens {
        prompt: count_at(reply, "prompt_eval_count"),
        output: count_at(reply, "eval_count"),
        thinking: None,
    }
}
