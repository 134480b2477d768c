//! What is derived from the records: the table, the numbers, the page.

use std::collections::BTreeMap;

use overthink::analysis::{self, Analysis};
use overthink::plan::Attempt;
use overthink::report::{self, ItemFacts, ModelFacts, PartFacts, RunFacts, SuiteFacts};
use overthink::store::{
    Manifest, Record, RunDir, find_run, fingerprint, read_records, write_beside,
};
use overthink::suite::{Suite, Target};
use serde::Serialize;

use super::output::to_stdout;
use super::{Context, settings};

/// A stored run, read whole.
pub(crate) struct Stored {
    pub(crate) run: RunDir,
    pub(crate) manifest: Manifest,
    pub(crate) plan: Vec<Attempt>,
    pub(crate) records: Vec<Record>,
}

impl Stored {
    /// Reads the run that `name` means.
    pub(crate) fn read(name: &str, context: &Context) -> anyhow::Result<Self> {
        let run = find_run(&context.results, name)?;
        let manifest = Manifest::read(&run)?;
        let plan = manifest.attempts();
        let records = read_records(&run)?.in_order(plan.iter().map(|attempt| attempt.id.as_str()));
        Ok(Self {
            run,
            manifest,
            plan,
            records,
        })
    }

    /// The numbers and decisions of the run.
    pub(crate) fn analyze(&self) -> anyhow::Result<Analysis<'_>> {
        let input = analysis::Input {
            run: &self.manifest.run,
            planned: &self.plan,
            records: &self.records,
            suites: &self.manifest.suites,
            probes: self.manifest.options.probes.as_ref(),
        };
        Ok(analysis::analyze(input, analysis::Options::default())?)
    }
}

/// Writes the derived files of a run, and shows the numbers.
pub(crate) fn derive(
    run: &RunDir,
    manifest: &Manifest,
    records: &[Record],
    context: &Context,
) -> anyhow::Result<()> {
    let stored = Stored {
        run: run.clone(),
        manifest: manifest.clone(),
        plan: manifest.attempts(),
        records: records.to_vec(),
    };
    let analysis = stored.analyze()?;
    write_beside(
        &run.attempts(),
        &report::export::attempts(&analysis)?.parquet_of(Some(&fingerprint(run)?))?,
    )?;
    write_beside(&run.summary(), summary_json(&analysis)?.as_bytes())?;
    let page = report::html(&facts(manifest), &analysis, report::Options::default())?;
    write_beside(&run.report(), page.as_bytes())?;
    if !context.quiet {
        to_stdout(&report::terminal::summary(
            &analysis,
            settings::terminal_width(),
        ))?;
        to_stdout(&format!("\nreport: {}\n", run.report().display()))?;
    }
    Ok(())
}

/// `summary.json`: the numbers and decisions of the report.
pub(crate) fn summary_json(analysis: &Analysis<'_>) -> anyhow::Result<String> {
    #[derive(Serialize)]
    struct Summary<'a> {
        run: &'a str,
        counts: analysis::Counts,
        summaries: &'a [analysis::Summary],
        curves: &'a [analysis::Curve],
        comparisons: &'a [analysis::Comparison],
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        at_k: &'a [analysis::AtK],
        thinking: &'a analysis::Thinking,
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        probes: &'a [analysis::ProbeSummary],
    }
    let summary = Summary {
        run: &analysis.run,
        counts: analysis.counts(),
        summaries: &analysis.summaries,
        curves: &analysis.curves,
        comparisons: &analysis.comparisons,
        at_k: &analysis.at_k,
        thinking: &analysis.thinking,
        probes: &analysis.probes,
    };
    Ok(serde_json::to_string_pretty(&summary)? + "\n")
}

/// What the report says about the run besides its numbers.
pub(crate) fn facts(manifest: &Manifest) -> RunFacts {
    let Manifest {
        options,
        settings,
        machine,
        ..
    } = manifest;
    let list = |numbers: &[u32]| {
        numbers
            .iter()
            .map(u32::to_string)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let strategies: Vec<String> = options
        .strategies()
        .iter()
        .map(ToString::to_string)
        .collect();
    RunFacts {
        run: manifest.run.clone(),
        command: command(&manifest.command),
        started: manifest.started.clone(),
        elapsed_s: manifest.elapsed_s,
        version: manifest.overthink.clone(),
        machine: format!("{}, {} processors", machine.arch, machine.n_cpus),
        os: machine.os.clone(),
        suites: manifest.suites.iter().map(suite_facts).collect(),
        models: manifest.models.iter().map(model_facts).collect(),
        settings: vec![
            ("seed".to_owned(), options.seed.to_string()),
            ("epochs".to_owned(), options.epochs.to_string()),
            ("strategies".to_owned(), strategies.join(", ")),
            ("budgets".to_owned(), list(&options.budgets)),
            (
                "shard".to_owned(),
                options
                    .shard
                    .map_or_else(|| "none".to_owned(), |shard| shard.to_string()),
            ),
            ("device asked for".to_owned(), settings.device.clone()),
            ("batch size".to_owned(), settings.batch_size.to_string()),
            (
                "threads".to_owned(),
                if settings.threads == 0 {
                    "one a processor".to_owned()
                } else {
                    settings.threads.to_string()
                },
            ),
        ],
        isolation: manifest.isolation.clone(),
        notices: manifest.notices.clone(),
        items: item_facts(&manifest.suites),
    }
}

/// The command as it can be typed again, with the program's plain name.
fn command(words: &[String]) -> String {
    let quoted = words.iter().skip(1).map(|word| {
        let plain = |c: char| c.is_alphanumeric() || "-_.,/=:+@%".contains(c);
        if !word.is_empty() && word.chars().all(plain) {
            word.clone()
        } else {
            format!("'{}'", word.replace('\'', "'\\''"))
        }
    });
    std::iter::once("overthink".to_owned())
        .chain(quoted)
        .collect::<Vec<_>>()
        .join(" ")
}

fn suite_facts(suite: &Suite) -> SuiteFacts {
    let part = |part: &overthink::suite::Part| PartFacts {
        name: part.name.clone(),
        task_type: part.task_type.0.clone(),
        checker: serde_json::to_value(&part.checker)
            .ok()
            .and_then(|spec| Some(spec.get("kind")?.as_str()?.to_owned()))
            .unwrap_or_default(),
    };
    SuiteFacts {
        name: suite.name.clone(),
        title: suite.title.clone(),
        hash: suite.hash.clone(),
        n_items: suite.parts.iter().map(|part| part.items.len()).sum(),
        parts: suite.parts.iter().map(part).collect(),
    }
}

fn model_facts(model: &overthink::store::ModelEntry) -> ModelFacts {
    ModelFacts {
        name: model.name.clone(),
        mode: model.mode,
        origin: model.info.origin.clone(),
        architecture: model.info.architecture.clone(),
        n_parameters: model.info.n_parameters,
        provider: model.info.provider.clone(),
        runtime: model.info.runtime.clone(),
        files: model.info.files.clone(),
    }
}

fn item_facts(suites: &[Suite]) -> BTreeMap<[String; 3], ItemFacts> {
    let mut items = BTreeMap::new();
    for suite in suites {
        for part in &suite.parts {
            for item in &part.items {
                let target = match &item.target {
                    Target::Text(target) => target.clone(),
                    Target::Tests(tests) => tests.text(),
                };
                let key = [suite.name.clone(), part.name.clone(), item.id.clone()];
                items.insert(
                    key,
                    ItemFacts {
                        prompt: item.prompt.clone(),
                        target,
                    },
                );
            }
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::command;

    #[test]
    fn the_command_can_be_typed_again() {
        let words = ["/x/overthink", "run", "my suite", "--model", "a=b"].map(str::to_owned);
        assert_eq!(command(&words), "overthink run 'my suite' --model a=b");
        assert_eq!(
            command(&["o".to_owned(), "it's".to_owned()]),
            r"overthink 'it'\''s'"
        );
    }
}
