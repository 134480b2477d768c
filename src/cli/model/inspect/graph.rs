//! The graph of a model in words: what it takes and gives, and what it is made of.

use std::fmt::Write as _;

use overthink::engine::model_dir::memory::Needs;
use overthink::engine::model_dir::{Port, Survey};
use overthink::text::for_terminal;

use crate::cli::model::words::{bytes, columns};

/// Operators that compute attention, and what they are called.
const ATTENTION: &[(&str, &str)] = &[
    ("com.microsoft:GroupQueryAttention", "GroupQueryAttention"),
    ("com.microsoft:MultiHeadAttention", "MultiHeadAttention"),
    ("com.microsoft:Attention", "Attention of ONNX Runtime"),
    ("Attention", "Attention of the ONNX standard"),
];

/// `graph model.onnx (pytorch 2.15.0, opset 18)`.
pub(super) fn title(survey: &Survey) -> String {
    let facts = &survey.facts;
    let opset = facts.opsets.get("ai.onnx").map(|n| format!("opset {n}"));
    let producer = Some(facts.producer.clone()).filter(|p| !p.is_empty());
    let details: Vec<String> = producer.into_iter().chain(opset).collect();
    let name = survey.graph_file.as_deref().unwrap_or("");
    for_terminal(&format!("graph {name} ({})", details.join(", ")))
}

/// Inputs and outputs, one a line; those that differ in their layer alone share one.
pub(super) fn ports(survey: &Survey, width: u16) -> String {
    let mut rows: Vec<(Vec<String>, u32)> = Vec::new();
    for (kind, ports) in [
        ("input", &survey.facts.inputs),
        ("output", &survey.facts.outputs),
    ] {
        for port in ports {
            let row = vec![
                kind.to_owned(),
                for_terminal(&without_layer(&port.name)),
                port.element.to_string(),
                for_terminal(&dims(port)),
            ];
            match rows.iter_mut().find(|(known, _)| *known == row) {
                Some((_, n)) => *n += 1,
                None => rows.push((row, 1)),
            }
        }
    }
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|(mut row, n)| {
            row.push(if n > 1 {
                format!("× {n}")
            } else {
                String::new()
            });
            row
        })
        .collect();
    if rows.is_empty() {
        return String::new();
    }
    columns(&["", "name", "type", "dimensions", ""], &rows, 0..0, width)
}

/// `past_key_values.N.key` for `past_key_values.7.key`.
fn without_layer(name: &str) -> String {
    let parts = name.split('.').map(|part| {
        if part.parse::<u32>().is_ok() {
            "N"
        } else {
            part
        }
    });
    parts.collect::<Vec<_>>().join(".")
}

fn dims(port: &Port) -> String {
    let dims: Vec<String> = port.dims.iter().map(ToString::to_string).collect();
    dims.join(" × ")
}

/// What computes attention.
pub(super) fn attention(survey: &Survey) -> Option<String> {
    let facts = &survey.facts;
    if facts.operators.is_empty() {
        return None;
    }
    let found = ATTENTION.iter().find_map(|(operator, name)| {
        let n = facts.count(operator);
        (n > 0).then(|| format!("{name} × {n}"))
    });
    Some(found.unwrap_or_else(|| "plain operators".to_owned()))
}

/// How far layers look back, as the graph says it, else the configuration.
pub(super) fn windows(survey: &Survey) -> Option<String> {
    let facts = &survey.facts;
    let windows: Vec<u32> = facts.local_windows.iter().copied().flatten().collect();
    if let Some(window) = windows.iter().max() {
        let text = format!(
            "{window} tokens in {} of {} layers",
            windows.len(),
            facts.local_windows.len()
        );
        return Some(text);
    }
    let config = survey.config.as_ref()?;
    let window = config.sliding_window?;
    let mut text = format!("{window} tokens");
    match (config.sliding_layers, config.shape.layers) {
        (Some(0), _) => return None,
        (Some(n), Some(all)) => {
            let _ = write!(text, " in {n} of {all} layers");
        }
        _ => {}
    }
    Some(text)
}

/// How the weights are stored.
pub(super) fn quantization(survey: &Survey) -> Option<String> {
    let kinds: Vec<String> = survey
        .facts
        .quantization
        .iter()
        .map(|kind| {
            let block = match kind.block_size {
                0 => String::new(),
                n => format!(" in blocks of {n}"),
            };
            format!(
                "{} bits{block} ({} × {})",
                kind.bits, kind.operator, kind.count
            )
        })
        .collect();
    let most = survey.weight_type?;
    if kinds.is_empty() {
        let original = survey.config.as_ref().and_then(|c| c.dtype.clone());
        let original = original.filter(|name| *name != most.to_string());
        let original = original.map_or_else(String::new, |name| format!(" (from {name})"));
        return Some(format!("{most}{original}"));
    }
    Some(format!("quantized: {}", kinds.join(", ")))
}

/// Bytes of a token in the cache, in words.
pub(super) fn cache(survey: &Survey) -> Option<String> {
    let needs = Needs::of_graph(&survey.facts, survey.config.as_ref()?, 0)?;
    let held = if needs.shared {
        "past and present can share a buffer"
    } else {
        "copied at every step"
    };
    Some(format!("{} a token, {held}", bytes(needs.token)))
}
