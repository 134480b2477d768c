//! What is derived from the records.
use super::Context;
use overthink::store::{Manifest, Record, RunDir};
pub(crate) fn derive(
    _run: &RunDir,
    _m: &Manifest,
    _r: &[Record],
    _c: &Context,
) -> anyhow::Result<()> {
    Ok(())
}
