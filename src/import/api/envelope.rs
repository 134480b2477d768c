//! What is around a reply: lines of batch files, and logs of requests.

use serde_json::Value;

use super::super::Format;
use super::super::content::prompt;
use super::super::value::{at, count_at, str_at, text_at};
use super::stream;

/// A reply with what stands around it.
pub(super) struct Envelope<'v> {
    pub(super) inner: Inner<'v>,
    pub(super) id: Option<String>,
    pub(super) prompt: Option<String>,
    pub(super) model: Option<String>,
}

/// What is in it.
pub(super) enum Inner<'v> {
    /// A reply, or an event of a stream.
    Reply(&'v Value),
    /// A mere request.
    Request,
    /// The request failed.
    Failed(String),
}

/// Takes off what is around a reply.
pub(super) fn open(value: &Value) -> Envelope<'_> {
    let id = text_at(value, "custom_id").or_else(|| {
        let batch = value.get("key").filter(|_| value.get("response").is_some());
        batch.and_then(super::super::value::text)
    });
    let request = value.get("request").or_else(|| value.get("body"));
    let question = request.and_then(|request| {
        let names = ["messages", "input", "contents", "prompt"];
        names.iter().find_map(|name| prompt(request.get(*name)?))
    });
    Envelope {
        inner: inner(value),
        id,
        prompt: question,
        model: request.and_then(|request| text_at(request, "model")),
    }
}

/// Whether a value is a line of a batch file whose request failed: it shows no
/// format, and is of any.
pub(in crate::import) fn is_failed_request(value: &Value) -> bool {
    value.get("custom_id").is_some() && matches!(inner(value), Inner::Failed(_))
}

fn inner(value: &Value) -> Inner<'_> {
    // Some events hold a field `response` of their own.
    if stream::classify(value).is_some() {
        return Inner::Reply(value);
    }
    let failed = value.get("error").filter(|error| !error.is_null());
    if value.get("custom_id").is_some() {
        if value.get("body").is_some() && value.get("method").is_some() {
            return Inner::Request;
        }
        if let Some(error) = failed {
            return Inner::Failed(message(error));
        }
        if let Some(result) = value.get("result") {
            return match result.get("message") {
                Some(message) => Inner::Reply(message),
                None => Inner::Failed(message(result.get("error").unwrap_or(result))),
            };
        }
    }
    match value.get("response") {
        Some(response @ Value::Object(_)) => response_of(response),
        Some(Value::Null) if failed.is_some() => {
            Inner::Failed(failed.map(message).unwrap_or_default())
        }
        _ => match failed {
            Some(error) if value.get("choices").is_none() && value.get("output").is_none() => {
                Inner::Failed(message(error))
            }
            _ => Inner::Reply(value),
        },
    }
}

fn response_of(response: &Value) -> Inner<'_> {
    let body = response.get("body").unwrap_or(response);
    match count_at(response, "status_code") {
        Some(status) if status >= 400 => {
            let error = body.get("error").map(message).unwrap_or_default();
            Inner::Failed(format!("status {status}: {error}"))
        }
        _ => Inner::Reply(body),
    }
}

/// The message of an error, however it is packed.
fn message(error: &Value) -> String {
    let found = str_at(error, "message").or_else(|| str_at(error, "error.message"));
    let text = found
        .or_else(|| error.as_str())
        .map_or_else(|| error.to_string(), str::to_owned);
    text.chars().take(500).collect()
}

/// The API that a value is of, and what shows it. Failures are of any.
pub(in crate::import) fn classify(value: &Value) -> Option<(Format, &'static str)> {
    match inner(value) {
        Inner::Failed(_) => None,
        Inner::Request => Some(match str_at(value, "url") {
            Some(url) if url.contains("responses") => (
                Format::Responses,
                "`custom_id` and `url` of a batch request",
            ),
            _ => (Format::OpenAi, "`custom_id` and `body` of a batch request"),
        }),
        // Some events look like replies; no reply looks like an event.
        Inner::Reply(inner) => stream::classify(inner).or_else(|| reply(inner)),
    }
}

fn reply(value: &Value) -> Option<(Format, &'static str)> {
    let has = |path: &str| at(value, path).is_some();
    let kind = str_at(value, "type").unwrap_or_default();
    let object = str_at(value, "object").unwrap_or_default();
    if has("choices") && object != "chat.completion.chunk" && !has("choices.0.delta") {
        return Some((Format::OpenAi, "`choices`"));
    }
    if object == "response" || (has("output.0.type") && (has("usage") || has("status"))) {
        return Some((Format::Responses, "`output` items of Responses"));
    }
    if has("candidates") || has("usageMetadata") {
        return Some((Format::Gemini, "`candidates` or `usageMetadata`"));
    }
    if kind == "message" && value.get("content").is_some_and(Value::is_array) {
        return Some((Format::Anthropic, "`type` `message` and `content` blocks"));
    }
    if has("output.message.content") {
        return Some((Format::Bedrock, "`output.message.content`"));
    }
    let ollama = ["done", "eval_count", "prompt_eval_count"];
    if ollama.iter().any(|key| has(key)) && (has("message") || has("response")) {
        return Some((Format::Ollama, "`done` beside `message` or `response`"));
    }
    if value
        .get("message")
        .is_some_and(|m| m.get("content").is_some_and(Value::is_array))
    {
        return Some((Format::Cohere, "`message.content` blocks"));
    }
    None
}
