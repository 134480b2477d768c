//! Bytes that end sentences and clauses, or open and close quotations.

/// What a byte can mean for the walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing: most letters.
    None,
    /// Ends a clause if white space follows, or a sentence with what is before.
    Stop,
    /// Ends a line, and so a sentence and every quotation.
    Line,
    /// `"`
    Quote,
    /// `` ` ``
    Tick,
    /// `~`
    Tilde,
    /// May begin one of the marks that are three bytes long.
    Wide,
}

/// What each byte is.
pub(super) const MARKS: [Mark; 256] = {
    let mut marks = [Mark::None; 256];
    let mut i = 0;
    let stops = b",;:.!?()*-";
    while i < stops.len() {
        marks[stops[i] as usize] = Mark::Stop;
        i += 1;
    }
    marks[b'\n' as usize] = Mark::Line;
    marks[b'"' as usize] = Mark::Quote;
    marks[b'`' as usize] = Mark::Tick;
    marks[b'~' as usize] = Mark::Tilde;
    marks[0xe2] = Mark::Wide;
    marks[0xe3] = Mark::Wide;
    marks[0xef] = Mark::Wide;
    marks
};

/// Where the first mark is. Bytes that are none are passed over sixteen at a time.
pub(super) fn next_mark(bytes: &[u8]) -> Option<usize> {
    let is_mark = |&b: &u8| MARKS[usize::from(b)] != Mark::None;
    let (chunks, rest) = bytes.as_chunks::<16>();
    for (i, chunk) in chunks.iter().enumerate() {
        if !chunk.iter().fold(true, |all, &b| all & is_plain(b))
            && let Some(at) = chunk.iter().position(is_mark)
        {
            return Some(16 * i + at);
        }
    }
    let at = rest.iter().position(is_mark)?;
    Some(bytes.len() - rest.len() + at)
}

/// Whether it is a letter, a digit, a space or a part of a character that is no
/// mark: by comparisons alone, which the processor does for many bytes at once.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "a lazy operator is a jump, which cannot be done for many bytes at once"
)]
fn is_plain(b: u8) -> bool {
    let letter = (b | 0x20).wrapping_sub(b'a') < 26;
    let digit = b.wrapping_sub(b'0') < 10;
    let wide = (b >= 0x80) & (b != 0xe2) & (b != 0xe3) & (b != 0xef);
    letter | digit | wide | (b == b' ')
}

/// Bytes of what may stand between small words.
pub(super) fn gap(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [b' ' | b'\t' | b',' | b'-' | b':' | b'*' | b'_', tail @ ..] => tail,
            // – — 、 ， ：
            [0xe2, 0x80, 0x93 | 0x94, tail @ ..]
            | [0xe3, 0x80, 0x81, tail @ ..]
            | [0xef, 0xbc, 0x8c | 0x9a, tail @ ..] => tail,
            _ => return bytes.len() - rest.len(),
        };
    }
}

/// Whether a clause ends with `before`.
pub(super) fn ends_clause(before: &[u8]) -> bool {
    let mut rest = before;
    while let [head @ .., b'"' | b'*' | b')'] | [head @ .., 0xe2, 0x80, 0x9d] = rest {
        rest = head;
    }
    matches!(rest, [.., b',' | b';' | b':'] | [.., b' ', b'-'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_is_no_mark() {
        for b in 0..=u8::MAX {
            assert!(!is_plain(b) || MARKS[usize::from(b)] == Mark::None, "{b}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_first_mark_is_found(text in "[a-z ,=思考。]{0,80}") {
            let bytes = text.as_bytes();
            let slowly = bytes.iter().position(|&b| MARKS[usize::from(b)] != Mark::None);
            proptest::prop_assert_eq!(next_mark(bytes), slowly);
        }
    }
}
