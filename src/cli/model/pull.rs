//! `overthink model pull`: a model from the Hugging Face hub.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use overthink::engine::hub::{self, HubSettings, Pulled, Step, Wanted};

use crate::cli::Status;
use crate::cli::output::{to_stderr, to_stdout};

/// Arguments of `overthink model pull`.
#[derive(Debug, Args)]
pub(crate) struct PullArgs {
    /// The repository, as the hub names it.
    #[arg(value_name = "ORG/NAME")]
    repo: String,
    /// Branch, tag or commit.
    #[arg(long, value_name = "REVISION", default_value = "main")]
    revision: String,
    /// The graph: the word of a quantization, such as q4 or fp16, or a path in the repository.
    #[arg(long, value_name = "GRAPH")]
    graph: Option<String>,
    /// Other files to get, such as `*.md`; can be given several times.
    #[arg(long, value_name = "GLOB")]
    include: Vec<String>,
    /// Also copies the files to this folder, without links.
    #[arg(long, value_name = "DIR")]
    to: Option<PathBuf>,
    /// Takes what is in the cache and asks nobody.
    #[arg(long)]
    offline: bool,
}

/// Runs the command.
pub(crate) fn pull(args: PullArgs) -> anyhow::Result<Status> {
    let mut settings = HubSettings::from_env();
    settings.offline |= args.offline;
    let name = args.repo.rsplit('/').next().unwrap_or("model").to_owned();
    let wanted = Wanted {
        repo: args.repo,
        revision: args.revision,
        graph: args.graph,
        include: args.include,
    };
    let bar = bar();
    let result = hub::pull(&wanted, &settings, &mut |step| observe(&bar, step));
    bar.finish_and_clear();
    let mut model = result?;
    if let Some(folder) = &args.to {
        let copied = model.copy_to(folder);
        model =
            copied.with_context(|| format!("cannot copy the model to `{}`", folder.display()))?;
    }
    to_stdout(&format!("{}\n", model.location().display()))?;
    to_stderr(&how_to_run(&model, &name));
    Ok(Status::Done)
}

/// What to do with the model now.
fn how_to_run(model: &Pulled, name: &str) -> String {
    format!(
        "{} files at commit {}; run it:\n  overthink run arithmetic --model '{name}={}'\n",
        model.files.len(),
        model.commit,
        model.location().display()
    )
}

/// A bar for one file at a time, on stderr and only on a terminal.
fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let template = "{msg:<28} {bar:24} {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar
}

fn observe(bar: &ProgressBar, step: Step<'_>) {
    match step {
        Step::File { name, size, have } => {
            bar.reset();
            bar.set_message(overthink::text::for_terminal(name));
            bar.set_length(size);
            bar.set_position(have);
        }
        Step::Bytes(n) => bar.inc(n),
        Step::Again => bar.set_position(0),
        Step::Done => {}
    }
}
