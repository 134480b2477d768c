//! A zip archive, whole or damaged: no panic, and no more memory than its limits.

#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use overthink::import::{Options, read};

fuzz_target!(|data: &[u8]| {
    let bytes = [b"PK\x03\x04".as_slice(), data].concat();
    let mut n = 0;
    let read = read(Cursor::new(bytes), "log.eval", &Options::default(), &mut |_| n += 1);
    assert!(read.map_or(true, |report| report.n_samples == n));
});
