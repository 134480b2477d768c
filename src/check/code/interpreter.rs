//! The interpreter, and what of the file system it needs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::{Deserialize, Serialize};

use super::RunnerError;

/// What says where the interpreter itself is: scripts that start one, and folders
/// that point to another one, are of no use in the sandbox.
const WHO: &str = "\
import os, sys
print(os.path.realpath(getattr(sys, '_base_executable', '') or sys.executable))
print('%d.%d.%d' % sys.version_info[:3])";
/// What tells the files that it needs, as JSON.
const NEEDS: &str = include_str!("needs.py");
/// Interpreters tried, in order.
const NAMES: [&str; 2] = ["python3", "python"];
/// How the interpreter is started: without the user's and the site's modules, and
/// without files of compiled ones.
pub(super) const FLAGS: [&str; 3] = ["-s", "-S", "-B"];
/// Its whole environment. Without the first, the order of sets of texts would
/// change from run to run.
pub(super) const ENVIRONMENT: [(&str, &str); 2] = [("PYTHONHASHSEED", "0"), ("PYTHONUTF8", "1")];

/// A Python, and what of the file system it needs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Interpreter {
    /// The program itself, without links.
    pub(super) program: PathBuf,
    /// Such as `3.11.7`.
    pub(super) version: String,
    /// Shared libraries by the names that the loader knows them by.
    pub(super) files: Vec<PathBuf>,
    /// Folders of the standard library.
    pub(super) folders: Vec<PathBuf>,
    /// Folders in them that are not to be seen.
    pub(super) covered: Vec<PathBuf>,
}

/// The answer of [`NEEDS`].
#[derive(Deserialize)]
struct Needs {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    covered: Vec<PathBuf>,
}

impl Interpreter {
    /// Finds `python` if given, else `python3` or `python` on the search path.
    pub(super) fn find(python: Option<&Path>) -> Result<Self, RunnerError> {
        let (program, version) = locate(python)?;
        let needs = needs(&program).map_err(|cause| RunnerError::Broken {
            python: program.display().to_string(),
            cause,
        })?;
        Ok(Self {
            program,
            version,
            files: needs.files,
            folders: needs.folders,
            covered: needs.covered,
        })
    }
}

fn locate(python: Option<&Path>) -> Result<(PathBuf, String), RunnerError> {
    let names: Vec<PathBuf> = match python {
        Some(path) => vec![path.to_owned()],
        None => NAMES.iter().map(PathBuf::from).collect(),
    };
    let found = names.iter().find_map(|name| {
        let output = Command::new(name)
            .args(["-c", WHO])
            .stdin(Stdio::null())
            .output()
            .ok()?;
        let said = String::from_utf8(output.stdout).ok()?;
        let mut lines = said.lines().map(str::trim);
        let path = lines.next().filter(|path| !path.is_empty())?;
        Some((PathBuf::from(path), lines.next()?.to_owned()))
    });
    let (python, version) = found.ok_or_else(|| RunnerError::NoPython {
        tried: names
            .iter()
            .map(|name| format!("`{}`", name.display()))
            .collect::<Vec<_>>()
            .join(", "),
    })?;
    let mut numbers = version.split('.').map(|n| n.parse().unwrap_or(0));
    let release: (u32, u32) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if release < (3, 8) {
        return Err(RunnerError::TooOld {
            python: python.display().to_string(),
            version,
        });
    }
    Ok((python, version))
}

/// Asks the interpreter, started as it will be in the sandbox.
fn needs(python: &Path) -> Result<Needs, String> {
    let output = Command::new(python)
        .args(FLAGS)
        .args(["-c", NEEDS])
        .env_clear()
        .envs(ENVIRONMENT)
        .current_dir("/")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| error.to_string())?;
    serde_json::from_slice(&output.stdout).map_err(|_| {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().last().unwrap_or("it said nothing");
        format!("it cannot tell which files it needs ({last})")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_interpreter_is_named() {
        let error = Interpreter::find(Some(Path::new("/nowhere/python"))).unwrap_err();
        insta::assert_snapshot!(error, @"code answers are judged by running them, and no Python was found (tried `/nowhere/python`); install Python 3.8 or newer, or leave the code suites out");
    }

    #[test]
    fn an_interpreter_tells_what_it_needs() {
        let python = match Interpreter::find(None) {
            Ok(python) => python,
            Err(RunnerError::NoPython { .. }) => return,
            Err(error) => panic!("{error}"),
        };
        assert!(python.folders.iter().any(|f| f.join("os.py").exists()));
        for path in python.files.iter().chain(&python.folders) {
            assert!(path.is_absolute() && path.exists(), "{}", path.display());
        }
    }
}
