use std::path::PathBuf;

use super::check::greedy;
use super::session::{Step, logits};
use super::*;
use crate::engine::runtime::{self as library, Flavor};
use crate::engine::testing::OPTIONS;

fn runtime() -> Runtime<'static> {
    let found = library::ensure(OPTIONS.onnxruntime.as_deref(), &[Flavor::Cpu]).unwrap();
    let loaded = library::load(&found).unwrap();
    Runtime {
        environment: &loaded.environment,
        threads: 1,
    }
}

/// Folders of small models with plain attention.
fn plain_models() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = fs_err::read_dir(root.join("tests/fixtures/models"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().ends_with("-optimum"))
        .collect();
    folders.sort();
    assert_eq!(folders.len(), 9, "fixtures are missing");
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy();
        found.push((name.trim_end_matches("-optimum").to_owned(), folder));
    }
    found
}

fn model(name: &str) -> (Vec<u8>, PathBuf) {
    let (_, folder) = plain_models().into_iter().find(|(n, _)| n == name).unwrap();
    (fs_err::read(folder.join("model.onnx")).unwrap(), folder)
}

fn prompt(length: usize) -> Vec<i64> {
    (0..length)
        .map(|i| ((i * 37 + length * 11) % 117 + 2) as i64)
        .collect()
}

/// Greedy words of the original, the prompt alone.
fn words(original: &mut Growing, prompt: &[i64], n: usize) -> Vec<i64> {
    original.restart(1, 0).unwrap();
    let (mut new, mut done, mut words) = (prompt.to_vec(), 0, Vec::new());
    for _ in 0..n {
        let after = done + new.len();
        let step = Step {
            width: new.len(),
            before: vec![done],
            after: vec![after],
            tokens: new.clone(),
        };
        let logits = logits(original.step(&step)).unwrap();
        let next = greedy(logits.at(0, new.len() - 1)) as i64;
        words.push(next);
        new = vec![next];
        done = after;
    }
    words
}

/// Greedy words of the rewritten graph, all prompts together in shared buffers.
fn words_together(rewritten: &mut Shared, prompts: &[Vec<i64>], n: usize) -> Vec<Vec<i64>> {
    let longest = prompts.iter().map(Vec::len).max().unwrap();
    rewritten.restart(prompts.len(), longest + n + 9).unwrap();
    let mut words: Vec<Vec<i64>> = vec![Vec::new(); prompts.len()];
    let mut before = vec![0; prompts.len()];
    for i in 0..n {
        let width = if i == 0 { longest } else { 1 };
        let tokens = prompts.iter().zip(&words).flat_map(|(prompt, words)| {
            let mut row = match words.last() {
                Some(word) => vec![*word],
                None => prompt.clone(),
            };
            row.resize(width, 0);
            row
        });
        let after: Vec<usize> = prompts.iter().map(|prompt| prompt.len() + i).collect();
        let step = Step {
            tokens: tokens.collect(),
            width,
            before: before.clone(),
            after: after.clone(),
        };
        let logits = logits(rewritten.step(&step)).unwrap();
        for (row, words) in words.iter_mut().enumerate() {
            let last = after[row] - before[row] - 1;
            words.push(greedy(logits.at(row, last)) as i64);
        }
        before = after;
    }
    words
}

/// 200 words after prompts shorter and longer than the windows of 16 tokens.
#[test]
fn rewritten_graphs_write_the_same_words() {
    let runtime = runtime();
    let prompts: Vec<Vec<i64>> = [1, 7, 16, 40].into_iter().map(prompt).collect();
    for (name, folder) in plain_models() {
        let graph = fs_err::read(folder.join("model.onnx")).unwrap();
        let done = rewrite(&graph, &folder, 512, runtime).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert!(done.n_nodes.1 < done.n_nodes.0, "{name}");
        let windows = done.reaches.contains(&Reach::Window(16));
        let expected = ["mistral", "phi3", "gemma2", "gemma3"].contains(&name.as_str());
        assert_eq!(windows, expected, "{name}: {:?}", done.reaches);
        let session = runtime.open(&graph, &folder).unwrap();
        let mut original = Growing::new(session, done.interface.clone());
        let session = runtime.open(&done.graph, &folder).unwrap();
        let mut rewritten = Shared::new(session, done.interface.clone());
        let together = words_together(&mut rewritten, &prompts, 200);
        for (prompt, together) in prompts.iter().zip(together) {
            let alone = words(&mut original, prompt, 200);
            assert_eq!(alone, together, "{name} after {} tokens", prompt.len());
        }
    }
}

/// The comparison with the original after `spoil` changed what was found.
fn comparison(
    name: &str,
    spoil: impl Fn(&mut Vec<attention::Attention>, &mut Vec<Reach>),
) -> Result<Agreement, RewriteError> {
    let runtime = runtime();
    let (graph, folder) = model(name);
    let mut model = Model::read(&graph)?;
    let index = model.index();
    let mut attentions = attention::find(&model, &index)?;
    let interface = Interface::new(&model, &attentions)?;
    let masks = mask::cut_out(&model, &index, &attentions)?;
    let mut reaches = measure_mask::reaches(&masks, &attentions, 512, runtime, &folder)?;
    let session = runtime.open(&graph, &folder).unwrap();
    let mut original = Growing::new(session, interface.clone());
    let reference = texts::reference(&mut original, interface.vocabulary, false, &reaches, false)?;
    spoil(&mut attentions, &mut reaches);
    apply::apply(&mut model, &attentions, &reaches, true)?;
    let session = runtime.open(&model.write(), &folder).unwrap();
    check::compare(&mut Shared::new(session, interface), &reference)
}

#[test]
fn a_graph_that_computes_something_else_is_thrown_away() {
    assert!(comparison("mistral", |_, _| {}).is_ok());
    let wrong = [
        comparison("mistral", |_, reaches| reaches[1] = Reach::All),
        comparison("mistral", |_, reaches| reaches[0] = Reach::Window(17)),
        comparison("mistral", |_, reaches| reaches[0] = Reach::Window(15)),
        comparison("mistral", |found, _| found[0].scale *= 1.05),
        comparison("mistral", |found, _| found[1].softcap = 5.0),
        comparison("mistral", |found, _| {
            let key = found[0].key.new.clone();
            found[1].key.new = key;
        }),
    ];
    for outcome in wrong {
        assert!(
            matches!(outcome, Err(RewriteError::Differs(_))),
            "{outcome:?}"
        );
    }
}

#[test]
fn what_is_not_understood_is_refused_with_the_reason() {
    let runtime = runtime();
    let refusal = |change: &dyn Fn(&mut Model<'_>)| {
        let (graph, folder) = model("llama");
        let mut model = Model::read(&graph).unwrap();
        change(&mut model);
        rewrite(&model.write(), &folder, 512, runtime)
            .unwrap_err()
            .to_string()
    };
    let replace = |model: &mut Model<'_>, op: &str, other: &str| {
        for node in model.nodes.iter_mut().filter(|node| node.is(op)) {
            other.clone_into(&mut node.op);
        }
    };
    insta::assert_snapshot!(refusal(&|model| replace(model, "Softmax", "LogSoftmax")), @"the graph is left as it is: no attention of a known form reads the cache `past_key_values.0.key`");
    insta::assert_snapshot!(refusal(&|model| replace(model, "IsNaN", "IsInf")), @"the graph is left as it is: the attention on the cache `past_key_values.0.key` does something unknown between softmax and values");
    insta::assert_snapshot!(refusal(&|model| replace(model, "LessOrEqual", "GreaterOrEqual")), @"the graph is left as it is: the mask of the attention on `past_key_values.0.key` is of no known form: token 510 and token 511 are neither shown nor hidden as a causal mask or a window does");
    insta::assert_snapshot!(refusal(&|model| {
        model.opsets.insert(String::new(), 11);
    }), @"the graph is left as it is: it is written for version 11 of the ONNX operators; export it with 13 or later");
    // The length of the cache goes somewhere else as well.
    insta::assert_snapshot!(refusal(&|model| {
        let past = model.inputs.iter().find(|p| p.name.contains("past")).unwrap().name.clone();
        let mean = node::Node::new("ReduceMean", &[&past], "mean").with_int("keepdims", 0);
        model.nodes.push(mean);
        let last = model.nodes.iter_mut().find(|node| node.output() == "logits").unwrap();
        last.outputs[0] = "before".to_owned();
        model.nodes.push(node::Node::new("Add", &["before", "mean"], "logits"));
    }), @"the graph is left as it is: `ReduceMean` reads the cache `past_key_values.0.key` besides attention, which a shared buffer would make wrong");
    let noise = rewrite(b"no model", Path::new("."), 512, runtime).unwrap_err();
    insta::assert_snapshot!(noise, @"the graph cannot be understood: it is no ONNX model");
}

/// Each kind is compared by the rules for its way to compute.
#[test]
fn half_and_quantized_graphs_are_rewritten() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/models/qwen3-js/onnx");
    for (file, tolerance) in [
        ("model_fp16.onnx", 3e-2),
        ("model_int8.onnx", 1e-3),
        ("model_q4.onnx", 1e-3),
        ("model_q4f16.onnx", 3e-2),
    ] {
        let graph = fs_err::read(folder.join(file)).unwrap();
        let done = rewrite(&graph, &folder, 512, runtime()).unwrap();
        assert_eq!(done.n_rotations, 4, "{file}");
        let agreement = done.agreement;
        assert!(
            (agreement.tolerance - tolerance).abs() < 1e-9,
            "{file}: {agreement:?}"
        );
        assert!(agreement.n_positions > 100, "{file}: {agreement:?}");
        assert_eq!(agreement.n_ties, 0, "{file}: {agreement:?}");
    }
}

#[test]
fn squeezed_scores_are_found() {
    let (graph, folder) = model("llama");
    let mut model = Model::read(&graph).unwrap();
    let index = model.index();
    let is_product = |name: &str| model.producer(&index, name).is_some_and(|n| n.is("MatMul"));
    let scores: Vec<String> = model
        .nodes
        .iter()
        .filter(|n| n.is("Add") && model.readers(&index, n.output()).any(|r| r.is("Softmax")))
        .map(|n| {
            n.inputs
                .iter()
                .find(|name| is_product(name))
                .unwrap()
                .clone()
        })
        .collect();
    assert_eq!(scores.len(), 2);
    let mut made = Vec::new();
    // 3 · tanh(score / 3), strong enough to change every word.
    for name in &scores {
        let part = |what: &str| format!("{name}.{what}");
        for node in &mut model.nodes {
            for input in node.inputs.iter_mut().filter(|input| *input == name) {
                *input = part("squeezed");
            }
        }
        made.extend([
            node::Node::constant(&[], &[3], &part("whole")),
            node::Node::new("Cast", &[&part("whole")], &part("cap")).with_int("to", 1),
            node::Node::new("Div", &[name, &part("cap")], &part("small")),
            node::Node::new("Tanh", &[&part("small")], &part("tanh")),
            node::Node::new("Mul", &[&part("tanh"), &part("cap")], &part("squeezed")),
        ]);
    }
    model.nodes.append(&mut made);
    model.tidy().unwrap();
    let index = model.index();
    let found = attention::find(&model, &index).unwrap();
    assert!(
        found.iter().all(|a| (a.softcap - 3.0).abs() < 1e-9),
        "{found:?}"
    );
    let done = rewrite(&model.write(), &folder, 512, runtime()).unwrap();
    assert!(done.agreement.max_difference < 1e-3, "{:?}", done.agreement);
}

#[test]
fn merged_graphs_are_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/models/llama-merged");
    let graph = fs_err::read(folder.join("decoder_model_merged.onnx")).unwrap();
    let refused = rewrite(&graph, &folder, 512, runtime()).unwrap_err();
    insta::assert_snapshot!(refused, @"the graph is left as it is: it is two graphs in one, one with a cache and one without; a newer optimum exports the model as one graph");
}

#[test]
fn the_library_counts_windows_as_graphs_do() {
    kernel::check_window(runtime()).unwrap();
}

#[test]
fn nodes_are_ordered_and_circles_noticed() {
    let mut model = Model::fresh();
    let node = |op: &str, from: &str, to: &str| node::Node::new(op, &[from], to);
    model.outputs.push(port::Port::new("c", 1, &[]));
    model.nodes.extend([
        node("Third", "b", "c"),
        node("Unused", "a", "x"),
        node("First", "in", "a"),
        node("Second", "a", "b"),
    ]);
    model.tidy().unwrap();
    let order: Vec<&str> = model.nodes.iter().map(|n| n.op.as_str()).collect();
    assert_eq!(order, ["First", "Second", "Third"]);
    model.nodes[0].inputs[0] = "c".to_owned();
    assert!(model.tidy().is_err());
}

mod folder;
