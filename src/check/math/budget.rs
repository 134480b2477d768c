//! How much work a comparison may do, counted in steps and never in time, so
//! that the verdict is the same on every machine.

/// Steps that are left. A step costs about 10 ns; work on large numbers costs
/// more of them.
#[derive(Debug)]
pub(super) struct Budget {
    left: u64,
}

/// The budget is spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spent;

impl Budget {
    /// About 20 ms of work.
    pub(super) const COMPARISON: u64 = 2_000_000;

    pub(super) fn new(steps: u64) -> Self {
        Self { left: steps }
    }

    /// Takes `steps`, or says that they are not there; then nothing is left.
    pub(super) fn spend(&mut self, steps: u64) -> Result<(), Spent> {
        let left = self.left.checked_sub(steps);
        self.left = left.unwrap_or(0);
        left.map(|_| ()).ok_or(Spent)
    }

    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }
}
