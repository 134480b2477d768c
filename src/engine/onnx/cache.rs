//! Keys and values of the tokens that were computed, for several rows.

use half::f16;
use ort::value::{DynValue, IntoTensorElementType, PrimitiveTensorElementType, Tensor};

use super::signature::{Float, Signature};

/// Keys and values of several texts of the same length.
#[derive(Debug)]
pub(super) struct Cache {
    /// In the order of the signature.
    pub(super) tensors: Vec<DynValue>,
    /// Tokens of each.
    pub(super) length: usize,
}

impl Cache {
    /// The cache of `rows` texts of no tokens.
    pub(super) fn empty(signature: &Signature, rows: usize) -> ort::Result<Self> {
        let tensors = signature.cache.iter().map(|t| {
            let shape = [rows, t.heads as usize, 0, t.head_dim as usize];
            Ok(match signature.cache_type {
                Float::F32 => Tensor::from_array((shape, Vec::<f32>::new()))?.into_dyn(),
                Float::F16 => Tensor::from_array((shape, Vec::<f16>::new()))?.into_dyn(),
            })
        });
        Ok(Self {
            tensors: tensors.collect::<ort::Result<_>>()?,
            length: 0,
        })
    }

    /// A cache of the chosen rows of caches of the same length, in order.
    pub(super) fn gather(
        signature: &Signature,
        sources: &[(&Self, Vec<usize>)],
    ) -> ort::Result<Self> {
        let rows: usize = sources.iter().map(|(_, chosen)| chosen.len()).sum();
        let length = sources.first().map_or(0, |(cache, _)| cache.length);
        let tensors = signature.cache.iter().enumerate().map(|(i, t)| {
            let shape = [rows, t.heads as usize, length, t.head_dim as usize];
            let parts: Vec<(&DynValue, &[usize])> = sources
                .iter()
                .filter_map(|(cache, chosen)| Some((cache.tensors.get(i)?, chosen.as_slice())))
                .collect();
            match signature.cache_type {
                Float::F32 => gather_tensor::<f32>(shape, &parts),
                Float::F16 => gather_tensor::<f16>(shape, &parts),
            }
        });
        Ok(Self {
            tensors: tensors.collect::<ort::Result<_>>()?,
            length,
        })
    }
}

/// Rows lie one behind the other, so that each is copied in one piece.
fn gather_tensor<T>(shape: [usize; 4], parts: &[(&DynValue, &[usize])]) -> ort::Result<DynValue>
where
    T: PrimitiveTensorElementType + IntoTensorElementType + Clone + std::fmt::Debug + 'static,
{
    let [_, heads, length, head_dim] = shape;
    let size = heads * length * head_dim;
    let mut data: Vec<T> = Vec::with_capacity(shape.iter().product());
    for (source, chosen) in parts {
        let (_, values) = source.try_extract_tensor::<T>()?;
        for row in *chosen {
            let part = values.get(row * size..(row + 1) * size);
            data.extend_from_slice(part.unwrap_or_default());
        }
    }
    Ok(Tensor::from_array((shape, data))?.into_dyn())
}
