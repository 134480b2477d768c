//! Requests that share their way: the same prompt, draws and settings, and
//! different limits on the thinking.
//!
//! One row, the trunk, goes as far as the largest limit. Where it passes a
//! smaller one, a copy of it leaves as a row of its own and ends its thinking
//! there. The copy is what the smaller request would have been alone: the
//! same tokens, the same state of the generator.

use super::{After, Row};
use crate::engine::limits::{Limits, ThinkingLimit};

/// A request that leaves the trunk at its own limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine::onnx) struct Branch {
    /// Index into the requests.
    pub(in crate::engine::onnx) index: usize,
    pub(in crate::engine::onnx) limits: Limits,
}

impl Row {
    /// Takes `others`, which differ from this row in their limits alone, along
    /// its way. Returns those that cannot go along: longer ones, and those
    /// that would be cut where this one is forced to its end.
    pub(in crate::engine::onnx) fn take_along(&mut self, others: Vec<Branch>) -> Vec<Branch> {
        let mut left = Vec::new();
        for other in others {
            let (ours, theirs) = (reach(self.limits), reach(other.limits));
            if other.limits.thinking == self.limits.thinking {
                self.twins.push(other.index);
            } else if theirs < ours {
                self.branches.push(other);
            } else {
                left.push(other);
            }
        }
        self.branches
            .sort_by_key(|b| (std::cmp::Reverse(reach(b.limits)), b.index));
        self.await_companions();
        left
    }

    /// The requests and the probe that part from this row here, each as a row
    /// of its own or at its end. To be asked before each token.
    pub(in crate::engine::onnx) fn part(&mut self) -> Vec<(Self, After)> {
        let mut parted = self.part_branches();
        if self.is_probed_late() {
            self.note_branches(&mut parted);
        } else {
            self.part_probe(&mut parted);
        }
        parted
    }

    fn part_branches(&mut self) -> Vec<(Self, After)> {
        let mut parted = Vec::new();
        while let Some(&branch) = self.branches.last() {
            if !self.control.is_thinking() || self.control.n_thinking() < reach(branch.limits) {
                break;
            }
            self.branches.pop();
            let mut row = self.copy(branch.index, branch.limits);
            let after = row.control.change_limits(branch.limits);
            parted.push((row, after));
        }
        parted
    }

    /// This row as it stands, as one of its own that nothing parts from.
    pub(super) fn copy(&self, index: usize, limits: Limits) -> Self {
        Self {
            index,
            limits,
            is_branch: true,
            branches: Vec::new(),
            twins: Vec::new(),
            n_computed: 0,
            ..self.clone()
        }
    }

    /// The requests that end as this row does.
    pub(in crate::engine::onnx) fn companions(&self) -> Vec<usize> {
        let branches = self.branches.iter().map(|b| b.index);
        self.twins.iter().copied().chain(branches).collect()
    }
}

/// Thinking tokens at which something happens.
pub(in crate::engine::onnx) fn reach(limits: Limits) -> u32 {
    match limits.thinking {
        ThinkingLimit::Budget(n) | ThinkingLimit::Cut(n) => n,
    }
}
