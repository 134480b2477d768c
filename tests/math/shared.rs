//! The labelled cases that stand beside the project, where they do.

use std::path::Path;

use crate::verdict;

/// Least part of them that must come out as labelled.
const LEAST_RIGHT: f64 = 0.99;

#[test]
fn shared_cases_come_out_as_labelled() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/math/cases.jsonl");
    let Ok(text) = fs_err::read_to_string(path) else {
        println!("skipped: there is no ../shared/math");
        return;
    };
    let (mut n, mut wrong, mut false_equal) = (0, Vec::new(), Vec::new());
    for line in text.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let Some(answer) = case["answer"].as_str() else {
            continue;
        };
        let target = case["target"].as_str().unwrap();
        let ours = verdict(target, answer);
        assert_eq!(ours, verdict(answer, target), "{target} {answer}");
        if case["quirk"] == true {
            continue;
        }
        n += 1;
        let wanted = if case["expect"] == true { "yes" } else { "no" };
        // That it cannot be decided is wrong, but no false equality.
        if ours != wanted {
            wrong.push(format!("{}: {target} | {answer} | {ours}", case["id"]));
            if ours == "yes" {
                false_equal.push(case["id"].clone());
            }
        }
    }
    println!("{n} cases, {} wrong: {wrong:#?}", wrong.len());
    assert!(n > 200);
    assert!(false_equal.is_empty(), "{false_equal:#?}");
    let right = 1.0 - wrong.len() as f64 / f64::from(n);
    assert!(right >= LEAST_RIGHT, "{right}: {wrong:#?}");
}
