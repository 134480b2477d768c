//! How much work a comparison may do, counted in steps and never in time, so
//! that the verdict is the same on every machine.

use super::outcome::Stage;

/// Steps that are left. A step costs about 10 ns; work on large numbers costs
/// more of them.
#[derive(Debug)]
pub(super) struct Budget {
    left: u64,
    /// How far the comparison had to go.
    deepest: Stage,
}

/// The budget is spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spent;

impl Budget {
    /// About 20 ms of work.
    pub(super) const COMPARISON: u64 = 2_000_000;

    pub(super) fn new(steps: u64) -> Self {
        Self {
            left: steps,
            deepest: Stage::Read,
        }
    }

    /// Takes `steps`, or says that they are not there; then nothing is left.
    pub(super) fn spend(&mut self, steps: u64) -> Result<(), Spent> {
        let left = self.left.checked_sub(steps);
        self.left = left.unwrap_or(0);
        left.map(|_| ()).ok_or(Spent)
    }

    /// Notes that the stages before this one did not decide.
    pub(super) fn reach(&mut self, stage: Stage) {
        self.deepest = self.deepest.max(stage);
    }

    /// The last stage that was reached.
    pub(super) fn deepest(&self) -> Stage {
        self.deepest
    }

    pub(super) fn is_spent(&self) -> bool {
        self.left == 0
    }
}
