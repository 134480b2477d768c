//! Runs model folders through ONNX Runtime.
//!
//! Every row of a batch sees exactly what it would see alone; the pool says how.
//! Requests that differ in their budget alone are one row up to the smaller
//! budget, and requests with the same prompt compute it once.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;

use super::chat::{Message, RenderedChat};
use super::limits::Limits;
use super::model_dir::{ModelDir, ModelError, Problem};
use super::open::{EngineOptions, ThoughtEnds};
use super::{Engine, EngineError, Event, ModelInfo, Request, Sink};
use crate::plan::{Mode, Probes};

mod batch;
mod buffers;
mod cache;
mod cohorts;
mod decoder;
mod group;
mod logits;
mod measure;
mod memory;
mod pool;
mod probe;
mod row;
mod run;
mod session;
mod shared;
mod signature;
mod slots;
mod step;
mod vocabulary;

use decoder::Decoder;
pub use measure::{Forked, Measured};
use pool::{Pool, Tools};
use row::{Guide, Row};
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
    thoughts: Option<ThoughtEnds>,
    /// To be said when generation begins.
    notice: Option<String>,
    /// Prompts that were rendered lately, with and without thinking.
    prompts: RefCell<HashMap<(String, bool), Rendered>>,
}

/// A prompt as the model reads it, and its tokens.
type Rendered = (RenderedChat, Vec<u32>);

/// Prompts that are kept rendered.
const MAX_PROMPTS: usize = 4096;

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
        let mut signature =
            signature::Signature::read(&opened.session, &model.config, &model.facts)
                .map_err(&problem)?;
        if opened.provider != "cpu" {
            signature.without_shared_buffers().map_err(&problem)?;
        }
        let vocabulary = Vocabulary::new(&model, signature.vocabulary)?;
        let info = ModelInfo {
            origin: model.origin.clone(),
            architecture: model.config.architecture.clone(),
            n_parameters: model.n_parameters,
            context: model.config.context,
            thinks: model.chat.thinks(),
            provider: opened.provider.to_owned(),
            runtime: format!("onnxruntime {}", opened.version),
            files: model.hashes.clone(),
            chat_template: Some(model.chat.hash()),
        };
        let mut engine = Self {
            info,
            chat: model.chat,
            vocabulary,
            decoder: Decoder::new(model.origin, opened.session, signature, opened.device),
            batch_size: options.batch_size.max(1),
            cache_bytes: options.cache_bytes,
            thoughts: options.thoughts,
            notice: None,
            prompts: RefCell::default(),
        };
        if engine.decoder.signature.rows_mix && engine.batch_size > 1 {
            engine.batch_size = 1;
            engine.notice = Some(
                "texts are computed one at a time: this graph is quantized on the fly over the \
                 whole batch, so that texts would change each other's results"
                    .to_owned(),
            );
        }
        if options.deterministic {
            engine.forbid_varying_batches()?;
        }
        Ok(engine)
    }

    /// Computes texts one at a time if a probe shows that the last bits of a
    /// result depend on how many are computed together.
    fn forbid_varying_batches(&mut self) -> Result<(), EngineError> {
        let differs = self.decoder.first_batch_that_differs(self.batch_size)?;
        if let Some(n) = differs {
            self.batch_size = 1;
            self.notice = Some(format!(
                "texts are computed one at a time: a batch of {n} gives other last bits \
                 than a text alone, and the run is to be deterministic"
            ));
        }
        Ok(())
    }

    /// Time spent inside ONNX Runtime so far, for measuring what is added to it.
    pub fn library_time(&self) -> std::time::Duration {
        self.decoder.library_time
    }

    /// Generates for the requests at the places `open`.
    fn work(
        &mut self,
        requests: &[Request],
        open: &[usize],
        sink: &mut Sink<'_>,
    ) -> Result<(), EngineError> {
        let mut rows = Vec::new();
        for &index in open {
            let Some(request) = requests.get(index) else {
                continue;
            };
            // Preparing thousands takes seconds, in which the user may stop.
            if sink(Event::Tokens(0)).is_break() {
                return Ok(());
            }
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
        let rows = group::group(rows, requests);
        let mut pool = Pool::new(rows, &self.decoder, self.batch_size, self.cache_bytes);
        while !pool.is_done() {
            let mut events = Vec::new();
            let stepped = pool.step(&mut Tools {
                decoder: &mut self.decoder,
                vocabulary: &self.vocabulary,
                events: &mut events,
            });
            // What ended in this step is kept, whatever became of the rest.
            for event in events {
                if let ControlFlow::Break(()) = sink(event) {
                    return Ok(());
                }
            }
            stepped?;
        }
        Ok(())
    }

    /// The row of a request that can be answered.
    fn prepare(&self, index: usize, request: &Request) -> Result<Row, EngineError> {
        let guide = Guide::new(request, &self.vocabulary)?;
        let (prompt, tokens) = self.prompt(request)?;
        let limits = Limits::of(request, tokens.len(), self.info.context, guide.n_forced())?;
        let mut row = Row::new(index, prompt, tokens, limits, guide);
        if request.probes == Some(Probes::Thoughts) {
            row.probe_thoughts(self.thought_ends()?);
        }
        Ok(row)
    }

    /// What tells where thoughts end, if texts can be probed there.
    fn thought_ends(&self) -> Result<ThoughtEnds, EngineError> {
        let refuse = |reason: &str| EngineError::Refused(reason.to_owned());
        if !self.decoder.signature.can_be_cut() {
            return Err(refuse(
                "this model hands on states that cannot be cut back to where a thought ended; \
                 take `--probes every:64` or the like, which probe on the way",
            ));
        }
        self.thoughts.ok_or_else(|| {
            refuse("the engine was not told where thoughts end (`EngineOptions::thoughts`)")
        })
    }

    /// The prompt of a request, rendered and in tokens. Budgets and draws ask
    /// for the same one many times.
    fn prompt(&self, request: &Request) -> Result<Rendered, EngineError> {
        let key = (request.prompt.clone(), request.mode == Mode::Reasoning);
        let mut known = self.prompts.borrow_mut();
        if let Some(prompt) = known.get(&key) {
            return Ok(prompt.clone());
        }
        let rendered = self
            .chat
            .render(&[Message::user(&request.prompt)], Some(key.1))?;
        let tokens = self.vocabulary.encode(&rendered.text)?;
        if known.len() >= MAX_PROMPTS {
            known.clear();
        }
        known.insert(key, (rendered.clone(), tokens.clone()));
        Ok((rendered, tokens))
    }
}

impl Engine for OnnxEngine {
    fn info(&self) -> &ModelInfo {
        &self.info
    }

    fn admit(&self, request: &Request) -> Result<(), EngineError> {
        match self.prepare(0, request) {
            Err(error) if !matches!(error, EngineError::Prompt { .. }) => Err(error),
            _ => Ok(()),
        }
    }

    fn gives_logprobs(&self) -> bool {
        true
    }

    fn generate(&mut self, requests: &[Request], sink: &mut Sink<'_>) -> Result<(), EngineError> {
        let mut open: Vec<usize> = (0..requests.len()).collect();
        if let Some(notice) = self.notice.take()
            && sink(Event::Notice(notice)).is_break()
        {
            return Ok(());
        }
        loop {
            let mut done = BTreeSet::new();
            let ended = self.work(requests, &open, &mut |event| {
                if let Event::Done { index, .. } = event {
                    done.insert(index);
                }
                sink(event)
            });
            self.decoder.buffers.clear();
            match ended {
                Err(error) if error.is_out_of_memory() && self.batch_size > 1 => {
                    self.batch_size /= 2;
                    self.cache_bytes /= 2;
                    let notice = format!(
                        "memory ran out, so at most {} texts are computed together from here on \
                         ({error})",
                        self.batch_size
                    );
                    if sink(Event::Notice(notice)).is_break() {
                        return Ok(());
                    }
                }
                ended => return ended,
            }
            open.retain(|index| !done.contains(index));
        }
    }
}

#[cfg(test)]
mod tests;
