//! JSON as Python writes it: `NaN` and `Infinity` stand there bare.

use serde::Deserialize;

/// What was read, and whether bare `NaN` or `Infinity` were taken for `null`.
pub(super) struct Loose<T> {
    pub(super) value: T,
    pub(super) n_bare: usize,
}

/// The complaint about bare `NaN`: it says what was done about it.
pub(super) fn bare_message(n: usize) -> String {
    let times = if n == 1 {
        String::new()
    } else {
        format!(" ({n} times)")
    };
    format!("a bare NaN or Infinity{times}, which is no JSON; read as null")
}

/// Parses JSON; where that fails, once more with bare `NaN`, `Infinity` and
/// `-Infinity` read as `null`. The error is that of the first try.
pub(super) fn parse<T>(bytes: &[u8]) -> Result<Loose<T>, String>
where
    T: for<'de> Deserialize<'de>,
{
    let first = match serde_json::from_slice(bytes) {
        Ok(value) => return Ok(Loose { value, n_bare: 0 }),
        Err(e) => e,
    };
    if let Some((cleaned, n_bare)) = without_bare(bytes)
        && let Ok(value) = serde_json::from_slice(&cleaned)
    {
        return Ok(Loose { value, n_bare });
    }
    Err(describe(bytes, &first))
}

/// The bytes with `null` for what is bare; `None` where nothing is, or where the
/// bytes are JSON as they stand.
pub(super) fn cleaned(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    // Most files have none, and a search is much faster than a copy.
    let bare = |mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
    (bare(b"NaN") || bare(b"Infinity")).then(|| without_bare(bytes))?
}

/// Says what is wrong in words that help: where the text breaks off, where it is
/// no UTF-8.
pub(super) fn describe(bytes: &[u8], error: &serde_json::Error) -> String {
    if let Err(e) = std::str::from_utf8(bytes) {
        return format!("invalid UTF-8 at byte {}", e.valid_up_to() + 1);
    }
    let mut message = error.to_string();
    if !bytes.contains(&b'\n') {
        // The line is that of the file, which is named already.
        message = message.replace(" at line 1 column ", " at column ");
    }
    if error.is_eof() {
        return format!("the JSON breaks off: {message}");
    }
    format!("no JSON: {message}")
}

/// A copy with `null` for what is bare outside of strings; `None` without any.
fn without_bare(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    const BARE: [&[u8]; 3] = [b"NaN", b"-Infinity", b"Infinity"];
    let mut cleaned = Vec::with_capacity(bytes.len() + 64);
    let mut n_bare = 0;
    let mut in_string = false;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or_default();
        if in_string {
            if byte == b'\\' {
                cleaned.push(byte);
                at += 1;
                cleaned.extend(bytes.get(at));
                at += 1;
                continue;
            }
            in_string = byte != b'"';
        } else if byte == b'"' {
            in_string = true;
        } else if let Some(bare) = BARE.iter().find(|bare| rest.starts_with(bare)) {
            cleaned.extend_from_slice(b"null");
            at += bare.len();
            n_bare += 1;
            continue;
        }
        cleaned.push(byte);
        at += 1;
    }
    (n_bare > 0).then_some((cleaned, n_bare))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn bare_numbers_are_null_outside_of_strings_only() {
        let read = parse::<Value>(br#"{"a": NaN, "b": [-Infinity, 1], "c": "NaN \" NaN"}"#);
        let read = read.ok().unwrap();
        assert_eq!(read.n_bare, 2);
        assert_eq!(
            read.value,
            json!({"a": null, "b": [null, 1], "c": "NaN \" NaN"})
        );
        let read = parse::<Value>(br#"{"a": 1}"#).ok().unwrap();
        assert_eq!(read.n_bare, 0);
    }

    #[test]
    fn what_is_wrong_is_said() {
        let error = |bytes: &[u8]| parse::<Value>(bytes).err().unwrap();
        assert!(error(b"{\"a\": \"\xff\"}").contains("invalid UTF-8 at byte 8"));
        assert!(error(b"{\"a\": [1").contains("breaks off"));
        assert!(error(b"{a}").contains("no JSON"));
        assert!(error(b"{\"a\": NaN").contains("no JSON"));
    }
}
