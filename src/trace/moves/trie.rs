//! Beginnings of phrases and small words, as one automaton: most places in a text
//! are done with after a byte or two.

use std::collections::BTreeMap;

use super::lead::Lead;

/// What stands at the beginning of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Start {
    /// Whether a phrase may begin here, which may stand in a clause at least.
    pub(super) in_clause: bool,
    /// The same of a phrase that must stand first in its sentence.
    pub(super) in_sentence: bool,
    /// The longest small word that stands here, and its length in bytes.
    pub(super) small: Option<(Lead, usize)>,
}

/// Beginnings in small letters. The edges of a state stand at `base + byte` in a
/// table that all states share; an edge tells which state it is of. All that a
/// step needs is in one edge, and the table is small enough to stay near.
#[derive(Debug, Default)]
pub(super) struct Trie {
    /// The base of the first state.
    root: u16,
    edges: Vec<Edge>,
    /// Whether anything begins with two bytes, a bit for each two: most places in
    /// a text are done with here.
    pairs: Vec<u64>,
}

/// Where a byte leads; to 0, the root, where no edge is.
#[derive(Debug, Clone, Copy, Default)]
struct Edge {
    from: u16,
    to: u16,
    /// The base of `to`.
    base: u16,
    /// Whether a beginning of a phrase ends there that may stand in a clause, and
    /// of one that may not.
    ends: [bool; 2],
    small: Option<Small>,
}

/// A small word that ends at a state.
#[derive(Debug, Clone, Copy)]
struct Small {
    lead: Lead,
    /// Whether no letter may follow: Chinese words end anywhere, and what is
    /// several words is told by them.
    is_word: bool,
}

/// A state while the automaton is built.
#[derive(Debug, Clone, Default)]
struct Node {
    edges: BTreeMap<u8, usize>,
    ends: [bool; 2],
    small: Option<Small>,
}

/// Places that are searched for room before they are given up.
const FAR: usize = 64;

impl Trie {
    /// The automaton of these beginnings of phrases, each with whether it may stand
    /// in a clause, and of these small words; `None` if it has no room for them.
    pub(super) fn new<'w>(
        starts: impl IntoIterator<Item = (Vec<u8>, bool)>,
        small: impl IntoIterator<Item = (&'w str, Lead)>,
    ) -> Option<Self> {
        let mut nodes = vec![Node::default()];
        for (start, in_clause) in starts {
            let node = node_of(&mut nodes, &start)?;
            node.ends = [node.ends[0] || in_clause, node.ends[1] || !in_clause];
        }
        for (word, lead) in small {
            let is_word = word.bytes().all(|b| b.is_ascii_alphabetic());
            node_of(&mut nodes, word.as_bytes())?.small = Some(Small { lead, is_word });
        }
        let mut trie = Self::default();
        let mut first_free = 0;
        let bases = nodes.iter().enumerate().map(|(from, node)| {
            let base = trie.base_for(&node.edges, &mut first_free);
            for (&byte, &to) in &node.edges {
                let edge = trie.edges.get_mut(base + usize::from(byte))?;
                edge.from = u16::try_from(from).ok()?;
                edge.to = u16::try_from(to).ok()?;
            }
            u16::try_from(base).ok()
        });
        let bases: Vec<u16> = bases.collect::<Option<_>>()?;
        for edge in trie.edges.iter_mut().filter(|edge| edge.to != 0) {
            let node = nodes.get(usize::from(edge.to))?;
            edge.base = *bases.get(usize::from(edge.to))?;
            (edge.ends, edge.small) = (node.ends, node.small);
        }
        trie.root = *bases.first()?;
        trie.pairs = pairs(&nodes);
        Some(trie)
    }

    /// A place where all these edges find room; the table grows there.
    fn base_for(&mut self, edges: &BTreeMap<u8, usize>, first_free: &mut usize) -> usize {
        let is_free = |all: &[Edge], at: usize| all.get(at).is_none_or(|edge| edge.to == 0);
        while !is_free(&self.edges, *first_free) {
            *first_free += 1;
        }
        let Some((&lowest, _)) = edges.first_key_value() else {
            return 0;
        };
        let lowest_base = first_free.saturating_sub(usize::from(lowest));
        let mut base = lowest_base;
        while !edges
            .keys()
            .all(|&byte| is_free(&self.edges, base + usize::from(byte)))
        {
            base += 1;
        }
        // What is nearly full is not searched again.
        if base - lowest_base > FAR {
            *first_free = base + usize::from(lowest);
        }
        let n = self.edges.len().max(base + 256);
        self.edges.resize(n, Edge::default());
        base
    }

    fn has_pair(&self, first: u8, second: u8) -> bool {
        let (word, bit) = bit_of(first.to_ascii_lowercase(), second.to_ascii_lowercase());
        self.pairs.get(word).is_some_and(|word| word & bit != 0)
    }

    /// What `text` begins with.
    pub(super) fn find(&self, text: &[u8]) -> Start {
        let mut found = Start::default();
        if let [first, second, ..] = text
            && !self.has_pair(*first, *second)
        {
            return found;
        }
        let (mut state, mut base) = (0, self.root);
        for (i, byte) in text.iter().enumerate() {
            let at = usize::from(base) + usize::from(byte.to_ascii_lowercase());
            let Some(edge) = self.edges.get(at) else {
                break;
            };
            if edge.from != state || edge.to == 0 {
                break;
            }
            (state, base) = (edge.to, edge.base);
            found.in_clause |= edge.ends[0];
            found.in_sentence |= edge.ends[1];
            if let Some(small) = edge.small
                && !(small.is_word && text.get(i + 1).is_some_and(u8::is_ascii_alphabetic))
            {
                found.small = Some((small.lead, i + 1));
            }
        }
        found
    }
}

/// The bit of two bytes: which word, and where in it.
fn bit_of(first: u8, second: u8) -> (usize, u64) {
    let pair = u16::from_be_bytes([first, second]);
    (usize::from(pair / 64), 1 << (pair % 64))
}

/// The bits of all two bytes that something begins with.
fn pairs(nodes: &[Node]) -> Vec<u64> {
    let mut bits = vec![0; 1024];
    let first_edges = nodes.iter().take(1).flat_map(|root| &root.edges);
    for (&first, &to) in first_edges {
        let Some(node) = nodes.get(to) else {
            continue;
        };
        // Behind what ends after one byte anything may stand.
        let ends = node.ends[0] || node.ends[1] || node.small.is_some();
        for second in (0..=u8::MAX).filter(|byte| ends || node.edges.contains_key(byte)) {
            let (word, bit) = bit_of(first, second);
            if let Some(word) = bits.get_mut(word) {
                *word |= bit;
            }
        }
    }
    bits
}

/// The node that `start` leads to, made where it is missing.
fn node_of<'n>(nodes: &'n mut Vec<Node>, start: &[u8]) -> Option<&'n mut Node> {
    let mut at = 0;
    for &byte in start {
        let new = nodes.len();
        at = *nodes.get_mut(at)?.edges.entry(byte).or_insert(new);
        if at == new {
            nodes.push(Node::default());
        }
    }
    nodes.get_mut(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_and_small_words_are_found_in_one_walk() {
        let starts = [("let", false), ("so w", false), ("不对", true)];
        let starts = starts.map(|(start, in_clause)| (start.as_bytes().to_vec(), in_clause));
        let small = [("so", Lead::SO), ("不", Lead::NO), ("不对", Lead::BUT)];
        let trie = Trie::new(starts, small).unwrap();
        let found = |text: &str| {
            let start = trie.find(text.as_bytes());
            (start.in_sentence || start.in_clause, start.small)
        };
        for (text, expected) in [
            ("Let me", (true, None)),
            ("le", (false, None)),
            ("So what", (true, Some((Lead::SO, 2)))),
            ("so, what", (false, Some((Lead::SO, 2)))),
            ("sow", (false, None)),
            ("so", (false, Some((Lead::SO, 2)))),
            ("不好", (false, Some((Lead::NO, 3)))),
            ("不对", (true, Some((Lead::BUT, 6)))),
            ("", (false, None)),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn all_small_words_are_read() {
        let trie = Trie::new([], Lead::words()).unwrap();
        for (word, lead) in Lead::words() {
            let found = trie.find(word.as_bytes()).small;
            assert_eq!(found, Some((lead, word.len())), "{word}");
        }
    }
}
