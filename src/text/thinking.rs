//! How models mark their thinking: data.
//!
//! [`FORMATS`] is what the engine writes; [`Form`] is how a text is taken apart,
//! whoever wrote it; [`Policy`] says what is done where programs disagree.

mod channels;
mod form;
mod policy;
mod presets;
mod reading;
mod table;
mod tags;

pub use form::{Channels, Enter, Example, Form, Header, Shape, Shown, Tags, Tool};
pub use policy::{
    BeforeStart, Blocks, End, EndWithoutStart, MalformedEnd, Policy, PolicyError, Prompt,
    QuotedTags, ToolCall, Unclosed, Untagged,
};
pub use presets::{PRESETS, Preset};
pub use reading::{ReadAs, Reading};

/// How a family of models marks its thinking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// Name in suite files.
    pub name: &'static str,
    /// What begins the thinking.
    pub open: &'static str,
    /// What ends it.
    pub close: &'static str,
    /// What ends it by force and begins the answer.
    pub plain: &'static str,
    /// Tokens that a vocabulary has if its model writes this format; where
    /// there are none, it is never found, only asked for.
    pub marks: &'static [&'static str],
    /// Who writes it.
    pub source: &'static str,
}

/// The formats, in the order in which they are looked for: the special ones
/// first, because newer vocabularies may hold the tokens of `think` too.
pub const FORMATS: &[Format] = &[
    Format {
        name: "magistral",
        open: "[THINK]",
        close: "[/THINK]",
        plain: "\n[/THINK]\n\n",
        marks: &["[THINK]", "[/THINK]"],
        source: "Magistral: tokenizer and chat template",
    },
    Format {
        name: "seed",
        open: "<seed:think>",
        close: "</seed:think>",
        plain: "\n</seed:think>\n\n",
        marks: &["<seed:think>", "</seed:think>"],
        source: "Seed-OSS: tokenizer and chat template",
    },
    Format {
        name: "minimax-m3",
        open: "<mm:think>",
        close: "</mm:think>",
        plain: "\n</mm:think>\n\n",
        marks: &["<mm:think>", "</mm:think>"],
        source: "MiniMax-M3: tokenizer",
    },
    Format {
        name: "kimi",
        open: "◁think▷",
        close: "◁/think▷",
        plain: "\n◁/think▷\n\n",
        marks: &["◁think▷", "◁/think▷"],
        source: "Kimi-VL-Thinking: chat template",
    },
    Format {
        name: "cohere",
        open: "<|START_THINKING|>",
        close: "<|END_THINKING|>",
        plain: "<|END_THINKING|>",
        marks: &["<|START_THINKING|>", "<|END_THINKING|>"],
        source: "Command A Reasoning: tokenizer",
    },
    Format {
        name: "apertus",
        open: "<|inner_prefix|>",
        close: "<|inner_suffix|>",
        plain: "<|inner_suffix|>",
        marks: &["<|inner_prefix|>", "<|inner_suffix|>"],
        source: "Apertus: tokenizer",
    },
    Format {
        name: "gemma4",
        open: "<|channel>thought\n",
        close: "<channel|>",
        plain: "\n<channel|>",
        marks: &["<|channel>", "<channel|>"],
        source: "Gemma 4: chat template",
    },
    Format {
        name: "harmony",
        open: "<|channel|>analysis<|message|>",
        close: "<|end|><|start|>assistant<|channel|>final<|message|>",
        plain: "<|end|><|start|>assistant<|channel|>final<|message|>",
        marks: &["<|channel|>", "<|message|>", "<|return|>"],
        source: "gpt-oss: OpenAI's harmony format",
    },
    Format {
        name: "sky-t1",
        open: "<|begin_of_thought|>",
        close: "<|end_of_thought|>",
        plain: "\n<|end_of_thought|>\n\n<|begin_of_solution|>\n",
        marks: &[],
        source: "Sky-T1: system prompt",
    },
    Format {
        name: "marco-o1",
        open: "<Thought>",
        close: "</Thought>",
        plain: "\n</Thought>\n<Output>\n",
        marks: &[],
        source: "Marco-o1: system prompt",
    },
    Format {
        name: "hunyuan",
        open: "<think>",
        close: "</think>",
        plain: "\n</think>\n<answer>\n",
        marks: &[],
        source: "Hunyuan-A13B: chat template",
    },
    Format {
        name: "s1",
        open: "<|im_start|>think",
        close: "<|im_start|>answer",
        plain: "\n<|im_start|>answer\n",
        marks: &[],
        source: "simplescaling/s1 at 77272c6e: vllm_causallms.py",
    },
    THINK,
];

/// What most models write, and what is taken where nothing is found.
pub const THINK: Format = Format {
    name: "think",
    open: "<think>",
    close: "</think>",
    plain: "\n</think>\n\n",
    marks: &["<think>", "</think>"],
    source: "DeepSeek-R1, Qwen3, GLM, MiniMax-M2, OLMo 3 and others: chat templates",
};

impl Format {
    /// The format of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The first format whose marks are all known.
    pub fn found(knows: impl Fn(&str) -> bool) -> Option<&'static Self> {
        FORMATS
            .iter()
            .find(|format| !format.marks.is_empty() && format.marks.iter().all(|mark| knows(mark)))
    }

    /// The formats, those that models are known by first: others share tags
    /// with them.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        let known = |format: &&Self| !format.marks.is_empty();
        let others = FORMATS.iter().filter(move |format| !known(format));
        FORMATS.iter().filter(known).chain(others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_found_by_their_marks() {
        let found = |tokens: &[&str]| Format::found(|t| tokens.contains(&t)).map(|f| f.name);
        assert_eq!(found(&["<think>", "</think>"]), Some("think"));
        assert_eq!(
            found(&["[THINK]", "[/THINK]", "<think>", "</think>"]),
            Some("magistral")
        );
        assert_eq!(found(&["<|im_start|>", "<think>"]), None);
    }

    /// What the engine writes is what the trace reads.
    #[test]
    fn the_engine_and_the_trace_mean_the_same_formats() {
        for format in FORMATS {
            let form = Form::named(format.name).unwrap();
            match &form.shape {
                Shape::Tags(tags) => {
                    assert_eq!(tags.open.first(), Some(&format.open), "{}", form.name);
                    assert_eq!(tags.close.first(), Some(&format.close), "{}", form.name);
                }
                Shape::Channels(channels) => {
                    let shown = channels.shown.iter();
                    assert!(shown.clone().any(|mark| format.open.starts_with(mark)));
                    let mut ends = channels.end.iter();
                    assert!(ends.any(|mark| format.close.starts_with(mark)));
                }
                Shape::Plain => panic!("{} has no tags", form.name),
            }
        }
    }

    #[test]
    fn every_format_has_one_name_and_shows_itself() {
        let names: Vec<&str> = Form::all().map(|form| form.name).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), names.len());
        for form in Form::all() {
            assert!(
                !form.models.is_empty() && !form.source.is_empty(),
                "{}",
                form.name
            );
            assert!(!form.examples.is_empty(), "{}", form.name);
        }
    }
}
