//! The tables compiled: what says where phrases may begin, which of them stand
//! there, and what else their rules ask for.

use std::sync::LazyLock;

use regex_syntax::hir::literal::Extractor;

use super::classes::expand;
use super::lead::Lead;
use super::phrases::{Matcher, Phrases, RowSet};
use super::row::Row;
use super::rule::{Place, Rule};
use super::tables;
use super::trie::{Start, Trie};

/// Bytes of a phrase that are looked at to find out where one may begin.
const DEPTH: usize = 6;

/// The tables, compiled at their first use. The patterns are constant, and a test
/// builds them: there is always one.
pub(super) static AUTOMATON: LazyLock<Option<Automaton>> =
    LazyLock::new(|| Automaton::new(tables::rules()).ok());

/// All rules, and where to look for them.
#[derive(Debug)]
pub(super) struct Automaton {
    trie: Trie,
    /// Phrases that begin in ASCII, and the others: apart, their automata are
    /// small, and seldom needed both.
    phrases: [Phrases; 2],
    rows: Vec<Row>,
}

/// Why the tables cannot be compiled.
pub(super) type Error = Box<dyn std::error::Error + Send + Sync>;

impl Automaton {
    pub(super) fn new(rules: impl Iterator<Item = &'static Rule>) -> Result<Self, Error> {
        let rows: Vec<Row> = rules.map(Row::new).collect();
        let mut starts = Vec::new();
        let mut scripts = [Vec::new(), Vec::new()];
        for (id, row) in rows.iter().enumerate() {
            let own = beginnings(row.rule)?;
            for (script, ids) in scripts.iter_mut().enumerate() {
                if own.iter().any(|start| script_of(start) == script) {
                    ids.push((id, row.rule.phrase));
                }
            }
            let in_clause = row.rule.place == Place::Clause;
            starts.extend(own.into_iter().map(|start| (start, in_clause)));
        }
        let [ascii, other] = scripts.map(|ids| Phrases::new(ids.into_iter()));
        Ok(Self {
            trie: Trie::new(starts, Lead::words()).ok_or("more beginnings than fit")?,
            phrases: [ascii?, other?],
            rows,
        })
    }

    /// Whether a phrase may begin where `text` does, and the small word there.
    pub(super) fn start(&self, text: &[u8]) -> Start {
        self.trie.find(text)
    }

    /// What finds the rows of which the phrase stands at a place, by script.
    pub(super) fn matcher(&self, script: usize) -> Option<Matcher<'_>> {
        self.phrases.get(script).map(Phrases::matcher)
    }

    /// The rows of a set, in the tables' order.
    pub(super) fn rows_of(&self, set: RowSet) -> impl Iterator<Item = &Row> {
        set.iter().filter_map(|id| self.rows.get(id))
    }

    #[cfg(test)]
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }
}

/// 0 for a text that begins in ASCII, 1 for others.
pub(super) fn script_of(text: &[u8]) -> usize {
    usize::from(!text.first().is_some_and(u8::is_ascii))
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
