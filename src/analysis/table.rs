//! The table `attempts` of one or of several runs, as decisions and the gate
//! read it: from the parsed records, or from the Parquet file that was made of
//! them.

use indexmap::{IndexMap, IndexSet};
use polars::prelude::{DataFrame, NamedFrom, PolarsError, PolarsResult, Series};

use super::cell::{self, Cell};
use super::{column, frame, read};
use crate::analysis::rows::Row;
use crate::plan::{Mode, Strategy};

mod parquet;

pub use parquet::{RECORDS_KEY, TableError};

/// The columns that decisions are made from.
pub const NEEDED: [&str; 18] = [
    column::RUN,
    column::MODEL,
    column::MODE,
    column::SUITE,
    column::PART,
    column::TASK_TYPE,
    column::ITEM,
    column::STRATEGY,
    column::BUDGET,
    column::EPOCH,
    column::CORRECT,
    column::VERDICT,
    column::N_PROMPT_TOKENS,
    column::N_THINKING_TOKENS,
    column::N_ANSWER_TOKENS,
    column::N_COMPUTED_TOKENS,
    column::STOP_REASON,
    column::N_SWITCHES,
];

/// The further columns, which are times and what became of a completion.
const FURTHER: [&str; 3] = [
    column::FIRST_ANSWER_MS,
    column::ELAPSED_MS,
    column::TRUNCATED,
];

/// The table `attempts` of one or of several runs.
#[derive(Debug, Clone)]
pub struct Table {
    /// The runs, in order.
    pub runs: Vec<String>,
    /// One row per planned attempt, with at least the columns that decisions
    /// are made from.
    pub attempts: DataFrame,
}

impl Table {
    /// The table of one run.
    ///
    /// # Errors
    /// Whatever polars says; no run that the store accepts leads there.
    pub fn of_run(run: &str, rows: &[Row<'_>]) -> PolarsResult<Self> {
        Ok(Self {
            runs: vec![run.to_owned()],
            attempts: frame::attempts(run, rows)?.select(columns())?,
        })
    }

    /// One table of several. A model that is in more than one run in the same
    /// mode is called `MODEL@RUN` from here on, so that no two are mixed up.
    ///
    /// # Errors
    /// Whatever polars says.
    pub fn join(tables: Vec<Self>) -> PolarsResult<Self> {
        let mut runs = Vec::new();
        let mut seen: IndexMap<(String, Mode), IndexSet<String>> = IndexMap::new();
        for table in &tables {
            runs.extend(table.runs.iter().cloned());
            for (run, model, mode) in models(&table.attempts)? {
                seen.entry((model, mode)).or_default().insert(run);
            }
        }
        let mut joined: Option<DataFrame> = None;
        for table in tables {
            let renamed = renamed(table.attempts, &seen)?;
            match &mut joined {
                None => joined = Some(renamed),
                Some(all) => {
                    all.vstack_mut(&renamed)?;
                }
            }
        }
        let attempts = joined.ok_or_else(|| PolarsError::NoData("no table to join".into()))?;
        Ok(Self { runs, attempts })
    }

    /// The items under each model, strategy and budget, epochs averaged.
    ///
    /// # Errors
    /// Whatever polars says.
    pub fn cells(&self) -> PolarsResult<Vec<Cell>> {
        cell::cells(&self.attempts)
    }

    /// The strategy that models are compared by: the direct one where it was
    /// planned, else the first of the table.
    ///
    /// # Errors
    /// Whatever polars says.
    pub fn main_strategy(&self) -> PolarsResult<Strategy> {
        let all = read::strategies(&self.attempts, column::STRATEGY)?;
        let free: IndexSet<Strategy> = all.into_iter().map(|s| s.at(None)).collect();
        let first = free.first().copied().unwrap_or(Strategy::Direct);
        Ok(if free.contains(&Strategy::Direct) {
            Strategy::Direct
        } else {
            first
        })
    }

    /// Attempts that were planned and not run.
    ///
    /// # Errors
    /// Whatever polars says.
    pub fn n_not_run(&self) -> PolarsResult<usize> {
        let verdicts = self.attempts.column(column::VERDICT)?.str()?;
        Ok(verdicts.iter().filter(|v| *v == Some("not-run")).count())
    }
}

fn columns() -> impl Iterator<Item = &'static str> {
    NEEDED.into_iter().chain(FURTHER)
}

/// Run, model and mode of the rows, each once.
fn models(frame: &DataFrame) -> PolarsResult<IndexSet<(String, String, Mode)>> {
    let runs = read::texts(frame, column::RUN)?;
    let models = read::texts(frame, column::MODEL)?;
    let modes = read::modes(frame, column::MODE)?;
    let rows = runs.into_iter().zip(models).zip(modes);
    Ok(rows
        .map(|((run, model), mode)| (run, model, mode))
        .collect())
}

/// The frame with models that are in several runs called after their run, too.
fn renamed(
    mut frame: DataFrame,
    seen: &IndexMap<(String, Mode), IndexSet<String>>,
) -> PolarsResult<DataFrame> {
    if seen.values().all(|runs| runs.len() == 1) {
        return Ok(frame);
    }
    let runs = read::texts(&frame, column::RUN)?;
    let models = read::texts(&frame, column::MODEL)?;
    let modes = read::modes(&frame, column::MODE)?;
    let names: Vec<String> = models
        .into_iter()
        .zip(modes)
        .zip(runs)
        .map(|((model, mode), run)| {
            let key = (model, mode);
            let several = seen.get(&key).is_some_and(|runs| runs.len() > 1);
            if several {
                format!("{}@{run}", key.0)
            } else {
                key.0
            }
        })
        .collect();
    frame.replace(
        column::MODEL,
        Series::new(column::MODEL.into(), names).into(),
    )?;
    Ok(frame)
}

#[cfg(test)]
mod tests {
    use super::super::{fake, rows};
    use super::*;

    fn table(run: &str) -> Table {
        let fake = fake::run(5, &[16], 1);
        let rows = rows::rows(&fake.planned, &fake.records);
        Table::of_run(run, &rows).unwrap()
    }

    #[test]
    fn models_of_several_runs_keep_apart() {
        let one = Table::join(vec![table("a")]).unwrap();
        assert!(one.cells().unwrap().iter().all(|c| !c.model.contains('@')));
        let two = Table::join(vec![table("a"), table("b")]).unwrap();
        assert_eq!(two.runs, ["a", "b"]);
        assert_eq!(two.attempts.height(), 2 * one.attempts.height());
        let names: IndexSet<String> = two.cells().unwrap().into_iter().map(|c| c.model).collect();
        assert!(names.contains("tiny-reasoner@a") && names.contains("tiny-reasoner@b"));
        assert_eq!(names.len(), 4);
        assert!(Table::join(Vec::new()).is_err());
    }

    #[test]
    fn the_direct_strategy_is_the_main_one() {
        assert_eq!(table("a").main_strategy().unwrap(), Strategy::Direct);
        let fake = fake::run(5, &[16], 1);
        let rows = rows::rows(&fake.planned, &[]);
        let nothing = Table::of_run("a", &rows).unwrap();
        assert_eq!(nothing.n_not_run().unwrap(), fake.planned.len());
    }
}
