//! One answer: it is read within bounds, and what was read can be shown.

#![no_main]

use libfuzzer_sys::fuzz_target;
use overthink::check::math::readings;

fuzz_target!(|text: &str| {
    let read = readings(text);
    assert!(read.len() <= 16, "{text:?}: {read:?}");
    assert_eq!(read, readings(text));
});
