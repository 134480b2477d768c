//! Finds a suite, a file or one that is built in, and reads it with its datasets.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::build::{Source, build};
use super::{Suite, SuiteError, SuiteErrorKind, builtin};
use crate::dataset::{self, DatasetError};
use crate::text::for_terminal;

/// The folder in which a suite is looked for by its name.
pub const SUITE_FOLDER: &str = "suites";
/// Largest suite file, in bytes.
const MAX_FILE_BYTES: u64 = 1 << 20;

/// Loads a suite with all its items.
///
/// What holds a slash or ends in `.toml` is the path of a suite file. A plain
/// name is looked for as `suites/NAME.toml` in the working folder, then among
/// the built-in suites.
pub fn load_suite(name_or_path: &str) -> Result<Suite, SuiteError> {
    load_from(Path::new(""), name_or_path)
}

/// [`load_suite`] with another working folder.
fn load_from(folder: &Path, name_or_path: &str) -> Result<Suite, SuiteError> {
    let path = Path::new(name_or_path);
    if name_or_path.contains(['/', '\\']) || path.extension().is_some_and(|e| e == "toml") {
        return load_file(&folder.join(path));
    }
    let file = folder
        .join(SUITE_FOLDER)
        .join(format!("{name_or_path}.toml"));
    if file.is_file() {
        return load_file(&file);
    }
    builtin::load_from(folder, name_or_path).unwrap_or_else(|| {
        let known = known_suites(folder);
        let kind = SuiteErrorKind::NotFound { known };
        Err(SuiteError::new(&for_terminal(name_or_path), kind))
    })
}

/// Loads the suite in a file. Its datasets are looked for from the file's folder.
pub fn load_file(file: &Path) -> Result<Suite, SuiteError> {
    let path = show(file);
    let text = read_text(file, &path)?;
    let folder = file.parent().unwrap_or(Path::new(""));
    build(&text, &path, &path, &|dataset| {
        read_dataset(&folder.join(dataset))
    })
}

/// The bytes of a dataset file.
pub(super) fn read_dataset(file: &Path) -> Result<Source, DatasetError> {
    let name = show(file);
    let bytes = dataset::read(file, &name)?;
    Ok(Source { name, bytes })
}

/// The names under which [`load_suite`] finds a file in `folder`, sorted.
/// A missing folder has none.
pub fn names_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs_err::read_dir(folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .collect();
    names.sort();
    names
}

fn read_text(file: &Path, path: &str) -> Result<String, SuiteError> {
    let fail = |kind| SuiteError::new(path, kind);
    let about = match fs_err::metadata(file) {
        Ok(about) => about,
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            let known = known_files(file);
            return Err(fail(SuiteErrorKind::NoFile { known }));
        }
        Err(e) => return Err(fail(SuiteErrorKind::Read(e))),
    };
    // A device or a pipe could give bytes without end.
    if !about.is_file() {
        let known = known_files(&file.join("_"));
        return Err(fail(SuiteErrorKind::NotAFile { known }));
    }
    let (size, limit) = (about.len(), MAX_FILE_BYTES);
    if size > limit {
        return Err(fail(SuiteErrorKind::TooLarge { size, limit }));
    }
    let bytes = fs_err::read(file).map_err(|e| fail(SuiteErrorKind::Read(e)))?;
    String::from_utf8(bytes).map_err(|_| fail(SuiteErrorKind::NotUtf8))
}

/// The suite files beside a file that is not there, in words.
fn known_files(file: &Path) -> String {
    let folder = file.parent().unwrap_or(Path::new(""));
    let files: Vec<String> = names_in(folder)
        .iter()
        .map(|name| format!("`{}.toml`", for_terminal(name)))
        .collect();
    if files.is_empty() {
        return format!("its folder has none; {}", built_in_suites());
    }
    format!("its folder has {}", files.join(", "))
}

/// The suites that a name can mean, in words.
fn known_suites(folder: &Path) -> String {
    let mut known = built_in_suites();
    let others: Vec<String> = names_in(&folder.join(SUITE_FOLDER))
        .into_iter()
        .filter(|name| !is_built_in(name))
        .map(|name| format!("`{}`", for_terminal(&name)))
        .collect();
    if !others.is_empty() {
        known.push_str("; `");
        known.push_str(SUITE_FOLDER);
        known.push_str("/` has ");
        known.push_str(&others.join(", "));
    }
    known
}

fn is_built_in(name: &str) -> bool {
    let mut names = builtin::names().chain(builtin::public_names());
    names.any(|known| known == name)
}

fn built_in_suites() -> String {
    let names: Vec<String> = builtin::names()
        .chain(builtin::public_names())
        .map(|name| format!("`{name}`"))
        .collect();
    format!("built in are {}", names.join(", "))
}

/// A path for people: `suites/../datasets/a` is shown as `datasets/a`, with
/// slashes, and clean for terminals.
fn show(path: &Path) -> String {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        let steps_back = part == Component::ParentDir
            && matches!(tidy.components().next_back(), Some(Component::Normal(_)));
        if steps_back {
            tidy.pop();
        } else if part != Component::CurDir {
            tidy.push(part);
        }
    }
    let shown = for_terminal(&tidy.to_string_lossy());
    if cfg!(windows) {
        shown.replace('\\', "/")
    } else {
        shown
    }
}

#[cfg(test)]
mod tests;
