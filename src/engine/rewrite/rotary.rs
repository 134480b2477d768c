//! Rotary embedding as one operator: `x · cos + turned(x) · sin`, spelled out
//! by exporters in a dozen nodes for queries and as many for keys.

use std::collections::BTreeMap;

use super::graph::{Index, Model};
use super::node::Node;
use super::scalar::{is_last, same, scalar};

/// One rotation of a graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rotation {
    /// Before it, `[batch, heads, tokens, size]`.
    pub(super) input: String,
    /// Cosines and sines of the positions, `[batch, tokens, size]`.
    pub(super) cos: String,
    /// As `cos`.
    pub(super) sin: String,
}

/// The rotation that ends in `name`, if that is one of whole heads of `size`.
pub(super) fn find(model: &Model<'_>, index: &Index, name: &str, size: u64) -> Option<Rotation> {
    let finder = Finder { model, index, size };
    let sum = finder.made_by(finder.without_rest(name), "Add")?;
    let (a, b) = (sum.input(0)?, sum.input(1)?);
    let (straight, cos) = finder.weighted(a)?;
    let (turned, sin) = finder.weighted(b)?;
    if finder.turned(turned)? != straight {
        return None;
    }
    Some(Rotation {
        input: finder.whole(straight).unwrap_or(straight).to_owned(),
        cos: finder.for_heads(cos)?,
        sin: finder.for_heads(sin)?,
    })
}

struct Finder<'m, 'a> {
    model: &'m Model<'a>,
    index: &'m Index,
    size: u64,
}

impl<'m> Finder<'m, '_> {
    fn made_by(&self, name: &str, op: &str) -> Option<&'m Node<'m>> {
        self.model.producer(self.index, name).filter(|n| n.is(op))
    }

    /// What is joined with the part of a head that is not rotated, if nothing
    /// is left of that. A graph that rotates parts of heads reads the part's
    /// size where this takes the head's; the comparison finds that out.
    fn without_rest<'n>(&'n self, name: &'n str) -> &'n str {
        let rotated = || {
            let joined = self.made_by(name, "Concat")?;
            let [rotated, rest] = joined.inputs.as_slice() else {
                return None;
            };
            let rest = self.made_by(rest, "Slice")?;
            same(self.bound(rest, 1)?, self.size as f64).then_some(rotated.as_str())
        };
        rotated().unwrap_or(name)
    }

    /// x of `x[:size]`.
    fn whole(&self, name: &str) -> Option<&'m str> {
        let slice = self.made_by(name, "Slice")?;
        let whole = same(self.bound(slice, 1)?, 0.0)
            && self.bound(slice, 2)? >= self.size as f64
            && is_last(self.bound(slice, 3)?);
        if whole { slice.input(0) } else { None }
    }

    /// Start, end or axis of a slice.
    fn bound(&self, slice: &Node<'_>, i: usize) -> Option<f64> {
        scalar(self.model, self.index, slice.input(i)?, self.size)
    }

    /// The factors of a product.
    fn weighted(&self, name: &str) -> Option<(&'m str, &'m str)> {
        let product = self.made_by(name, "Mul")?;
        Some((product.input(0)?, product.input(1)?))
    }

    /// x of `concat(-x[half:], x[:half])`.
    fn turned(&self, name: &str) -> Option<&'m str> {
        let joined = self.made_by(name, "Concat")?;
        let [high, low] = joined.inputs.as_slice() else {
            return None;
        };
        let high = self.made_by(high, "Neg")?.input(0)?;
        let (high, low) = (self.made_by(high, "Slice")?, self.made_by(low, "Slice")?);
        let half = self.size as f64 / 2.0;
        let right = matches!(joined.int("axis"), Some(-1 | 3))
            && is_last(self.bound(high, 3)?)
            && is_last(self.bound(low, 3)?)
            && same(self.bound(high, 1)?, half)
            && self.bound(high, 2)? >= self.size as f64
            && same(self.bound(low, 1)?, 0.0)
            && same(self.bound(low, 2)?, half)
            && high.input(0) == low.input(0);
        if right { high.input(0) } else { None }
    }

    /// `[batch, tokens, size]` of what was given an axis for heads.
    fn for_heads(&self, name: &str) -> Option<String> {
        let axis = self.made_by(name, "Unsqueeze")?;
        let at = scalar(self.model, self.index, axis.input(1)?, 0)?;
        same(at, 1.0).then(|| axis.input(0).map(str::to_owned))?
    }
}

/// Makes rotations as single operators. Cosines and sines stay computed by the
/// graph from its positions, so every kind of scaling is kept as it is; the
/// operator looks them up by row, and so is given the rows in order.
#[derive(Debug, Default)]
pub(super) struct Rotary {
    tables: BTreeMap<String, String>,
    order: Option<String>,
}

impl Rotary {
    /// Nodes that rotate `[batch, tokens, heads · size]` named `input` into `output`.
    pub(super) fn nodes<'a>(
        &mut self,
        rotation: &Rotation,
        (input, output): (&str, &str),
        (heads, size): (u64, u64),
    ) -> Vec<Node<'a>> {
        let mut made = Vec::new();
        let order = self.order.get_or_insert_with(|| rows_in_order(&mut made));
        let order = order.clone();
        let cos = self.table(&rotation.cos, size, &mut made);
        let sin = self.table(&rotation.sin, size, &mut made);
        let rotate = Node::new("RotaryEmbedding", &[input, &order, &cos, &sin], output)
            .contrib()
            .with_int("num_heads", heads as i64)
            .with_int("interleaved", 0);
        made.push(rotate);
        made
    }

    /// `[batch · tokens, size / 2]`: both halves of a row are the same.
    fn table(&mut self, name: &str, size: u64, made: &mut Vec<Node<'_>>) -> String {
        if let Some(table) = self.tables.get(name) {
            return table.clone();
        }
        let part = |what: &str| format!("overthink.{name}.{what}");
        let (table, half) = (part("table"), (size / 2) as i64);
        made.extend([
            Node::constant(&[1], &[0], &part("start")),
            Node::constant(&[1], &[half], &part("end")),
            Node::constant(&[1], &[-1], &part("axis")),
            Node::constant(&[2], &[-1, half], &part("shape")),
            Node::new(
                "Slice",
                &[name, &part("start"), &part("end"), &part("axis")],
                &part("half"),
            ),
            Node::new("Reshape", &[&part("half"), &part("shape")], &table),
        ]);
        self.tables.insert(name.to_owned(), table.clone());
        table
    }
}

/// 0, 1, 2 … in the shape of `input_ids`.
fn rows_in_order(made: &mut Vec<Node<'_>>) -> String {
    let order = "overthink.row_order";
    let part = |what: &str| format!("{order}.{what}");
    made.extend([
        Node::new("Shape", &["input_ids"], &part("shape")),
        Node::new("ReduceProd", &[&part("shape")], &part("count")).with_int("keepdims", 0),
        Node::constant(&[], &[0], &part("zero")),
        Node::constant(&[], &[1], &part("one")),
        Node::new(
            "Range",
            &[&part("zero"), &part("count"), &part("one")],
            &part("flat"),
        ),
        Node::new("Reshape", &[&part("flat"), &part("shape")], order),
    ]);
    order.to_owned()
}
