//! Puts GroupQueryAttention in the place of spelled-out attention.

use std::collections::BTreeSet;

use super::attention::Attention;
use super::error::RewriteError;
use super::graph::{Index, Model};
use super::mask::Reach;
use super::node::Node;
use super::rotary::{self, Rotary};

/// Version of the ONNX operators since which axes are inputs of sums.
const OLDEST_OPSET: u64 = 13;

/// Names of values that all attentions share.
const LAST: &str = "overthink.last_position";
const TOTAL: &str = "overthink.total_length";
const COUNT: &str = "overthink.row_lengths";
const JOINED: &str = "overthink.joined_shape";

/// Rewrites `model`; the attentions were found in it, and look as far as
/// `reaches` says. Returns how many rotations became single operators.
pub(super) fn apply(
    model: &mut Model<'_>,
    attentions: &[Attention],
    reaches: &[Reach],
    fuse_rotations: bool,
) -> Result<usize, RewriteError> {
    super::positions::batch_from_tokens(model, attentions);
    let index = model.index();
    let mut made = lengths(model);
    let mut gone = BTreeSet::new();
    let mut rotary = Rotary::default();
    let mut n_rotations = 0;
    for (i, (attention, reach)) in attentions.iter().zip(reaches).enumerate() {
        let builder = Builder {
            model,
            index: &index,
            attention,
            prefix: format!("overthink.attention.{i}"),
        };
        let before = made.len();
        let rotations = if fuse_rotations {
            Some(&mut rotary)
        } else {
            None
        };
        n_rotations += builder.build(*reach, rotations, &mut made);
        let outputs = made.iter().skip(before).flat_map(|node| &node.outputs);
        gone.extend(outputs.cloned());
    }
    // What is made now under old names is no longer made the old way.
    model
        .nodes
        .retain(|node| !node.outputs.iter().any(|name| gone.contains(name)));
    model.nodes.append(&mut made);
    model.opsets.insert("com.microsoft".to_owned(), 1);
    rename_dimensions(model, attentions);
    model.tidy()?;
    if leftover(model, attentions).is_some() {
        super::positions::derive(model, attentions)?;
    }
    match leftover(model, attentions) {
        Some((op, name)) => Err(RewriteError::unsupported(format!(
            "`{op}` reads the cache `{name}` besides attention, which a shared buffer would make wrong"
        ))),
        None => Ok(n_rotations),
    }
}

/// Refuses what none of this is made for.
pub(super) fn require(model: &Model<'_>) -> Result<(), RewriteError> {
    let version = model.opsets.get("").copied().unwrap_or(0);
    if version < OLDEST_OPSET {
        return Err(RewriteError::unsupported(format!(
            "it is written for version {version} of the ONNX operators; export it with {OLDEST_OPSET} or later"
        )));
    }
    for name in ["input_ids", "attention_mask"] {
        if !model.inputs.iter().any(|port| port.name == name) {
            return Err(RewriteError::unsupported(format!(
                "it has no input `{name}`"
            )));
        }
    }
    Ok(())
}

/// Where each row ends: padding stands right of it, so the count of ones says it.
fn lengths<'a>(model: &Model<'_>) -> Vec<Node<'a>> {
    let part = |name: &str, what: &str| format!("{name}.{what}");
    let whole = model
        .inputs
        .iter()
        .any(|port| port.name == "attention_mask" && port.element == 7);
    let mask = if whole {
        "attention_mask".to_owned()
    } else {
        part(COUNT, "mask")
    };
    let mut made = vec![
        Node::constant(&[1], &[1], &part(COUNT, "axis")),
        Node::new("ReduceSum", &[&mask, &part(COUNT, "axis")], COUNT).with_int("keepdims", 0),
        Node::new("Sub", &[COUNT, &part(COUNT, "axis")], &part(LAST, "wide")),
        Node::new("Cast", &[&part(LAST, "wide")], LAST).with_int("to", 6),
        Node::new("Shape", &["attention_mask"], &part(TOTAL, "shape")),
        Node::constant(&[], &[1], &part(TOTAL, "index")),
        Node::new(
            "Gather",
            &[&part(TOTAL, "shape"), &part(TOTAL, "index")],
            &part(TOTAL, "wide"),
        ),
        Node::new("Cast", &[&part(TOTAL, "wide")], TOTAL).with_int("to", 6),
        Node::constant(&[3], &[0, 0, -1], JOINED),
    ];
    if !whole {
        made.push(Node::new("Cast", &["attention_mask"], &mask).with_int("to", 7));
    }
    made
}

/// `[batch]`: tokens of each row, those in the cache included.
pub(super) const ROW_LENGTHS: &str = COUNT;

struct Builder<'m, 'a> {
    model: &'m Model<'a>,
    index: &'m Index,
    attention: &'m Attention,
    prefix: String,
}

impl Builder<'_, '_> {
    fn build(
        &self,
        reach: Reach,
        mut rotary: Option<&mut Rotary>,
        made: &mut Vec<Node<'_>>,
    ) -> usize {
        let (attention, mut n_rotations) = (self.attention, 0);
        let mut flat = |name: &str, what: &str, heads: u64, made: &mut Vec<Node<'_>>| {
            let rotation = match &rotary {
                Some(_) => rotary::find(self.model, self.index, name, attention.size),
                None => None,
            };
            let (Some(rotation), Some(rotary)) = (rotation, &mut rotary) else {
                return self.joined(name, what, made);
            };
            n_rotations += 1;
            let straight = self.joined(&rotation.input, &format!("{what}.straight"), made);
            let turned = format!("{}.{what}.turned", self.prefix);
            made.extend(rotary.nodes(&rotation, (&straight, &turned), (heads, attention.size)));
            turned
        };
        let query = flat(&attention.query, "query", attention.heads, made);
        let key = flat(&attention.key.new, "key", attention.kv_heads, made);
        let value = self.joined(&attention.value.new, "value", made);
        let result = self.result(made);
        let inputs = [
            query.as_str(),
            &key,
            &value,
            &attention.key.past,
            &attention.value.past,
            LAST,
            TOTAL,
        ];
        let mut node = Node::new("GroupQueryAttention", &inputs, &result)
            .contrib()
            .with_int("num_heads", attention.heads as i64)
            .with_int("kv_num_heads", attention.kv_heads as i64)
            .with_float("scale", attention.scale as f32);
        if attention.softcap > 0.0 {
            node = node.with_float("softcap", attention.softcap as f32);
        }
        if let Reach::Window(size) = reach {
            node = node.with_int("local_window_size", size as i64);
        }
        node.outputs.push(attention.key.present.clone());
        node.outputs.push(attention.value.present.clone());
        made.push(node);
        n_rotations
    }

    /// The name of the result, `[batch, tokens, heads · size]`. Reshapes take
    /// it as well as the four dimensions it had; others are given those.
    fn result(&self, made: &mut Vec<Node<'_>>) -> String {
        let output = &self.attention.output;
        let only_reshapes = self
            .model
            .readers(self.index, output)
            .all(|node| node.is("Reshape") && node.input(1) != Some(output));
        if only_reshapes {
            return output.clone();
        }
        let (shape, result) = (
            format!("{}.shape", self.prefix),
            format!("{}.result", self.prefix),
        );
        let dims = [
            0,
            0,
            self.attention.heads as i64,
            self.attention.size as i64,
        ];
        made.push(Node::constant(&[4], &dims, &shape));
        made.push(Node::new("Reshape", &[&result, &shape], output));
        result
    }

    /// `[batch, tokens, heads · size]` of `[batch, heads, tokens, size]`.
    fn joined(&self, name: &str, what: &str, made: &mut Vec<Node<'_>>) -> String {
        let before = self.model.producer(self.index, name).filter(|node| {
            node.is("Transpose") && node.ints("perm").as_deref() == Some(&[0, 2, 1, 3])
        });
        if let Some(input) = before.and_then(|node| node.input(0)) {
            return self.joined_after(input, what, made);
        }
        let turned = format!("{}.{what}.tokens_first", self.prefix);
        made.push(Node::new("Transpose", &[name], &turned).with_ints("perm", &[0, 2, 1, 3]));
        self.joined_after(&turned, what, made)
    }

    /// `[batch, tokens, heads · size]` of `[batch, tokens, heads, size]`.
    fn joined_after(&self, name: &str, what: &str, made: &mut Vec<Node<'_>>) -> String {
        let split = self.model.producer(self.index, name);
        let whole = split.filter(|node| node.is("Reshape"));
        if let Some(whole) = whole.and_then(|node| node.input(0))
            && self.is_projection(whole)
        {
            return whole.to_owned();
        }
        let joined = format!("{}.{what}.joined", self.prefix);
        made.push(Node::new("Reshape", &[name, JOINED], &joined));
        joined
    }

    /// Whether `name` is a product with a weight, so of three dimensions as
    /// the tokens that it was made from.
    fn is_projection(&self, name: &str) -> bool {
        let Some(node) = self.model.producer(self.index, name) else {
            return false;
        };
        let is_weight = |name: Option<&str>, rank: usize| {
            let weight = name.and_then(|name| {
                let stored = self.model.weights.get(name);
                stored.or_else(|| {
                    let cast = self.model.producer(self.index, name)?;
                    self.model.weights.get(cast.input(0)?)
                })
            });
            weight.is_some_and(|weight| weight.dims.len() == rank)
        };
        match node.op.as_str() {
            "MatMul" => is_weight(node.input(1), 2),
            "MatMulNBits" => true,
            "Add" => [(0, 1), (1, 0)].into_iter().any(|(bias, rest)| {
                is_weight(node.input(bias), 1)
                    && node
                        .input(rest)
                        .is_some_and(|rest| self.is_projection(rest))
            }),
            _ => false,
        }
    }
}

/// The cache that goes in may be longer than what is in it, so it no longer
/// has the mask's length less the new tokens.
fn rename_dimensions(model: &mut Model<'_>, attentions: &[Attention]) {
    for attention in attentions {
        for cached in [&attention.key, &attention.value] {
            for port in &mut model.inputs {
                if port.name == cached.past {
                    port.open_at(2, "past_sequence_length");
                }
            }
            for port in &mut model.outputs {
                if port.name == cached.present {
                    port.open_at(2, "present_sequence_length");
                }
            }
        }
    }
    for port in &mut model.inputs {
        if port.name == "attention_mask" {
            port.open_at(1, "total_sequence_length");
        }
    }
}

/// A node other than attention that reads a cache, and which.
fn leftover(model: &Model<'_>, attentions: &[Attention]) -> Option<(String, String)> {
    let caches: BTreeSet<&str> = attentions
        .iter()
        .flat_map(|a| [&a.key, &a.value])
        .flat_map(|cached| [cached.past.as_str(), cached.present.as_str()])
        .collect();
    model.nodes.iter().find_map(|node| {
        if node.op == "GroupQueryAttention" {
            return None;
        }
        let mut read = node.inputs.iter().chain(&node.captured);
        let name = read.find(|name| caches.contains(name.as_str()))?;
        Some((node.op.clone(), name.clone()))
    })
}
