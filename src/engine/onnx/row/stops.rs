//! Texts that end the answer, wherever the tokens' boundaries lie.

use crate::engine::EngineError;

/// Looks for stop strings in the answer. White space before its first word is
/// no answer yet and is not looked at.
#[derive(Debug, Clone, Default)]
pub(super) struct Stops {
    texts: Vec<String>,
    /// Tokens that can hold the longest text, each being at least a byte.
    window: usize,
    /// Place of the answer's first token.
    start: usize,
    /// Whether the answer has a word.
    has_word: bool,
}

impl Stops {
    pub(super) fn new(texts: &[String]) -> Self {
        let longest = texts.iter().map(String::len).max().unwrap_or(0);
        Self {
            texts: texts.to_vec(),
            // A few more: a decoder may treat the first token its own way.
            window: longest + 4,
            start: 0,
            has_word: false,
        }
    }

    /// What follows is not yet answer, or a new one.
    pub(super) fn start_at(&mut self, place: usize) {
        self.start = place;
        self.has_word = false;
    }

    /// Whether the last of the `written` tokens completes a stop string.
    ///
    /// # Errors
    /// Those of `decode`.
    pub(super) fn end_with(
        &mut self,
        written: &[u32],
        decode: impl Fn(&[u32]) -> Result<String, EngineError>,
    ) -> Result<bool, EngineError> {
        if self.texts.is_empty() {
            return Ok(false);
        }
        let from = self.start.max(written.len().saturating_sub(self.window));
        let text = decode(written.get(from..).unwrap_or_default())?;
        if self.has_word {
            return Ok(self.first_in(&text).is_some());
        }
        let word = text.trim_start();
        if word.is_empty() {
            self.start = written.len();
            return Ok(false);
        }
        self.has_word = true;
        Ok(self.first_in(word).is_some())
    }

    /// `text`, which is that of the `written` tokens, before the first stop
    /// string of its answer.
    ///
    /// # Errors
    /// Those of `decode`.
    pub(super) fn cut(
        &self,
        mut text: String,
        written: &[u32],
        decode: impl Fn(&[u32]) -> Result<String, EngineError>,
    ) -> Result<String, EngineError> {
        let before = decode(written.get(..self.start).unwrap_or_default())?;
        let start = text.floor_char_boundary(before.len());
        let answer = text.get(start..).unwrap_or_default();
        let word = answer.trim_start();
        let blank = answer.len() - word.len();
        if let Some(place) = self.first_in(word) {
            text.truncate(start + blank + place);
        }
        Ok(text)
    }

    fn first_in(&self, text: &str) -> Option<usize> {
        self.texts
            .iter()
            .filter_map(|stop| text.find(stop.as_str()))
            .min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens are bytes.
    #[expect(clippy::unnecessary_wraps, reason = "tokenizers can fail")]
    fn decode(tokens: &[u32]) -> Result<String, EngineError> {
        let bytes: Vec<u8> = tokens.iter().map(|&t| t as u8).collect();
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The text at which the answer behind `before` ends, and what is left.
    fn written(stops: &[&str], before: &str, answer: &str) -> Option<String> {
        let texts: Vec<String> = stops.iter().map(|&s| s.to_owned()).collect();
        let mut stops = Stops::new(&texts);
        let mut tokens: Vec<u32> = before.bytes().map(u32::from).collect();
        stops.start_at(tokens.len());
        for byte in answer.bytes() {
            tokens.push(u32::from(byte));
            if stops.end_with(&tokens, decode).unwrap() {
                let text = decode(&tokens).unwrap();
                return Some(stops.cut(text, &tokens, decode).unwrap());
            }
        }
        None
    }

    #[test]
    fn answers_end_before_a_stop_string() {
        for (stops, before, answer, left) in [
            (&["END"][..], "", "7 ENDING", Some("7 ")),
            (&["ND", "END"], "", "7 END", Some("7 ")),
            (&["ENDS", "ND"], "", "7 ENDS", Some("7 E")),
            (&["END"], "END ", "7 EN D", None),
            (&["END"], "a END ", "7END", Some("a END 7")),
            (&["\n\n"], "t", "\n\n7\n\nQ", Some("t\n\n7")),
            (&["\n\n"], "t", "\n\n\n", None),
            (&[" "], "t", " 7 8", Some("t 7")),
            (&["等等"], "é", "é 等等", Some("éé ")),
            (&[], "", "7", None),
        ] {
            let wanted = left.map(str::to_owned);
            assert_eq!(written(stops, before, answer), wanted, "{answer}");
        }
    }
}
