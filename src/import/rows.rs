//! Rows with a completion in a field: JSON Lines of anybody.

use serde_json::Value;

use super::content::{Content, prompt};
use super::fields::Role;
use super::reply::{Reply, Thinking, Tokens};
use super::score::Score;
use super::value::{count_at, field_list, kind, target, text, text_at};
use super::{Fields, File, Out, Place, Sample};

/// Reads a row. A row may hold several completions: as a list of objects under
/// `completions`, or as lists of texts.
pub(super) fn read(place: Place, row: &Value, file: &File<'_>, out: &mut Out<'_>) {
    let fields = &file.options.fields;
    if !row.is_object() {
        out.issue(place, format!("{}, expected an object", kind(row)));
        return;
    }
    let completions = row.get("completions").and_then(Value::as_array);
    if let Some(completions) = completions.filter(|_| fields.chosen(Role::Text).is_none()) {
        read_completions(&place, row, completions, file, out);
        return;
    }
    let sample = about(&place, row, file);
    match replies(row, fields) {
        Ok(replies) => {
            let several = replies.len() > 1;
            for reply in replies {
                let mut sample = sample.clone();
                // The row's number is its own, not that of each of its texts.
                sample.epoch = sample.epoch.filter(|_| !several);
                sample.reply = Some(reply);
                out.sample(sample);
            }
        }
        Err(message) => out.issue(place, message),
    }
}

/// Reads the completions that a row lists: objects, or texts.
fn read_completions(
    place: &Place,
    row: &Value,
    completions: &[Value],
    file: &File<'_>,
    out: &mut Out<'_>,
) {
    if completions.is_empty() {
        out.issue(place.clone(), NO_COMPLETIONS);
    }
    for (i, completion) in completions.iter().enumerate() {
        let reply = match completion {
            Value::String(text) => Ok(Reply::of_text(text.clone()).settled()),
            other => reply(other, &file.options.fields),
        };
        let reply = match reply {
            Ok(reply) => reply,
            Err(message) => {
                out.issue(place.clone(), format!("completion {}: {message}", i + 1));
                continue;
            }
        };
        let (sample, own) = (about(place, row, file), about(place, completion, file));
        out.sample(Sample {
            reply: Some(reply),
            score: own.score.or(sample.score),
            answer: own.answer.or(sample.answer),
            ..sample
        });
    }
}

/// What is said about a list without any.
const NO_COMPLETIONS: &str = "there is no completion: the list is empty";

/// What a row tells besides its completion.
fn about(place: &Place, row: &Value, file: &File<'_>) -> Sample {
    let fields = &file.options.fields;
    let get = |role| fields.get(row, role);
    let score_name = || {
        let chosen = fields.chosen(Role::Score);
        let known = super::fields::names(Role::Score).iter().copied();
        let known = known.filter(|name| row.get(*name).is_some_and(|v| !v.is_null()));
        chosen
            .or_else(|| known.into_iter().next())
            .unwrap_or("score")
    };
    Sample {
        place: place.clone(),
        suite: get(Role::Suite).and_then(text),
        id: get(Role::Id).and_then(text),
        epoch: get(Role::Epoch)
            .and_then(Value::as_u64)
            .and_then(|n| u32::try_from(n).ok()),
        model: get(Role::Model).and_then(text),
        prompt: get(Role::Prompt).and_then(prompt),
        target: get(Role::Target).and_then(target),
        score: get(Role::Score).map(|value| Score::of(score_name(), value)),
        answer: get(Role::Answer).and_then(text),
        ..Sample::default()
    }
}

/// The completions of a row: one, or as many as its lists have.
fn replies(row: &Value, fields: &Fields) -> Result<Vec<Reply>, String> {
    let Some(Value::Array(texts)) = fields.get(row, Role::Text) else {
        return Ok(vec![reply(row, fields)?]);
    };
    if texts.is_empty() {
        return Err(NO_COMPLETIONS.to_owned());
    }
    if texts.iter().any(Value::is_object) {
        return Ok(vec![reply(row, fields)?]);
    }
    let thinking = fields.get(row, Role::Thinking).and_then(Value::as_array);
    let each = texts.iter().enumerate().map(|(i, value)| {
        let apart = thinking.and_then(|all| all.get(i)).and_then(text);
        Reply {
            text: text(value).unwrap_or_default(),
            thinking: apart.map_or(Thinking::InText, Thinking::Apart),
            ..Reply::default()
        }
        .settled()
    });
    Ok(each.collect())
}

/// The completion of a row, its thinking apart where a field has it.
fn reply(row: &Value, fields: &Fields) -> Result<Reply, String> {
    let apart = fields.get(row, Role::Thinking).and_then(text);
    let found = fields.get_even_null(row, Role::Text);
    // Beside a thinking of its own, `answer` is what the model answered.
    let found = found.or_else(|| apart.as_ref().and_then(|_| row.get("answer")));
    let mut reply = match (found, &apart) {
        (Some(Value::Null), None) => {
            return Err("there is no completion: the field is null".to_owned());
        }
        (Some(Value::Null) | None, Some(_)) => Reply {
            unfinished: true,
            ..Reply::default()
        },
        (Some(value @ (Value::Array(_) | Value::Object(_))), _) => {
            Content::of(value.get("content").unwrap_or(value)).into_reply()
        }
        (Some(value), _) => Reply::of_text(text(value).unwrap_or_default()),
        (None, None) => return Err(missing(row, fields)),
    };
    if let Some(apart) = apart {
        reply.thinking = Thinking::Apart(apart);
    }
    reply.tokens = Tokens {
        output: fields.get(row, Role::Tokens).and_then(Value::as_u64),
        prompt: count_at(row, "usage.prompt_tokens"),
        thinking: count_at(row, "reasoning_tokens"),
    };
    let stop = text_at(row, "finish_reason").or_else(|| text_at(row, "stop_reason"));
    reply.stop = stop.as_deref().and_then(super::Stop::of);
    Ok(reply.settled())
}

/// That the completion's field is not there.
fn missing(row: &Value, fields: &Fields) -> String {
    let listed = row.as_object().map_or_else(
        || format!("it is {}, expected an object", kind(row)),
        field_list,
    );
    match fields.chosen(Role::Text) {
        Some(name) => format!("there is no field `{name}`; {listed}"),
        None => {
            format!("there is no field with a completion; {listed}; choose one with `--field NAME`")
        }
    }
}
