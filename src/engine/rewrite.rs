//! Rewrites a graph with spelled-out attention to `GroupQueryAttention`, whose
//! cache is a buffer that stays instead of a tensor that is copied each step.
//!
//! Attention is found by its form, masks are computed and read off, and what
//! comes out is held to the original on texts of different length before
//! anybody sees it. What is not understood is refused with the reason.

use std::path::Path;

mod apply;
mod attention;
mod check;
mod constant;
mod error;
mod folder;
mod follow;
mod graph;
mod kernel;
mod mask;
mod measure_mask;
mod node;
mod order;
mod port;
mod positions;
mod rotary;
mod scalar;
mod session;
mod speed;
mod texts;
mod wire;

pub use check::Agreement;
pub use error::RewriteError;
pub use folder::{Optimized, optimize};
pub use mask::Reach;
pub use session::Runtime;
pub use speed::{Speed, speeds};

use graph::Model;
use session::{Growing, Interface, Shared, failed};

/// A rewritten graph.
#[derive(Debug, Clone, PartialEq)]
pub struct Rewritten {
    /// The graph as an ONNX file; weights that lay in other files still do.
    pub graph: Vec<u8>,
    /// Those files' names, relative to the graph.
    pub weights: Vec<String>,
    /// How far each attention looks back.
    pub reaches: Vec<Reach>,
    /// Rotations of queries and keys that became single operators.
    pub n_rotations: usize,
    /// Nodes of the graph before and after.
    pub n_nodes: (usize, usize),
    /// What the comparison with the original showed.
    pub agreement: Agreement,
    interface: Interface,
}

/// Rewrites `graph`, the content of an ONNX file whose other weights lie in
/// `folder`, for texts of up to `context` tokens.
///
/// The new graph has the old one's inputs and outputs. Padding must stand at
/// the right; past and present may be the same buffers, longer than what is in
/// them, of which `attention_mask` says how much counts.
///
/// # Errors
/// When the graph is of an unknown form, when ONNX Runtime fails on it, or
/// when what comes out does not agree with the original.
pub fn rewrite(
    graph: &[u8],
    folder: &Path,
    context: u64,
    runtime: Runtime<'_>,
) -> Result<Rewritten, RewriteError> {
    let model = Model::read(graph)?;
    apply::require(&model)?;
    let index = model.index();
    let attentions = attention::find(&model, &index)?;
    let interface = Interface::new(&model, &attentions)?;
    let masks = mask::cut_out(&model, &index, &attentions)?;
    let reaches = measure_mask::reaches(&masks, &attentions, context, runtime, folder)?;
    if reaches.iter().any(|reach| *reach != Reach::All) {
        kernel::check_window(runtime)?;
    }
    let precise = precise(&model);
    let precise_bytes = precise.as_ref().map(Model::write);
    let job = Job {
        bytes: precise_bytes.as_deref().unwrap_or(graph),
        model: &model,
        precise: precise.as_ref().unwrap_or(&model),
        attentions: &attentions,
        reaches: &reaches,
        interface: &interface,
        folder,
        runtime,
    };
    let mut original = job.original(false)?;
    let mut reference = texts::reference(
        &mut original,
        interface.vocabulary,
        interface.half,
        &reaches,
        rounds_batches(&model),
    )?;
    drop(original);
    let first = job.candidate(true, &reference);
    if !matches!(
        first,
        Err(RewriteError::Differs(_) | RewriteError::Compute { .. })
    ) {
        return first;
    }
    // Perhaps the original rounds so that no other way to compute can agree.
    reference.allow_for_rounding(&mut job.original(true)?)?;
    let second = job.candidate(true, &reference);
    if second.is_ok() {
        return second;
    }
    // Perhaps rotations only looked as if they were of the known form.
    job.candidate(false, &reference)
}

/// The model without the permission to round what its 4-bit weights are
/// multiplied by to 8 bits, if it has that. Both graphs are compared so: their
/// products stay the same nodes, and nothing hides behind the rounding.
fn precise<'a>(model: &Model<'a>) -> Option<Model<'a>> {
    let mut precise = model.clone();
    let mut changed = false;
    for node in &mut precise.nodes {
        changed |= node.op == "MatMulNBits" && node.forget("accuracy_level");
    }
    changed.then_some(precise)
}

/// Whether the model rounds all that it computes together by one measure.
fn rounds_batches(model: &Model<'_>) -> bool {
    model
        .nodes
        .iter()
        .any(|node| node.op == "DynamicQuantizeLinear")
}

/// What a graph is rewritten from.
struct Job<'j> {
    bytes: &'j [u8],
    model: &'j Model<'j>,
    precise: &'j Model<'j>,
    attentions: &'j [attention::Attention],
    reaches: &'j [Reach],
    interface: &'j Interface,
    folder: &'j Path,
    runtime: Runtime<'j>,
}

impl Job<'_> {
    /// The original graph, its operators fused by the library or left alone.
    fn original(&self, unoptimized: bool) -> Result<Growing, RewriteError> {
        let session = if unoptimized {
            self.runtime.open_unoptimized(self.bytes, self.folder)
        } else {
            self.runtime.open(self.bytes, self.folder)
        };
        let session = session.map_err(failed("loading the original graph"))?;
        Ok(Growing::new(session, self.interface.clone()))
    }

    /// Rewrites, with rotations as operators or as they are, and compares.
    fn candidate(
        &self,
        fuse_rotations: bool,
        reference: &texts::Reference,
    ) -> Result<Rewritten, RewriteError> {
        let rewritten = |model: &Model<'_>| {
            let mut changed = model.clone();
            let n = apply::apply(&mut changed, self.attentions, self.reaches, fuse_rotations)?;
            Ok::<_, RewriteError>((changed.write(), changed.nodes.len(), n))
        };
        let (precise, ..) = rewritten(self.precise)?;
        let session = self.runtime.open(&precise, self.folder);
        let session = session.map_err(failed("loading the rewritten graph"))?;
        let mut shared = Shared::new(session, self.interface.clone());
        let agreement = check::compare(&mut shared, reference)?;
        drop(shared);
        let (graph, n_nodes, n_rotations) = rewritten(self.model)?;
        Ok(Rewritten {
            graph,
            weights: self.model.external_files(),
            reaches: self.reaches.to_vec(),
            n_rotations,
            n_nodes: (self.model.nodes.len(), n_nodes),
            agreement,
            interface: self.interface.clone(),
        })
    }
}

#[cfg(test)]
mod tests;
