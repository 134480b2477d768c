//! The weights that a graph file names: how many, how large, and where.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::model_dir::config::ModelConfig;
use crate::engine::model_dir::facts::Element;
use crate::engine::model_dir::memory::WeightBytes;

/// What the file says about its weights.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::engine::model_dir) struct Weights {
    pub(super) tensors: Vec<Tensor>,
    /// Files beside it that hold weights → bytes that they must have.
    pub(in crate::engine::model_dir) external: BTreeMap<String, u64>,
    /// Tensor → what is packed into it.
    pub(super) packed: BTreeMap<String, Packed>,
    /// Scales and zero points, which are no parameters of the model.
    pub(super) side: BTreeSet<String>,
}

/// One stored tensor.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Tensor {
    pub(super) name: String,
    pub(super) element: Element,
    pub(super) dims: Vec<u64>,
}

/// How many weights a tensor of bytes stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packed {
    /// So many altogether; `repacked` where ONNX Runtime packs them anew.
    Total { total: u64, repacked: bool },
    /// Each of so many bits.
    Bits(u64),
}

impl Weights {
    /// Parameters: elements of all weights, packed ones unpacked, a shared
    /// embedding once. `None` where several weights are packed into one byte
    /// and nothing says how.
    pub(in crate::engine::model_dir) fn count(&self, config: &ModelConfig) -> Option<u64> {
        let mut total = 0_u64;
        let mut embeddings = 0;
        for tensor in &self.tensors {
            let n = match self.elements(tensor)? {
                0 => continue,
                n => n,
            };
            if config.tied_embedding == Some(n) {
                embeddings += 1;
                if embeddings > 1 {
                    continue;
                }
            }
            total = total.checked_add(n)?;
        }
        Some(total)
    }

    /// Parameters in one tensor.
    fn elements(&self, tensor: &Tensor) -> Option<u64> {
        let n = tensor.stored()?;
        if tensor.dims.is_empty() || self.side.contains(&tensor.name) {
            return Some(0);
        }
        match self.packed.get(&tensor.name) {
            Some(Packed::Total { total, .. }) => return Some(*total),
            // Types of fewer than 8 bits say their own number of elements.
            Some(Packed::Bits(bits)) if tensor.element.bits() == Some(8) => {
                return n.checked_mul(8)?.checked_div(*bits);
            }
            Some(Packed::Bits(_)) => return Some(n),
            None => {}
        }
        let byte = matches!(tensor.element, Element(2 | 3));
        if byte && tensor.dims.len() == 3 {
            return None;
        }
        let counts = byte || tensor.element.is_float() || tensor.element.bits() == Some(4);
        Some(if counts { n } else { 0 })
    }

    /// The element type that most bytes of the weights have.
    pub(in crate::engine::model_dir) fn main_element(&self) -> Option<Element> {
        let mut bytes: BTreeMap<u64, u64> = BTreeMap::new();
        for tensor in &self.tensors {
            let sum = bytes.entry(tensor.element.0).or_default();
            *sum = sum.saturating_add(tensor.bytes());
        }
        bytes
            .into_iter()
            .max_by_key(|&(_, n)| n)
            .map(|(element, _)| Element(element))
    }

    /// Bytes that the weights take in memory when the CPU computes: it widens
    /// 16-bit floats to 32 bits, and packs some quantized weights anew, which
    /// was measured to take four tenths more.
    ///
    /// Products read weights in an order of their own. A table that is the
    /// embedding and the last product at once stays beside its other order, and
    /// while a table is ordered anew there are two more of it.
    pub(in crate::engine::model_dir) fn on_cpu(&self) -> WeightBytes {
        let sizes = || self.tensors.iter().map(|tensor| self.tensor_on_cpu(tensor));
        let largest = sizes().max().unwrap_or(0);
        let shared = sizes().filter(|&n| n == largest).count() == 1;
        WeightBytes {
            all: sizes().fold(0, u64::saturating_add),
            again: if shared { largest } else { 0 },
            loading: largest.saturating_mul(2),
        }
    }

    fn tensor_on_cpu(&self, tensor: &Tensor) -> u64 {
        let stored = tensor.bytes();
        match self.packed.get(&tensor.name) {
            Some(Packed::Total { repacked: true, .. }) => stored.saturating_add(stored / 5 * 2),
            _ if tensor.element.is_float() && tensor.element.bits() == Some(16) => {
                stored.saturating_mul(2)
            }
            _ => stored,
        }
    }

    /// Bytes of the weights as stored.
    pub(in crate::engine::model_dir) fn bytes(&self) -> u64 {
        let bytes = self.tensors.iter().map(Tensor::bytes);
        bytes.fold(0, u64::saturating_add)
    }
}

impl Tensor {
    /// Elements as stored.
    fn stored(&self) -> Option<u64> {
        self.dims
            .iter()
            .try_fold(1_u64, |n, &dim| n.checked_mul(dim))
    }

    fn bytes(&self) -> u64 {
        let bits = self.element.bits().unwrap_or(0);
        let n = self.stored().unwrap_or(u64::MAX);
        n.saturating_mul(bits).div_ceil(8)
    }
}
