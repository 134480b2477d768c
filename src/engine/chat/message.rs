//! Conversations, and how templates see them.

use minijinja::value::{Serde, Value};

/// One turn of a conversation. Templates do not see what is `None` or empty.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Message<'a> {
    /// `system`, `user`, `assistant` or `tool`.
    pub role: &'a str,
    /// The text of the turn.
    pub content: Option<&'a str>,
    /// What the assistant thought before it.
    pub reasoning_content: Option<&'a str>,
    /// The tools that the assistant called.
    pub tool_calls: Vec<ToolCall<'a>>,
    /// Which call a turn of `tool` answers.
    pub tool_call_id: Option<&'a str>,
    /// The tool that answers, or who speaks.
    pub name: Option<&'a str>,
}

/// A call of a tool.
#[derive(Debug, Clone, PartialEq)]
pub struct ToolCall<'a> {
    /// What the answer refers to.
    pub id: &'a str,
    /// The tool's name.
    pub name: &'a str,
    /// Its arguments; an object, though some programs pass a text of JSON.
    pub arguments: serde_json::Value,
}

impl<'a> Message<'a> {
    /// A turn of nothing but text.
    pub fn new(role: &'a str, content: &'a str) -> Self {
        Self {
            role,
            content: Some(content),
            ..Self::default()
        }
    }

    /// A turn of the user.
    pub fn user(content: &'a str) -> Self {
        Self::new("user", content)
    }

    /// The turn as templates see it, in the names and the order of fields of
    /// OpenAI's API; `content` makes its text a value.
    pub(super) fn to_value(&self, content: impl Fn(&str) -> Value) -> Value {
        let mut fields = Vec::new();
        // `thinking` is what gpt-oss calls it; transformers 5 passes both.
        if let Some(thought) = self.reasoning_content {
            fields.push(("thinking", Value::from(thought)));
        }
        fields.push(("role", Value::from(self.role)));
        if let Some(thought) = self.reasoning_content {
            fields.push(("reasoning_content", Value::from(thought)));
        }
        if let Some(text) = self.content {
            fields.push(("content", content(text)));
        }
        if !self.tool_calls.is_empty() {
            let calls: Vec<Value> = self.tool_calls.iter().map(ToolCall::to_value).collect();
            fields.push(("tool_calls", Value::from(calls)));
        }
        if let Some(id) = self.tool_call_id {
            fields.push(("tool_call_id", Value::from(id)));
        }
        if let Some(name) = self.name {
            fields.push(("name", Value::from(name)));
        }
        Value::from_pairs(fields)
    }
}

impl ToolCall<'_> {
    fn to_value(&self) -> Value {
        let function = Value::from_pairs([
            ("name", Value::from(self.name)),
            ("arguments", Value::from(Serde(&self.arguments))),
        ]);
        Value::from_pairs([
            ("id", Value::from(self.id)),
            ("type", Value::from("function")),
            ("function", function),
        ])
    }
}
