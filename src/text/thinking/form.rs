//! How a model's text is taken apart: one row a format.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::channels::CHANNELS;
use super::table::{PLAIN, THINK};
use super::tags::TAGS;

/// A format of thinking, as the trace reads it. [`super::Format`] is what the
/// engine writes of it; a test holds that both say the same.
#[derive(Debug, PartialEq, Eq)]
pub struct Form {
    /// The format's name in files, flags and reports.
    pub name: &'static str,
    /// Models that write it.
    pub models: &'static str,
    /// Where this is from.
    pub source: &'static str,
    /// What its marks are.
    pub shape: Shape,
    /// Texts and how they are taken apart, see [`Example`].
    pub examples: &'static [Example],
}

/// What the marks of a format are.
#[derive(Debug, PartialEq, Eq)]
pub enum Shape {
    /// There are none: all of the text is for the reader.
    Plain,
    /// A tag or heading begins the thinking, another ends it.
    Tags(Tags),
    /// Every part of the text stands in a channel that says what it is.
    Channels(Channels),
}

/// Tags or headings around the thinking.
#[derive(Debug, PartialEq, Eq)]
pub struct Tags {
    /// What begins the thinking.
    pub open: &'static [&'static str],
    /// What ends it.
    pub close: &'static [&'static str],
    /// What models write in place of `close` by mistake.
    pub malformed: &'static [&'static str],
    /// What may be put around the answer, directly behind the thinking.
    pub answer: &'static [(&'static str, &'static str)],
    /// How calls of tools look.
    pub tools: &'static [Tool],
    /// Where the tags show the format when it is not known.
    pub shown: Shown,
}

/// Where tags show a format that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Wherever they stand as tags.
    Anywhere,
    /// Only where the text begins with one: they could be part of an answer.
    AtStart,
    /// Only where the text begins with one and the other follows: they are words.
    AsPair,
    /// Never: another row has the same tags, and finds them.
    Asked,
}

/// How a call of a tool looks.
#[derive(Debug, PartialEq, Eq)]
pub struct Tool {
    /// What begins it.
    pub open: &'static str,
    /// What ends it; empty where nothing does but the text's end.
    pub close: &'static str,
    /// What must follow `open`, behind white space, that it counts; empty where
    /// anything may.
    pub then: &'static [&'static str],
}

/// Marks of a format in which every part of the text stands in a channel.
#[derive(Debug, PartialEq, Eq)]
pub struct Channels {
    /// The marks and what they do.
    pub marks: &'static [(&'static str, Enter)],
    /// How the words between [`Enter::Header`] and [`Enter::Body`] are read.
    pub header: Header,
    /// What shows the format when it is not known, wherever it stands.
    pub shown: &'static [&'static str],
    /// What shows it only where the text begins with it.
    pub shown_at_start: &'static [&'static str],
    /// What follows only on thinking, so that a text that begins inside the
    /// thinking is known by it.
    pub end: &'static [&'static str],
}

/// What a mark of a channel does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enter {
    /// Thinking begins.
    Thinking,
    /// An answer begins.
    Answer,
    /// A call of a tool begins.
    Tool,
    /// A message of somebody else begins.
    Other,
    /// A channel ends; what follows outside of any is for the reader.
    Leave,
    /// A header begins.
    Header,
    /// A header ends, and what it announced begins.
    Body,
}

/// How headers of channels are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Header {
    /// There are none.
    None,
    /// `<|start|>ROLE to=WHOM<|channel|>NAME <|constrain|>TYPE<|message|>`.
    Harmony,
    /// `<|start|>assistant to=WHOM<|message|>`.
    Muse,
}

/// A text and how it is taken apart.
///
/// `parts` names the segments in order: `T[…]` thinking, `A[…]` answer, `C[…]`
/// tool call, `O[…]` other, `|…|` a tag; then the issues by their names, each
/// behind a space.
#[derive(Debug, PartialEq, Eq)]
pub struct Example {
    /// The text.
    pub text: &'static str,
    /// Whether the prompt opened the thinking.
    pub open: bool,
    /// Its segments and issues.
    pub parts: &'static str,
}

impl Form {
    /// All formats, in the order in which they are looked for.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        let others = TAGS.iter().chain(CHANNELS).chain([&PLAIN]);
        THINK.iter().chain(others)
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().find(|form| form.name == name)
    }

    /// The names of all formats, for messages.
    pub fn names() -> String {
        Self::all()
            .map(|form| form.name)
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// What most models write: `<think>` and `</think>`.
    pub fn think() -> &'static Self {
        THINK.first().unwrap_or(&PLAIN)
    }

    /// No marks at all.
    pub fn plain() -> &'static Self {
        &PLAIN
    }

    /// Whether this is the format without marks.
    pub fn is_plain(&self) -> bool {
        self.shape == Shape::Plain
    }
}

impl Serialize for Form {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

impl<'de> Deserialize<'de> for &'static Form {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Form::named(&name).ok_or_else(|| {
            de::Error::custom(format!(
                "unknown format of thinking `{name}`; known are {}",
                Form::names()
            ))
        })
    }
}
