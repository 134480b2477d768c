//! Baselines: runs that are kept under a name to compare with, in
//! `results/baselines/NAME/`.

use std::io;
use std::path::{Path, PathBuf};

use super::{RunDir, StoreError, write_beside};

/// The folder of the baselines under `results`.
fn folder(results: &Path) -> PathBuf {
    results.join("baselines")
}

/// Whether a text may name a baseline: letters, digits, `-`, `_` and `.`, no dot
/// first. So it is never a path.
pub fn is_name(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    !text.is_empty() && text.len() <= 100 && !text.starts_with('.') && text.chars().all(plain)
}

/// Copies a run's files to the baseline `name`. What was saved under the name
/// before is replaced if `replace` is set. The copy does not need the run any
/// more.
///
/// # Errors
/// [`StoreError::Create`] where the name is taken, [`StoreError::Read`] and
/// [`StoreError::Write`].
pub fn save_baseline(
    results: &Path,
    name: &str,
    run: &RunDir,
    replace: bool,
) -> Result<RunDir, StoreError> {
    let to = RunDir::new(folder(results).join(name));
    let fail = |source| StoreError::Create {
        path: to.path().to_owned(),
        source,
    };
    if !is_name(name) {
        let why = "a name has letters, digits, `-`, `_` and `.` only, and no dot first";
        return Err(fail(io::Error::other(why)));
    }
    let is_taken = to.manifest().is_file();
    if is_taken && !replace {
        let why = "there is a baseline of that name; `--replace` writes over it";
        return Err(fail(io::Error::other(why)));
    }
    fs_err::create_dir_all(to.path()).map_err(fail)?;
    // The manifest last: a folder without one is no baseline yet.
    let files = [
        (run.records(), to.records()),
        (run.attempts(), to.attempts()),
        (run.summary(), to.summary()),
        (run.report(), to.report()),
        (run.manifest(), to.manifest()),
    ];
    if is_taken {
        let _ = fs_err::remove_file(to.manifest());
    }
    for (from, to) in files {
        match fs_err::read(&from) {
            Ok(bytes) => write_beside(&to, &bytes)?,
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(StoreError::Read { path: from, source }),
        }
    }
    Ok(to)
}

/// The baselines, by name. Empty where there is no folder.
///
/// # Errors
/// [`StoreError::Read`] when the folder is there and cannot be listed.
pub fn list_baselines(results: &Path) -> Result<Vec<String>, StoreError> {
    super::list_runs(&folder(results))
}

/// The baseline `name`; `None` where there is none.
pub fn find_baseline(results: &Path, name: &str) -> Option<RunDir> {
    let found = RunDir::new(folder(results).join(name));
    (is_name(name) && found.manifest().is_file()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_baseline_outlives_its_run() {
        let dir = tempfile::tempdir().unwrap();
        let run = super::super::create_run(dir.path(), "t", "x").unwrap();
        fs_err::write(run.manifest(), "{}").unwrap();
        fs_err::write(run.records(), "r\n").unwrap();
        let saved = save_baseline(dir.path(), "v1.0", &run, false).unwrap();
        fs_err::remove_dir_all(run.path()).unwrap();
        assert_eq!(fs_err::read_to_string(saved.records()).unwrap(), "r\n");
        assert_eq!(find_baseline(dir.path(), "v1.0"), Some(saved.clone()));
        assert_eq!(list_baselines(dir.path()).unwrap(), ["v1.0"]);
        // The folder of the baselines is no run.
        assert!(super::super::list_runs(dir.path()).unwrap().is_empty());
        let taken = save_baseline(dir.path(), "v1.0", &saved, false).unwrap_err();
        assert!(taken.hint().is_some() || !taken.to_string().is_empty());
        save_baseline(dir.path(), "v2", &saved, false).unwrap();
        save_baseline(dir.path(), "v2", &saved, true).unwrap();
    }

    #[test]
    fn names_are_never_paths() {
        for name in ["", ".", "..", "a/b", "a\\b", ".x", "a b"] {
            assert!(!is_name(name), "{name}");
            assert!(find_baseline(Path::new("/"), name).is_none());
        }
        assert!(is_name("qwen3-4b_v1.2"));
    }
}
