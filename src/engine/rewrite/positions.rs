//! Positions of tokens for graphs that compute them from the cache's length.
//!
//! A shared buffer is longer than what is in it, and rows of different length
//! are at different positions, so they are counted in the mask instead.

use std::collections::BTreeSet;

use super::apply::ROW_LENGTHS;
use super::attention::Attention;
use super::error::RewriteError;
use super::graph::{Index, Model};
use super::node::Node;
use super::scalar::scalar;

/// `[batch, tokens]`: position of each token.
const POSITIONS: &str = "overthink.positions";

/// Puts positions counted in the mask where `[1, tokens]` ones were computed.
pub(super) fn derive(model: &mut Model<'_>, attentions: &[Attention]) -> Result<(), RewriteError> {
    let index = model.index();
    let past: BTreeSet<&str> = attentions
        .iter()
        .flat_map(|a| [a.key.past.as_str(), a.value.past.as_str()])
        .collect();
    let found: Vec<String> = model
        .nodes
        .iter()
        .filter(|node| is_positions(model, &index, node, &past))
        .map(|node| node.output().to_owned())
        .collect();
    if found.is_empty() {
        return Ok(());
    }
    model
        .nodes
        .retain(|node| !found.iter().any(|name| node.output() == name));
    model.nodes.extend(counted());
    for name in found {
        model.nodes.push(Node::new("Identity", &[POSITIONS], &name));
    }
    model.tidy()
}

/// Takes the batch's size from the tokens where it was read off a cache.
pub(super) fn batch_from_tokens(model: &mut Model<'_>, attentions: &[Attention]) {
    const SHAPE: &str = "overthink.tokens_shape";
    let index = model.index();
    let past: BTreeSet<&str> = attentions
        .iter()
        .flat_map(|a| [a.key.past.as_str(), a.value.past.as_str()])
        .collect();
    let reads_past = |name: &str| {
        let shape = model.producer(&index, name);
        shape.is_some_and(|n| n.is("Shape") && n.input(0).is_some_and(|from| past.contains(from)))
    };
    let first = |name: &str| scalar(model, &index, name, 0) == Some(0.0);
    let mut changed = Vec::new();
    for (i, node) in model.nodes.iter().enumerate() {
        let (Some(a), b) = (node.input(0), node.input(1)) else {
            continue;
        };
        if node.is("Shape") && past.contains(a) {
            let only_first =
                matches!(node.int("start"), None | Some(0)) && node.int("end") == Some(1);
            changed.extend(only_first.then_some((i, "input_ids")));
        } else if node.is("Gather") && reads_past(a) && b.is_some_and(first) {
            changed.push((i, SHAPE));
        }
    }
    for (i, source) in changed {
        if let Some(input) = model.nodes.get_mut(i).and_then(|n| n.inputs.first_mut()) {
            source.clone_into(input);
        }
    }
    model.nodes.push(Node::new("Shape", &["input_ids"], SHAPE));
}

/// Whether `node` makes `[1, tokens]` out of a range that begins at the cache's length.
fn is_positions(model: &Model<'_>, index: &Index, node: &Node<'_>, past: &BTreeSet<&str>) -> bool {
    let flat = node.is("Unsqueeze")
        && node.input(1).and_then(|axis| scalar(model, index, axis, 0)) == Some(0.0);
    let Some(range) = node.input(0).filter(|_| flat) else {
        return false;
    };
    let is_range = |name: &str| model.producer(index, name).is_some_and(|n| n.is("Range"));
    let shifted = model
        .producer(index, range)
        .is_some_and(|n| n.is("Add") && n.inputs.iter().any(|name| is_range(name)));
    (is_range(range) || shifted) && {
        let behind = model.ancestors(index, &[range.to_owned()]);
        past.iter().any(|name| behind.contains(*name))
    }
}

/// A row of `n` tokens of which `s` are new has them at `n - s` and on. In a
/// first step of rows of different length the shorter ones are padded to `s`
/// and begin at 0 as well.
fn counted<'a>() -> Vec<Node<'a>> {
    let part = |what: &str| format!("{POSITIONS}.{what}");
    vec![
        Node::constant(&[], &[0], &part("zero")),
        Node::constant(&[], &[1], &part("one")),
        Node::constant(&[1], &[1], &part("axis")),
        Node::new("Shape", &["input_ids"], &part("shape")),
        Node::new("Gather", &[&part("shape"), &part("one")], &part("new")),
        Node::new("Sub", &[ROW_LENGTHS, &part("new")], &part("before")),
        Node::new("Max", &[&part("before"), &part("zero")], &part("start")),
        Node::new(
            "Unsqueeze",
            &[&part("start"), &part("axis")],
            &part("starts"),
        ),
        Node::new(
            "Range",
            &[&part("zero"), &part("new"), &part("one")],
            &part("range"),
        ),
        Node::new("Add", &[&part("starts"), &part("range")], POSITIONS),
    ]
}
