//! A sample of Inspect: what is taken of it, and what is passed over unread.

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::super::content::{Content, paragraph};
use super::super::reply::{Reply, Stop, Timing, Tokens};
use super::super::score::Score;
use super::super::value::{target, text, text_at};
use super::super::{Place, Sample};

/// The mark of a text that stands among the attachments.
const ATTACHED: &str = "attachment://";

/// The fields that are read. Messages, events and the store, most of a sample,
/// are passed over.
#[derive(Deserialize)]
pub(super) struct Raw {
    #[serde(default)]
    id: Value,
    epoch: Option<u32>,
    #[serde(default)]
    input: Value,
    #[serde(default)]
    target: Value,
    output: Option<Output>,
    scores: Option<Map<String, Value>>,
    error: Option<Value>,
    working_time: Option<f64>,
    /// Left as it stands until a text points into it.
    attachments: Option<Box<RawValue>>,
}

#[derive(Deserialize, Default)]
struct Output {
    model: Option<String>,
    #[serde(default)]
    choices: Vec<Choice>,
    usage: Option<Usage>,
    time: Option<f64>,
    error: Option<String>,
}

#[derive(Deserialize)]
struct Choice {
    message: Option<Message>,
    stop_reason: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: Value,
}

#[derive(Deserialize, Default)]
struct Usage {
    #[serde(rename = "input_tokens")]
    input: Option<u64>,
    #[serde(rename = "output_tokens")]
    output: Option<u64>,
    #[serde(rename = "reasoning_tokens")]
    reasoning: Option<u64>,
}

impl Raw {
    /// The sample, and what could not be read of it.
    pub(super) fn into_sample(
        self,
        place: Place,
        wanted: Option<&str>,
    ) -> (Sample, Option<String>) {
        let mut attached = Attached::new(self.attachments.as_deref());
        let output = self.output.unwrap_or_default();
        let message = self.error.as_ref().map(|error| {
            let message = text_at(error, "message").or_else(|| text(error));
            message.unwrap_or_else(|| "the source failed".to_owned())
        });
        let error = message.or(output.error);
        let usage = output.usage.unwrap_or_default();
        let seconds = output
            .time
            .or(self.working_time)
            .filter(|s| s.is_finite() && *s >= 0.0);
        let choice = output.choices.into_iter().next();
        let reply = choice.map(|choice| {
            let mut content = choice
                .message
                .map_or(Value::Null, |message| message.content);
            attached.put_back(&mut content);
            Reply {
                tokens: Tokens {
                    prompt: usage.input,
                    output: usage.output,
                    thinking: usage.reasoning,
                },
                stop: choice.stop_reason.as_deref().and_then(Stop::of),
                timing: Timing {
                    first_token_ms: None,
                    elapsed_ms: seconds.map(|s| s * 1e3),
                },
                ..Content::of(&content).into_reply()
            }
            .settled()
        });
        let (score, answer, complaint) = score(self.scores.as_ref(), wanted);
        let prompt = prompt(self.input, &mut attached);
        let complaint = complaint.or(attached.missing);
        let sample = Sample {
            id: text(&self.id),
            epoch: self.epoch,
            model: output.model,
            prompt,
            target: target(&self.target),
            // A sample that failed may hold an empty output.
            reply: reply.filter(|reply| error.is_none() || !reply.is_empty()),
            error,
            score,
            answer,
            place,
            ..Sample::default()
        };
        (sample, complaint)
    }
}

fn score(
    scores: Option<&Map<String, Value>>,
    wanted: Option<&str>,
) -> (Option<Score>, Option<String>, Option<String>) {
    let Some(scores) = scores else {
        return (None, None, None);
    };
    match Score::among(scores.iter(), wanted) {
        Ok(Some((name, score))) => {
            let value = score.get("value").unwrap_or(&Value::Null);
            (Some(Score::of(name, value)), text_at(score, "answer"), None)
        }
        Ok(None) => (None, None, None),
        Err(message) => (None, None, Some(message)),
    }
}

/// The question: a text, or messages of which the assistant's are left out.
fn prompt(mut input: Value, attached: &mut Attached<'_>) -> Option<String> {
    attached.put_back(&mut input);
    let mut prompt = String::new();
    match &input {
        Value::String(text) => prompt.clone_from(text),
        Value::Array(_) => paragraph(
            &mut prompt,
            super::super::content::prompt(&input).as_deref(),
        ),
        _ => {}
    }
    (!prompt.is_empty()).then_some(prompt)
}

/// Texts that stand apart, under a hash.
struct Attached<'r> {
    raw: Option<&'r RawValue>,
    read: Option<Map<String, Value>>,
    /// The first hash that is not there.
    missing: Option<String>,
}

impl<'r> Attached<'r> {
    fn new(raw: Option<&'r RawValue>) -> Self {
        Self {
            raw,
            read: None,
            missing: None,
        }
    }

    /// Puts texts in the place of their hashes.
    fn put_back(&mut self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Some(hash) = text.strip_prefix(ATTACHED) {
                    if let Some(found) = self.find(hash) {
                        *text = found;
                    } else {
                        let hash: String = hash.chars().take(40).collect();
                        self.missing = Some(format!("there is no attachment `{hash}`"));
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.put_back(item)),
            Value::Object(map) => map.values_mut().for_each(|item| self.put_back(item)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn find(&mut self, hash: &str) -> Option<String> {
        let raw = self.raw;
        let read = self.read.get_or_insert_with(|| {
            let parsed = raw.and_then(|raw| serde_json::from_str(raw.get()).ok());
            parsed.unwrap_or_default()
        });
        read.get(hash)?.as_str().map(str::to_owned)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::{Grade, Thinking};
    use super::*;

    fn read(value: &Value) -> (Sample, Option<String>) {
        let raw: Raw = serde_json::from_value(value.clone()).unwrap();
        raw.into_sample(Place::File, None)
    }

    #[test]
    fn attachments_are_put_back() {
        let (sample, complaint) = read(&json!({
            "id": 3, "epoch": 2, "input": "attachment://aa", "target": ["7"],
            "output": {"choices": [{"message": {"content": [
                {"type": "reasoning", "reasoning": "attachment://bb"},
                {"type": "text", "text": "7"}]}, "stop_reason": "max_tokens"}]},
            "scores": {"match": {"value": "C", "answer": "7"}},
            "attachments": {"aa": "3+4?", "bb": "so"},
            "messages": [{"x": [1, 2]}], "events": [{"y": {}}]
        }));
        assert_eq!(complaint, None);
        assert_eq!(sample.prompt.as_deref(), Some("3+4?"));
        assert_eq!((sample.id.as_deref(), sample.epoch), (Some("3"), Some(2)));
        assert_eq!(sample.target.as_deref(), Some("7"));
        assert_eq!(sample.score.unwrap().grade, Grade::Share(1.0));
        let reply = sample.reply.unwrap();
        assert_eq!(reply.thinking, Thinking::Apart("so".to_owned()));
        assert_eq!(reply.stop, Some(Stop::MaxTokens));
    }

    #[test]
    fn what_is_not_there_is_named() {
        let (sample, complaint) = read(&json!({"id": "a", "input": "attachment://aa"}));
        assert!(complaint.unwrap().contains("aa"));
        assert_eq!(sample.reply, None);
        let (sample, _) = read(&json!({"id": "a", "error": {"message": "out of luck"},
            "output": {"choices": [{"message": {"content": ""}, "stop_reason": "stop"}]}}));
        assert_eq!(sample.error.as_deref(), Some("out of luck"));
        assert_eq!(sample.reply, None);
    }
}
