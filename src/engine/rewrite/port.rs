//! What goes in and out of a graph, and its weights.

use std::borrow::Cow;

use super::wire::{Field, Message, fields, numbers};

/// An input or output of the graph.
#[derive(Debug, Clone)]
pub(super) struct Port<'a> {
    /// Its name.
    pub(super) name: String,
    /// Its element type, as ONNX counts them.
    pub(super) element: u64,
    /// Its dimensions; `None` where the size is open.
    pub(super) dims: Vec<Option<u64>>,
    /// As a `ValueInfoProto`.
    pub(super) message: Cow<'a, [u8]>,
}

/// A weight.
#[derive(Debug, Clone)]
pub(super) struct Weight<'a> {
    /// Its dimensions.
    pub(super) dims: Vec<u64>,
    /// Its element type.
    pub(super) element: u64,
    /// As a `TensorProto`.
    pub(super) message: &'a [u8],
}

impl<'a> Port<'a> {
    /// A tensor of this element type; without dimensions its shape is open.
    pub(super) fn new(name: &str, element: u64, dims: &[u64]) -> Self {
        let mut port = Self {
            name: name.to_owned(),
            element,
            dims: dims.iter().copied().map(Some).collect(),
            message: Cow::Borrowed(&[]),
        };
        port.spell(&vec![String::new(); dims.len()], !dims.is_empty());
        port
    }

    /// The same with an open dimension at `axis`, called `name`: equal names
    /// would promise equal sizes.
    pub(super) fn open_at(&mut self, axis: usize, name: &str) {
        let names: Vec<String> = (0..self.dims.len())
            .map(|i| match i {
                i if i == axis => name.to_owned(),
                0 => "batch_size".to_owned(),
                i => format!("{name}_{i}"),
            })
            .collect();
        if let Some(dim) = self.dims.get_mut(axis) {
            *dim = None;
        }
        self.spell(&names, true);
    }

    /// Writes the message anew, with names for open dimensions.
    fn spell(&mut self, names: &[String], with_shape: bool) {
        let mut shape = Message::default();
        for (dim, name) in self.dims.iter().zip(names) {
            let mut one = Message::default();
            match dim {
                Some(size) => one.number(1, *size),
                None => one.bytes(2, name.as_bytes()),
            };
            shape.bytes(1, &one.0);
        }
        let mut tensor = Message::default();
        tensor.number(1, self.element);
        if with_shape {
            tensor.bytes(2, &shape.0);
        }
        let mut kind = Message::default();
        kind.bytes(1, &tensor.0);
        let mut message = Message::default();
        message.bytes(1, self.name.as_bytes()).bytes(2, &kind.0);
        self.message = Cow::Owned(message.0);
    }

    pub(super) fn read(message: &'a [u8]) -> Option<Self> {
        let mut port = Self {
            name: String::new(),
            element: 0,
            dims: Vec::new(),
            message: Cow::Borrowed(message),
        };
        for field in fields(message)? {
            match field.number {
                1 => port.name = field.text(),
                2 => port.read_type(field.bytes())?,
                _ => {}
            }
        }
        Some(port)
    }

    fn read_type(&mut self, message: &[u8]) -> Option<()> {
        let kind = fields(message)?;
        let Some(tensor) = kind.iter().find(|f| f.number == 1) else {
            return Some(());
        };
        for field in fields(tensor.bytes())? {
            match field.number {
                1 => self.element = field.number_value()?,
                2 => {
                    for dim in fields(field.bytes())? {
                        let parts = fields(dim.bytes())?;
                        let size = parts.iter().find(|f| f.number == 1);
                        self.dims.push(size.and_then(Field::number_value));
                    }
                }
                _ => {}
            }
        }
        Some(())
    }
}

impl<'a> Weight<'a> {
    pub(super) fn read(message: &'a [u8]) -> Option<(String, Self)> {
        let mut name = String::new();
        let (mut dims, mut element) = (Vec::new(), 0);
        for field in fields(message)? {
            match field.number {
                1 => dims.extend(numbers(&field)?),
                2 => element = field.number_value()?,
                8 => name = field.text(),
                _ => {}
            }
        }
        let weight = Self {
            dims,
            element,
            message,
        };
        Some((name, weight))
    }

    /// The file that holds it, if it lies outside.
    pub(super) fn location(&self) -> Option<String> {
        for entry in fields(self.message)?.iter().filter(|f| f.number == 13) {
            let parts = fields(entry.bytes())?;
            let key = parts.iter().find(|f| f.number == 1)?;
            if key.bytes() == b"location" {
                return Some(parts.iter().find(|f| f.number == 2)?.text());
            }
        }
        None
    }
}

#[cfg(test)]
pub(super) mod testing {
    use super::super::graph::Model;
    use super::*;

    /// `graph` with its largest weight in another file, and that file's content.
    pub(in super::super) fn with_weights_outside(graph: &[u8], file: &str) -> (Vec<u8>, Vec<u8>) {
        let mut model = Model::read(graph).unwrap();
        let largest = model
            .weights
            .values_mut()
            .max_by_key(|w| w.message.len())
            .unwrap();
        let parts = fields(largest.message).unwrap();
        let data = parts
            .iter()
            .find(|f| f.number == 9)
            .unwrap()
            .bytes()
            .to_vec();
        let mut message = Message::default();
        for part in parts.iter().filter(|f| f.number != 9) {
            message.raw(part.raw);
        }
        let mut location = Message::default();
        location.bytes(1, b"location").bytes(2, file.as_bytes());
        message.bytes(13, &location.0).number(14, 1);
        largest.message = &message.0;
        let bytes = model.write();
        (bytes, data)
    }
}
