//! Chat templates against what `transformers` makes of them (`tests/chat/make.py`).

#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use overthink::engine::chat::{ChatError, ChatTemplate, Message, RenderOptions, ToolCall};
use serde_json::Value;
use sha2::{Digest, Sha256};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/chat")
}

fn read(name: &str) -> Value {
    serde_json::from_str(&fs_err::read_to_string(folder().join(name)).unwrap()).unwrap()
}

fn template(name: &str, source: &str) -> Result<ChatTemplate, ChatError> {
    let tokens = [
        ("bos_token", "<s>"),
        ("eos_token", "</s>"),
        ("unk_token", "<unk>"),
    ];
    let tokens = tokens.map(|(name, token)| (name.to_owned(), token.to_owned()));
    let today = jiff::civil::date(2026, 3, 9);
    ChatTemplate::new(name, source, BTreeMap::from(tokens), Some(today))
}

fn message(json: &Value) -> Message<'_> {
    let text = |name: &str| json[name].as_str();
    let calls = json["tool_calls"].as_array().into_iter().flatten();
    Message {
        role: text("role").unwrap(),
        content: text("content"),
        reasoning_content: text("reasoning_content"),
        tool_calls: calls
            .map(|call| ToolCall {
                id: call["id"].as_str().unwrap(),
                name: call["function"]["name"].as_str().unwrap(),
                arguments: call["function"]["arguments"].clone(),
            })
            .collect(),
        tool_call_id: text("tool_call_id"),
        name: text("name"),
    }
}

/// Renders one of the conversations of `conversations.json`.
fn render(
    template: &ChatTemplate,
    conversation: &Value,
    tools: &Value,
) -> Result<String, ChatError> {
    let messages: Vec<Message<'_>> = conversation["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(message)
        .collect();
    let tools = conversation["tools"]
        .as_str()
        .map(|name| tools[name].as_array().unwrap().as_slice());
    let variables = conversation["variables"].as_object();
    let options = RenderOptions {
        tools,
        documents: conversation["documents"].as_array().map(Vec::as_slice),
        add_generation_prompt: conversation["add_generation_prompt"]
            .as_bool()
            .unwrap_or(true),
        thinking: None,
        variables: variables
            .into_iter()
            .flatten()
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect(),
    };
    Ok(template.render_with(&messages, &options)?.text)
}

fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest
        .iter()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Why `ours` is not what is expected, which is a text (or its hash), or a
/// refusal: in the template's own words, or in Python's.
fn difference(ours: &Result<String, ChatError>, expected: &Value, hashed: bool) -> Option<String> {
    let shown = |text: &str| {
        if hashed {
            sha256(text)
        } else {
            text.to_owned()
        }
    };
    let wanted = expected.as_str().or_else(|| expected["text"].as_str());
    match (ours, wanted) {
        (Ok(text), Some(wanted)) if shown(text) == wanted => None,
        (Ok(text), Some(wanted)) => Some(format!("expected {wanted:?}\n     got {text:?}")),
        (Err(error), Some(wanted)) => Some(format!("expected {wanted:?}\n refused: {error}")),
        (Ok(text), None) => Some(format!("expected {expected}\n     got {text:?}")),
        (Err(error), None) => {
            let said = error.refusal.as_deref().map(shown);
            (said.as_deref() != expected["refused"].as_str())
                .then(|| format!("expected {expected}\n refused: {error}"))
        }
    }
}

/// The differences of a table of templates × conversations, and its size.
fn differences(table: &Value, folder: &Path, hashed: bool) -> (Vec<String>, usize) {
    let (conversations, tools) = (read("conversations.json"), read("tools.json"));
    let mut found = Vec::new();
    let mut n = 0;
    for (name, expected) in table.as_object().unwrap() {
        let text = fs_err::read_to_string(folder.join(name)).unwrap();
        let source = if Path::new(name).extension().is_some_and(|e| e == "json") {
            let json: Value = serde_json::from_str(&text).unwrap();
            json["chat_template"].as_str().unwrap().to_owned()
        } else {
            text
        };
        let template = template(name, &source).unwrap();
        for conversation in conversations.as_array().unwrap() {
            let case = conversation["name"].as_str().unwrap();
            let ours = render(&template, conversation, &tools);
            n += 1;
            if let Some(what) = difference(&ours, &expected[case], hashed) {
                found.push(format!("{name}, {case}:\n{what}"));
            }
        }
    }
    (found, n)
}

#[test]
fn own_templates_render_as_in_transformers() {
    let (found, n) = differences(&read("expected.json"), &folder().join("fixtures"), false);
    assert!(
        found.is_empty(),
        "{} of {n}\n{}",
        found.len(),
        found.join("\n")
    );
    assert!(n > 200, "{n}");
}

/// Where `../shared` is at hand; the templates are not the project's to copy.
#[test]
fn templates_of_real_models_render_as_in_transformers() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/chat_templates");
    if !shared.is_dir() {
        return;
    }
    let (found, n) = differences(&read("shared.json")["templates"], &shared, true);
    assert!(
        found.is_empty(),
        "{} of {n}\n{}",
        found.len(),
        found.join("\n")
    );
    assert!(n > 600, "{n}");
}

#[test]
fn snippets_render_as_in_transformers() {
    let conversations = read("conversations.json");
    let mut found = Vec::new();
    for snippet in read("snippets.json").as_array().unwrap() {
        let source = snippet["template"].as_str().unwrap();
        let ours = template("snippet", source).and_then(|template| {
            let messages = [message(&conversations[0]["messages"][0])];
            Ok(template
                .render_with(&messages, &RenderOptions::default())?
                .text)
        });
        let known = snippet["differs"] == true;
        match difference(&ours, snippet, false) {
            Some(what) if !known => found.push(format!("{source:?}:\n{what}")),
            None if known => found.push(format!("{source:?}: the same by now")),
            _ => {}
        }
    }
    assert!(found.is_empty(), "{}\n{}", found.len(), found.join("\n"));
}
