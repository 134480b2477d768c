//! Follows the nodes around an attention from one landmark to the next.

use std::collections::BTreeMap;

use super::attention::{Cached, Mask};
use super::graph::{Index, Model};
use super::node::Node;
use super::scalar::{same, scalar, scaled};

/// Follows chains of nodes.
pub(super) struct Finder<'m, 'a> {
    pub(super) model: &'m Model<'a>,
    pub(super) index: &'m Index,
    pub(super) caches: &'m BTreeMap<String, Cached>,
    /// Size of a head, where all have the same; else 0.
    pub(super) size: u64,
}

/// What leads from the softmax back to the product of queries and keys.
#[derive(Debug)]
pub(super) struct Scores<'m> {
    pub(super) query: &'m str,
    pub(super) keys: &'m str,
    pub(super) scale: f64,
    pub(super) softcap: f64,
    pub(super) masks: Vec<Mask>,
}

/// Longest chain of nodes that is followed.
const FAR: usize = 24;

impl<'m> Finder<'m, '_> {
    /// From a softmax back to the product of queries and keys.
    pub(super) fn scores(&self, softmax: &'m Node<'_>) -> Option<Scores<'m>> {
        let mut at = softmax.input(0)?;
        let (mut scale, mut softcap, mut masks) = (1.0, 0.0, Vec::new());
        for _ in 0..FAR {
            let node = self.model.producer(self.index, at)?;
            match node.op.as_str() {
                "Cast" | "Identity" => at = node.input(0)?,
                "Add" => {
                    let (a, b) = (node.input(0)?, node.input(1)?);
                    let (scores, mask) = match (self.is_product(a), self.is_product(b)) {
                        (true, false) => (a, b),
                        (false, true) => (b, a),
                        _ => return None,
                    };
                    masks.push(Mask {
                        name: mask.to_owned(),
                        additive: true,
                    });
                    at = scores;
                }
                "Where" => {
                    masks.push(Mask {
                        name: node.input(0)?.to_owned(),
                        additive: false,
                    });
                    at = node.input(1)?;
                }
                "MatMul" => {
                    return Some(Scores {
                        query: node.input(0)?,
                        keys: node.input(1)?,
                        scale,
                        softcap,
                        masks,
                    });
                }
                _ => {
                    let (inner, factor) = scaled(self.model, self.index, node, self.size)?;
                    if let Some((before, cap)) = self.squeezed(inner, factor) {
                        // A factor outside the squeeze would not be the scale.
                        if !same(scale, 1.0) || softcap > 0.0 {
                            return None;
                        }
                        softcap = cap;
                        at = before;
                    } else {
                        scale *= factor;
                        at = inner;
                    }
                }
            }
        }
        None
    }

    /// `factor · tanh(x / factor)`: x and the factor.
    fn squeezed(&self, name: &'m str, factor: f64) -> Option<(&'m str, f64)> {
        let tanh = self.model.producer(self.index, name)?;
        if !tanh.is("Tanh") {
            return None;
        }
        let inner = self.model.producer(self.index, tanh.input(0)?)?;
        let (x, inverse) = scaled(self.model, self.index, inner, self.size)?;
        ((inverse * factor - 1.0).abs() < 1e-5 && factor > 0.0).then_some((x, factor))
    }

    /// Whether `name` is a product of matrices, scaled or squeezed.
    fn is_product(&self, name: &str) -> bool {
        let mut at = name;
        for _ in 0..FAR {
            let Some(node) = self.model.producer(self.index, at) else {
                return false;
            };
            let next = match node.op.as_str() {
                "MatMul" => return true,
                "Cast" | "Identity" | "Tanh" | "Add" => node.input(0),
                "Where" => node.input(1),
                _ => scaled(self.model, self.index, node, self.size).map(|(inner, _)| inner),
            };
            let Some(next) = next else { return false };
            at = next;
        }
        false
    }

    /// Back to a cached tensor: which, what it was multiplied by, and whether
    /// its last two axes were exchanged. Repeated heads are passed over.
    pub(super) fn cached(&self, name: &str) -> Option<(&'m Cached, f64, bool)> {
        let (mut at, mut scale, mut turned) = (name.to_owned(), 1.0, false);
        for _ in 0..FAR {
            if let Some(cached) = self.caches.get(&at) {
                return Some((cached, scale, turned));
            }
            let node = self.model.producer(self.index, &at)?;
            at = match node.op.as_str() {
                "Transpose" => {
                    let perm = node.ints("perm")?;
                    if turned || !matches!(perm.as_slice(), [0, 1, 3, 2] | [0, 2, 1]) {
                        return None;
                    }
                    turned = true;
                    node.input(0)?.to_owned()
                }
                "Reshape" | "Expand" | "Unsqueeze" | "Squeeze" | "Identity" | "Cast" => {
                    node.input(0)?.to_owned()
                }
                _ => {
                    let (inner, factor) = scaled(self.model, self.index, node, self.size)?;
                    scale *= factor;
                    inner.to_owned()
                }
            };
        }
        None
    }

    /// Queries without the factors put on them last.
    pub(super) fn unscaled(&self, name: &'m str) -> (&'m str, f64) {
        let (mut at, mut scale) = (name, 1.0);
        for _ in 0..FAR {
            let Some(node) = self.model.producer(self.index, at) else {
                break;
            };
            let Some((inner, factor)) = scaled(self.model, self.index, node, self.size) else {
                break;
            };
            scale *= factor;
            at = inner;
        }
        (at, scale)
    }

    /// From a softmax on to the product with the values.
    pub(super) fn product(&self, name: &str) -> Option<&'m Node<'m>> {
        let mut at = name;
        for _ in 0..FAR {
            let readers: Vec<&'m Node<'_>> = self.model.readers(self.index, at).collect();
            let next = match readers.as_slice() {
                [only] => only,
                // Rows of nothing but hidden scores are cleaned: `where(isnan(p), 0, p)`.
                [one, other] if one.is("IsNaN") && other.is("Where") => other,
                [one, other] if other.is("IsNaN") && one.is("Where") => one,
                _ => return None,
            };
            match next.op.as_str() {
                "MatMul" if next.input(0) == Some(at) => return Some(next),
                "Cast" | "Identity" => at = next.output(),
                "Where" if next.input(2) == Some(at) => {
                    let zero = scalar(self.model, self.index, next.input(1)?, 0)?;
                    if !same(zero, 0.0) {
                        return None;
                    }
                    at = next.output();
                }
                _ => return None,
            }
        }
        None
    }

    /// The result with heads after tokens.
    pub(super) fn transposed(&self, name: &str) -> Option<&'m str> {
        let mut readers = self.model.readers(self.index, name);
        let (Some(next), None) = (readers.next(), readers.next()) else {
            return None;
        };
        let fits = next.is("Transpose") && next.ints("perm")? == [0, 2, 1, 3];
        fits.then_some(next.output())
    }

    /// Rows of the matrix that a value is projected by.
    pub(super) fn width_after(&self, name: &str) -> Option<u64> {
        let mut at = name;
        for _ in 0..FAR {
            let next = self.model.readers(self.index, at).find(|n| {
                let through = ["Reshape", "Cast", "Identity", "DynamicQuantizeLinear"];
                let through = through.contains(&n.op.as_str());
                let product = ["MatMul", "Gemm", "MatMulNBits", "MatMulInteger"];
                n.input(0) == Some(at) && (through || product.contains(&n.op.as_str()))
            })?;
            match next.op.as_str() {
                "MatMul" | "MatMulInteger" => return self.dims(next.input(1)?)?.first().copied(),
                "Gemm" => {
                    let turned = next.int("transB") == Some(1);
                    return self.dims(next.input(1)?)?.get(usize::from(turned)).copied();
                }
                "MatMulNBits" => return u64::try_from(next.int("K")?).ok(),
                _ => at = next.output(),
            }
        }
        None
    }

    /// Dimensions of a weight, stored as it is or converted.
    fn dims(&self, name: &str) -> Option<Vec<u64>> {
        if let Some(weight) = self.model.weights.get(name) {
            return Some(weight.dims.clone());
        }
        let node = self.model.producer(self.index, name)?;
        let mut dims = match node.op.as_str() {
            "Cast" | "Identity" | "DequantizeLinear" | "Transpose" => self.dims(node.input(0)?)?,
            _ => return None,
        };
        if node.is("Transpose") {
            dims.reverse();
        }
        Some(dims)
    }
}
