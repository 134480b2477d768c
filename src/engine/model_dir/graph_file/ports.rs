//! Inputs and outputs of a graph, and places of weights outside of it.

use std::io::{Read, Seek};

use super::walk::MAX_DIMS;
use super::wire::{Content, Wire};
use crate::engine::model_dir::error::Problem;
use crate::engine::model_dir::facts::{Dim, Element, Port};

/// Where a tensor outside of the graph lies.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) offset: u64,
    pub(super) length: u64,
}

impl Place {
    /// One key and value about external data.
    pub(super) fn read(
        &mut self,
        wire: &mut Wire<impl Read + Seek>,
        end: u64,
    ) -> Result<(), Problem> {
        let (mut key, mut value) = (String::new(), String::new());
        while let Some((number, content)) = wire.field(end)? {
            match (number, content) {
                (1, Content::Bytes(end)) => key = wire.text(end)?,
                (2, Content::Bytes(end)) => value = wire.text(end)?,
                (_, content) => wire.skip(&content)?,
            }
        }
        match key.as_str() {
            "location" => self.file = value,
            "offset" => self.offset = value.parse().unwrap_or(0),
            "length" => self.length = value.parse().unwrap_or(0),
            _ => {}
        }
        Ok(())
    }
}

/// A `ValueInfoProto`.
pub(super) fn port(wire: &mut Wire<impl Read + Seek>, end: u64) -> Result<Port, Problem> {
    let mut port = Port {
        name: String::new(),
        element: Element::default(),
        dims: Vec::new(),
    };
    while let Some((number, content)) = wire.field(end)? {
        match (number, content) {
            (1, Content::Bytes(end)) => port.name = wire.text(end)?,
            (2, Content::Bytes(end)) => tensor_type(wire, end, &mut port)?,
            (_, content) => wire.skip(&content)?,
        }
    }
    Ok(port)
}

/// A `TypeProto`, its `Tensor` and the `TensorShapeProto` in it: nested
/// messages whose numbers do not clash where it matters.
fn tensor_type(
    wire: &mut Wire<impl Read + Seek>,
    end: u64,
    port: &mut Port,
) -> Result<(), Problem> {
    while let Some((number, content)) = wire.field(end)? {
        let Content::Bytes(end) = content else {
            continue;
        };
        if number != 1 {
            wire.skip(&content)?;
            continue;
        }
        while let Some((number, content)) = wire.field(end)? {
            match (number, content) {
                (1, Content::Number(n)) => port.element = Element(n),
                (2, Content::Bytes(end)) => shape(wire, end, port)?,
                (_, content) => wire.skip(&content)?,
            }
        }
    }
    Ok(())
}

fn shape(wire: &mut Wire<impl Read + Seek>, end: u64, port: &mut Port) -> Result<(), Problem> {
    while let Some((number, content)) = wire.field(end)? {
        match (number, content) {
            (1, Content::Bytes(end)) if port.dims.len() < MAX_DIMS => {
                let dim = dim(wire, end)?;
                port.dims.push(dim);
            }
            (_, content) => wire.skip(&content)?,
        }
    }
    Ok(())
}

fn dim(wire: &mut Wire<impl Read + Seek>, end: u64) -> Result<Dim, Problem> {
    let mut dim = Dim::Unknown;
    while let Some((number, content)) = wire.field(end)? {
        match (number, content) {
            (1, Content::Number(n)) if i64::try_from(n).is_ok() => dim = Dim::Size(n),
            (2, Content::Bytes(end)) => {
                let name = wire.text(end)?;
                if !name.is_empty() {
                    dim = Dim::Named(name);
                }
            }
            (_, content) => wire.skip(&content)?,
        }
    }
    Ok(dim)
}

/// Bytes that a port takes in memory, about.
pub(super) fn kept_size(port: &Port) -> usize {
    let dims = port.dims.iter().map(|dim| match dim {
        Dim::Named(name) => name.len() + 64,
        Dim::Size(_) | Dim::Unknown => 64,
    });
    port.name.len() + 64 + dims.sum::<usize>()
}
