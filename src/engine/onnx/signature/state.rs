//! One tensor of what a graph hands on from step to step.

use ort::value::Outlet;

use super::{Float, KNOWN, REMEDY, float, tensor, unsupported};
use crate::engine::model_dir::{ModelConfig, Problem};

/// Keys or values of one layer, or another state.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::engine::onnx) struct CacheTensor {
    pub(in crate::engine::onnx) past: String,
    pub(in crate::engine::onnx) present: String,
    pub(in crate::engine::onnx) float: Float,
    /// The dimensions after the first, which counts the rows.
    pub(in crate::engine::onnx) sizes: Vec<Size>,
}

/// A dimension of a cache tensor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine::onnx) enum Size {
    /// Grows with the text.
    Tokens,
    /// Always this.
    Fixed(usize),
}

impl CacheTensor {
    pub(super) fn read(
        input: &Outlet,
        outputs: &[Outlet],
        config: &ModelConfig,
    ) -> Result<Self, Problem> {
        let name = input.name();
        let unknown = || Problem::UnknownInput {
            input: crate::text::for_terminal(name),
            known: KNOWN,
            remedy: REMEDY,
        };
        let sizes = match name.strip_prefix("past_key_values.") {
            Some(rest) => {
                let (layer, part) = rest.split_once('.').ok_or_else(unknown)?;
                if layer.parse::<u32>().is_err() || !matches!(part, "key" | "value") {
                    return Err(unknown());
                }
                keys_or_values(input, config)?
            }
            None if name.starts_with("past_") => state(input)?,
            None => return Err(unknown()),
        };
        let present = match name.strip_prefix("past_key_values.") {
            Some(rest) => format!("present.{rest}"),
            None => name.replacen("past", "present", 1),
        };
        if !outputs.iter().any(|o| o.name() == present) {
            return Err(unsupported(format!(
                "the input `{name}` has no output `{present}` to it; {REMEDY}"
            )));
        }
        Ok(Self {
            past: name.to_owned(),
            present,
            float: float(input)?,
            sizes,
        })
    }

    /// The shape for so many rows of so many tokens.
    pub(in crate::engine::onnx) fn shape(&self, rows: usize, tokens: usize) -> Vec<usize> {
        let sizes = self.sizes.iter().map(|size| match *size {
            Size::Tokens => tokens,
            Size::Fixed(n) => n,
        });
        std::iter::once(rows).chain(sizes).collect()
    }

    /// Bytes that one token takes; 0 for a state that does not grow.
    pub(super) fn bytes_per_token(&self) -> u64 {
        if !self.sizes.contains(&Size::Tokens) {
            return 0;
        }
        let elements: usize = self.shape(1, 1).iter().product();
        elements as u64 * self.float.bytes()
    }
}

/// Rows × heads × tokens × head_dim.
fn keys_or_values(input: &Outlet, config: &ModelConfig) -> Result<Vec<Size>, Problem> {
    let name = input.name();
    let (_, shape) = tensor(input)?;
    let [_, heads, _, head_dim] = *shape else {
        return Err(unsupported(format!(
            "the input `{name}` has {} dimensions, not 4",
            shape.len()
        )));
    };
    let size = |dim: i64, from_config: Option<u32>, key: &str| {
        let known = u32::try_from(dim).ok().or(from_config);
        known.map(|n| Size::Fixed(n as usize)).ok_or_else(|| {
            unsupported(format!(
                "neither the input `{name}` nor `config.json` (`{key}`) tells its size"
            ))
        })
    };
    Ok(vec![
        size(heads, config.kv_heads, "num_key_value_heads")?,
        Size::Tokens,
        size(head_dim, config.head_dim, "head_dim")?,
    ])
}

/// A state of a fixed size, such as that of a convolution.
fn state(input: &Outlet) -> Result<Vec<Size>, Problem> {
    let (_, shape) = tensor(input)?;
    let fixed = shape.iter().skip(1).map(|&dim| {
        usize::try_from(dim).map(Size::Fixed).map_err(|_| {
            unsupported(format!(
                "the graph does not tell the size of its input `{}`",
                input.name()
            ))
        })
    });
    fixed.collect()
}
