//! What a model wrote, whoever stored it.

use crate::trace::detect;

/// What a model wrote. Counts are those of the source.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reply {
    /// The visible text as the source gives it, tags included where it has some.
    pub text: String,
    /// Where the thinking is.
    pub thinking: Thinking,
    /// Blocks of thinking that are there, but encrypted or withheld.
    pub n_redacted: u32,
    /// Whether `text` begins inside the thinking, because the prompt opened it.
    pub thinking_open: bool,
    /// Whether the thinking never ended, where it is given apart.
    pub unfinished: bool,
    /// How many tokens it took.
    pub tokens: Tokens,
    /// Why it ended.
    pub stop: Option<Stop>,
    /// How long it took.
    pub timing: Timing,
}

/// Where the thinking of a reply is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Thinking {
    /// In the text, between tags; or there is none.
    #[default]
    InText,
    /// In a field of its own.
    Apart(String),
    /// The model thought, and only a summary of it is told.
    Summary(String),
    /// The model thought, and nothing is told but that, or how many tokens.
    Hidden,
}

/// Tokens, as the source counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tokens {
    /// Of the prompt.
    pub prompt: Option<u64>,
    /// Of all that the model wrote, thinking included.
    pub output: Option<u64>,
    /// Of the thinking.
    pub thinking: Option<u64>,
}

/// Why a reply ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The model ended by itself.
    End,
    /// A limit on tokens.
    MaxTokens,
    /// A stop string.
    StopString,
}

/// Milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Timing {
    /// Until the first token.
    pub first_token_ms: Option<f64>,
    /// Until the end.
    pub elapsed_ms: Option<f64>,
}

impl Stop {
    /// What the word of an API means; `None` for words that say something else,
    /// such as a call of a tool or a filter.
    pub(super) fn of(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "stop" | "end_turn" | "complete" | "completed" | "eos" | "eos_token" => Some(Self::End),
            "length"
            | "max_tokens"
            | "max_output_tokens"
            | "model_length"
            | "model_context_window_exceeded" => Some(Self::MaxTokens),
            "stop_sequence" => Some(Self::StopString),
            _ => None,
        }
    }
}

impl Reply {
    /// A reply whose thinking, if any, is in its text.
    pub(super) fn of_text(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }

    /// Settles where the thinking is, when all of the reply is known.
    ///
    /// A count without a text means that the thinking is hidden, unless the text
    /// holds tags. A thinking with fewer characters than it has tokens cannot be
    /// all of it, so it is a summary: some APIs give one under the name of the
    /// thinking. A count of 0 beside a text says nothing, and is dropped.
    #[must_use]
    pub(super) fn settled(mut self) -> Self {
        let n_thinking = self.tokens.thinking.unwrap_or(0);
        if let Thinking::Apart(text) | Thinking::Summary(text) = &self.thinking
            && text.is_empty()
        {
            self.thinking = Thinking::InText;
        }
        self.thinking = match self.thinking {
            Thinking::Apart(text) if (text.chars().count() as u64) < n_thinking => {
                Thinking::Summary(text)
            }
            Thinking::InText if !has_tag(&self.text) && !self.thinking_open => {
                if n_thinking > 0 || self.n_redacted > 0 {
                    Thinking::Hidden
                } else {
                    Thinking::InText
                }
            }
            known => known,
        };
        if n_thinking == 0 && self.has_trace() {
            self.tokens.thinking = None;
        }
        self.unfinished |= self.text.trim().is_empty() && self.stop == Some(Stop::MaxTokens);
        self
    }

    /// Whether thinking is there to be read.
    pub fn has_trace(&self) -> bool {
        match &self.thinking {
            Thinking::InText => self.thinking_open || has_tag(&self.text),
            Thinking::Apart(_) => true,
            Thinking::Summary(_) | Thinking::Hidden => false,
        }
    }

    /// Whether the model is known to have thought.
    pub fn thinks(&self) -> bool {
        self.has_trace() || !matches!(self.thinking, Thinking::InText)
    }

    /// Whether the model thought, and its thinking is not there to be read: then
    /// the text says nothing about the thinking's length.
    pub fn is_hidden(&self) -> bool {
        matches!(self.thinking, Thinking::Summary(_) | Thinking::Hidden)
    }

    /// Whether there is nothing to read at all.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && !self.has_trace()
    }

    /// The reply as one text, with tags around a thinking that is given apart.
    /// A thinking that never ended has no closing tag.
    pub fn whole_text(&self) -> String {
        match &self.thinking {
            Thinking::Apart(thinking) if self.unfinished => format!("<think>{thinking}"),
            Thinking::Apart(thinking) => format!("<think>{thinking}</think>{}", self.text),
            Thinking::InText | Thinking::Summary(_) | Thinking::Hidden => self.text.clone(),
        }
    }

    /// Whether [`Reply::whole_text`] puts tags of ours around the thinking.
    pub fn is_joined(&self) -> bool {
        matches!(self.thinking, Thinking::Apart(_))
    }

    /// Whether a thinking that is given apart holds the tags that are put around
    /// it, so that [`Reply::whole_text`] would be read otherwise.
    pub fn holds_tags_itself(&self) -> bool {
        match &self.thinking {
            Thinking::Apart(thinking) => {
                let tagged = |text: &str| text.contains("<think>") || text.contains("</think>");
                tagged(thinking) || tagged(&self.text)
            }
            Thinking::InText | Thinking::Summary(_) | Thinking::Hidden => false,
        }
    }
}

/// Whether `text` holds thinking in any known format.
fn has_tag(text: &str) -> bool {
    !detect(text, false).format.is_plain()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(text: &str, thinking: Thinking, n: Option<u64>) -> Reply {
        Reply {
            text: text.to_owned(),
            thinking,
            tokens: Tokens {
                thinking: n,
                ..Tokens::default()
            },
            ..Reply::default()
        }
        .settled()
    }

    #[test]
    fn a_count_without_a_text_is_hidden_thinking() {
        let apart = || Thinking::Apart("so".to_owned());
        for (text, thinking, n, expected) in [
            ("7", Thinking::InText, Some(9), Thinking::Hidden),
            ("7", Thinking::InText, Some(0), Thinking::InText),
            ("7", Thinking::InText, None, Thinking::InText),
            (
                "<think>a</think>7",
                Thinking::InText,
                Some(9),
                Thinking::InText,
            ),
            ("7", apart(), Some(2), apart()),
            ("7", apart(), Some(90), Thinking::Summary("so".to_owned())),
            (
                "7",
                Thinking::Apart(String::new()),
                Some(9),
                Thinking::Hidden,
            ),
        ] {
            let read = reply(text, thinking, n);
            assert_eq!(read.thinking, expected, "{text}");
            assert_eq!(
                read.is_hidden(),
                !read.has_trace() && n.is_some_and(|n| n > 0)
            );
        }
    }

    #[test]
    fn a_count_of_nothing_beside_a_trace_says_nothing() {
        let read = reply("7", Thinking::Apart("so".to_owned()), Some(0));
        assert_eq!(read.tokens.thinking, None);
        assert_eq!(
            reply("7", Thinking::InText, Some(0)).tokens.thinking,
            Some(0)
        );
    }

    #[test]
    fn the_text_is_whole_with_its_thinking() {
        let mut read = reply("7", Thinking::Apart("so".to_owned()), None);
        assert_eq!(read.whole_text(), "<think>so</think>7");
        assert!(!read.holds_tags_itself());
        read.thinking = Thinking::Apart("I write </think> now".to_owned());
        assert!(read.holds_tags_itself());
        let cut = Reply {
            thinking: Thinking::Apart("so".to_owned()),
            stop: Some(Stop::MaxTokens),
            ..Reply::default()
        };
        assert_eq!(cut.settled().whole_text(), "<think>so");
    }
}
