//! Which model, mode and thinking budget each task type goes to.

use serde::Serialize;

use super::over::Decisions;
use super::{Comparison, Decision, Side};
use crate::analysis::curve::Recommended;
use crate::plan::Mode;

/// Where the items of a task type go.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Route {
    /// The task type; `None` for whatever has no route of its own.
    pub task_type: Option<String>,
    /// The model.
    pub model: String,
    /// Whether it is let think.
    pub mode: Mode,
    /// The limit on thinking tokens; `None` lets the model end by itself.
    pub budget: Option<u32>,
    /// What it stands on.
    pub basis: Basis,
}

/// What a route stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The model is shown to be better.
    Better,
    /// The models are shown to be as good as equal; this one is cheaper.
    Cheaper,
    /// Too little data for this task type: the decision over all of them.
    AllTaskTypes,
    /// Too little data altogether: the cheaper model until there is more.
    Undecided,
}

impl Basis {
    /// In a few words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Better => "shown to be better",
            Self::Cheaper => "shown to be as good, and cheaper",
            Self::AllTaskTypes => "too little data; as over all task types",
            Self::Undecided => "too little data; the cheaper one until there is more",
        }
    }
}

/// Why no routes can be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RouteError {
    /// Nothing was compared.
    #[error("there is nothing to route between: no reasoning and instruct model were compared")]
    NoPair,
    /// More than one reasoning or instruct model.
    #[error(
        "routes need one reasoning and one instruct model, and there are {0}; name them with \
         `--reasoning NAME --instruct NAME`"
    )]
    SeveralPairs(String),
}

/// The routes of each compared task type, in order, and last the one for all
/// others.
///
/// A reasoning model gets the recommended budget of its curve for the task type
/// where the curve proves that less than the margin is lost by it.
///
/// # Errors
/// [`RouteError`] unless exactly one pair of models was compared.
pub fn routes(decisions: &Decisions) -> Result<Vec<Route>, RouteError> {
    let is_whole = |c: &&Comparison| c.task_type.is_none();
    let wholes: Vec<&Comparison> = decisions.comparisons.iter().filter(is_whole).collect();
    let whole = match wholes.as_slice() {
        [] => return Err(RouteError::NoPair),
        [one] => *one,
        several => {
            let pairs = several
                .iter()
                .map(|c| format!("`{}` and `{}`", c.reasoning.model, c.instruct.model));
            return Err(RouteError::SeveralPairs(
                pairs.collect::<Vec<_>>().join(", "),
            ));
        }
    };
    let (fallback, basis) = match pick(whole) {
        Some((mode, _)) => (mode, Basis::AllTaskTypes),
        None => (cheaper(whole), Basis::Undecided),
    };
    let of = |c: &Comparison| {
        let (mode, basis) = pick(c).unwrap_or(if c.task_type.is_none() {
            (fallback, Basis::Undecided)
        } else {
            (fallback, basis)
        });
        route(decisions, c, mode, basis)
    };
    let typed = decisions.comparisons.iter().filter(|c| !is_whole(c));
    Ok(typed.chain([whole]).map(of).collect())
}

/// The mode that a comparison decides for; `None` where it decides nothing.
fn pick(c: &Comparison) -> Option<(Mode, Basis)> {
    match c.decision {
        Decision::Reasoning => Some((Mode::Reasoning, Basis::Better)),
        Decision::Instruct => Some((Mode::Instruct, Basis::Better)),
        Decision::Either { cheaper } => Some((cheaper, Basis::Cheaper)),
        Decision::TooLittleData { .. } => None,
    }
}

fn cheaper(c: &Comparison) -> Mode {
    if c.reasoning.completion_tokens.point < c.instruct.completion_tokens.point {
        Mode::Reasoning
    } else {
        Mode::Instruct
    }
}

fn route(decisions: &Decisions, c: &Comparison, mode: Mode, basis: Basis) -> Route {
    let side: &Side = match mode {
        Mode::Reasoning => &c.reasoning,
        Mode::Instruct => &c.instruct,
    };
    let is_ours = |curve: &&crate::analysis::Curve| {
        curve.model == side.model && curve.task_type == c.task_type
    };
    let budget = decisions
        .curves
        .iter()
        .find(is_ours)
        .filter(|_| mode == Mode::Reasoning)
        .and_then(|curve| curve.recommended)
        .filter(Recommended::is_proved)
        .and_then(|r| r.budget);
    Route {
        task_type: c.task_type.clone(),
        model: side.model.clone(),
        mode,
        budget,
        basis,
    }
}
