//! The slow part of `run` and `--resume`: generate what is missing, and bring it in order.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::Context as _;
use overthink::engine::{self, Engine, EngineOptions};
use overthink::plan::Attempt;
use overthink::run::{Hooks, execute, requests};
use overthink::store::{Manifest, Records, RunDir, Writer, read_records};

use super::judge::Judge;
use super::output::to_stderr;
use super::progress::Bar;
use super::sampling::suites_for;
use super::{Context, Status, derive};

/// Generates what is missing, puts the records in order and derives the rest.
pub(crate) fn generate(
    run: &RunDir,
    manifest: &mut Manifest,
    records: &Records,
    first: Option<Box<dyn Engine>>,
    engine_options: &EngineOptions,
    context: &Context,
) -> anyhow::Result<Status> {
    let began = Instant::now();
    let mut writer = Writer::open(run, records)?;
    let plan = manifest.attempts();
    let notices = for_each_model(
        manifest,
        &plan,
        records,
        first,
        engine_options,
        &mut writer,
        context,
    )?;
    let stored = read_records(run)?.in_order(plan.iter().map(|attempt| attempt.id.as_str()));
    writer.finish(&stored)?;
    manifest.notices.extend(notices);
    manifest.elapsed_s += began.elapsed().as_secs_f64();
    manifest.write(run)?;
    derive::derive(run, manifest, &stored, context)?;
    let n_done = stored.iter().filter(|record| record.is_done()).count();
    if n_done < plan.len() {
        to_stderr(&format!(
            "{n_done} of {} attempts are done; go on with: overthink run --resume {}\n",
            plan.len(),
            run.path().display()
        ));
        return Ok(Status::Partial);
    }
    Ok(Status::Done)
}

/// Generates, judges and stores what is missing, one model at a time. Returns
/// what a reader of the results should know.
fn for_each_model(
    manifest: &Manifest,
    plan: &[Attempt],
    records: &Records,
    mut first: Option<Box<dyn Engine>>,
    engine_options: &EngineOptions,
    writer: &mut Writer,
    context: &Context,
) -> anyhow::Result<Vec<String>> {
    let stop = stop_on_interrupt()?;
    let judge = Judge::new(&manifest.suites, context);
    let mut notices = Vec::new();
    for model in &manifest.models {
        let own = manifest.settings.own_sampling.get(&model.name);
        let suites = suites_for(&manifest.suites, own);
        let probes = manifest.options.probes.as_ref();
        let work = requests(&model.name, plan, &suites, probes, records);
        // The engine opened for the plan belongs to the first model.
        let opened = first.take();
        if work.pending.is_empty() || stop.load(Ordering::Relaxed) {
            continue;
        }
        let mut engine = match opened {
            Some(engine) => engine,
            None => engine::open(&model.location, engine_options)?,
        };
        let bar = Bar::new(&model.name, work.pending.len(), context.quiet);
        let ended = execute(
            engine.as_mut(),
            &work,
            &mut Hooks {
                judge: &|attempt, completion| judge.judge(attempt, completion),
                group: &|attempt, answers| judge.group(attempt, answers),
                store: &mut |record| writer.append(record),
                observe: &|event| bar.observe(event),
                stop: &stop,
            },
        );
        bar.finish();
        notices.extend(bar.into_notices());
        ended?;
    }
    Ok(notices)
}

/// Ctrl-C ends the run cleanly; the second one at once.
fn stop_on_interrupt() -> anyhow::Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            leave_at_once();
        }
        to_stderr("\nstopping: what is finished is kept; press Ctrl-C again to leave at once\n");
    })
    .context("failed to watch for Ctrl-C")?;
    Ok(stop)
}

#[expect(
    clippy::exit,
    reason = "the user asked twice; records are whole lines at every instant"
)]
fn leave_at_once() {
    std::process::exit(i32::from(super::DONE_IN_PART));
}
