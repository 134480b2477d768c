//! An ONNX model, read far enough to be changed and written again.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::constant::small_tensor;
use super::error::RewriteError;
use super::node::Node;
use super::order;
use super::port::{Port, Weight};
use super::wire::{Message, fields};

/// A model. Weights stay where they are in the file's bytes.
#[derive(Debug, Clone)]
pub(super) struct Model<'a> {
    /// The graph's nodes.
    pub(super) nodes: Vec<Node<'a>>,
    /// What the graph is given.
    pub(super) inputs: Vec<Port<'a>>,
    /// What it gives.
    pub(super) outputs: Vec<Port<'a>>,
    /// Weights by name.
    pub(super) weights: BTreeMap<String, Weight<'a>>,
    /// Versions of the operator sets by domain.
    pub(super) opsets: BTreeMap<String, u64>,
    rest_of_graph: Vec<&'a [u8]>,
    rest: Vec<&'a [u8]>,
}

impl<'a> Model<'a> {
    /// A model of nothing, for the operators of ONNX 18 and of ONNX Runtime.
    pub(super) fn fresh() -> Self {
        let mut model = Self::empty();
        // Version 8 of the format.
        model.rest.push(&[0x08, 8]);
        model.opsets.insert(String::new(), 18);
        model.opsets.insert("com.microsoft".to_owned(), 1);
        model
    }

    fn empty() -> Self {
        Self {
            nodes: Vec::new(),
            inputs: Vec::new(),
            outputs: Vec::new(),
            weights: BTreeMap::new(),
            opsets: BTreeMap::new(),
            rest_of_graph: Vec::new(),
            rest: Vec::new(),
        }
    }

    /// Reads a `ModelProto`.
    pub(super) fn read(bytes: &'a [u8]) -> Result<Self, RewriteError> {
        let broken = || RewriteError::Malformed("it is no ONNX model".to_owned());
        let mut model = Self::empty();
        for field in fields(bytes).ok_or_else(broken)? {
            match field.number {
                7 => model.read_graph(field.bytes()).ok_or_else(broken)?,
                8 => {
                    let (domain, version) = opset(field.bytes()).ok_or_else(broken)?;
                    model.opsets.insert(domain, version);
                }
                _ => model.rest.push(field.raw),
            }
        }
        if model.nodes.is_empty() {
            return Err(RewriteError::Malformed("it holds no graph".to_owned()));
        }
        Ok(model)
    }

    fn read_graph(&mut self, message: &'a [u8]) -> Option<()> {
        for field in fields(message)? {
            match field.number {
                1 => self.nodes.push(Node::read(field.bytes())?),
                5 => {
                    let (name, weight) = Weight::read(field.bytes())?;
                    self.weights.insert(name, weight);
                }
                11 => self.inputs.push(Port::read(field.bytes())?),
                12 => self.outputs.push(Port::read(field.bytes())?),
                // Shapes of values inside, which are inferred again: some are no longer true.
                13 => {}
                _ => self.rest_of_graph.push(field.raw),
            }
        }
        // Old files list weights among the inputs as well.
        let weights = &self.weights;
        self.inputs.retain(|port| !weights.contains_key(&port.name));
        Some(())
    }

    /// The model as a `ModelProto`.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut graph = Message::default();
        for node in &self.nodes {
            graph.bytes(1, &node.write());
        }
        for raw in &self.rest_of_graph {
            graph.raw(raw);
        }
        for weight in self.weights.values() {
            graph.bytes(5, weight.message);
        }
        for port in &self.inputs {
            graph.bytes(11, &port.message);
        }
        for port in &self.outputs {
            graph.bytes(12, &port.message);
        }
        let mut model = Message::default();
        for raw in &self.rest {
            model.raw(raw);
        }
        for (domain, &version) in &self.opsets {
            let mut opset = Message::default();
            opset.bytes(1, domain.as_bytes()).number(2, version);
            model.bytes(8, &opset.0);
        }
        model.bytes(7, &graph.0);
        model.0
    }

    /// Files beside the graph that hold weights.
    pub(super) fn external_files(&self) -> Vec<String> {
        let mut files: Vec<String> = self.weights.values().filter_map(Weight::location).collect();
        files.sort();
        files.dedup();
        files
    }

    /// Who makes and who reads each value.
    pub(super) fn index(&self) -> Index {
        let mut index = Index::default();
        for (i, node) in self.nodes.iter().enumerate() {
            for name in &node.outputs {
                index.producer.insert(name.clone(), i);
            }
            for name in node.inputs.iter().chain(&node.captured) {
                let readers = index.readers.entry(name.clone()).or_default();
                if readers.last() != Some(&i) {
                    readers.push(i);
                }
            }
        }
        index
    }

    /// The values of a small constant.
    pub(super) fn constant(&self, index: &Index, name: &str) -> Option<Vec<f64>> {
        if let Some(weight) = self.weights.get(name) {
            return small_tensor(weight.message);
        }
        self.producer(index, name)?.constant_values()
    }

    /// The node that makes `name`.
    pub(super) fn producer(&self, index: &Index, name: &str) -> Option<&Node<'a>> {
        self.nodes.get(*index.producer.get(name)?)
    }

    /// The nodes that read `name`.
    pub(super) fn readers<'m>(
        &'m self,
        index: &'m Index,
        name: &str,
    ) -> impl Iterator<Item = &'m Node<'a>> {
        let readers = index.readers.get(name).map_or(&[][..], Vec::as_slice);
        readers.iter().filter_map(|&i| self.nodes.get(i))
    }

    /// The names from which `wanted` is computed, themselves included.
    pub(super) fn ancestors(&self, index: &Index, wanted: &[String]) -> HashSet<String> {
        let mut found = HashSet::new();
        let mut open: Vec<&str> = wanted.iter().map(String::as_str).collect();
        while let Some(name) = open.pop() {
            if name.is_empty() || !found.insert(name.to_owned()) {
                continue;
            }
            if let Some(node) = self.producer(index, name) {
                open.extend(node.inputs.iter().chain(&node.captured).map(String::as_str));
            }
        }
        found
    }

    /// Drops nodes and weights that no output needs, and puts the nodes into
    /// an order in which each comes after what it reads.
    pub(super) fn tidy(&mut self) -> Result<(), RewriteError> {
        let index = self.index();
        let wanted: Vec<String> = self.outputs.iter().map(|port| port.name.clone()).collect();
        let live = self.ancestors(&index, &wanted);
        self.nodes
            .retain(|node| node.outputs.iter().any(|name| live.contains(name)));
        self.weights.retain(|name, _| live.contains(name));
        order::sort(self)
    }

    /// Drops inputs that nothing reads, and names those that stay.
    pub(super) fn drop_unused_inputs(&mut self) -> Vec<String> {
        let index = self.index();
        self.inputs
            .retain(|port| index.readers.contains_key(&port.name));
        self.inputs.iter().map(|port| port.name.clone()).collect()
    }
}

/// Who makes and who reads each value, as positions among the nodes.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) producer: HashMap<String, usize>,
    readers: HashMap<String, Vec<usize>>,
}

fn opset(message: &[u8]) -> Option<(String, u64)> {
    let mut domain = String::new();
    let mut version = 0;
    for field in fields(message)? {
        match field.number {
            1 => domain = field.text(),
            2 => version = field.number_value()?,
            _ => {}
        }
    }
    if domain == "ai.onnx" {
        domain.clear();
    }
    Some((domain, version))
}
