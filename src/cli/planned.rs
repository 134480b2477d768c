//! A plan as `--dry-run` prints it.

use overthink::plan::{Attempt, Mode};
use overthink::store::Manifest;

use super::sampling::{Asked, suites_for};

/// The plan for a person: attempts by model, suite, strategy and budget, and
/// how many completions they take, and probes at most.
pub(crate) fn plan_text(manifest: &Manifest) -> String {
    let mut counts: indexmap::IndexMap<String, (usize, u64)> = indexmap::IndexMap::new();
    let plan = manifest.attempts();
    for a in &plan {
        let budget = a
            .budget
            .map_or_else(|| "free".to_owned(), |b| b.to_string());
        let key = format!(
            "{:<20} {:<10} {:<16} {:<12} {:<18} {budget:>6}",
            a.model,
            a.mode.to_string(),
            a.suite,
            a.task_type.0,
            a.strategy.to_string(),
        );
        let (n_attempts, n_draws) = counts.entry(key).or_default();
        *n_attempts += 1;
        *n_draws += u64::from(a.strategy.n_draws());
    }
    let mut text = format!(
        "{:<20} {:<10} {:<16} {:<12} {:<18} {:>6} {:>9} {:>9}\n",
        "model", "mode", "suite", "task type", "strategy", "budget", "attempts", "draws"
    );
    for (key, (n_attempts, n_draws)) in &counts {
        text += &format!("{key} {n_attempts:>9} {n_draws:>9}\n");
    }
    let n_draws: u64 = counts.values().map(|(_, n)| n).sum();
    text += &format!("{} attempts, {n_draws} draws\n", plan.len());
    text += &probes_text(manifest, &plan);
    text + &Asked::words(&manifest.settings.own_sampling)
}

/// What the probes come to at most: each thinks as long as it may.
fn probes_text(manifest: &Manifest, plan: &[Attempt]) -> String {
    let Some(probes) = &manifest.options.probes else {
        return String::new();
    };
    let (mut n_probes, mut n_tokens) = (0, 0);
    for model in &manifest.models {
        let own = manifest.settings.own_sampling.get(&model.name);
        for suite in suites_for(&manifest.suites, own).iter() {
            let limits = &suite.sampling;
            let attempts = plan.iter().filter(|a| {
                a.model == model.name && a.suite == suite.name && a.mode == Mode::Reasoning
            });
            for attempt in attempts {
                // The forced end at the budget is no probe.
                let end = attempt.budget.unwrap_or(limits.max_thinking_tokens);
                let end = end.saturating_sub(1);
                let n = u64::from(probes.count_up_to(end)) * u64::from(attempt.strategy.n_draws());
                n_probes += n;
                n_tokens += n * u64::from(limits.max_answer_tokens);
            }
        }
    }
    format!(
        "at most {n_probes} probes ({probes}) with {n_tokens} answer tokens; budgets of one \
         attempt share theirs\n"
    )
}
