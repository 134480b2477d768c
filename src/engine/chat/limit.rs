//! What a template may use up: templates are foreign.
//!
//! Steps are counted by minijinja's fuel. A few steps can still double a text
//! thirty times, so every value that is kept under a name is measured, and
//! everything that is written is counted, also where it is written into a
//! variable.

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind, State};

use super::lex::{self, Tag};

/// Steps that one rendering may take; real templates need some thousands.
pub(super) const FUEL: u64 = 2_000_000;
/// Bytes of the largest value that may be kept, and of what one filter makes.
pub(super) const MAX_VALUE: usize = 8 << 20;
/// Bytes that one rendering may write.
pub(super) const MAX_WRITTEN: usize = 64 << 20;
/// Bytes of a template.
pub(super) const MAX_SOURCE: usize = 1 << 20;
/// Signs of one kind in a tag: each can add a value of full size.
const MAX_PLUS: usize = 256;
const MAX_TIMES: usize = 8;
/// Brackets inside brackets in a tag.
const MAX_DEPTH: usize = 100;
/// Words in a tag, and `elif` in a template: each can be a level of a tree
/// that minijinja walks by recursion.
const MAX_WORDS: usize = 2_000;
const MAX_ELIF: usize = 500;

/// What has been written so far.
struct Written(usize);

/// Refuses `bytes` where they are more than one value may have.
pub(super) fn check(bytes: usize) -> Result<(), Error> {
    if bytes > MAX_VALUE {
        return Err(refusal(format!(
            "a text or list grows beyond {} MiB",
            MAX_VALUE >> 20
        )));
    }
    Ok(())
}

/// Counts `bytes` as written.
pub(super) fn write(state: &mut State<'_, '_>, bytes: usize) -> Result<(), Error> {
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
pub(super) fn check_value(value: &Value) -> Result<(), Error> {
    let mut left = MAX_VALUE;
    measure(value, &mut left, 0).then_some(()).ok_or_else(|| {
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
pub(super) fn widths(format: &str, args: &[Value]) -> Result<(), Error> {
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

/// Steps for a template whose longest plain text has `raw` bytes, as a step
/// can write it into a variable.
pub(super) fn fuel(raw: usize) -> u64 {
    let bytes = 512 << 20;
    FUEL.min(bytes / (raw.max(1) as u64)).max(10_000)
}

/// Why the template `source` is not even started.
pub(super) fn too_large(source: &str) -> Option<String> {
    if source.len() > MAX_SOURCE {
        return Some(format!(
            "has {} bytes, at most {MAX_SOURCE} are read",
            source.len()
        ));
    }
    let signs = |tag: &Tag<'_>, sign| tag.tokens.iter().filter(|t| t.text == sign).count();
    let tags = lex::tags(source);
    let worst = |sign| tags.iter().map(|tag| signs(tag, sign)).max().unwrap_or(0);
    let (plus, times) = (worst("+"), worst("*"));
    if plus > MAX_PLUS || times > MAX_TIMES {
        return Some(format!(
            "has {plus} `+` and {times} `*` in one tag, at most {MAX_PLUS} and {MAX_TIMES} are computed"
        ));
    }
    let words = tags.iter().map(|tag| tag.tokens.len()).max().unwrap_or(0);
    let is_elif =
        |tag: &&Tag<'_>| tag.is_statement && tag.tokens.first().is_some_and(|t| t.text == "elif");
    let elif = tags.iter().filter(is_elif).count();
    if words > MAX_WORDS || elif > MAX_ELIF {
        return Some(format!(
            "has {words} words in one tag and {elif} `elif`, at most {MAX_WORDS} and {MAX_ELIF} are read"
        ));
    }
    let depths = tags.iter().flat_map(|tag| &tag.tokens).map(|t| t.depth);
    let depth = depths.max().unwrap_or(0);
    (depth > MAX_DEPTH)
        .then(|| format!("has {depth} levels of brackets in one tag, at most {MAX_DEPTH} are read"))
}

/// Why `translated` cannot be parsed: minijinja counts lines and columns in
/// 16 bits, and would panic.
pub(super) fn too_long(translated: &str) -> Option<String> {
    let most = usize::from(u16::MAX) - 1;
    let lines = translated.split('\n').count();
    let line = translated.split('\n').map(str::len).max().unwrap_or(0);
    (lines > most || line > most).then(|| {
        format!("has {lines} lines, the longest of {line} bytes; at most {most} of each are read")
    })
}

/// What a rendering writes, bounded.
#[derive(Debug, Default)]
pub(super) struct Output(Vec<u8>);

impl Output {
    /// The text; templates write nothing else.
    pub(super) fn into_text(self) -> String {
        String::from_utf8(self.0).unwrap_or_default()
    }
}

impl std::io::Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len().saturating_add(bytes.len()) > MAX_WRITTEN {
            return Err(std::io::Error::other(format!(
                "the template writes more than {} MiB",
                MAX_WRITTEN >> 20
            )));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn refusal(reason: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, reason)
}
