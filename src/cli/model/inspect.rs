//! `overthink model inspect`: what a model is, told from its files.

use clap::Args;
use overthink::engine;
use overthink::engine::model_dir::Survey;
use overthink::text::for_terminal;

use super::Format;
use super::words::{bytes, count, pairs, parameters};
use crate::cli::Status;
use crate::cli::clock::{date_of, now};
use crate::cli::output::to_stdout;
use crate::cli::settings::terminal_width;

mod chat;
mod graph;
mod json;

/// Arguments of `overthink model inspect`.
#[derive(Debug, Args)]
pub(crate) struct InspectArgs {
    /// A built-in name, a folder, or an `.onnx` file in one.
    #[arg(value_name = "WHERE")]
    place: String,
    /// Leave out the SHA-256 of the files, which reads them whole.
    #[arg(long)]
    no_hash: bool,
    /// `human` for people, `json` for programs.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// Runs the command.
pub(crate) fn inspect(args: &InspectArgs) -> anyhow::Result<Status> {
    let survey = engine::survey(&args.place, date_of(&now()), !args.no_hash)?;
    let text = match args.format {
        Format::Human => human(&args.place, &survey, terminal_width()),
        Format::Json => serde_json::to_string_pretty(&json::json(&survey))? + "\n",
    };
    to_stdout(&text)?;
    Ok(Status::Done)
}

fn human(place: &str, survey: &Survey, width: u16) -> String {
    let mut text = format!("{}\n\n", for_terminal(place));
    text += &pairs(&summary(survey), width);
    for (title, part) in [
        (graph::title(survey), graph::ports(survey, width)),
        ("tokens".to_owned(), pairs(&tokens(survey), width)),
        (chat::TITLE.to_owned(), chat::text(survey)),
        (
            "sampling that the model's makers propose".to_owned(),
            pairs(&sampling(survey), width),
        ),
        ("files".to_owned(), files(survey)),
    ] {
        if !part.is_empty() {
            text += &format!("\n{title}\n{part}");
        }
    }
    text
}

type Rows = Vec<(String, String)>;

fn row(rows: &mut Rows, label: &str, value: impl Into<Option<String>>) {
    if let Some(value) = value.into() {
        rows.push((label.to_owned(), for_terminal(&value)));
    }
}

/// What most readers came for.
fn summary(survey: &Survey) -> Rows {
    let mut rows = Rows::new();
    let config = survey.config.as_ref();
    if survey.obstacles.is_empty() {
        row(
            &mut rows,
            "runs",
            "yes, as far as its files tell".to_owned(),
        );
    }
    for obstacle in &survey.obstacles {
        row(&mut rows, "cannot run", obstacle.clone());
    }
    for note in &survey.notes {
        row(&mut rows, "note", note.clone());
    }
    row(&mut rows, "form", survey.form.map(|form| form.to_string()));
    row(&mut rows, "architecture", config.map(architecture));
    let weights = survey.weight_bytes.map(|n| {
        format!(
            "{}, {} of weights",
            parameters(survey.n_parameters),
            bytes(n)
        )
    });
    row(&mut rows, "parameters", weights);
    row(&mut rows, "number format", graph::quantization(survey));
    row(
        &mut rows,
        "context",
        config.map(|c| format!("{} tokens", count(u64::from(c.context)))),
    );
    row(
        &mut rows,
        "positions",
        config.and_then(|c| c.rope_scaling.clone()),
    );
    row(&mut rows, "attention", graph::attention(survey));
    row(&mut rows, "cache", graph::cache(survey));
    row(&mut rows, "sliding window", graph::windows(survey));
    row(&mut rows, "thinks", thinks(survey));
    rows
}

fn architecture(config: &engine::model_dir::ModelConfig) -> String {
    let shape = &config.shape;
    let mut text = config.architecture.clone();
    if let (Some(layers), Some(heads), Some(size)) = (shape.layers, shape.heads, shape.head_dim) {
        text += &format!(": {layers} layers, {heads} heads of {size}");
        if let Some(kv) = shape.kv_heads.filter(|&kv| kv != heads) {
            text += &format!(" ({kv} for keys and values)");
        }
    }
    if let Some(experts) = shape.experts {
        text += &format!(", {experts} experts");
    }
    text
}

fn thinks(survey: &Survey) -> Option<String> {
    let chat = survey.chat.as_ref()?;
    if !chat.thinks() {
        return Some("no: the chat template does not show it".to_owned());
    }
    let tags = survey.tokens.iter().flat_map(|t| &t.thinking);
    let tags: Vec<String> = tags.map(token).collect();
    Some(match tags.as_slice() {
        [] => "yes: the chat template shows it; its tags are several tokens each".to_owned(),
        tags => format!("yes, between {}", tags.join(" and ")),
    })
}

fn token(token: &engine::model_dir::Token) -> String {
    match token.id {
        Some(id) => format!("{} ({id})", token.text),
        None => format!("{} (no token of the tokenizer)", token.text),
    }
}

fn tokens(survey: &Survey) -> Rows {
    let mut rows = Rows::new();
    let Some(tokens) = &survey.tokens else {
        return rows;
    };
    let graph = survey
        .facts
        .logits_width()
        .map_or_else(String::new, |n| format!(", the graph knows {}", count(n)));
    row(
        &mut rows,
        "vocabulary",
        format!("{} tokens{graph}", count(tokens.count as u64)),
    );
    let ends: Vec<String> = tokens.ends.iter().map(token).collect();
    let ends = if ends.is_empty() {
        "none: only limits end a text".to_owned()
    } else {
        ends.join(", ")
    };
    row(&mut rows, "end of text", ends);
    for (name, value) in &tokens.named {
        let label = name.trim_end_matches("_token").replace('_', " ");
        row(&mut rows, &label, token(value));
    }
    rows
}

fn sampling(survey: &Survey) -> Rows {
    let settings = survey.config.iter().flat_map(|config| &config.generation);
    settings
        .map(|(name, value)| (name.clone(), value.to_string()))
        .collect()
}

fn files(survey: &Survey) -> String {
    let longest = survey.files.keys().map(|name| name.chars().count()).max();
    let width = longest.unwrap_or(0);
    let lines = survey.files.iter().map(|(name, file)| {
        let hash = file.sha256.as_deref().unwrap_or("");
        let name = for_terminal(name);
        let line = format!("  {name:<width$}  {:>8}  {hash}", bytes(file.bytes));
        line.trim_end().to_owned() + "\n"
    });
    lines.collect()
}

#[cfg(test)]
mod tests;
