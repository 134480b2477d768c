//! How many rows may be in flight at once.

use super::row::{Row, reach};
use super::signature::Signature;

/// Rows in flight, in multiples of the batch size, where rows of one length
/// run together: enough for cohorts to meet.
const BATCHES_IN_FLIGHT: usize = 8;

/// What the memory for caches allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    /// Most rows computed in one step.
    pub(super) batch_size: usize,
    /// Most rows in flight that are no branches of others. Memory for the
    /// branches of each is set aside.
    pub(super) max_trunks: usize,
}

impl Room {
    pub(super) fn of(
        rows: &[Row],
        signature: &Signature,
        batch_size: usize,
        cache_bytes: u64,
    ) -> Self {
        let most = rows.iter().map(|row| tokens(row, signature));
        let most = most.max().map(|n| n.max(signature.least_capacity));
        let per_token = signature.bytes_per_token().max(1);
        let row_bytes = most.unwrap_or(1).max(1) as u64 * per_token;
        let affordable = usize::try_from(cache_bytes / row_bytes).unwrap_or(usize::MAX);
        let wanted = if batch_size == 1 || signature.shared_buffers {
            batch_size
        } else {
            batch_size.saturating_mul(BATCHES_IN_FLIGHT)
        };
        let max_trunks = wanted.min(affordable).max(1);
        Self {
            batch_size: batch_size.min(max_trunks).max(1),
            max_trunks,
        }
    }

    /// How many more rows may begin where so many trunks are in flight. A few
    /// at a time would have to catch up with the others alone.
    pub(super) fn free_for_cohorts(&self, n_trunks: usize) -> usize {
        let free = self.max_trunks.saturating_sub(n_trunks);
        let enough = self.batch_size.min(self.max_trunks.div_ceil(2));
        if n_trunks > 0 && free < enough {
            0
        } else {
            free
        }
    }
}

/// Tokens that the cache of a row, of its branches and of those of its probes
/// that live at one time takes at most.
fn tokens(row: &Row, signature: &Signature) -> usize {
    let longest = row.limits.longest;
    if signature.shared_buffers {
        // Branches wait with what is there when they part.
        let parted = |limits| row.prompt.len() + reach(limits) as usize;
        let parked = row.branches.iter().map(|b| parted(b.limits));
        // A row waits for its probe where that has no other place.
        let waits = if row.most_probes_at_once() > 0 {
            longest
        } else {
            0
        };
        return longest + waits + parked.sum::<usize>();
    }
    // While a step runs, the cache before and the cache after it live.
    let branches = row.branches.iter().map(|b| b.limits.longest);
    2 * (longest * (1 + row.most_probes_at_once()) + branches.sum::<usize>())
}
