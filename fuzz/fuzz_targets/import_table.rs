//! A Parquet table of lighteval: what `shared` holds. The reader below panics on
//! some damaged files; that is caught in the library, so a hook that does not
//! abort is set here.

#![no_main]

mod shared;

use std::sync::Once;

use libfuzzer_sys::fuzz_target;
use overthink::import::Options;

static PLAIN_HOOK: Once = Once::new();

fuzz_target!(|data: &[u8]| {
    PLAIN_HOOK.call_once(|| std::panic::set_hook(Box::new(|_| {})));
    let bytes = [b"PAR1".as_slice(), data].concat();
    shared::hold(&bytes, "details/m/s/d.parquet", &Options::default(), 1 << 30);
});
