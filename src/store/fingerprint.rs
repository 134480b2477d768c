//! What a derived file was made of, so that a later command knows whether it
//! still fits.

use std::io::Read;

use twox_hash::XxHash3_128;

use super::{RunDir, StoreError};

/// A text that changes with every byte of the run's manifest and records, and
/// with the version of Overthink: what is derived under one text is the same
/// under the same text. Reads both files once, at the speed of memory; it is no
/// protection against forgery.
///
/// # Errors
/// [`StoreError::Read`] for a file that is there and cannot be read; a missing
/// one counts as empty.
pub fn fingerprint(run: &RunDir) -> Result<String, StoreError> {
    let mut text = env!("CARGO_PKG_VERSION").to_owned();
    for path in [run.manifest(), run.records()] {
        let fail = |source| StoreError::Read {
            path: path.clone(),
            source,
        };
        let mut hash = XxHash3_128::new();
        let mut length = 0_u64;
        match fs_err::File::open(&path) {
            Ok(mut file) => {
                let mut buffer = vec![0; 1 << 20];
                loop {
                    let n = file.read(&mut buffer).map_err(fail)?;
                    let Some(bytes) = buffer.get(..n).filter(|b| !b.is_empty()) else {
                        break;
                    };
                    hash.write(bytes);
                    length += n as u64;
                }
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
            Err(e) => return Err(fail(e)),
        }
        text.push_str(&format!(" {length}:{:032x}", hash.finish_128()));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_counts() {
        let dir = tempfile::tempdir().unwrap();
        let run = RunDir::new(dir.path());
        let empty = fingerprint(&run).unwrap();
        fs_err::write(run.records(), "a\n").unwrap();
        let one = fingerprint(&run).unwrap();
        assert_ne!(one, empty);
        assert_eq!(one, fingerprint(&run).unwrap());
        fs_err::write(run.records(), "b\n").unwrap();
        assert_ne!(one, fingerprint(&run).unwrap());
        fs_err::write(run.records(), "a\n").unwrap();
        fs_err::write(run.manifest(), "{}").unwrap();
        assert_ne!(one, fingerprint(&run).unwrap());
    }
}
