//! The formats, as data.

use std::fmt;
use std::str::FromStr;

/// What a file is read as. [`Format::about`] says what each is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Lines of JSON with a text in a field.
    Rows,
    /// OpenAI's chat completions and what is compatible with them.
    OpenAi,
    /// OpenAI's Responses.
    Responses,
    /// Anthropic's messages.
    Anthropic,
    /// Google's `generateContent`.
    Gemini,
    /// Cohere's chat, version 2.
    Cohere,
    /// Amazon Bedrock's Converse.
    Bedrock,
    /// Ollama's chat and generate.
    Ollama,
    /// Samples of lm-evaluation-harness.
    LmEval,
    /// Inspect's logs, `.eval` or `.json`.
    Inspect,
    /// Details of lighteval.
    Lighteval,
    /// Predictions and reviews of evalscope.
    Evalscope,
    /// Output rows of NeMo-Skills.
    NemoSkills,
    /// A completion and nothing else.
    Text,
}

/// Each format, its name on the command line, and what it is.
const FORMATS: [(Format, &str, &str); 14] = [
    (
        Format::Rows,
        "rows",
        "JSON Lines with a completion in a field",
    ),
    (
        Format::OpenAi,
        "openai",
        "chat completions of OpenAI and compatible servers, Mistral's too: replies, streams, batch files",
    ),
    (
        Format::Responses,
        "responses",
        "OpenAI Responses: replies, streams, batch files",
    ),
    (
        Format::Anthropic,
        "anthropic",
        "Anthropic messages: replies, streams, batch results",
    ),
    (
        Format::Gemini,
        "gemini",
        "Gemini generateContent: replies, streams, batch results",
    ),
    (
        Format::Cohere,
        "cohere",
        "Cohere chat v2: replies and streams",
    ),
    (
        Format::Bedrock,
        "bedrock",
        "Bedrock Converse: replies and streams",
    ),
    (
        Format::Ollama,
        "ollama",
        "Ollama chat and generate: replies and streams",
    ),
    (
        Format::LmEval,
        "lm-eval",
        "samples of lm-evaluation-harness",
    ),
    (Format::Inspect, "inspect", "Inspect logs, .eval or .json"),
    (Format::Lighteval, "lighteval", "lighteval details, Parquet"),
    (
        Format::Evalscope,
        "evalscope",
        "evalscope predictions and reviews",
    ),
    (Format::NemoSkills, "nemo-skills", "NeMo-Skills output rows"),
    (Format::Text, "text", "a file that is one completion"),
];

impl Format {
    /// All formats, in the order of lists.
    pub fn all() -> impl Iterator<Item = Self> {
        FORMATS.iter().map(|(format, ..)| *format)
    }

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// What it is, in a few words.
    pub fn about(self) -> &'static str {
        self.row().2
    }

    /// The names, separated by commas.
    pub fn list() -> String {
        Self::all().map(Self::name).collect::<Vec<_>>().join(", ")
    }

    fn row(self) -> &'static (Self, &'static str, &'static str) {
        let found = FORMATS.iter().find(|(format, ..)| *format == self);
        found.unwrap_or(&FORMATS[0])
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = FORMATS.iter().find(|(_, known, _)| *known == name);
        found
            .map(|(format, ..)| *format)
            .ok_or_else(|| format!("`{name}` is no format, expected one of {}", Self::list()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_its_own_row() {
        for format in Format::all() {
            assert_eq!(format.name().parse(), Ok(format));
            assert_eq!(format.row().0, format);
        }
        assert!("tarot".parse::<Format>().is_err());
    }
}
