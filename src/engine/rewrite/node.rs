//! Nodes of a graph.

use std::borrow::Cow;

use super::constant::small_tensor;
use super::wire::{Content, Field, Message, fields, numbers};

/// One operator of a graph. Attributes and what is not understood stay bytes.
#[derive(Debug, Clone, Default)]
pub(super) struct Node<'a> {
    /// Operator type.
    pub(super) op: String,
    /// Operator domain; empty for ONNX itself.
    pub(super) domain: String,
    /// Values read; an empty name is an omitted one.
    pub(super) inputs: Vec<String>,
    /// Values made.
    pub(super) outputs: Vec<String>,
    /// Values that graphs inside the node read from outside.
    pub(super) captured: Vec<String>,
    attributes: Vec<Cow<'a, [u8]>>,
    rest: Vec<&'a [u8]>,
}

impl<'a> Node<'a> {
    /// A new node.
    pub(super) fn new(op: &str, inputs: &[&str], output: &str) -> Self {
        Self {
            op: op.to_owned(),
            inputs: inputs.iter().map(|&name| name.to_owned()).collect(),
            outputs: vec![output.to_owned()],
            ..Self::default()
        }
    }

    /// A constant of integers.
    pub(super) fn constant(dims: &[u64], values: &[i64], output: &str) -> Self {
        let raw: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
        let mut tensor = Message::default();
        for &dim in dims {
            tensor.number(1, dim);
        }
        tensor.number(2, 7).bytes(9, &raw);
        let mut attribute = Message::default();
        attribute
            .bytes(1, b"value")
            .bytes(5, &tensor.0)
            .number(20, 4);
        let mut node = Self::new("Constant", &[], output);
        node.attributes.push(Cow::Owned(attribute.0));
        node
    }

    /// In the domain of ONNX Runtime's own operators.
    pub(super) fn contrib(mut self) -> Self {
        "com.microsoft".clone_into(&mut self.domain);
        self
    }

    /// With an integer attribute.
    pub(super) fn with_int(mut self, name: &str, value: i64) -> Self {
        let mut attribute = Message::default();
        attribute
            .bytes(1, name.as_bytes())
            .number(3, value as u64)
            .number(20, 2);
        self.attributes.push(Cow::Owned(attribute.0));
        self
    }

    /// With a list of integers.
    pub(super) fn with_ints(mut self, name: &str, values: &[i64]) -> Self {
        let mut attribute = Message::default();
        attribute.bytes(1, name.as_bytes());
        for &value in values {
            attribute.number(8, value as u64);
        }
        attribute.number(20, 7);
        self.attributes.push(Cow::Owned(attribute.0));
        self
    }

    /// With a float attribute.
    pub(super) fn with_float(mut self, name: &str, value: f32) -> Self {
        let mut attribute = Message::default();
        attribute
            .bytes(1, name.as_bytes())
            .float(2, value)
            .number(20, 1);
        self.attributes.push(Cow::Owned(attribute.0));
        self
    }

    /// Reads a `NodeProto`.
    pub(super) fn read(message: &'a [u8]) -> Option<Self> {
        let mut node = Self::default();
        for field in fields(message)? {
            match field.number {
                1 => node.inputs.push(field.text()),
                2 => node.outputs.push(field.text()),
                4 => node.op = field.text(),
                5 => {
                    collect_captured(field.bytes(), &mut node.captured)?;
                    node.attributes.push(Cow::Borrowed(field.bytes()));
                }
                7 => node.domain = field.text(),
                _ => node.rest.push(field.raw),
            }
        }
        if node.domain == "ai.onnx" {
            node.domain.clear();
        }
        Some(node)
    }

    /// The node as a `NodeProto`.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut message = Message::default();
        for name in &self.inputs {
            message.bytes(1, name.as_bytes());
        }
        for name in &self.outputs {
            message.bytes(2, name.as_bytes());
        }
        message.bytes(4, self.op.as_bytes());
        for attribute in &self.attributes {
            message.bytes(5, attribute);
        }
        if !self.domain.is_empty() {
            message.bytes(7, self.domain.as_bytes());
        }
        for raw in &self.rest {
            message.raw(raw);
        }
        message.0
    }

    /// Whether it is this operator of ONNX itself.
    pub(super) fn is(&self, op: &str) -> bool {
        self.domain.is_empty() && self.op == op
    }

    /// Its input at `index`, unless omitted.
    pub(super) fn input(&self, index: usize) -> Option<&str> {
        let name = self.inputs.get(index)?;
        (!name.is_empty()).then_some(name)
    }

    /// Its first output.
    pub(super) fn output(&self) -> &str {
        self.outputs.first().map_or("", String::as_str)
    }

    fn attribute(&self, name: &str) -> Option<Vec<Field<'_>>> {
        self.attributes.iter().find_map(|attribute| {
            let parts = fields(attribute)?;
            let named = parts
                .iter()
                .any(|f| f.number == 1 && f.bytes() == name.as_bytes());
            named.then_some(parts)
        })
    }

    /// Drops an attribute; whether it was there.
    pub(super) fn forget(&mut self, name: &str) -> bool {
        let before = self.attributes.len();
        self.attributes.retain(|attribute| {
            let parts = fields(attribute).unwrap_or_default();
            !parts
                .iter()
                .any(|f| f.number == 1 && f.bytes() == name.as_bytes())
        });
        self.attributes.len() < before
    }

    /// An integer attribute.
    pub(super) fn int(&self, name: &str) -> Option<i64> {
        let parts = self.attribute(name)?;
        let field = parts.iter().find(|f| f.number == 3)?;
        Some(field.number_value()? as i64)
    }

    /// A list of integers.
    pub(super) fn ints(&self, name: &str) -> Option<Vec<i64>> {
        let parts = self.attribute(name)?;
        let lists = parts.iter().filter(|f| f.number == 8);
        let all: Vec<u64> = lists.filter_map(numbers).flatten().collect();
        Some(all.into_iter().map(|n| n as i64).collect())
    }

    /// What a `Constant` holds, if it is one number or a few.
    pub(super) fn constant_values(&self) -> Option<Vec<f64>> {
        if !self.is("Constant") {
            return None;
        }
        let tensor = self.attribute("value");
        if let Some(parts) = tensor {
            let field = parts.iter().find(|f| f.number == 5)?;
            return small_tensor(field.bytes());
        }
        if let Some(parts) = self.attribute("value_float") {
            let Content::Fixed(bytes) = parts.iter().find(|f| f.number == 2)?.content else {
                return None;
            };
            let value = f32::from_le_bytes(bytes.try_into().ok()?);
            return Some(vec![f64::from(value)]);
        }
        if let Some(value) = self.int("value_int") {
            return Some(vec![value as f64]);
        }
        let list = self.ints("value_ints")?;
        Some(list.into_iter().map(|n| n as f64).collect())
    }
}

/// Adds what the graphs inside an `AttributeProto` read: all names, of which
/// those made inside do no harm.
fn collect_captured(attribute: &[u8], captured: &mut Vec<String>) -> Option<()> {
    for field in fields(attribute)? {
        if field.number != 6 && field.number != 11 {
            continue;
        }
        for part in fields(field.bytes())? {
            match part.number {
                1 => {
                    let node = Node::read(part.bytes())?;
                    captured.extend(node.inputs);
                    captured.extend(node.captured);
                }
                12 => {
                    let name = fields(part.bytes())?.into_iter().find(|f| f.number == 1);
                    captured.extend(name.map(|f| f.text()));
                }
                _ => {}
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_survives_reading_and_writing() {
        let node = Node::new("GroupQueryAttention", &["q", "", "v"], "y")
            .contrib()
            .with_int("num_heads", 6)
            .with_int("local_window_size", -1)
            .with_float("scale", 0.25);
        let bytes = node.write();
        let read = Node::read(&bytes).unwrap();
        assert_eq!(read.write(), bytes);
        assert_eq!(read.int("num_heads"), Some(6));
        assert_eq!(read.int("local_window_size"), Some(-1));
        assert_eq!(read.input(0), Some("q"));
        assert_eq!(read.input(1), None, "omitted");
        assert!(!read.is("GroupQueryAttention"), "not ONNX's own");
        assert!(read.attribute("softcap").is_none());
        let mut read = read;
        assert!(read.forget("scale") && !read.forget("scale"));
        assert_eq!(read.int("num_heads"), Some(6), "others stay");
    }
}
