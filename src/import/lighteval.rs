//! Details of lighteval: a Parquet table with the columns `doc`,
//! `model_response` and `metric`.

use std::io::{Read, Seek, SeekFrom};
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::schema::types::Type;
use serde_json::Value;

use super::reply::{Reply, Thinking, Tokens};
use super::score::Score;
use super::value::{at, target, text_at};
use super::{File, Format, ImportError, Out, Place, Sample, json, limits};

mod columns;

/// Reads the table, row for row.
pub(super) fn read<R: Read + Seek>(
    mut input: R,
    file: &File<'_>,
    out: &mut Out<'_>,
) -> Result<(), ImportError> {
    let size = input.seek(SeekFrom::End(0))?;
    if size > limits::DOCUMENT_BYTES {
        return Err(ImportError::TooLarge { size });
    }
    input.rewind()?;
    let mut bytes = Vec::new();
    input.take(limits::DOCUMENT_BYTES).read_to_end(&mut bytes)?;
    let broken = |found: String| ImportError::Broken {
        format: Format::Lighteval,
        found,
    };
    let opened = guarded(|| {
        let reader = SerializedFileReader::new(Bytes::from(bytes)).map_err(|e| e.to_string())?;
        let schema = columns::projection(reader.metadata().file_metadata().schema())?;
        Ok((reader, schema))
    });
    let (reader, schema) = opened.map_err(broken)?;
    let mut n_rows = 0;
    let n_groups = reader.num_row_groups();
    for index in 0..n_groups {
        let read = guarded(|| {
            let group = reader.get_row_group(index).map_err(|e| e.to_string())?;
            rows(group.as_ref(), &schema, &mut n_rows, file, out)
        });
        if let Err(message) = read {
            let message = format!("row group {} of {n_groups}: {message}", index + 1);
            out.issue(Place::Row(n_rows + 1), message);
        }
    }
    Ok(())
}

/// The Parquet reader panics on some damaged files instead of giving an error.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    let done = catch_unwind(AssertUnwindSafe(work));
    done.unwrap_or_else(|_| Err("the file is damaged".to_owned()))
}

fn rows(
    group: &dyn RowGroupReader,
    schema: &Type,
    n_rows: &mut usize,
    file: &File<'_>,
    out: &mut Out<'_>,
) -> Result<(), String> {
    let n_bytes = group.metadata().total_byte_size();
    if !(0..=limits::ROW_GROUP_BYTES).contains(&n_bytes) {
        return Err(format!(
            "{n_bytes} bytes, and at most {} are unpacked",
            limits::ROW_GROUP_BYTES
        ));
    }
    let rows = group
        .get_row_iter(Some(schema.clone()))
        .map_err(|e| e.to_string())?;
    for row in rows {
        let row = row.map_err(|e| e.to_string())?;
        *n_rows += 1;
        let place = Place::Row(*n_rows);
        let mut n_bare = 0;
        let row = columns::value_of_row(&row, &mut n_bare);
        if n_bare > 0 {
            out.issue(
                place.clone(),
                json::bare_message(n_bare).replace(", which is no JSON", ""),
            );
        }
        samples(&place, &row, file, out);
    }
    Ok(())
}

/// The samples of a row: one for each text of the response.
fn samples(place: &Place, row: &Value, file: &File<'_>, out: &mut Out<'_>) {
    let texts = at(row, "model_response.text").and_then(Value::as_array);
    let texts = texts.map(Vec::as_slice).unwrap_or_default();
    if texts.is_empty() {
        out.issue(
            place.clone(),
            "no text was generated: `model_response.text` is empty",
        );
        return;
    }
    let score = match score(row, file, texts.len()) {
        Ok(score) => score,
        Err(message) => {
            out.issue(place.clone(), message);
            None
        }
    };
    let of_each = |path: &str, index: usize| -> Option<&Value> {
        at(row, path)?
            .as_array()?
            .get(index)
            .filter(|v| !v.is_null())
    };
    for (index, text) in texts.iter().enumerate() {
        let apart = of_each("model_response.reasonings", index).and_then(Value::as_str);
        let tokens = of_each("model_response.output_tokens", index);
        let reply = Reply {
            text: text.as_str().unwrap_or_default().to_owned(),
            thinking: apart.map_or(Thinking::InText, |t| Thinking::Apart(t.to_owned())),
            tokens: Tokens {
                output: tokens.and_then(Value::as_array).map(|t| t.len() as u64),
                ..Tokens::default()
            },
            ..Reply::default()
        };
        out.sample(Sample {
            place: place.clone(),
            suite: text_at(row, "doc.task_name"),
            id: text_at(row, "doc.id"),
            model: of_path(file.path),
            prompt: text_at(row, "doc.query"),
            target: gold(row),
            reply: Some(reply.settled()),
            score: score.clone(),
            ..Sample::default()
        });
    }
}

/// The first metric, or the one that is asked for. Of several texts it is their
/// common one, and says nothing about each.
fn score(row: &Value, file: &File<'_>, n_texts: usize) -> Result<Option<Score>, String> {
    let Some(Value::Object(metrics)) = row.get("metric") else {
        return Ok(None);
    };
    let found = Score::among(metrics.iter(), file.options.score.as_deref())?;
    Ok(found.map(|(name, value)| {
        if n_texts > 1 {
            Score::together(name, n_texts)
        } else {
            Score::of(name, value)
        }
    }))
}

/// The choice, or choices, that `gold_index` points at.
fn gold(row: &Value) -> Option<String> {
    let choices = at(row, "doc.choices")?.as_array()?;
    let pick = |index: &Value| choices.get(usize::try_from(index.as_i64()?).ok()?);
    match at(row, "doc.gold_index")? {
        Value::Array(indices) => {
            let picked: Option<Vec<Value>> = indices.iter().map(|i| pick(i).cloned()).collect();
            target(&Value::Array(picked?))
        }
        index => pick(index).and_then(target),
    }
}

/// The model, as it stands in `…/details/MODEL/STAMP/details_TASK_STAMP.parquet`.
fn of_path(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.split(['/', '\\']).collect();
    let start = parts.iter().rposition(|part| *part == "details")?;
    let end = parts.len().checked_sub(2)?;
    let model = parts.get(start + 1..end)?.join("/");
    (!model.is_empty()).then_some(model)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_model_stands_in_the_path() {
        let model = |path: &str| of_path(path).unwrap_or_default();
        assert_eq!(
            model("out/details/Qwen/Qwen3-8B/2026/details_x.parquet"),
            "Qwen/Qwen3-8B"
        );
        assert_eq!(model("details/me/2026/details_x.parquet"), "me");
        assert_eq!(model("details_x.parquet"), "");
        assert_eq!(model("details/x.parquet"), "");
    }

    #[test]
    fn the_target_is_the_choice_that_is_gold() {
        let of = |index: Value| gold(&json!({"doc": {"choices": ["3", "4"], "gold_index": index}}));
        assert_eq!(of(json!(1)).as_deref(), Some("4"));
        assert_eq!(of(json!([0])).as_deref(), Some("3"));
        assert_eq!(of(json!([0, 1])).as_deref(), Some(r#"["3","4"]"#));
        assert_eq!(of(json!(7)), None);
        assert_eq!(of(json!(-1)), None);
    }
}
