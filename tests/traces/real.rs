//! Completions of real models: the counts that their sources state.

use std::collections::BTreeMap;
use std::path::Path;

use overthink::check::{NoRunner, Verdict, judge};
use overthink::extract::{Rule, extract};
use overthink::suite::{CheckerSpec, Search, Target};
use overthink::trace::{Evidence, Issue, SegmentKind, Trace, parse};
use regex::Regex;
use serde_json::Value;

/// The rows of a file of JSON Lines; `None` where it is not there.
fn rows(name: &str) -> Option<Vec<Value>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/traces")
        .join(name);
    let text = std::fs::read_to_string(path).ok()?;
    Some(
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

fn text_of(trace: &Trace, text: &str, kind: SegmentKind) -> String {
    trace.spans_of(kind).map(|span| span.of(text)).collect()
}

/// `rg_llama3b_rl400_aime24`: 631 end their thinking; 52 mean to, by
/// `\end{think…`, and answer; 67 are cut.
#[test]
fn malformed_ends_are_followed_by_answers() {
    let Some(rows) = rows("rg_llama3b_rl400_aime24.jsonl") else {
        return;
    };
    let exact = CheckerSpec::Exact {
        case_sensitive: true,
    };
    let [mut ended, mut malformed, mut cut] = [0; 3];
    for completion in rows
        .iter()
        .flat_map(|row| row["completions"].as_array().unwrap())
    {
        let text = completion["response"].as_str().unwrap();
        let trace = parse(text, false);
        assert_eq!(trace.format(), "think");
        assert_eq!(trace.detection.evidence, Evidence::TagAtStart);
        let answer = extract(text, &trace, &exact, Search::default());
        if trace.is_unfinished() {
            cut += 1;
            assert!(trace.issues.contains(&Issue::MissingEnd));
            assert!(answer.is_none() && !text.contains("<answer>"));
            continue;
        }
        let written = text.split_once("<answer>").unwrap().1;
        let written = written.split_once("</answer>").unwrap().0.trim();
        let answer = answer.unwrap();
        assert_eq!(
            (answer.answer.as_str(), answer.rule),
            (written, Rule::AnswerTag)
        );
        if trace.issues.contains(&Issue::MalformedTag) {
            malformed += 1;
            assert!(text.contains(r"\end{think") && !text.contains("</think>"));
            assert!(!text_of(&trace, text, SegmentKind::Thinking).contains("<answer>"));
        } else {
            ended += 1;
            assert_eq!(trace.issues, []);
        }
    }
    assert_eq!([ended, malformed, cut], [631, 52, 67]);
}

/// `farel_qwq32b_preview`: no tags at all, and the source's own counts of the
/// first `<ANSWER>` on a line: correct, incorrect, missing.
#[test]
fn plain_thinking_is_scored_as_its_source_scores_it() {
    let Some(rows) = rows("farel_qwq32b_preview.jsonl") else {
        return;
    };
    let tag = Regex::new("<ANSWER>(.*?)</ANSWER>").unwrap();
    let mut counts: BTreeMap<&str, [u32; 3]> = BTreeMap::new();
    let mut n_correct = 0;
    for row in &rows {
        let [text, relation, gold] =
            ["response", "relation", "gold"].map(|key| row[key].as_str().unwrap());
        let trace = parse(text, false);
        assert_eq!((trace.format(), trace.segments.len()), ("plain", 1));
        let region = trace.answer_region().unwrap().of(text);
        assert_eq!(region, text);
        let place = match tag.captures(region) {
            Some(found) if found[1].trim() == gold => 0,
            Some(_) => 1,
            None => 2,
        };
        counts.entry(relation).or_default()[place] += 1;
        let target = Target::Text(gold.to_owned());
        let runner = NoRunner(String::new());
        let judgement = judge(text, &trace, None, &CheckerSpec::math(), &target, &runner);
        n_correct += u32::from(judgement.verdict == Verdict::Correct);
    }
    let expected = [
        ("aunt or uncle", [30, 3, 17]),
        ("child", [24, 1, 25]),
        ("grandchild", [29, 0, 21]),
        ("grandparent", [27, 0, 23]),
        ("great grandchild", [24, 1, 25]),
        ("great grandparent", [21, 0, 29]),
        ("niece or nephew", [20, 4, 26]),
        ("parent", [23, 0, 27]),
        ("sibling", [28, 2, 20]),
    ];
    assert_eq!(counts.into_iter().collect::<Vec<_>>(), expected);
    // With a second look at boxes the source publishes 435, too.
    assert_eq!(n_correct, 435);
}

/// `marco_o1_cot_demo`: 63 in its own tags, one without the last.
#[test]
fn other_tags_are_known() {
    let Some(rows) = rows("marco_o1_cot_demo.jsonl") else {
        return;
    };
    for row in &rows {
        let text = row["response"].as_str().unwrap();
        let trace = parse(text, false);
        assert_eq!(trace.format(), "marco-o1");
        assert_eq!(trace.issues, []);
        let answer = trace.answer_region().unwrap().of(text);
        assert!(!answer.contains("Output>"), "{answer}");
        let output = text.split_once("<Output>").unwrap().1;
        assert_eq!(output.replace("</Output>", "").trim(), answer.trim());
    }
    assert_eq!(rows.len(), 63);
}

/// `harmony`: conversations; only the last turn's answer is the answer.
#[test]
fn channels_are_known() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/traces/harmony");
    for (name, thinking, answer) in [
        (
            "test_keep_analysis_between_finals.txt",
            "thinking 3+5",
            Some("8"),
        ),
        (
            "test_preserve_cot.txt",
            "User asks a simple question: \"What is 2 + 2?\" The answer: 4.",
            None,
        ),
        ("test_simple_convo.txt", "", None),
    ] {
        let Ok(text) = std::fs::read_to_string(folder.join(name)) else {
            return;
        };
        let trace = parse(&text, false);
        assert_eq!(trace.format(), "harmony", "{name}");
        assert_eq!(text_of(&trace, &text, SegmentKind::Thinking), thinking);
        assert_eq!(trace.answer_region().map(|span| span.of(&text)), answer);
        assert!(text_of(&trace, &text, SegmentKind::Other).contains("2 + 2"));
    }
}

/// `misguided_*` and `self_llm_zh`: thinking and answer given apart come out
/// again when tags are put around them.
#[test]
fn what_was_apart_is_apart_again() {
    let mut n = 0;
    for name in [
        "misguided_qwq-32b",
        "misguided_r10528",
        "misguided_q3_30ba3-think",
        "misguided_dh3-prev",
    ] {
        let Some(rows) = rows(&format!("{name}.jsonl")) else {
            return;
        };
        for row in &rows {
            let [thinking, output] =
                ["thinking", "output"].map(|key| row[key].as_str().unwrap_or(""));
            if thinking.contains("think>") || output.contains("think>") {
                continue;
            }
            let text = format!("<think>{thinking}</think>{output}");
            let trace = parse(&text, false);
            assert_eq!(text_of(&trace, &text, SegmentKind::Thinking), thinking);
            assert_eq!(text_of(&trace, &text, SegmentKind::Answer), output);
            n += 1;
        }
    }
    assert!(n > 90, "{n}");
}
