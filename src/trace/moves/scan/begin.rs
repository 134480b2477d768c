//! What begins at a place: a sentence, or a clause of the one at hand.

use super::super::lead::Lead;
use super::super::mark::gap;
use super::super::sentence::{REACH, Sentence};
use super::Scan;

/// Small words that may lead to a phrase.
const MOST_SMALL: usize = 6;

impl Scan<'_> {
    /// Looks at what begins here: a sentence, or a clause of the one at hand.
    pub(super) fn begin(&mut self, new_sentence: bool, opens_line: bool) {
        let bytes = self.text.as_bytes();
        self.at += skipped(bytes.get(self.at..).unwrap_or_default());
        if new_sentence {
            if bytes.get(self.at).is_none_or(|&b| b == b'\n') {
                self.opens_line |= opens_line;
                return;
            }
            self.earlier = [self.sentence.start, self.earlier[0]];
            self.sentence = Sentence {
                start: self.at,
                end: 0,
            };
            self.opens_line = opens_line;
        }
        let mut lead = new_sentence.then(Lead::default);
        for _ in 0..MOST_SMALL {
            if self.is_quoted() {
                return;
            }
            let rest = bytes.get(self.at..).unwrap_or_default();
            let start = self.automaton.start(rest);
            self.looks += 1;
            let may = start.in_clause || start.in_sentence && lead.is_some();
            if may && self.try_rules(lead) {
                return;
            }
            let Some((word, length)) = start.small else {
                return;
            };
            let after = rest.get(length..).unwrap_or_default();
            let gap = gap(after);
            self.at += length;
            if matches!(after.get(gap), Some(b'\n' | b'.' | b'!' | b'?')) {
                return;
            }
            lead = lead.map(|lead| lead.or(word));
            self.at += gap;
        }
    }

    fn is_quoted(&self) -> bool {
        // A mark that is left open quotes nothing.
        let quoted = self.quote.is_some_and(|from| self.at - from < REACH);
        quoted || self.in_ticks || self.depth > 0
    }
}

/// Bytes of spaces and marks of headings, lists and emphasis before the words.
fn skipped(bytes: &[u8]) -> usize {
    let is_skipped = |b: &&u8| {
        matches!(
            b,
            b' ' | b'\t' | b'\r' | b'*' | b'_' | b'#' | b'>' | b'-' | b'('
        )
    };
    bytes.iter().take_while(is_skipped).count()
}
