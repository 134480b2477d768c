//! What `overthink model inspect --format json` writes.

use overthink::engine::model_dir::memory::Needs;
use overthink::engine::model_dir::{Dim, GraphFacts, Port, Survey, Token};
use serde_json::{Map, Value, json};

use super::chat;

/// Everything that is known of a model.
pub(super) fn json(survey: &Survey) -> Value {
    let config = survey.config.as_ref();
    let needs = config.and_then(|c| Needs::of_graph(&survey.facts, c, 0));
    let files: Map<String, Value> = survey
        .files
        .iter()
        .map(|(name, file)| {
            let facts = json!({"bytes": file.bytes, "sha256": file.sha256});
            (name.clone(), facts)
        })
        .collect();
    json!({
        "origin": survey.origin,
        "runs": survey.obstacles.is_empty(),
        "obstacles": survey.obstacles,
        "notes": survey.notes,
        "choices": survey.choices,
        "form": survey.form.map(|form| form.to_string()),
        "architecture": config.map(|c| &c.architecture),
        "n_parameters": survey.n_parameters,
        "weight_bytes": survey.weight_bytes,
        "weight_type": survey.weight_type.map(|t| t.to_string()),
        "cache_bytes_per_token": needs.map(|n| n.token),
        "context": config.map(|c| c.context),
        "config": config.map(of_config),
        "thinks": survey.chat.as_ref().map(overthink::engine::chat::ChatTemplate::thinks),
        "graph": survey.graph_file.as_ref().map(|name| graph(name, &survey.facts)),
        "tokens": survey.tokens.as_ref().map(|tokens| json!({
            "count": tokens.count,
            "ends": tokens.ends.iter().map(token).collect::<Vec<_>>(),
            "named": tokens.named.iter().map(|(name, t)| (name.clone(), token(t)))
                .collect::<Map<_, _>>(),
            "thinking": tokens.thinking.iter().map(token).collect::<Vec<_>>(),
        })),
        "chat": {"thinking_on": rendered(survey, true), "thinking_off": rendered(survey, false)},
        "sampling": config.map(|c| &c.generation),
        "files": files,
    })
}

fn of_config(config: &overthink::engine::model_dir::ModelConfig) -> Value {
    let shape = &config.shape;
    json!({
        "layers": shape.layers,
        "hidden": shape.hidden,
        "heads": shape.heads,
        "kv_heads": shape.kv_heads,
        "head_dim": shape.head_dim,
        "intermediate": shape.intermediate,
        "experts": shape.experts,
        "vocabulary": shape.vocabulary,
        "sliding_window": config.sliding_window,
        "sliding_layers": config.sliding_layers,
        "rope_scaling": config.rope_scaling,
        "quantization": config.quantization,
        "dtype": config.dtype,
    })
}

fn graph(name: &str, facts: &GraphFacts) -> Value {
    json!({
        "file": name,
        "producer": facts.producer,
        "opsets": facts.opsets,
        "inputs": facts.inputs.iter().map(port).collect::<Vec<_>>(),
        "outputs": facts.outputs.iter().map(port).collect::<Vec<_>>(),
        "operators": facts.operators,
        "group_query_attention": facts.group_query_attention(),
        "local_windows": facts.local_windows,
        "sliding_window_cache": facts.sliding_window_cache,
        "quantization": facts.quantization.iter().map(|kind| json!({
            "operator": kind.operator,
            "bits": kind.bits,
            "block_size": kind.block_size,
            "count": kind.count,
        })).collect::<Vec<_>>(),
    })
}

fn port(port: &Port) -> Value {
    let dims = port.dims.iter().map(|dim| match dim {
        Dim::Size(n) => json!(n),
        Dim::Named(name) => json!(name),
        Dim::Unknown => Value::Null,
    });
    json!({
        "name": port.name,
        "type": port.element.to_string(),
        "dims": dims.collect::<Vec<_>>(),
    })
}

fn token(token: &Token) -> Value {
    json!({"text": token.text, "id": token.id})
}

fn rendered(survey: &Survey, thinking: bool) -> Value {
    match chat::rendered(survey, thinking) {
        Some(Ok(text)) => json!({"text": text}),
        Some(Err(reason)) => json!({"refused": reason}),
        None => Value::Null,
    }
}
