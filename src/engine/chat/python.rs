//! An environment for templates as `transformers` sets up its own.

use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Object, ObjectRepr, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State};

use super::clock;
use super::collection;
use super::filter;
use super::limit;
use super::method::method;
use super::repr::to_str;
use super::translate::EACH;
use crate::text::jinja::kept::KEPT;

/// What a template says when it refuses, kept apart from other errors.
#[derive(Debug)]
pub(super) struct Refusal(pub(super) String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// `raise_exception(message)`.
#[derive(Debug)]
pub(super) struct Raise;

impl Object for Raise {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn call(self: &Arc<Self>, _state: &mut State<'_, '_>, args: &[Value]) -> Result<Value, Error> {
        let said = to_str(args.first().unwrap_or(&Value::UNDEFINED))?;
        let error = Error::new(ErrorKind::InvalidOperation, "the template refuses");
        Err(error.with_source(Refusal(said)))
    }
}

/// The environment; `today` is what `strftime_now` shows, which is undefined
/// without it.
pub(super) fn environment(today: Option<Date>) -> Environment<'static> {
    let mut env = Environment::new();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(false)
        .build();
    // The delimiters are the default ones, which cannot be refused.
    if let Ok(syntax) = syntax {
        env.set_syntax(syntax);
    }
    env.set_auto_escape_callback(|_| AutoEscape::None);
    env.set_unknown_method_callback(method);
    env.set_formatter(|out, state, value| {
        let text = to_str(value)?;
        limit::write(state, text.len())?;
        out.write_str(&text)
            .map_err(|e| Error::new(ErrorKind::WriteFailure, "writing failed").with_source(e))
    });
    filter::add(&mut env);
    env.add_global("raise_exception", Value::from_object(Raise));
    env.add_function(EACH, |value: Value| -> Result<Value, Error> {
        collection::iterate(&value)?;
        limit::check_value(&value)?;
        Ok(value)
    });
    env.add_function(KEPT, |value: Value| -> Result<Value, Error> {
        limit::check_value(&value)?;
        Ok(value)
    });
    if let Some(date) = today {
        env.add_function("strftime_now", move |format: &str| {
            clock::show(date, format)
        });
    }
    env
}
