//! All phrases as one automaton: one walk over a few bytes says which of them
//! stand at a place.

use std::sync::{Mutex, PoisonError};

use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson;
use regex_automata::{Anchored, Input, MatchKind};
use regex_syntax::hir::{Class, ClassUnicodeRange, Hir, HirKind};

use super::automaton::Error;
use super::classes::expand;
use super::sentence::REACH;

/// Most bytes of the states that are kept; they are made when first met.
const CACHE_BYTES: usize = 16 << 20;

/// Bytes of a phrase after which its other parts are left to its row.
const DEPTH: usize = 10;

/// A set of rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct RowSet([u64; 4]);

impl RowSet {
    /// Most rows that a set can hold.
    const MOST: usize = 256;

    /// All rows that there can be.
    const ALL: Self = Self([u64::MAX; 4]);

    fn add(&mut self, row: usize) {
        if let Some(word) = self.0.get_mut(row / 64) {
            *word |= 1 << (row % 64);
        }
    }

    pub(super) fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// The rows, in order.
    pub(super) fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(i, mut word)| {
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros() as usize;
                word &= word.wrapping_sub(1);
                (bit < 64).then_some(i * 64 + bit)
            })
        })
    }
}

/// The phrases of all rows, as far as they are narrow, as one automaton whose
/// states are made when first met.
#[derive(Debug)]
pub(super) struct Phrases {
    dfa: DFA,
    /// The row of each pattern.
    rows: Vec<usize>,
    /// The states that earlier texts met, for the next one.
    spare: Mutex<Vec<Cache>>,
}

impl Phrases {
    /// The automaton of these rows and patterns.
    pub(super) fn new<'p>(patterns: impl Iterator<Item = (usize, &'p str)>) -> Result<Self, Error> {
        let (mut rows, mut narrowed) = (Vec::new(), Vec::new());
        for (row, pattern) in patterns {
            rows.push(row);
            narrowed.push(narrow(&regex_syntax::parse(&expand(pattern))?).0);
        }
        if rows.iter().any(|row| *row >= RowSet::MOST) {
            return Err("more rules than a set can hold".into());
        }
        let nfa = thompson::Compiler::new().build_many_from_hir(&narrowed)?;
        let config = DFA::config()
            .match_kind(MatchKind::All)
            .cache_capacity(CACHE_BYTES);
        Ok(Self {
            dfa: DFA::builder().configure(config).build_from_nfa(nfa)?,
            rows,
            spare: Mutex::default(),
        })
    }

    /// The rows of which a pattern stands at the beginning of `rest`. The patterns
    /// are in small letters.
    fn find(&self, cache: &mut Cache, rest: &str) -> Option<RowSet> {
        let mut found = RowSet::default();
        let dfa = &self.dfa;
        let mut note = |cache: &Cache, state: LazyStateID| {
            for i in 0..dfa.match_len(cache, state) {
                let pattern = dfa.match_pattern(cache, state, i).as_usize();
                found.add(self.rows.get(pattern).copied().unwrap_or_default());
            }
        };
        let input = Input::new(rest).anchored(Anchored::Yes);
        let mut state = dfa.start_state_forward(cache, &input).ok()?;
        for byte in rest.bytes().take(REACH) {
            state = dfa
                .next_state(cache, state, byte.to_ascii_lowercase())
                .ok()?;
            // One look for what is seldom: a match, or the end of the walk.
            if !state.is_tagged() {
                continue;
            }
            if state.is_match() {
                note(cache, state);
            } else if state.is_dead() {
                return Some(found);
            } else if state.is_quit() {
                return None;
            }
        }
        state = dfa.next_eoi_state(cache, state).ok()?;
        if state.is_match() {
            note(cache, state);
        }
        Some(found)
    }

    /// What looks for the phrases in one text.
    pub(super) fn matcher(&self) -> Matcher<'_> {
        let spare = self
            .spare
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        Matcher {
            phrases: self,
            cache: Some(spare.unwrap_or_else(|| self.dfa.create_cache())),
        }
    }
}

/// Looks for phrases, with states of its own.
pub(super) struct Matcher<'p> {
    phrases: &'p Phrases,
    /// There until the end.
    cache: Option<Cache>,
}

impl Matcher<'_> {
    /// The rows whose phrase `rest` may begin with: all of those that it does.
    pub(super) fn rows(&mut self, rest: &str) -> RowSet {
        // Where the automaton gives up, which it has no reason to, each row is
        // asked for itself.
        let cache = self.cache.as_mut();
        let found = cache.and_then(|cache| self.phrases.find(cache, rest));
        found.unwrap_or(RowSet::ALL)
    }
}

impl Drop for Matcher<'_> {
    fn drop(&mut self) {
        let mut spare = self
            .phrases
            .spare
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        spare.extend(self.cache.take());
    }
}

/// A pattern up to its first gap, which is a repetition of nearly any character,
/// or to its first look at an end, and whether that is all of it. Behind a gap the
/// automaton would have to know how long it was so far, in thousands of states.
fn narrow(hir: &Hir) -> (Hir, bool) {
    match hir.kind() {
        HirKind::Concat(parts) => narrow_list(parts),
        HirKind::Alternation(parts) => {
            let parts: Vec<(Hir, bool)> = parts.iter().map(narrow).collect();
            let whole = parts.iter().all(|(_, whole)| *whole);
            let parts = parts.into_iter().map(|(part, _)| part);
            (Hir::alternation(parts.collect()), whole)
        }
        HirKind::Capture(capture) => narrow(&capture.sub),
        HirKind::Repetition(repetition) => {
            if is_wide(&repetition.sub) && repetition.max.is_none_or(|most| most > 1) {
                return (Hir::empty(), false);
            }
            match narrow(&repetition.sub) {
                (_, true) => (hir.clone(), true),
                (_, false) if repetition.min == 0 => (Hir::empty(), false),
                (sub, false) => (sub, false),
            }
        }
        // What is looked at here goes on where the sentence may have ended.
        HirKind::Look(_) => (Hir::empty(), false),
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) => (hir.clone(), true),
    }
}

/// Patterns one after the other, up to the first gap.
fn narrow_list(parts: &[Hir]) -> (Hir, bool) {
    let mut kept = Vec::new();
    let mut length = 0;
    for (i, part) in parts.iter().enumerate() {
        let (own, whole) = narrow(part);
        if whole {
            length += own.properties().minimum_len().unwrap_or(0);
            kept.push(own);
            if length >= DEPTH && i + 1 < parts.len() {
                return (Hir::concat(kept), false);
            }
            continue;
        }
        kept.push(match part.kind() {
            // What may be left out is gone into, or passed over.
            HirKind::Repetition(repetition) if repetition.min == 0 => {
                let after = parts.get(i + 1..).unwrap_or_default();
                Hir::alternation(vec![narrow(&repetition.sub).0, narrow_list(after).0])
            }
            _ => own,
        });
        return (Hir::concat(kept), false);
    }
    (Hir::concat(kept), true)
}

/// Whether it is a class of more characters than there are letters.
fn is_wide(hir: &Hir) -> bool {
    const MANY: u32 = 1000;
    let HirKind::Class(Class::Unicode(class)) = hir.kind() else {
        return false;
    };
    let size = |range: &ClassUnicodeRange| u32::from(range.end()) - u32::from(range.start()) + 1;
    class.iter().map(size).sum::<u32>() > MANY
}
