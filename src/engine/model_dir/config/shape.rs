//! Sizes of a model, from which its memory can be estimated.

use serde_json::Value;

use super::{flag, number};

/// Activations of feed-forward parts with a gate, which have three matrices
/// instead of two.
const GATED: [&str; 4] = ["silu", "swish", "swiglu", "gelu_pytorch_tanh"];

/// Sizes of a model as `config.json` gives them; what it does not say is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shape {
    /// Layers.
    pub layers: Option<u64>,
    /// Width of the stream between layers.
    pub hidden: Option<u64>,
    /// Attention heads.
    pub heads: Option<u64>,
    /// Attention heads of keys and values.
    pub kv_heads: Option<u64>,
    /// Size of an attention head.
    pub head_dim: Option<u64>,
    /// Width inside the feed-forward part; of one expert, where there are experts.
    pub intermediate: Option<u64>,
    /// Whether the feed-forward part has a gate.
    pub gated: bool,
    /// Experts of each layer, where there are.
    pub experts: Option<u64>,
    /// Rows of the token embedding.
    pub vocabulary: Option<u64>,
    /// Learned positions, where there are.
    pub positions: Option<u64>,
    /// Whether the output layer is the token embedding.
    pub tied: bool,
}

impl Shape {
    /// Reads a `config.json`.
    pub fn read(config: &Value) -> Self {
        // Multimodal models keep the language model's part apart.
        let text = config.get("text_config").unwrap_or(config);
        let number = |names: &[&str]| number(text, names).or_else(|| number(config, names));
        let hidden = number(&["hidden_size", "n_embd", "d_model"]);
        let heads = number(&["num_attention_heads", "n_head"]);
        let experts = number(&["num_experts", "num_local_experts", "n_routed_experts"]);
        let intermediate = experts
            .and_then(|_| number(&["moe_intermediate_size"]))
            .or_else(|| number(&["intermediate_size", "n_inner", "ffn_dim"]));
        let activation = ["hidden_activation", "hidden_act"]
            .iter()
            .find_map(|name| text.get(*name)?.as_str());
        Self {
            layers: number(&["num_hidden_layers", "n_layer"]),
            hidden,
            heads,
            kv_heads: number(&["num_key_value_heads"]).or(heads),
            head_dim: number(&["head_dim"]).or_else(|| hidden?.checked_div(heads?)),
            intermediate: intermediate.or_else(|| hidden?.checked_mul(4)),
            gated: activation.is_some_and(|name| GATED.contains(&name)),
            experts: experts.filter(|&n| n > 1),
            vocabulary: number(&["vocab_size"]),
            positions: number(&["n_positions"]),
            // What a configuration does not say is on, as in `transformers`.
            tied: flag(text, "tie_word_embeddings")
                .or_else(|| flag(config, "tie_word_embeddings"))
                .unwrap_or(true),
        }
    }

    /// Elements of the token embedding.
    pub fn embedding(&self) -> Option<u64> {
        self.vocabulary?.checked_mul(self.hidden?)
    }

    /// Parameters that a decoder of this shape has. Biases and the weights of
    /// normalization are left out: together they are less than a thousandth.
    pub fn parameters(&self) -> Option<u64> {
        let (hidden, head_dim) = (self.hidden?, self.head_dim?);
        let query = self.heads?.checked_mul(head_dim)?.checked_mul(hidden)?;
        let key = self.kv_heads?.checked_mul(head_dim)?.checked_mul(hidden)?;
        let attention = query.checked_add(key)?.checked_mul(2)?;
        let matrices = if self.gated { 3 } else { 2 };
        let expert = self
            .intermediate?
            .checked_mul(hidden)?
            .checked_mul(matrices)?;
        let feed_forward = match self.experts {
            Some(n) => n.checked_mul(expert.checked_add(hidden)?)?,
            None => expert,
        };
        let layers = attention
            .checked_add(feed_forward)?
            .checked_mul(self.layers?)?;
        let embeddings = if self.tied { 1 } else { 2 };
        let positions = self.positions.unwrap_or(0).checked_mul(hidden)?;
        self.embedding()?
            .checked_mul(embeddings)?
            .checked_add(positions)?
            .checked_add(layers)
    }

    /// Numbers that one token takes in the cache: keys and values of all layers.
    pub fn cache_elements(&self) -> Option<u64> {
        self.layers?
            .checked_mul(self.kv_heads?)?
            .checked_mul(self.head_dim?)?
            .checked_mul(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(json: &str) -> Shape {
        Shape::read(&serde_json::from_str(json).unwrap())
    }

    /// Sizes of published models, and the parameters that their cards name.
    #[test]
    fn parameters_agree_with_known_models() {
        let qwen = shape(
            r#"{"hidden_size": 896, "num_attention_heads": 14, "num_key_value_heads": 2,
                "num_hidden_layers": 24, "intermediate_size": 4864, "hidden_act": "silu",
                "vocab_size": 151936, "tie_word_embeddings": true}"#,
        );
        assert_eq!(qwen.cache_elements(), Some(6144));
        close(qwen.parameters(), 494.0e6);
        let phi = shape(
            r#"{"hidden_size": 5120, "num_attention_heads": 40, "num_key_value_heads": 10,
                "num_hidden_layers": 40, "intermediate_size": 17920, "hidden_act": "silu",
                "vocab_size": 100352, "tie_word_embeddings": false}"#,
        );
        close(phi.parameters(), 14.66e9);
        let gpt2 = shape(
            r#"{"n_embd": 768, "n_head": 12, "n_layer": 12, "n_positions": 1024, "n_inner": null,
                "activation_function": "gelu_new", "vocab_size": 50257}"#,
        );
        close(gpt2.parameters(), 124.4e6);
        let experts = shape(
            r#"{"hidden_size": 2048, "num_attention_heads": 32, "num_key_value_heads": 4,
                "head_dim": 128, "num_hidden_layers": 48, "num_experts": 128,
                "moe_intermediate_size": 768, "intermediate_size": 6144, "hidden_act": "silu",
                "vocab_size": 151936, "tie_word_embeddings": false}"#,
        );
        close(experts.parameters(), 30.53e9);
    }

    fn close(got: Option<u64>, want: f64) {
        let got = got.unwrap() as f64;
        assert!((got / want - 1.0).abs() < 0.005, "{got} is not {want}");
    }

    #[test]
    fn what_is_not_said_is_not_known() {
        assert_eq!(shape("{}").parameters(), None);
        assert_eq!(shape("{}").cache_elements(), None);
        let huge = shape(
            r#"{"hidden_size": 18446744073709551615, "num_attention_heads": 4, "num_hidden_layers": 9}"#,
        );
        assert_eq!(huge.parameters(), None);
    }
}
