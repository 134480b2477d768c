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
