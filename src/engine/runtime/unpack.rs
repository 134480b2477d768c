//! Takes the library out of a wheel.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use fs_err::File;
use zip::ZipArchive;

use super::client::Fetched;
use super::wheel::Wheel;
use super::{RuntimeError, error};
use crate::engine::digest::sha256_of_file;

/// Where the libraries lie in a wheel, with `/` on every platform.
const FOLDER: &str = "onnxruntime/capi";

/// Copies the wheel's library files into `target`, which is created. A wheel
/// that is not the pinned one is refused before it is opened.
pub(super) fn keep_library(
    wheel: &Wheel,
    fetched: &Fetched,
    target: &Path,
) -> Result<(), RuntimeError> {
    match fetched {
        Fetched::Folder(folder) => {
            let fail = unpack_error(folder);
            fs_err::create_dir_all(target).map_err(|e| fail(e.to_string()))?;
            for name in wheel.files() {
                fs_err::copy(folder.join(FOLDER).join(&name), target.join(&name))
                    .map_err(|e| fail(e.to_string()))?;
            }
            Ok(())
        }
        Fetched::Wheel(path) => {
            check_hash(wheel, path)?;
            unzip(wheel, path, target)
        }
    }
}

fn check_hash(wheel: &Wheel, path: &Path) -> Result<(), RuntimeError> {
    let found = sha256_of_file(path).map_err(|e| unpack_error(path)(e.to_string()))?;
    if found == wheel.sha256 {
        return Ok(());
    }
    let package = path.file_name().unwrap_or(path.as_os_str());
    Err(RuntimeError::WrongHash {
        package: package.to_string_lossy().into_owned(),
        found,
        expected: wheel.sha256.to_owned(),
        remedy: error::ways_out(wheel.flavor),
    })
}

fn unzip(wheel: &Wheel, path: &Path, target: &Path) -> Result<(), RuntimeError> {
    let fail = unpack_error(path);
    let file = File::open(path).map_err(|e| fail(e.to_string()))?;
    let mut archive = ZipArchive::new(file).map_err(|e| fail(e.to_string()))?;
    fs_err::create_dir_all(target).map_err(|e| fail(e.to_string()))?;
    for name in wheel.files() {
        let entry = archive
            .by_name(&format!("{FOLDER}/{name}"))
            .map_err(|e| fail(format!("`{name}`: {e}")))?;
        let limit = wheel.max_file_size();
        let mut out = File::create(target.join(&name)).map_err(|e| fail(e.to_string()))?;
        let written = io::copy(&mut entry.take(limit + 1), &mut out)
            .map_err(|e| fail(format!("`{name}`: {e}")))?;
        if written > limit {
            return Err(fail(format!("`{name}` is larger than {limit} bytes")));
        }
        out.sync_all().map_err(|e| fail(e.to_string()))?;
    }
    Ok(())
}

fn unpack_error(path: &Path) -> impl Fn(String) -> RuntimeError + use<> {
    let path: PathBuf = path.to_owned();
    move |reason| RuntimeError::Unpack {
        path: path.clone(),
        reason,
    }
}
