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

/// Where the sentence around `at` ends, at most [`REACH`] bytes on.
pub(super) fn end_after(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let highest = text.len().min(at + REACH);
    let mut end = at + 1;
    while end < highest {
        let here = bytes.get(end).copied().unwrap_or(b'\n');
        if here == b'\n' {
            break;
        }
        if here.is_ascii_whitespace() {
            let (before, next) = bytes.split_at(end);
            // Most words end in a letter, and no sentence does.
            let letter = before.last().is_some_and(u8::is_ascii_alphanumeric);
            if !letter && ends(before, next) {
                break;
            }
        } else if matches!(here, 0xe3 | 0xef) && bytes.get(end..end + 3).is_some_and(is_chinese_end)
        {
            end += 3;
            break;
        }
        end += 1;
    }
    let mut end = end.min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    end
}
