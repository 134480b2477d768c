//! Filters and tests of Jinja2 that minijinja has not, or has otherwise.

use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, Error, State};

use super::arguments::{Arguments, Given};
use super::collection::{dictsort, items, iterate, join, length, list, sort};
use super::json;
use super::limit;
use super::repr::to_str;
use super::string;
use super::translate::{PERCENT, STR};
use crate::text::jinja::growth;

/// Adds them to `env`.
pub(super) fn add(env: &mut Environment<'static>) {
    env.add_filter("tojson", json::tojson);
    env.add_filter("string", |value: &Value| to_str(value).map(Value::from));
    env.add_filter(STR, joined);
    env.add_filter("trim", trim);
    env.add_filter("upper", |value: &Value| {
        Ok::<_, Error>(to_str(value)?.to_uppercase())
    });
    env.add_filter("lower", |value: &Value| {
        Ok::<_, Error>(to_str(value)?.to_lowercase())
    });
    env.add_filter("capitalize", |value: &Value| {
        Ok::<_, Error>(string::capitalize(&to_str(value)?))
    });
    for name in ["length", "count"] {
        env.add_filter(name, length);
    }
    for name in ["e", "escape", "forceescape"] {
        env.add_filter(name, escape);
    }
    env.add_filter("list", list);
    env.add_filter("items", items);
    env.add_filter("join", join);
    env.add_filter("first", |value: &Value| {
        Ok::<_, Error>(iterate(value)?.next().unwrap_or_default())
    });
    env.add_filter("replace", replace);
    for name in ["default", "d"] {
        env.add_filter(name, default);
    }
    env.add_filter("int", int);
    env.add_filter("float", float);
    env.add_filter("indent", indent);
    env.add_filter("center", center);
    env.add_filter("dictsort", dictsort);
    env.add_filter("sort", sort);
    growth::bound_lists(env);
    add_formats(env);
    add_tests(env);
}

fn add_tests(env: &mut Environment<'static>) {
    env.add_test("iterable", |value: &Value| iterate(value).is_ok());
    env.add_test("sequence", |value: &Value| {
        !matches!(value.kind(), ValueKind::Plain) && iterate(value).is_ok()
    });
    env.add_test("number", |value: &Value| {
        matches!(value.kind(), ValueKind::Number | ValueKind::Bool)
    });
    env.add_test("callable", |value: &Value| {
        value.kind() == ValueKind::Plain
            || value
                .downcast_object_ref::<super::python::Raise>()
                .is_some()
    });
}

/// An operand of `~`, which counts as written: `x ~ x` doubles.
fn joined(state: &mut State<'_, '_>, value: &Value) -> Result<String, Error> {
    let text = to_str(value)?;
    limit::write(state, text.len())?;
    Ok(text)
}

fn trim(value: &Value, chars: Option<&str>) -> Result<String, Error> {
    Ok(string::strip(&to_str(value)?, chars, true, true).to_owned())
}

fn escape(value: &Value) -> Result<Value, Error> {
    let mut out = String::new();
    for c in to_str(value)?.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\'' => out.push_str("&#39;"),
            '"' => out.push_str("&#34;"),
            c => out.push(c),
        }
    }
    Ok(Value::from_safe_string(out))
}

fn replace(value: &Value, old: &Value, new: &Value, count: Option<i64>) -> Result<String, Error> {
    string::replace(&to_str(value)?, &to_str(old)?, &to_str(new)?, count)
}

/// `default(default_value="", boolean=False)`.
fn default(value: &Value, args: Given) -> Result<Value, Error> {
    let args = args.into_values();
    let arguments = Arguments::new(&args)?;
    let other = arguments.get(0, "default_value");
    let also_false = arguments.flag(1, "boolean");
    arguments.finish(2)?;
    let missing = value.is_undefined() || (also_false && !value.is_true());
    Ok(if missing {
        other.unwrap_or_else(|| Value::from(""))
    } else {
        value.clone()
    })
}

/// What Python's `float` makes of a number or of its text.
fn as_float(value: &Value) -> Option<f64> {
    match value.as_str() {
        Some(text) => string::strip(text, None, true, true).parse().ok(),
        None => f64::try_from(value.clone()).ok(),
    }
}

/// `int(default=0)`; the base is ten.
fn int(value: &Value, args: Given) -> Result<Value, Error> {
    let args = args.into_values();
    let arguments = Arguments::new(&args)?;
    let default = arguments
        .get(0, "default")
        .unwrap_or_else(|| Value::from(0));
    arguments.finish(1)?;
    if value.is_integer() {
        return Ok(value.clone());
    }
    let whole = value.as_str().and_then(|text| {
        let digits = string::strip(text, None, true, true);
        digits.parse::<i64>().ok()
    });
    let cut = || {
        let float = as_float(value).filter(|f| f.is_finite())?;
        Some(float.trunc() as i64)
    };
    Ok(whole.or_else(cut).map_or(default, Value::from))
}

/// `float(default=0.0)`.
fn float(value: &Value, args: Given) -> Result<Value, Error> {
    let args = args.into_values();
    let arguments = Arguments::new(&args)?;
    let default = arguments
        .get(0, "default")
        .unwrap_or_else(|| Value::from(0.0));
    arguments.finish(1)?;
    Ok(as_float(value).map_or(default, Value::from))
}

/// `indent(width=4, first=False, blank=False)`.
fn indent(value: &Value, args: Given) -> Result<String, Error> {
    let args = args.into_values();
    let arguments = Arguments::new(&args)?;
    let width = arguments
        .given(0, "width")
        .unwrap_or_else(|| Value::from(4));
    let (first, blank) = (arguments.flag(1, "first"), arguments.flag(2, "blank"));
    arguments.finish(3)?;
    let margin = if let Some(text) = width.as_str() {
        text.to_owned()
    } else {
        let n = width.as_usize().unwrap_or(0);
        limit::check(n)?;
        " ".repeat(n)
    };
    let text = to_str(value)?;
    let lines = string::lines(&text, false);
    limit::check(
        text.len()
            .saturating_add(lines.len().saturating_mul(margin.len())),
    )?;
    let mut out = String::new();
    // A line break at the end stands, as if an empty line followed.
    let ends_open = text.ends_with(['\n', '\r']);
    for (i, line) in lines
        .iter()
        .chain(ends_open.then_some(&String::new()))
        .enumerate()
    {
        out.push_str(if i > 0 { "\n" } else { "" });
        let wanted = if i == 0 {
            first
        } else {
            blank || !line.is_empty()
        };
        out.push_str(if wanted { &margin } else { "" });
        out.push_str(line);
    }
    Ok(out)
}

fn center(value: &Value, width: Option<usize>) -> Result<String, Error> {
    let width = width.unwrap_or(80);
    limit::check(width)?;
    Ok(string::pad(&to_str(value)?, "center", width, ' '))
}

/// The built-in `format`, but for widths that would fill the memory.
fn add_formats(env: &mut Environment<'static>) {
    let format = Value::from_function(minijinja::filters::format);
    let percent = format.clone();
    env.add_filter("format", move |state: &mut State<'_, '_>, args: Given| {
        bounded_format(state, &format, &args.into_values())
    });
    env.add_filter(
        PERCENT,
        move |state: &mut State<'_, '_>, text: Value, value: Value| {
            let mut args = vec![text];
            if value.is_tuple() {
                args.extend(value.try_iter()?);
            } else {
                args.push(value);
            }
            bounded_format(state, &percent, &args)
        },
    );
}

fn bounded_format(
    state: &mut State<'_, '_>,
    format: &Value,
    args: &[Value],
) -> Result<Value, Error> {
    let text = args.first().and_then(Value::as_str).unwrap_or("");
    limit::widths(text, args.get(1..).unwrap_or(&[]))?;
    format.call(state, args)
}
