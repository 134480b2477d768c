//! Walks through an ONNX file from its model to its nodes and weights.
//!
//! The numbers of the fields are those of `onnx.proto`.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use super::node::{ATTRIBUTES, MAX_INPUTS, Node, Seen};
use super::ports::{self, Place};
use super::weights::{Tensor, Weights};
use super::wire::{Content, Wire, not_onnx};
use crate::engine::model_dir::error::Problem;
use crate::engine::model_dir::facts::{Element, GraphFacts};

/// Bytes of names and numbers that are kept of one file: some hundred times
/// what the largest known graphs need.
const MAX_KEPT: usize = 256 << 20;

/// Graphs inside of graphs inside of graphs.
const MAX_DEPTH: u32 = 16;

/// Dimensions of one tensor.
pub(super) const MAX_DIMS: usize = 64;

/// Everything that is read from a graph file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::engine::model_dir) struct Sketch {
    pub(in crate::engine::model_dir) weights: Weights,
    pub(in crate::engine::model_dir) facts: GraphFacts,
}

/// Reads a whole file: a `ModelProto` of `size` bytes.
pub(super) fn model(reader: impl Read + Seek, size: u64) -> Result<Sketch, Problem> {
    Walker {
        wire: Wire::new(reader, size),
        sketch: Sketch::default(),
        seen: Seen::default(),
        left: MAX_KEPT,
    }
    .model()
}

struct Walker<R> {
    wire: Wire<R>,
    sketch: Sketch,
    seen: Seen,
    /// Bytes that may still be kept.
    left: usize,
}

impl<R: Read + Seek> Walker<R> {
    fn model(mut self) -> Result<Sketch, Problem> {
        let mut has_graph = false;
        let (mut program, mut version) = (String::new(), String::new());
        while let Some((number, content)) = self.wire.field(self.wire.size())? {
            match (number, content) {
                (2, Content::Bytes(end)) => program = self.wire.text(end)?,
                (3, Content::Bytes(end)) => version = self.wire.text(end)?,
                (7, Content::Bytes(end)) => {
                    has_graph = true;
                    self.graph(end, 0)?;
                }
                (8, Content::Bytes(end)) => self.opset(end)?,
                (25, Content::Bytes(end)) => self.function(end)?,
                (_, content) => self.wire.skip(&content)?,
            }
        }
        if !has_graph {
            return Err(Problem::Malformed("it holds no ONNX graph".to_owned()));
        }
        let Sketch { weights, facts } = &mut self.sketch;
        let producer = format!("{program} {version}");
        producer.trim().clone_into(&mut facts.producer);
        // Old files list their weights as inputs too.
        let names: BTreeSet<&str> = weights.tensors.iter().map(|t| t.name.as_str()).collect();
        facts.inputs.retain(|p| !names.contains(p.name.as_str()));
        self.seen.finish(facts, weights);
        Ok(self.sketch)
    }

    fn graph(&mut self, end: u64, depth: u32) -> Result<(), Problem> {
        if depth > MAX_DEPTH {
            return Err(not_onnx());
        }
        while let Some((number, content)) = self.wire.field(end)? {
            match (number, content) {
                (1, Content::Bytes(end)) => self.node(end, depth)?,
                (5, Content::Bytes(end)) => {
                    let tensor = self.tensor(end)?;
                    self.keep(tensor.name.len() + 8 * tensor.dims.len() + 64)?;
                    self.sketch.weights.tensors.push(tensor);
                }
                (11 | 12, Content::Bytes(end)) if depth == 0 => {
                    let port = ports::port(&mut self.wire, end)?;
                    self.keep(ports::kept_size(&port))?;
                    let facts = &mut self.sketch.facts;
                    match number {
                        11 => facts.inputs.push(port),
                        _ => facts.outputs.push(port),
                    }
                }
                (_, content) => self.wire.skip(&content)?,
            }
        }
        Ok(())
    }

    fn function(&mut self, end: u64) -> Result<(), Problem> {
        while let Some((number, content)) = self.wire.field(end)? {
            match (number, content) {
                (7, Content::Bytes(end)) => self.node(end, 1)?,
                (_, content) => self.wire.skip(&content)?,
            }
        }
        Ok(())
    }

    fn node(&mut self, end: u64, depth: u32) -> Result<(), Problem> {
        let mut node = Node::default();
        while let Some((number, content)) = self.wire.field(end)? {
            match (number, content) {
                (1, Content::Bytes(end)) if node.inputs.len() < MAX_INPUTS => {
                    let name = self.wire.text(end)?;
                    node.inputs.push(name);
                }
                (4, Content::Bytes(end)) => node.operator = self.wire.text(end)?,
                (5, Content::Bytes(end)) => self.attribute(end, depth, &mut node)?,
                (7, Content::Bytes(end)) => node.domain = self.wire.text(end)?,
                (_, content) => self.wire.skip(&content)?,
            }
        }
        let Sketch { weights, facts } = &mut self.sketch;
        let mut kept = 64;
        if self.seen.add(&node, facts, weights) {
            kept += node.inputs.iter().map(|n| n.len() + 64).sum::<usize>();
        }
        let operator = node.full_name();
        if let Some(n) = facts.operators.get_mut(&operator) {
            *n = n.saturating_add(1);
        } else {
            kept += operator.len();
            facts.operators.insert(operator, 1);
        }
        self.keep(kept)
    }

    fn attribute(&mut self, end: u64, depth: u32, node: &mut Node) -> Result<(), Problem> {
        let (mut name, mut value) = (String::new(), None);
        while let Some((number, content)) = self.wire.field(end)? {
            match (number, content) {
                (1, Content::Bytes(end)) => name = self.wire.text(end)?,
                (3, Content::Number(n)) => value = Some(n as i64),
                // Constants are no parameters, but may lie in a file of their own.
                (5 | 10, Content::Bytes(end)) => drop(self.tensor(end)?),
                (6 | 11, Content::Bytes(end)) => self.graph(end, depth + 1)?,
                (_, content) => self.wire.skip(&content)?,
            }
        }
        if let Some(value) = value.filter(|_| ATTRIBUTES.contains(&name.as_str())) {
            node.attributes.insert(name, value);
        }
        Ok(())
    }

    fn tensor(&mut self, end: u64) -> Result<Tensor, Problem> {
        let mut tensor = Tensor::default();
        let mut place = None;
        while let Some((number, content)) = self.wire.field(end)? {
            match (number, content) {
                (1, Content::Number(dim)) => tensor.dims.push(dim),
                (1, Content::Bytes(end)) => {
                    let dims = &mut tensor.dims;
                    self.wire.numbers(end, |dim| {
                        if dims.len() <= MAX_DIMS {
                            dims.push(dim);
                        }
                    })?;
                }
                (2, Content::Number(n)) => tensor.element = Element(n),
                (8, Content::Bytes(end)) => tensor.name = self.wire.text(end)?,
                (13, Content::Bytes(end)) => {
                    place
                        .get_or_insert_with(Place::default)
                        .read(&mut self.wire, end)?;
                }
                (_, content) => self.wire.skip(&content)?,
            }
            if tensor.dims.len() > MAX_DIMS {
                return Err(not_onnx());
            }
        }
        if let Some(place) = place {
            self.external(&place)?;
        }
        Ok(tensor)
    }

    /// Keeps the name of a file that holds weights, and how far they reach in it.
    fn external(&mut self, place: &Place) -> Result<(), Problem> {
        let name = &place.file;
        // Only names beside the graph: a model is no reason to read elsewhere.
        if name.contains(['/', '\\']) || name == ".." || name.is_empty() {
            return Err(Problem::Unsupported(format!(
                "it keeps weights at `{}`, outside its own folder",
                crate::text::for_terminal(name)
            )));
        }
        let end = place.offset.saturating_add(place.length);
        if let Some(needed) = self.sketch.weights.external.get_mut(name) {
            *needed = end.max(*needed);
            return Ok(());
        }
        self.keep(name.len() + 64)?;
        self.sketch.weights.external.insert(name.clone(), end);
        Ok(())
    }

    /// An operator set and its version.
    fn opset(&mut self, end: u64) -> Result<(), Problem> {
        let (mut domain, mut version) = (String::new(), 0);
        while let Some((number, content)) = self.wire.field(end)? {
            match (number, content) {
                (1, Content::Bytes(end)) => domain = self.wire.text(end)?,
                (2, Content::Number(n)) => version = n,
                (_, content) => self.wire.skip(&content)?,
            }
        }
        if domain.is_empty() {
            "ai.onnx".clone_into(&mut domain);
        }
        self.keep(domain.len() + 64)?;
        self.sketch.facts.opsets.insert(domain, version);
        Ok(())
    }

    /// Counts what is kept against what may be.
    fn keep(&mut self, bytes: usize) -> Result<(), Problem> {
        self.left = self.left.checked_sub(bytes).ok_or_else(|| {
            Problem::Malformed(format!(
                "it holds more than {} MiB of names, more than any model",
                MAX_KEPT >> 20
            ))
        })?;
        Ok(())
    }
}
