//! The tokenizer as generation needs it: ends, tags, and text at the end.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokenizers::Tokenizer;

use super::row::unknown;
use crate::engine::EngineError;
use crate::engine::error::one_line;
use crate::engine::model_dir::ModelDir;
use crate::engine::thinking::{FORMATS, Format, THINK, Tag};
use crate::text::{for_terminal, start_of};

/// Tokens that are looked at for a tag made of several.
const TAIL: usize = 12;

/// A tokenizer, and what some of its tokens mean.
#[derive(Debug, Clone)]
pub(super) struct Vocabulary {
    origin: String,
    tokenizer: Tokenizer,
    ends: Vec<u32>,
    /// Special tokens that no reader should see, unless they are part of a tag.
    hidden: BTreeSet<u32>,
    /// Those of the format that the model writes.
    tags: Arc<Tags>,
    /// The graph knows the tokens below it; `None` where that is not known.
    width: Option<u64>,
}

/// How a format's tags are written in a vocabulary.
#[derive(Debug)]
pub(super) struct Tags {
    pub(super) format: &'static Format,
    /// The opening tag, if it is one token.
    pub(super) open: Option<u32>,
    /// The closing tag, if it is one token.
    pub(super) close: Option<u32>,
    /// The tokens of both.
    parts: Vec<u32>,
}

impl Vocabulary {
    /// The tokenizer of `model`, whose graph gives so many logits a token.
    ///
    /// # Errors
    /// When the tokenizer fails on the tags of thinking.
    pub(super) fn new(model: &ModelDir, n_logits: Option<u64>) -> Result<Self, EngineError> {
        let tokenizer = model.tokenizer.clone();
        let added = tokenizer.get_added_tokens_decoder();
        let hidden = added.iter().filter(|(_, token)| token.special);
        let format = Format::found(|mark| tokenizer.token_to_id(mark).is_some());
        let tags = Tags::new(format.unwrap_or(&THINK), &tokenizer);
        Ok(Self {
            hidden: hidden.map(|(id, _)| *id).collect(),
            ends: model.config.eos_tokens.clone(),
            tags: Arc::new(tags.map_err(|reason| failure(&model.origin, &reason))?),
            origin: model.origin.clone(),
            tokenizer,
            width: n_logits
                .or(model.config.shape.vocabulary)
                .filter(|&n| n > 0),
        })
    }

    /// The same without any token that ends a text.
    pub(super) fn endless(&self) -> Self {
        Self {
            ends: Vec::new(),
            ..self.clone()
        }
    }

    /// The tokens of `text`; special tokens in it are recognized, none added.
    ///
    /// # Errors
    /// When the tokenizer fails, or gives a token that the graph does not know:
    /// it would look it up outside its weights.
    pub(super) fn encode(&self, text: &str) -> Result<Vec<u32>, EngineError> {
        let encoding = self.tokenizer.encode_fast(text, false);
        let encoding = encoding.map_err(|e| self.failure(&e.to_string()))?;
        let tokens = encoding.get_ids();
        match tokens.iter().find(|&&id| !self.is_known(id)) {
            None => Ok(tokens.to_vec()),
            Some(&id) => Err(self.failure(&self.unknown_token(id, text))),
        }
    }

    /// Whether the graph has a place for the token.
    fn is_known(&self, token: u32) -> bool {
        self.width.is_none_or(|width| u64::from(token) < width)
    }

    fn unknown_token(&self, id: u32, text: &str) -> String {
        let name = self.tokenizer.id_to_token(id).unwrap_or_default();
        let last = self.width.unwrap_or_default().saturating_sub(1);
        format!(
            "it gives the token {id}, `{}`, for a text that begins `{}`, and the graph knows the \
             tokens 0 to {last} only; leave that text out, or take tokenizer and graph from one model",
            for_terminal(&name),
            start_of(text),
        )
    }

    /// The text of `tokens`, special ones left out, tags kept.
    pub(super) fn decode(&self, tokens: &[u32], tags: &Tags) -> Result<String, EngineError> {
        let seen: Vec<u32> = tokens
            .iter()
            .copied()
            .filter(|id| !self.hidden.contains(id) || tags.parts.contains(id))
            .collect();
        self.tokenizer
            .decode(&seen, false)
            .map_err(|e| self.failure(&e.to_string()))
    }

    /// The tags of a format by its name, or of the one that the model writes.
    ///
    /// # Errors
    /// When there is no format of that name.
    pub(super) fn tags(&self, name: Option<&str>) -> Result<Arc<Tags>, EngineError> {
        let Some(name) = name.filter(|&name| name != self.tags.format.name) else {
            return Ok(Arc::clone(&self.tags));
        };
        let Some(format) = Format::named(name) else {
            let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            return Err(unknown("thinking format", name, &names));
        };
        let tags = Tags::new(format, &self.tokenizer).map_err(|e| self.failure(&e))?;
        Ok(Arc::new(tags))
    }

    /// Whether the token ends the text.
    pub(super) fn is_end(&self, token: u32) -> bool {
        self.ends.contains(&token)
    }

    /// The tokens that end the text.
    pub(super) fn ends(&self) -> impl Iterator<Item = u32> {
        self.ends.iter().copied()
    }

    /// Whether there is a token of this id, and the graph knows it.
    pub(super) fn has(&self, token: u32) -> bool {
        self.is_known(token) && self.tokenizer.id_to_token(token).is_some()
    }

    /// The tag that the last of `tokens` completes, and of how many tokens it
    /// is made. Models write tags as one token or, rarely, spell them out.
    pub(super) fn tag_at_end(&self, tokens: &[u32], tags: &Tags) -> Option<(Tag, usize)> {
        let last = *tokens.last()?;
        if Some(last) == tags.open {
            return Some((Tag::Open, 1));
        }
        if Some(last) == tags.close {
            return Some((Tag::Close, 1));
        }
        if !self.may_end_tag(last, tags.format) {
            return None;
        }
        (1..=tokens.len().min(TAIL)).find_map(|n| {
            let tail = tokens.get(tokens.len() - n..)?;
            let text = self.tokenizer.decode(tail, false).ok()?;
            let found = [
                (Tag::Close, tags.format.close),
                (Tag::Open, tags.format.open),
            ];
            let (tag, _) = found.into_iter().find(|(_, tag)| text.contains(tag))?;
            Some((tag, n))
        })
    }

    /// Whether a tag could end in this token, which may hold more behind it.
    fn may_end_tag(&self, token: u32, format: &Format) -> bool {
        let ends = [format.open, format.close].map(|tag| tag.chars().next_back());
        if ends.iter().flatten().all(char::is_ascii_graphic) {
            let piece = self.tokenizer.id_to_token(token);
            return piece.is_some_and(|p| ends.into_iter().flatten().any(|c| p.contains(c)));
        }
        // Vocabularies write other characters in their own ways, or in parts.
        let text = self.tokenizer.decode(&[token], false).unwrap_or_default();
        text.contains(char::REPLACEMENT_CHARACTER)
            || ends.into_iter().flatten().any(|c| text.contains(c))
    }

    fn failure(&self, reason: &str) -> EngineError {
        failure(&self.origin, reason)
    }
}

fn failure(origin: &str, reason: &str) -> EngineError {
    EngineError::Tokenizer {
        model: origin.to_owned(),
        reason: one_line(reason),
    }
}

impl Tags {
    /// # Errors
    /// What the tokenizer says.
    fn new(format: &'static Format, tokenizer: &Tokenizer) -> Result<Self, String> {
        let mut parts = Vec::new();
        for tag in [format.open, format.close] {
            let encoding = tokenizer.encode_fast(tag, false);
            let encoding = encoding.map_err(|e| e.to_string())?;
            // A token for what is unknown is no part of it.
            let is_part = |id: &u32| tokenizer.id_to_token(*id).is_some_and(|t| tag.contains(&t));
            parts.extend(encoding.get_ids().iter().copied().filter(is_part));
        }
        Ok(Self {
            format,
            open: tokenizer.token_to_id(format.open),
            close: tokenizer.token_to_id(format.close),
            parts,
        })
    }
}
