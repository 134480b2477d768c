//! Whether a tag outside thinking is only written about.

use super::fence::GrowingFences;
use super::lex::Wait;
use crate::text::Span;

/// Characters that a tag is quoted between.
const QUOTES: &[(char, char)] = &[
    ('`', '`'),
    ('"', '"'),
    ('\'', '\''),
    ('“', '”'),
    ('‘', '’'),
    ('«', '»'),
    ('「', '」'),
    ('『', '』'),
];

/// Whether the tag stands directly between quotation marks or single backticks,
/// or in a fenced block. With `must_close`, a block counts only if its next fence
/// closes it.
///
/// # Errors
/// It depends on what follows.
pub(super) fn is_quoted(
    fences: &mut GrowingFences,
    (text, is_whole): (&str, bool),
    tag: Span,
    must_close: bool,
) -> Result<bool, Wait> {
    let before = text.get(..tag.start).unwrap_or("");
    let after = text.get(tag.end..).unwrap_or("").chars().next();
    let mut last = before.chars().rev();
    let quote = last
        .next()
        .and_then(|c| QUOTES.iter().find(|(open, _)| *open == c));
    if let Some((open, close)) = quote
        && !(*open == '`' && last.next() == Some('`'))
    {
        match after {
            None if !is_whole => return Err(Wait),
            after if after == Some(*close) => return Ok(true),
            _ => {}
        }
    }
    fences.cover((text, is_whole), tag.start, must_close)
}

/// Whether the tag is a word of a sentence, as in `The tag <think> begins it`: a
/// word and a space stand before it, and behind it a space and a small letter,
/// or a mark that ends a clause.
///
/// # Errors
/// It depends on what follows.
pub(super) fn is_word((text, is_whole): (&str, bool), tag: Span) -> Result<bool, Wait> {
    let mut before = text.get(..tag.start).unwrap_or("").chars().rev();
    let follows_word = before.next() == Some(' ')
        && before
            .next()
            .is_some_and(|c| c.is_alphanumeric() || c == ',');
    if !follows_word {
        return Ok(false);
    }
    let mut after = text.get(tag.end..).unwrap_or("").chars();
    match (after.next(), after.next()) {
        (None, _) | (Some(' '), None) if is_whole => Ok(false),
        (None, _) | (Some(' '), None) => Err(Wait),
        (Some(' '), Some(c)) => Ok(c.is_lowercase()),
        (Some(',' | '.' | ';' | ':' | '!' | '?' | ')'), next) => match next {
            Some(c) => Ok(c.is_whitespace()),
            None if is_whole => Ok(true),
            None => Err(Wait),
        },
        _ => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_in_sentences_are_words() {
        for (text, expected) in [
            ("The tag <t> begins it", true),
            ("It ends with <t>.", true),
            ("Sure. <t> so", false),
            ("Sure <t>so", false),
            ("Sure <t> So", false),
            ("<t> so", false),
            ("a\n<t> so", false),
            ("so 7 <t> 7", false),
            ("so 7 <t>\n7", false),
        ] {
            let at = text.find("<t>").unwrap();
            let tag = Span::new(at, at + 3);
            assert_eq!(is_word((text, true), tag), Ok(expected), "{text}");
            for end in tag.end..text.len() {
                let early = is_word((Span::new(0, end).of(text), false), tag);
                assert!(early.is_err() || early == Ok(expected), "{text} {end}");
            }
        }
    }
}
