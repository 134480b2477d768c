//! Where installed libraries are kept.

use std::io;
use std::path::{Path, PathBuf};

use super::{Flavor, VERSION};

/// Our cache folder: `OVERTHINK_CACHE`, else `overthink` in the user's cache
/// folder; `None` where neither is known.
pub fn cache_dir() -> Option<PathBuf> {
    let variable = |name| {
        std::env::var_os(name)
            .filter(|v| !v.is_empty())
            .map(PathBuf::from)
    };
    if let Some(ours) = variable("OVERTHINK_CACHE") {
        return Some(ours);
    }
    let users = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Caches"))
    } else {
        // The specification says to ignore relative paths.
        variable("XDG_CACHE_HOME")
            .filter(|path| path.is_absolute())
            .or_else(|| variable("HOME").map(|home| home.join(".cache")))
    };
    users.map(|folder| folder.join("overthink"))
}

/// Where the library of a flavor is, or would be, in the cache.
pub fn library_path(flavor: Flavor) -> Option<PathBuf> {
    Some(folder(flavor)?.join(library_name()))
}

/// The library of a flavor, if it is installed.
pub(super) fn installed(flavor: Flavor) -> Option<PathBuf> {
    library_path(flavor).filter(|path| path.is_file())
}

pub(super) fn folder(flavor: Flavor) -> Option<PathBuf> {
    let name = format!("{VERSION}-{}", flavor.name());
    Some(cache_dir()?.join("onnxruntime").join(name))
}

/// The library's file name inside the wheel.
pub(super) fn library_name() -> String {
    if cfg!(windows) {
        "onnxruntime.dll".to_owned()
    } else if cfg!(target_os = "macos") {
        format!("libonnxruntime.{VERSION}.dylib")
    } else {
        format!("libonnxruntime.so.{VERSION}")
    }
}

/// Moves a finished folder to its place in one step, so that no other process
/// ever sees half of it. Returns the library's path.
pub(super) fn publish(fresh: &Path, target: &Path, flavor: Flavor) -> io::Result<PathBuf> {
    let library = target.join(library_name());
    match fs_err::rename(fresh, target) {
        Ok(()) => Ok(library),
        // Another process was faster: its files have passed the same check.
        Err(_) if installed(flavor).is_some() => Ok(library),
        Err(_) if target.exists() => {
            fs_err::remove_dir_all(target)?;
            fs_err::rename(fresh, target)?;
            Ok(library)
        }
        Err(error) => Err(error),
    }
}
