//! Filters that look into lists and dicts.

use minijinja::value::{Tuple, Value, ValueIter, ValueKind};
use minijinja::{Error, ErrorKind};

use super::arguments::{Arguments, Given};
use super::limit;
use super::method::type_name;
use super::repr::to_str;

/// Python's `iter`: nothing in what is undefined, and an error for `None`.
pub(super) fn iterate(value: &Value) -> Result<ValueIter, Error> {
    match value.kind() {
        ValueKind::None | ValueKind::Bool | ValueKind::Number | ValueKind::Plain => {
            Err(refusal(format!("{} is not iterable", type_name(value))))
        }
        _ => value.try_iter(),
    }
}

pub(super) fn length(value: &Value) -> Result<usize, Error> {
    match value.kind() {
        ValueKind::Undefined => Ok(0),
        _ => value
            .len()
            .ok_or_else(|| refusal(format!("{} has no length", type_name(value)))),
    }
}

pub(super) fn list(value: &Value) -> Result<Value, Error> {
    let mut out = Vec::new();
    for item in iterate(value)?.checked() {
        out.push(item?);
        limit::check(out.len() * size_of::<Value>())?;
    }
    Ok(Value::from(out))
}

fn pairs(value: &Value) -> Result<Vec<(Value, Value)>, Error> {
    match value.kind() {
        ValueKind::Undefined => Ok(Vec::new()),
        ValueKind::Map => {
            let mut out = Vec::new();
            for key in value.try_iter()?.checked() {
                let key = key?;
                let item = value.get_item(&key)?;
                out.push((key, item));
            }
            Ok(out)
        }
        _ => Err(refusal(format!("{} has no items", type_name(value)))),
    }
}

pub(super) fn items(value: &Value) -> Result<Value, Error> {
    Ok(tuples(pairs(value)?))
}

fn tuples(pairs: Vec<(Value, Value)>) -> Value {
    let tuple = |(key, value)| Value::from(Tuple::from([key, value]));
    Value::from(pairs.into_iter().map(tuple).collect::<Vec<_>>())
}

pub(super) fn join(value: &Value, args: Given) -> Result<String, Error> {
    let args = args.into_values();
    let arguments = Arguments::new(&args)?;
    let separator = arguments
        .get(0, "d")
        .map_or(Ok(String::new()), |d| to_str(&d))?;
    let attribute = arguments.text(1, "attribute")?;
    arguments.finish(2)?;
    let mut out = String::new();
    for (i, item) in iterate(value)?.checked().enumerate() {
        let mut item = item?;
        if let Some(path) = &attribute {
            item = attribute_of(&item, path)?;
        }
        out.push_str(if i > 0 { &separator } else { "" });
        out.push_str(&to_str(&item)?);
        limit::check(out.len())?;
    }
    Ok(out)
}

/// What `a.b` leads to inside `item`.
fn attribute_of(item: &Value, path: &str) -> Result<Value, Error> {
    path.split('.')
        .try_fold(item.clone(), |value, name| match name.parse::<usize>() {
            Ok(at) => value.get_item(&Value::from(at)),
            Err(_) => value.get_item(&Value::from(name)),
        })
}

/// What a value is sorted by: texts without their case.
fn sort_key(value: &Value, case_sensitive: bool) -> Value {
    match value.as_str() {
        Some(text) if !case_sensitive => Value::from(text.to_lowercase()),
        _ => value.clone(),
    }
}

/// Sorts by a key, stably, also in reverse, as Python does.
fn sort_by<T>(items: &mut [T], reverse: bool, key: impl Fn(&T) -> Value) {
    items.sort_by(|a, b| {
        let order = key(a).cmp(&key(b));
        if reverse { order.reverse() } else { order }
    });
}

/// `dictsort(case_sensitive=False, by="key", reverse=False)`.
pub(super) fn dictsort(value: &Value, args: Given) -> Result<Value, Error> {
    let args = args.into_values();
    let arguments = Arguments::new(&args)?;
    let case_sensitive = arguments.flag(0, "case_sensitive");
    let by_value = arguments.text(1, "by")?.as_deref() == Some("value");
    let reverse = arguments.flag(2, "reverse");
    arguments.finish(3)?;
    let mut pairs = pairs(value)?;
    sort_by(&mut pairs, reverse, |(key, value)| {
        sort_key(if by_value { value } else { key }, case_sensitive)
    });
    Ok(tuples(pairs))
}

/// `sort(reverse=False, case_sensitive=False, attribute=None)`.
pub(super) fn sort(value: &Value, args: Given) -> Result<Value, Error> {
    let args = args.into_values();
    let arguments = Arguments::new(&args)?;
    let (reverse, case_sensitive) = (
        arguments.flag(0, "reverse"),
        arguments.flag(1, "case_sensitive"),
    );
    let attribute = arguments.text(2, "attribute")?;
    arguments.finish(3)?;
    let mut keyed = Vec::new();
    for item in iterate(value)?.checked() {
        let item = item?;
        let key = match &attribute {
            Some(path) => attribute_of(&item, path)?,
            None => item.clone(),
        };
        keyed.push((sort_key(&key, case_sensitive), item));
        limit::check(keyed.len() * size_of::<Value>())?;
    }
    sort_by(&mut keyed, reverse, |(key, _)| key.clone());
    Ok(Value::from(
        keyed.into_iter().map(|(_, item)| item).collect::<Vec<_>>(),
    ))
}

fn refusal(reason: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, reason)
}
