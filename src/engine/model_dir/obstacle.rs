//! What would keep a graph from running, told from its file alone.
//!
//! ONNX Runtime and the engine look again when the model is loaded; this says
//! it sooner, and where no ONNX Runtime is.

use super::config::ModelConfig;
use super::error::Problem;
use super::facts::{Dim, Element, GraphFacts, Port};
use super::layout::EXPORT_REMEDY;

/// Inputs beside the cache, and the types in which they can be given.
const INPUTS: &[(&str, &[Element])] = &[
    ("input_ids", &[Element::INT64, Element::INT32]),
    ("attention_mask", &[Element::INT64, Element::INT32]),
    ("position_ids", &[Element::INT64, Element::INT32]),
    ("num_logits_to_keep", &[Element::INT64]),
    ("use_cache_branch", &[Element::BOOL]),
];

const KNOWN: &str = "`input_ids`, `attention_mask`, `position_ids`, `num_logits_to_keep`, \
                     `use_cache_branch`, `past_key_values.N.key` and `past_key_values.N.value`";

/// Everything that keeps the graph from running. The rules are those by which
/// the engine reads a session's signature.
pub(super) fn obstacles(facts: &GraphFacts, config: Option<&ModelConfig>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut cache: Vec<&Port> = Vec::new();
    for port in &facts.inputs {
        if let Some((_, types)) = INPUTS.iter().find(|(name, _)| *name == port.name) {
            if !types.contains(&port.element) {
                problems.push(unsupported(format!(
                    "its input `{}` is of type {}",
                    port.name, port.element
                )));
            }
        } else if is_cache(&port.name) || is_state(&port.name) {
            cache.push(port);
        } else {
            problems.push(Problem::UnknownInput {
                input: crate::text::for_terminal(&port.name),
                known: KNOWN,
                remedy: EXPORT_REMEDY,
            });
        }
    }
    if facts.input("input_ids").is_none() {
        problems.push(unsupported(format!(
            "it has no input `input_ids`; {EXPORT_REMEDY}"
        )));
    }
    if facts.output("logits").is_none() {
        problems.push(unsupported(format!(
            "it has no output `logits`; {EXPORT_REMEDY}"
        )));
    }
    problems.extend(of_cache(facts, &cache, config));
    problems
}

/// Whether an input is keys or values: `past_key_values.7.key`.
pub(super) fn is_cache(name: &str) -> bool {
    let rest = name.strip_prefix("past_key_values.");
    rest.and_then(|rest| rest.split_once('.'))
        .is_some_and(|(layer, part)| {
            layer.parse::<u32>().is_ok() && matches!(part, "key" | "value")
        })
}

/// Whether an input is a state of a fixed size, such as `past_conv.3`.
fn is_state(name: &str) -> bool {
    name.starts_with("past_") && !name.starts_with("past_key_values.")
}

fn of_cache(facts: &GraphFacts, cache: &[&Port], config: Option<&ModelConfig>) -> Option<Problem> {
    if cache.is_empty() {
        return Some(unsupported(format!(
            "it has no inputs `past_key_values.N.key`, so it keeps no cache; {EXPORT_REMEDY}"
        )));
    }
    let floats = [Element::FLOAT32, Element::FLOAT16];
    cache.iter().find_map(|port| {
        let present = port
            .name
            .replacen("past_key_values", "present", 1)
            .replacen("past", "present", 1);
        if facts.output(&present).is_none() {
            return Some(unsupported(format!(
                "the input `{}` has no output `{present}` to it; {EXPORT_REMEDY}",
                port.name
            )));
        }
        if !floats.contains(&port.element) {
            return Some(unsupported(format!(
                "`{}` is of type {}, not float32 or float16",
                port.name, port.element
            )));
        }
        size_problem(port, config)
    })
}

/// The sizes that make room for the cache must be said somewhere.
fn size_problem(port: &Port, config: Option<&ModelConfig>) -> Option<Problem> {
    if is_state(&port.name) {
        let known = |dim: &Dim| matches!(dim, Dim::Size(_));
        return (!port.dims.iter().skip(1).all(known)).then(|| {
            unsupported(format!(
                "the graph does not tell the size of its input `{}`",
                port.name
            ))
        });
    }
    let [_, heads, _, head_dim] = port.dims.as_slice() else {
        return Some(unsupported(format!(
            "the input `{}` has {} dimensions, not 4",
            port.name,
            port.dims.len()
        )));
    };
    let unknown =
        |dim: &Dim, from_config: Option<u32>| !matches!(dim, Dim::Size(_)) && from_config.is_none();
    let key = if unknown(heads, config.and_then(|c| c.kv_heads)) {
        "num_key_value_heads"
    } else if unknown(head_dim, config.and_then(|c| c.head_dim)) {
        "head_dim"
    } else {
        return None;
    };
    Some(unsupported(format!(
        "neither the input `{}` nor `config.json` (`{key}`) tells its size",
        port.name
    )))
}

fn unsupported(reason: String) -> Problem {
    Problem::Unsupported(reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn port(name: &str, element: Element, dims: &[u64]) -> Port {
        Port {
            name: name.to_owned(),
            element,
            dims: dims.iter().map(|&n| Dim::Size(n)).collect(),
        }
    }

    fn decoder() -> GraphFacts {
        let cache = |name: &str| port(name, Element::FLOAT32, &[1, 2, 3, 4]);
        GraphFacts {
            inputs: vec![
                port("input_ids", Element::INT64, &[1, 1]),
                cache("past_key_values.0.key"),
                cache("past_key_values.0.value"),
            ],
            outputs: vec![
                port("logits", Element::FLOAT32, &[1, 1, 9]),
                cache("present.0.key"),
                cache("present.0.value"),
            ],
            ..GraphFacts::default()
        }
    }

    fn complaints(change: impl FnOnce(&mut GraphFacts)) -> String {
        let mut facts = decoder();
        change(&mut facts);
        let problems = obstacles(&facts, None);
        let texts: Vec<String> = problems.iter().map(Problem::to_string).collect();
        texts.join("\n")
    }

    #[test]
    fn a_decoder_has_no_obstacles() {
        assert_eq!(complaints(|_| {}), "");
        assert_eq!(
            complaints(|f| f.inputs.push(port("use_cache_branch", Element::BOOL, &[1]))),
            ""
        );
    }

    #[test]
    fn states_of_a_fixed_size_are_handed_on() {
        let state = |dims: &[u64]| port("past_conv.0", Element::FLOAT16, dims);
        let present = port("present_conv.0", Element::FLOAT16, &[1, 8]);
        let with = |dims: &[u64]| {
            complaints(|f| {
                f.inputs.push(state(dims));
                f.outputs.push(present.clone());
            })
        };
        assert_eq!(with(&[1, 8]), "");
        let text = complaints(|f| f.inputs.push(state(&[1, 8])));
        assert!(text.contains("no output `present_conv.0`"), "{text}");
        let text = complaints(|f| {
            f.inputs.push(state(&[1, 8]));
            f.inputs[3].dims[1] = Dim::Unknown;
            f.outputs.push(present.clone());
        });
        assert!(
            text.contains("the size of its input `past_conv.0`"),
            "{text}"
        );
    }

    #[test]
    fn obstacles_are_named() {
        let text = complaints(|f| f.inputs.push(port("pixels", Element::FLOAT32, &[1])));
        assert!(text.starts_with("wants the input `pixels`"), "{text}");
        let text = complaints(|f| f.inputs[0].element = Element::BOOL);
        assert_eq!(text, "cannot be run: its input `input_ids` is of type bool");
        let text = complaints(|f| f.inputs.truncate(1));
        assert!(text.contains("keeps no cache"), "{text}");
        let text = complaints(|f| f.inputs[1].element = Element(16));
        assert!(text.contains("not float32 or float16"), "{text}");
        let text = complaints(|f| f.inputs[2].dims[1] = Dim::Unknown);
        assert!(text.contains("`num_key_value_heads`"), "{text}");
        let text = complaints(|f| f.outputs.truncate(2));
        assert!(
            text.contains("`past_key_values.0.value` has no output `present.0.value`"),
            "{text}"
        );
        let text = complaints(|f| f.outputs.remove(0).name.clear());
        assert!(text.contains("no output `logits`"), "{text}");
    }
}
