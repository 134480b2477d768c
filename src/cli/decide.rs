//! `overthink decide`: reasoning or instruct, per task type.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use overthink::analysis::decide::over::{Decisions, decisions};
use overthink::analysis::decide::route::routes;
use overthink::analysis::table::Table;
use overthink::analysis::{Options, Worth};
use overthink::plan::Mode;
use overthink::report::decisions as shown;
use overthink::stats::Confidence;
use overthink::store::write_beside;
use rayon::prelude::*;

use super::output::{to_stderr, to_stdout};
use super::settings::terminal_width;
use super::tables::Loaded;
use super::{Context, Status};

/// Arguments of `overthink decide`.
#[derive(Debug, Args)]
pub(crate) struct DecideArgs {
    /// One run with a reasoning and an instruct model (or one model with thinking
    /// on and off), or several runs on the same items: paths, `latest` or the
    /// beginnings of their names.
    #[arg(value_name = "RUN", required = true)]
    runs: Vec<String>,
    /// Compare only this reasoning model.
    #[arg(long, value_name = "NAME")]
    reasoning: Option<String>,
    /// Compare only this instruct model.
    #[arg(long, value_name = "NAME")]
    instruct: Option<String>,
    /// What a point of accuracy is worth for each attempt: `20tokens`, `0.5s`
    /// [default: decide by accuracy alone].
    #[arg(long, value_name = "N(tokens|s)")]
    worth: Option<Worth>,
    /// Differences smaller than so many points of accuracy do not matter.
    #[arg(long, value_name = "POINTS", default_value = "5", value_parser = points)]
    margin: f64,
    /// Confidence of the intervals, in percent.
    #[arg(long, value_name = "PERCENT", default_value = "95", value_parser = confidence)]
    confidence: Confidence,
    /// Take runs of which attempts are missing.
    #[arg(long)]
    partial: bool,
    /// `human` are sentences and tables, `md` the same as Markdown, `json` the
    /// numbers behind them.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    /// Write which model, mode and budget each task type goes to: a `.toml` for
    /// a router, a `.yaml` for Continue. Repeat for both.
    #[arg(long, value_name = "FILE")]
    emit: Vec<PathBuf>,
    /// Where the models are served, for Continue.
    #[arg(long, value_name = "URL", default_value = "http://localhost:8000/v1")]
    api_base: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Md,
    Json,
}

/// Points of accuracy, as a share.
pub(crate) fn points(text: &str) -> Result<f64, String> {
    let points: f64 = text
        .trim()
        .parse()
        .map_err(|_| format!("`{text}` is no number of points of accuracy, such as 5 or 2.5"))?;
    if points > 0.0 && points < 100.0 {
        Ok(points / 100.0)
    } else {
        Err(format!("{text} points are not between 0 and 100"))
    }
}

/// A confidence in percent.
pub(crate) fn confidence(text: &str) -> Result<Confidence, String> {
    let percent: f64 = text
        .trim()
        .trim_end_matches('%')
        .parse()
        .map_err(|_| format!("`{text}` is no percentage, such as 95"))?;
    (percent >= 50.0)
        .then(|| Confidence::new(percent / 100.0))
        .flatten()
        .ok_or_else(|| format!("a confidence of {text}% is not between 50 and 100"))
}

/// Runs the command.
pub(crate) fn decide(args: &DecideArgs, context: &Context) -> anyhow::Result<Status> {
    let kinds = args
        .emit
        .iter()
        .map(|path| emitted_kind(path))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let decisions = decided(args, context)?;
    let text = match args.format {
        Format::Human => shown::terminal(&decisions, terminal_width()) + "\n",
        Format::Md => shown::markdown(&decisions),
        Format::Json => serde_json::to_string_pretty(&decisions)? + "\n",
    };
    to_stdout(&text)?;
    for (path, kind) in args.emit.iter().zip(kinds) {
        let routes = routes(&decisions)?;
        let text = match kind {
            Emitted::Toml => shown::routes::toml(&decisions, &routes)?,
            Emitted::Yaml => shown::routes::continue_yaml(&routes, &args.api_base),
        };
        write_beside(path, text.as_bytes())?;
        if !context.quiet {
            to_stderr(&format!("routes: {}\n", path.display()));
        }
    }
    Ok(Status::Done)
}

fn decided(args: &DecideArgs, context: &Context) -> anyhow::Result<Decisions> {
    let mut tables = Vec::new();
    let mut draws = Vec::new();
    let mut manifests = Vec::new();
    let read = |name: &String| Loaded::read(name, args.partial, context);
    let all: Vec<anyhow::Result<Loaded>> = args.runs.par_iter().map(read).collect();
    for loaded in all {
        let loaded = loaded?;
        if manifests.contains(&loaded.manifest) {
            bail!("run `{}` is given twice", loaded.manifest.run);
        }
        tables.push(loaded.table);
        draws.extend(loaded.draws);
        manifests.push(loaded.manifest);
    }
    same_items(&manifests)?;
    let table = Table::join(tables)?;
    let options = Options {
        confidence: args.confidence,
        margin: args.margin,
        worth: args.worth,
    };
    let mut decisions = decisions(&table, &draws, options)?;
    keep(&mut decisions, args)?;
    Ok(decisions)
}

/// Items with one name and other contents would be paired as if they were one.
fn same_items(manifests: &[overthink::store::Manifest]) -> anyhow::Result<()> {
    use overthink::analysis::gate::conditions::differing_items;
    let Some((first, others)) = manifests.split_first() else {
        return Ok(());
    };
    for other in others {
        if let Some(what) = differing_items(first, other) {
            bail!(
                "runs `{}` and `{}` do not ask the same: {what}; run both on the same suite files",
                first.run,
                other.run
            );
        }
    }
    Ok(())
}

/// Leaves the comparisons of the chosen models, and says what is missing if
/// there are none.
fn keep(decisions: &mut Decisions, args: &DecideArgs) -> anyhow::Result<()> {
    let names = |mode: Mode| -> Vec<&str> {
        let of_mode = decisions.models.iter().filter(|(_, m)| *m == mode);
        of_mode.map(|(name, _)| name.as_str()).collect()
    };
    let wanted = [
        (&args.reasoning, Mode::Reasoning),
        (&args.instruct, Mode::Instruct),
    ];
    for (wanted, mode) in wanted {
        let known = names(mode);
        if let Some(name) = wanted
            && !known.contains(&name.as_str())
        {
            bail!(
                "no {mode} model `{name}` is in these runs; there {}",
                listed(&known)
            );
        }
        if known.is_empty() {
            let how = match mode {
                Mode::Reasoning => "a model that thinks",
                Mode::Instruct => {
                    "a model that does not think, or the same model with `,mode=instruct` behind \
                     its place"
                }
            };
            bail!(
                "run `{}` has no {mode} model, so there is nothing to compare; run the same suites \
                 with {how}, and give both runs",
                decisions.runs.join("`, `")
            );
        }
    }
    decisions.comparisons.retain(|c| {
        let is = |wanted: &Option<String>, name: &str| wanted.as_deref().is_none_or(|w| w == name);
        is(&args.reasoning, &c.reasoning.model) && is(&args.instruct, &c.instruct.model)
    });
    if decisions.comparisons.iter().all(|c| c.n_pairs == 0) {
        bail!(
            "the models of these runs have no graded item in common: {}; run the same suites with \
             the same strategy (here {}) without a budget",
            decisions.runs.join(", "),
            decisions.strategy
        );
    }
    Ok(())
}

fn listed(names: &[&str]) -> String {
    match names {
        [] => "is none".to_owned(),
        [one] => format!("is `{one}`"),
        several => format!("are `{}`", several.join("`, `")),
    }
}

enum Emitted {
    Toml,
    Yaml,
}

fn emitted_kind(path: &Path) -> anyhow::Result<Emitted> {
    match path.extension().and_then(|e| e.to_str()) {
        Some("toml") => Ok(Emitted::Toml),
        Some("yaml" | "yml") => Ok(Emitted::Yaml),
        _ => Err(anyhow::anyhow!(
            "its name ends neither in .toml nor in .yaml"
        ))
        .with_context(|| {
            format!(
                "cannot tell what form the routes in `{}` should have",
                path.display()
            )
        }),
    }
}
