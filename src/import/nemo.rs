//! Output rows of NeMo-Skills.

use serde_json::Value;

use super::reply::{Reply, Stop, Tokens};
use super::score::Score;
use super::value::{count_at, ms_at, str_at, target, text_at};
use super::{File, Out, Place, Sample};

/// What decides, the surest first: `judgement` and `is_correct` come from a judge
/// of answers, `symbolic_correct` from a comparison.
const SCORES: [&str; 4] = ["is_correct", "symbolic_correct", "judge_correct", "passed"];

/// Reads a row. `_full_generation` is the text before the thinking was cut off.
pub(super) fn read(place: Place, row: &Value, file: &File<'_>, out: &mut Out<'_>) {
    let Some(text) = str_at(row, "_full_generation").or_else(|| str_at(row, "generation")) else {
        out.issue(place, "there is no field `generation` that is a text");
        return;
    };
    let wanted = file.options.score.as_deref();
    let score = SCORES
        .iter()
        .copied()
        .filter(|name| wanted.is_none_or(|wanted| wanted == *name))
        .chain(wanted)
        .find_map(|name| Some(Score::of(name, row.get(name)?)));
    let id = ["id", "problem_id", "sample_id", "uid"];
    out.sample(Sample {
        suite: text_at(row, "dataset").or_else(|| text_at(row, "benchmark")),
        id: id.iter().find_map(|name| text_at(row, name)),
        model: text_at(row, "model"),
        prompt: ["problem", "question", "prompt"]
            .iter()
            .find_map(|name| text_at(row, name)),
        target: row.get("expected_answer").and_then(target),
        reply: Some(reply(row, text)),
        score,
        answer: text_at(row, "predicted_answer"),
        place,
        ..Sample::default()
    });
}

fn reply(row: &Value, text: &str) -> Reply {
    let finished = row
        .get("_generation_finished_thinking")
        .and_then(Value::as_bool);
    let starts = text.contains("<think>");
    let ends = text.contains("</think>");
    Reply {
        // The template may have opened the thinking: then a text without an end
        // is all thinking, and not an answer.
        thinking_open: !starts && (ends || finished == Some(false)),
        tokens: Tokens {
            prompt: count_at(row, "num_input_tokens"),
            output: count_at(row, "num_generated_tokens"),
            thinking: count_at(row, "num_reasoning_tokens"),
        },
        stop: str_at(row, "finish_reason").and_then(Stop::of),
        timing: super::Timing {
            first_token_ms: None,
            elapsed_ms: ms_at(row, "generation_time"),
        },
        ..Reply::of_text(text.to_owned())
    }
    .settled()
}
