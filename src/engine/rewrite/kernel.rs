//! How ONNX Runtime's own attention counts a window. Versions have counted one
//! token more; a graph is written for the library at hand, and must not be
//! wrong in silence where its windows are too long to cross in the comparison.

use std::path::Path;

use ort::session::SessionInputValue;
use ort::value::Tensor;

use super::error::RewriteError;
use super::graph::Model;
use super::node::Node;
use super::port::Port;
use super::session::{Runtime, failed};

/// Size of the only head.
const SIZE: usize = 8;
/// Tokens that the kernel may look at.
const WINDOW: i64 = 3;
/// Tokens of the text.
const TOKENS: usize = 6;

/// Fails where a window of `n` is not the token itself and `n - 1` before it.
pub(super) fn check_window(runtime: Runtime<'_>) -> Result<(), RewriteError> {
    let failed = failed("trying how attention counts its window");
    let graph = graph();
    let run = |past: usize| -> ort::Result<f32> {
        let mut session = runtime.open(&graph, Path::new("."))?;
        // Queries of zeros weigh all alike, so the result is the mean of what is seen.
        let new = TOKENS - past;
        let values = |range: std::ops::Range<usize>| -> Vec<f32> {
            range.flat_map(|t| [t as f32; SIZE]).collect()
        };
        let flat = |data: Vec<f32>| Tensor::from_array(([1, new, SIZE], data));
        let cached = |data: Vec<f32>| Tensor::from_array(([1, 1, past, SIZE], data));
        let inputs: Vec<(&str, SessionInputValue<'_>)> = vec![
            ("q", flat(vec![0.0; new * SIZE])?.into()),
            ("k", flat(vec![0.0; new * SIZE])?.into()),
            ("v", flat(values(past..TOKENS))?.into()),
            ("pk", cached(vec![0.0; past * SIZE])?.into()),
            ("pv", cached(values(0..past))?.into()),
            (
                "last",
                Tensor::from_array(([1], vec![TOKENS as i32 - 1]))?.into(),
            ),
            (
                "total",
                Tensor::from_array(([1], vec![TOKENS as i32]))?.into(),
            ),
        ];
        let outputs = session.run(inputs)?;
        let value = outputs
            .get("y")
            .ok_or_else(|| ort::Error::new("it gave nothing"))?;
        let (_, numbers) = value.try_extract_tensor::<f32>()?;
        Ok(numbers.last().copied().unwrap_or(f32::NAN))
    };
    // The mean of the last three of 0 … 5.
    let expected = 4.0;
    for past in [0, TOKENS - 1] {
        let mean = run(past).map_err(&failed)?;
        if (mean - expected).abs() > 1e-4 {
            return Err(RewriteError::unsupported(format!(
                "this version of ONNX Runtime counts windows of attention differently \
                 (a mean of {mean} where {expected} is right)"
            )));
        }
    }
    Ok(())
}

fn graph() -> Vec<u8> {
    let inputs = ["q", "k", "v", "pk", "pv", "last", "total"];
    let mut node = Node::new("GroupQueryAttention", &inputs, "y")
        .contrib()
        .with_int("num_heads", 1)
        .with_int("kv_num_heads", 1)
        .with_int("local_window_size", WINDOW);
    node.outputs.extend(["sk".to_owned(), "sv".to_owned()]);
    let mut model = Model::fresh();
    model.nodes.push(node);
    for name in inputs {
        let element = if ["last", "total"].contains(&name) {
            6
        } else {
            1
        };
        model.inputs.push(Port::new(name, element, &[]));
    }
    for name in ["y", "sk", "sv"] {
        model.outputs.push(Port::new(name, 1, &[]));
    }
    model.write()
}
