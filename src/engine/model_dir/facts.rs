//! What a graph is made of, as its file says it.

use std::collections::BTreeMap;
use std::fmt;

/// What a graph is made of: operators, inputs, outputs. Read from the file
/// without ONNX Runtime.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GraphFacts {
    /// Operator → how many nodes, sub-graphs of `If` and `Loop` included.
    /// Operators outside the ONNX standard carry their domain:
    /// `com.microsoft:GroupQueryAttention`.
    pub operators: BTreeMap<String, u32>,
    /// `local_window_size` of each GroupQueryAttention, by layer: how many
    /// tokens it looks back; `None` looks back to the start.
    pub local_windows: Vec<Option<u32>>,
    /// Whether a GroupQueryAttention keeps only its window in the cache
    /// (attribute `sliding_window_cache`).
    pub sliding_window_cache: bool,
    /// Quantized weights, by kind.
    pub quantization: Vec<Quantization>,
    /// Operator set → version; the ONNX standard's is `ai.onnx`.
    pub opsets: BTreeMap<String, u64>,
    /// The program that wrote the file, with its version; may be empty.
    pub producer: String,
    /// What the graph takes, in its order.
    pub inputs: Vec<Port>,
    /// What the graph gives, in its order.
    pub outputs: Vec<Port>,
}

/// Weights stored in few bits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantization {
    /// The operator that reads them.
    pub operator: String,
    /// Bits of a weight.
    pub bits: u32,
    /// Weights that share a scale; 0 where a whole row, column or tensor does.
    pub block_size: u32,
    /// Nodes of this kind.
    pub count: u32,
}

/// An input or output of a graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Port {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub element: Element,
    /// Its dimensions; empty for a single number.
    pub dims: Vec<Dim>,
}

/// Number of an element type in the ONNX format (`TensorProto.DataType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Element(pub u64);

/// A dimension of an input or output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dim {
    /// Always this.
    Size(u64),
    /// Known by a name only, such as `batch_size`.
    Named(String),
    /// Nothing is said.
    Unknown,
}

impl GraphFacts {
    /// Whether attention is ONNX Runtime's own operator, which lets past and
    /// present share one buffer and wants padding on the right.
    pub fn group_query_attention(&self) -> bool {
        self.count("com.microsoft:GroupQueryAttention") > 0
    }

    /// Nodes of this operator.
    pub fn count(&self, operator: &str) -> u32 {
        self.operators.get(operator).copied().unwrap_or(0)
    }

    /// The input of this name.
    pub fn input(&self, name: &str) -> Option<&Port> {
        self.inputs.iter().find(|port| port.name == name)
    }

    /// The output of this name.
    pub fn output(&self, name: &str) -> Option<&Port> {
        self.outputs.iter().find(|port| port.name == name)
    }

    /// Tokens that have a logit, where the graph says it.
    pub fn logits_width(&self) -> Option<u64> {
        match self.output("logits")?.dims.last()? {
            Dim::Size(n) => Some(*n),
            Dim::Named(_) | Dim::Unknown => None,
        }
    }
}

impl Element {
    /// 32-bit floating point.
    pub const FLOAT32: Self = Self(1);
    /// 16-bit floating point.
    pub const FLOAT16: Self = Self(10);
    /// 32-bit whole number.
    pub const INT32: Self = Self(6);
    /// 64-bit whole number.
    pub const INT64: Self = Self(7);
    /// True or false.
    pub const BOOL: Self = Self(9);

    /// Bits that an element takes; `None` for texts and unknown types.
    pub fn bits(self) -> Option<u64> {
        Some(match self.0 {
            2 | 3 | 9 | 17..=20 | 24 => 8,
            4 | 5 | 10 | 16 => 16,
            1 | 6 | 12 => 32,
            7 | 11 | 13 | 14 => 64,
            15 => 128,
            21..=23 => 4,
            25 | 26 => 2,
            _ => return None,
        })
    }

    /// Whether it is a floating-point number of two bytes or more.
    pub fn is_float(self) -> bool {
        matches!(self.0, 1 | 10 | 11 | 16)
    }
}

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.0 {
            1 => "float32",
            2 => "uint8",
            3 => "int8",
            4 => "uint16",
            5 => "int16",
            6 => "int32",
            7 => "int64",
            8 => "string",
            9 => "bool",
            10 => "float16",
            11 => "float64",
            12 => "uint32",
            13 => "uint64",
            14 => "complex64",
            15 => "complex128",
            16 => "bfloat16",
            17..=20 | 24 => "float8",
            21 => "uint4",
            22 => "int4",
            23 => "float4",
            25 => "uint2",
            26 => "int2",
            other => return write!(f, "type {other}"),
        };
        f.write_str(name)
    }
}

impl fmt::Display for Dim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Size(n) => n.fmt(f),
            Self::Named(name) => f.write_str(name),
            Self::Unknown => f.write_str("?"),
        }
    }
}
