//! Lines or a document of any format: what `shared` holds, whatever is asked for.
//!
//! The first byte picks the format, or none from 14 on; the second the path, the
//! fields and the score.

#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;
use overthink::import::{Fields, Format, Options};

/// Where harnesses put task, model and what a file is.
const PATHS: [&str; 4] = [
    "m/samples_t.jsonl",
    "out/reviews/qwen3/gsm8k_main.jsonl",
    "output-rs0.jsonl",
    "batch.json",
];
const FIELDS: [&str; 4] = ["", "reply.words", "thinking=0", "score=ok"];
const SCORES: [Option<&str>; 4] = [None, Some("match"), Some("exact_match,strict-match"), Some("")];

fuzz_target!(|data: &[u8]| {
    let ([asked, bits], bytes) = data.split_first_chunk::<2>().unwrap_or((&[255, 0], data));
    let of = |shift: u8| usize::from(bits >> shift & 3);
    let mut fields = Fields::default();
    if !FIELDS[of(2)].is_empty() {
        let _ = fields.choose_by(FIELDS[of(2)]);
    }
    let options = Options {
        format: Format::all().nth(usize::from(*asked)),
        fields,
        score: SCORES[of(4)].map(str::to_owned),
    };
    // A byte that is no UTF-8 is read as a character of three.
    shared::hold(bytes, PATHS[of(0)], &options, 3 * bytes.len() + 64);
});
