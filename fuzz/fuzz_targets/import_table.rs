//! A Parquet table. The reader below panics on some damaged files; that is caught
//! in the library, so a hook that does not abort is set here.

#![no_main]

use std::io::Cursor;
use std::sync::Once;

use libfuzzer_sys::fuzz_target;
use overthink::import::{Options, read};

static PLAIN_HOOK: Once = Once::new();

fuzz_target!(|data: &[u8]| {
    PLAIN_HOOK.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let bytes = [b"PAR1".as_slice(), data].concat();
    let mut n = 0;
    let read = read(Cursor::new(bytes), "details/m/s/d.parquet", &Options::default(), &mut |_| n += 1);
    assert!(read.map_or(true, |report| report.n_samples == n));
});
