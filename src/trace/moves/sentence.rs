//! Where a sentence ends.

/// Bytes of a sentence that are looked at to either side of a phrase: longer
/// ones are cut there, so that the work on any text is linear in its length.
pub(super) const REACH: usize = 400;

/// A sentence, as far as a rule must know it: it ends with `.`, `!`, `?` before
/// white space, with their Chinese forms, or with its line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Whether the sentence ends with `before`, after which `next` comes: white
/// space, or nothing.
pub(super) fn ends(before: &[u8], next: &[u8]) -> bool {
    let mut rest = before;
    let mut quoted = false;
    // Quotation marks and brackets close after the full stop.
    loop {
        rest = match rest {
            [head @ .., b'"' | b'\'' | b')' | b'*' | b']' | b'$'] => head,
            [head @ .., 0xe2, 0x80, 0x99 | 0x9d] => head,
            _ => break,
        };
        quoted = true;
    }
    let stops = match rest {
        [.., b'!' | b'?'] | [.., 0xe2, 0x80, 0xa6] => true,
        [head @ .., b'.'] => {
            let word = head.iter().rev().take(2);
            let word = word.take_while(|b| b.is_ascii_alphabetic()).count();
            let dotted = head.len() > word && head.get(head.len() - word - 1) == Some(&b'.');
            // "e.g." and "i.e." end no sentence, nor does "vs.".
            !(word == 1 && dotted || head.ends_with(b"vs"))
        }
        _ => return false,
    };
    // A small letter after a quotation goes on with the sentence around it.
    let goes_on = || {
        next.trim_ascii_start()
            .first()
            .is_some_and(u8::is_ascii_lowercase)
    };
    stops && !(quoted && goes_on())
}

/// Whether the three bytes are 。！？； or an end of ellipsis.
pub(super) fn is_chinese_end(mark: &[u8]) -> bool {
    matches!(mark, [0xe3, 0x80, 0x82] | [0xef, 0xbc, 0x81 | 0x9f | 0x9b])
}

/// Whether a sentence may end at a byte: at a line's end, at the first byte of a
/// Chinese mark, or behind the last byte of what [`ends`] looks for.
const CAN_END: [bool; 256] = {
    let mut can = [false; 256];
    let bytes = b"\n.!?\"')*]$\xe3\xef\x99\x9d\xa6";
    let mut i = 0;
    while i < bytes.len() {
        can[bytes[i] as usize] = true;
        i += 1;
    }
    can
};

/// Where the sentence around `at` ends, at most [`REACH`] bytes on.
pub(super) fn end_after(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let highest = text.len().min(at + REACH);
    let mut end = highest.max(at + 1);
    let mut from = at;
    while let Some(found) = next_end(bytes.get(from..highest).unwrap_or_default()) {
        from += found;
        match bytes.get(from) {
            Some(b'\n' | 0xe3 | 0xef) if from == at => {}
            Some(b'\n') => {
                end = from;
                break;
            }
            Some(0xe3 | 0xef) => {
                if bytes.get(from..from + 3).is_some_and(is_chinese_end) {
                    end = from + 3;
                    break;
                }
            }
            _ => {
                let (before, next) = bytes.split_at(from + 1);
                let has_space = next.first().is_some_and(u8::is_ascii_whitespace);
                if has_space && from + 1 < highest && ends(before, next) {
                    end = from + 1;
                    break;
                }
            }
        }
        from += 1;
    }
    let mut end = end.min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    end
}

fn next_end(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|&b| CAN_END[usize::from(b)])
}
