//! Real traces from `../shared/traces`.

use std::path::Path;

use overthink::trace::{Trace, parse};
use serde_json::Value;

/// A completion of another program's model.
pub(crate) struct Completion {
    /// The file's name without its ending.
    pub(crate) source: String,
    /// The record's id, and the place of the completion in it.
    pub(crate) id: String,
    /// The completion, its thinking between `<think>` and `</think>`.
    pub(crate) text: String,
    /// The answer that the source took from it.
    pub(crate) answer: Option<String>,
    /// Its trace.
    pub(crate) trace: Trace,
}

const FILES: [&str; 7] = [
    "farel_qwq32b_preview",
    "marco_o1_cot_demo",
    "misguided_dh3-prev",
    "misguided_q3_30ba3-think",
    "misguided_qwq-32b",
    "misguided_r10528",
    "rg_llama3b_rl400_aime24",
];

/// All completions with thinking; `None` where the shared traces are not there.
pub(crate) fn texts() -> Option<Vec<Completion>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/traces");
    let mut texts = Vec::new();
    for source in FILES {
        let lines = fs_err::read_to_string(folder.join(format!("{source}.jsonl"))).ok()?;
        for line in lines.lines() {
            let record: Value = serde_json::from_str(line).unwrap();
            let id = record["id"].as_str().unwrap_or_default();
            let mut add = |place: usize, text: String, answer: Option<String>| {
                texts.push(Completion {
                    source: source.to_owned(),
                    id: format!("{id}#{place}"),
                    trace: parse(&text, false),
                    text,
                    answer,
                });
            };
            match record["completions"].as_array() {
                Some(all) => {
                    for (place, one) in all.iter().enumerate() {
                        let answer = one["model_answer"].as_str().map(str::to_owned);
                        add(place, string(&one["response"]), answer);
                    }
                }
                None => add(0, tagged(source, &record), None),
            }
        }
    }
    Some(texts)
}

/// The completion of a record that has one.
fn tagged(source: &str, record: &Value) -> String {
    let response = string(&record["response"]);
    match source {
        // No tags: all of it is thinking.
        "farel_qwq32b_preview" => format!("<think>{response}</think>"),
        "marco_o1_cot_demo" => response
            .replace("<Thought>", "<think>")
            .replace("</Thought>", "</think>"),
        _ => format!(
            "<think>\n{}\n</think>\n\n{}",
            string(&record["thinking"]),
            string(&record["output"])
        ),
    }
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
