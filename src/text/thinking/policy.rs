//! What is done where programs that read thinking disagree.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::presets::{OWN, PRESETS};

/// Enums of named choices, and a struct with one field for each.
macro_rules! choices {
    ($($(#[$about:meta])* $field:ident: $name:ident $key:literal {
        $($(#[$doc:meta])* $variant:ident $word:literal,)+
    })+) => {
        $(
            $(#[$about])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            pub enum $name {
                $($(#[$doc])* $variant,)+
            }

            impl $name {
                const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$variant),)+];

                fn word(self) -> &'static str {
                    let mut words = Self::WORDS.iter();
                    words.find(|(_, value)| *value == self).map_or("", |(word, _)| word)
                }
            }
        )+

        /// What is done where programs disagree: one choice for each question.
        ///
        /// Written as the name of a preset, or as the choices that differ from
        /// our own, such as `unclosed=answer,blocks=first`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct Policy {
            $($(#[$about])* pub $field: $name,)+
        }

        impl Policy {
            /// Key, and word of the choice, of each question in order.
            pub fn words(&self) -> Vec<(&'static str, &'static str)> {
                vec![$(($key, self.$field.word()),)+]
            }

            /// The questions, each with the words that it can be answered by.
            pub fn questions() -> Vec<(&'static str, Vec<&'static str>)> {
                vec![$(($key, $name::WORDS.iter().map(|(word, _)| *word).collect()),)+]
            }

            fn set(&mut self, key: &str, word: &str) -> Result<(), PolicyError> {
                match key {
                    $($key => {
                        let mut words = $name::WORDS.iter();
                        match words.find(|(known, _)| *known == word) {
                            Some((_, value)) => self.$field = *value,
                            None => return Err(PolicyError::choice(key, word)),
                        }
                    })+
                    _ => return Err(PolicyError::unknown(key)),
                }
                Ok(())
            }
        }
    };
}

choices! {
    /// Thinking that begins and never ends.
    unclosed: Unclosed "unclosed" {
        /// It is thinking, and there is no answer.
        Thinking "thinking",
        /// It is the answer.
        Answer "answer",
    }
    /// An end where nothing began.
    end_without_start: EndWithoutStart "end-without-start" {
        /// All before it is thinking.
        Thinking "thinking",
        /// All is answer but the tag.
        Answer "answer",
    }
    /// A text without any tag, whose thinking no prompt opened.
    untagged: Untagged "untagged" {
        /// It is the answer.
        Answer "answer",
        /// It is thinking that never ended.
        Thinking "thinking",
    }
    /// Text before the first start.
    before_start: BeforeStart "before-start" {
        /// It is part of the answer.
        Answer "answer",
        /// It is thinking, and so is the tag.
        Thinking "thinking",
        /// It is neither.
        Dropped "dropped",
        /// It is part of the answer, and so is all that follows: thinking stands
        /// at the text's beginning or nowhere.
        AllAnswer "all-answer",
    }
    /// A start after the first thinking ended.
    blocks: Blocks "blocks" {
        /// It begins another thinking.
        All "all",
        /// It does if only white space is between them.
        Adjacent "adjacent",
        /// It is part of the answer.
        First "first",
    }
    /// Several ends.
    end: End "end" {
        /// The first one ends the thinking.
        First "first",
        /// The last one does.
        Last "last",
    }
    /// A call of a tool in thinking that does not end after it.
    tool_call: ToolCall "tool-call" {
        /// It ends the thinking.
        Ends "ends",
        /// It is part of the thinking.
        Inside "inside",
    }
    /// A malformed end of thinking that does not end otherwise.
    malformed_end: MalformedEnd "malformed-end" {
        /// It ends the thinking.
        Ends "ends",
        /// It is text.
        Text "text",
    }
    /// Tags outside thinking that are only written about: in code, in
    /// quotation marks, as a word of a sentence.
    quoted_tags: QuotedTags "quoted-tags" {
        /// They are text.
        Text "text",
        /// They are tags.
        Tags "tags",
    }
    /// A prompt that opened the thinking.
    prompt: Prompt "prompt" {
        /// The text begins inside it.
        Counts "counts",
        /// Only what the text shows counts.
        Ignored "ignored",
    }
}

impl Default for Policy {
    fn default() -> Self {
        OWN
    }
}

impl Policy {
    /// The policy of this name.
    pub fn preset(name: &str) -> Option<Self> {
        let mut presets = PRESETS.iter();
        presets
            .find(|preset| preset.name == name)
            .map(|preset| preset.policy)
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(preset) = PRESETS.iter().find(|preset| preset.policy == *self) {
            return f.write_str(preset.name);
        }
        let own = OWN.words();
        let own_words = self.words().into_iter().filter(|pair| !own.contains(pair));
        let parts: Vec<String> = own_words
            .map(|(key, word)| format!("{key}={word}"))
            .collect();
        f.write_str(&parts.join(","))
    }
}

/// Why a policy cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {what} `{found}` of a policy; known are {known}")]
pub struct PolicyError {
    what: String,
    found: String,
    known: String,
}

impl PolicyError {
    fn unknown(found: &str) -> Self {
        let names = PRESETS.iter().map(|preset| preset.name.to_owned());
        let keys = Policy::questions().into_iter();
        let keys = keys.map(|(key, words)| format!("{key}={}", words.join("|")));
        Self {
            what: "part".to_owned(),
            found: found.to_owned(),
            known: names.chain(keys).collect::<Vec<_>>().join(", "),
        }
    }

    fn choice(key: &str, found: &str) -> Self {
        let questions = Policy::questions();
        let words = questions.iter().find(|(known, _)| *known == key);
        Self {
            what: format!("`{key}`"),
            found: found.to_owned(),
            known: words.map(|(_, words)| words.join(", ")).unwrap_or_default(),
        }
    }
}

impl FromStr for Policy {
    type Err = PolicyError;

    /// A preset's name, choices as `key=word`, or both; commas between them, the
    /// name first.
    fn from_str(text: &str) -> Result<Self, PolicyError> {
        let mut policy = Self::default();
        for (i, part) in text.split(',').map(str::trim).enumerate() {
            match (part.split_once('='), Self::preset(part)) {
                (Some((key, word)), _) => policy.set(key.trim(), word.trim())?,
                (None, Some(preset)) if i == 0 => policy = preset,
                _ => return Err(PolicyError::unknown(part)),
            }
        }
        Ok(policy)
    }
}

impl Serialize for Policy {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_are_written_as_they_are_read() {
        for preset in PRESETS {
            assert_eq!(preset.policy.to_string(), preset.name);
            assert_eq!(preset.name.parse(), Ok(preset.policy));
        }
        for (key, words) in Policy::questions() {
            for word in words {
                let one: Policy = format!("{key}={word}").parse().unwrap();
                assert_eq!(one.to_string().parse(), Ok(one), "{key}={word}");
                let other: Policy = format!("vllm,{key}={word}").parse().unwrap();
                assert_eq!(other.to_string().parse(), Ok(other), "{key}={word}");
            }
        }
        let two = "blocks=first, unclosed=answer".parse::<Policy>().unwrap();
        assert_eq!(two.to_string(), "unclosed=answer,blocks=first");
    }

    #[test]
    fn what_is_unknown_is_refused_with_what_is_known() {
        for (text, part, known) in [
            ("vlm", "`vlm`", "vllm-olmo3"),
            ("unclosed=open", "`open`", "thinking, answer"),
            ("blocks=first,vllm", "`vllm`", "blocks=all|adjacent|first"),
            ("", "``", "overthink"),
        ] {
            let error = text.parse::<Policy>().unwrap_err().to_string();
            assert!(error.contains(part) && error.contains(known), "{error}");
        }
    }
}
