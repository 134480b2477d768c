//! Escapes in quoted texts: Python knows more of them than minijinja.

/// A quoted text with Python's escapes, quoted with minijinja's; `None` where
/// it holds an escape that neither knows.
pub(super) fn requote(text: &str) -> Option<String> {
    let quote = text.chars().next()?;
    let inside = text.get(1..text.len().checked_sub(1)?)?;
    let mut out = String::from(quote);
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        let escape = chars.next()?;
        let value = match escape {
            '\n' => continue,
            'a' => '\u{7}',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\u{b}',
            '\\' | '\'' | '"' => escape,
            'x' => code(&mut chars, 2)?,
            'u' => code(&mut chars, 4)?,
            'U' => code(&mut chars, 8)?,
            '0'..='7' => octal(escape, &mut chars)?,
            // Python keeps what it does not know.
            other => {
                out.push_str("\\\\");
                out.push(other);
                continue;
            }
        };
        match value {
            '\n' => out.push_str("\\n"),
            '\\' => out.push_str("\\\\"),
            c if c == quote => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out.push(quote);
    Some(out)
}

fn code(chars: &mut std::str::Chars<'_>, digits: usize) -> Option<char> {
    let hex = chars.as_str().get(..digits)?;
    chars.nth(digits - 1);
    let ok = hex.chars().all(|c| c.is_ascii_hexdigit());
    char::from_u32(u32::from_str_radix(hex, 16).ok().filter(|_| ok)?)
}

fn octal(first: char, chars: &mut std::str::Chars<'_>) -> Option<char> {
    let mut value = first.to_digit(8)?;
    for _ in 0..2 {
        match chars.as_str().chars().next().and_then(|c| c.to_digit(8)) {
            Some(digit) => {
                value = value * 8 + digit;
                chars.next();
            }
            None => break,
        }
    }
    char::from_u32(value)
}
