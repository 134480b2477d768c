//! Runs graphs step by step: the original with a cache that grows, the
//! rewritten one with buffers that stay.

use std::borrow::Cow;
use std::path::Path;

use half::f16;
use ort::environment::Environment;
use ort::memory::{Allocator, MemoryInfo};
use ort::session::builder::GraphOptimizationLevel;
use ort::session::{Session, SessionInputValue};
use ort::value::{DynTensor, DynValue, Tensor, TensorElementType};

use super::attention::{Attention, Cached};
use super::error::RewriteError;
use super::graph::Model;
use crate::engine::error::one_line;

/// ONNX Runtime, and how it is to compute.
#[derive(Debug, Clone, Copy)]
pub struct Runtime<'e> {
    /// The loaded library.
    pub environment: &'e Environment,
    /// Threads of one step.
    pub threads: usize,
}

impl Runtime<'_> {
    /// A session of a graph in memory whose weights may lie in `folder`.
    pub(super) fn open(&self, graph: &[u8], folder: &Path) -> ort::Result<Session> {
        self.open_at(GraphOptimizationLevel::All, graph, folder)
    }

    /// As [`open`](Self::open), with every operator as the graph has it.
    pub(super) fn open_unoptimized(&self, graph: &[u8], folder: &Path) -> ort::Result<Session> {
        self.open_at(GraphOptimizationLevel::Disable, graph, folder)
    }

    fn open_at(
        &self,
        level: GraphOptimizationLevel,
        graph: &[u8],
        folder: &Path,
    ) -> ort::Result<Session> {
        Session::builder(self.environment)?
            .with_optimization_level(level)?
            .with_intra_threads(self.threads)?
            .with_intra_op_spinning(false)?
            .with_memory_pattern(false)?
            .with_config_entry(
                "session.model_external_initializers_file_folder_path",
                folder.to_string_lossy(),
            )?
            .commit_from_memory(graph)
    }
}

/// An error of ONNX Runtime while doing `what`.
pub(super) fn failed(what: &str) -> impl Fn(ort::Error) -> RewriteError {
    let what = what.to_owned();
    move |error| RewriteError::Compute {
        what: what.clone(),
        reason: one_line(&error.to_string()),
    }
}

/// What a decoder takes besides tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Interface {
    caches: Vec<Cached>,
    position_ids: bool,
    keep: bool,
    /// Tokens that have a logit, or as many as are sure to have one.
    pub(super) vocabulary: u64,
    /// Whether the cache is of 16-bit numbers.
    pub(super) half: bool,
}

impl Interface {
    /// Reads it off a model.
    pub(super) fn new(model: &Model<'_>, attentions: &[Attention]) -> Result<Self, RewriteError> {
        let caches: Vec<Cached> = attentions
            .iter()
            .flat_map(|a| [a.key.clone(), a.value.clone()])
            .collect();
        let (mut position_ids, mut keep) = (false, false);
        for port in &model.inputs {
            match port.name.as_str() {
                "input_ids" | "attention_mask" => {}
                "position_ids" => position_ids = true,
                "num_logits_to_keep" => keep = true,
                name if caches.iter().any(|cached| cached.past == name) => {}
                name => {
                    return Err(RewriteError::unsupported(format!(
                        "its input `{name}` is not known"
                    )));
                }
            }
        }
        let element = caches.first().map_or(0, |cached| cached.element);
        if !matches!(element, 1 | 10) || caches.iter().any(|cached| cached.element != element) {
            return Err(RewriteError::unsupported(
                "its cache is neither of 32-bit nor of 16-bit floats",
            ));
        }
        let logits = model.outputs.iter().find(|port| port.name == "logits");
        let Some(logits) = logits else {
            return Err(RewriteError::unsupported("it has no output `logits`"));
        };
        Ok(Self {
            caches,
            position_ids,
            keep,
            vocabulary: logits.dims.last().copied().flatten().unwrap_or(256),
            half: element == 10,
        })
    }

    fn element(&self) -> TensorElementType {
        if self.half {
            TensorElementType::Float16
        } else {
            TensorElementType::Float32
        }
    }

    /// Buffers of zeros for `rows` texts of `length`.
    fn zeros(&self, rows: usize, length: usize) -> ort::Result<Vec<DynTensor>> {
        let allocator = Allocator::default();
        let made = self.caches.iter().map(|cached| {
            let shape = [rows, cached.heads as usize, length, cached.size as usize];
            DynTensor::new(&allocator, self.element(), shape)
        });
        made.collect()
    }
}

/// What a step is given: as many tokens for each row.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// The tokens, row by row.
    pub(super) tokens: Vec<i64>,
    /// Tokens of each row.
    pub(super) width: usize,
    /// Tokens of each row before the step, one number a row.
    pub(super) before: Vec<usize>,
    /// Tokens of each row after the step, padding not counted.
    pub(super) after: Vec<usize>,
}

impl Step {
    /// Named inputs of the step, without the cache.
    fn inputs(&self, interface: &Interface) -> ort::Result<Vec<(&'static str, Tensor<i64>)>> {
        let rows = self.before.len();
        let total = self.after.iter().copied().max().unwrap_or(0);
        let mask: Vec<i64> = self
            .after
            .iter()
            .flat_map(|&n| (0..total).map(move |j| i64::from(j < n)))
            .collect();
        let mut inputs = vec![
            (
                "input_ids",
                Tensor::from_array(([rows, self.width], self.tokens.clone()))?,
            ),
            ("attention_mask", Tensor::from_array(([rows, total], mask))?),
        ];
        if interface.position_ids {
            let positions = self
                .before
                .iter()
                .flat_map(|&n| (n..n + self.width).map(|p| p as i64))
                .collect::<Vec<_>>();
            inputs.push((
                "position_ids",
                Tensor::from_array(([rows, self.width], positions))?,
            ));
        }
        if interface.keep {
            let all = Tensor::from_array(([0_usize; 0], vec![self.width as i64]))?;
            inputs.push(("num_logits_to_keep", all));
        }
        Ok(inputs)
    }
}

/// Logits of a step, `[rows, width, vocabulary]`.
#[derive(Debug)]
pub(super) struct Logits {
    values: Vec<f32>,
    width: usize,
    vocabulary: usize,
}

impl Logits {
    fn read(value: &DynValue) -> ort::Result<Self> {
        let (shape, values) = if let Ok((shape, values)) = value.try_extract_tensor::<f32>() {
            (shape, values.to_vec())
        } else {
            let (shape, values) = value.try_extract_tensor::<f16>()?;
            (shape, values.iter().map(|v| v.to_f32()).collect())
        };
        match *shape.as_ref() {
            [_, width, vocabulary] => Ok(Self {
                values,
                width: width as usize,
                vocabulary: vocabulary as usize,
            }),
            _ => Err(ort::Error::new(format!("logits have the shape {shape:?}"))),
        }
    }

    /// The logits of a row after its token at `place`.
    pub(super) fn at(&self, row: usize, place: usize) -> &[f32] {
        let start = (row * self.width + place) * self.vocabulary;
        self.values
            .get(start..start + self.vocabulary)
            .unwrap_or_default()
    }
}

/// The original graph, whose cache grows with every step.
#[derive(Debug)]
pub(super) struct Growing {
    session: Session,
    interface: Interface,
    cache: Vec<DynValue>,
}

impl Growing {
    pub(super) fn new(session: Session, interface: Interface) -> Self {
        Self {
            session,
            interface,
            cache: Vec::new(),
        }
    }

    /// Forgets all, and begins with `rows` texts of `length` zeros.
    pub(super) fn restart(&mut self, rows: usize, length: usize) -> ort::Result<()> {
        let zeros = self.interface.zeros(rows, length)?;
        self.cache = zeros.into_iter().map(DynTensor::into_dyn).collect();
        Ok(())
    }

    pub(super) fn step(&mut self, step: &Step) -> ort::Result<DynValue> {
        let mut inputs: Vec<(Cow<'_, str>, SessionInputValue<'_>)> = Vec::new();
        for (name, value) in step.inputs(&self.interface)? {
            inputs.push((name.into(), value.into()));
        }
        for (cached, value) in self.interface.caches.iter().zip(&self.cache) {
            inputs.push((cached.past.as_str().into(), value.into()));
        }
        let mut outputs = self.session.run(inputs)?;
        let mut take = |name: &str| {
            outputs
                .remove(name)
                .ok_or_else(|| ort::Error::new(format!("it gave no output `{name}`")))
        };
        let logits = take("logits")?;
        let caches = self.interface.caches.iter();
        self.cache = caches
            .map(|cached| take(&cached.present))
            .collect::<ort::Result<_>>()?;
        Ok(logits)
    }
}

/// The rewritten graph, which writes into the buffers that it reads.
#[derive(Debug)]
pub(super) struct Shared {
    session: Session,
    interface: Interface,
    buffers: Vec<DynTensor>,
}

impl Shared {
    pub(super) fn new(session: Session, interface: Interface) -> Self {
        Self {
            session,
            interface,
            buffers: Vec::new(),
        }
    }

    /// Forgets all, and makes room for `rows` texts of `capacity`.
    pub(super) fn restart(&mut self, rows: usize, capacity: usize) -> ort::Result<()> {
        self.buffers = self.interface.zeros(rows, capacity)?;
        Ok(())
    }

    pub(super) fn step(&mut self, step: &Step) -> ort::Result<DynValue> {
        let mut binding = self.session.create_binding()?;
        for (name, value) in step.inputs(&self.interface)? {
            binding.bind_input(name, &value)?;
        }
        for (cached, buffer) in self.interface.caches.iter().zip(&mut self.buffers) {
            binding.bind_input(cached.past.as_str(), buffer)?;
            binding.bind_output(cached.present.as_str(), buffer)?;
        }
        binding.bind_output_to_device("logits", &MemoryInfo::default())?;
        let mut outputs = self.session.run_binding(&binding)?;
        outputs
            .remove("logits")
            .ok_or_else(|| ort::Error::new("it gave no output `logits`"))
    }
}

/// Reads the logits of a step.
pub(super) fn logits(value: ort::Result<DynValue>) -> ort::Result<Logits> {
    Logits::read(&value?)
}
