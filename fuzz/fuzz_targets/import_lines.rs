//! Lines or a document of any format: no panic, whatever is asked for.

#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use overthink::import::{Format, Options, read};

fuzz_target!(|data: &[u8]| {
    let (asked, bytes) = data.split_first().unwrap_or((&0, &[]));
    let options = Options {
        format: Format::all().nth(usize::from(*asked)),
        ..Options::default()
    };
    let mut n = 0;
    let read = read(Cursor::new(bytes), "m/samples_t.jsonl", &options, &mut |sample| {
        n += 1;
        if let Some(reply) = sample.reply {
            assert!(!(reply.has_trace() && reply.is_hidden()));
        }
    });
    assert!(read.map_or(n == 0, |report| report.n_samples == n));
});
