//! The models of a run: opened once before it starts, so that what cannot work is said at once.

use anyhow::{Context as _, bail};
use overthink::engine::{self, Engine, EngineOptions};
use overthink::plan::{Mode, PlanOptions, PlannedModel, plan};
use overthink::run::requests;
use overthink::store::{ModelEntry, Records};

use super::sampling::{Asked, suites_for};
use super::settings::ModelArg;

/// The models of a run.
pub(crate) struct Opened {
    /// What each is, for the manifest.
    pub(crate) entries: Vec<ModelEntry>,
    /// The engine of the first, still open.
    pub(crate) first: Option<Box<dyn Engine>>,
}

/// Opens each model, asks it about every attempt, and keeps the first open.
pub(crate) fn describe(
    asked: &Asked,
    models: &[ModelArg],
    options: &PlanOptions,
    engine_options: &EngineOptions,
) -> anyhow::Result<Opened> {
    let mut entries = Vec::new();
    let mut first = None;
    for model in models {
        let engine = engine::open(&model.location, engine_options)
            .with_context(|| format!("failed to open model `{}`", model.name))?;
        let info = engine.info().clone();
        let mode = match model.mode {
            Some(Mode::Reasoning) if !info.thinks => bail!(
                "model `{}` cannot be run with mode=reasoning: neither its chat template nor its tokenizer knows thinking",
                model.name
            ),
            Some(mode) => mode,
            None if info.thinks => Mode::Reasoning,
            None => Mode::Instruct,
        };
        let entry = ModelEntry {
            name: model.name.clone(),
            location: model.location.clone(),
            mode,
            info,
        };
        let planned = PlannedModel {
            name: entry.name.clone(),
            mode,
        };
        let suites = suites_for(&asked.suites, asked.own.get(&model.name));
        let plan = plan(&suites, &[planned], options);
        let probes = options.probes.as_ref();
        let work = requests(&entry.name, &plan, &suites, probes, &Records::default());
        work.admit(engine.as_ref())?;
        entries.push(entry);
        if first.is_none() {
            first = Some(engine);
        }
    }
    Ok(Opened { entries, first })
}
