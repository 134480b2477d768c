//! Reads columns of a frame into plain vectors.

use polars::prelude::{DataFrame, DataType, PolarsResult};

use crate::plan::{Mode, Strategy};

/// A column of texts.
pub(super) fn texts(frame: &DataFrame, name: &str) -> PolarsResult<Vec<String>> {
    let texts = frame.column(name)?.str()?;
    let owned = texts.iter().map(|t| t.unwrap_or_default().to_owned());
    Ok(owned.collect())
}

/// A column of numbers of any type.
pub(super) fn numbers(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<f64>>> {
    let column = frame.column(name)?.cast(&DataType::Float64)?;
    Ok(column.f64()?.iter().collect())
}

/// A column of counts; empty counts as 0.
pub(super) fn counts(frame: &DataFrame, name: &str) -> PolarsResult<Vec<usize>> {
    let numbers = numbers(frame, name)?;
    Ok(numbers
        .into_iter()
        .map(|n| n.unwrap_or_default() as usize)
        .collect())
}

/// The column `budget`.
pub(super) fn budgets(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<u32>>> {
    let column = frame.column(name)?.cast(&DataType::UInt32)?;
    Ok(column.u32()?.iter().collect())
}

/// The column `strategy`.
pub(super) fn strategies(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Strategy>> {
    // Written by this program from a strategy, so that it always is one.
    let of = |text: &String| text.parse().unwrap_or(Strategy::Direct);
    Ok(texts(frame, name)?.iter().map(of).collect())
}

/// The column `mode`.
pub(super) fn modes(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Mode>> {
    let instruct = Mode::Instruct.to_string();
    let of = |text: &String| {
        if *text == instruct {
            Mode::Instruct
        } else {
            Mode::Reasoning
        }
    };
    Ok(texts(frame, name)?.iter().map(of).collect())
}
