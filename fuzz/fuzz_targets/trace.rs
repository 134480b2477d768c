//! A completion: its segments cover it exactly, in order, and come out the same
//! when it is read in pieces. The first bytes choose format, policy and cuts.

#![no_main]

use libfuzzer_sys::fuzz_target;
use overthink::trace::{Form, Policy, ReadAs, Reading, SegmentKind, Stream, Trace, parse};

/// Bytes before the text: one for the format, one for each question of the policy
/// and one for whether the prompt opened the thinking, and cuts.
const CHOICES: usize = 24;

fuzz_target!(|data: &[u8]| {
    let (choices, text) = data.split_at(CHOICES.min(data.len()));
    let Ok(text) = std::str::from_utf8(text) else {
        return;
    };
    for open in [false, true] {
        covers(text, &parse(text, open));
    }
    let mut choices = choices.iter().map(|&byte| usize::from(byte)).chain(std::iter::repeat(0));
    let reading = reading(&mut choices);
    let trace = parse(text, reading);
    covers(text, &trace);
    let pieces: Vec<usize> = choices.take(8).map(|size| 1 + size % 32).collect();
    streams(text, reading, &pieces, &trace);
});

fn reading(choices: &mut impl Iterator<Item = usize>) -> Reading {
    let forms: Vec<_> = Form::all().map(Some).chain([None; 8]).collect();
    let mut pick = |n: usize| choices.next().unwrap_or(0) % n;
    let format = forms[pick(forms.len())];
    let open = pick(2) == 1;
    let parts: Vec<String> = Policy::questions()
        .into_iter()
        .map(|(key, words)| format!("{key}={}", words[pick(words.len())]))
        .collect();
    let policy = parts.join(",").parse().expect("the choices are known");
    Reading {
        open,
        chosen: ReadAs { format, policy },
    }
}

fn covers(text: &str, trace: &Trace) {
    let mut end = 0;
    for segment in &trace.segments {
        assert_eq!(segment.span.start, end, "{text:?}");
        assert!(segment.span.end > segment.span.start, "{text:?}");
        assert!(text.is_char_boundary(segment.span.end), "{text:?}");
        end = segment.span.end;
    }
    assert_eq!(end, text.len(), "{text:?}");
    if let Some(region) = trace.answer_region() {
        assert!(text.get(region.start..region.end).is_some(), "{text:?}");
    }
}

/// The segments that a stream gives are those of the trace.
fn streams(text: &str, reading: Reading, pieces: &[usize], trace: &Trace) {
    let mut stream = Stream::new(reading);
    let mut given: Vec<(SegmentKind, String)> = Vec::new();
    let mut take = |events: Vec<overthink::trace::stream::Event>| {
        for event in events {
            match given.last_mut().filter(|_| !event.begins) {
                Some((kind, text)) => {
                    assert_eq!(*kind, event.kind);
                    text.push_str(&event.text);
                }
                None => given.push((event.kind, event.text)),
            }
        }
    };
    let (mut rest, mut sizes) = (text, pieces.iter().cycle());
    while !rest.is_empty() {
        let size = sizes.next().copied().unwrap_or(1).min(rest.len());
        let size = (size..=rest.len()).find(|&at| rest.is_char_boundary(at));
        let (piece, after) = rest.split_at(size.unwrap_or(rest.len()));
        take(stream.push(piece));
        rest = after;
    }
    let finished = stream.finish();
    take(finished.events);
    assert_eq!(&finished.trace, trace, "{text:?}");
    let expected: Vec<_> = trace
        .segments
        .iter()
        .map(|segment| (segment.kind, segment.span.of(text).to_owned()))
        .collect();
    assert_eq!(given, expected, "{text:?} {reading:?} {pieces:?}");
}
