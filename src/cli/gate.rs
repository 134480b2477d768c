//! `overthink gate`: did the candidate get worse than the baseline?

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, ValueEnum};
use overthink::analysis::gate::guard::Allowances;
use overthink::analysis::gate::{self, Condition, GateOptions, Side, Verdict};
use overthink::plan::{Attempt, Strategy};
use overthink::report::gate as shown;
use overthink::stats::Confidence;
use overthink::store::{find_baseline, find_run, write_beside};

use super::decide::{confidence, points};
use super::output::to_stdout;
use super::settings::terminal_width;
use super::tables::Loaded;
use super::{Context, Status, repeat};

mod form;
mod side;
mod told;

use form::Form;
use side::Chosen;

/// Arguments of `overthink gate`.
#[derive(Debug, Args)]
pub(crate) struct GateArgs {
    /// What to compare with: the name of a saved baseline, or a run.
    #[arg(long, value_name = "NAME|RUN", required_unless_present = "aa")]
    baseline: Option<String>,
    /// The run to judge.
    #[arg(long, value_name = "RUN", required_unless_present = "aa")]
    candidate: Option<String>,
    /// Measure the noise floor instead: two runs of the same model, or one run,
    /// which is then run once more.
    #[arg(long, value_name = "RUN", num_args = 1..=2, conflicts_with_all = ["baseline", "candidate"])]
    aa: Vec<String>,
    /// Model of the baseline, where the run has several.
    #[arg(long, value_name = "NAME")]
    baseline_model: Option<String>,
    /// Model of the candidate, where the run has several.
    #[arg(long, value_name = "NAME")]
    candidate_model: Option<String>,
    /// Compare the attempts at this thinking budget [default: those without one].
    #[arg(long, value_name = "N")]
    budget: Option<u32>,
    /// Compare the attempts with this strategy [default: direct, or the first].
    #[arg(long, value_name = "S")]
    strategy: Option<Strategy>,
    /// A loss of accuracy over all task types up to so many points is accepted.
    #[arg(long, value_name = "POINTS", default_value = "5", value_parser = points)]
    margin: f64,
    /// The same for each task type [default: twice the margin].
    #[arg(long, value_name = "POINTS", value_parser = points)]
    type_margin: Option<f64>,
    /// Confidence of the intervals in percent; what is left is the chance of a
    /// false alarm.
    #[arg(long, value_name = "PERCENT", default_value = "95", value_parser = confidence)]
    confidence: Confidence,
    /// How much a watched number may grow: `truncated=5` and `no-answer=5` in
    /// points, `thinking-tokens=25`, `longest-thinking=50`, `switch-rate=50` in
    /// percent. Repeat for more.
    #[arg(long = "allow", value_name = "NAME=N")]
    allowances: Vec<form::Allowance>,
    /// Compare although these conditions differ.
    #[arg(long, value_name = "CONDITION,…", value_delimiter = ',', value_enum)]
    ignore: Vec<Ignored>,
    /// What an inconclusive gate ends with: exit code 4, 1 or 0.
    #[arg(long, value_enum, default_value = "undecided")]
    inconclusive: Inconclusive,
    /// How many flipped items are shown with what was said.
    #[arg(long, value_name = "N", default_value_t = 10)]
    flips: usize,
    /// Take runs of which attempts are missing.
    #[arg(long)]
    partial: bool,
    /// Form of what is printed.
    #[arg(long, value_enum, default_value = "human")]
    format: Form,
    /// Write it to a file, too, in the form of its name's end: .md, .xml (JUnit)
    /// or .json. Repeat for more.
    #[arg(long, value_name = "FILE")]
    write: Vec<PathBuf>,
}

/// [`Condition`] as a flag's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ignored {
    Prompts,
    Template,
    Mode,
    Budget,
    Sampling,
    Checker,
    All,
}

impl Ignored {
    fn covers(self, condition: Condition) -> bool {
        self == Self::All
            || match condition {
                Condition::Prompts => self == Self::Prompts,
                Condition::Template => self == Self::Template,
                Condition::Mode => self == Self::Mode,
                Condition::Budget => self == Self::Budget,
                Condition::Sampling => self == Self::Sampling,
                Condition::Checker => self == Self::Checker,
            }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Inconclusive {
    /// Exit code 4.
    Undecided,
    /// Exit code 1.
    Fail,
    /// Exit code 0.
    Pass,
}

/// Runs the command.
pub(crate) fn gate(args: &GateArgs, context: &Context) -> anyhow::Result<Status> {
    let forms = args
        .write
        .iter()
        .map(|path| form::of_path(path))
        .collect::<anyhow::Result<Vec<_>>>()?;
    if !args.aa.is_empty() {
        return noise(args, &forms, context);
    }
    let (Some(baseline), Some(candidate)) = (&args.baseline, &args.candidate) else {
        bail!("give `--baseline` and `--candidate`, or `--aa`");
    };
    let before = || match find_baseline(&context.results, baseline) {
        Some(run) => Loaded::of_run(run, args.partial),
        None => Loaded::read(baseline, args.partial, context),
    };
    let now = || Loaded::read(candidate, args.partial, context);
    let (before, now) = rayon::join(before, now);
    let (before, now) = (before?, now?);
    let sides = side::choose(&before, &now, args)?;
    let ignored = side::same_conditions(&sides, &args.ignore)?;
    let report = judged(args, &sides, ignored)?;
    to_stdout(&form::text(&report, args.format, args.fails())?)?;
    for (path, form) in args.write.iter().zip(forms) {
        write_beside(path, form::text(&report, form, args.fails())?.as_bytes())?;
    }
    Ok(match (report.gate.verdict, args.inconclusive) {
        (Verdict::Passed, _) | (Verdict::Inconclusive, Inconclusive::Pass) => Status::Done,
        (Verdict::Regressed, _) | (Verdict::Inconclusive, Inconclusive::Fail) => Status::Failed,
        (Verdict::Inconclusive, Inconclusive::Undecided) => Status::Undecided,
    })
}

impl GateArgs {
    fn fails(&self) -> bool {
        self.inconclusive == Inconclusive::Fail
    }

    fn options(&self) -> GateOptions {
        let mut allowances = Allowances::default();
        for allowance in &self.allowances {
            allowance.put_into(&mut allowances);
        }
        GateOptions {
            confidence: self.confidence,
            margin: self.margin,
            type_margin: self.type_margin.unwrap_or((2.0 * self.margin).min(0.99)),
            allowances,
            ..GateOptions::default()
        }
    }
}

fn judged(
    args: &GateArgs,
    (before, now): &(Chosen<'_>, Chosen<'_>),
    ignored: Vec<gate::Difference>,
) -> anyhow::Result<shown::GateReport> {
    let cells = rayon::join(|| before.loaded.table.cells(), || now.loaded.table.cells());
    let (cells_before, cells_now) = (cells.0?, cells.1?);
    let gate = gate::gate(
        &before.side(&cells_before),
        &now.side(&cells_now),
        &args.options(),
    );
    if gate.accuracy.iter().all(|a| a.n_pairs == 0) {
        bail!(
            "runs `{}` and `{}` have no graded item in common; run the same suites with the same \
             `--limit` and `--filter`",
            before.loaded.manifest.run,
            now.loaded.manifest.run
        );
    }
    let told = told::told(&gate.flips, before, now, args.flips)?;
    Ok(shown::GateReport {
        gate,
        ignored,
        told,
    })
}

/// The noise floor.
fn noise(args: &GateArgs, forms: &[Form], context: &Context) -> anyhow::Result<Status> {
    let [first, rest @ ..] = args.aa.as_slice() else {
        bail!("give `--aa` one or two runs");
    };
    let first = match find_baseline(&context.results, first) {
        Some(run) => run,
        None => find_run(&context.results, first)?,
    };
    let second = match rest.first() {
        Some(name) => find_run(&context.results, name)?,
        None => match repeat::repeat(&first, context)? {
            (run, Status::Done) => run,
            (_, status) => return Ok(status),
        },
    };
    let (first, second) = (
        Loaded::of_run(first, args.partial)?,
        Loaded::of_run(second, args.partial)?,
    );
    let sides = side::choose(&first, &second, args)?;
    side::same_conditions(&sides, &args.ignore)?;
    side::same_model(&sides)?;
    let (before, now) = &sides;
    let (cells_before, cells_now) = (first.table.cells()?, second.table.cells()?);
    let noise = gate::noise::noise(
        &before.side(&cells_before),
        &now.side(&cells_now),
        args.confidence,
    );
    let runs = (first.manifest.run.as_str(), second.manifest.run.as_str());
    let text = |form: Form| -> anyhow::Result<String> {
        Ok(match form {
            Form::Human => shown::noise_terminal(runs, &noise, terminal_width()) + "\n",
            Form::Md => shown::noise_markdown(runs, &noise),
            Form::Json => serde_json::to_string_pretty(&noise)? + "\n",
            Form::Junit => bail!("a noise floor is no test, so it has no JUnit form"),
        })
    };
    to_stdout(&text(args.format)?)?;
    for (path, form) in args.write.iter().zip(forms) {
        write_beside(path, text(*form)?.as_bytes())?;
    }
    Ok(Status::Done)
}

/// The attempts of one group and item.
fn attempts_of<'a>(
    plan: &'a [Attempt],
    side: &'a Side<'_>,
    item: &'a [String; 3],
) -> impl Iterator<Item = &'a Attempt> {
    let group = side.group;
    plan.iter().filter(move |a| {
        a.model == group.model
            && a.mode == group.mode
            && a.strategy == group.strategy
            && a.budget == group.budget
            && [&a.suite, &a.part, &a.item] == [&item[0], &item[1], &item[2]]
    })
}
