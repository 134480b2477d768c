//! Small tools for text that crosses stages: spans, terminal cleaning, hashing.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub(crate) mod jinja;
mod place;
pub mod thinking;

pub use place::Place;

/// A half-open byte range of a text. Always on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The part of `text` that the span covers; empty if it does not fit.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether the span covers nothing.
    pub fn is_empty(&self) -> bool {
        self.start >= self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}

/// Turns byte offsets of a text into code point offsets, each in constant time.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before each multiple of [`CodePoints::STEP`] bytes.
    before: Vec<usize>,
}

impl<'t> CodePoints<'t> {
    /// Bytes between two remembered counts.
    const STEP: usize = 64;

    /// Reads `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut n = 0;
        let before = text.as_bytes().chunks(Self::STEP).map(|chunk| {
            let here = n;
            n += count(chunk);
            here
        });
        Self {
            before: before.collect(),
            text,
        }
    }

    /// `span` counted in code points.
    #[must_use]
    pub fn span(&self, span: Span) -> Span {
        Span::new(self.offset(span.start), self.offset(span.end))
    }

    fn offset(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let Some(step) =
            (byte / Self::STEP).checked_sub(usize::from(byte / Self::STEP == self.before.len()))
        else {
            return 0;
        };
        let before = self.before.get(step).copied().unwrap_or(0);
        before
            + self
                .text
                .as_bytes()
                .get(step * Self::STEP..byte)
                .map_or(0, count)
    }
}

/// Characters that begin in `bytes`: all bytes but the continuation bytes of UTF-8.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count()
}

/// `text` without control characters, for the terminal: escape sequences of a
/// model must not reach it. Line ends and tabs become spaces.
pub fn for_terminal(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\n' | '\t' | '\r' => ' ',
            // Zero-width and bidirectional marks can reorder what a person reads.
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// The start of a text for a message, safe to print; `…` stands for the rest.
pub(crate) fn start_of(text: &str) -> String {
    const SHOWN_CHARS: usize = 60;
    let mut start: String = text.trim().chars().take(SHOWN_CHARS).collect();
    if start.len() < text.trim().len() {
        start.push('…');
    }
    for_terminal(&start)
}

/// SHA-256 of `bytes` as lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Lower-case hex of `bytes`.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]])
        .map(char::from)
        .collect()
}

/// A 64-bit hash of `parts`, the same on every machine and in every version.
/// Parts are length-prefixed, so that `["ab", "c"]` and `["a", "bc"]` differ.
pub fn stable_hash(parts: &[&str]) -> u64 {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part.as_bytes());
    }
    let bytes = digest.finalize();
    bytes
        .iter()
        .take(8)
        .fold(0, |acc, &b| (acc << 8) | u64::from(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminal_text_has_no_control_characters() {
        assert_eq!(
            for_terminal("a\u{1b}[31mb\nc\u{202e}d"),
            "a\u{fffd}[31mb c\u{fffd}d"
        );
    }

    #[test]
    fn code_points_are_counted_not_bytes() {
        let text = "é思x".repeat(100);
        let points = CodePoints::new(&text);
        let offsets: Vec<usize> = text
            .char_indices()
            .map(|(i, _)| i)
            .chain([text.len()])
            .collect();
        for (n, &byte) in offsets.iter().enumerate() {
            assert_eq!(points.span(Span::new(byte, byte)).start, n);
        }
        assert_eq!(CodePoints::new("").span(Span::new(0, 0)), Span::new(0, 0));
    }

    #[test]
    fn known_digest() {
        assert!(sha256_hex(b"abc").starts_with("ba7816bf8f01cfea"));
        assert_ne!(stable_hash(&["ab", "c"]), stable_hash(&["a", "bc"]));
    }
}
