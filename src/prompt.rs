//! Dataset row + template → user message.
//!
//! Templates are minijinja, strict: a variable that the row does not have is an
//! error, never an empty text.

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};
use serde_json::{Map, Value};

use crate::text::jinja::kept::{self, Checked, KEPT};
use crate::text::jinja::{self, growth, limit};
use crate::text::{Place, start_of};

/// Longest message, in bytes.
const MAX_PROMPT_BYTES: usize = 1 << 24;
/// Steps of the template engine that one message may take, at most.
const MAX_STEPS: u64 = 1_000_000;
/// Name of the one template in its environment.
const NAME: &str = "template";

/// A parsed template of user messages.
pub struct Template<'t> {
    environment: Environment<'static>,
    source: &'t str,
    checked: Checked,
}

impl<'t> Template<'t> {
    /// Parses `source`; the error points into it. What it may use up is bounded
    /// as for chat templates.
    pub fn parse(source: &'t str) -> Result<Self, PromptError> {
        if let Some(reason) = limit::too_large(source).or_else(|| limit::too_long(source)) {
            return Err(PromptError::new(
                source,
                format!("the template {reason}"),
                None,
            ));
        }
        let checked = kept::checked(source);
        if let Some(reason) = limit::too_long(&checked.text) {
            let what = format!("the template {reason}");
            return Err(PromptError::new(source, what, None));
        }
        let mut environment = environment();
        let steps = limit::fuel(jinja::longest_text(source)).min(MAX_STEPS);
        environment.set_fuel(Some(steps));
        environment
            .add_template_owned(NAME, checked.text.clone())
            .map_err(|e| {
                let range = e.range().map(|range| checked.original(range));
                PromptError::new(source, describe(&e), range)
            })?;
        Ok(Self {
            environment,
            source,
            checked,
        })
    }

    /// The message for a row. One line end at the end of the template is dropped.
    pub fn render(&self, columns: &Map<String, Value>) -> Result<String, PromptError> {
        let template = self
            .environment
            .get_template(NAME)
            .map_err(|e| PromptError::new("", describe(&e), None))?;
        let mut message = limit::Output::new(MAX_PROMPT_BYTES);
        let context = minijinja::Value::from(Serde(columns));
        let rendered = template.render_captured_to(context, &mut message);
        let source = self.source;
        if let Err(e) = rendered {
            let what = match e.kind() {
                ErrorKind::UndefinedError => {
                    let there = column_list(columns);
                    format!("{}; the row has {there}", describe(&e))
                }
                ErrorKind::OutOfFuel => "takes too many steps".to_owned(),
                ErrorKind::WriteFailure => {
                    format!("writes more than the limit of {MAX_PROMPT_BYTES} bytes")
                }
                _ => describe(&e),
            };
            let range = e.range().map(|range| self.checked.original(range));
            return Err(PromptError::new(source, what, range));
        }
        let message = message.into_text();
        if message.trim().is_empty() {
            let what = "gives an empty message".to_owned();
            return Err(PromptError::new(source, what, None));
        }
        Ok(message)
    }
}

/// Strict, with all bounded that a template can let grow.
fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // Messages are plain text whatever they look like: nothing is escaped.
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_debug(true);
    // What is written into a variable counts as written, too.
    environment.set_formatter(|out, state, value| {
        let bytes = match value.as_str() {
            Some(text) => text.len(),
            None => growth::size(value)?,
        };
        growth::write(state, bytes)?;
        minijinja::escape_formatter(out, state, value)
    });
    environment.add_function(KEPT, |value: minijinja::Value| {
        growth::check_value(&value)?;
        Ok::<_, minijinja::Error>(value)
    });
    growth::bound_filters(&mut environment);
    environment
}

/// Why a template gives no message. Place and excerpt are those of the template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}{}", .place.as_ref().map(Place::excerpt_in_template).unwrap_or_default())]
pub struct PromptError {
    /// What is wrong, and what there would be.
    pub what: String,
    /// Where in the template, if that is known.
    pub place: Option<Place>,
}

impl PromptError {
    fn new(source: &str, what: String, range: Option<std::ops::Range<usize>>) -> Self {
        Self {
            what,
            place: range.map(|range| Place::new(source, range)),
        }
    }
}

/// The engine's complaint in one line.
fn describe(error: &minijinja::Error) -> String {
    match error.detail() {
        // Such details name what is undefined, and say so.
        Some(detail) if error.kind() == ErrorKind::UndefinedError => detail.to_owned(),
        Some(detail) => format!("{}: {detail}", error.kind()),
        None => error.kind().to_string(),
    }
}

/// The column names in backticks, for messages; the first few if there are many.
pub(crate) fn column_list(columns: &Map<String, Value>) -> String {
    const SHOWN: usize = 20;
    let mut names: Vec<String> = columns
        .keys()
        .take(SHOWN)
        .map(|name| format!("`{}`", start_of(name)))
        .collect();
    if columns.len() > SHOWN {
        names.push(format!("{} more", columns.len() - SHOWN));
    }
    if names.is_empty() {
        return "no columns".to_owned();
    }
    names.join(", ")
}

#[cfg(test)]
mod tests;
