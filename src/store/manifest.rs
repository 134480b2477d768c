//! `manifest.json`: everything needed to repeat a run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{RunDir, StoreError, write_beside};
use crate::engine::ModelInfo;
use crate::plan::{Attempt, Mode, PlanOptions, PlannedModel, plan};
use crate::suite::Suite;
use crate::suite::sampling::OwnSampling;

/// Version of the folder's form. 1: the first. 2: strategies with several draws.
/// 3: probes. 4: imported runs, version of the checkers, hash of the chat template.
pub const FORMAT_VERSION: u64 = 4;

/// Everything needed to repeat a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// See [`FORMAT_VERSION`].
    pub format_version: u64,
    /// The run's name.
    pub run: String,
    /// When it began, RFC 3339 in UTC.
    pub started: String,
    /// Seconds that generating and judging took, over all sessions.
    pub elapsed_s: f64,
    /// Version of Overthink.
    pub overthink: String,
    /// Version of the checkers that judged it ([`crate::check::VERSION`]); 0
    /// where that was not yet written down.
    #[serde(default)]
    pub checkers: u32,
    /// The command that began it.
    pub command: Vec<String>,
    /// Where it ran.
    pub machine: Machine,
    /// What the user chose about the plan.
    pub options: PlanOptions,
    /// What the user chose about the engine.
    pub settings: Settings,
    /// How far the isolation of executed answers goes; `None` without code tasks.
    pub isolation: Option<String>,
    /// What happened that a reader of the results should know, such as that
    /// memory ran out and fewer attempts were decoded together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<String>,
    /// The models, in the order of the plan.
    pub models: Vec<ModelEntry>,
    /// The suites with their items, so that a run can be judged again when
    /// their files are gone.
    pub suites: Vec<Suite>,
}

/// Where a run ran.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// Operating system.
    pub os: String,
    /// Processor family.
    pub arch: String,
    /// Processors available to the program.
    pub n_cpus: usize,
}

impl Machine {
    /// This machine.
    pub fn here() -> Self {
        Self {
            os: std::env::consts::OS.to_owned(),
            arch: std::env::consts::ARCH.to_owned(),
            n_cpus: std::thread::available_parallelism().map_or(1, usize::from),
        }
    }
}

/// What the user chose about the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// As asked: `auto`, `cpu` or the name of another device.
    pub device: String,
    /// Most attempts decoded together.
    pub batch_size: usize,
    /// Threads of the engine; 0 is one a processor.
    pub threads: usize,
    /// Whether the same bytes were to come out at any batch size.
    #[serde(default)]
    pub deterministic: bool,
    /// Name of a model → the settings that it is drawn with in place of the
    /// suites'; empty where the suites decide.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub own_sampling: BTreeMap<String, OwnSampling>,
}

/// One model of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelEntry {
    /// Name in this run.
    pub name: String,
    /// What the user gave as its place.
    pub location: String,
    /// Whether it is let think.
    pub mode: Mode,
    /// What the engine found there.
    pub info: ModelInfo,
}

impl Manifest {
    /// Reads the manifest of a run.
    ///
    /// # Errors
    /// [`StoreError`] naming the file: unreadable, no JSON, or from a newer format.
    pub fn read(run: &RunDir) -> Result<Self, StoreError> {
        let path = run.manifest();
        let text = fs_err::read_to_string(&path).map_err(|source| StoreError::Read {
            path: path.clone(),
            source,
        })?;
        check_version(&path, &text)?;
        serde_json::from_str(&text).map_err(|source| StoreError::Parse {
            path,
            line: None,
            source,
        })
    }

    /// Writes the manifest into its run's folder.
    ///
    /// # Errors
    /// [`StoreError::Write`].
    pub fn write(&self, run: &RunDir) -> Result<(), StoreError> {
        let path = run.manifest();
        let text = serde_json::to_string_pretty(self).map_err(|e| write_error(&path, e))?;
        write_beside(&path, text.as_bytes())
    }

    /// The run's attempts, in order: what `records.jsonl` is sorted by.
    pub fn attempts(&self) -> Vec<Attempt> {
        let models: Vec<_> = self
            .models
            .iter()
            .map(|m| PlannedModel {
                name: m.name.clone(),
                mode: m.mode,
            })
            .collect();
        plan(&self.suites, &models, &self.options)
    }
}

/// The version is looked at first: a newer form may not parse at all.
fn check_version(path: &Path, text: &str) -> Result<(), StoreError> {
    #[derive(Deserialize)]
    struct Version {
        format_version: u64,
    }
    let version: Version = serde_json::from_str(text).map_err(|source| StoreError::Parse {
        path: path.to_owned(),
        line: None,
        source,
    })?;
    if version.format_version > FORMAT_VERSION {
        return Err(StoreError::NewerFormat {
            path: path.to_owned(),
            found: version.format_version,
            known: FORMAT_VERSION,
        });
    }
    Ok(())
}

fn write_error(path: &Path, e: serde_json::Error) -> StoreError {
    StoreError::Write {
        path: PathBuf::from(path),
        source: e.into(),
    }
}
