//! The tables compiled: one automaton over the beginnings of all phrases says
//! which rules may hold at a place.

use std::sync::{LazyLock, OnceLock};

use regex::Regex;
use regex_syntax::hir::literal::Extractor;

use super::classes::expand;
use super::rule::Rule;
use super::tables;
use super::trie::{DEPTH, RowSet, Trie};

/// The tables, compiled at their first use.
pub(super) static AUTOMATON: LazyLock<Automaton> = LazyLock::new(|| {
    // The patterns are constant, and a test builds them: it cannot fail.
    Automaton::new(tables::rules()).unwrap_or_default()
});

/// All rules, and where to look for them.
#[derive(Debug, Default)]
pub(super) struct Automaton {
    trie: Trie,
    rows: Vec<Row>,
}

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

/// Why the tables cannot be compiled.
pub(super) type Error = Box<dyn std::error::Error + Send + Sync>;

impl Automaton {
    pub(super) fn new(rules: impl Iterator<Item = &'static Rule>) -> Result<Self, Error> {
        let rows: Vec<Row> = rules.map(Row::new).collect();
        if rows.len() > RowSet::MOST {
            return Err("more rules than a set can hold".into());
        }
        let mut starts = Vec::new();
        for (id, row) in rows.iter().enumerate() {
            starts.extend(beginnings(row.rule)?.into_iter().map(|start| (start, id)));
        }
        Ok(Self {
            trie: Trie::new(&starts),
            rows,
        })
    }

    /// The rows whose phrase may stand at the beginning of `text`.
    pub(super) fn rows_at(&self, text: &str) -> RowSet {
        self.trie.find(text.as_bytes())
    }

    #[cfg(test)]
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The rows of a set, in the tables' order.
    pub(super) fn rows_of(&self, set: RowSet) -> impl Iterator<Item = &Row> {
        set.iter().filter_map(|id| self.rows.get(id))
    }
}

/// What the rule's phrase can begin with, in small letters.
fn beginnings(rule: &Rule) -> Result<Vec<Vec<u8>>, Error> {
    let hir = regex_syntax::parse(&expand(rule.phrase))?;
    let found = Extractor::new()
        .limit_total(20_000)
        .limit_literal_len(DEPTH)
        .extract(&hir);
    let literals = found
        .literals()
        .filter(|found| !found.is_empty())
        .ok_or_else(|| format!("{}: a phrase must begin with words", rule.name))?;
    let starts = literals.iter().map(|literal| literal.as_bytes().to_vec());
    Ok(starts.filter(|start| !start.is_empty()).collect())
}

impl Row {
    fn new(rule: &'static Rule) -> Self {
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
