//! A zip archive of Inspect: what `shared` holds, and no more memory than its
//! limits. With an even first byte the rest is the archive but for its mark; with
//! an odd one it is what the members hold, with a zero byte between them, the
//! header first, so that what is in them is reached without their checksums.

#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;
use overthink::import::Options;

fuzz_target!(|data: &[u8]| {
    let Some((kind, data)) = data.split_first() else {
        return;
    };
    let bytes = if kind % 2 == 0 {
        [b"PK\x03\x04".as_slice(), data].concat()
    } else {
        stored(data)
    };
    // What is packed may be larger by far.
    shared::hold(&bytes, "log.eval", &Options::default(), 128 << 20);
});

/// An archive of unpacked members without a directory.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (i, content) in data.split(|&b| b == 0).enumerate() {
        let name = match i {
            0 => "header.json".to_owned(),
            _ => format!("samples/{i}_epoch_1.json"),
        };
        let size = (content.len() as u32).to_le_bytes();
        bytes.extend_from_slice(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        bytes.extend_from_slice(&size);
        bytes.extend_from_slice(&size);
        bytes.extend_from_slice(&(name.len() as u32).to_le_bytes());
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(content);
    }
    bytes
}
