//! Text as a row of words and signs, each a number that equal ones share.

use crate::text::Span;

/// Letters of a word before it is cut: so that a loop without spaces, such as
/// `hahaha…`, is many tokens.
const LONGEST_WORD: usize = 16;
/// Digits of a number before it is cut, as tokenizers do.
const LONGEST_NUMBER: usize = 3;
/// Equal signs in a row that are one token: a ruled line is no loop.
const LONGEST_RULE: usize = 80;

/// The words and signs of some spans of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// In order. White space parts tokens and is none.
    pub(super) tokens: Vec<Token>,
    /// Words, each counted once even if it was cut into several tokens.
    pub(super) n_words: usize,
}

/// A word, a part of a long one, or a run of equal signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// A hash of its text: equal tokens have equal ones, and that two others
    /// share one by chance is so rare that no measure shows it. The last bit
    /// says whether it is of a word.
    pub(super) hash: u64,
    /// Where it begins in the text.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
}

impl Token {
    pub(super) fn is_word(&self) -> bool {
        self.hash & 1 == 1
    }
}

impl Words {
    /// Reads the spans, one after another.
    pub(super) fn read(text: &str, spans: &[Span]) -> Self {
        let n_bytes: usize = spans.iter().map(|s| s.end.saturating_sub(s.start)).sum();
        let mut words = Self {
            tokens: Vec::with_capacity(n_bytes / 5),
            n_words: 0,
        };
        for span in spans {
            words.read_one(span.of(text), span.start);
        }
        words
    }

    fn read_one(&mut self, text: &str, offset: usize) {
        let mut open: Option<Open> = None;
        let mut at = 0;
        while let Some(&byte) = text.as_bytes().get(at) {
            if byte.is_ascii_alphabetic()
                && !open.is_some_and(|o| o.is_word())
                && let Some(word) = Open::plain_word(text.as_bytes(), at)
            {
                self.tokens.extend(open.take().map(|o| o.close(offset, at)));
                at += word.length;
                self.tokens.push(word.close(offset, at));
                self.n_words += 1;
                continue;
            }
            let mut rest = text.get(at..).unwrap_or("").chars();
            let Some(c) = rest.next() else { break };
            let kind = kind_in(c, open, rest.next());
            let taken = open.as_mut().is_some_and(|o| o.takes(c, kind));
            if !taken {
                self.tokens.extend(open.map(|o| o.close(offset, at)));
                let is_inside = open.is_some_and(|o| o.is_word());
                let begins_word = kind == Kind::Whole || (kind.is_alphanumeric() && !is_inside);
                self.n_words += usize::from(begins_word);
                open = (kind != Kind::Space).then(|| Open::new(at, c, kind));
            }
            at += c.len_utf8();
        }
        self.tokens
            .extend(open.map(|o| o.close(offset, text.len())));
    }
}

/// What a character does to the token before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    /// A letter of a script without spaces: a word of its own.
    Whole,
    Sign,
    Space,
}

impl Kind {
    fn is_alphanumeric(self) -> bool {
        matches!(self, Self::Letter | Self::Digit)
    }
}

fn kind(c: char) -> Kind {
    match c {
        'a'..='z' | 'A'..='Z' => Kind::Letter,
        '0'..='9' => Kind::Digit,
        ' ' | '\n' | '\t' | '\r' => Kind::Space,
        '\0'..='\x7f' => Kind::Sign,
        _ if c.is_whitespace() => Kind::Space,
        _ if is_unspaced(c) => Kind::Whole,
        _ if c.is_alphabetic() || is_mark(c) => Kind::Letter,
        _ if c.is_numeric() => Kind::Digit,
        _ => Kind::Sign,
    }
}

/// The same within a text: an apostrophe between letters belongs to the word.
fn kind_in(c: char, open: Option<Open>, next: Option<char>) -> Kind {
    let is_apostrophe = c == '\'' || c == '’';
    let is_in_word = || open.is_some_and(|o| o.kind == Kind::Letter);
    if is_apostrophe && is_in_word() && next.is_some_and(char::is_alphabetic) {
        Kind::Letter
    } else {
        kind(c)
    }
}

/// Letters of scripts that set no spaces between words: Han, Kana, Thai, Lao,
/// Myanmar, Khmer.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff
        | 0x3005..=0x3007 | 0x3041..=0x3096 | 0x30a1..=0x30ff | 0x31f0..=0x31ff
        | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0xff66..=0xff9d
        | 0x2_0000..=0x3_ffff)
}

/// Marks that are set on letters and are none themselves.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c), 0x0300..=0x036f | 0x0591..=0x05c7 | 0x0610..=0x061a
        | 0x064b..=0x065f | 0x0900..=0x0dff | 0x200c..=0x200d)
}

/// A token that is being read.
#[derive(Debug, Clone, Copy)]
struct Open {
    start: usize,
    kind: Kind,
    first: char,
    length: usize,
    hash: u64,
}

impl Open {
    fn new(start: usize, first: char, kind: Kind) -> Self {
        let mut open = Self {
            start,
            kind,
            first,
            length: 0,
            hash: 0,
        };
        open.add(first);
        open
    }

    /// The word of plain letters and digits that begins at `start`, if it ends
    /// within its longest length and not in something that may belong to it. Most
    /// words of most texts are such, and this is the fast way to read them.
    fn plain_word(bytes: &[u8], start: usize) -> Option<Self> {
        let mut hash = 0;
        for (length, &byte) in bytes.get(start..)?.iter().enumerate() {
            if byte.is_ascii_alphanumeric() {
                if length == LONGEST_WORD {
                    return None;
                }
                hash = stirred(hash, char::from(byte));
            } else {
                let ends = byte.is_ascii() && byte != b'\'';
                return ends.then_some(Self {
                    start,
                    kind: Kind::Letter,
                    first: 'a',
                    length,
                    hash,
                });
            }
        }
        None
    }

    fn is_word(&self) -> bool {
        self.kind.is_alphanumeric()
    }

    /// Takes the next character in if it belongs to the token.
    fn takes(&mut self, c: char, kind: Kind) -> bool {
        let fits = match self.kind {
            Kind::Letter => kind.is_alphanumeric() && self.length < LONGEST_WORD,
            Kind::Digit => kind == Kind::Digit && self.length < LONGEST_NUMBER,
            Kind::Sign => c == self.first && self.length < LONGEST_RULE,
            Kind::Whole | Kind::Space => false,
        };
        if fits {
            self.add(c);
        }
        fits
    }

    fn add(&mut self, c: char) {
        self.length += 1;
        self.hash = stirred(self.hash, c);
    }

    fn close(&self, offset: usize, end: usize) -> Token {
        let is_word = self.kind != Kind::Sign;
        Token {
            hash: mixed(self.hash) & !1 | u64::from(is_word),
            start: offset + self.start,
            end: offset + end,
        }
    }
}

fn stirred(hash: u64, c: char) -> u64 {
    (hash.rotate_left(5) ^ u64::from(c)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// Spreads what differs over all bits (the finalizer of MurmurHash3).
pub(super) fn mixed(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

#[cfg(test)]
mod tests;
