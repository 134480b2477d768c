//! What the rewriting gains: one token after another, by both graphs in turn.

use std::path::Path;
use std::time::{Duration, Instant};

use ort::value::DynValue;

use super::Rewritten;
use super::error::RewriteError;
use super::session::{Growing, Runtime, Shared, Step, failed};

/// Steps of one round.
const STEPS: usize = 16;
/// Rounds of which the fastest counts: others may need the machine too.
const ROUNDS: usize = 5;

/// Decoding by both graphs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Speed {
    /// Texts decoded together.
    pub batch: usize,
    /// Tokens of each before.
    pub context: usize,
    /// Tokens a second of the original, all texts together.
    pub before: f64,
    /// The same of the rewritten graph in shared buffers.
    pub after: f64,
}

/// Measures `rewritten` against `graph`, the original, at each batch size and
/// context. The caches hold zeros, which cost what other numbers cost.
///
/// # Errors
/// When ONNX Runtime fails.
pub fn speeds(
    graph: &[u8],
    rewritten: &Rewritten,
    folder: &Path,
    runtime: Runtime<'_>,
    sizes: &[(usize, usize)],
) -> Result<Vec<Speed>, RewriteError> {
    let open = |bytes: &[u8]| runtime.open(bytes, folder);
    let failed = failed("measuring the graphs");
    let interface = &rewritten.interface;
    let mut old = Growing::new(open(graph).map_err(&failed)?, interface.clone());
    let mut new = Shared::new(open(&rewritten.graph).map_err(&failed)?, interface.clone());
    let mut measured = Vec::new();
    for &(batch, context) in sizes {
        let (mut before, mut after) = (Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            old.restart(batch, context).map_err(&failed)?;
            before = before.min(decode(batch, context, |s| old.step(s)).map_err(&failed)?);
            new.restart(batch, context + STEPS + 1).map_err(&failed)?;
            after = after.min(decode(batch, context, |s| new.step(s)).map_err(&failed)?);
        }
        let speed = |time: Duration| (batch * STEPS) as f64 / time.as_secs_f64();
        measured.push(Speed {
            batch,
            context,
            before: speed(before),
            after: speed(after),
        });
    }
    Ok(measured)
}

/// Time of the steps after a first one, which may have to prepare things.
fn decode(
    batch: usize,
    context: usize,
    mut step: impl FnMut(&Step) -> ort::Result<DynValue>,
) -> ort::Result<Duration> {
    let mut started = Instant::now();
    for i in 0..=STEPS {
        if i == 1 {
            started = Instant::now();
        }
        step(&Step {
            tokens: vec![1; batch],
            width: 1,
            before: vec![context + i; batch],
            after: vec![context + i + 1; batch],
        })?;
    }
    Ok(started.elapsed())
}
