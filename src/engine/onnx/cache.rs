//! Keys and values of the tokens that were computed, as a value of its own:
//! rows of it can be chosen, repeated and joined.

use half::f16;
use ort::memory::AllocationDevice;
use ort::value::{DynValue, PrimitiveTensorElementType, Tensor};

use super::buffers::{Buffers, Home};
use super::shared::copy;
use super::signature::{Float, Signature};

/// Keys and values of several texts of the same length.
#[derive(Debug)]
pub(super) struct Cache {
    /// In the order of the signature.
    pub(super) tensors: Vec<DynValue>,
    /// Tokens of each.
    pub(super) length: usize,
    /// Where the tensors lie, unless each has memory of its own. It comes
    /// after them, so that they go first.
    #[expect(dead_code, reason = "it is kept for as long as the tensors are there")]
    pub(super) home: Option<Home>,
}

impl Cache {
    /// The cache of `rows` texts of no tokens.
    pub(super) fn empty(signature: &Signature, rows: usize) -> ort::Result<Self> {
        let tensors = signature.cache.iter().map(|t| {
            let shape = t.shape(rows, 0);
            let size = shape.iter().product();
            Ok(match t.float {
                Float::F32 => Tensor::from_array((shape, vec![0.0_f32; size]))?.into_dyn(),
                Float::F16 => Tensor::from_array((shape, vec![f16::ZERO; size]))?.into_dyn(),
            })
        });
        Ok(Self {
            tensors: tensors.collect::<ort::Result<_>>()?,
            length: 0,
            home: None,
        })
    }

    /// How many texts.
    pub(super) fn rows(&self) -> usize {
        let first = self.tensors.first().map(DynValue::shape);
        let rows = first.and_then(|shape| shape.first().copied());
        rows.and_then(|n| usize::try_from(n).ok()).unwrap_or(0)
    }

    /// A cache of the chosen rows of caches of the same length, in order; a
    /// row may be chosen several times.
    pub(super) fn gather(
        signature: &Signature,
        buffers: &Buffers,
        sources: &[(&Self, Vec<usize>)],
    ) -> ort::Result<Self> {
        let length = sources.first().map_or(0, |(cache, _)| cache.length);
        let rows = sources.iter().map(|(_, chosen)| chosen.len()).sum();
        let mut gathered = buffers.cache(signature, rows, length)?;
        for (i, (target, t)) in gathered
            .tensors
            .iter_mut()
            .zip(&signature.cache)
            .enumerate()
        {
            let parts: Vec<(&DynValue, &[usize])> = sources
                .iter()
                .filter_map(|(cache, chosen)| Some((cache.tensors.get(i)?, chosen.as_slice())))
                .collect();
            match t.float {
                Float::F32 => gather_tensor::<f32>(&parts, target, rows)?,
                Float::F16 => gather_tensor::<f16>(&parts, target, rows)?,
            }
        }
        Ok(gathered)
    }

    /// The cache of the first `length` tokens of one row of `source`, whose
    /// tensors all [have a part for each token](Signature::can_be_cut).
    pub(super) fn cut(
        signature: &Signature,
        buffers: &Buffers,
        source: &Self,
        row: usize,
        length: usize,
    ) -> ort::Result<Self> {
        if length > source.length || row >= source.rows() || !signature.can_be_cut() {
            return Err(ort::Error::new("a cache has less than is to be kept of it"));
        }
        let mut cut = buffers.cache(signature, 1, length)?;
        let tensors = cut.tensors.iter_mut().zip(&source.tensors);
        for ((target, from), t) in tensors.zip(&signature.cache) {
            let near = nearby(from)?;
            let from = near.as_ref().unwrap_or(from);
            copy(t.float, from, row, target, 0, length)?;
        }
        Ok(cut)
    }
}

/// A copy in the processor's memory of what lies elsewhere.
fn nearby(value: &DynValue) -> ort::Result<Option<DynValue>> {
    let tensor = value.upcast_ref();
    if tensor.memory_info().is_cpu_accessible() {
        return Ok(None);
    }
    Ok(Some(tensor.to(AllocationDevice::CPU, 0)?.into_dyn()))
}

/// Rows lie one behind the other, so that each is copied in one piece.
fn gather_tensor<T: PrimitiveTensorElementType + Copy>(
    parts: &[(&DynValue, &[usize])],
    target: &mut DynValue,
    rows: usize,
) -> ort::Result<()> {
    let (_, target) = target.try_extract_tensor_mut::<T>()?;
    let size = target.len() / rows.max(1);
    if size == 0 {
        return Ok(());
    }
    let mut places = target.chunks_exact_mut(size);
    for (source, chosen) in parts {
        // What lies on a device is brought here, and goes back with the next step.
        let near = nearby(source)?;
        let source = near.as_ref().unwrap_or(source);
        let (_, values) = source.try_extract_tensor::<T>()?;
        for &row in *chosen {
            let part = values.get(row * size..(row + 1) * size);
            let (Some(part), Some(place)) = (part, places.next()) else {
                return Err(ort::Error::new("a cache has fewer texts than it should"));
            };
            place.copy_from_slice(part);
        }
    }
    Ok(())
}
