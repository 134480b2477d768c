//! The logits that a step gave.

use half::f16;
use ort::value::{DynValue, ValueType};

use super::signature::Float;

/// The logits after the last token of each row.
#[derive(Debug)]
pub(super) struct Logits {
    value: DynValue,
    float: Float,
    width: usize,
    vocabulary: usize,
}

impl Logits {
    pub(super) fn new(value: DynValue, float: Float, rows: usize) -> ort::Result<Self> {
        let shape: Vec<usize> = match value.dtype() {
            ValueType::Tensor { shape, .. } => shape
                .iter()
                .filter_map(|&n| usize::try_from(n).ok())
                .collect(),
            _ => Vec::new(),
        };
        match *shape {
            [batch, width, vocabulary] if batch == rows && width > 0 && vocabulary > 0 => {
                Ok(Self {
                    value,
                    float,
                    width,
                    vocabulary,
                })
            }
            _ => Err(ort::Error::new(format!(
                "it gave logits of the shape {shape:?} for {rows} texts"
            ))),
        }
    }

    /// Calls `use_row` with the logits of each row in turn.
    pub(super) fn for_each(&self, mut use_row: impl FnMut(usize, &[f32])) -> ort::Result<()> {
        let last = |row: usize| {
            let start = (row * self.width + self.width - 1) * self.vocabulary;
            start..start + self.vocabulary
        };
        match self.float {
            Float::F32 => {
                let (shape, all) = self.value.try_extract_tensor::<f32>()?;
                for row in 0..rows(shape) {
                    use_row(row, all.get(last(row)).unwrap_or_default());
                }
            }
            Float::F16 => {
                let (shape, all) = self.value.try_extract_tensor::<f16>()?;
                let mut wide = vec![0.0; self.vocabulary];
                for row in 0..rows(shape) {
                    let narrow = all.get(last(row)).unwrap_or_default();
                    for (to, from) in wide.iter_mut().zip(narrow) {
                        *to = from.to_f32();
                    }
                    use_row(row, &wide);
                }
            }
        }
        Ok(())
    }
}

fn rows(shape: &[i64]) -> usize {
    shape
        .first()
        .and_then(|&n| usize::try_from(n).ok())
        .unwrap_or(0)
}
