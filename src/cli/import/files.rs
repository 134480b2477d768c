//! Reads files of other programs, and says what was read of them.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use overthink::import::{Fields, Format, Options, Report, Sample, read};
use overthink::text::for_terminal;

use super::super::Context;
use super::super::output::to_stderr;

/// Issues of one file that are shown; more are counted.
const SHOWN_ISSUES: usize = 20;

/// What is said about a file of another program.
#[derive(Debug, Clone, Args)]
pub(crate) struct SourceArgs {
    /// What the file is, in place of finding it out: rows, openai, responses, anthropic, gemini,
    /// cohere, bedrock, ollama, lm-eval, inspect, lighteval, evalscope, nemo-skills or text.
    #[arg(long = "as", value_name = "FORMAT")]
    read_as: Option<Format>,
    /// The field that holds the completion, or ROLE=NAME for text, thinking, id, prompt, target,
    /// score, answer, model, suite, epoch or tokens; NAME may be a path, as in `reply.text`.
    #[arg(long = "field", value_name = "NAME")]
    fields: Vec<String>,
}

impl SourceArgs {
    /// As the library takes it.
    pub(crate) fn options(&self, score: Option<&str>) -> anyhow::Result<Options> {
        let mut fields = Fields::default();
        for field in &self.fields {
            fields.choose_by(field)?;
        }
        Ok(Options {
            format: self.read_as,
            fields,
            score: score.map(str::to_owned),
        })
    }
}

/// What the files hold.
pub(super) struct Files {
    pub(super) samples: Vec<(String, Vec<Sample>)>,
    pub(super) formats: Vec<Format>,
    /// Whether all of them was read.
    pub(super) whole: bool,
}

/// Reads all files; one that cannot be read at all costs no other.
pub(super) fn read_all(
    paths: &[PathBuf],
    options: &Options,
    context: &Context,
) -> anyhow::Result<Files> {
    let mut files = Files {
        samples: Vec::new(),
        formats: Vec::new(),
        whole: true,
    };
    let mut failed = None;
    for path in paths {
        let mut samples = Vec::new();
        match read_file(path, options, &mut |sample| samples.push(sample)) {
            Ok(report) => {
                tell(path, &report, context);
                files.whole &= report.n_issues == 0;
                if !files.formats.contains(&report.format) {
                    files.formats.push(report.format);
                }
                let stem = path.file_stem().unwrap_or_default();
                files
                    .samples
                    .push((stem.to_string_lossy().into_owned(), samples));
            }
            Err(e) => {
                if paths.len() > 1 {
                    to_stderr(&format!("{e:#}\n"));
                }
                files.whole = false;
                failed.get_or_insert(e);
            }
        }
    }
    match failed {
        Some(e) if files.samples.iter().all(|(_, samples)| samples.is_empty()) => Err(e),
        _ => Ok(files),
    }
}

/// Reads one file; the error names it.
pub(crate) fn read_file(
    path: &Path,
    options: &Options,
    sink: &mut dyn FnMut(Sample),
) -> anyhow::Result<Report> {
    let name = path.display().to_string();
    let what = || format!("failed to import `{}`", for_terminal(&name));
    let file = std::fs::File::open(path).with_context(what)?;
    if !file.metadata().with_context(what)?.is_file() {
        return Err(anyhow::anyhow!("it is no file")).with_context(what);
    }
    read(file, &name, options, sink).with_context(what)
}

/// Says what a file was read as, and what could not be read of it.
pub(crate) fn tell(path: &Path, report: &Report, context: &Context) {
    let name = for_terminal(&path.display().to_string());
    if !context.quiet {
        to_stderr(&format!(
            "{name}: {}, because {}; {} {}\n",
            report.format,
            for_terminal(&report.evidence),
            report.n_samples,
            if report.n_samples == 1 {
                "sample"
            } else {
                "samples"
            },
        ));
    }
    for issue in report.issues.iter().take(SHOWN_ISSUES) {
        to_stderr(&format!("{name}, {}\n", for_terminal(&issue.to_string())));
    }
    let n_shown = report.issues.len().min(SHOWN_ISSUES);
    if report.n_issues > n_shown {
        to_stderr(&format!(
            "{name}: {} more like these\n",
            report.n_issues - n_shown
        ));
    }
    for note in &report.notes {
        to_stderr(&format!("{name}: note: {}\n", for_terminal(note)));
    }
}
