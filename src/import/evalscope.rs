//! Predictions and reviews of evalscope. A prediction has the reply, a review its
//! score; [`super::fold`] joins them where both are given.

use serde_json::Value;

use super::content::{Content, prompt};
use super::reply::{Reply, Stop, Timing, Tokens};
use super::score::Score;
use super::value::{at, count_at, ms_at, str_at, target, text_at};
use super::{File, Out, Place, Sample};

/// Reads a prediction or a review.
pub(super) fn read(place: Place, row: &Value, file: &File<'_>, out: &mut Out<'_>) {
    let is_review = row.get("sample_score").is_some();
    let spoken = row.get("messages").and_then(Value::as_array);
    let assistant = |message: &&Value| str_at(message, "role") == Some("assistant");
    let last = spoken.and_then(|all| all.iter().rev().find(assistant));
    let message = at(row, "model_output.choices.0.message").or(last);
    let Some(message) = message else {
        let error = text_at(row, "model_output.error");
        match error {
            Some(error) => out.sample(Sample {
                error: Some(error),
                ..about(place, row, file)
            }),
            None => out.issue(place, "there is no message of the model"),
        }
        return;
    };
    let score = match score(row, file) {
        Ok(score) => score,
        Err(message) => {
            out.issue(place.clone(), message);
            None
        }
    };
    out.sample(Sample {
        model: text_at(row, "model").or_else(|| text_at(message, "model")),
        target: row.get("target").and_then(target),
        reply: Some(reply(row, message)),
        score,
        answer: text_at(row, "sample_score.score.extracted_prediction"),
        is_review,
        ..about(place, row, file)
    });
}

fn about(place: Place, row: &Value, file: &File<'_>) -> Sample {
    Sample {
        suite: of_path(file.path),
        id: text_at(row, "index"),
        prompt: row.get("messages").and_then(prompt),
        place,
        ..Sample::default()
    }
}

fn reply(row: &Value, message: &Value) -> Reply {
    let content = message.get("content").map(Content::of).unwrap_or_default();
    let mut reply = content.into_reply();
    let usage = |name: &str| {
        count_at(row, &format!("model_output.usage.{name}"))
            .or_else(|| count_at(message, &format!("perf_metrics.{name}")))
    };
    reply.tokens = Tokens {
        prompt: usage("input_tokens"),
        output: usage("output_tokens"),
        thinking: usage("reasoning_tokens"),
    };
    reply.stop = str_at(row, "model_output.choices.0.stop_reason").and_then(Stop::of);
    reply.timing = Timing {
        first_token_ms: ms_at(message, "perf_metrics.ttft"),
        elapsed_ms: ms_at(row, "model_output.time")
            .or_else(|| ms_at(message, "perf_metrics.latency")),
    };
    reply.settled()
}

fn score(row: &Value, file: &File<'_>) -> Result<Option<Score>, String> {
    let Some(Value::Object(values)) = at(row, "sample_score.score.value") else {
        return Ok(None);
    };
    let main = str_at(row, "sample_score.score.main_score_name");
    let wanted = file.options.score.as_deref().or(main);
    let found = Score::among(values.iter(), wanted)?;
    Ok(found.map(|(name, value)| Score::of(name, value)))
}

/// The dataset, as it stands in `…/predictions/MODEL/DATASET_SUBSET.jsonl`.
fn of_path(path: &str) -> Option<String> {
    let file = path.rsplit(['/', '\\']).next()?;
    let stem = file
        .strip_suffix(".jsonl")
        .or_else(|| file.strip_suffix(".json"))?;
    let name = ["predictions.", "reviews."]
        .iter()
        .find_map(|mark| stem.split_once(mark))
        .map_or(stem, |(_, name)| name);
    (!name.is_empty()).then(|| name.to_owned())
}
