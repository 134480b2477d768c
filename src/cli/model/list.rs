//! `overthink model list`: the built-in models, and the model folders in a place.

use std::path::{Path, PathBuf};

use clap::Args;
use overthink::engine::model_dir::Survey;
use overthink::engine::{self, builtin};
use overthink::text::for_terminal;
use serde_json::{Value, json};

use super::Format;
use super::words::{bytes, columns, parameters};
use crate::cli::Status;
use crate::cli::output::to_stdout;
use crate::cli::settings::terminal_width;

/// Folders of folders: `models/onnx-community/Qwen3-0.6B-ONNX`.
const MAX_DEPTH: u32 = 3;

/// Models that are listed of one place.
const MAX_MODELS: usize = 500;

/// Arguments of `overthink model list`.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// The place in which model folders lie.
    #[arg(long, value_name = "DIR", default_value = "models")]
    models: PathBuf,
    /// `human` for people, `json` for programs.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// Runs the command.
pub(crate) fn list(args: &ListArgs) -> anyhow::Result<Status> {
    let built_in = builtin::MODELS.iter().map(|model| model.name.to_owned());
    let mut folders = Vec::new();
    find(&args.models, MAX_DEPTH, &mut folders);
    let places = built_in.chain(folders.iter().map(|f| f.display().to_string()));
    let models = places
        .map(|place| Ok((engine::survey(&place, None, false)?, place)))
        .collect::<anyhow::Result<Vec<(Survey, String)>>>()?;
    let text = match args.format {
        Format::Human => human(&models, terminal_width()),
        Format::Json => {
            let models: Vec<Value> = models.iter().map(|(s, place)| facts(s, place)).collect();
            serde_json::to_string_pretty(&models)? + "\n"
        }
    };
    to_stdout(&text)?;
    Ok(Status::Done)
}

/// The model folders below `folder`, sorted; what lies in a model is not looked at.
fn find(folder: &Path, depth: u32, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs_err::read_dir(folder) else {
        return;
    };
    let mut inner: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    inner.sort();
    for path in inner {
        if found.len() >= MAX_MODELS {
            return;
        }
        let has_graph = has_graph(&path) || has_graph(&path.join("onnx"));
        if has_graph {
            found.push(path);
        } else if depth > 1 {
            find(&path, depth - 1, found);
        }
    }
}

fn has_graph(folder: &Path) -> bool {
    fs_err::read_dir(folder).is_ok_and(|entries| {
        entries
            .filter_map(Result::ok)
            .any(|entry| entry.path().extension().is_some_and(|e| e == "onnx"))
    })
}

fn human(models: &[(Survey, String)], width: u16) -> String {
    let rows: Vec<Vec<String>> = models
        .iter()
        .map(|(survey, place)| {
            vec![
                for_terminal(place),
                form(survey),
                parameters(survey.n_parameters),
                survey.weight_bytes.map_or_else(String::new, bytes),
                thinks(survey).to_owned(),
                if survey.obstacles.is_empty() {
                    ""
                } else {
                    "cannot run"
                }
                .to_owned(),
            ]
        })
        .collect();
    let mut text = columns(
        &["model", "form", "parameters", "weights", "thinks", ""],
        &rows,
        2..4,
        width,
    );
    if models
        .iter()
        .any(|(survey, _)| !survey.obstacles.is_empty())
    {
        text += "\n  `overthink model inspect MODEL` says why one cannot run.\n";
    }
    text
}

fn form(survey: &Survey) -> String {
    match survey.form {
        Some(_) if survey.origin == "built in" => survey.origin.clone(),
        Some(form) => form.to_string(),
        None => "unknown".to_owned(),
    }
}

fn thinks(survey: &Survey) -> &'static str {
    match survey.chat.as_ref().map(engine::chat::ChatTemplate::thinks) {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    }
}

fn facts(survey: &Survey, place: &str) -> Value {
    json!({
        "model": place,
        "built_in": survey.origin == "built in",
        "form": survey.form.map(|form| form.to_string()),
        "n_parameters": survey.n_parameters,
        "weight_bytes": survey.weight_bytes,
        "thinks": survey.chat.as_ref().map(engine::chat::ChatTemplate::thinks),
        "obstacles": survey.obstacles,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_are_found_and_told_apart() {
        let root = tempfile::tempdir().unwrap();
        let put = |path: &str, bytes: &[u8]| {
            let path = root.path().join(path);
            fs_err::create_dir_all(path.parent().unwrap()).unwrap();
            fs_err::write(path, bytes).unwrap();
        };
        put("owner/broken/onnx/model_q4.onnx", b"no graph");
        put("owner/empty/readme.md", b"");
        put("a/b/c/too-deep/model.onnx", b"");
        let mut folders = Vec::new();
        find(root.path(), MAX_DEPTH, &mut folders);
        assert_eq!(folders, [root.path().join("owner/broken")]);
        find(&root.path().join("missing"), MAX_DEPTH, &mut folders);
        let models: Vec<(Survey, String)> = [("tiny-reasoner", "tiny-reasoner"), ("b", "broken")]
            .into_iter()
            .map(|(name, shown)| {
                let path = folders[0].display().to_string();
                let place = if name == "b" { &path } else { name };
                (
                    engine::survey(place, None, false).unwrap(),
                    shown.to_owned(),
                )
            })
            .collect();
        insta::assert_snapshot!(human(&models, 100), @r"
model          form      parameters  weights  thinks
tiny-reasoner  built in        1.3M   2.6 MB  yes
broken         unknown      unknown           unknown  cannot run

`overthink model inspect MODEL` says why one cannot run.
");
        assert_eq!(facts(&models[1].0, "broken")["form"], Value::Null);
        assert_eq!(facts(&models[0].0, "tiny-reasoner")["thinks"], true);
    }
}
