//! The suite file as serde reads it: names and types of the keys, with their
//! places in the text, and no behavior.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
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
    pub(super) min_p: Option<Spanned<f32>>,
    pub(super) repetition_penalty: Option<Spanned<f32>>,
    pub(super) presence_penalty: Option<Spanned<f32>>,
    pub(super) frequency_penalty: Option<Spanned<f32>>,
    pub(super) logit_bias: Option<BTreeMap<String, Spanned<f32>>>,
    pub(super) stop: Option<Texts>,
    pub(super) max_answer_tokens: Option<Spanned<u32>>,
    pub(super) max_thinking_tokens: Option<Spanned<u32>>,
    #[serde(default)]
    pub(super) thinking: RawThinking,
}

/// The table `[sampling.thinking]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawThinking {
    pub(super) min_tokens: Option<u32>,
    pub(super) waits: Option<u32>,
    pub(super) tip: Option<RawTip>,
    pub(super) loops: Option<Spanned<u32>>,
    pub(super) format: Option<String>,
    pub(super) forced_end: Option<String>,
}

/// The table `tip`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTip {
    pub(super) alpha: Option<Spanned<f32>>,
    pub(super) beta: Option<u32>,
    pub(super) phrases: Option<Texts>,
}

/// A list of texts, which says so where it is none.
#[derive(Debug)]
pub(super) struct Texts(pub(super) Vec<Spanned<String>>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(List)
    }
}

struct List;

impl<'de> Visitor<'de> for List {
    type Value = Texts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of texts such as `[\"one\", \"two\"]`")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Texts, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = list.next_element()? {
            texts.push(text);
        }
        Ok(Texts(texts))
    }
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
    pub(super) target: Option<Spanned<RawTarget>>,
    pub(super) reference: Option<Spanned<String>>,
    pub(super) id: Option<Spanned<String>>,
    pub(super) url: Option<String>,
}

/// The value of `target`: a column, or for tests a table of columns by their keys.
#[derive(Debug)]
pub(super) enum RawTarget {
    Column(String),
    Columns(Vec<(Spanned<String>, String)>),
}

impl<'de> Deserialize<'de> for RawTarget {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ColumnOrTable)
    }
}

struct ColumnOrTable;

impl<'de> Visitor<'de> for ColumnOrTable {
    type Value = RawTarget;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a column such as `\"answer\"`, or for checker `code` a table of columns such as \
             `{ asserts = \"test_list\" }`",
        )
    }

    fn visit_str<E: serde::de::Error>(self, column: &str) -> Result<RawTarget, E> {
        Ok(RawTarget::Column(column.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawTarget, A::Error> {
        let mut columns = Vec::new();
        while let Some(column) = map.next_entry()? {
            columns.push(column);
        }
        Ok(RawTarget::Columns(columns))
    }
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
