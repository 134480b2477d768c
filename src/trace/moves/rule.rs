//! What a row of the tables says.

use super::lead::Lead;
use crate::trace::MoveKind;

/// A rule: a phrase that shows a move, and where it does.
///
/// In its patterns `'` is either apostrophe, letters are of either case, and a
/// name in angle brackets is a row of the table of classes.
#[derive(Debug)]
pub struct Rule {
    /// A name of its own.
    pub name: &'static str,
    /// What it shows.
    pub kind: MoveKind,
    /// The telling phrase, which becomes the span.
    pub phrase: &'static str,
    /// Why, in a sentence.
    pub reason: &'static str,
    /// Texts in which it fires.
    pub fires: &'static [&'static str],
    /// Texts in which no rule of its kind fires.
    pub silent: &'static [&'static str],
    pub(super) place: Place,
    pub(super) weak: bool,
    pub(super) announces: bool,
    pub(super) led: Option<Lead>,
    pub(super) not_led: Option<Lead>,
    pub(super) before: &'static str,
    pub(super) not_before: &'static str,
    pub(super) only: &'static str,
    pub(super) unless: &'static str,
    pub(super) head: &'static str,
    pub(super) left: usize,
}

/// Where a phrase must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// First in its sentence, but for small words.
    Sentence,
    /// First in its paragraph, but for small words.
    Paragraph,
    /// First in its sentence or after a comma, a colon, a dash, or "and", "but", "so".
    Clause,
}

impl Rule {
    pub(super) const fn new(kind: MoveKind, name: &'static str, phrase: &'static str) -> Self {
        Self {
            name,
            kind,
            phrase,
            reason: "",
            fires: &[],
            silent: &[],
            place: Place::Sentence,
            weak: false,
            announces: false,
            led: None,
            not_led: None,
            before: "",
            not_before: "",
            only: "",
            unless: "",
            head: "",
            left: 0,
        }
    }

    pub(super) const fn at(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// Counts only if neither its sentence nor the next one shows more.
    pub(super) const fn weak(self) -> Self {
        Self { weak: true, ..self }
    }

    /// Says that something new comes: what follows at once belongs to it.
    pub(super) const fn announces(self) -> Self {
        Self {
            announces: true,
            ..self
        }
    }

    /// One of these small words must lead the sentence.
    pub(super) const fn led(self, lead: Lead) -> Self {
        Self {
            led: Some(lead),
            ..self
        }
    }

    /// None of these small words may lead the sentence.
    pub(super) const fn not_led(self, lead: Lead) -> Self {
        Self {
            not_led: Some(lead),
            ..self
        }
    }

    /// The sentence before must hold this.
    pub(super) const fn before(self, pattern: &'static str) -> Self {
        Self {
            before: pattern,
            ..self
        }
    }

    /// The sentence before must not hold this.
    pub(super) const fn not_before(self, pattern: &'static str) -> Self {
        Self {
            not_before: pattern,
            ..self
        }
    }

    /// The sentence from the phrase on must hold this.
    pub(super) const fn only(self, pattern: &'static str) -> Self {
        Self {
            only: pattern,
            ..self
        }
    }

    /// The sentence from the phrase on must not hold this.
    pub(super) const fn unless(self, pattern: &'static str) -> Self {
        Self {
            unless: pattern,
            ..self
        }
    }

    /// The sentence up to the phrase must hold this.
    pub(super) const fn head(self, pattern: &'static str) -> Self {
        Self {
            head: pattern,
            ..self
        }
    }

    /// So many bytes of thinking at least must follow: what stands at the very
    /// end is the conclusion.
    pub(super) const fn left(self, bytes: usize) -> Self {
        Self {
            left: bytes,
            ..self
        }
    }

    pub(super) const fn why(
        self,
        reason: &'static str,
        fires: &'static [&'static str],
        silent: &'static [&'static str],
    ) -> Self {
        Self {
            reason,
            fires,
            silent,
            ..self
        }
    }
}
