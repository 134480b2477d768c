//! What one node says: its operator, and what matters of its attributes.

use std::collections::BTreeMap;

use super::weights::{Packed, Weights};
use crate::engine::model_dir::facts::{GraphFacts, Quantization};

/// Inputs of a node whose names are kept; weights are among the first.
pub(super) const MAX_INPUTS: usize = 9;

/// Attributes that are kept.
pub(super) const ATTRIBUTES: &[&str] = &[
    "K",
    "N",
    "accuracy_level",
    "bits",
    "block_size",
    "local_window_size",
    "sliding_window_cache",
];

/// A node, as far as it is looked at.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) operator: String,
    pub(super) domain: String,
    pub(super) inputs: Vec<String>,
    pub(super) attributes: BTreeMap<String, i64>,
}

/// What is known when all nodes were seen.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Layer and window of each GroupQueryAttention; the layer is the
    /// node's place where its cache has no number.
    windows: Vec<(u64, Option<u32>)>,
    /// Tensors that `DequantizeLinear` reads, with their block size.
    dequantized: Vec<(String, u32)>,
    quantization: BTreeMap<(String, u32, u32), u32>,
}

impl Node {
    /// The operator with its domain, unless that is the standard's.
    pub(super) fn full_name(&self) -> String {
        match self.domain.as_str() {
            "" | "ai.onnx" => self.operator.clone(),
            domain => format!("{domain}:{}", self.operator),
        }
    }

    fn attribute(&self, name: &str) -> Option<i64> {
        self.attributes.get(name).copied()
    }

    fn small(&self, name: &str, default: u32) -> u32 {
        self.attribute(name)
            .and_then(|n| u32::try_from(n).ok())
            .unwrap_or(default)
    }

    fn input(&self, index: usize) -> Option<&String> {
        self.inputs.get(index).filter(|name| !name.is_empty())
    }
}

impl Seen {
    /// Takes in what `node` says about attention and weights; whether names
    /// were kept.
    pub(super) fn add(
        &mut self,
        node: &Node,
        facts: &mut GraphFacts,
        weights: &mut Weights,
    ) -> bool {
        match node.operator.as_str() {
            "GroupQueryAttention" => {
                self.attention(node, facts);
                // Tables of rotations: the eighth and ninth input.
                weights.side.extend(node.inputs.iter().skip(7).cloned());
            }
            "MatMulNBits" | "MatMulBnb4" => self.matmul(node, weights),
            "GatherBlockQuantized" => self.gather(node, weights),
            "MatMulInteger"
            | "MatMulIntegerToFloat"
            | "DynamicQuantizeMatMul"
            | "QLinearMatMul" => {
                self.quantized(node, 8, 0);
            }
            "RotaryEmbedding" => weights.side.extend(node.inputs.iter().skip(2).cloned()),
            "DequantizeLinear" => {
                let block_size = node.small("block_size", 0);
                if let Some(name) = node.input(0) {
                    self.dequantized.push((name.clone(), block_size));
                }
                weights.side.extend(node.inputs.iter().skip(1).cloned());
            }
            _ => return false,
        }
        true
    }

    fn attention(&mut self, node: &Node, facts: &mut GraphFacts) {
        let window = node
            .attribute("local_window_size")
            .and_then(|n| u32::try_from(n).ok())
            .filter(|&n| n > 0);
        // The fourth input is the layer's cache: `past_key_values.7.key`.
        let layer = node.input(3).and_then(|name| {
            let mut digits = name.split(|c: char| !c.is_ascii_digit());
            digits.find_map(|n| n.parse().ok())
        });
        let place = self.windows.len() as u64;
        self.windows.push((layer.unwrap_or(place), window));
        facts.sliding_window_cache |= node.attribute("sliding_window_cache").unwrap_or(0) > 0;
    }

    /// Inputs: activations, packed weights, scales, zero points, order of groups.
    fn matmul(&mut self, node: &Node, weights: &mut Weights) {
        self.quantized(node, node.small("bits", 4), node.small("block_size", 0));
        let size = |name| node.attribute(name).and_then(|n| u64::try_from(n).ok());
        let total = size("K").zip(size("N")).and_then(|(k, n)| k.checked_mul(n));
        if let (Some(name), Some(total)) = (node.input(1), total) {
            // Computed in 8 bits, they are packed once more and kept twice in part.
            let repacked = node.attribute("accuracy_level") == Some(4);
            let packed = Packed::Total { total, repacked };
            weights.packed.insert(name.clone(), packed);
        }
        let side = node.inputs.iter().skip(2).take(3);
        weights.side.extend(side.filter(|n| !n.is_empty()).cloned());
    }

    /// Inputs: packed weights, indices, scales, zero points.
    fn gather(&mut self, node: &Node, weights: &mut Weights) {
        let bits = node.small("bits", 4);
        self.quantized(node, bits, node.small("block_size", 128));
        if let Some(name) = node.input(0) {
            weights
                .packed
                .entry(name.clone())
                .or_insert(Packed::Bits(u64::from(bits)));
        }
        let side = node.inputs.iter().skip(2);
        weights.side.extend(side.filter(|n| !n.is_empty()).cloned());
    }

    fn quantized(&mut self, node: &Node, bits: u32, block_size: u32) {
        let key = (node.operator.clone(), bits, block_size);
        *self.quantization.entry(key).or_default() += 1;
    }

    /// Puts what was seen into `facts`.
    pub(super) fn finish(mut self, facts: &mut GraphFacts, weights: &mut Weights) {
        // Each name of a tensor once: files with many weights have many names.
        let bits: BTreeMap<&str, u64> = weights
            .tensors
            .iter()
            .filter_map(|t| Some((t.name.as_str(), t.element.bits()?)))
            .collect();
        for (name, block_size) in &self.dequantized {
            // What is dequantized and no weight is an activation.
            if let Some(bits) = bits.get(name.as_str()) {
                let key = ("DequantizeLinear".to_owned(), *bits as u32, *block_size);
                *self.quantization.entry(key).or_default() += 1;
            }
        }
        self.windows.sort_by_key(|&(layer, _)| layer);
        facts.local_windows = self.windows.into_iter().map(|(_, w)| w).collect();
        let kinds = self.quantization.into_iter();
        facts.quantization = kinds
            .map(|((operator, bits, block_size), count)| Quantization {
                operator,
                bits,
                block_size,
                count,
            })
            .collect();
    }
}
