//! What a template may use up: templates are foreign.
//!
//! Steps are counted by minijinja's fuel. A few steps can still double a text
//! thirty times, so every value that is kept under a name is measured, and
//! everything that is written is counted, also where it is written into a
//! variable.

use minijinja::value::{Value, ValueKind};
use minijinja::{Error, ErrorKind, State};

pub(super) use crate::text::jinja::limit::{MAX_WRITTEN, Output, fuel, too_large, too_long};

/// Bytes of the largest value that may be kept, and of what one filter makes.
pub(super) const MAX_VALUE: usize = 8 << 20;
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

fn refusal(reason: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, reason)
}
