//! The content of a message: a text, or a list of blocks, as each API has them.

use serde_json::Value;

use super::reply::{Reply, Thinking};
use super::value::str_at;

/// What the blocks of a message hold.
#[derive(Debug, Default)]
pub(super) struct Content {
    /// The visible text.
    pub(super) text: String,
    /// The thinking.
    pub(super) thinking: String,
    /// A summary of the thinking.
    pub(super) summary: String,
    /// Blocks of thinking that are there, but not readable.
    pub(super) n_redacted: u32,
    /// Whether a block of thinking says that it never ended.
    pub(super) unfinished: bool,
}

impl Content {
    /// Reads a message's content of any API. Blocks that are neither text nor
    /// thinking (calls of tools, images) are passed over.
    pub(super) fn of(content: &Value) -> Self {
        let mut read = Self::default();
        read.add(content);
        read
    }

    /// Adds a further piece; pieces of a stream are put together without
    /// anything between them.
    pub(super) fn add(&mut self, content: &Value) {
        match content {
            Value::String(text) => self.text += text,
            Value::Array(blocks) => {
                for block in blocks {
                    self.add_block(block);
                }
            }
            Value::Object(_) => self.add_block(content),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn add_block(&mut self, block: &Value) {
        let is_thought = block.get("thought").and_then(Value::as_bool) == Some(true);
        match str_at(block, "type").unwrap_or_default() {
            "thinking" => self.add_thinking(block),
            "redacted_thinking" => self.n_redacted += 1,
            "reasoning" => self.add_reasoning(block),
            "reasoning.text" => self.think(str_at(block, "text")),
            "reasoning.summary" => paragraph(&mut self.summary, str_at(block, "summary")),
            "reasoning.encrypted" => self.n_redacted += 1,
            "" if block.get("reasoningContent").is_some() => self.add_bedrock(block),
            "" if is_thought => self.think(str_at(block, "text")),
            "reasoning_text" => self.think(str_at(block, "text")),
            "text" | "output_text" | "" => {
                if let Some(text) = block.as_str().or_else(|| str_at(block, "text")) {
                    self.text += text;
                }
            }
            _ => {}
        }
    }

    /// Anthropic, Cohere: a text. Mistral: a list of texts, and whether it ended.
    fn add_thinking(&mut self, block: &Value) {
        match block.get("thinking") {
            Some(Value::Array(parts)) => {
                let texts: Vec<&str> = parts.iter().filter_map(|p| str_at(p, "text")).collect();
                self.think(Some(&texts.concat()));
            }
            Some(Value::String(text)) => {
                if text.is_empty() && block.get("signature").is_some_and(|s| s != "") {
                    // A signature without a text: the thinking is withheld.
                    self.n_redacted += 1;
                }
                self.think(Some(text));
            }
            _ => {}
        }
        self.unfinished |= block.get("closed").and_then(Value::as_bool) == Some(false);
    }

    /// Inspect and evalscope: a text, or what cannot be read, with its summary.
    fn add_reasoning(&mut self, block: &Value) {
        let redacted = block.get("redacted").and_then(Value::as_bool) == Some(true);
        if redacted {
            self.n_redacted += 1;
            paragraph(&mut self.summary, str_at(block, "summary"));
        } else {
            self.think(str_at(block, "reasoning").or_else(|| str_at(block, "text")));
        }
    }

    fn add_bedrock(&mut self, block: &Value) {
        match str_at(block, "reasoningContent.reasoningText.text") {
            Some(text) => self.think(Some(text)),
            None => self.n_redacted += 1,
        }
    }

    /// A further block of thinking: blocks are paragraphs.
    fn think(&mut self, text: Option<&str>) {
        paragraph(&mut self.thinking, text);
    }

    /// The reply that it is. Thinking goes before its summary.
    pub(super) fn into_reply(self) -> Reply {
        let thinking = if !self.thinking.is_empty() {
            Thinking::Apart(self.thinking)
        } else if !self.summary.is_empty() {
            Thinking::Summary(self.summary)
        } else {
            Thinking::InText
        };
        Reply {
            text: self.text,
            thinking,
            n_redacted: self.n_redacted,
            unfinished: self.unfinished,
            ..Reply::default()
        }
    }
}

/// Adds a paragraph to `to`.
pub(super) fn paragraph(to: &mut String, text: Option<&str>) {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return;
    };
    if !to.is_empty() {
        *to += "\n\n";
    }
    *to += text;
}

/// The question in a list of messages: what all but the assistant said. A
/// conversation of several turns is joined by blank lines.
pub(super) fn prompt(messages: &Value) -> Option<String> {
    let mut prompt = String::new();
    match messages {
        Value::String(text) => prompt.clone_from(text),
        Value::Array(items) => {
            for item in items {
                let role = str_at(item, "role").unwrap_or("user");
                if matches!(role, "assistant" | "model" | "tool") {
                    continue;
                }
                let content = item.get("content").or_else(|| item.get("parts"));
                let text = content.map(Content::of).unwrap_or_default().text;
                paragraph(&mut prompt, Some(&text));
            }
        }
        _ => return None,
    }
    (!prompt.is_empty()).then_some(prompt)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn blocks_of_every_api_are_read() {
        for content in [
            json!([{"type": "thinking", "thinking": "so", "signature": "x"}, {"type": "text", "text": "7"}]),
            json!([{"type": "thinking", "thinking": [{"type": "text", "text": "s"}, {"type": "text", "text": "o"}]}, {"type": "text", "text": "7"}]),
            json!([{"reasoningContent": {"reasoningText": {"text": "so"}}}, {"text": "7"}]),
            json!([{"text": "so", "thought": true}, {"text": "7"}]),
            json!([{"type": "reasoning", "reasoning": "so", "redacted": false}, {"type": "text", "text": "7"}, {"type": "tool_use"}]),
        ] {
            let read = Content::of(&content);
            assert_eq!(
                (read.thinking.as_str(), read.text.as_str()),
                ("so", "7"),
                "{content}"
            );
            assert_eq!(read.n_redacted, 0);
        }
    }

    #[test]
    fn what_cannot_be_read_is_counted() {
        for content in [
            json!([{"type": "redacted_thinking", "data": "x"}]),
            json!([{"type": "reasoning", "reasoning": "gAAA", "redacted": true, "summary": "in short"}]),
            json!([{"reasoningContent": {"redactedContent": "x"}}]),
            json!([{"type": "thinking", "thinking": "", "signature": "x"}]),
        ] {
            let read = Content::of(&content);
            assert_eq!(
                (read.thinking.as_str(), read.n_redacted),
                ("", 1),
                "{content}"
            );
        }
    }

    #[test]
    fn the_question_is_what_others_said() {
        let messages = json!([
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": [{"type": "text", "text": "2+2?"}]},
            {"role": "assistant", "content": "4"}
        ]);
        assert_eq!(prompt(&messages).unwrap(), "Be brief.\n\n2+2?");
        assert_eq!(prompt(&json!([])), None);
    }
}
