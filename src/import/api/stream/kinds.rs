//! Which API a value is an event of, and which events belong together.

use serde_json::Value;

use super::super::super::Format;
use super::super::super::value::{at, str_at, text_at};

const ANTHROPIC: [&str; 7] = [
    "message_start",
    "content_block_start",
    "content_block_delta",
    "content_block_stop",
    "message_delta",
    "message_stop",
    "ping",
];
const COHERE: [&str; 5] = [
    "message-start",
    "content-start",
    "content-delta",
    "content-end",
    "message-end",
];
const BEDROCK: [&str; 5] = [
    "messageStart",
    "contentBlockStart",
    "contentBlockDelta",
    "contentBlockStop",
    "messageStop",
];

/// Whether a value is an event, and no reply.
pub(in crate::import::api) fn is_event(format: Format, value: &Value) -> bool {
    // Pieces of Gemini look like replies, those of Ollama say that they go on.
    match format {
        Format::Gemini => value.get("responseId").is_some(),
        Format::Ollama => value.get("done").is_some(),
        _ => classify(value).is_some(),
    }
}

/// The API whose event a value is.
pub(in crate::import::api) fn classify(value: &Value) -> Option<(Format, &'static str)> {
    let kind = str_at(value, "type").unwrap_or_default();
    if str_at(value, "object") == Some("chat.completion.chunk")
        || at(value, "choices.0.delta").is_some()
    {
        return Some((Format::OpenAi, "chunks of a chat completion"));
    }
    if kind.starts_with("response.") {
        return Some((Format::Responses, "events of Responses"));
    }
    if ANTHROPIC.contains(&kind) {
        return Some((Format::Anthropic, "events of Anthropic"));
    }
    if COHERE.contains(&kind) {
        return Some((Format::Cohere, "events of Cohere"));
    }
    let map = value.as_object()?;
    let bedrock = BEDROCK.iter().any(|key| map.contains_key(*key));
    let metadata = map.len() == 1 && at(value, "metadata.usage").is_some();
    (bedrock || metadata).then_some((Format::Bedrock, "events of Bedrock"))
}

/// What the events of one stream have in common.
pub(super) fn key(format: Format, event: &Value) -> String {
    let name = match format {
        Format::OpenAi => "id",
        Format::Gemini => "responseId",
        _ => return String::new(),
    };
    text_at(event, name).unwrap_or_default()
}

/// Whether an event can only be the first of a stream.
pub(super) fn begins(format: Format, event: &Value) -> bool {
    let kind = str_at(event, "type").unwrap_or_default();
    match format {
        Format::Anthropic => kind == "message_start",
        Format::Cohere => kind == "message-start",
        Format::Responses => kind == "response.created",
        Format::Bedrock => event.get("messageStart").is_some(),
        _ => false,
    }
}
