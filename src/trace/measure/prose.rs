//! The words of a text that are of a language: no code, no formulas, no
//! numbers, no names of variables.

use super::language::Script;
use super::words::is_unspaced;

/// Bytes in which a formula between `$` must end: further off it is a price.
const LONGEST_INLINE: usize = 300;
/// Bytes in which a display formula must end.
const LONGEST_DISPLAY: usize = 4_000;

/// Calls `word` with the script and the place of each word of prose.
///
/// Left out are fenced and inline code, formulas between dollars or LaTeX's
/// brackets, LaTeX commands, words with digits or underscores in them, and
/// single letters of scripts with spaces, which are mostly variables.
pub(super) fn each_word(text: &str, mut word: impl FnMut(Script, usize)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at = match byte {
            b'`' => after_code(text, at),
            b'$' => after_dollars(text, at),
            b'\\' => after_backslash(text, at),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | 0x80.. => {
                let (end, script) = one_word(text, at);
                if let Some(script) = script {
                    word(script, at);
                }
                end
            }
            _ => at + 1,
        };
    }
}

/// The end of the word, or other sign, that begins at `start`; its script if it
/// counts.
fn one_word(text: &str, start: usize) -> (usize, Option<Script>) {
    let rest = text.get(start..).unwrap_or("");
    // Most words are plain letters, and are read fast.
    let is_plain = |b: &u8| b.is_ascii_alphabetic();
    let n_plain = rest.bytes().take_while(is_plain).count();
    let next = rest.as_bytes().get(n_plain);
    let ends = |b: u8| b.is_ascii() && !b.is_ascii_digit() && !matches!(b, b'_' | b'\'');
    if n_plain > 0 && next.is_some_and(|b| ends(*b)) {
        return (start + n_plain, (n_plain > 1).then_some(Script::Latin));
    }
    let mut of_word: Option<Script> = None;
    let mut length = 0;
    let mut is_name = false;
    for (offset, c) in rest.char_indices() {
        if c.is_ascii_alphabetic() || (!c.is_ascii() && c.is_alphabetic()) {
            if is_unspaced(c) {
                return if length > 0 || is_name {
                    (start + offset, of_word.filter(|_| length > 1 && !is_name))
                } else {
                    (start + c.len_utf8(), Some(Script::of(c)))
                };
            }
            of_word = of_word.or_else(|| Some(Script::of(c)));
            length += 1;
        } else if c.is_ascii_digit() || c == '_' {
            is_name = true;
        } else if length > 0 && is_joiner(c) {
            // Marks on letters, and the apostrophe of "don't".
        } else {
            // A sign that begins no word is passed over alone.
            let end = if length == 0 && !is_name {
                start + c.len_utf8()
            } else {
                start + offset
            };
            return (end, of_word.filter(|_| length > 1 && !is_name));
        }
    }
    (text.len(), of_word.filter(|_| length > 1 && !is_name))
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\'' | '’' | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}'
        | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{dff}'
        | '\u{200c}' | '\u{200d}')
}

/// Behind the code that begins at `start`, or behind its backticks if none does.
fn after_code(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    let body = rest.trim_start_matches('`');
    let n_marks = rest.len() - body.len();
    let opened = start + n_marks;
    let begins_line = text
        .get(..start)
        .unwrap_or("")
        .rsplit('\n')
        .next()
        .is_none_or(|line| line.trim().is_empty());
    let mark = rest.get(..n_marks).unwrap_or("");
    if n_marks >= 3 && begins_line {
        // A block that is never closed reaches to the end, as a cut-off one does.
        return body
            .match_indices(mark)
            .find(|(at, _)| is_line_start(body, *at))
            .map_or(text.len(), |(at, _)| opened + at + n_marks);
    }
    let line = body.split('\n').next().unwrap_or("");
    line.find(mark).map_or(opened, |at| opened + at + n_marks)
}

fn is_line_start(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    before.trim_end_matches([' ', '\t']).ends_with('\n')
}

fn after_dollars(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    if let Some(body) = rest.strip_prefix("$$") {
        return closed(body, "$$", LONGEST_DISPLAY).map_or(start + 2, |end| start + 2 + end);
    }
    let body = rest.get(1..).unwrap_or("");
    let line = body.split('\n').next().unwrap_or("");
    // `$5 or $6`: a formula does not end behind a space.
    let end = closed(line, "$", LONGEST_INLINE);
    let is_formula = |end: &usize| {
        let inner = body.get(..*end - 1).unwrap_or("");
        !inner.is_empty() && inner.trim() == inner
    };
    end.filter(is_formula)
        .map_or(start + 1, |end| start + 1 + end)
}

fn after_backslash(text: &str, start: usize) -> usize {
    let body = text.get(start + 1..).unwrap_or("");
    let formula = |open: &str, close: &str| {
        let body = body.strip_prefix(open)?;
        Some(closed(body, close, LONGEST_DISPLAY).map_or(start + 2, |end| start + 2 + end))
    };
    let command = || {
        let name = body.len()
            - body
                .trim_start_matches(|c: char| c.is_ascii_alphabetic())
                .len();
        start + 1 + name
    };
    formula("(", "\\)")
        .or_else(|| formula("[", "\\]"))
        .unwrap_or_else(command)
}

/// The end of the first `close` within `most` bytes.
fn closed(text: &str, close: &str, most: usize) -> Option<usize> {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let within = text.get(..end)?;
    Some(within.find(close)? + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        each_word(text, |_, at| {
            found.extend(text.get(at..one_word(text, at).0));
        });
        found
    }

    #[test]
    fn code_formulas_and_numbers_are_no_prose() {
        for (text, expected) in [
            ("So it's 12 apples.", vec!["So", "it's", "apples"]),
            ("the `for x in y` loop", vec!["the", "loop"]),
            ("see\n```python\nreturn all\n```\nthen", vec!["see", "then"]),
            ("see\n```python\nreturn all", vec!["see"]),
            (
                "if $x + y$ and \\(ab\\) or \\[cd\\] or $$ef$$ so",
                vec!["if", "and", "or", "or", "so"],
            ),
            (
                "it costs $5 more than $6 here",
                vec!["it", "costs", "more", "than", "here"],
            ),
            ("\\frac{1}{2} of \\alpha", vec!["of"]),
            ("a x2 my_name b", vec![]),
            ("设x是答案", vec!["设", "是", "答", "案"]),
            ("x答", vec!["答"]),
            ("a `never closed\nline", vec!["never", "closed", "line"]),
            ("→ ответ", vec!["ответ"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in "[a-c `$\\\\()\\[\\]\n答é_1→'\u{301}]{0,60}") {
            let mut last = None;
            each_word(&text, |_, at| {
                assert!(text.is_char_boundary(at) && last.is_none_or(|last| last < at));
                last = Some(at);
            });
        }
    }
}
