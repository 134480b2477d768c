//! JSON as Python's `json.dumps` writes it.

use std::fmt::Write as _;

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};

use super::arguments::{Arguments, Given};
use super::limit;
use super::repr;

/// How deep values may nest.
const MAX_DEPTH: usize = 100;

/// How to lay the text out.
struct Layout {
    /// Between items.
    item: String,
    /// Between a key and its value.
    key: String,
    /// One level of indentation; `None` for one line.
    indent: Option<String>,
    /// Whether to escape everything beyond ASCII.
    ascii: bool,
    /// Whether to sort keys.
    sorted: bool,
}

/// The filter `tojson(ensure_ascii=False, indent=None, separators=None,
/// sort_keys=False)` of `transformers`.
pub(super) fn tojson(value: &Value, args: Given) -> Result<String, Error> {
    let args = args.into_values();
    let arguments = Arguments::new(&args)?;
    let ascii = arguments.flag(0, "ensure_ascii");
    let indent = arguments.given(1, "indent").map(|margin| {
        let spaces = || " ".repeat(margin.as_usize().unwrap_or(0).min(64));
        margin.as_str().map_or_else(spaces, str::to_owned)
    });
    let separators: Vec<String> = match arguments.given(2, "separators") {
        Some(pair) => pair.try_iter()?.map(|part| part.to_string()).collect(),
        None => Vec::new(),
    };
    let sorted = arguments.flag(3, "sort_keys");
    arguments.finish(4)?;
    let [item, key] = separators.try_into().unwrap_or_else(|_| {
        let item = if indent.is_some() { "," } else { ", " };
        [item.to_owned(), ": ".to_owned()]
    });
    let layout = Layout {
        item,
        key,
        indent,
        ascii,
        sorted,
    };
    let mut out = String::new();
    write(&mut out, value, &layout, 0)?;
    Ok(out)
}

fn write(out: &mut String, value: &Value, layout: &Layout, depth: usize) -> Result<(), Error> {
    if depth > MAX_DEPTH {
        return Err(refusal("nested too deeply for JSON"));
    }
    limit::check(out.len())?;
    match value.kind() {
        ValueKind::None => out.push_str("null"),
        ValueKind::Bool => out.push_str(if value.is_true() { "true" } else { "false" }),
        ValueKind::Number => out.push_str(&number(value)),
        ValueKind::String => write_string(out, value.as_str().unwrap_or(""), layout.ascii),
        ValueKind::Map => {
            let mut keys: Vec<Value> = value.try_iter()?.checked().collect::<Result<_, _>>()?;
            if layout.sorted {
                keys.sort();
            }
            write_items(out, '{', '}', &keys, layout, depth, |out, key| {
                write_string(out, &name(key)?, layout.ascii);
                out.push_str(&layout.key);
                write(out, &value.get_item(key)?, layout, depth + 1)
            })?;
        }
        ValueKind::Seq | ValueKind::Iterable => {
            let items: Vec<Value> = value.try_iter()?.checked().collect::<Result<_, _>>()?;
            write_items(out, '[', ']', &items, layout, depth, |out, item| {
                write(out, item, layout, depth + 1)
            })?;
        }
        _ => return Err(refusal("not a JSON value")),
    }
    Ok(())
}

fn write_items(
    out: &mut String,
    open: char,
    close: char,
    items: &[Value],
    layout: &Layout,
    depth: usize,
    mut write_one: impl FnMut(&mut String, &Value) -> Result<(), Error>,
) -> Result<(), Error> {
    out.push(open);
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(&layout.item);
        }
        break_line(out, layout, depth + 1);
        write_one(out, item)?;
    }
    if !items.is_empty() {
        break_line(out, layout, depth);
    }
    out.push(close);
    Ok(())
}

fn break_line(out: &mut String, layout: &Layout, depth: usize) {
    if let Some(indent) = &layout.indent {
        out.push('\n');
        out.extend(std::iter::repeat_n(indent.as_str(), depth));
    }
}

/// What a key that is no text is called in JSON.
fn name(key: &Value) -> Result<String, Error> {
    Ok(match key.kind() {
        ValueKind::None => "null".to_owned(),
        ValueKind::Bool => if key.is_true() { "true" } else { "false" }.to_owned(),
        ValueKind::Number => number(key),
        ValueKind::String => key.as_str().unwrap_or("").to_owned(),
        _ => return Err(refusal("not a key in JSON")),
    })
}

fn number(value: &Value) -> String {
    let text = repr::number(value);
    match text.as_str() {
        "inf" => "Infinity".to_owned(),
        "-inf" => "-Infinity".to_owned(),
        "nan" => "NaN".to_owned(),
        _ => text,
    }
}

fn write_string(out: &mut String, text: &str, ascii: bool) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c if c < ' ' || (ascii && c > '~') => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a string cannot fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn refusal(reason: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOperation, reason)
}
