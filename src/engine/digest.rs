//! Hashes of files too large to hold.

use std::io::{self, Read as _};
use std::path::Path;

use fs_err::File;
use sha2::{Digest as _, Sha256};

use crate::text::hex;

/// SHA-256 (hex) of a file, read in pieces.
///
/// # Errors
/// When the file cannot be read.
pub fn sha256_of_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n = file.read(&mut buffer)?;
        match buffer.get(..n) {
            Some(part) if n > 0 => digest.update(part),
            _ => return Ok(hex(&digest.finalize())),
        }
    }
}
