//! Where a row is cut.

use std::cmp::Ordering;

/// The last token that is kept, in the order of likelihood.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cut {
    pub(super) logit: f32,
    pub(super) id: u32,
}

impl Cut {
    /// Keeps everything.
    pub(super) const NONE: Self = Self {
        logit: f32::NEG_INFINITY,
        id: u32::MAX,
    };

    /// The one that keeps less.
    pub(super) fn or_earlier(self, other: Self) -> Self {
        let place = |cut: Self| (cut.logit, cut.id);
        match by_likelihood(&place(self), &place(other)) {
            Ordering::Greater => other,
            _ => self,
        }
    }

    pub(super) fn keeps(self, logit: f32, id: u32) -> bool {
        logit > self.logit || (logit >= self.logit && id <= self.id)
    }

    /// The lowest logit that is kept among the ids from `start` to before
    /// `end`; `None` where that depends on the id.
    pub(super) fn bound(self, start: usize, end: usize) -> Option<f32> {
        let last = self.id as usize;
        if end <= last.saturating_add(1) {
            Some(self.logit)
        } else if start > last {
            Some(self.logit.next_up())
        } else {
            None
        }
    }
}

/// Most likely first; equally likely ones by id.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "sorting hands its items over by reference"
)]
pub(super) fn by_likelihood(a: &(f32, u32), b: &(f32, u32)) -> Ordering {
    b.0.partial_cmp(&a.0)
        .unwrap_or(Ordering::Equal)
        .then(a.1.cmp(&b.1))
}
