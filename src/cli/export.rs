//! To come.
use super::{Context, Status};
#[derive(Debug, clap::Args)]
pub(crate) struct ExportArgs {}
pub(crate) fn export(_: &ExportArgs, _: &Context) -> anyhow::Result<Status> {
    Ok(Status::Done)
}
