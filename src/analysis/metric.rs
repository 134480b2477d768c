//! Metrics as expressions over the table of attempts.
//!
//! `correct` is empty where there is no verdict on the answer, and polars skips
//! empty values in means: accuracy, what it is over, and what it is not over
//! always travel together. Intervals are no expressions; [`crate::stats`] makes
//! them from slices.

use polars::prelude::{DataType, Expr, QuantileMethod, col, len, lit, when};

use super::column;

/// Attempts that were planned.
pub fn n_planned() -> Expr {
    len().alias("n_planned")
}

/// Share of graded attempts that are correct.
pub fn accuracy() -> Expr {
    col(column::CORRECT).mean().alias("accuracy")
}

/// Share of graded attempts without an answer.
pub fn no_answer() -> Expr {
    when(col(column::CORRECT).is_not_null())
        .then(col(column::VERDICT).eq(lit("no-answer")))
        .otherwise(lit(polars::prelude::NULL))
        .cast(DataType::Float64)
        .mean()
        .alias("no_answer")
}

/// Attempts that the accuracy is over: correct, incorrect and no answer.
pub fn n_graded() -> Expr {
    col(column::CORRECT).count().alias("n_graded")
}

/// Attempts whose checker could not decide.
pub fn n_ungraded() -> Expr {
    n_verdict("ungraded")
}

/// Attempts with one verdict, under the name `n_VERDICT` with low lines.
pub fn n_verdict(verdict: &str) -> Expr {
    let name = format!("n_{}", verdict.replace('-', "_"));
    total(col(column::VERDICT).eq(lit(verdict.to_owned()))).alias(name)
}

/// Completions that a limit on tokens cut off.
pub fn n_truncated() -> Expr {
    total(col(column::TRUNCATED)).alias("n_truncated")
}

/// Tokens that a completion holds: thinking and answer.
pub fn completion_tokens() -> Expr {
    col(column::N_THINKING_TOKENS).cast(DataType::Float64)
        + col(column::N_ANSWER_TOKENS).cast(DataType::Float64)
}

/// The sum of a column, 0 where all of it is empty.
pub fn total(column: Expr) -> Expr {
    column.cast(DataType::Float64).sum()
}

/// The quantile of a column at `share`, by linear interpolation.
pub fn quantile(column: &str, share: f64) -> Expr {
    col(column)
        .cast(DataType::Float64)
        .quantile(lit(share), QuantileMethod::Linear)
}

/// What became of a completion, in one of three words: `cut`, `right`,
/// `wrong`; empty where nothing was graded. A completion that was cut off
/// counts as cut even if a checker found something in it.
pub fn fate() -> Expr {
    when(col(column::TRUNCATED))
        .then(lit("cut"))
        .when(col(column::CORRECT))
        .then(lit("right"))
        .when(col(column::CORRECT).eq(lit(false)))
        .then(lit("wrong"))
        .otherwise(lit(polars::prelude::NULL))
        .alias("fate")
}

#[cfg(test)]
mod tests {
    use polars::prelude::{IntoLazy, df};

    use super::*;

    #[test]
    fn ungraded_attempts_are_counted_and_not_averaged() {
        let frame = df!(
            "correct" => [Some(true), None, Some(true), Some(false)],
            "verdict" => ["correct", "ungraded", "correct", "no-answer"],
            "truncated" => [Some(false), None, Some(false), Some(true)],
        );
        let all = frame
            .unwrap()
            .lazy()
            .with_column(fate())
            .select([accuracy(), n_graded(), n_ungraded(), n_truncated()])
            .collect()
            .unwrap();
        let number = |name: &str| super::super::read::numbers(&all, name).unwrap()[0].unwrap();
        assert!((number("accuracy") - 2.0 / 3.0).abs() < 1e-12);
        let counts = (
            number("n_graded"),
            number("n_ungraded"),
            number("n_truncated"),
        );
        assert_eq!(counts, (3.0, 1.0, 1.0));
    }
}
