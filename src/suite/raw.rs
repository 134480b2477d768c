//! The suite file as serde reads it: names and types of the keys, with their
//! places in the text, and no behavior.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use toml::Spanned;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSuite {
    pub(super) name: Spanned<String>,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) sampling: RawSampling,
    #[serde(default)]
    pub(super) part: Vec<RawPart>,
}

/// The table `[sampling]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSampling {
    pub(super) temperature: Option<Spanned<f32>>,
    pub(super) top_k: Option<u32>,
    pub(super) top_p: Option<Spanned<f32>>,
    pub(super) max_answer_tokens: Option<Spanned<u32>>,
    pub(super) max_thinking_tokens: Option<Spanned<u32>>,
}

/// One table `[[part]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPart {
    pub(super) name: Spanned<String>,
    pub(super) task_type: Spanned<String>,
    pub(super) dataset: Spanned<String>,
    pub(super) template: Option<Spanned<String>>,
    pub(super) checker: Spanned<RawChecker>,
    pub(super) question: Option<Spanned<String>>,
    pub(super) target: Option<Spanned<String>>,
    pub(super) id: Option<Spanned<String>>,
}

/// The table `checker`: options by name, each with its place. An enum tagged by
/// one of its keys would lose the places.
#[derive(Debug)]
pub(super) struct RawChecker(pub(super) Vec<(Spanned<String>, Spanned<toml::Value>)>);

impl<'de> Deserialize<'de> for RawChecker {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Options)
    }
}

struct Options;

impl<'de> Visitor<'de> for Options {
    type Value = RawChecker;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table such as `{ kind = \"math\" }`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawChecker, A::Error> {
        let mut options = Vec::new();
        while let Some(option) = map.next_entry()? {
            options.push(option);
        }
        Ok(RawChecker(options))
    }
}
