//! Runs model folders through ONNX Runtime.
//!
//! Requests whose texts have the same length run together, so that no batch
//! ever needs padding: every row sees exactly what it would see alone, in
//! every form of export. Shorter texts go first and wait for nothing; longer
//! ones wait until the shorter have caught up, and then they run on together.

use std::ops::ControlFlow;

use super::chat::Message;
use super::limits::Limits;
use super::model_dir::{ModelDir, ModelError, Problem};
use super::open::EngineOptions;
use super::sampler::{Decoding, Sampler};
use super::{Engine, EngineError, Event, ModelInfo, Request, Sink};
use crate::plan::Mode;

mod cache;
mod decoder;
mod pool;
mod row;
mod session;
mod signature;
mod vocabulary;

use decoder::Decoder;
use pool::Pool;
use row::Row;
use vocabulary::Vocabulary;

/// A model folder in ONNX Runtime.
#[derive(Debug)]
pub struct OnnxEngine {
    info: ModelInfo,
    chat: super::chat::ChatTemplate,
    vocabulary: Vocabulary,
    decoder: Decoder,
    batch_size: usize,
    cache_bytes: u64,
}

impl OnnxEngine {
    /// Loads `model` into ONNX Runtime, which is found, installed and loaded
    /// first if need be.
    ///
    /// # Errors
    /// When there is no usable ONNX Runtime, or it refuses the model or the
    /// device.
    pub fn new(model: ModelDir, options: &EngineOptions) -> Result<Self, EngineError> {
        let problem = {
            let (origin, file) = (model.origin.clone(), model.graph.name());
            move |problem: Problem| ModelError {
                model: origin.clone(),
                file: file.clone(),
                problem,
            }
        };
        let opened = session::open(&model.graph, model.n_parameters, options, &problem)?;
        let signature =
            signature::Signature::read(&opened.session, &model.config).map_err(&problem)?;
        let vocabulary = Vocabulary::new(&model)?;
        let info = ModelInfo {
            origin: model.origin.clone(),
            architecture: model.config.architecture.clone(),
            n_parameters: model.n_parameters,
            context: model.config.context,
            thinks: model.chat.thinks(),
            provider: opened.provider.to_owned(),
            runtime: format!("onnxruntime {}", opened.version),
            files: model.hashes.clone(),
        };
        Ok(Self {
            info,
            chat: model.chat,
            vocabulary,
            decoder: Decoder::new(model.origin, opened.session, signature),
            batch_size: options.batch_size.max(1),
            cache_bytes: options.cache_bytes,
        })
    }

    /// Time spent inside ONNX Runtime so far, for measuring what is added to it.
    pub fn library_time(&self) -> std::time::Duration {
        self.decoder.library_time
    }

    /// The row of a request that can be answered.
    fn prepare(&self, index: usize, request: &Request) -> Result<Row, EngineError> {
        let decoding = Decoding::try_from(&request.sampling)?;
        let enable_thinking = request.mode == Mode::Reasoning;
        let prompt = self
            .chat
            .render(&[Message::user(&request.prompt)], Some(enable_thinking))?;
        let tokens = self.vocabulary.encode(&prompt.text)?;
        let limits = Limits::of(
            request,
            tokens.len(),
            self.info.context,
            self.vocabulary.forced_end().len(),
        )?;
        let sampler = Sampler::new(decoding, request.seed);
        Ok(Row::new(index, prompt, tokens, limits, sampler))
    }
}

impl Engine for OnnxEngine {
    fn info(&self) -> &ModelInfo {
        &self.info
    }

    fn admit(&self, request: &Request) -> Result<(), EngineError> {
        self.prepare(0, request).map(|_| ())
    }

    fn generate(&mut self, requests: &[Request], sink: &mut Sink<'_>) -> Result<(), EngineError> {
        let mut rows = Vec::new();
        for (index, request) in requests.iter().enumerate() {
            match self.prepare(index, request) {
                Ok(row) => rows.push(row),
                Err(error) => {
                    let result = Err(error);
                    if sink(Event::Done { index, result }).is_break() {
                        return Ok(());
                    }
                }
            }
        }
        let mut pool = Pool::new(rows, &self.decoder, self.batch_size, self.cache_bytes);
        while !pool.is_done() {
            let mut events = Vec::new();
            pool.step(&mut self.decoder, &self.vocabulary, &mut events)?;
            for event in events {
                if let ControlFlow::Break(()) = sink(event) {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
