//! A look at a library before the system's loader gets it.
//!
//! The loader of Linux maps the parts of a file without asking whether they
//! are there; touching a part that a broken download has cut off then kills
//! the process. Other systems check by themselves.

use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use fs_err::File;

/// Size of the header of a 64-bit file, and of an entry of its program table.
const HEADER: usize = 64;
const ENTRY: usize = 56;
/// Kind of an entry that is mapped into memory.
const LOAD: u64 = 1;

/// What makes the file unusable, as far as its own table of parts tells.
/// Files of other formats are left to the loader.
pub(super) fn defect(path: &Path) -> io::Result<Option<String>> {
    let mut file = File::open(path)?;
    let size = file.metadata()?.len();
    let mut header = [0; HEADER];
    if size < HEADER as u64 {
        return Ok(None);
    }
    file.read_exact(&mut header)?;
    // 64 bits, little-endian: what we have wheels for.
    if !header.starts_with(b"\x7fELF\x02\x01") {
        return Ok(None);
    }
    let start = field(&header, 32, 8);
    let entry_size = field(&header, 54, 2);
    let count = field(&header, 56, 2);
    if entry_size != ENTRY as u64 {
        return Ok(Some("its table of parts makes no sense".to_owned()));
    }
    let mut needed = start.saturating_add(count * entry_size);
    if needed <= size {
        file.seek(SeekFrom::Start(start))?;
        for _ in 0..count {
            let mut entry = [0; ENTRY];
            file.read_exact(&mut entry)?;
            if field(&entry, 0, 4) == LOAD {
                let end = field(&entry, 8, 8).saturating_add(field(&entry, 32, 8));
                needed = needed.max(end);
            }
        }
    }
    Ok((needed > size)
        .then(|| format!("the file is truncated: it has {size} bytes and its parts need {needed}")))
}

/// A little-endian number of `length` bytes at `start`.
fn field(bytes: &[u8], start: usize, length: usize) -> u64 {
    let part = bytes.get(start..start + length).unwrap_or_default();
    part.iter().rev().fold(0, |n, &b| n << 8 | u64::from(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truncation_is_seen_at_any_length() {
        let program = std::env::current_exe().unwrap();
        if !cfg!(all(target_os = "linux", target_pointer_width = "64")) {
            return;
        }
        assert_eq!(defect(&program).unwrap(), None);
        let mut start = vec![0; 1 << 20];
        File::open(&program)
            .unwrap()
            .read_exact(&mut start)
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cut.so");
        for length in [HEADER, 100, 5000, 1 << 20] {
            fs_err::write(&path, &start[..length]).unwrap();
            let text = defect(&path).unwrap().unwrap();
            assert!(text.starts_with("the file is truncated: "), "{text}");
        }
        fs_err::write(&path, "no library at all").unwrap();
        assert_eq!(defect(&path).unwrap(), None);
    }
}
