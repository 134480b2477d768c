//! Appends to `records.jsonl`, and writes derived files beside and renames them.

use std::fs::TryLockError;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{Record, Records, RunDir, StoreError};

/// Appends records to a run. Holds the run's lock until it is dropped.
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
    file: fs_err::File,
}

impl Writer {
    /// Opens the run for appending behind what `records` found whole: a line
    /// that a crash cut off is removed.
    ///
    /// # Errors
    /// [`StoreError::Locked`] when another process writes to it, or [`StoreError::Write`].
    pub fn open(run: &RunDir, records: &Records) -> Result<Self, StoreError> {
        let path = run.records();
        let fail = |source| StoreError::Write {
            path: path.clone(),
            source,
        };
        let mut file = fs_err::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(fail)?;
        match file.file().try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StoreError::Locked { path }),
            Err(TryLockError::Error(e)) => return Err(fail(e)),
        }
        if records.n_cut_bytes > 0 {
            file.set_len(records.n_good_bytes).map_err(fail)?;
        }
        file.seek(SeekFrom::End(0)).map_err(fail)?;
        Ok(Self { path, file })
    }

    /// Appends one record in one write, so that a crash leaves whole lines
    /// and at most one cut line.
    ///
    /// # Errors
    /// [`StoreError::Write`].
    pub fn append(&mut self, record: &Record) -> Result<(), StoreError> {
        let mut line = serde_json::to_vec(record).map_err(|e| self.error(e.into()))?;
        line.push(b'\n');
        self.file.write_all(&line).map_err(|e| self.error(e))
    }

    /// Puts the records into the plan's order: the file of an undisturbed run
    /// and of a resumed one are then the same.
    ///
    /// # Errors
    /// [`StoreError::Write`]; the file is then as it was.
    pub fn finish(self, ordered: &[Record]) -> Result<(), StoreError> {
        let mut text = Vec::new();
        for record in ordered {
            serde_json::to_writer(&mut text, record).map_err(|e| self.error(e.into()))?;
            text.push(b'\n');
        }
        write_beside(&self.path, &text)
    }

    fn error(&self, source: std::io::Error) -> StoreError {
        StoreError::Write {
            path: self.path.clone(),
            source,
        }
    }
}

/// Writes `bytes` to a file beside `path` and renames it, so that a reader
/// sees the old file or the new one and never a half.
///
/// # Errors
/// [`StoreError::Write`]; `path` is then as it was.
pub fn write_beside(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let fail = |source| StoreError::Write {
        path: path.to_owned(),
        source,
    };
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new()
        .prefix(".tmp-")
        .tempfile_in(folder)
        .map_err(fail)?;
    file.write_all(bytes).map_err(fail)?;
    file.as_file().sync_all().map_err(fail)?;
    make_readable(file.as_file()).map_err(fail)?;
    file.persist(path).map_err(|e| fail(e.error))?;
    Ok(())
}

/// Temporary files are private; results are not.
#[cfg(unix)]
fn make_readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_file: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
