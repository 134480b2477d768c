//! Python's text functions.

use minijinja::{Error, ErrorKind};

use super::limit;

/// Python's white space: Unicode's, and the four separators of ASCII.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Cuts white space, or any of `chars`, from the sides that are asked for.
pub(super) fn strip<'t>(text: &'t str, chars: Option<&str>, front: bool, back: bool) -> &'t str {
    let cut = |c: char| chars.map_or_else(|| is_space(c), |chars| chars.contains(c));
    let text = if front {
        text.trim_start_matches(cut)
    } else {
        text
    };
    if back {
        text.trim_end_matches(cut)
    } else {
        text
    }
}

/// `split` and `rsplit`, at most `most` times.
pub(super) fn split(
    text: &str,
    separator: Option<&str>,
    most: Option<i64>,
    from_right: bool,
) -> Result<Vec<String>, Error> {
    let most = most.and_then(|n| usize::try_from(n).ok());
    let limit = most.map_or(usize::MAX, |n| n.saturating_add(1));
    let Some(separator) = separator else {
        return Ok(split_space(text, limit, from_right));
    };
    if separator.is_empty() {
        return Err(Error::new(ErrorKind::InvalidOperation, "empty separator"));
    }
    if !from_right {
        return Ok(text.splitn(limit, separator).map(str::to_owned).collect());
    }
    let mut parts: Vec<String> = text.rsplitn(limit, separator).map(str::to_owned).collect();
    parts.reverse();
    Ok(parts)
}

fn split_space(text: &str, limit: usize, from_right: bool) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        rest = strip(rest, None, !from_right, from_right);
        if rest.is_empty() {
            break;
        }
        let at = if from_right {
            rest.char_indices()
                .rfind(|&(_, c)| is_space(c))
                .map(|(at, c)| (at, at + c.len_utf8()))
        } else {
            rest.char_indices()
                .find(|&(_, c)| is_space(c))
                .map(|(at, _)| (at, at))
        };
        match at.filter(|_| parts.len() + 1 < limit) {
            Some((before, after)) if from_right => {
                parts.push(rest.get(after..).unwrap_or("").to_owned());
                rest = rest.get(..before).unwrap_or("");
            }
            Some((before, after)) => {
                parts.push(rest.get(..before).unwrap_or("").to_owned());
                rest = rest.get(after..).unwrap_or("");
            }
            None => {
                parts.push(rest.to_owned());
                break;
            }
        }
    }
    if from_right {
        parts.reverse();
    }
    parts
}

/// `splitlines`.
pub(super) fn lines(text: &str, keep_ends: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let ends = matches!(
            c,
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'
                ..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}'
        );
        if !ends {
            line.push(c);
            continue;
        }
        if keep_ends {
            line.push(c);
        }
        if c == '\r' && chars.next_if_eq(&'\n').is_some() && keep_ends {
            line.push('\n');
        }
        lines.push(std::mem::take(&mut line));
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// `partition` and `rpartition`.
pub(super) fn partition<'t>(
    text: &'t str,
    separator: &'t str,
    from_right: bool,
) -> Result<[&'t str; 3], Error> {
    if separator.is_empty() {
        return Err(Error::new(ErrorKind::InvalidOperation, "empty separator"));
    }
    let found = if from_right {
        text.rsplit_once(separator)
    } else {
        text.split_once(separator)
    };
    Ok(match (found, from_right) {
        (Some((before, after)), _) => [before, separator, after],
        (None, false) => [text, "", ""],
        (None, true) => ["", "", text],
    })
}

/// `replace`, at most `count` times.
pub(super) fn replace(
    text: &str,
    old: &str,
    new: &str,
    count: Option<i64>,
) -> Result<String, Error> {
    let most = count
        .and_then(|n| usize::try_from(n).ok())
        .unwrap_or(usize::MAX);
    let n = text.matches(old).count().min(most);
    limit::check(text.len().saturating_add(n.saturating_mul(new.len())))?;
    Ok(text.replacen(old, new, most))
}

/// `zfill`, `center`, `ljust` and `rjust`.
pub(super) fn pad(text: &str, how: &str, width: usize, fill: char) -> String {
    let length = text.chars().count();
    let missing = width.saturating_sub(length);
    let fills = |n: usize| std::iter::repeat_n(fill, n).collect::<String>();
    match how {
        "zfill" => {
            let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
            let sign = text.get(..text.len() - digits.len()).unwrap_or("");
            format!("{sign}{}{digits}", "0".repeat(missing))
        }
        "ljust" => format!("{text}{}", fills(missing)),
        "rjust" => format!("{}{text}", fills(missing)),
        _ => {
            // Python puts the odd one in front where the width is odd.
            let front = missing / 2 + (missing & width & 1);
            format!("{}{text}{}", fills(front), fills(missing - front))
        }
    }
}

/// `expandtabs`.
pub(super) fn expand_tabs(text: &str, size: usize) -> String {
    let mut out = String::new();
    let mut column = 0;
    for c in text.chars() {
        match c {
            '\t' => {
                let n = size.saturating_sub(column % size.max(1));
                out.extend(std::iter::repeat_n(' ', n));
                column += n;
            }
            '\n' | '\r' => {
                out.push(c);
                column = 0;
            }
            _ => {
                out.push(c);
                column += 1;
            }
        }
    }
    out
}

/// `title`: a letter is large where none stands before it.
pub(super) fn title(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            out.extend(c.to_uppercase());
        }
        inside = c.is_alphabetic();
    }
    out
}

/// `capitalize`.
pub(super) fn capitalize(text: &str) -> String {
    let mut chars = text.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    first + &chars.as_str().to_lowercase()
}

/// `swapcase`.
pub(super) fn swap_case(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_uppercase() {
            out.extend(c.to_lowercase());
        } else {
            out.extend(c.to_uppercase());
        }
    }
    out
}

/// `isdigit` and its like; `None` for other names. Digits beyond the decimal
/// ones are those that are written small or in circles.
pub(super) fn is(text: &str, name: &str) -> Option<bool> {
    let all = |test: fn(char) -> bool| !text.is_empty() && text.chars().all(test);
    let cased = |large: bool| {
        let mut cased = text
            .chars()
            .filter(|c| c.is_uppercase() || c.is_lowercase());
        let mut any = false;
        let same = cased.all(|c| {
            any = true;
            c.is_uppercase() == large
        });
        same && any
    };
    Some(match name {
        "isspace" => all(is_space),
        "isalpha" => all(char::is_alphabetic),
        "isalnum" => all(char::is_alphanumeric),
        "isnumeric" => all(char::is_numeric),
        "isdecimal" => all(is_decimal),
        "isdigit" => all(|c| {
            is_decimal(c) || matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉' | '①'..='⑨')
        }),
        "isascii" => text.is_ascii(),
        "isupper" => cased(true),
        "islower" => cased(false),
        "istitle" => {
            !text.is_empty() && title(text) == text && text.chars().any(char::is_alphabetic)
        }
        "isidentifier" => {
            let mut chars = text.chars();
            chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
                && chars.all(|c| c.is_alphanumeric() || c == '_')
        }
        _ => return None,
    })
}

/// A numeric character that is no fraction, no roman numeral and not raised.
fn is_decimal(c: char) -> bool {
    c.is_ascii_digit()
        || (c.is_numeric()
            && matches!(u32::from(c), 0x660..=0x669 | 0x6f0..=0x6f9 | 0x966..=0x96f | 0xff10..=0xff19))
}
