//! Chat templates, rendered as `transformers` renders them.
//!
//! The templates of model folders are Jinja2 as Python runs it: blocks are
//! trimmed, Python's methods are there, `None` cannot be looped over, `tojson`
//! does not escape HTML, `{% generation %}` marks are allowed. Nothing here
//! reads a clock: the date that `strftime_now` shows is given by the caller.
//! Templates are foreign: what one rendering may use up is bounded.

use std::collections::BTreeMap;

use jiff::civil::Date;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, context};

mod arguments;
mod clock;
mod collection;
mod error;
mod escape;
mod filter;
mod json;
mod limit;
mod message;
mod method;
mod python;
mod repr;
mod string;
mod switch;
mod translate;

use super::error::one_line;
use crate::text::jinja;
pub use error::ChatError;
pub use message::{Message, ToolCall};
pub use switch::{Setting, Switch};

/// The name under which the one template is known to its environment.
const NAME: &str = "chat_template";

/// The role of the system message.
const SYSTEM: &str = "system";

/// A model's chat template, ready to render.
#[derive(Debug)]
pub struct ChatTemplate {
    origin: String,
    source: String,
    env: Environment<'static>,
    special_tokens: BTreeMap<String, String>,
    switches: Vec<Switch>,
}

/// What a rendering is made of besides the messages.
#[derive(Debug, Clone)]
pub struct RenderOptions<'a> {
    /// Tools as JSON schemas, as OpenAI's API takes them.
    pub tools: Option<&'a [serde_json::Value]>,
    /// Documents to answer from, each with `title` and `text`.
    pub documents: Option<&'a [serde_json::Value]>,
    /// Whether the text ends with the opening of the assistant's turn.
    pub add_generation_prompt: bool,
    /// Sets the template's switches; `None` leaves them as they are. Where
    /// `Some(false)` still leads into an open thought, it is closed empty.
    pub thinking: Option<bool>,
    /// Other variables, passed as they are, such as `reasoning_effort`.
    pub variables: BTreeMap<String, serde_json::Value>,
}

impl Default for RenderOptions<'_> {
    fn default() -> Self {
        Self {
            tools: None,
            documents: None,
            add_generation_prompt: true,
            thinking: None,
            variables: BTreeMap::new(),
        }
    }
}

/// A rendered conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedChat {
    /// What the model is to go on from.
    pub text: String,
    /// Whether the text ends with what opens the thinking, in any of the
    /// [formats](crate::engine::thinking::FORMATS) that models write.
    pub thinking_open: bool,
}

impl ChatTemplate {
    /// Compiles `source`. `special_tokens` are the names that `transformers`
    /// passes, such as `bos_token`; `today` is the date that `strftime_now`
    /// shows (without it the function is undefined, which templates allow for).
    ///
    /// # Errors
    /// When `source` is not a template, or too large for one.
    pub fn new(
        origin: &str,
        source: &str,
        special_tokens: BTreeMap<String, String>,
        today: Option<Date>,
    ) -> Result<Self, ChatError> {
        if let Some(reason) = limit::too_large(source) {
            return Err(ChatError::whole(origin, reason));
        }
        if let Some(at) = jinja::open_tag(source) {
            return Err(ChatError::open_tag(origin, source, at));
        }
        let translated = translate::translate(source);
        if let Some(reason) = limit::too_long(&translated) {
            return Err(ChatError::whole(origin, reason));
        }
        let mut env = python::environment(today);
        env.set_fuel(Some(limit::fuel(jinja::longest_text(source))));
        env.add_template_owned(NAME, translated)
            .map_err(|e| ChatError::new(origin, source, &e))?;
        Ok(Self {
            origin: origin.to_owned(),
            switches: switch::find(source),
            source: source.to_owned(),
            env,
            special_tokens,
        })
    }

    /// SHA-256 (hex) of its text.
    pub fn hash(&self) -> String {
        crate::text::sha256_hex(self.source.as_bytes())
    }

    /// How the template lets its model think or not; empty where it does not.
    pub fn switches(&self) -> &[Switch] {
        &self.switches
    }

    /// Whether the template shows that the model thinks: it knows a switch for
    /// it or writes an opening tag. A closing tag alone does not count:
    /// templates of models that do not think look for it too, to clean turns
    /// that another model wrote.
    pub fn thinks(&self) -> bool {
        !self.switches.is_empty() || switch::opens(&self.source)
    }

    /// Renders `messages` and the opening of the assistant's turn; `thinking`
    /// as in [`RenderOptions`].
    ///
    /// # Errors
    /// When the template fails or refuses the messages.
    pub fn render(
        &self,
        messages: &[Message<'_>],
        thinking: Option<bool>,
    ) -> Result<RenderedChat, ChatError> {
        let options = RenderOptions {
            thinking,
            ..RenderOptions::default()
        };
        self.render_with(messages, &options)
    }

    /// Renders `messages` with all that `transformers` can pass.
    ///
    /// Texts go in as texts; where the template loses or refuses the last one
    /// and takes it as a list of parts, as those of multimodal models do, it
    /// goes in as that.
    ///
    /// # Errors
    /// When the template fails or refuses the messages.
    pub fn render_with(
        &self,
        messages: &[Message<'_>],
        options: &RenderOptions<'_>,
    ) -> Result<RenderedChat, ChatError> {
        let system = self.system_message(messages, options.thinking);
        let mut messages = messages.to_vec();
        if let Some(text) = &system {
            messages.retain(|m| m.role != SYSTEM);
            messages.insert(0, Message::new(SYSTEM, text));
        }
        let plain = self.render_as(&messages, options, |text| Value::from(text));
        let said = messages.last().and_then(|m| m.content).unwrap_or("").trim();
        let mut text = match plain {
            Ok(text) if text.contains(said) => text,
            other => match self.render_as(&messages, options, as_parts) {
                Ok(text) if !said.is_empty() && text.contains(said) => text,
                _ => other?,
            },
        };
        if options.thinking == Some(false)
            && let Some(closing) = switch::closing(&text)
        {
            text += &closing;
        }
        let thinking_open = switch::opened(&text).is_some();
        Ok(RenderedChat {
            text,
            thinking_open,
        })
    }

    /// The system message, where the switch is words in it.
    fn system_message(&self, messages: &[Message<'_>], thinking: Option<bool>) -> Option<String> {
        let words = self.switches.iter().find_map(|switch| match switch {
            Switch::SystemMessage { on, off } => Some(if thinking? { *on } else { *off }),
            _ => None,
        })?;
        let before = messages.iter().find(|m| m.role == SYSTEM);
        Some(match before.and_then(|m| m.content) {
            Some(content) => format!("{words}\n\n{content}"),
            None => words.to_owned(),
        })
    }

    fn render_as(
        &self,
        messages: &[Message<'_>],
        options: &RenderOptions<'_>,
        content: impl Fn(&str) -> Value,
    ) -> Result<String, ChatError> {
        let messages: Vec<Value> = messages.iter().map(|m| m.to_value(&content)).collect();
        let mut variables: BTreeMap<&str, Value> = BTreeMap::new();
        for (name, token) in &self.special_tokens {
            variables.insert(name, Value::from(token.as_str()));
        }
        for switch in &self.switches {
            if let (Switch::Variable { name, on, off }, Some(thinking)) = (switch, options.thinking)
                && let Some(value) = if thinking { on } else { off }.value()
            {
                variables.insert(name, value);
            }
        }
        for (name, value) in &options.variables {
            variables.insert(name, Value::from(Serde(value)));
        }
        // Absent tools and documents are `None`, not undefined.
        variables.insert("messages", Value::from(messages));
        variables.insert("tools", Value::from(Serde(options.tools)));
        variables.insert("documents", Value::from(Serde(options.documents)));
        let prompt = Value::from(options.add_generation_prompt);
        variables.insert("add_generation_prompt", prompt);
        let mut out = limit::Output::new(limit::MAX_WRITTEN);
        self.env
            .get_template(NAME)
            .and_then(|template| {
                template.render_captured_to(Value::from_pairs(variables), &mut out)
            })
            .map_err(|e| ChatError::new(&self.origin, &self.source, &e))?;
        Ok(out.into_text())
    }
}

fn as_parts(text: &str) -> Value {
    Value::from(vec![context! { type => "text", text => text }])
}

#[cfg(test)]
mod tests;
