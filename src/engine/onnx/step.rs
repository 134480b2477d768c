//! The tokens of a step, as the graph takes them.

use ort::value::{DynValue, Tensor};

use super::signature::{Integer, Signature};

/// Tokens that are computed together: as many for each row.
pub(super) struct Step<'a> {
    pub(super) tokens: &'a [&'a [u32]],
    /// Tokens of each row that are in the cache.
    pub(super) starts: &'a [usize],
}

impl Step<'_> {
    /// Tokens of each row.
    pub(super) fn width(&self) -> usize {
        self.tokens.first().map_or(0, |t| t.len())
    }

    /// Tokens of all rows.
    pub(super) fn n_tokens(&self) -> usize {
        self.tokens.len() * self.width()
    }

    /// All inputs but the cache.
    pub(super) fn inputs(
        &self,
        signature: &Signature,
    ) -> ort::Result<Vec<(&'static str, DynValue)>> {
        let (rows, width) = (self.tokens.len(), self.width());
        let longest = self.starts.iter().max().map_or(0, |n| n + width);
        let mut inputs = Vec::with_capacity(5);
        let ids = self.tokens.iter().flat_map(|t| t.iter());
        let ids = ids.map(|&id| i64::from(id));
        inputs.push((
            "input_ids",
            tensor(signature.input_ids, [rows, width], ids)?,
        ));
        if let Some(integer) = signature.attention_mask {
            // Ones for what is there, zeros behind it.
            let mask = self
                .starts
                .iter()
                .flat_map(|&start| (0..longest).map(move |i| i64::from(i < start + width)));
            inputs.push(("attention_mask", tensor(integer, [rows, longest], mask)?));
        }
        if let Some(integer) = signature.position_ids {
            let positions = self
                .starts
                .iter()
                .flat_map(|&start| (start..start + width).map(|i| i as i64));
            inputs.push(("position_ids", tensor(integer, [rows, width], positions)?));
        }
        if signature.num_logits_to_keep {
            let one = Tensor::from_array(([0_usize; 0], vec![1_i64]))?;
            inputs.push(("num_logits_to_keep", one.into_dyn()));
        }
        if signature.use_cache_branch {
            let has_past = self.starts.iter().any(|&start| start > 0);
            let switch = Tensor::from_array(([1_usize], vec![has_past]))?;
            inputs.push(("use_cache_branch", switch.into_dyn()));
        }
        Ok(inputs)
    }

    /// What is computed, for messages.
    pub(super) fn describe(&self) -> String {
        let longest = self.starts.iter().max().copied().unwrap_or(0);
        format!(
            "{} tokens after {longest} of {} texts",
            self.width(),
            self.tokens.len()
        )
    }
}

fn tensor(
    integer: Integer,
    shape: [usize; 2],
    values: impl Iterator<Item = i64>,
) -> ort::Result<DynValue> {
    Ok(match integer {
        Integer::I64 => Tensor::from_array((shape, values.collect::<Vec<i64>>()))?.into_dyn(),
        Integer::I32 => {
            let values: Vec<i32> = values.map(|n| n as i32).collect();
            Tensor::from_array((shape, values))?.into_dyn()
        }
    })
}
