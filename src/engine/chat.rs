//! Chat templates, rendered as `transformers` renders them.
//!
//! The templates of model folders are Jinja2 as Python runs it: blocks are
//! trimmed, Python's string and dict methods are there, `tojson` does not
//! escape HTML, `{% generation %}` marks are allowed. Nothing here reads a
//! clock: the date that `strftime_now` shows is given by the caller.

use std::collections::BTreeMap;

use jiff::civil::Date;
use minijinja::value::Value;
use minijinja::{Environment, context};

mod json;
mod python;

/// The name under which the one template is known to its environment.
const NAME: &str = "chat_template";

/// Steps that one rendering may take; real templates need some thousands.
const FUEL: u64 = 2_000_000;

/// A model's chat template, ready to render.
#[derive(Debug)]
pub struct ChatTemplate {
    origin: String,
    env: Environment<'static>,
    special_tokens: BTreeMap<String, String>,
    thinks: bool,
}

/// Why a chat template could not be used.
#[derive(Debug, thiserror::Error)]
#[error("chat template of `{origin}`: {reason}")]
pub struct ChatError {
    /// Where the template came from.
    pub origin: String,
    /// What is wrong, with the line where that is known.
    pub reason: String,
}

/// One turn of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message<'a> {
    /// `system`, `user` or `assistant`.
    pub role: &'a str,
    /// The text of the turn.
    pub content: &'a str,
}

impl<'a> Message<'a> {
    /// A turn of the user.
    pub fn user(content: &'a str) -> Self {
        Self {
            role: "user",
            content,
        }
    }
}

/// A rendered conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedChat {
    /// What the model is to go on from.
    pub text: String,
    /// Whether the text ends inside an open `<think>`.
    pub thinking_open: bool,
}

impl ChatTemplate {
    /// Compiles `source`. `special_tokens` are the names that `transformers`
    /// passes, such as `bos_token`; `today` is the date that `strftime_now`
    /// shows (without it the function is undefined, which templates allow for).
    ///
    /// # Errors
    /// When `source` is not a template.
    pub fn new(
        origin: &str,
        source: &str,
        special_tokens: BTreeMap<String, String>,
        today: Option<Date>,
    ) -> Result<Self, ChatError> {
        let mut env = python::environment();
        env.set_fuel(Some(FUEL));
        if let Some(date) = today {
            let now = date.at(0, 0, 0, 0);
            env.add_function("strftime_now", move |format: String| {
                now.strftime(&format).to_string()
            });
        }
        env.add_template_owned(NAME, python::without_generation_marks(source))
            .map_err(|e| complaint(origin, &e))?;
        Ok(Self {
            origin: origin.to_owned(),
            env,
            special_tokens,
            thinks: mentions_thinking(source),
        })
    }

    /// Whether the template shows that the model thinks: it knows the switch
    /// for it or writes the opening tag. A closing tag alone does not count:
    /// templates of models that do not think look for it too, to clean turns
    /// that another model wrote.
    pub fn thinks(&self) -> bool {
        self.thinks
    }

    /// Renders `messages` and the opening of the assistant's turn.
    ///
    /// `enable_thinking` is passed to the template under that name, and as
    /// `thinking`, which some models use instead.
    ///
    /// # Errors
    /// When the template fails or refuses the messages.
    pub fn render(
        &self,
        messages: &[Message<'_>],
        enable_thinking: Option<bool>,
    ) -> Result<RenderedChat, ChatError> {
        let plain = self.render_as(messages, enable_thinking, |text| Value::from(text));
        let said = messages.last().map_or("", |m| m.content.trim());
        let text = match plain {
            Ok(text) if text.contains(said) => text,
            // Templates of multimodal models want a list of parts and lose plain text.
            other => match self.render_as(messages, enable_thinking, as_parts) {
                Ok(text) if text.contains(said) => text,
                _ => other?,
            },
        };
        let thinking_open = text.trim_end().ends_with("<think>");
        Ok(RenderedChat {
            text,
            thinking_open,
        })
    }

    fn render_as(
        &self,
        messages: &[Message<'_>],
        enable_thinking: Option<bool>,
        content: impl Fn(&str) -> Value,
    ) -> Result<String, ChatError> {
        let messages: Vec<Value> = messages
            .iter()
            .map(|m| context! { role => m.role, content => content(m.content) })
            .collect();
        let mut variables: BTreeMap<String, Value> = self
            .special_tokens
            .iter()
            .map(|(name, token)| (name.clone(), Value::from(token.as_str())))
            .collect();
        variables.insert("messages".to_owned(), Value::from(messages));
        variables.insert("tools".to_owned(), Value::from(()));
        variables.insert("documents".to_owned(), Value::from(()));
        variables.insert("add_generation_prompt".to_owned(), Value::from(true));
        if let Some(on) = enable_thinking {
            variables.insert("enable_thinking".to_owned(), Value::from(on));
            variables.insert("thinking".to_owned(), Value::from(on));
        }
        self.env
            .get_template(NAME)
            .and_then(|template| template.render(Value::from_pairs(variables)))
            .map_err(|e| complaint(&self.origin, &e))
    }
}

fn as_parts(text: &str) -> Value {
    Value::from(vec![context! { type => "text", text => text }])
}

fn mentions_thinking(source: &str) -> bool {
    ["enable_thinking", "<think>"]
        .iter()
        .any(|mark| source.contains(mark))
}

fn complaint(origin: &str, error: &minijinja::Error) -> ChatError {
    let mut reason = super::error::one_line(&error.to_string());
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        reason = format!("{reason}: {}", super::error::one_line(&cause.to_string()));
        source = cause.source();
    }
    ChatError {
        origin: origin.to_owned(),
        reason,
    }
}

#[cfg(test)]
mod tests;
