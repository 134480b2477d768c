//! No bytes make a reader panic, and what is cut short gives no more.

use std::io::Cursor;

use overthink::import::{Format, Options, Sample, read};
use proptest::prelude::*;

use super::fixture;

fn count(bytes: &[u8], options: &Options) -> usize {
    let mut n = 0;
    let mut sink = |sample: Sample| {
        n += 1;
        // What is derived of a reply holds together whatever it is made of.
        if let Some(reply) = sample.reply {
            assert!(!(reply.has_trace() && reply.is_hidden()));
            let _ = reply.whole_text();
        }
    };
    let _ = read(
        Cursor::new(bytes),
        "a/b/samples_x.jsonl",
        options,
        &mut sink,
    );
    n
}

/// Values in the shapes that readers look into, with anything at their leaves.
fn value() -> impl Strategy<Value = serde_json::Value> {
    use serde_json::Value;
    let key = prop::sample::select(vec![
        "text",
        "thinking",
        "reasoning",
        "content",
        "message",
        "choices",
        "delta",
        "output",
        "type",
        "role",
        "usage",
        "candidates",
        "parts",
        "thought",
        "id",
        "index",
        "doc_id",
        "resps",
        "filter",
        "metrics",
        "sample_score",
        "score",
        "value",
        "model_output",
        "messages",
        "completions",
        "custom_id",
        "response",
        "body",
        "error",
        "eval",
        "samples",
        "done",
        "responseId",
        "messageStart",
        "contentBlockDelta",
        "generation",
        "num_generated_tokens",
        "summary",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(vec![
            "",
            "a",
            "<think>b</think>c",
            "thinking",
            "text",
            "reasoning",
            "message_start",
            "content-delta",
            "assistant",
            "response.completed",
            "chat.completion.chunk",
            "stop",
            "attachment://x",
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..6).prop_map(|pairs| {
                pairs
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect()
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), mark in 0..4_usize) {
        let mark: &[u8] = [b"".as_slice(), b"PK\x03\x04", b"PAR1", b"{\"text\": "][mark];
        let bytes = [mark, bytes.as_slice()].concat();
        count(&bytes, &Options::default());
    }

    #[test]
    fn no_values_panic_under_any_format(values in prop::collection::vec(value(), 1..4), format in 0..=14_usize) {
        let text: Vec<String> = values.iter().map(ToString::to_string).collect();
        let options = Options { format: Format::all().nth(format), ..Options::default() };
        count(text.join("\n").as_bytes(), &options);
    }

    #[test]
    fn no_damage_to_a_real_file_panics(
        file in 0..3_usize,
        cut in 0.0..1.0_f64,
        hits in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 0..6),
    ) {
        let name = ["inspect.eval", "inspect.json", "me__echo/samples_sums_2026-01-02T03-04-05.000000.jsonl"][file];
        let (mut bytes, _) = fixture(name);
        let whole = count(&bytes, &Options::default());
        for (at, byte) in hits {
            let at = (at * bytes.len() as f64) as usize;
            bytes[at] = byte;
        }
        bytes.truncate((cut * bytes.len() as f64) as usize + 1);
        prop_assert!(count(&bytes, &Options::default()) <= whole);
    }
}
