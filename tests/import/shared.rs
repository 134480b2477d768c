//! Real replies and logs, read where the shared folder is there.

use std::path::{Path, PathBuf};

use overthink::import::{Format, Grade, Thinking};
use overthink::text::sha256_hex;
use overthink::trace::{SegmentKind, parse};
use serde_json::Value;

use super::import;

fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/traces")
        .join(name);
    path.exists().then_some(path)
}

fn read(name: &str) -> Option<(Vec<overthink::import::Sample>, overthink::import::Report)> {
    let path = shared(name)?;
    Some(import(
        &std::fs::read(&path).unwrap(),
        &path.to_string_lossy(),
    ))
}

fn sha16(text: &str) -> String {
    sha256_hex(text.as_bytes()).chars().take(16).collect()
}

/// Thinking and answer as the reply shows them.
fn parts(reply: &overthink::import::Reply) -> (String, String) {
    match &reply.thinking {
        Thinking::Apart(text) | Thinking::Summary(text) => (text.clone(), reply.text.clone()),
        Thinking::Hidden => (String::new(), reply.text.clone()),
        Thinking::InText => {
            let trace = parse(&reply.text, reply.thinking_open);
            let of = |kind| {
                let spans = trace.spans_of(kind).map(|span| span.of(&reply.text));
                spans.collect::<String>()
            };
            (of(SegmentKind::Thinking), of(SegmentKind::Answer))
        }
    }
}

#[test]
fn recorded_replies_have_the_reasoning_that_is_expected() {
    let Some(path) = shared("api_forms/expected.json") else {
        return;
    };
    let expected: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let expected = expected.as_object().unwrap();
    assert_eq!(expected.len(), 21);
    for (name, facts) in expected {
        let (samples, report) = read(&format!("api_forms/{name}")).unwrap();
        assert_eq!(report.issues, [], "{name}");
        assert_eq!(samples.len(), 1, "{name}");
        let reply = samples[0].reply.as_ref().unwrap();
        let (thinking, answer) = parts(reply);
        let number = |key: &str| facts[key].as_u64();
        assert_eq!(
            Some(thinking.chars().count() as u64),
            number("reasoning_chars"),
            "{name}"
        );
        if let Some(hash) = facts["reasoning_sha256_16"].as_str() {
            assert_eq!(sha16(&thinking), hash, "{name}");
        }
        assert_eq!(
            Some(answer.chars().count() as u64),
            number("content_chars"),
            "{name}"
        );
        assert_eq!(sha16(&answer), facts["content_sha256_16"], "{name}");
        assert_eq!(
            reply.tokens.thinking,
            number("reasoning_tokens_reported"),
            "{name}"
        );
        // Gemini reports the visible tokens alone.
        let thoughts = if report.format == Format::Gemini {
            reply.tokens.thinking
        } else {
            None
        };
        let output = reply.tokens.output.map(|n| n - thoughts.unwrap_or(0));
        assert_eq!(output, number("output_tokens_reported"), "{name}");
        let is_summary = facts["reasoning_field"]
            .as_str()
            .is_some_and(|f| f.contains("summary"));
        assert_eq!(
            matches!(reply.thinking, Thinking::Summary(_)),
            is_summary,
            "{name}"
        );
        let hidden = number("reasoning_chars") == Some(0);
        assert_eq!(reply.is_hidden(), hidden || is_summary, "{name}");
        if number("redacted_blocks") == Some(1) {
            assert_eq!(reply.n_redacted, 1, "{name}");
        }
    }
}

#[test]
fn empty_replies_are_not_short_traces() {
    for (name, n_empty) in [
        ("rg_visible_qwq32b_cryptarithm.jsonl", 50),
        ("rg_visible_qwq32b_zebra_puzzles.jsonl", 30),
        ("rg_visible_qwq32b_chain_sum.jsonl", 3),
        ("rg_visible_r1_cryptarithm.jsonl", 0),
    ] {
        let Some((samples, report)) = read(name) else {
            return;
        };
        assert_eq!((samples.len(), report.n_issues), (50, 0), "{name}");
        let empty = samples
            .iter()
            .filter(|s| s.reply.as_ref().unwrap().is_empty());
        assert_eq!(empty.count(), n_empty, "{name}");
    }
}

#[test]
fn fifty_completions_of_a_problem_are_fifty_samples() {
    let Some((samples, report)) = read("rg_llama3b_rl400_aime24.jsonl") else {
        return;
    };
    assert_eq!((samples.len(), report.n_issues), (750, 0));
    let right = samples
        .iter()
        .filter(|s| s.score.as_ref().unwrap().grade == Grade::Share(1.0));
    assert_eq!(right.count(), 22);
    let Some((samples, _)) = read("misguided_raw_shape_r10528.json") else {
        return;
    };
    assert_eq!(samples.len(), 9);
    assert!(
        samples
            .iter()
            .all(|s| s.reply.as_ref().unwrap().has_trace())
    );
}

#[test]
fn logs_of_evalscope_tell_scores_and_tokens() {
    for (set, n_right) in [("gsm8k_main", 10), ("iquiz_EQ", 6), ("iquiz_IQ", 10)] {
        let Some((reviews, report)) = read(&format!("evalscope_log/qwen3-max.reviews.{set}.jsonl"))
        else {
            return;
        };
        assert_eq!((report.format, report.n_issues), (Format::Evalscope, 0));
        assert!(
            reviews
                .iter()
                .all(|s| s.is_review && s.suite.as_deref() == Some(set))
        );
        let right = reviews
            .iter()
            .filter(|s| s.score.as_ref().unwrap().grade == Grade::Share(1.0));
        assert_eq!(right.count(), n_right, "{set}");
        let (made, _) = read(&format!("evalscope_log/qwen3-max.predictions.{set}.jsonl")).unwrap();
        assert!(
            made.iter()
                .all(|s| s.score.is_none() && s.reply.as_ref().unwrap().tokens.output.is_some())
        );
    }
}

#[test]
fn tags_of_other_formats_count_as_traces() {
    let Some((samples, _)) = read("marco_o1_cot_demo.jsonl") else {
        return;
    };
    assert!(
        samples
            .iter()
            .all(|s| s.reply.as_ref().unwrap().has_trace())
    );
    let (samples, report) = read("self_llm_zh.jsonl").unwrap();
    assert_eq!((samples.len(), report.n_issues), (4, 0));
    assert!(
        samples
            .iter()
            .all(|s| s.reply.as_ref().unwrap().has_trace())
    );
    let (samples, report) = read("harmony/test_preserve_cot.txt").unwrap();
    assert_eq!((report.format, samples.len()), (Format::Text, 1));
}
