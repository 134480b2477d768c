//! Streams: events that add up to a reply.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::content::Content;
use super::super::reply::{Reply, Stop, Timing};
use super::super::value::{at, str_at, text_at};
use super::super::{Format, Out, Sample, limits};
use super::{Told, families, usage};

mod kinds;

use kinds::{begins, key};
pub(super) use kinds::{classify, is_event};

/// The streams that are being put together, in the order of their beginnings.
#[derive(Default)]
pub(super) struct Streams {
    open: Vec<Stream>,
}

/// A stream that is being put together.
struct Stream {
    /// What its first event came with.
    base: Sample,
    format: Format,
    /// What its events have in common; empty where the API names none.
    key: String,
    model: Option<String>,
    choices: BTreeMap<u64, Piece>,
    /// What the API counted, as it stands in a whole reply.
    usage: Value,
    timing: Timing,
    ended: bool,
    /// The whole reply, where the stream ends with one.
    whole: Option<Told>,
}

/// One of the replies of a stream.
#[derive(Default)]
struct Piece {
    content: Content,
    stop: Option<Stop>,
}

impl Streams {
    /// Takes an event, and gives the replies that ended by it.
    pub(super) fn add(
        &mut self,
        format: Format,
        base: &Sample,
        event: &Value,
        out: &mut Out<'_>,
    ) -> Vec<(Sample, Told)> {
        let key = key(format, event);
        let begins = begins(format, event);
        let known = self.open.iter().rposition(|s| s.key == key && !begins);
        let mut done = Vec::new();
        let index = known.unwrap_or_else(|| {
            // What ended before is whole now: counts may follow the end.
            let ended = |stream: &mut Stream| stream.ended || stream.key.is_empty();
            done.extend(self.open.extract_if(.., ended));
            if self.open.len() >= limits::OPEN_STREAMS {
                done.push(self.open.remove(0));
            }
            self.open.push(Stream::new(format, base.clone(), key));
            self.open.len() - 1
        });
        if let Some(stream) = self.open.get_mut(index) {
            stream.add(event);
        }
        done.into_iter().map(|stream| stream.told(out)).collect()
    }

    /// The replies of all streams that are open.
    pub(super) fn finish(&mut self, out: &mut Out<'_>) -> Vec<(Sample, Told)> {
        self.open.drain(..).map(|stream| stream.told(out)).collect()
    }
}

impl Stream {
    fn new(format: Format, base: Sample, key: String) -> Self {
        Self {
            base,
            format,
            key,
            model: None,
            choices: BTreeMap::new(),
            usage: Value::Null,
            timing: Timing::default(),
            ended: false,
            whole: None,
        }
    }

    fn add(&mut self, event: &Value) {
        let model = ["model", "message.model", "modelVersion", "response.model"];
        let named = model.iter().find_map(|path| text_at(event, path));
        self.model = self.model.take().or(named);
        match self.format {
            Format::OpenAi => self.openai(event),
            Format::Anthropic => self.anthropic(event),
            Format::Cohere => self.cohere(event),
            Format::Bedrock => self.bedrock(event),
            Format::Gemini => self.gemini(event),
            Format::Ollama => self.ollama(event),
            _ => self.responses(event),
        }
    }

    fn openai(&mut self, event: &Value) {
        for choice in event
            .get("choices")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let index = choice.get("index").and_then(Value::as_u64).unwrap_or(0);
            let piece = self.choices.entry(index).or_default();
            let delta = choice.get("delta").unwrap_or(&Value::Null);
            piece.append(&families::openai_message(delta));
            if let Some(word) = str_at(choice, "finish_reason") {
                piece.stop = Stop::of(word);
                self.ended = true;
            }
        }
        self.count(event.get("usage"));
    }

    fn anthropic(&mut self, event: &Value) {
        let piece = self.choices.entry(0).or_default();
        match str_at(event, "type").unwrap_or_default() {
            "content_block_start" => {
                if let Some(block) = event.get("content_block") {
                    let apart = str_at(block, "type") == Some("thinking");
                    if apart && !piece.content.thinking.is_empty() {
                        piece.content.thinking += "\n\n";
                    }
                    piece.append(&Content::of(&Value::Array(vec![block.clone()])));
                }
            }
            "content_block_delta" => {
                let text = |path: &str| str_at(event, path).unwrap_or_default();
                piece.content.thinking += text("delta.thinking");
                piece.content.text += text("delta.text");
            }
            "message_delta" => {
                piece.stop = str_at(event, "delta.stop_reason").and_then(Stop::of);
                self.ended = true;
            }
            _ => {}
        }
        self.count(at(event, "message.usage"));
        self.count(event.get("usage"));
    }

    fn cohere(&mut self, event: &Value) {
        let piece = self.choices.entry(0).or_default();
        let text = |path: &str| str_at(event, path).unwrap_or_default();
        piece.content.thinking += text("delta.message.content.thinking");
        piece.content.text += text("delta.message.content.text");
        if let Some(word) = str_at(event, "delta.finish_reason") {
            piece.stop = Stop::of(word);
            self.ended = true;
        }
        self.count(at(event, "delta.usage"));
    }

    fn bedrock(&mut self, event: &Value) {
        let piece = self.choices.entry(0).or_default();
        let text = |path: &str| str_at(event, path).unwrap_or_default();
        let delta = "contentBlockDelta.delta";
        piece.content.thinking += text(&format!("{delta}.reasoningContent.text"));
        piece.content.text += text(&format!("{delta}.text"));
        if at(event, &format!("{delta}.reasoningContent.redactedContent")).is_some() {
            piece.content.n_redacted += 1;
        }
        if let Some(word) = str_at(event, "messageStop.stopReason") {
            piece.stop = Stop::of(word);
            self.ended = true;
        }
        self.count(at(event, "metadata.usage"));
        let latency = at(event, "metadata.metrics.latencyMs").and_then(Value::as_f64);
        self.timing.elapsed_ms = latency.or(self.timing.elapsed_ms);
    }

    fn gemini(&mut self, event: &Value) {
        for candidate in event
            .get("candidates")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let index = candidate.get("index").and_then(Value::as_u64).unwrap_or(0);
            let piece = self.choices.entry(index).or_default();
            let parts = at(candidate, "content.parts").map(Content::of);
            piece.append(&parts.unwrap_or_default());
            if let Some(word) = str_at(candidate, "finishReason") {
                piece.stop = Stop::of(word);
                self.ended = true;
            }
        }
        self.count(event.get("usageMetadata"));
    }

    fn ollama(&mut self, event: &Value) {
        let piece = self.choices.entry(0).or_default();
        piece.append(&families::ollama_message(event).unwrap_or_default());
        if event.get("done").and_then(Value::as_bool) == Some(true) {
            piece.stop = str_at(event, "done_reason").and_then(Stop::of);
            self.timing = families::ollama_timing(event);
            self.usage = event.clone();
            self.ended = true;
            // Events have no name in common: the next one begins a new stream.
            "ended".clone_into(&mut self.key);
        }
    }

    /// The last event holds the whole reply; where it is missing, the pieces do.
    fn responses(&mut self, event: &Value) {
        let piece = self.choices.entry(0).or_default();
        let delta = str_at(event, "delta").unwrap_or_default();
        match str_at(event, "type").unwrap_or_default() {
            "response.output_text.delta" => piece.content.text += delta,
            "response.reasoning_text.delta" => piece.content.thinking += delta,
            "response.reasoning_summary_text.delta" => piece.content.summary += delta,
            "response.completed" | "response.incomplete" | "response.failed" => {
                let whole = event.get("response");
                self.whole = whole.and_then(|value| families::whole(self.format, value));
                self.ended = true;
            }
            _ => {}
        }
    }

    fn count(&mut self, usage: Option<&Value>) {
        if let Some(usage) = usage.filter(|usage| usage.is_object()) {
            self.usage = usage.clone();
        }
    }

    fn told(self, out: &mut Out<'_>) -> (Sample, Told) {
        if !self.ended {
            out.issue(
                self.base.place.clone(),
                "the stream that begins here breaks off before its end",
            );
        }
        let mut tokens = match self.format {
            Format::Gemini => usage::gemini(&self.usage),
            Format::Ollama => usage::ollama(&self.usage),
            _ => usage::tokens(&self.usage),
        };
        if self.choices.len() > 1 {
            tokens.output = None;
            tokens.thinking = None;
        }
        let timing = self.timing;
        let reply = |piece: Piece| {
            Reply {
                tokens,
                stop: piece.stop,
                timing,
                ..piece.content.into_reply()
            }
            .settled()
        };
        let told = self.whole.unwrap_or_else(|| Told {
            model: self.model,
            replies: self.choices.into_values().map(reply).collect(),
            ..Told::default()
        });
        (self.base, told)
    }
}

impl Piece {
    /// Adds what an event brings; nothing stands between pieces.
    fn append(&mut self, more: &Content) {
        self.content.text += &more.text;
        self.content.thinking += &more.thinking;
        self.content.summary += &more.summary;
        self.content.n_redacted += more.n_redacted;
        self.content.unfinished = more.unfinished;
    }
}
