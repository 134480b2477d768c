use proptest::prelude::*;

use super::*;
use crate::text::Span;
use crate::text::thinking::{Form, Policy, ReadAs};
use crate::trace::parse;
use crate::trace::testing::{readings, texts};

/// The text's segments as a stream gives them, cut at these places.
fn streamed(
    text: &str,
    reading: Reading,
    cuts: &[usize],
) -> (Vec<(SegmentKind, String)>, Finished) {
    let mut stream = Stream::new(reading);
    let mut events = Vec::new();
    let mut from = 0;
    for &cut in cuts {
        let cut = text.floor_char_boundary(cut.max(from));
        events.extend(stream.push(Span::new(from, cut).of(text)));
        from = cut;
        let given: usize = events.iter().map(|event| event.text.len()).sum();
        assert_eq!(stream.held(), Span::new(given, from).of(text));
    }
    events.extend(stream.push(Span::new(from, text.len()).of(text)));
    let finished = stream.finish();
    events.extend(finished.events.clone());
    let mut segments: Vec<(SegmentKind, String)> = Vec::new();
    for event in events {
        assert!(!event.text.is_empty());
        match segments.last_mut().filter(|_| !event.begins) {
            Some((kind, text)) => {
                assert_eq!(*kind, event.kind, "a segment changes its kind");
                text.push_str(&event.text);
            }
            None => segments.push((event.kind, event.text)),
        }
    }
    (segments, finished)
}

/// However it is cut, a text comes out as [`parse`] has it.
fn check(text: &str, reading: Reading, cuts: &[usize]) {
    let trace = parse(text, reading);
    let segments: Vec<_> = trace
        .segments
        .iter()
        .map(|segment| (segment.kind, segment.span.of(text).to_owned()))
        .collect();
    let (given, finished) = streamed(text, reading, cuts);
    assert_eq!(given, segments, "{text:?} {reading:?} {cuts:?}");
    assert_eq!(finished.trace, trace);
    assert_eq!(finished.text, text);
}

#[test]
fn examples_come_out_the_same_letter_by_letter() {
    for form in Form::all() {
        for example in form.examples {
            let cuts: Vec<usize> = (0..example.text.len()).collect();
            let chosen = ReadAs {
                format: Some(form),
                ..ReadAs::default()
            };
            for chosen in [chosen, ReadAs::default()] {
                for open in [false, true] {
                    check(example.text, Reading { open, chosen }, &cuts);
                }
            }
        }
    }
}

/// What is certain is given at once.
#[test]
fn nothing_is_held_longer_than_needed() {
    let open = Reading::from(true);
    let mut stream = Stream::new(open);
    assert_eq!(stream.push("So 7.")[0].text, "So 7.");
    assert_eq!(
        stream.push(" <"),
        [event(SegmentKind::Thinking, " ", false)]
    );
    assert_eq!(stream.push("/thi"), []);
    assert_eq!(stream.held(), "</thi");
    assert_eq!(
        stream.push("nk>7"),
        [
            event(SegmentKind::Tag, "</think>", true),
            event(SegmentKind::Answer, "7", true)
        ]
    );
    assert_eq!(stream.push("1"), [event(SegmentKind::Answer, "1", false)]);
    assert_eq!(stream.finish().events, []);

    // Nothing says yet whether this is thinking.
    let mut stream = Stream::new(false);
    assert_eq!(stream.push("So 7."), []);
    assert_eq!(stream.held(), "So 7.");
    assert_eq!(stream.push("</think>7").len(), 3);

    let plain = ReadAs {
        format: Some(Form::plain()),
        policy: Policy::default(),
    };
    let mut stream = Stream::new(Reading {
        open: false,
        chosen: plain,
    });
    assert_eq!(stream.push("So 7.").len(), 1);
    assert!(stream.issues().is_empty());
}

fn event(kind: SegmentKind, text: &str, begins: bool) -> Event {
    Event {
        kind,
        text: text.to_owned(),
        begins,
    }
}

/// In quadratic time this would take hours.
#[test]
fn hostile_streams_take_linear_time() {
    const SIZE: usize = 1 << 12;
    for unit in [
        " ",
        "<",
        "`",
        "<think>",
        "x <think> y ",
        "<think>\\end{think}",
        "<think><tool_call>{",
        "```\n</think>",
        "```` `",
        "<|start|>",
        "<|channel|>",
    ] {
        let text = unit.repeat(SIZE / unit.len());
        let cuts: Vec<usize> = (0..text.len()).collect();
        for open in [false, true] {
            check(&text, open.into(), &cuts);
        }
    }
}

proptest! {
    #[test]
    fn a_stream_is_what_the_whole_text_is(
        text in texts(),
        reading in readings(),
        cuts in proptest::collection::vec(0_usize..200, 0..40),
    ) {
        let mut cuts = cuts;
        cuts.sort_unstable();
        check(&text, reading, &cuts);
        let every: Vec<usize> = (0..text.len()).collect();
        check(&text, reading, &every);
    }
}
