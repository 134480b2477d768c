//! A model folder looked at as far as it goes: what is wrong with one file
//! does not hide the others, and ONNX Runtime is not needed.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use tokenizers::Tokenizer;

use super::config::{self, ModelConfig};
use super::error::ModelError;
use super::facts::{Element, GraphFacts};
use super::files::Files;
use super::graph_file::{Graph, Sketch};
use super::layout::{self, Form};
use super::memory::WeightBytes;
use super::{obstacle, read_chat, vocabulary};
use crate::engine::builtin::BuiltIn;
use crate::engine::chat::ChatTemplate;
use crate::text::for_terminal;

/// What can be told of a model without running it.
#[derive(Debug, Default)]
pub struct Survey {
    /// Where it lies: a path, or `built in`.
    pub origin: String,
    /// Who made the folder; `None` without a graph.
    pub form: Option<Form>,
    /// Name of the graph file.
    pub graph_file: Option<String>,
    /// Graphs to choose from, where there are several and none is the model's.
    pub choices: Vec<String>,
    /// What the configuration files say.
    pub config: Option<ModelConfig>,
    /// The chat template.
    pub chat: Option<ChatTemplate>,
    /// The tokenizer's tokens.
    pub tokens: Option<Tokens>,
    /// What the graph is made of; empty without one.
    pub facts: GraphFacts,
    /// Parameters, counted in the graph's weights.
    pub n_parameters: Option<u64>,
    /// Bytes of the graph's weights as stored.
    pub weight_bytes: Option<u64>,
    /// Bytes that they take in memory when the CPU computes.
    pub cpu_weight_bytes: Option<WeightBytes>,
    /// The element type that most of the weights have.
    pub weight_type: Option<Element>,
    /// File name → what is known of it.
    pub files: BTreeMap<String, FileFacts>,
    /// Why it cannot run; empty where nothing is in the way.
    pub obstacles: Vec<String>,
    /// What is odd and does no harm.
    pub notes: Vec<String>,
}

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFacts {
    /// Its size.
    pub bytes: u64,
    /// SHA-256 (hex), where it was asked for.
    pub sha256: Option<String>,
}

/// Tokens by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Tokens of the tokenizer.
    pub count: usize,
    /// Tokens that end the text.
    pub ends: Vec<Token>,
    /// Tokens that templates see by name: `bos_token`, `pad_token`.
    pub named: BTreeMap<String, Token>,
    /// Tags that open and close the thinking, where they are single tokens.
    pub thinking: Vec<Token>,
}

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its text.
    pub text: String,
    /// Its number; `None` where the tokenizer does not know the text.
    pub id: Option<u32>,
}

impl Survey {
    /// Looks at the model at `path`, as [`ModelDir::open`](super::ModelDir::open)
    /// takes it. `hash` asks for the SHA-256 of all files, which reads them whole.
    pub fn of_folder(path: &Path, today: Option<Date>, hash: bool) -> Self {
        let (folder, graph_file) = layout::split_path(path);
        let mut files = Files::in_folder(&folder);
        let mut survey = Self {
            origin: path.display().to_string(),
            ..Self::default()
        };
        let graph = match graph_file {
            Some(file) => Some(file),
            None => survey.noted(layout::find_graph(&mut files, &folder)),
        };
        if graph.is_none() {
            let graphs = layout::graphs_in(&folder).into_iter();
            survey.choices = graphs.map(|path| path.display().to_string()).collect();
        }
        let graph = graph.map(|file| Graph::in_file(&file));
        survey.read(&mut files, graph, today, hash);
        survey
    }

    /// Looks at a built-in model.
    pub fn of_built_in(model: &'static BuiltIn, today: Option<Date>, hash: bool) -> Self {
        let mut survey = Self {
            origin: "built in".to_owned(),
            ..Self::default()
        };
        let graph = model.file("model.onnx").map(Graph::in_memory);
        survey.read(&mut Files::built_in(model), graph, today, hash);
        survey
    }

    fn read(&mut self, files: &mut Files, graph: Option<Graph>, today: Option<Date>, hash: bool) {
        let tokenizer = self.noted(super::read_tokenizer(files));
        let tokenizer_config = self
            .noted(config::tokenizer_config(files))
            .unwrap_or_default();
        self.config = self.noted(ModelConfig::read(
            files,
            &tokenizer_config,
            tokenizer.as_ref(),
        ));
        self.chat = self.noted(read_chat(files, &tokenizer_config, today));
        let named = self.noted(config::special_tokens(files, &tokenizer_config));
        if let Some(tokenizer) = &tokenizer {
            let config = self.config.as_ref();
            self.tokens = Some(Tokens::of(tokenizer, config, named.unwrap_or_default()));
        }
        if let Some(graph) = graph {
            self.look_at(files, &graph, tokenizer.as_ref(), hash);
        }
        let sizes = files.sizes();
        for (name, (bytes, sha256)) in sizes {
            let sha256 = Some(sha256).filter(|_| hash);
            self.files.insert(name, FileFacts { bytes, sha256 });
        }
    }

    fn look_at(
        &mut self,
        files: &mut Files,
        graph: &Graph,
        tokenizer: Option<&Tokenizer>,
        hash: bool,
    ) {
        let name = graph.name();
        self.graph_file = Some(name.clone());
        let skimmed = graph.skim().map_err(|p| files.problem(&name, p));
        let Some(Sketch { weights, facts }) = self.noted(skimmed) else {
            return;
        };
        self.form = Some(Form::of(graph.path(), files.has_genai_config(), &facts));
        let config = self.config.as_ref();
        self.n_parameters = weights.count(&config.cloned().unwrap_or_default());
        self.weight_bytes = Some(weights.bytes());
        self.cpu_weight_bytes = Some(weights.on_cpu());
        self.weight_type = weights.main_element();
        let problems = obstacle::obstacles(&facts, config);
        let problems = problems
            .into_iter()
            .map(|p| for_terminal(&format!("`{name}` {p}")));
        self.obstacles.extend(problems);
        if let Some(tokenizer) = tokenizer {
            let checked = vocabulary::check(files, tokenizer, &name, &facts, config);
            if let Some(Some(note)) = self.noted(checked) {
                self.notes.push(note);
            }
        }
        self.facts = facts;
        let present = files.check_weights(graph, &weights);
        if self.noted(present).is_none() {
            return;
        }
        if hash {
            self.noted(files.hashes(graph, &weights));
        }
        for (file, bytes) in graph.sizes(&weights) {
            let sha256 = files.hash_of(&file).filter(|_| hash);
            self.files.insert(file, FileFacts { bytes, sha256 });
        }
    }

    /// What was read, or the reason for nothing among the obstacles.
    fn noted<T>(&mut self, result: Result<T, ModelError>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(ModelError { file, problem, .. }) => {
                let reason = for_terminal(&format!("`{file}` {problem}"));
                if !self.obstacles.contains(&reason) {
                    self.obstacles.push(reason);
                }
                None
            }
        }
    }
}

impl Tokens {
    fn of(
        tokenizer: &Tokenizer,
        config: Option<&ModelConfig>,
        named: BTreeMap<String, String>,
    ) -> Self {
        let by_id = |id: u32| Token {
            text: tokenizer.id_to_token(id).unwrap_or_default(),
            id: Some(id),
        };
        let by_text = |text: String| Token {
            id: tokenizer.token_to_id(&text),
            text,
        };
        let tags = ["<think>", "</think>"].map(|tag| by_text(tag.to_owned()));
        let thinking = if tags.iter().all(|tag| tag.id.is_some()) {
            tags.to_vec()
        } else {
            let pair = config.and_then(|c| c.thinking_tokens);
            pair.map_or_else(Vec::new, |(open, close)| vec![by_id(open), by_id(close)])
        };
        let named = named.into_iter().filter(|(name, _)| name != "eos_token");
        Self {
            count: tokenizer.get_vocab_size(true),
            ends: config.map_or_else(Vec::new, |c| {
                c.eos_tokens.iter().map(|&id| by_id(id)).collect()
            }),
            named: named.map(|(name, text)| (name, by_text(text))).collect(),
            thinking,
        }
    }
}
