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
    marks[0xe2] = Mark::Wide;
    marks[0xe3] = Mark::Wide;
    marks[0xef] = Mark::Wide;
    marks
};

/// What may stand between small words.
pub(super) fn is_gap(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | ',' | '-' | '–' | '—' | ':' | '*' | '_' | '，' | '、' | '：'
    )
}

/// Whether a clause ends with `before`.
pub(super) fn ends_clause(before: &[u8]) -> bool {
    let mut rest = before;
    while let [head @ .., b'"' | b'*' | b')'] | [head @ .., 0xe2, 0x80, 0x9d] = rest {
        rest = head;
    }
    matches!(rest, [.., b',' | b';' | b':'] | [.., b' ', b'-'])
}
