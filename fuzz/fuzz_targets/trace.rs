//! A completion: its segments cover it exactly, in order.

#![no_main]

use libfuzzer_sys::fuzz_target;
use overthink::trace::parse;

fuzz_target!(|text: &str| {
    for open in [false, true] {
        let trace = parse(text, open);
        let mut end = 0;
        for segment in &trace.segments {
            assert_eq!(segment.span.start, end, "{text:?}");
            assert!(segment.span.end > segment.span.start, "{text:?}");
            assert!(text.is_char_boundary(segment.span.end), "{text:?}");
            end = segment.span.end;
        }
        assert_eq!(end, text.len(), "{text:?}");
        let _ = trace.answer_region(text);
    }
});
