//! Factors: numbers that a graph multiplies by, written out or computed from
//! the size of a head.

use super::graph::{Index, Model};
use super::node::Node;

/// Deepest expression that is followed.
const DEEP: usize = 12;

/// For `x · c` or `x / c`: the name of x, and what it is multiplied by. `size`
/// is the last dimension of x, or 0 where that may not be asked for.
pub(super) fn scaled<'m>(
    model: &'m Model<'_>,
    index: &Index,
    node: &'m Node<'_>,
    size: u64,
) -> Option<(&'m str, f64)> {
    let (a, b) = (node.input(0)?, node.input(1)?);
    if node.is("Mul") {
        if let Some(factor) = scalar(model, index, b, size) {
            return Some((a, factor));
        }
        return Some((b, scalar(model, index, a, size)?));
    }
    if node.is("Div") {
        return Some((a, 1.0 / scalar(model, index, b, size)?));
    }
    None
}

/// The value of a single number, computed where it is not written out. The
/// last dimension of any tensor counts as `size`, unless that is 0.
pub(super) fn scalar(model: &Model<'_>, index: &Index, name: &str, size: u64) -> Option<f64> {
    evaluate(model, index, name, size, DEEP)
}

/// Whether two numbers that stand for whole ones are the same.
pub(super) fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

/// Whether `axis` is the last of four.
pub(super) fn is_last(axis: f64) -> bool {
    same(axis, -1.0) || same(axis, 3.0)
}

fn evaluate(model: &Model<'_>, index: &Index, name: &str, size: u64, deep: usize) -> Option<f64> {
    if let Some(values) = model.constant(index, name) {
        return match values.as_slice() {
            [value] => Some(*value),
            _ => None,
        };
    }
    let deep = deep.checked_sub(1)?;
    let node = model.producer(index, name)?;
    let input = |i: usize| evaluate(model, index, node.input(i)?, size, deep);
    match node.op.as_str() {
        "Cast" | "Identity" | "Squeeze" | "Unsqueeze" | "Reshape" => input(0),
        "Sqrt" => Some(input(0)?.sqrt()),
        "Reciprocal" => Some(1.0 / input(0)?),
        "Mul" => Some(input(0)? * input(1)?),
        "Div" => Some(input(0)? / input(1)?),
        "Pow" => Some(input(0)?.powf(input(1)?)),
        // The last dimension: `shape(x)[-1]`.
        "Gather" | "Slice" if size > 0 => {
            let shape = model.producer(index, node.input(0)?)?;
            let at = input(1)?;
            (shape.is("Shape") && is_last(at)).then_some(size as f64)
        }
        _ => None,
    }
}
