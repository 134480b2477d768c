//! A cache in which past and present are one buffer: a step adds to it in
//! place and copies nothing. Each row begins at the buffer's start, so rows
//! of different lengths lie in it side by side.

use std::ops::Range;

use half::f16;
use ort::session::{IoBinding, Session};
use ort::value::{DynValue, IntoTensorElementType, PrimitiveTensorElementType, Tensor};

use super::buffers::Buffer;
use super::cache::Cache;
use super::signature::{Float, Signature};

/// Buffers of `rows` × heads × `capacity` × head_dim, bound to the session's
/// inputs and outputs.
#[derive(Debug)]
pub(super) struct SharedCache {
    /// It comes before the buffers that it is bound to, so that it goes first.
    pub(super) binding: IoBinding,
    /// In the order of the signature.
    buffers: Vec<Buffer>,
    pub(super) rows: usize,
    pub(super) capacity: usize,
}

/// A row's place and its tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Held {
    pub(super) place: usize,
    pub(super) length: usize,
}

impl SharedCache {
    pub(super) fn new(
        session: &Session,
        signature: &Signature,
        rows: usize,
        capacity: usize,
    ) -> ort::Result<Self> {
        let buffers = signature
            .cache
            .iter()
            .map(|t| Buffer::new(t, rows, capacity));
        let mut cache = Self {
            buffers: buffers.collect::<ort::Result<_>>()?,
            binding: session.create_binding()?,
            rows,
            capacity,
        };
        cache.bind(signature)?;
        Ok(cache)
    }

    /// The same with room for `rows` rows of `capacity` tokens; of the old
    /// rows only `kept` stay, at the places in their order.
    pub(super) fn resize(
        &mut self,
        session: &Session,
        signature: &Signature,
        kept: &[Held],
        rows: usize,
        capacity: usize,
    ) -> ort::Result<()> {
        // The old binding holds on to the old buffers.
        self.binding = session.create_binding()?;
        for (old, t) in self.buffers.iter_mut().zip(&signature.cache) {
            let mut new = Buffer::new(t, rows, capacity)?;
            for (place, held) in kept.iter().enumerate() {
                copy(
                    t.float,
                    &old.value,
                    held.place,
                    &mut new.value,
                    place,
                    held.length,
                )?;
            }
            // One tensor at a time, so that two whole caches never live together.
            *old = new;
        }
        (self.rows, self.capacity) = (rows, capacity);
        self.bind(signature)
    }

    /// Takes in a row of a plain cache.
    pub(super) fn insert(
        &mut self,
        signature: &Signature,
        place: usize,
        from: &Cache,
        row: usize,
    ) -> ort::Result<()> {
        let tensors = from.tensors.iter().zip(&signature.cache);
        for (buffer, (tensor, t)) in self.buffers.iter_mut().zip(tensors) {
            copy(t.float, tensor, row, &mut buffer.value, place, from.length)?;
        }
        Ok(())
    }

    /// Copies a row to another place.
    pub(super) fn repeat(
        &mut self,
        signature: &Signature,
        held: Held,
        to: usize,
    ) -> ort::Result<()> {
        for (buffer, t) in self.buffers.iter_mut().zip(&signature.cache) {
            match t.float {
                Float::F32 => copy_within::<f32>(&mut buffer.value, held, to)?,
                Float::F16 => copy_within::<f16>(&mut buffer.value, held, to)?,
            }
        }
        Ok(())
    }

    /// A row as a plain cache.
    pub(super) fn extract(&self, signature: &Signature, held: Held) -> ort::Result<Cache> {
        let tensors = self.buffers.iter().zip(&signature.cache);
        let tensors = tensors.map(|(buffer, t)| {
            let shape = t.shape(1, held.length);
            match t.float {
                Float::F32 => extract::<f32>(&buffer.value, held, shape),
                Float::F16 => extract::<f16>(&buffer.value, held, shape),
            }
        });
        Ok(Cache {
            tensors: tensors.collect::<ort::Result<_>>()?,
            length: held.length,
            home: None,
        })
    }

    fn bind(&mut self, signature: &Signature) -> ort::Result<()> {
        for (buffer, t) in self.buffers.iter_mut().zip(&signature.cache) {
            self.binding.bind_input(t.past.as_str(), &buffer.value)?;
            let value = &mut buffer.value;
            self.binding.bind_output(t.present.as_str(), value)?;
        }
        Ok(())
    }
}

/// How rows lie in a tensor of rows × heads × tokens × head_dim.
struct Layout {
    heads: usize,
    tokens: usize,
    head_dim: usize,
}

impl Layout {
    fn of(shape: &[i64]) -> Self {
        let size = |i: usize| shape.get(i).map_or(0, |&n| usize::try_from(n).unwrap_or(0));
        Self {
            heads: size(1),
            tokens: size(2),
            head_dim: size(3),
        }
    }

    /// The first `length` tokens of a head of a row.
    fn range(&self, row: usize, head: usize, length: usize) -> Range<usize> {
        let start = (row * self.heads + head) * self.tokens * self.head_dim;
        start..start + length * self.head_dim
    }
}

/// Copies the first `length` tokens of a row to the start of another place.
pub(super) fn copy(
    float: Float,
    from: &DynValue,
    row: usize,
    to: &mut DynValue,
    place: usize,
    length: usize,
) -> ort::Result<()> {
    match float {
        Float::F32 => copy_tensor::<f32>(from, row, to, place, length),
        Float::F16 => copy_tensor::<f16>(from, row, to, place, length),
    }
}

fn copy_tensor<T: PrimitiveTensorElementType + Copy>(
    from: &DynValue,
    row: usize,
    to: &mut DynValue,
    place: usize,
    length: usize,
) -> ort::Result<()> {
    let (shape, source) = from.try_extract_tensor::<T>()?;
    let theirs = Layout::of(shape);
    let (shape, target) = to.try_extract_tensor_mut::<T>()?;
    let ours = Layout::of(shape);
    for head in 0..ours.heads {
        let source = source.get(theirs.range(row, head, length));
        let target = target.get_mut(ours.range(place, head, length));
        if let (Some(source), Some(target)) = (source, target) {
            target.copy_from_slice(source);
        }
    }
    Ok(())
}

fn copy_within<T: PrimitiveTensorElementType + Copy>(
    buffer: &mut DynValue,
    held: Held,
    to: usize,
) -> ort::Result<()> {
    let (shape, values) = buffer.try_extract_tensor_mut::<T>()?;
    let layout = Layout::of(shape);
    for head in 0..layout.heads {
        let source = layout.range(held.place, head, held.length);
        let target = layout.range(to, head, held.length).start;
        if source.end.max(target + source.len()) <= values.len() {
            values.copy_within(source, target);
        }
    }
    Ok(())
}

fn extract<T>(buffer: &DynValue, held: Held, to: Vec<usize>) -> ort::Result<DynValue>
where
    T: PrimitiveTensorElementType + IntoTensorElementType + Copy + std::fmt::Debug + 'static,
{
    let (shape, values) = buffer.try_extract_tensor::<T>()?;
    let layout = Layout::of(shape);
    let mut data: Vec<T> = Vec::with_capacity(to.iter().product());
    for head in 0..layout.heads {
        let part = values.get(layout.range(held.place, head, held.length));
        data.extend_from_slice(part.unwrap_or_default());
    }
    Ok(Tensor::from_array((to, data))?.into_dyn())
}
