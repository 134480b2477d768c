//! A completion: every candidate lies within the text and is not blank.

#![no_main]

use libfuzzer_sys::fuzz_target;
use overthink::extract::{candidates, extract};
use overthink::suite::{CheckerSpec, Search};
use overthink::trace::parse;

fuzz_target!(|text: &str| {
    let trace = parse(text, false);
    let specs = [
        CheckerSpec::math(),
        CheckerSpec::Exact {
            case_sensitive: false,
        },
        CheckerSpec::Choice {
            letters: "ABCD".to_owned(),
        },
        CheckerSpec::Set {},
        CheckerSpec::Json {},
        CheckerSpec::Code { timeout_s: 1.0 },
    ];
    for spec in specs {
        let found = candidates(text, &trace, &spec, Search::default());
        for candidate in &found {
            let span = candidate.span;
            assert!(
                span.start <= span.end && span.end <= text.len(),
                "{candidate:?}"
            );
            assert!(!candidate.answer.trim().is_empty(), "{candidate:?}");
        }
        let first = extract(text, &trace, &spec, Search::default());
        assert_eq!(first.as_ref(), found.first());
    }
});
