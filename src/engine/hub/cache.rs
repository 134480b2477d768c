//! The cache as `huggingface_hub` lays it out:
//! `models--ORG--NAME/refs/REVISION` holds a commit,
//! `snapshots/COMMIT/FILE` links to `blobs/VERSION`.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::error::Trouble;

/// The part of the cache that belongs to one repository.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    locks: PathBuf,
}

impl Cache {
    pub(super) fn new(root: &Path, repo: &str) -> Self {
        let name = format!("models--{}", repo.replace('/', "--"));
        Self {
            folder: root.join(&name),
            locks: root.join(".locks").join(name),
        }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The commit that `revision` was when it was last asked for; a commit is
    /// its own.
    pub(super) fn commit(&self, revision: &str) -> Option<String> {
        if is_commit(revision) {
            return Some(revision.to_owned());
        }
        let text = fs_err::read_to_string(self.folder.join("refs").join(revision)).ok()?;
        Some(text.trim().to_owned()).filter(|commit| is_commit(commit))
    }

    pub(super) fn set_commit(&self, revision: &str, commit: &str) -> io::Result<()> {
        if is_commit(revision) {
            return Ok(());
        }
        let path = self.folder.join("refs").join(revision);
        if let Some(folder) = path.parent() {
            fs_err::create_dir_all(folder)?;
        }
        fs_err::write(path, commit)
    }

    pub(super) fn snapshot(&self, commit: &str) -> PathBuf {
        self.folder.join("snapshots").join(commit)
    }

    pub(super) fn blob(&self, version: &str) -> PathBuf {
        self.folder.join("blobs").join(version)
    }

    pub(super) fn lock(&self, version: &str) -> PathBuf {
        self.locks.join(format!("{version}.lock"))
    }

    /// Makes `name` of `commit` lead to a blob: a link, or a copy where the
    /// system has no links.
    pub(super) fn point(&self, commit: &str, name: &str, version: &str) -> io::Result<PathBuf> {
        let pointer = self.snapshot(commit).join(name);
        let blob = self.blob(version);
        if let Some(folder) = pointer.parent() {
            fs_err::create_dir_all(folder)?;
        }
        let up = "../".repeat(name.matches('/').count() + 2);
        let target = PathBuf::from(format!("{up}blobs/{version}"));
        if fs_err::read_link(&pointer).is_ok_and(|old| old == target) {
            return Ok(pointer);
        }
        match fs_err::remove_file(&pointer) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
            _ => {}
        }
        if link(&target, &pointer).is_err() {
            fs_err::copy(&blob, &pointer)?;
        }
        Ok(pointer)
    }
}

#[cfg(unix)]
fn link(target: &Path, pointer: &Path) -> io::Result<()> {
    fs_err::os::unix::fs::symlink(target, pointer)
}

#[cfg(windows)]
fn link(target: &Path, pointer: &Path) -> io::Result<()> {
    fs_err::os::windows::fs::symlink_file(target, pointer)
}

#[cfg(not(any(unix, windows)))]
fn link(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The hash of a commit.
pub(super) fn is_commit(text: &str) -> bool {
    text.len() == 40 && text.chars().all(|c| c.is_ascii_hexdigit())
}

/// Whether what a server calls the version of a file can be a file's name:
/// nothing but letters, digits and dashes.
pub(super) fn is_version(text: &str) -> bool {
    (1..=128).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Whether a file's name in a repository stays inside its folder.
pub(super) fn is_inside(name: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    !name.contains(['\\', '\0', ':'])
        && name.split('/').all(plain)
        && Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

/// Refuses what is no `ORG/NAME` (or `NAME`, as some old models have).
pub(super) fn check_repo(repo: &str) -> Result<(), Trouble> {
    let word = |part: &str| {
        !part.is_empty()
            && !part.starts_with(['.', '-'])
            && !part.contains("..")
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
    };
    let good = repo.split('/').count() <= 2 && repo.split('/').all(word) && repo.len() <= 200;
    good.then_some(())
        .ok_or_else(|| Trouble::BadRepo(repo.to_owned()))
}

/// Refuses what cannot be a revision; it becomes a path, too.
pub(super) fn check_revision(revision: &str) -> Result<(), Trouble> {
    let good = is_inside(revision)
        && revision.len() <= 200
        && !revision
            .chars()
            .any(|c| c.is_control() || c.is_whitespace());
    good.then_some(())
        .ok_or_else(|| Trouble::BadRevision(revision.to_owned()))
}

/// The files below `folder`, as a repository names them, in order.
pub(super) fn files_below(folder: &Path) -> Vec<String> {
    fn walk(folder: &Path, prefix: &str, depth: usize, names: &mut Vec<String>) {
        let entries = fs_err::read_dir(folder).into_iter().flatten().flatten();
        for entry in entries {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            // A link whose blob is gone is no file.
            match fs_err::metadata(entry.path()) {
                Ok(data) if data.is_dir() && depth < 8 => {
                    walk(&entry.path(), &format!("{name}/"), depth + 1, names);
                }
                Ok(data) if data.is_file() => names.push(name),
                _ => {}
            }
        }
    }
    let mut names = Vec::new();
    walk(folder, "", 0, &mut names);
    names.sort();
    names
}
