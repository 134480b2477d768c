//! The tokenizer as generation needs it: ends, tags, and text at the end.

use std::collections::BTreeSet;

use tokenizers::Tokenizer;

use crate::engine::EngineError;
use crate::engine::error::one_line;
use crate::engine::model_dir::ModelDir;

/// What ends the thinking by force.
const FORCED_END: &str = "\n</think>\n\n";

/// Tokens that are looked at for a tag made of several.
const TAIL: usize = 12;

/// A tag that marks thinking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// `<think>`
    Open,
    /// `</think>`
    Close,
}

impl Tag {
    fn text(self) -> &'static str {
        match self {
            Self::Open => "<think>",
            Self::Close => "</think>",
        }
    }
}

/// A tokenizer, and what some of its tokens mean.
#[derive(Debug)]
pub(super) struct Vocabulary {
    origin: String,
    tokenizer: Tokenizer,
    ends: Vec<u32>,
    open: Option<u32>,
    close: Option<u32>,
    /// Special tokens that no reader should see.
    hidden: BTreeSet<u32>,
    forced_end: Vec<u32>,
}

impl Vocabulary {
    pub(super) fn new(model: &ModelDir) -> Result<Self, EngineError> {
        let tokenizer = model.tokenizer.clone();
        let open = tokenizer.token_to_id(Tag::Open.text());
        let close = tokenizer.token_to_id(Tag::Close.text());
        let hidden = tokenizer
            .get_added_tokens_decoder()
            .iter()
            .filter(|(id, token)| token.special && Some(**id) != open && Some(**id) != close)
            .map(|(id, _)| *id)
            .collect();
        let mut vocabulary = Self {
            origin: model.origin.clone(),
            tokenizer,
            ends: model.config.eos_tokens.clone(),
            open,
            close,
            hidden,
            forced_end: Vec::new(),
        };
        vocabulary.forced_end = vocabulary.encode(FORCED_END)?;
        Ok(vocabulary)
    }

    /// The tokens of `text`; special tokens in it are recognized, none added.
    pub(super) fn encode(&self, text: &str) -> Result<Vec<u32>, EngineError> {
        self.tokenizer
            .encode_fast(text, false)
            .map(|encoding| encoding.get_ids().to_vec())
            .map_err(|e| self.failure(&e.to_string()))
    }

    /// The text of `tokens`, special ones left out, tags kept.
    pub(super) fn decode(&self, tokens: &[u32]) -> Result<String, EngineError> {
        let seen: Vec<u32> = tokens
            .iter()
            .copied()
            .filter(|id| !self.hidden.contains(id))
            .collect();
        self.tokenizer
            .decode(&seen, false)
            .map_err(|e| self.failure(&e.to_string()))
    }

    /// Whether the token ends the text.
    pub(super) fn is_end(&self, token: u32) -> bool {
        self.ends.contains(&token)
    }

    /// The tokens of a forced end of thinking.
    pub(super) fn forced_end(&self) -> &[u32] {
        &self.forced_end
    }

    /// The tag that the last of `tokens` completes, and of how many tokens it
    /// is made. Models write tags as one token or, rarely, spell them out.
    pub(super) fn tag_at_end(&self, tokens: &[u32]) -> Option<(Tag, usize)> {
        let last = Some(*tokens.last()?);
        if last == self.open {
            return Some((Tag::Open, 1));
        }
        if last == self.close {
            return Some((Tag::Close, 1));
        }
        // Both tags end in `>`; the token may hold more after it.
        let piece = self.tokenizer.id_to_token(last?)?;
        if !piece.contains('>') {
            return None;
        }
        (1..=tokens.len().min(TAIL)).find_map(|n| {
            let tail = tokens.get(tokens.len() - n..)?;
            let text = self.tokenizer.decode(tail, false).ok()?;
            [Tag::Close, Tag::Open]
                .into_iter()
                .find(|tag| text.contains(tag.text()))
                .map(|tag| (tag, n))
        })
    }

    fn failure(&self, reason: &str) -> EngineError {
        EngineError::Tokenizer {
            model: self.origin.clone(),
            reason: one_line(reason),
        }
    }
}
