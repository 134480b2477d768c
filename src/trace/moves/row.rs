//! A rule with its patterns compiled.

use std::sync::OnceLock;

use regex::Regex;

use super::classes::expand;
use super::rule::Rule;

/// A rule with its patterns, each compiled when it is first asked for.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) rule: &'static Rule,
    phrase: Pattern,
    only: Pattern,
    unless: Pattern,
    before: Pattern,
    not_before: Pattern,
    head: Pattern,
}

impl Row {
    pub(super) fn new(rule: &'static Rule) -> Self {
        Self {
            phrase: Pattern::new(format!("^(?:{})", rule.phrase)),
            only: Pattern::new(rule.only.to_owned()),
            unless: Pattern::new(rule.unless.to_owned()),
            before: Pattern::new(rule.before.to_owned()),
            not_before: Pattern::new(rule.not_before.to_owned()),
            head: Pattern::new(rule.head.to_owned()),
            rule,
        }
    }

    /// Whether all its patterns are patterns.
    #[cfg(test)]
    pub(super) fn compiles(&self) -> bool {
        let Self {
            rule: _,
            phrase,
            only,
            unless,
            before,
            not_before,
            head,
        } = self;
        let patterns = [phrase, only, unless, before, not_before, head];
        patterns.iter().all(|pattern| pattern.regex().is_some())
    }

    /// How long the phrase is that `rest` begins with.
    pub(super) fn length(&self, rest: &str) -> Option<usize> {
        self.phrase.regex()?.find(rest).map(|found| found.end())
    }

    /// Whether the sentence goes on as it must.
    pub(super) fn goes_on(&self, rest: &str) -> bool {
        self.only.is_in(rest, true) && !self.unless.is_in(rest, false)
    }

    /// Whether the sentence begins as it must.
    pub(super) fn begins(&self, head: &str) -> bool {
        self.head.is_in(head, true)
    }

    /// Whether anything is asked of the sentence before.
    pub(super) fn looks_back(&self) -> bool {
        !self.rule.before.is_empty() || !self.rule.not_before.is_empty()
    }

    /// Whether the sentence before is as it must be.
    pub(super) fn follows(&self, before: &str) -> bool {
        self.before.is_in(before, true) && !self.not_before.is_in(before, false)
    }
}

/// A pattern that is compiled when it is first asked for.
#[derive(Debug)]
struct Pattern {
    source: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    fn new(source: String) -> Self {
        Self {
            source,
            compiled: OnceLock::new(),
        }
    }

    fn regex(&self) -> Option<&Regex> {
        self.compiled
            .get_or_init(|| Regex::new(&format!("(?i){}", expand(&self.source))).ok())
            .as_ref()
    }

    /// Whether `text` holds the pattern; `if_none` where there is no pattern.
    fn is_in(&self, text: &str, if_none: bool) -> bool {
        if self.source.is_empty() {
            return if_none;
        }
        self.regex().map_or(if_none, |regex| regex.is_match(text))
    }
}
