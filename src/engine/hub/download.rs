//! One file: into the cache, whole and checked.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::time::Duration;

use ureq::http::StatusCode;

use super::cache::Cache;
use super::error::Trouble;
use super::remote::{Failure, Listed, Remote, is_sha256};
use super::{Step, Wanted};
use crate::engine::digest::sha256_of_file;

/// How long another process may take for the same file, in seconds.
const PATIENCE: u32 = 600;

/// A file on its way.
struct Job<'a> {
    remote: &'a Remote,
    wanted: &'a Wanted,
    commit: &'a str,
    name: &'a str,
    size: u64,
    sha256: Option<String>,
}

/// Gets `listed` unless it is there, and makes the snapshot lead to it.
pub(super) fn file(
    remote: &Remote,
    cache: &Cache,
    wanted: &Wanted,
    commit: &str,
    listed: &Listed,
    progress: &mut dyn FnMut(Step<'_>),
) -> Result<(), Trouble> {
    let name = listed.name.as_str();
    let version = remote.version(&wanted.repo, commit, name)?;
    let size = version.size.or(listed.size);
    let size = size.ok_or_else(|| Trouble::BadAnswer(format!("`{name}` has no size")))?;
    let own = Some(version.name.clone()).filter(|tag| is_sha256(tag));
    let job = Job {
        remote,
        wanted,
        commit,
        name,
        size,
        sha256: listed.sha256.clone().or(own),
    };
    let blob = cache.blob(&version.name);
    let is_there = || fs_err::metadata(&blob).is_ok_and(|data| data.len() == size);
    let mut have = size;
    if !is_there() {
        if let Some(folder) = blob.parent() {
            fs_err::create_dir_all(folder)?;
        }
        let _lock = lock(&cache.lock(&version.name), name)?;
        // Whoever held the lock may have got it.
        if !is_there() {
            let partial = cache.blob(&format!("{}.incomplete", version.name));
            have = fs_err::metadata(&partial).map_or(0, |data| data.len());
            progress(Step::File { name, size, have });
            job.complete(&partial, progress)?;
            fs_err::rename(&partial, &blob)?;
        }
    }
    if have == size {
        progress(Step::File { name, size, have });
    }
    cache.point(commit, name, &version.name)?;
    progress(Step::Done);
    Ok(())
}

impl Job<'_> {
    /// Fills `partial` and checks it. What was begun earlier and turns out to
    /// be wrong is begun again, once.
    fn complete(&self, partial: &Path, progress: &mut dyn FnMut(Step<'_>)) -> Result<(), Trouble> {
        let begun = fs_err::metadata(partial).is_ok_and(|data| data.len() > 0);
        self.fill(partial, progress)?;
        match self.check(partial) {
            Ok(()) => Ok(()),
            Err(trouble) => {
                fs_err::remove_file(partial)?;
                if !begun {
                    return Err(trouble);
                }
                progress(Step::Again);
                self.fill(partial, progress)?;
                self.check(partial)
                    .inspect_err(|_| drop(fs_err::remove_file(partial)))
            }
        }
    }

    fn fill(&self, partial: &Path, progress: &mut dyn FnMut(Step<'_>)) -> Result<(), Trouble> {
        self.remote.again(|| {
            let have = fs_err::metadata(partial).map_or(0, |data| data.len());
            if have == self.size && partial.exists() {
                return Ok(());
            }
            let start = if have < self.size { have } else { 0 };
            self.append(partial, start, progress)
        })
    }

    /// Asks for the bytes from `start` on and writes them.
    fn append(
        &self,
        partial: &Path,
        start: u64,
        progress: &mut dyn FnMut(Step<'_>),
    ) -> Result<(), Failure> {
        let response = self
            .remote
            .content(&self.wanted.repo, self.commit, self.name, start)?;
        let status = response.status();
        if status == StatusCode::RANGE_NOT_SATISFIABLE {
            // What is there is not the beginning of what the server has.
            fs_err::remove_file(partial).map_err(|e| self.disk(e, partial))?;
            progress(Step::Again);
            let reason = format!("the rest of `{}` is refused", self.name);
            return Err(Failure::Passing(Trouble::BadAnswer(reason)));
        }
        let range = response.headers().get("content-range");
        let range = range.and_then(|value| value.to_str().ok()).unwrap_or("");
        let goes_on =
            status == StatusCode::PARTIAL_CONTENT && range.starts_with(&format!("bytes {start}-"));
        if start > 0 && !goes_on {
            progress(Step::Again);
        }
        let mut file = fs_err::OpenOptions::new()
            .create(true)
            .write(true)
            .append(goes_on)
            .truncate(!goes_on)
            .open(partial)
            .map_err(|e| self.disk(e, partial))?;
        let left = self.size - if goes_on { start } else { 0 };
        // One byte more tells that there is too much.
        let mut body = response.into_body().into_reader().take(left + 1);
        let mut buffer = vec![0; 1 << 16];
        let mut written = 0;
        loop {
            let n = body.read(&mut buffer).map_err(|e| self.broken(&e))?;
            let Some(part) = buffer.get(..n).filter(|part| !part.is_empty()) else {
                break;
            };
            file.write_all(part).map_err(|e| self.disk(e, partial))?;
            written += n as u64;
            progress(Step::Bytes(n as u64));
        }
        file.flush().map_err(|e| self.disk(e, partial))?;
        if written < left {
            return Err(self.broken(&io::ErrorKind::UnexpectedEof.into()));
        }
        Ok(())
    }

    fn broken(&self, error: &io::Error) -> Failure {
        Failure::Passing(Trouble::Unreachable {
            reason: format!("`{}` broke off: {error}", self.name),
        })
    }

    fn disk(&self, error: io::Error, partial: &Path) -> Failure {
        Failure::Lasting(disk(error, self.name, self.size, partial))
    }

    fn check(&self, partial: &Path) -> Result<(), Trouble> {
        let found = fs_err::metadata(partial)?.len();
        if found != self.size {
            return Err(Trouble::WrongSize {
                file: self.name.to_owned(),
                found,
                expected: self.size,
            });
        }
        let Some(expected) = &self.sha256 else {
            return Ok(());
        };
        let found = sha256_of_file(partial)?;
        if found.eq_ignore_ascii_case(expected) {
            return Ok(());
        }
        Err(Trouble::WrongHash {
            file: self.name.to_owned(),
            found,
            expected: expected.clone(),
        })
    }
}

/// What it means that `partial` cannot be written.
pub(super) fn disk(error: io::Error, name: &str, size: u64, partial: &Path) -> Trouble {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Trouble::DiskFull {
            file: name.to_owned(),
            needed: size,
            folder: partial.parent().unwrap_or(partial).to_owned(),
        },
        _ => Trouble::Disk(error),
    }
}

/// Keeps other processes away from a file while the lock is held.
fn lock(path: &Path, name: &str) -> Result<File, Trouble> {
    if let Some(folder) = path.parent() {
        fs_err::create_dir_all(folder)?;
    }
    let file = fs_err::OpenOptions::new()
        .create(true)
        .write(true)
        .truncate(false)
        .open(path)?;
    let (file, _) = file.into_parts();
    for _ in 0..PATIENCE {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_secs(1)),
            // A file system without locks: two processes write the same bytes.
            Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
    Err(Trouble::Locked(name.to_owned()))
}
