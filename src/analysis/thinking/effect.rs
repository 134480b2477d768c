//! Does longer thinking mean a correct answer.

use indexmap::IndexMap;
use polars::prelude::{DataFrame, IntoLazy, PolarsResult, col};
use serde::Serialize;

use crate::analysis::{column, read};
use crate::stats::{Confidence, Estimate, logistic, mean, rank};

/// Length against correctness of one model and task type: of the graded
/// completions that no limit cut off, because a cut one is long and wrong by
/// itself.
///
/// Neither number says that thinking longer would help or harm: hard items make
/// models think long and fail.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LengthEffect {
    /// The model.
    pub model: String,
    /// The task type.
    pub task_type: String,
    /// Completions.
    pub n_traces: usize,
    /// Items that they belong to.
    pub n_items: usize,
    /// Spearman's rank correlation of an item's mean thinking tokens with its
    /// accuracy; `None` where either is the same everywhere, or for fewer than
    /// four items.
    pub correlation: Option<Estimate>,
    /// The two-sided p value of none.
    pub correlation_p: Option<f64>,
    /// The change of the log odds of a correct answer for each doubling of the
    /// thinking tokens; `None` where all are correct, or none.
    pub slope_per_doubling: Option<Estimate>,
    /// The two-sided p value of none.
    pub slope_p: Option<f64>,
}

/// One graded completion.
struct Point {
    item: [String; 3],
    tokens: f64,
    is_correct: bool,
}

/// One per model and task type, in plan order.
pub(super) fn effects(
    traces: &DataFrame,
    confidence: Confidence,
) -> PolarsResult<Vec<LengthEffect>> {
    let graded = traces
        .clone()
        .lazy()
        .filter(col(column::CORRECT).is_not_null())
        .filter(col(column::TRUNCATED).not())
        .filter(col(column::N_THINKING_TOKENS).is_not_null())
        .collect()?;
    let text = |name| read::texts(&graded, name);
    let (models, task_types) = (text(column::MODEL)?, text(column::TASK_TYPE)?);
    let (suites, parts, items) = (
        text(column::SUITE)?,
        text(column::PART)?,
        text(column::ITEM)?,
    );
    let tokens = read::numbers(&graded, column::N_THINKING_TOKENS)?;
    let correct = read::numbers(&graded, column::CORRECT)?;
    let mut groups: IndexMap<(String, String), Vec<Point>> = IndexMap::new();
    let keys = models.into_iter().zip(task_types);
    let ids = suites.into_iter().zip(parts).zip(items);
    let values = tokens.into_iter().zip(correct);
    for ((key, ((suite, part), item)), (tokens, correct)) in keys.zip(ids).zip(values) {
        groups.entry(key).or_default().push(Point {
            item: [suite, part, item],
            tokens: tokens.unwrap_or_default(),
            is_correct: correct.unwrap_or_default() > 0.5,
        });
    }
    let made = groups.into_iter();
    Ok(made
        .map(|((model, task_type), points)| effect(model, task_type, &points, confidence))
        .collect())
}

fn effect(
    model: String,
    task_type: String,
    points: &[Point],
    confidence: Confidence,
) -> LengthEffect {
    let mut by_item: IndexMap<&[String; 3], Vec<&Point>> = IndexMap::new();
    for point in points {
        by_item.entry(&point.item).or_default().push(point);
    }
    let mean_of = |get: fn(&Point) -> f64| -> Vec<f64> {
        let of_item = |points: &Vec<&Point>| {
            let values: Vec<f64> = points.iter().map(|p| get(p)).collect();
            mean::mean(&values)
        };
        by_item.values().map(of_item).collect()
    };
    let lengths = mean_of(|p| p.tokens);
    let shares = mean_of(|p| f64::from(u8::from(p.is_correct)));
    let correlation = rank::spearman(&lengths, &shares, confidence);
    let slope = slope(points, &by_item, confidence);
    LengthEffect {
        model,
        task_type,
        n_traces: points.len(),
        n_items: by_item.len(),
        correlation: correlation.map(|c| c.rho),
        correlation_p: correlation.map(|c| c.p),
        slope_per_doubling: slope.map(|s| s.slope),
        slope_p: slope.map(|s| s.p),
    }
}

fn slope(
    points: &[Point],
    by_item: &IndexMap<&[String; 3], Vec<&Point>>,
    confidence: Confidence,
) -> Option<logistic::Slope> {
    // One more token keeps thinking of none at a finite place.
    let x: Vec<f64> = points.iter().map(|p| (p.tokens + 1.0).log2()).collect();
    let correct: Vec<bool> = points.iter().map(|p| p.is_correct).collect();
    if by_item.len() == points.len() {
        return logistic::slope(&x, &correct, confidence);
    }
    let cluster: Vec<usize> = points
        .iter()
        .filter_map(|p| by_item.get_index_of(&p.item))
        .collect();
    logistic::clustered_slope(&x, &correct, &cluster, confidence)
}
