//! Whether the company of a text changes its last bits.
//!
//! The library picks its kernels by the size of the batch; some round
//! otherwise than others. A text whose logits are equal but for the last bits
//! can still go another way at a near tie.

use super::cache::Cache;
use super::decoder::Decoder;
use super::logits::Logits;
use crate::engine::EngineError;

/// Tokens of the text that is computed in batches of every size.
const LENGTH: u32 = 9;

impl Decoder {
    /// The smallest batch of up to `most` texts in which a text gets other
    /// logits than alone; `None` if there is none.
    ///
    /// # Errors
    /// When the library fails on the model.
    pub(super) fn first_batch_that_differs(
        &mut self,
        most: usize,
    ) -> Result<Option<usize>, EngineError> {
        let vocabulary = self.signature.vocabulary.unwrap_or(2).max(2);
        let text: Vec<u32> = (1..=LENGTH)
            .map(|i| (u64::from(i) * 7919 % vocabulary) as u32)
            .collect();
        let next = [1];
        let (logits, cache) = self.prefill(&[&text])?;
        let alone = self.bits(&logits)?;
        let (logits, _) = self.step(&[&next], &cache)?;
        let alone_after = self.bits(&logits)?;
        for n in 2..=most {
            let prompts = vec![text.as_slice(); n];
            let (logits, _) = self.prefill(&prompts)?;
            if !self.all_are(&logits, &alone)? {
                return Ok(Some(n));
            }
            let many: Cache = self.gather(&[(&cache, vec![0; n])])?;
            let (logits, _) = self.step(&vec![next.as_slice(); n], &many)?;
            if !self.all_are(&logits, &alone_after)? {
                return Ok(Some(n));
            }
        }
        Ok(None)
    }

    fn bits(&self, logits: &Logits) -> Result<Vec<u32>, EngineError> {
        let mut bits = Vec::new();
        let read = logits.for_each(|_, row| bits = row.iter().map(|l| l.to_bits()).collect());
        read.map_err(|e| self.failure("logits", &e))?;
        Ok(bits)
    }

    fn all_are(&self, logits: &Logits, expected: &[u32]) -> Result<bool, EngineError> {
        let mut equal = true;
        let read = logits.for_each(|_, row| {
            equal &= row.iter().map(|l| l.to_bits()).eq(expected.iter().copied());
        });
        read.map_err(|e| self.failure("logits", &e))?;
        Ok(equal)
    }
}
