//! The methods of Python's `str`, `dict` and `list`, as far as templates may
//! call them: the sandbox lets none through that changes its object.

use minijinja::value::{Tuple, Value, ValueKind};
use minijinja::{Error, ErrorKind, State};
use minijinja_contrib::pycompat;

use super::arguments::Arguments;
use super::limit;
use super::string;
use super::translate::SLICED;

/// Calls `name` on `value`.
pub(super) fn method(
    state: &mut State<'_, '_>,
    value: &Value,
    name: &str,
    args: &[Value],
) -> Result<Value, Error> {
    if name == SLICED {
        return sliceable(value);
    }
    let arguments = Arguments::new(args)?;
    let known = match (value.as_str(), value.kind()) {
        (Some(text), _) => of_text(text, name, &arguments)?,
        (None, ValueKind::Map) => of_dict(value, name, &arguments)?,
        (None, ValueKind::Seq | ValueKind::Iterable) => of_list(value, name, &arguments)?,
        _ => None,
    };
    match known {
        Some(result) => {
            limit::check(result.as_str().map_or(0, str::len))?;
            Ok(result)
        }
        None if name == "format" => {
            limit::widths(value.as_str().unwrap_or(""), args)?;
            pycompat::unknown_method_callback(state, value, name, args)
        }
        None => Err(Error::new(
            ErrorKind::UnknownMethod,
            format!("{} has no method `{name}`", type_name(value)),
        )),
    }
}

/// Python slices texts and lists and nothing else.
fn sliceable(value: &Value) -> Result<Value, Error> {
    match value.kind() {
        ValueKind::String | ValueKind::Bytes | ValueKind::Seq | ValueKind::Iterable => {
            Ok(value.clone())
        }
        _ => Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("{} cannot be sliced", type_name(value)),
        )),
    }
}

/// What Python calls the type of `value`.
pub(super) fn type_name(value: &Value) -> &'static str {
    match value.kind() {
        ValueKind::None => "None",
        ValueKind::Undefined => "an undefined value",
        ValueKind::Bool => "a bool",
        ValueKind::Number => "a number",
        ValueKind::String => "a str",
        ValueKind::Seq | ValueKind::Iterable => "a list",
        ValueKind::Map => "a dict",
        _ => "this object",
    }
}

fn of_text(text: &str, name: &str, a: &Arguments<'_>) -> Result<Option<Value>, Error> {
    let chars = |a: &Arguments<'_>| a.text(0, "chars");
    let value = match name {
        "strip" => Value::from(string::strip(text, chars(a)?.as_deref(), true, true)),
        "lstrip" => Value::from(string::strip(text, chars(a)?.as_deref(), true, false)),
        "rstrip" => Value::from(string::strip(text, chars(a)?.as_deref(), false, true)),
        "split" | "rsplit" => list(split(text, name == "rsplit", a)?),
        "splitlines" => list(string::lines(text, a.flag(0, "keepends"))),
        "partition" | "rpartition" => {
            let separator = a.required_text(0, "sep")?;
            let parts = string::partition(text, &separator, name == "rpartition")?;
            Value::from(Tuple::from(parts.map(Value::from)))
        }
        "replace" => Value::from(replace(text, a)?),
        "startswith" | "endswith" => Value::from(affix(text, name == "startswith", a)?),
        "removeprefix" => {
            let prefix = a.required_text(0, "prefix")?;
            Value::from(text.strip_prefix(&*prefix).unwrap_or(text))
        }
        "removesuffix" => {
            let suffix = a.required_text(0, "suffix")?;
            Value::from(text.strip_suffix(&*suffix).unwrap_or(text))
        }
        "find" | "rfind" | "index" | "rindex" | "count" => find(text, name, a)?,
        "join" => {
            let items = a.get(0, "iterable").unwrap_or_default();
            Value::from(join(text, &items)?)
        }
        "zfill" | "center" | "ljust" | "rjust" => Value::from(pad(text, name, a)?),
        "expandtabs" => Value::from(expand_tabs(text, a)?),
        "upper" => Value::from(text.to_uppercase()),
        "lower" => Value::from(text.to_lowercase()),
        "casefold" => Value::from(text.to_lowercase().replace('ß', "ss")),
        "title" => Value::from(string::title(text)),
        "capitalize" => Value::from(string::capitalize(text)),
        "swapcase" => Value::from(string::swap_case(text)),
        _ => match string::is(text, name) {
            Some(answer) => Value::from(answer),
            None => return Ok(None),
        },
    };
    if name != "startswith" && name != "endswith" {
        a.finish(3)?;
    }
    Ok(Some(value))
}

fn split(text: &str, from_end: bool, a: &Arguments<'_>) -> Result<Vec<String>, Error> {
    let most = a.integer(1, "maxsplit")?;
    string::split(text, a.text(0, "sep")?.as_deref(), most, from_end)
}

fn replace(text: &str, a: &Arguments<'_>) -> Result<String, Error> {
    let (old, new) = (a.required_text(0, "old")?, a.required_text(1, "new")?);
    string::replace(text, &old, &new, a.integer(2, "count")?)
}

fn pad(text: &str, name: &str, a: &Arguments<'_>) -> Result<String, Error> {
    let width = usize::try_from(a.integer(0, "width")?.unwrap_or(0)).unwrap_or(0);
    limit::check(width)?;
    let fill = a.text(1, "fillchar")?.and_then(|f| f.chars().next());
    Ok(string::pad(text, name, width, fill.unwrap_or(' ')))
}

fn expand_tabs(text: &str, a: &Arguments<'_>) -> Result<String, Error> {
    let size = a.integer(0, "tabsize")?.unwrap_or(8);
    let size = usize::try_from(size).unwrap_or(0);
    limit::check(size.saturating_mul(text.matches('\t').count()))?;
    Ok(string::expand_tabs(text, size))
}

fn list(parts: Vec<String>) -> Value {
    Value::from(parts.into_iter().map(Value::from).collect::<Vec<Value>>())
}

/// The part of `text` that `start` and `end` bound, in characters, and where
/// it starts.
fn part<'t>(text: &'t str, a: &Arguments<'_>) -> Result<(&'t str, usize), Error> {
    let length = text.chars().count() as i64;
    let place = |n: i64| (if n < 0 { n + length } else { n }).clamp(0, length) as usize;
    let start = place(a.integer(1, "start")?.unwrap_or(0));
    let end = place(a.integer(2, "end")?.unwrap_or(length));
    let byte = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    Ok((text.get(byte(start)..byte(end)).unwrap_or(""), start))
}

fn affix(text: &str, front: bool, a: &Arguments<'_>) -> Result<bool, Error> {
    let (text, _) = part(text, a)?;
    let wanted = a.get(0, "prefix").unwrap_or_default();
    let matches = |wanted: &Value| match wanted.as_str() {
        Some(affix) if front => Ok(text.starts_with(affix)),
        Some(affix) => Ok(text.ends_with(affix)),
        None => Err(Error::new(
            ErrorKind::InvalidOperation,
            format!(
                "a text or a tuple of texts is needed, not {}",
                type_name(wanted)
            ),
        )),
    };
    if !wanted.is_tuple() {
        return matches(&wanted);
    }
    for choice in wanted.try_iter()?.checked() {
        if matches(&choice?)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn find(text: &str, name: &str, a: &Arguments<'_>) -> Result<Value, Error> {
    let wanted = a.required_text(0, "sub")?;
    let (text, start) = part(text, a)?;
    if name == "count" {
        return Ok(Value::from(if wanted.is_empty() {
            text.chars().count() + 1
        } else {
            text.matches(&*wanted).count()
        }));
    }
    let at = if name.starts_with('r') {
        text.rfind(&*wanted)
    } else {
        text.find(&*wanted)
    };
    match at.and_then(|at| text.get(..at)) {
        Some(before) => Ok(Value::from(start + before.chars().count())),
        None if name.ends_with("find") => Ok(Value::from(-1)),
        None => Err(Error::new(
            ErrorKind::InvalidOperation,
            "substring not found",
        )),
    }
}

/// `str.join`, which takes nothing but texts.
fn join(separator: &str, items: &Value) -> Result<String, Error> {
    let mut out = String::new();
    for (i, item) in super::collection::iterate(items)?.checked().enumerate() {
        let item = item?;
        let text = item.as_str().ok_or_else(|| {
            let reason = format!("texts are joined, not {}", type_name(&item));
            Error::new(ErrorKind::InvalidOperation, reason)
        })?;
        out.push_str(if i > 0 { separator } else { "" });
        out.push_str(text);
        limit::check(out.len())?;
    }
    Ok(out)
}

fn of_dict(dict: &Value, name: &str, a: &Arguments<'_>) -> Result<Option<Value>, Error> {
    let pairs = || -> Result<Vec<(Value, Value)>, Error> {
        let mut pairs = Vec::new();
        for key in dict.try_iter()?.checked() {
            let key = key?;
            let value = dict.get_item(&key)?;
            pairs.push((key, value));
        }
        Ok(pairs)
    };
    let value = match name {
        "get" => {
            let key = a.get(0, "key").unwrap_or_default();
            let found = dict.get_item(&key)?;
            if found.is_undefined() {
                a.get(1, "default").unwrap_or(Value::from(()))
            } else {
                found
            }
        }
        "keys" => Value::from(pairs()?.into_iter().map(|(key, _)| key).collect::<Vec<_>>()),
        "values" => Value::from(pairs()?.into_iter().map(|(_, v)| v).collect::<Vec<_>>()),
        "items" => {
            let pairs = pairs()?.into_iter();
            Value::from(
                pairs
                    .map(|(k, v)| Value::from(Tuple::from([k, v])))
                    .collect::<Vec<_>>(),
            )
        }
        "copy" => dict.clone(),
        "update" | "pop" | "popitem" | "clear" | "setdefault" => return Err(unsafe_call(name)),
        _ => return Ok(None),
    };
    a.finish(2)?;
    Ok(Some(value))
}

fn of_list(items: &Value, name: &str, a: &Arguments<'_>) -> Result<Option<Value>, Error> {
    let wanted = a.get(0, "value").unwrap_or_default();
    let value = match name {
        "count" => Value::from(items.try_iter()?.filter(|item| *item == wanted).count()),
        "index" => match items.try_iter()?.position(|item| item == wanted) {
            Some(at) => Value::from(at),
            None => {
                return Err(Error::new(
                    ErrorKind::InvalidOperation,
                    "value is not in the list",
                ));
            }
        },
        "copy" => items.clone(),
        "append" | "extend" | "insert" | "pop" | "remove" | "clear" | "sort" | "reverse" => {
            return Err(unsafe_call(name));
        }
        _ => return Ok(None),
    };
    a.finish(1)?;
    Ok(Some(value))
}

fn unsafe_call(name: &str) -> Error {
    Error::new(
        ErrorKind::InvalidOperation,
        format!("templates may not change what they are given: `{name}` is refused"),
    )
}
