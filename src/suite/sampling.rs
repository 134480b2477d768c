//! How completions are drawn, and how their thinking is steered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

mod own;

pub use own::OwnSampling;

/// How completions are drawn. What is not set is not written, so that files
/// stay as they were before a key was there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sampling {
    /// 0 is greedy.
    pub temperature: f32,
    /// Keep the k most likely tokens; 0 keeps all.
    pub top_k: u32,
    /// Keep the smallest set of tokens with at least this probability; 1 keeps all.
    pub top_p: f32,
    /// Keep tokens with at least this share of the likeliest one's probability;
    /// 0 keeps all.
    #[serde(skip_serializing_if = "is_nothing")]
    pub min_p: f32,
    /// Divides the positive logits of tokens seen in prompt and text, and
    /// multiplies the others; 1 changes nothing.
    #[serde(skip_serializing_if = "is_one")]
    pub repetition_penalty: f32,
    /// Taken once from the logits of tokens in the text; 0 changes nothing.
    #[serde(skip_serializing_if = "is_nothing")]
    pub presence_penalty: f32,
    /// Taken from the logit of a token as often as it is in the text; 0 changes
    /// nothing.
    #[serde(skip_serializing_if = "is_nothing")]
    pub frequency_penalty: f32,
    /// Token id, or text of one token, → what is added to its logit; −100 or
    /// less bans the token.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub logit_bias: BTreeMap<String, f32>,
    /// Texts that end the answer, and are left out of it. Inside thinking they
    /// do nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stop: Vec<String>,
    /// Most tokens of the answer, after the thinking.
    pub max_answer_tokens: u32,
    /// Most tokens of thinking where no budget is asked for. Reaching it leaves
    /// a truncated completion.
    pub max_thinking_tokens: u32,
    /// How the thinking is steered.
    #[serde(skip_serializing_if = "is_default")]
    pub thinking: Thinking,
}

/// How the thinking is steered. The default leaves it alone.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thinking {
    /// Before so many thinking tokens, the model cannot end its thinking.
    #[serde(skip_serializing_if = "is_default")]
    pub min_tokens: u32,
    /// So many times, "Wait" is written where the model would end its thinking
    /// (s1, arXiv 2501.19393).
    #[serde(skip_serializing_if = "is_default")]
    pub waits: u32,
    /// Makes switching thoughts early less likely.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tip: Option<Tip>,
    /// The text is ended, or in the thinking the thinking, when the same tokens
    /// come so many times in a row; 0 lets it run.
    #[serde(skip_serializing_if = "is_default")]
    pub loops: u32,
    /// Name of the format whose tags mark the thinking; `None` finds it in the
    /// model's vocabulary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// Name of the text that ends the thinking by force; `None` is `plain`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forced_end: Option<String>,
}

/// The thought-switch penalty (arXiv 2501.18585, section 4): during the first
/// `beta` tokens of a thought, `alpha` is taken from the logits of the tokens
/// with which a switch begins or goes on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tip {
    /// Taken from the logits; 0 changes nothing.
    pub alpha: f32,
    /// Tokens after a thought's start; 0 changes nothing.
    pub beta: u32,
    /// Phrases that switch thoughts; their first letter may be large or small.
    pub phrases: Vec<String>,
}

impl Default for Sampling {
    fn default() -> Self {
        Self {
            temperature: 0.0,
            top_k: 0,
            top_p: 1.0,
            min_p: 0.0,
            repetition_penalty: 1.0,
            presence_penalty: 0.0,
            frequency_penalty: 0.0,
            logit_bias: BTreeMap::new(),
            stop: Vec::new(),
            max_answer_tokens: 512,
            max_thinking_tokens: 8192,
            thinking: Thinking::default(),
        }
    }
}

impl Default for Tip {
    /// The values that the paper chose, and the phrase that it names.
    fn default() -> Self {
        Self {
            alpha: 3.0,
            beta: 600,
            phrases: vec!["alternatively".to_owned()],
        }
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields over by reference"
)]
fn is_nothing(value: &f32) -> bool {
    value.to_bits() == 0.0_f32.to_bits()
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields over by reference"
)]
fn is_one(value: &f32) -> bool {
    value.to_bits() == 1.0_f32.to_bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_set_is_not_written() {
        let text = serde_json::to_string(&Sampling::default()).unwrap();
        insta::assert_snapshot!(text, @r#"{"temperature":0.0,"top_k":0,"top_p":1.0,"max_answer_tokens":512,"max_thinking_tokens":8192}"#);
        let all = Sampling {
            min_p: 0.05,
            repetition_penalty: 1.1,
            presence_penalty: 1.0,
            frequency_penalty: 0.5,
            logit_bias: BTreeMap::from([("7".to_owned(), -100.0)]),
            stop: vec!["\n\n".to_owned()],
            thinking: Thinking {
                min_tokens: 5,
                waits: 2,
                tip: Some(Tip::default()),
                loops: 4,
                format: Some("magistral".to_owned()),
                forced_end: Some("s1".to_owned()),
            },
            ..Sampling::default()
        };
        let text = serde_json::to_string(&all).unwrap();
        assert_eq!(serde_json::from_str::<Sampling>(&text).unwrap(), all);
        assert!(serde_json::from_str::<Sampling>(r#"{"thinking":{"wait":1}}"#).is_err());
    }
}
