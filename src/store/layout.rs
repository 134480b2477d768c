//! Where things lie in a results folder, and how a run is named and found.

use std::io;
use std::path::{Path, PathBuf};

use super::StoreError;

/// The folder of one run: `results/RUN/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunDir {
    path: PathBuf,
}

impl RunDir {
    /// The run in the folder `path`.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The run's name: that of its folder.
    pub fn name(&self) -> String {
        self.path.file_name().map_or_else(
            || self.path.display().to_string(),
            |n| n.to_string_lossy().into_owned(),
        )
    }

    /// Everything needed to repeat the run.
    pub fn manifest(&self) -> PathBuf {
        self.path.join("manifest.json")
    }

    /// One line an attempt: the truth.
    pub fn records(&self) -> PathBuf {
        self.path.join("records.jsonl")
    }

    /// One row an attempt, derived.
    pub fn attempts(&self) -> PathBuf {
        self.path.join("attempts.parquet")
    }

    /// The numbers by model, task type and budget, derived.
    pub fn summary(&self) -> PathBuf {
        self.path.join("summary.json")
    }

    /// The page for people, derived.
    pub fn report(&self) -> PathBuf {
        self.path.join("report.html")
    }
}

/// Makes the folder of a new run under `results`, named `STAMP-LABEL`, with a
/// number behind where that is taken. Fails at once where it could not be
/// written later.
///
/// # Errors
/// [`StoreError::Create`] when the folder cannot be made.
pub fn create_run(results: &Path, stamp: &str, label: &str) -> Result<RunDir, StoreError> {
    let fail = |path: &Path, source| StoreError::Create {
        path: path.to_owned(),
        source,
    };
    fs_err::create_dir_all(results).map_err(|e| fail(results, e))?;
    for n in 1_u32.. {
        let suffix = if n == 1 {
            String::new()
        } else {
            format!("-{n}")
        };
        let path = results.join(format!("{stamp}-{label}{suffix}"));
        match fs_err::create_dir(&path) {
            Ok(()) => return Ok(RunDir::new(path)),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(fail(&path, e)),
        }
    }
    Err(fail(
        results,
        io::Error::other("too many runs in one second"),
    ))
}

/// Names of the runs under `results`, oldest first. Empty when there is no folder.
///
/// # Errors
/// [`StoreError::Read`] when the folder is there and cannot be listed.
pub fn list_runs(results: &Path) -> Result<Vec<String>, StoreError> {
    let fail = |source| StoreError::Read {
        path: results.to_owned(),
        source,
    };
    let entries = match fs_err::read_dir(results) {
        Ok(entries) => entries,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(fail(e)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(fail)?;
        if RunDir::new(entry.path()).manifest().is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// The run that `name` means: a path, `latest`, or the shortest unique prefix.
///
/// # Errors
/// [`StoreError::NoSuchRun`] or [`StoreError::Ambiguous`].
pub fn find_run(results: &Path, name: &str) -> Result<RunDir, StoreError> {
    let as_path = RunDir::new(name);
    if as_path.manifest().is_file() {
        return Ok(as_path);
    }
    let known = list_runs(results)?;
    let matches: Vec<_> = match name {
        "latest" => known.last().cloned().into_iter().collect(),
        _ if known.iter().any(|run| run == name) => vec![name.to_owned()],
        _ => known
            .iter()
            .filter(|run| !name.is_empty() && run.starts_with(name))
            .cloned()
            .collect(),
    };
    match matches.as_slice() {
        [one] => Ok(RunDir::new(results.join(one))),
        [] => Err(StoreError::NoSuchRun {
            name: name.to_owned(),
            results: results.to_owned(),
            known,
        }),
        _ => Err(StoreError::Ambiguous {
            name: name.to_owned(),
            matches,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results_with(runs: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for run in runs {
            fs_err::create_dir(dir.path().join(run)).unwrap();
            fs_err::write(dir.path().join(run).join("manifest.json"), "{}").unwrap();
        }
        dir
    }

    #[test]
    fn runs_are_found_by_prefix_and_by_age() {
        let dir = results_with(&["20260101-000000-a", "20260102-000000-b"]);
        let find = |name: &str| find_run(dir.path(), name).map(|run| run.name());
        assert_eq!(find("latest").unwrap(), "20260102-000000-b");
        assert_eq!(find("20260101").unwrap(), "20260101-000000-a");
        assert!(matches!(find("2026"), Err(StoreError::Ambiguous { .. })));
        assert!(matches!(find("1999"), Err(StoreError::NoSuchRun { .. })));
        assert!(matches!(find(""), Err(StoreError::NoSuchRun { .. })));
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(create_run(dir.path(), "t", "x").unwrap().name(), "t-x");
        assert_eq!(create_run(dir.path(), "t", "x").unwrap().name(), "t-x-2");
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs_err::write(&file, "").unwrap();
        let error = create_run(&file, "t", "x").unwrap_err();
        assert!(error.to_string().contains("file"), "{error}");
        assert!(error.hint().unwrap().contains("--results"));
    }
}
