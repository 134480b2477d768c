//! Published keyword lists, as their code or paper gives them; case is ignored.

use overthink::text::Span;
use regex::Regex;

use crate::corpus::Passage;
use crate::score::sentence;

/// Name, source and pattern.
pub(crate) const LISTS: &[(&str, &str)] = &[
    (
        "\"alternatively\" alone (TIP's example)",
        r"(?i)alternatively",
    ),
    (
        "SEAL, switches of its list for mathematics",
        r"(?i)alternatively|think differently|another (?:way|approach|method|solution|strategy|technique)",
    ),
    (
        "EvalScope, thinkbench",
        r"(?i)alternatively|but wait|let me reconsider|another (?:way|approach|method|angle)",
    ),
    (
        "simpleRL",
        r"(?i)recheck|rethink|try again|wait|alternatively|retry|however",
    ),
    ("optillm, thinkdeeper", r"Wait,|Alternatively,"),
];

/// Where a list's words are in a passage, once a sentence.
pub(crate) fn spans(passage: &Passage, pattern: &str) -> Vec<Span> {
    let pattern = Regex::new(pattern).unwrap();
    let offset = passage.span.start;
    let mut spans: Vec<Span> = Vec::new();
    for found in pattern.find_iter(passage.span.of(&passage.text)) {
        let span = Span::new(offset + found.start(), offset + found.end());
        let same = |last: &Span| sentence(&passage.text, *last) == sentence(&passage.text, span);
        if !spans.last().is_some_and(same) {
            spans.push(span);
        }
    }
    spans
}
