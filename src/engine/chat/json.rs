//! JSON as Python's `json.dumps` writes it.

use std::fmt::Write as _;

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind};

/// How deep values may nest.
const MAX_DEPTH: usize = 100;

/// How to lay the text out.
pub(super) struct Layout {
    /// Between items.
    pub(super) item: String,
    /// Between a key and its value.
    pub(super) key: String,
    /// One level of indentation; `None` for one line.
    pub(super) indent: Option<String>,
    /// Whether to escape everything beyond ASCII.
    pub(super) ascii: bool,
    /// Whether to sort keys.
    pub(super) sorted: bool,
}

/// `value` as JSON.
pub(super) fn to_json(value: &Value, layout: &Layout) -> Result<String, Error> {
    let mut out = String::new();
    write(&mut out, value, layout, 0)?;
    Ok(out)
}

fn write(out: &mut String, value: &Value, layout: &Layout, depth: usize) -> Result<(), Error> {
    if depth > MAX_DEPTH {
        return Err(refusal("nested too deeply for JSON"));
    }
    match value.kind() {
        ValueKind::None => out.push_str("null"),
        ValueKind::Bool => out.push_str(if value.is_true() { "true" } else { "false" }),
        ValueKind::Number => write_number(out, value),
        ValueKind::String => write_string(out, value.as_str().unwrap_or(""), layout.ascii),
        ValueKind::Map => {
            let mut keys: Vec<Value> = value.try_iter()?.checked().collect::<Result<_, _>>()?;
            if layout.sorted {
                keys.sort();
            }
            write_items(out, '{', '}', &keys, layout, depth, |out, key| {
                let name = key.as_str().map_or_else(|| key.to_string(), str::to_owned);
                write_string(out, &name, layout.ascii);
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

fn write_number(out: &mut String, value: &Value) {
    let text = value.to_string();
    match text.as_str() {
        "inf" => out.push_str("Infinity"),
        "-inf" => out.push_str("-Infinity"),
        "nan" | "NaN" => out.push_str("NaN"),
        _ => out.push_str(&text),
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
