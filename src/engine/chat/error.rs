//! What goes wrong with templates.

use std::error::Error as _;

use super::python::Refusal;

/// Longest part of a template's line that is quoted, in characters.
const QUOTE: usize = 160;

/// Why a chat template could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("chat template of `{origin}`: {reason}")]
pub struct ChatError {
    /// Where the template came from.
    pub origin: String,
    /// What is wrong, with the line and its text where they are known.
    pub reason: String,
    /// What the template itself said, where it refused with `raise_exception`.
    pub refusal: Option<String>,
}

impl ChatError {
    /// A fault of the template as a whole.
    pub(super) fn whole(origin: &str, reason: String) -> Self {
        Self {
            origin: origin.to_owned(),
            reason,
            refusal: None,
        }
    }

    /// A tag of `source` begins at the byte `at` and does not end.
    pub(super) fn open_tag(origin: &str, source: &str, at: usize) -> Self {
        let number = source.get(..at).unwrap_or("").matches('\n').count() + 1;
        let reason = "syntax error: a tag does not end".to_owned() + &place(source, number);
        Self::whole(origin, reason)
    }

    /// `error` in the template `source`, whose lines are those of the author.
    pub(super) fn new(origin: &str, source: &str, error: &minijinja::Error) -> Self {
        let mut refusal = None;
        let mut line = error.line();
        let mut causes = vec![describe(error)];
        let mut source_of = error.source();
        while let Some(cause) = source_of {
            if let Some(Refusal(said)) = cause.downcast_ref() {
                refusal = Some(said.clone());
            } else if let Some(inner) = cause.downcast_ref::<minijinja::Error>() {
                // The innermost place is where it happened.
                line = inner.line().or(line);
                causes.push(describe(inner));
            } else {
                causes.push(super::one_line(&cause.to_string()));
            }
            source_of = cause.source();
        }
        let what = match &refusal {
            Some(said) => format!("it refuses: {}", super::one_line(said)),
            None => causes.join(": "),
        };
        let place = line.map_or_else(String::new, |number| place(source, number));
        Self {
            origin: origin.to_owned(),
            reason: what + &place,
            refusal,
        }
    }
}

/// The kind of an error and its details.
fn describe(error: &minijinja::Error) -> String {
    let detail = error.detail().map(|detail| format!(": {detail}"));
    super::one_line(&format!("{}{}", error.kind(), detail.unwrap_or_default()))
}

fn place(source: &str, number: usize) -> String {
    let line = source.lines().nth(number.saturating_sub(1)).unwrap_or("");
    let line = line.trim();
    let mut quote: String = line.chars().take(QUOTE).collect();
    if quote.len() < line.len() {
        quote.push('…');
    }
    format!(" (line {number}: `{quote}`)")
}
