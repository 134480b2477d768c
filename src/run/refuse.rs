//! Strategies that can never come to anything, refused before anything runs.

use crate::check::can_vote;
use crate::engine::Engine;
use crate::plan::{Criterion, Strategy};
use crate::suite::{Sampling, Suite};

/// Why a strategy does not fit what is to be run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unfit {
    /// All draws would be the same.
    #[error(
        "strategy `{strategy}` takes {} draws, and with the sampling of suite `{suite}` ({why}) all of them would be the same; {remedy}",
        .strategy.n_draws()
    )]
    Greedy {
        /// The strategy.
        strategy: Strategy,
        /// The suite.
        suite: String,
        /// The setting that makes its draws equal.
        why: String,
        /// What to set instead.
        remedy: &'static str,
    },
    /// A vote needs to know which answers are the same.
    #[error(
        "strategy `{strategy}` cannot be used on suite `{suite}`: the checker of part `{part}` cannot tell whether two answers mean the same; ask that suite in a run of its own with `pass@{n}` or `best-of@{n}:…`",
        n = .strategy.n_draws()
    )]
    NoEquality {
        /// The strategy.
        strategy: Strategy,
        /// The suite.
        suite: String,
        /// Its part.
        part: String,
    },
    /// Attempts are told apart by their strategy.
    #[error("strategy `{strategy}` is given twice; for repetitions take `--epochs`")]
    Twice {
        /// The strategy.
        strategy: Strategy,
    },
    /// The draws could not be compared.
    #[error(
        "strategy `{strategy}` chooses by the probability of the answers, and the engine of model `{model}` does not give any; take `best-of@{n}:shortest` or `best-of@{n}:longest`, or run the model from a folder",
        n = .strategy.n_draws()
    )]
    NoLogprobs {
        /// The strategy.
        strategy: Strategy,
        /// The model.
        model: String,
    },
    /// It is no strategy of its own.
    #[error(
        "strategy `budget-forcing` is what `--budgets` makes of `direct`: give `--strategy direct --budgets 64,128,…`"
    )]
    Forcing,
}

/// Refuses the first of `strategies` that does not fit `suites`.
///
/// # Errors
/// [`Unfit`], with the remedy.
pub fn refuse(strategies: &[Strategy], suites: &[Suite]) -> Result<(), Unfit> {
    for (i, &strategy) in strategies.iter().enumerate() {
        if strategy == Strategy::BudgetForcing {
            return Err(Unfit::Forcing);
        }
        if strategies.iter().take(i).any(|other| *other == strategy) {
            return Err(Unfit::Twice { strategy });
        }
        if strategy.n_draws() > 1 {
            suites.iter().try_for_each(|suite| fits(strategy, suite))?;
        }
    }
    Ok(())
}

/// Refuses `strategy` for `model` if it needs what its engine does not give.
///
/// # Errors
/// [`Unfit::NoLogprobs`].
pub(super) fn refuse_engine(
    strategy: Strategy,
    model: &str,
    engine: &dyn Engine,
) -> Result<(), Unfit> {
    if by_logprob(strategy) && !engine.gives_logprobs() {
        return Err(Unfit::NoLogprobs {
            strategy,
            model: model.to_owned(),
        });
    }
    Ok(())
}

/// Whether the strategy chooses by the probability of the answers.
pub(super) fn by_logprob(strategy: Strategy) -> bool {
    let by = Criterion::Logprob;
    matches!(strategy, Strategy::BestOf { by: criterion, .. } if criterion == by)
}

fn fits(strategy: Strategy, suite: &Suite) -> Result<(), Unfit> {
    if let Some((why, remedy)) = why_greedy(&suite.sampling) {
        return Err(Unfit::Greedy {
            strategy,
            suite: suite.name.clone(),
            why,
            remedy,
        });
    }
    let Strategy::Vote { .. } = strategy else {
        return Ok(());
    };
    match suite.parts.iter().find(|part| !can_vote(&part.checker)) {
        None => Ok(()),
        Some(part) => Err(Unfit::NoEquality {
            strategy,
            suite: suite.name.clone(),
            part: part.name.clone(),
        }),
    }
}

/// The setting by which every draw takes the likeliest token, and the remedy.
fn why_greedy(sampling: &Sampling) -> Option<(String, &'static str)> {
    if sampling.temperature <= 0.0 {
        let why = format!("temperature {}, greedy", sampling.temperature);
        return Some((
            why,
            "give a temperature above 0 with `--temperature`, or as `temperature` under \
             `[sampling]` of the suite",
        ));
    }
    (sampling.top_k == 1).then(|| {
        (
            "top_k 1".to_owned(),
            "set `top_k` under `[sampling]` of the suite to 0 (all tokens) or above 1",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::scripted::ScriptedEngine;
    use crate::plan::{Mode, PlanOptions, PlannedModel, plan};
    use crate::run::requests;
    use crate::store::Records;
    use crate::suite::{CheckerSpec, builtin};

    fn suites(temperature: f32, top_k: u32) -> Vec<Suite> {
        ["demo-math", "demo-code", "demo-logic"]
            .map(|name| {
                let mut suite = builtin::load(name).unwrap().unwrap();
                suite.sampling.temperature = temperature;
                suite.sampling.top_k = top_k;
                if name == "demo-logic" {
                    suite.parts[0].checker = CheckerSpec::Source {};
                }
                suite
            })
            .into()
    }

    fn refusal(strategies: &[&str], suites: &[Suite]) -> String {
        let strategies: Vec<Strategy> = strategies.iter().map(|s| s.parse().unwrap()).collect();
        refuse(&strategies, suites).map_or_else(|e| e.to_string(), |()| "fits".to_owned())
    }

    #[test]
    fn what_cannot_work_is_refused_with_the_remedy() {
        insta::assert_snapshot!(
            [
                refusal(&["direct", "vote@5"], &suites(0.0, 0)),
                refusal(&["pass@8"], &suites(0.7, 1)),
                refusal(&["best-of@2:longest", "vote@5"], &suites(0.7, 0)),
                refusal(&["pass@8", "direct", "pass@8"], &suites(0.7, 0)),
                refusal(&["budget-forcing"], &suites(0.7, 0)),
            ]
            .join("\n"),
            @"
            strategy `vote@5` takes 5 draws, and with the sampling of suite `demo-math` (temperature 0, greedy) all of them would be the same; give a temperature above 0 with `--temperature`, or as `temperature` under `[sampling]` of the suite
            strategy `pass@8` takes 8 draws, and with the sampling of suite `demo-math` (top_k 1) all of them would be the same; set `top_k` under `[sampling]` of the suite to 0 (all tokens) or above 1
            strategy `vote@5` cannot be used on suite `demo-logic`: the checker of part `logic` cannot tell whether two answers mean the same; ask that suite in a run of its own with `pass@5` or `best-of@5:…`
            strategy `pass@8` is given twice; for repetitions take `--epochs`
            strategy `budget-forcing` is what `--budgets` makes of `direct`: give `--strategy direct --budgets 64,128,…`
            "
        );
    }

    #[test]
    fn a_choice_by_probability_needs_an_engine_that_gives_it() {
        let suites = suites(0.7, 0);
        let engine = ScriptedEngine::list(["1"]);
        let admit = |strategy: &str| {
            let options = PlanOptions {
                strategies: vec![strategy.parse().unwrap()],
                ..PlanOptions::default()
            };
            let model = PlannedModel {
                name: "scripted".to_owned(),
                mode: Mode::Instruct,
            };
            let plan = plan(&suites, &[model], &options);
            let work = requests("scripted", &plan, &suites, None, &Records::default());
            work.admit(&engine).map_err(|e| e.to_string())
        };
        assert_eq!(admit("best-of@3:shortest"), Ok(()));
        insta::assert_snapshot!(admit("best-of@3:logprob").unwrap_err(), @"strategy `best-of@3:logprob` chooses by the probability of the answers, and the engine of model `scripted` does not give any; take `best-of@3:shortest` or `best-of@3:longest`, or run the model from a folder");
    }

    #[test]
    fn what_works_is_not_refused() {
        assert_eq!(refusal(&["direct"], &suites(0.0, 1)), "fits");
        assert_eq!(refusal(&["vote@5"], &suites(0.7, 0)[..2]), "fits");
        assert_eq!(
            refusal(
                &["pass@8", "best-of@3:shortest", "direct", "pass@4"],
                &suites(0.7, 2)
            ),
            "fits"
        );
    }
}
