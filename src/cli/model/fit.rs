//! `overthink model fit`: how much memory a model takes, and whether it is there.

use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use clap::{Args, ValueEnum};
use overthink::engine;
use overthink::engine::model_dir::memory::{Load, Memory, Needs, WeightBytes};
use overthink::engine::model_dir::{MachineMemory, Survey};
use serde_json::{Value, json};

use super::Format;
use crate::cli::Status;
use crate::cli::output::to_stdout;
use crate::cli::settings::terminal_width;

mod table;

/// Contexts that are shown unless others are asked for.
const CONTEXTS: [u64; 3] = [2048, 8192, 32768];

/// Largest batch that is looked for.
const MAX_BATCH: u64 = 4096;

/// Arguments of `overthink model fit`.
#[derive(Debug, Args)]
pub(crate) struct FitArgs {
    /// A built-in name, a model folder, an `.onnx` file in one, or a `config.json` alone.
    #[arg(value_name = "WHERE")]
    place: String,
    /// Tokens of a text when it ends: prompt, thinking and answer [default: 2048, 8192 and 32768, as far as the model reaches].
    #[arg(long, value_name = "N,…", value_delimiter = ',', value_parser = clap::value_parser!(u64).range(1..))]
    context: Vec<u64>,
    /// Texts at once.
    #[arg(long, value_name = "N,…", value_delimiter = ',', default_value = "1,16", value_parser = clap::value_parser!(u64).range(1..=MAX_BATCH))]
    batch: Vec<u64>,
    /// Tokens of a prompt.
    #[arg(long, value_name = "N", default_value_t = 512, value_parser = clap::value_parser!(u64).range(1..))]
    prompt: u64,
    /// Bits of a weight, for models without a graph: 4, 8, 16 or 32 [default: 4 and 16].
    #[arg(long, value_name = "N,…", value_delimiter = ',', value_parser = ["4", "8", "16", "32"])]
    bits: Vec<String>,
    /// What computes: the processor widens 16-bit weights to 32 bits, a GPU does not.
    #[arg(long, value_enum, default_value = "cpu")]
    device: Device,
    /// Memory to compare with, in GB, instead of what this machine has; a GPU's is not looked up.
    #[arg(long, value_name = "GB")]
    memory: Option<f64>,
    /// `human` for people, `json` for programs.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// What computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Device {
    /// The processor.
    Cpu,
    /// An NVIDIA GPU.
    Cuda,
}

/// Runs the command.
pub(crate) fn fit(args: &FitArgs) -> anyhow::Result<Status> {
    let survey = engine::survey(folder_of(&args.place), None, false)?;
    let machine = match args.memory {
        Some(gb) => {
            ensure!(
                gb.is_finite() && gb > 0.0,
                "`--memory` must be more than 0 GB, got {gb}"
            );
            let bytes = (gb * 1e9) as u64;
            Some(MachineMemory {
                total: bytes,
                available: bytes,
            })
        }
        None if args.device == Device::Cpu => MachineMemory::here(),
        None => None,
    };
    let kinds = kinds(args, &survey)?;
    let contexts = contexts(args, &survey)?;
    let lines = lines(args, &kinds, &contexts, machine);
    let text = match args.format {
        Format::Human => table::human(args, &survey, &kinds, &lines, machine, terminal_width()),
        Format::Json => {
            let lines: Vec<Value> = lines.iter().map(Line::json).collect();
            let machine = machine.map(|m| json!({"total": m.total, "available": m.available}));
            let all = json!({"model": args.place, "machine": machine, "rows": lines});
            serde_json::to_string_pretty(&all)? + "\n"
        }
    };
    to_stdout(&text)?;
    Ok(Status::Done)
}

/// The folder of a `config.json` that is named itself.
fn folder_of(place: &str) -> &str {
    let path = Path::new(place);
    let is_config = path.file_name().is_some_and(|name| name == "config.json") && path.is_file();
    match path.parent().and_then(Path::to_str) {
        Some("") if is_config => ".",
        Some(folder) if is_config => folder,
        _ => place,
    }
}

/// One way to hold the model in memory.
struct Kind {
    /// What tells it from the others; empty where there is one.
    name: String,
    needs: Needs,
}

fn kinds(args: &FitArgs, survey: &Survey) -> anyhow::Result<Vec<Kind>> {
    let why = || match survey.obstacles.as_slice() {
        [] => "its files do not tell its sizes".to_owned(),
        obstacles => obstacles.join("; "),
    };
    let config = survey
        .config
        .as_ref()
        .with_context(|| format!("`{}` cannot be estimated: {}", args.place, why()))?;
    ensure!(
        survey.choices.is_empty() || !args.bits.is_empty(),
        "`{}` cannot be estimated: {}; or tell `--bits`",
        args.place,
        why()
    );
    let weights = match args.device {
        Device::Cpu => survey.cpu_weight_bytes,
        Device::Cuda => survey.weight_bytes.map(WeightBytes::from),
    };
    if let (Some(weights), true) = (weights, args.bits.is_empty()) {
        let needs = Needs::of_graph(&survey.facts, config, weights)
            .with_context(|| format!("`{}` cannot be estimated: {}", args.place, why()))?;
        let name = String::new();
        return Ok(vec![Kind { name, needs }]);
    }
    let bits: Vec<u64> = if args.bits.is_empty() {
        vec![4, 16]
    } else {
        args.bits.iter().filter_map(|b| b.parse().ok()).collect()
    };
    let mut kinds = Vec::new();
    for bits in bits {
        for (attention, shared) in [("GQA", true), ("plain", false)] {
            let on_cpu = args.device == Device::Cpu;
            let Some(needs) = Needs::of_shape(&config.shape, bits, shared, on_cpu) else {
                bail!(
                    "`{}` cannot be estimated: its `config.json` does not tell layers, heads, \
                     widths and vocabulary",
                    args.place
                );
            };
            let name = format!("{bits} bit, {attention}");
            kinds.push(Kind { name, needs });
        }
    }
    Ok(kinds)
}

fn contexts(args: &FitArgs, survey: &Survey) -> anyhow::Result<Vec<u64>> {
    let most = survey.config.as_ref().map_or(0, |c| u64::from(c.context));
    for &context in &args.context {
        ensure!(
            context <= most,
            "`--context` {context} is more than the model's {most} tokens"
        );
    }
    if !args.context.is_empty() {
        return Ok(args.context.clone());
    }
    let mut contexts: Vec<u64> = CONTEXTS.into_iter().filter(|&n| n <= most).collect();
    if contexts.is_empty() {
        contexts.push(most);
    }
    Ok(contexts)
}

/// One line of the table.
struct Line {
    kind: String,
    load: Load,
    memory: Memory,
    /// `None` where the machine's memory is not known.
    verdict: Option<Verdict>,
    /// Most texts that fit at once at this length.
    largest_batch: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Fits,
    /// Only when other programs give memory back.
    Tight,
    DoesNotFit,
}

impl Verdict {
    fn of(total: u64, machine: MachineMemory) -> Self {
        if total <= machine.available {
            Self::Fits
        } else if total <= machine.total {
            Self::Tight
        } else {
            Self::DoesNotFit
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Fits => "fits",
            Self::Tight => "tight",
            Self::DoesNotFit => "does not fit",
        }
    }
}

impl Line {
    fn json(&self) -> Value {
        json!({
            "kind": self.kind,
            "context": self.load.context,
            "batch": self.load.batch,
            "prompt": self.load.prompt,
            "weight_bytes": self.memory.weights,
            "cache_bytes": self.memory.cache,
            "work_bytes": self.memory.work,
            "base_bytes": self.memory.base,
            "total_bytes": self.memory.total(),
            "verdict": self.verdict.map(Verdict::words),
            "largest_batch": self.largest_batch,
        })
    }
}

fn lines(
    args: &FitArgs,
    kinds: &[Kind],
    contexts: &[u64],
    machine: Option<MachineMemory>,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for Kind { name, needs } in kinds {
        for &context in contexts {
            for &batch in &args.batch {
                let load = Load {
                    context,
                    batch,
                    prompt: args.prompt.min(context),
                };
                let memory = needs.memory(load);
                lines.push(Line {
                    kind: name.clone(),
                    load,
                    memory,
                    verdict: machine.map(|m| Verdict::of(memory.total(), m)),
                    largest_batch: machine.map(|m| largest_batch(needs, load, m.available)),
                });
            }
        }
    }
    lines
}

/// The most texts whose memory is there; 0 where not even one fits.
fn largest_batch(needs: &Needs, load: Load, available: u64) -> u64 {
    let fits = |batch| needs.memory(Load { batch, ..load }).total() <= available;
    let (mut fitting, mut too_many) = (0, MAX_BATCH + 1);
    while too_many - fitting > 1 {
        let middle = u64::midpoint(fitting, too_many);
        if fits(middle) {
            fitting = middle;
        } else {
            too_many = middle;
        }
    }
    fitting
}

#[cfg(test)]
mod tests;
