//! What the values of a template may grow to. Steps are counted by minijinja's
//! fuel, but a few steps can double a text thirty times. So every value that is
//! kept under a name is measured, everything that is written is counted, also
//! where it is written into a variable, and filters that can make much of
//! little are looked at before they run.

use minijinja::value::{Rest, Value, ValueKind, ValueOrKwargs};
use minijinja::{Environment, Error, ErrorKind, State, filters};

use super::limit::MAX_WRITTEN;

/// Bytes of the largest value that may be kept, and of what one filter makes.
pub(crate) const MAX_VALUE: usize = 8 << 20;

/// What has been written so far.
struct Written(usize);

/// Refuses `bytes` where they are more than one value may have.
pub(crate) fn check(bytes: usize) -> Result<(), Error> {
    if bytes > MAX_VALUE {
        return Err(refusal(format!(
            "a text or list grows beyond {} MiB",
            MAX_VALUE >> 20
        )));
    }
    Ok(())
}

/// Counts `bytes` as written.
pub(crate) fn write(state: &mut State<'_, '_>, bytes: usize) -> Result<(), Error> {
    let written = state.get_or_insert_extension(Written(0));
    written.0 = written.0.saturating_add(bytes);
    if written.0 > MAX_WRITTEN {
        return Err(refusal(format!(
            "the template writes more than {} MiB",
            MAX_WRITTEN >> 20
        )));
    }
    Ok(())
}

/// Refuses a value that has grown too large, whatever it is made of.
pub(crate) fn check_value(value: &Value) -> Result<(), Error> {
    let mut left = MAX_VALUE;
    take_value(value, &mut left)
}

/// Bytes of a value, about.
pub(crate) fn size(value: &Value) -> Result<usize, Error> {
    let mut left = MAX_VALUE;
    take_value(value, &mut left)?;
    Ok(MAX_VALUE - left)
}

/// Takes the size of `value` from `left`, or refuses it.
pub(crate) fn take_value(value: &Value, left: &mut usize) -> Result<(), Error> {
    measure(value, left, 0).then_some(()).ok_or_else(|| {
        refusal(format!(
            "a value grows beyond {} MiB or 100 levels",
            MAX_VALUE >> 20
        ))
    })
}

/// Takes the size of `value` from `left`; false when there is too little.
fn measure(value: &Value, left: &mut usize, depth: usize) -> bool {
    let own = 16 + value.as_str().map_or(0, str::len);
    if own > *left || depth > 100 {
        return false;
    }
    *left -= own;
    match value.kind() {
        ValueKind::Seq | ValueKind::Iterable => value
            .try_iter()
            .is_ok_and(|mut items| items.all(|item| measure(&item, left, depth + 1))),
        ValueKind::Map => value.try_iter().is_ok_and(|mut keys| {
            keys.all(|key| {
                measure(&key, left, depth + 1)
                    && value
                        .get_item(&key)
                        .is_ok_and(|item| measure(&item, left, depth + 1))
            })
        }),
        _ => true,
    }
}

/// Refuses formats that pad to a width of millions.
pub(crate) fn widths(format: &str, args: &[Value]) -> Result<(), Error> {
    let long_number = |text: &str| {
        text.split(|c: char| !c.is_ascii_digit())
            .any(|digits| digits.len() > 6)
    };
    let large = |value: &Value| value.as_i64().is_some_and(|n| n.unsigned_abs() > 1_000_000);
    let by_argument = format.contains('*') || format.matches('{').count() > 1;
    if long_number(format) || (by_argument && args.iter().any(large)) {
        return Err(refusal("a format pads to more than a million".to_owned()));
    }
    Ok(())
}

/// Bounds the filters of lists that can make much of little.
pub(crate) fn bound_lists(env: &mut Environment<'_>) {
    add(env, "slice", Value::from_function(filters::slice), pieces);
    add(env, "batch", Value::from_function(filters::batch), pieces);
    let map = Value::from_function(filters::map);
    env.add_filter("map", move |state: &mut State<'_, '_>, args: Given| {
        bounded_map(state, &map, &args.into_values())
    });
}

/// Bounds all of minijinja's filters that make texts or lists.
pub(crate) fn bound_filters(env: &mut Environment<'_>) {
    bound_lists(env);
    let plain: [(&str, Value); 17] = [
        ("tojson", Value::from_function(filters::tojson)),
        ("pprint", Value::from_function(filters::pprint)),
        ("list", Value::from_function(filters::list)),
        ("split", Value::from_function(filters::split)),
        ("lines", Value::from_function(filters::lines)),
        ("string", Value::from_function(filters::string)),
        ("reverse", Value::from_function(filters::reverse)),
        ("sort", Value::from_function(filters::sort)),
        ("unique", Value::from_function(filters::unique)),
        ("groupby", Value::from_function(filters::groupby)),
        ("sum", Value::from_function(filters::sum)),
        ("title", Value::from_function(filters::title)),
        ("upper", Value::from_function(filters::upper)),
        ("lower", Value::from_function(filters::lower)),
        ("capitalize", Value::from_function(filters::capitalize)),
        ("escape", Value::from_function(filters::escape)),
        ("e", Value::from_function(filters::escape)),
    ];
    for (name, filter) in plain {
        add(env, name, filter, |_| Ok(()));
    }
    add(
        env,
        "replace",
        Value::from_function(filters::replace),
        replaced,
    );
    add(env, "join", Value::from_function(filters::join), joined);
    add(
        env,
        "indent",
        Value::from_function(filters::indent),
        indented,
    );
    add(
        env,
        "format",
        Value::from_function(filters::format),
        |args| {
            let format = args.first().and_then(Value::as_str).unwrap_or("");
            widths(format, args.get(1..).unwrap_or(&[]))
        },
    );
}

type Given = Rest<ValueOrKwargs>;

/// The filter, with what it reads and what it makes measured; `look` refuses
/// arguments that would make it write too much.
fn add(
    env: &mut Environment<'_>,
    name: &'static str,
    filter: Value,
    look: fn(&[Value]) -> Result<(), Error>,
) {
    env.add_filter(name, move |state: &mut State<'_, '_>, args: Given| {
        let args = args.into_values();
        args.iter().try_for_each(check_value)?;
        look(&args)?;
        let made = filter.call(state, &args)?;
        check_value(&made)?;
        Ok::<_, Error>(made)
    });
}

/// `map`, one item at a time: each may become a text of full size.
fn bounded_map(state: &mut State<'_, '_>, map: &Value, args: &[Value]) -> Result<Value, Error> {
    let Some((list, others)) = args.split_first() else {
        return map.call(state, args);
    };
    if !matches!(list.kind(), ValueKind::Seq | ValueKind::Iterable) {
        return map.call(state, args);
    }
    let mut made: Vec<Value> = Vec::new();
    let mut left = MAX_VALUE;
    for item in list.try_iter()?.checked() {
        let mut one = vec![Value::from(vec![item?])];
        one.extend_from_slice(others);
        for item in map.call(state, &one)?.try_iter()?.checked() {
            let item = item?;
            take_value(&item, &mut left)?;
            made.push(item);
        }
    }
    Ok(Value::from(made))
}

/// Of `slice` and `batch`: the second argument is a number of lists or items.
fn pieces(args: &[Value]) -> Result<(), Error> {
    let n = args.get(1).and_then(Value::as_usize).unwrap_or(0);
    check(n.saturating_mul(size_of::<Value>() * 2))
}

/// Of `replace`: the text, what is looked for, and what takes its place.
fn replaced(args: &[Value]) -> Result<(), Error> {
    let text = |i: usize| args.get(i).map(Value::to_string).unwrap_or_default();
    let (text, from, to) = (text(0), text(1), text(2));
    let n = if from.is_empty() {
        text.len() + 1
    } else {
        text.matches(&from).count()
    };
    check(text.len().saturating_add(n.saturating_mul(to.len())))
}

/// Of `join`: a list and what comes between its items.
fn joined(args: &[Value]) -> Result<(), Error> {
    let n = args.first().and_then(Value::len).unwrap_or(0);
    let between = args.get(1).and_then(Value::as_str).map_or(0, str::len);
    check(n.saturating_mul(between))
}

/// Of `indent`: a text and a number of spaces.
fn indented(args: &[Value]) -> Result<(), Error> {
    let text = args.first().and_then(Value::as_str).unwrap_or("");
    let by_name = args.iter().rev().filter(|value| value.is_kwargs());
    let named = by_name.filter_map(|named| named.get_attr("width").ok()?.as_usize());
    let placed = args.get(1).and_then(Value::as_usize);
    let width = placed.into_iter().chain(named).max().unwrap_or(4);
    check(text.lines().count().saturating_mul(width))
}

fn refusal(reason: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, reason)
}
