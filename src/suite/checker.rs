//! The table `checker` of a part → [`CheckerSpec`] and [`Search`].
//!
//! The two themselves say which kinds and options there are; what is added
//! here is the place of the option to blame.

use std::ops::Range;

use serde::Deserialize;
use toml::{Spanned, Table, Value};

use super::build::plain_words;
use super::raw::RawChecker;
use super::{CheckerSpec, Search};

/// Longest time limit of one program, in seconds.
const MAX_TIMEOUT_S: f64 = 3600.0;

/// The checker that a table asks for and how the answer is looked for, or a
/// complaint with its place in the file.
pub(super) fn read(
    raw: &Spanned<RawChecker>,
) -> Result<(CheckerSpec, Search), (Range<usize>, String)> {
    let RawChecker(options) = raw.get_ref();
    let Some((_, kind)) = options.iter().find(|(key, _)| key.get_ref() == "kind") else {
        let message = "missing key `kind`: the checker's name, such as `kind = \"exact\"`";
        return Err((raw.span(), message.to_owned()));
    };
    let Some(kind_name) = kind.get_ref().as_str() else {
        let message = "`kind` must be the checker's name in quotes, such as `kind = \"exact\"`";
        return Err((kind.span(), message.to_owned()));
    };
    let search = search(options).map_err(|(option, message)| {
        let span = value_span(options, option, raw.span());
        (span, format!("`{option}`: {}", plain_words(&message)))
    })?;
    match parse(options, None) {
        Ok(spec) => check_values(&spec)
            .map(|spec| (spec, search))
            .map_err(|(option, message)| (value_span(options, option, raw.span()), message)),
        Err(message) if message.starts_with("unknown variant") => {
            let message = message.replacen("unknown variant", "unknown checker kind", 1);
            Err((kind.span(), message))
        }
        Err(message) => {
            let span = blame(options, &message).unwrap_or_else(|| raw.span());
            Err((span, reword(&message, kind_name)))
        }
    }
}

/// The options that every checker takes. A complaint comes with the option's name.
fn search(options: &[(Spanned<String>, Spanned<Value>)]) -> Result<Search, (&'static str, String)> {
    let mut table = Table::new();
    for name in Search::OPTIONS {
        let value = options.iter().find(|(key, _)| key.get_ref() == name);
        if let Some((_, value)) = value {
            table.insert(name.to_owned(), value.get_ref().clone());
            Search::deserialize(Value::Table(table.clone()))
                .map_err(|e| (name, e.message().to_owned()))?;
        }
    }
    Search::deserialize(Value::Table(table))
        .map_err(|e| (Search::OPTIONS[0], e.message().to_owned()))
}

/// Reads the table, `without` one of its options if that is given.
fn parse(
    options: &[(Spanned<String>, Spanned<Value>)],
    without: Option<usize>,
) -> Result<CheckerSpec, String> {
    let table: Table = options
        .iter()
        .enumerate()
        .filter(|(i, (key, _))| {
            Some(*i) != without && !Search::OPTIONS.contains(&key.get_ref().as_str())
        })
        .map(|(_, (key, value))| (key.get_ref().clone(), value.get_ref().clone()))
        .collect();
    CheckerSpec::deserialize(Value::Table(table)).map_err(|e| e.message().to_owned())
}

/// The option without which this complaint goes away: its key if the key is
/// unknown, else its value.
fn blame(options: &[(Spanned<String>, Spanned<Value>)], message: &str) -> Option<Range<usize>> {
    let (key, value) = options
        .iter()
        .enumerate()
        .filter(|(_, (key, _))| {
            key.get_ref() != "kind" && !Search::OPTIONS.contains(&key.get_ref().as_str())
        })
        .find(|(i, _)| parse(options, Some(*i)).err().as_deref() != Some(message))
        .map(|(_, option)| option)?;
    let unknown = message.starts_with("unknown field");
    Some(if unknown { key.span() } else { value.span() })
}

fn reword(message: &str, kind: &str) -> String {
    let message = plain_words(message)
        .replacen("unknown field", "unknown option", 1)
        .replacen("missing field", "missing option", 1)
        .replacen("there are no fields", "it takes none", 1);
    format!("checker `{kind}`: {message}")
}

fn value_span(
    options: &[(Spanned<String>, Spanned<Value>)],
    name: &str,
    otherwise: Range<usize>,
) -> Range<usize> {
    options
        .iter()
        .find(|(key, _)| key.get_ref() == name)
        .map_or(otherwise, |(_, value)| value.span())
}

/// What types cannot say. The complaint comes with the option's name.
fn check_values(spec: &CheckerSpec) -> Result<CheckerSpec, (&'static str, String)> {
    match spec {
        CheckerSpec::Choice { letters } => {
            let mut seen: Vec<char> = letters.chars().collect();
            seen.sort_unstable();
            seen.dedup();
            if seen.len() < 2 || seen.len() != letters.chars().count() {
                let message = "`letters` must hold two or more different letters, such as `ABCD`";
                return Err(("letters", message.to_owned()));
            }
        }
        CheckerSpec::Code { timeout_s } => {
            let sensible = *timeout_s > 0.0 && *timeout_s <= MAX_TIMEOUT_S;
            if !sensible {
                let message = format!(
                    "`timeout_s` must be above 0 and at most {MAX_TIMEOUT_S} seconds, got {timeout_s}"
                );
                return Err(("timeout_s", message));
            }
        }
        CheckerSpec::Source {} => {
            let message = "checker `source` is for runs that `overthink import` makes".to_owned();
            return Err(("kind", message));
        }
        CheckerSpec::Math { .. }
        | CheckerSpec::Exact { .. }
        | CheckerSpec::Set {}
        | CheckerSpec::List {}
        | CheckerSpec::Json {} => {}
    }
    Ok(spec.clone())
}
