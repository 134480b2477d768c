//! `overthink demo`: the main job on what is built in.

use clap::Args;
use overthink::plan::PlanOptions;
use overthink::suite::builtin;

use super::settings::EngineArgs;
use super::{Context, Status, run};

/// Suites of the demo, in the order of the report.
const SUITES: [&str; 4] = ["demo-math", "demo-logic", "demo-code", "demo-direct"];
/// Models of the demo: the one that thinks first.
const MODELS: [&str; 2] = ["tiny-reasoner", "tiny-instruct"];
/// Thinking budgets of the demo, in tokens.
const BUDGETS: [u32; 5] = [8, 16, 32, 64, 128];

/// Arguments of `overthink demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Most items of each task type.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    #[command(flatten)]
    engine: EngineArgs,
}

/// Runs the command.
pub(crate) fn demo(args: &DemoArgs, context: &Context) -> anyhow::Result<Status> {
    // The built-in suites, whatever files lie in the working folder.
    let suites = SUITES
        .into_iter()
        .filter_map(builtin::load)
        .collect::<Result<Vec<_>, _>>()?;
    let models = MODELS
        .iter()
        .map(|name| name.parse())
        .collect::<anyhow::Result<Vec<_>>>()?;
    let options = PlanOptions {
        strategies: Vec::new(),
        budgets: BUDGETS.to_vec(),
        probes: None,
        epochs: 1,
        limit: args.limit,
        filter: None,
        seed: 0,
        shard: None,
    };
    run::start(
        suites.into(),
        &models,
        options,
        "demo",
        false,
        &args.engine,
        context,
    )
}
