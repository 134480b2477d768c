//! Finds attention in a graph by its shape, never by the names of its nodes:
//! `softmax(scale · Q · Kᵀ + mask) · V` with K and V out of a cache.

use std::collections::BTreeMap;

use super::error::RewriteError;
use super::follow::{Finder, Scores};
use super::graph::{Index, Model};
use super::node::Node;
use super::scalar::same;

/// One attention of a graph, with the names of the values that it is between.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Attention {
    /// Cached keys and values as they come in, `[batch, kv heads, past, size]`.
    pub(super) key: Cached,
    /// As `key`.
    pub(super) value: Cached,
    /// Queries before any scaling, `[batch, heads, tokens, size]`.
    pub(super) query: String,
    /// What the product of queries and keys is multiplied by.
    pub(super) scale: f64,
    /// `c` where scores are squeezed to `c · tanh(score / c)`; 0 where not.
    pub(super) softcap: f64,
    /// What is added to the scores, or says which of them count.
    pub(super) masks: Vec<Mask>,
    /// The result, `[batch, tokens, heads, size]`.
    pub(super) output: String,
    /// Query heads.
    pub(super) heads: u64,
    /// Key and value heads.
    pub(super) kv_heads: u64,
    /// Size of a head.
    pub(super) size: u64,
}

/// One cached tensor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cached {
    /// The graph's input.
    pub(super) past: String,
    /// The graph's output.
    pub(super) present: String,
    /// What is appended, `[batch, kv heads, tokens, size]`.
    pub(super) new: String,
    /// Heads.
    pub(super) heads: u64,
    /// Size of a head.
    pub(super) size: u64,
    /// Element type.
    pub(super) element: u64,
}

/// What hides scores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mask {
    /// Its value in the graph.
    pub(super) name: String,
    /// Added to the scores, or else true where they count.
    pub(super) additive: bool,
}

/// All attentions of the model, one for each pair of cached tensors.
pub(super) fn find(model: &Model<'_>, index: &Index) -> Result<Vec<Attention>, RewriteError> {
    let caches = caches(model);
    if caches.is_empty() {
        let has = |op: &str| model.nodes.iter().any(|node| node.op == op);
        return Err(RewriteError::unsupported(if has("GroupQueryAttention") {
            "it is already written with GroupQueryAttention"
        } else if has("If") {
            "it is two graphs in one, one with a cache and one without; \
             a newer optimum exports the model as one graph"
        } else {
            "no cache is found: no input is joined with new keys into an output"
        }));
    }
    let mut sizes: Vec<u64> = caches.values().map(|cached| cached.size).collect();
    sizes.dedup();
    let finder = Finder {
        model,
        index,
        caches: &caches,
        size: match sizes.as_slice() {
            [size] => *size,
            _ => 0,
        },
    };
    let mut found = Vec::new();
    for node in model.nodes.iter().filter(|n| n.is("Softmax")) {
        if let Some(scores) = finder.scores(node) {
            found.extend(finder.attention(node, scores)?);
        }
    }
    let missing = caches.values().find(|c| {
        !found
            .iter()
            .any(|a: &Attention| a.key == **c || a.value == **c)
    });
    if let Some(cached) = missing {
        return Err(RewriteError::unsupported(format!(
            "no attention of a known form reads the cache `{}`",
            cached.past
        )));
    }
    if found.len() * 2 != caches.len() {
        return Err(RewriteError::unsupported(format!(
            "{} attentions share {} cached tensors, and a pair for each is expected",
            found.len(),
            caches.len()
        )));
    }
    Ok(found)
}

/// `present = Concat(past, new)` over the tokens, by the name of `present`.
fn caches(model: &Model<'_>) -> BTreeMap<String, Cached> {
    let mut found = BTreeMap::new();
    for node in model.nodes.iter().filter(|n| n.is("Concat")) {
        let (Some(past), Some(new), None) = (node.input(0), node.input(1), node.input(2)) else {
            continue;
        };
        let Some(port) = model.inputs.iter().find(|port| port.name == past) else {
            continue;
        };
        let &[_, Some(heads), None, Some(size)] = port.dims.as_slice() else {
            continue;
        };
        let axis = node.int("axis");
        let is_output = model.outputs.iter().any(|p| p.name == node.output());
        if is_output && matches!(axis, Some(-2 | 2)) {
            let cached = Cached {
                past: past.to_owned(),
                present: node.output().to_owned(),
                new: new.to_owned(),
                heads,
                size,
                element: port.element,
            };
            found.insert(cached.present.clone(), cached);
        }
    }
    found
}

impl<'m> Finder<'m, '_> {
    fn attention(
        &self,
        softmax: &'m Node<'_>,
        scores: Scores<'m>,
    ) -> Result<Option<Attention>, RewriteError> {
        let Some((key, key_scale, turned)) = self.cached(scores.keys) else {
            return Ok(None);
        };
        let refuse = |what: &str| Err(refused(key, what));
        if !turned {
            return refuse("does not transpose its keys");
        }
        let Some(product) = self.product(softmax.output()) else {
            return refuse("does something unknown between softmax and values");
        };
        let values = product.input(1).and_then(|name| self.cached(name));
        let Some((value, value_scale, turned)) = values else {
            return refuse("does not read its values from a cache");
        };
        if turned || !same(value_scale, 1.0) {
            return refuse("changes its values after caching them");
        }
        let Some(output) = self.transposed(product.output()) else {
            return refuse("does not bring its heads together by a transposition");
        };
        let (query, query_scale) = self.unscaled(scores.query);
        if key.heads != value.heads || key.size != value.size {
            return refuse("has keys and values of different shapes");
        }
        let heads = self.query_heads(output, key)?;
        Ok(Some(Attention {
            query: query.to_owned(),
            scale: scores.scale * key_scale * query_scale,
            softcap: scores.softcap,
            masks: scores.masks,
            output: output.to_owned(),
            heads,
            kv_heads: key.heads,
            size: key.size,
            key: key.clone(),
            value: value.clone(),
        }))
    }

    /// Query heads of an attention on `key` that gives `output`.
    fn query_heads(&self, output: &'m str, key: &Cached) -> Result<u64, RewriteError> {
        // Kernels of ONNX Runtime take heads of such sizes only.
        if !key.size.is_multiple_of(8) {
            let what = format!("has heads of size {}, no multiple of 8", key.size);
            return Err(refused(key, &what));
        }
        let width = self.width_after(output).ok_or_else(|| {
            let what = "is not followed by a projection, so its heads cannot be counted";
            refused(key, what)
        })?;
        let heads = width / key.size;
        if heads * key.size != width || heads == 0 || !heads.is_multiple_of(key.heads) {
            let what = format!(
                "gives {width} values a token, which {} heads of size {} do not divide",
                key.heads, key.size
            );
            return Err(refused(key, &what));
        }
        Ok(heads)
    }
}

fn refused(key: &Cached, what: &str) -> RewriteError {
    let cache = &key.past;
    RewriteError::unsupported(format!("the attention on the cache `{cache}` {what}"))
}
