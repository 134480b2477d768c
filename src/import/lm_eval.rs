//! Samples of lm-evaluation-harness: one line a document and filter.

use std::collections::BTreeMap;

use serde_json::Value;

use super::reply::Reply;
use super::score::{Score, missing};
use super::value::{str_at, target, text, text_at};
use super::{File, Out, Place, Sample};

/// The filters of a file. The same completions stand there once a filter, so
/// only one filter's lines are read.
#[derive(Default)]
pub(super) struct Filters {
    taken: Option<String>,
    /// Lines of the others.
    n_left: BTreeMap<String, usize>,
}

impl Filters {
    /// Reads a line.
    pub(super) fn read(&mut self, place: Place, row: &Value, file: &File<'_>, out: &mut Out<'_>) {
        let filter = text_at(row, "filter").unwrap_or_else(|| "none".to_owned());
        let wanted = file.options.score.as_deref().unwrap_or_default();
        let (metric, wanted_filter) = match wanted.split_once(',') {
            Some((metric, filter)) => (metric, Some(filter)),
            None => (wanted, None),
        };
        let taken = self
            .taken
            .get_or_insert_with(|| wanted_filter.map_or_else(|| filter.clone(), str::to_owned));
        if *taken != filter {
            *self.n_left.entry(filter).or_default() += 1;
            return;
        }
        match samples(&place, row, metric, file.path) {
            Ok(samples) => samples.into_iter().for_each(|sample| out.sample(sample)),
            Err(message) => out.issue(place, message),
        }
    }

    /// Says which filters were left out.
    pub(super) fn finish(self, out: &mut Out<'_>) {
        let Some(taken) = self.taken else { return };
        for (filter, n) in self.n_left {
            out.note(format!(
                "{n} lines of filter `{filter}` were left out: the completions are those of `{taken}`; `--score METRIC,{filter}` takes them instead"
            ));
        }
    }
}

fn samples(place: &Place, row: &Value, metric: &str, path: &str) -> Result<Vec<Sample>, String> {
    // Requests × repeats; a document whose text is generated has one request.
    let resps = row.get("resps").and_then(Value::as_array);
    let Some(texts) = resps.and_then(|requests| texts(requests.as_slice())) else {
        return Err("no text was generated: the document is scored by likelihood".to_owned());
    };
    let score = score(row, metric, texts.len())?;
    let (task, model) = of_path(path);
    let sample = |text: String| Sample {
        place: place.clone(),
        suite: task.clone(),
        id: text_at(row, "doc_id"),
        model: model.clone(),
        prompt: prompt(row),
        target: row.get("target").and_then(target),
        reply: Some(Reply::of_text(text).settled()),
        score: score.clone(),
        answer: answer(row, texts.len()),
        ..Sample::default()
    };
    Ok(texts.iter().cloned().map(sample).collect())
}

fn texts(requests: &[Value]) -> Option<Vec<String>> {
    let [request] = requests else { return None };
    match request {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Array(repeats) => {
            let texts = repeats
                .iter()
                .map(|repeat| repeat.as_str().map(str::to_owned));
            let texts: Option<Vec<String>> = texts.collect();
            texts.filter(|texts| !texts.is_empty())
        }
        _ => None,
    }
}

/// The metric of the line; of repeats it is their common one, and says nothing
/// about each.
fn score(row: &Value, metric: &str, n_repeats: usize) -> Result<Option<Score>, String> {
    let listed = row.get("metrics").and_then(Value::as_array);
    let names: Vec<&str> = listed
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let name = match metric {
        "" => names.first().copied(),
        wanted => Some(wanted),
    };
    let Some(name) = name else { return Ok(None) };
    let Some(value) = row.get(name) else {
        return Err(missing(name, &names));
    };
    Ok(Some(if n_repeats > 1 {
        Score::together(name, n_repeats)
    } else {
        Score::of(name, value)
    }))
}

fn answer(row: &Value, n_repeats: usize) -> Option<String> {
    let filtered = row.get("filtered_resps").and_then(Value::as_array)?;
    match filtered.as_slice() {
        [one] if n_repeats == 1 => text(one).filter(|answer| answer != "[invalid]"),
        _ => None,
    }
}

fn prompt(row: &Value) -> Option<String> {
    let named = str_at(row, "arguments.gen_args_0.arg_0");
    let listed = str_at(row, "arguments.0.0");
    let prompt = named.or(listed).or_else(|| str_at(row, "doc.question"));
    prompt.map(str::to_owned)
}

/// Task and model, as they stand in `…/MODEL/samples_TASK_STAMP.jsonl`.
fn of_path(path: &str) -> (Option<String>, Option<String>) {
    let mut parts = path.rsplit(['/', '\\']);
    let file = parts.next().unwrap_or_default();
    let Some(rest) = file.strip_prefix("samples_") else {
        return (None, None);
    };
    let rest = rest.strip_suffix(".jsonl").unwrap_or(rest);
    let task = match rest.rsplit_once('_') {
        Some((task, stamp)) if stamp.starts_with("20") => task,
        _ => rest,
    };
    let model = parts.next().filter(|name| !name.is_empty() && *name != ".");
    // A `/` in a model's name is written as two low lines.
    (
        Some(task.to_owned()),
        model.map(|name| name.replace("__", "/")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn task_and_model_stand_in_the_path() {
        let both = |path: &str| {
            let (task, model) = of_path(path);
            (task.unwrap_or_default(), model.unwrap_or_default())
        };
        assert_eq!(
            both("out/Qwen__Qwen3-8B/samples_gsm8k_cot_2026-01-02T03-04-05.678.jsonl"),
            ("gsm8k_cot".to_owned(), "Qwen/Qwen3-8B".to_owned())
        );
        assert_eq!(both("samples_arc.jsonl"), ("arc".to_owned(), String::new()));
        assert_eq!(both("x/other.jsonl"), (String::new(), String::new()));
    }
}
