//! How a template lets its model think or not.
//!
//! There is no common name for it. What a template reads tells: the variables
//! that are not its own, or marks that it looks for in the user's words.

use minijinja::value::Value;

use crate::engine::thinking::{FORMATS, Format};
use crate::text::jinja as lex;

/// A way in which a template switches thinking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Switch {
    /// A variable with one value for on and one for off.
    Variable {
        /// Its name.
        name: &'static str,
        /// Thinking.
        on: Setting,
        /// Not thinking.
        off: Setting,
    },
    /// Words in the system message.
    SystemMessage {
        /// Thinking.
        on: &'static str,
        /// Not thinking.
        off: &'static str,
    },
    /// A variable that makes thinking longer or shorter but does not end it.
    Effort {
        /// Its name.
        name: &'static str,
    },
}

/// What a variable is set to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Setting {
    /// A flag.
    Flag(bool),
    /// A word.
    Word(&'static str),
    /// A number.
    Number(i64),
    /// Not set at all.
    Unset,
}

impl Setting {
    pub(super) fn value(self) -> Option<Value> {
        match self {
            Self::Flag(flag) => Some(Value::from(flag)),
            Self::Word(word) => Some(Value::from(word)),
            Self::Number(number) => Some(Value::from(number)),
            Self::Unset => None,
        }
    }
}

const fn flag(name: &'static str) -> Switch {
    Switch::Variable {
        name,
        on: Setting::Flag(true),
        off: Setting::Flag(false),
    }
}

/// Variables of known families: Qwen3, SmolLM3, GLM, Nemotron and Gemma 4 read
/// `enable_thinking`; DeepSeek V3.1, Kimi and Granite `thinking`; Cohere
/// `reasoning`; MiniMax M3 `thinking_mode`; Ling `thinking_option`; Seed-OSS
/// `thinking_budget`.
const VARIABLES: &[Switch] = &[
    flag("enable_thinking"),
    flag("thinking"),
    flag("reasoning"),
    Switch::Variable {
        name: "thinking_mode",
        on: Setting::Word("enabled"),
        off: Setting::Word("disabled"),
    },
    Switch::Variable {
        name: "thinking_option",
        on: Setting::Word("on"),
        off: Setting::Word("off"),
    },
    Switch::Variable {
        name: "thinking_budget",
        on: Setting::Unset,
        off: Setting::Number(0),
    },
];

/// gpt-oss, Qwen, Muse and others; none of them can be told to stop by it.
const EFFORTS: &[&str] = &["reasoning_effort", "reasoning_strength"];

/// Words that templates look for; the first that is found counts.
const WORDS: &[(&str, &str, &str)] = &[
    ("/no_think", "/think", "/no_think"),
    (
        "detailed thinking",
        "detailed thinking on",
        "detailed thinking off",
    ),
];

/// The switches of the template `source`.
pub(super) fn find(source: &str) -> Vec<Switch> {
    let tags = lex::tags(source);
    let reads = |switch: &&Switch| match switch {
        Switch::Variable { name, .. } => lex::reads(&tags, name),
        _ => false,
    };
    let mut found: Vec<Switch> = VARIABLES.iter().filter(reads).copied().collect();
    if found.is_empty() {
        let words = WORDS.iter().find(|(mark, _, _)| source.contains(mark));
        found.extend(words.map(|&(_, on, off)| Switch::SystemMessage { on, off }));
    }
    let efforts = EFFORTS.iter().filter(|name| lex::reads(&tags, name));
    found.extend(efforts.map(|name| Switch::Effort { name }));
    found
}

/// The format of the thought that `prompt` opens and does not close.
pub(super) fn opened(prompt: &str) -> Option<&'static Format> {
    let text = prompt.trim_end();
    Format::all().find(|format| text.ends_with(format.open.trim_end()))
}

/// What closes a thought that `prompt` opens, as an empty one: with what
/// Qwen3's own template writes, `<think>\n\n</think>\n\n`, or what its format
/// has in place of that.
pub(super) fn closing(prompt: &str) -> Option<String> {
    let format = opened(prompt)?;
    let close = format.close;
    let written = prompt.get(prompt.trim_end().len()..).unwrap_or("");
    if format.plain != format!("\n{close}\n\n") {
        let breaks = written.contains('\n') || format.open.ends_with('\n');
        let plain = format.plain;
        let plain = if breaks { plain.trim_start() } else { plain };
        return Some(plain.to_owned());
    }
    let breaks = 2_usize.saturating_sub(written.matches('\n').count());
    Some(format!("{}{close}\n\n", "\n".repeat(breaks)))
}

/// Whether `source` opens a thought somewhere.
pub(super) fn opens(source: &str) -> bool {
    FORMATS
        .iter()
        .any(|format| source.contains(format.open.trim_end()))
}
