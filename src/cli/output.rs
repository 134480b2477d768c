//! Data on stdout, talk on stderr.

use std::io::{self, Write};

use anyhow::Context as _;

/// Writes data to stdout.
///
/// # Errors
/// When stdout is closed; see [`is_broken_pipe`].
pub(crate) fn to_stdout(text: &str) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .context("failed to write to stdout")
}

/// Writes talk to stderr. There is nobody to tell when that fails.
pub(crate) fn to_stderr(text: &str) {
    let mut err = io::stderr().lock();
    let _ = err.write_all(text.as_bytes());
}

/// Whether the reader of our output went away, which is no error.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// Writes data to a file, or to stdout where none is named.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn to_file_or_stdout(
    path: Option<&std::path::Path>,
    bytes: &[u8],
) -> anyhow::Result<()> {
    let Some(path) = path else {
        let mut out = io::stdout().lock();
        return out
            .write_all(bytes)
            .and_then(|()| out.flush())
            .context("failed to write to stdout");
    };
    Ok(overthink::store::write_beside(path, bytes)?)
}
