//! The beginnings of all phrases, and the rows that they lead to.

use std::collections::BTreeMap;

/// Bytes of a phrase that are looked at to find its row.
pub(super) const DEPTH: usize = 8;

/// A set of rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct RowSet([u64; 4]);

impl RowSet {
    pub(super) const MOST: usize = 256;

    fn add(&mut self, row: usize) {
        if let Some(word) = self.0.get_mut(row / 64) {
            *word |= 1 << (row % 64);
        }
    }

    fn join(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(other.0) {
            *word |= more;
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

/// Beginnings of phrases, in small letters, as one automaton.
#[derive(Debug, Default)]
pub(super) struct Trie {
    /// The first state for each byte; 0 is none.
    first: Vec<u32>,
    states: Vec<State>,
    /// Bytes and where they lead, the edges of one state together.
    edges: Vec<(u8, u32)>,
}

#[derive(Debug, Default)]
struct State {
    edges: std::ops::Range<u32>,
    /// The rows of which a beginning ends here.
    rows: Option<Box<RowSet>>,
}

impl Trie {
    pub(super) fn new(starts: &[(Vec<u8>, usize)]) -> Self {
        let mut nodes: Vec<(BTreeMap<u8, u32>, RowSet)> = vec![Default::default()];
        for (start, row) in starts {
            let mut at = 0;
            for &byte in start {
                let new = nodes.len() as u32;
                let to = nodes
                    .get_mut(at)
                    .map(|(edges, _)| *edges.entry(byte).or_insert(new));
                at = to.unwrap_or(0) as usize;
                if at == nodes.len() {
                    nodes.push(Default::default());
                }
            }
            if let Some((_, rows)) = nodes.get_mut(at) {
                rows.add(*row);
            }
        }
        let mut trie = Self::default();
        for (to, rows) in nodes {
            let from = trie.edges.len() as u32;
            trie.edges.extend(to);
            trie.states.push(State {
                edges: from..trie.edges.len() as u32,
                rows: (!rows.is_empty()).then(|| Box::new(rows)),
            });
        }
        trie.first = (0..=u8::MAX).map(|byte| trie.step(0, byte)).collect();
        trie
    }

    /// Where `byte` leads from a state; 0 is nowhere.
    fn step(&self, state: usize, byte: u8) -> u32 {
        let edges = self.states.get(state).map(|state| state.edges.clone());
        let edges = edges.map_or(0..0, |edges| edges.start as usize..edges.end as usize);
        let edges = self.edges.get(edges).unwrap_or_default();
        let edge = edges.iter().find(|(on, _)| *on == byte);
        edge.map_or(0, |&(_, to)| to)
    }

    /// The rows of which a beginning stands at the beginning of `bytes`.
    pub(super) fn find(&self, bytes: &[u8]) -> RowSet {
        let mut rows = RowSet::default();
        let mut bytes = bytes.iter().take(DEPTH).map(u8::to_ascii_lowercase);
        let first = bytes.next().and_then(|b| self.first.get(usize::from(b)));
        let mut state = first.copied().unwrap_or(0) as usize;
        while state != 0 {
            if let Some(found) = self.states.get(state).and_then(|s| s.rows.as_deref()) {
                rows.join(found);
            }
            state = bytes.next().map_or(0, |b| self.step(state, b)) as usize;
        }
        rows
    }
}
