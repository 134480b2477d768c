//! Whole replies, one function an API.

use serde_json::Value;

use super::super::Format;
use super::super::content::{Content, paragraph};
use super::super::reply::{Reply, Stop, Timing};
use super::super::value::{at, ms_at, str_at, text_at};
use super::{Told, usage};

/// The reply that a value is; `None` if it is none of this API.
pub(super) fn whole(format: Format, value: &Value) -> Option<Told> {
    let told = match format {
        Format::OpenAi => openai(value)?,
        Format::Responses => responses(value)?,
        Format::Anthropic => anthropic(value)?,
        Format::Gemini => gemini(value),
        Format::Cohere => cohere(value)?,
        Format::Bedrock => bedrock(value)?,
        Format::Ollama => ollama(value)?,
        _ => return None,
    };
    Some(Told {
        model: told.model.or_else(|| text_at(value, "model")),
        replies: told.replies.into_iter().map(Reply::settled).collect(),
        ..told
    })
}

/// Thinking stands in `reasoning_content` (DeepSeek and others), `reasoning`
/// (Groq, newer vLLM), `reasoning_details` (OpenRouter, the same text again), or
/// in blocks of the content (Mistral).
fn openai(value: &Value) -> Option<Told> {
    let choices = value.get("choices")?.as_array()?;
    let usage = value.get("usage").unwrap_or(&Value::Null);
    let mut tokens = usage::tokens(usage);
    if choices.len() > 1 {
        // The counts are those of all choices together.
        tokens.output = None;
        tokens.thinking = None;
    }
    let elapsed = ["usage.total_time", "time_info.total_time"];
    let replies = choices.iter().map(|choice| {
        let message = choice.get("message").unwrap_or(choice);
        Reply {
            tokens,
            stop: str_at(choice, "finish_reason").and_then(Stop::of),
            timing: Timing {
                first_token_ms: None,
                elapsed_ms: elapsed.iter().find_map(|path| ms_at(value, path)),
            },
            ..openai_message(message).into_reply()
        }
    });
    Some(Told {
        replies: replies.collect(),
        ..Told::default()
    })
}

/// A message, or what a stream adds to one.
pub(super) fn openai_message(message: &Value) -> Content {
    let mut content = Content::default();
    let text = ["content", "text", "refusal"];
    if let Some(found) = text
        .iter()
        .find_map(|name| message.get(*name).filter(|v| !v.is_null()))
    {
        content.add(found);
    }
    let apart = ["reasoning_content", "reasoning", "thinking"];
    let apart = apart.iter().find_map(|name| {
        let text = message.get(*name)?.as_str()?;
        (!text.is_empty()).then_some(text)
    });
    match (apart, message.get("reasoning_details")) {
        (Some(text), _) => content.thinking += text,
        (None, Some(details)) if content.thinking.is_empty() => content.add(details),
        _ => {}
    }
    content
}

/// Items: reasoning with its text (open models), a summary, or neither.
fn responses(value: &Value) -> Option<Told> {
    let items = value.get("output")?.as_array()?;
    let mut content = Content::default();
    for item in items {
        if str_at(item, "type") == Some("reasoning") {
            responses_reasoning(item, &mut content);
        } else if let Some(found) = item.get("content") {
            content.add(found);
        }
    }
    let cut = str_at(value, "incomplete_details.reason");
    let stop = cut.or_else(|| str_at(value, "status")).and_then(Stop::of);
    let reply = Reply {
        tokens: usage::tokens(value.get("usage").unwrap_or(&Value::Null)),
        stop,
        ..content.into_reply()
    };
    let error = text_at(value, "error.message");
    Some(Told {
        replies: if error.is_some() {
            Vec::new()
        } else {
            vec![reply]
        },
        error,
        ..Told::default()
    })
}

fn responses_reasoning(item: &Value, content: &mut Content) {
    let texts = |name: &str| {
        item.get(name)
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let (spoken, summary) = (texts("content"), texts("summary"));
    for part in &spoken {
        paragraph(&mut content.thinking, str_at(part, "text"));
    }
    for part in &summary {
        paragraph(&mut content.summary, str_at(part, "text"));
    }
    if spoken.is_empty() {
        content.n_redacted += 1;
    }
}

fn anthropic(value: &Value) -> Option<Told> {
    let content = Content::of(value.get("content")?);
    Some(one(Reply {
        tokens: usage::tokens(value.get("usage").unwrap_or(&Value::Null)),
        stop: str_at(value, "stop_reason").and_then(Stop::of),
        ..content.into_reply()
    }))
}

fn gemini(value: &Value) -> Told {
    let mut tokens = usage::gemini(value.get("usageMetadata").unwrap_or(&Value::Null));
    let candidates = value.get("candidates").and_then(Value::as_array);
    let candidates = candidates.map(Vec::as_slice).unwrap_or_default();
    if candidates.len() > 1 {
        tokens.output = None;
        tokens.thinking = None;
    }
    let reply = |candidate: &Value| {
        let parts = at(candidate, "content.parts")
            .map(Content::of)
            .unwrap_or_default();
        Reply {
            tokens,
            stop: str_at(candidate, "finishReason").and_then(Stop::of),
            ..parts.into_reply()
        }
    };
    let blocked = text_at(value, "promptFeedback.blockReason");
    Told {
        model: text_at(value, "modelVersion"),
        replies: candidates.iter().map(reply).collect(),
        error: blocked.map(|reason| format!("the prompt was blocked: {reason}")),
        id: None,
    }
}

fn cohere(value: &Value) -> Option<Told> {
    let content = Content::of(at(value, "message.content")?);
    Some(one(Reply {
        tokens: usage::tokens(value.get("usage").unwrap_or(&Value::Null)),
        stop: str_at(value, "finish_reason").and_then(Stop::of),
        ..content.into_reply()
    }))
}

fn bedrock(value: &Value) -> Option<Told> {
    let content = Content::of(at(value, "output.message.content")?);
    Some(one(Reply {
        tokens: usage::tokens(value.get("usage").unwrap_or(&Value::Null)),
        stop: str_at(value, "stopReason").and_then(Stop::of),
        timing: Timing {
            first_token_ms: None,
            elapsed_ms: at(value, "metrics.latencyMs").and_then(Value::as_f64),
        },
        ..content.into_reply()
    }))
}

fn ollama(value: &Value) -> Option<Told> {
    let content = ollama_message(value)?;
    Some(one(Reply {
        tokens: usage::ollama(value),
        stop: str_at(value, "done_reason").and_then(Stop::of),
        timing: ollama_timing(value),
        ..content.into_reply()
    }))
}

/// Chat has a message, generate has the fields at the top.
pub(super) fn ollama_message(value: &Value) -> Option<Content> {
    let (text, holder) = match value.get("message") {
        Some(message) => (message.get("content"), message),
        None => (Some(value.get("response")?), value),
    };
    Some(Content {
        text: text.and_then(Value::as_str).unwrap_or_default().to_owned(),
        thinking: str_at(holder, "thinking").unwrap_or_default().to_owned(),
        ..Content::default()
    })
}

/// Ollama counts nanoseconds.
pub(super) fn ollama_timing(value: &Value) -> Timing {
    let total = value.get("total_duration").and_then(Value::as_f64);
    Timing {
        first_token_ms: None,
        elapsed_ms: total.filter(|ns| *ns >= 0.0).map(|ns| ns / 1e6),
    }
}

fn one(reply: Reply) -> Told {
    Told {
        replies: vec![reply],
        ..Told::default()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::Thinking;
    use super::*;

    #[test]
    fn the_same_thinking_twice_is_read_once() {
        let told = whole(
            Format::OpenAi,
            &json!({"choices": [{"message": {
            "content": "7", "reasoning": "so",
            "reasoning_details": [{"type": "reasoning.text", "text": "so"}]
        }, "finish_reason": "stop"}]}),
        );
        let told = told.unwrap();
        assert_eq!(told.replies[0].thinking, Thinking::Apart("so".to_owned()));
        let only_details = whole(
            Format::OpenAi,
            &json!({"choices": [{"message": {
                "content": "7", "reasoning_details": [{"type": "reasoning.text", "text": "so"}]
            }}]}),
        );
        assert_eq!(
            only_details.unwrap().replies[0].thinking,
            Thinking::Apart("so".to_owned())
        );
    }

    #[test]
    fn counts_of_several_choices_are_of_none() {
        let told = whole(
            Format::OpenAi,
            &json!({
                "choices": [{"message": {"content": "7"}}, {"message": {"content": "8"}}],
                "usage": {"prompt_tokens": 3, "completion_tokens": 20}
            }),
        );
        let replies = told.unwrap().replies;
        assert_eq!(replies.len(), 2);
        assert_eq!(replies[0].tokens.output, None);
        assert_eq!(replies[1].tokens.prompt, Some(3));
    }

    #[test]
    fn gemini_counts_its_thoughts_apart() {
        let told = whole(
            Format::Gemini,
            &json!({
                "candidates": [{"content": {"parts": [{"text": "7"}]}, "finishReason": "MAX_TOKENS"}],
                "usageMetadata": {"promptTokenCount": 9, "candidatesTokenCount": 29, "thoughtsTokenCount": 282}
            }),
        );
        let reply = &told.unwrap().replies[0];
        assert_eq!(reply.tokens.output, Some(311));
        assert_eq!(reply.thinking, Thinking::Hidden);
        assert_eq!(reply.stop, Some(Stop::MaxTokens));
    }
}
