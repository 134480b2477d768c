//! How models mark their thinking, and how it is ended for them: data.

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
pub(crate) const THINK: Format = Format {
    name: "think",
    open: "<think>",
    close: "</think>",
    plain: "\n</think>\n\n",
    marks: &["<think>", "</think>"],
    source: "DeepSeek-R1, Qwen3, GLM, MiniMax-M2, OLMo 3 and others: chat templates",
};

/// A text that ends thinking by force, in any format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForcedEnd {
    /// Name in suite files.
    pub name: &'static str,
    /// Written before the format's plain end.
    pub before: &'static str,
    /// Written behind it, in place of the white space at its end.
    pub after: &'static str,
    /// Where it is from.
    pub source: &'static str,
}

/// The texts that end thinking by force; the first is the default.
pub const FORCED_ENDS: &[ForcedEnd] = &[
    ForcedEnd {
        name: "plain",
        before: "",
        after: "",
        source: "the format itself",
    },
    ForcedEnd {
        name: "qwen3",
        before: "\n\nConsidering the limited time by the user, I have to give the solution \
                 based on the thinking directly now.",
        after: "",
        source: "Qwen3 technical report, arXiv 2505.09388, section 4.7; Qwen3's documentation",
    },
    ForcedEnd {
        name: "s1",
        before: "",
        after: "\nFinal Answer:",
        source: "s1, arXiv 2501.19393; simplescaling/s1 at 77272c6e: vllm_causallms.py",
    },
];

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
}

impl ForcedEnd {
    /// The text of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORCED_ENDS.iter().find(|end| end.name == name)
    }

    /// The text in `format`.
    pub fn text(&self, format: &Format) -> String {
        let plain = if self.after.is_empty() {
            format.plain
        } else {
            format.plain.trim_end()
        };
        format!("{}{plain}{}", self.before, self.after)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_by_force_are_as_their_sources_have_them() {
        let text = |end: &str, format: &str| {
            let (end, format) = (ForcedEnd::named(end), Format::named(format));
            end.unwrap().text(format.unwrap())
        };
        assert_eq!(text("plain", "think"), "\n</think>\n\n");
        assert_eq!(
            text("qwen3", "think"),
            "\n\nConsidering the limited time by the user, I have to give the solution based on the thinking directly now.\n</think>\n\n"
        );
        assert_eq!(text("s1", "s1"), "\n<|im_start|>answer\nFinal Answer:");
        assert_eq!(text("s1", "think"), "\n</think>\nFinal Answer:");
        assert_eq!(text("plain", "magistral"), "\n[/THINK]\n\n");
    }

    #[test]
    fn every_format_closes_with_its_tag_and_has_one_name() {
        for (i, format) in FORMATS.iter().enumerate() {
            for end in FORCED_ENDS {
                assert!(end.text(format).contains(format.close), "{format:?}");
            }
            assert!(FORMATS[..i].iter().all(|other| other.name != format.name));
            assert!(!format.open.contains(format.close), "{format:?}");
        }
    }

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
}
