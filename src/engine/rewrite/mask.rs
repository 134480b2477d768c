//! Which earlier tokens an attention looks at. The graph's own masks are cut
//! out and computed by themselves, and what they show is read off.

use std::collections::BTreeSet;

use super::attention::{Attention, Cached};
use super::error::RewriteError;
use super::graph::{Index, Model};
use super::node::Node;
use super::port::Port;

/// Name of the input that stands for the shape of the cache.
pub(super) const PAST_SHAPE: &str = "overthink.past_shape";

/// A graph that computes masks alone, without weights or cache.
#[derive(Debug)]
pub(super) struct MaskGraph {
    /// The graph as a model file.
    pub(super) bytes: Vec<u8>,
    /// Its outputs, each `f32[.., tokens, past + tokens]`, additive and boolean alike.
    pub(super) outputs: Vec<String>,
    /// Its inputs.
    pub(super) inputs: Vec<String>,
}

/// The masks of `attentions`, cut out of the model.
pub(super) fn cut_out(
    model: &Model<'_>,
    index: &Index,
    attentions: &[Attention],
) -> Result<MaskGraph, RewriteError> {
    let masks: BTreeSet<&String> = attentions
        .iter()
        .flat_map(|a| a.masks.iter().map(|mask| &mask.name))
        .collect();
    let masks: Vec<String> = masks.into_iter().cloned().collect();
    let past = cached(attentions, |cached| &cached.past);
    let presents = cached(attentions, |cached| &cached.present);
    let cut = cuts(model, index, &masks, &presents);
    let mut small = without_cache(model, index, &past, &cut);
    let outputs = show(&mut small, &masks);
    small.tidy()?;
    let needed = small.drop_unused_inputs();
    if let Some(name) = needed.iter().find(|name| past.contains(name.as_str())) {
        return Err(RewriteError::unsupported(format!(
            "its mask depends on what the cache `{name}` holds"
        )));
    }
    Ok(MaskGraph {
        bytes: small.write(),
        outputs,
        inputs: needed,
    })
}

/// What `name` says of all cached tensors.
fn cached<'a>(
    attentions: &'a [Attention],
    name: impl Fn(&'a Cached) -> &'a String,
) -> BTreeSet<&'a str> {
    let tensors = attentions.iter().flat_map(|a| [&a.key, &a.value]);
    tensors.map(|cached| name(cached).as_str()).collect()
}

/// The model with nodes in which masks need neither cache nor weights: slices
/// of `cut` are passed by, and shapes of `past` are an input.
fn without_cache<'m>(
    model: &Model<'m>,
    index: &Index,
    past: &BTreeSet<&str>,
    cut: &BTreeSet<String>,
) -> Model<'m> {
    let mut small = model.clone();
    let mut extra = Vec::new();
    for node in &mut small.nodes {
        let source = node.input(0).unwrap_or_default().to_owned();
        if cut.contains(node.output()) {
            // A mask is cut to as many columns as there are keys, which it has already.
            *node = Node::new("Identity", &[&source], node.output());
        } else if node.is("Shape") && past.contains(source.as_str()) {
            *node = shape_from_input(node, &mut extra);
        } else if node.is("Gather") && node.input(1) == Some("input_ids") {
            *node = embedding_shape(node, element(model, index, &source), &mut extra);
        }
    }
    small.nodes.append(&mut extra);
    small.inputs.push(Port::new(PAST_SHAPE, 7, &[4]));
    small
}

/// Reads the shape of the cache, or the part that `shape` takes of it, off the
/// input that stands for it.
fn shape_from_input<'m>(shape: &Node<'m>, extra: &mut Vec<Node<'m>>) -> Node<'m> {
    let (from, to) = (shape.int("start"), shape.int("end"));
    let part = |what: &str| format!("{}.{what}", shape.output());
    let (start, end) = (part("start"), part("end"));
    extra.extend([
        Node::constant(&[1], &[from.unwrap_or(0)], &start),
        Node::constant(&[1], &[to.unwrap_or(4)], &end),
    ]);
    Node::new("Slice", &[PAST_SHAPE, &start, &end], shape.output())
}

/// Stands for an embedding of type `element`: masks ask it for its shape alone,
/// `[batch, tokens, …]`.
fn embedding_shape<'m>(embedding: &Node<'m>, element: i64, extra: &mut Vec<Node<'m>>) -> Node<'m> {
    let axis = format!("{}.axis", embedding.output());
    let wide = format!("{}.wide", embedding.output());
    extra.extend([
        Node::constant(&[1], &[2], &axis),
        Node::new("Unsqueeze", &["input_ids", &axis], &wide),
    ]);
    Node::new("Cast", &[&wide], embedding.output()).with_int("to", element)
}

/// Makes the masks the graph's outputs, as numbers; the names of these.
fn show(small: &mut Model<'_>, masks: &[String]) -> Vec<String> {
    for name in masks {
        let number = Node::new("Cast", &[name], &number_name(name)).with_int("to", 1);
        small.nodes.push(number);
    }
    let outputs: Vec<String> = masks.iter().map(|name| number_name(name)).collect();
    small.outputs = outputs.iter().map(|name| Port::new(name, 1, &[])).collect();
    outputs
}

/// The element type of a weight, stored as it is or converted.
fn element(model: &Model<'_>, index: &Index, name: &str) -> i64 {
    let converted = model.producer(index, name).and_then(|n| n.int("to"));
    let stored = model.weights.get(name).map(|weight| weight.element as i64);
    converted.or(stored).unwrap_or(1)
}

/// The output that shows the mask `name` as numbers.
pub(super) fn number_name(name: &str) -> String {
    format!("{name}.f32")
}

/// Slices on the way to the masks whose ends come from the cached keys.
fn cuts(
    model: &Model<'_>,
    index: &Index,
    masks: &[String],
    presents: &BTreeSet<&str>,
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = masks.iter().map(String::as_str).collect();
    while let Some(name) = open.pop() {
        if !seen.insert(name) || presents.contains(name) {
            continue;
        }
        let Some(node) = model.producer(index, name) else {
            continue;
        };
        if !node.is("Slice") {
            open.extend(node.inputs.iter().map(String::as_str));
            continue;
        }
        open.extend(node.input(0));
        let bounds: Vec<String> = node.inputs.iter().skip(1).cloned().collect();
        let behind = model.ancestors(index, &bounds);
        if presents.iter().any(|present| behind.contains(*present)) {
            found.insert(name.to_owned());
        }
    }
    found
}

/// What an attention looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All tokens up to its own.
    All,
    /// Its own and the ones before it, so many together.
    Window(u64),
}

/// Values at most this count as hidden. Masks hide with the lowest number of
/// their type or with minus infinity.
const HIDDEN: f32 = -1e4;

/// Reads the reach off the rows of a mask after `past` tokens. `additive` masks
/// hide by low numbers and show by 0; others hide by 0 and show by 1.
pub(super) fn reach(rows: &[Vec<&[f32]>], past: usize, additive: &[bool]) -> Result<Reach, String> {
    let mut window = None;
    for (i, row) in rows.iter().enumerate() {
        let at = past + i;
        let shown = |j: usize| {
            row.iter()
                .zip(additive)
                .try_fold(true, |all, (mask, &additive)| {
                    // A mask with one column is for all.
                    let value = *mask.get(j).or_else(|| mask.first())?;
                    match (value, additive) {
                        (0.0, true) => Some(all),
                        (1.0, false) => Some(all),
                        (0.0, false) => Some(false),
                        (value, true) if value <= HIDDEN => Some(false),
                        _ => None,
                    }
                })
        };
        let columns = row.iter().map(|mask| mask.len()).max().unwrap_or(0);
        let first = (0..columns).find(|&j| shown(j) == Some(true));
        let Some(first) = first.filter(|&first| first <= at) else {
            return Err(format!("token {at} is shown none before it"));
        };
        for j in 0..columns {
            let right = shown(j) == Some((first..=at).contains(&j));
            if !right {
                return Err(format!(
                    "token {at} and token {j} are neither shown nor hidden as a causal mask or a window does"
                ));
            }
        }
        let size = (first > 0).then_some(at - first + 1);
        match (window, size) {
            (None, size) => window = size,
            (Some(one), Some(other)) if one == other => {}
            _ => return Err("its window changes from token to token".to_owned()),
        }
    }
    Ok(window.map_or(Reach::All, |size| Reach::Window(size as u64)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn additive(shown: &[&str]) -> Vec<Vec<f32>> {
        let number = |c| if c == 'x' { 0.0 } else { f32::NEG_INFINITY };
        shown
            .iter()
            .map(|r| r.chars().map(number).collect())
            .collect()
    }

    fn read(shown: &[&str], past: usize) -> Result<Reach, String> {
        let rows = additive(shown);
        let rows: Vec<Vec<&[f32]>> = rows.iter().map(|r| vec![r.as_slice()]).collect();
        reach(&rows, past, &[true])
    }

    #[test]
    fn causal_masks_and_windows_are_told_apart() {
        assert_eq!(read(&["x..", "xx.", "xxx"], 0), Ok(Reach::All));
        assert_eq!(read(&["xxxx.", "xxxxx"], 3), Ok(Reach::All));
        assert_eq!(read(&["..xx.", "...xx"], 3), Ok(Reach::Window(2)));
        assert_eq!(read(&["x..", "xx.", ".xx"], 0), Ok(Reach::Window(2)));
    }

    #[test]
    fn other_masks_are_refused() {
        for (shown, past) in [
            (&["xxx", "xxx", "xxx"][..], 0),
            (&["x..", "...", "xxx"], 0),
            (&["x.x"], 2),
            (&[".xx.", "xxxx"], 2),
        ] {
            assert!(read(shown, past).is_err(), "{shown:?}");
        }
        let slope = [-0.5_f32, 0.0];
        assert!(
            reach(&[vec![&slope[..]]], 1, &[true]).is_err(),
            "a bias is no mask"
        );
    }

    #[test]
    fn masks_work_together() {
        let causal = [1.0_f32, 1.0, 0.0];
        let window = [f32::MIN, 0.0, 0.0];
        let rows = [vec![&causal[..], &window[..]]];
        assert_eq!(reach(&rows, 1, &[false, true]), Ok(Reach::Window(1)));
    }
}
