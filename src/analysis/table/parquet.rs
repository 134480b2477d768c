//! Reads the columns of a stored table back, through the low-level column
//! readers.

use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, SerializedFileReader};
use polars::prelude::{Column, DataFrame, NamedFrom, PolarsError, Series};

use super::{Table, columns};
use crate::analysis::column;

/// Name in the file's own notes under which the writer leaves what the table
/// was made of, so that a reader can tell whether it still fits.
pub const RECORDS_KEY: &str = "overthink.records";

/// Why a stored table could not be read. It is derived, so that the remedy is
/// to make it anew.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file is none, or is damaged.
    #[error("failed to read the stored table")]
    Parquet(#[from] ParquetError),
    /// The columns do not make a frame.
    #[error("the columns of the stored table do not fit each other")]
    Frame(#[from] PolarsError),
    /// A column is not there, or has another type.
    #[error("the stored table has no column `{0}` of the usual type")]
    Column(&'static str),
}

/// What is in a column.
enum Values {
    Texts(Vec<Option<String>>),
    Whole(Vec<Option<i64>>),
    Numbers(Vec<Option<f64>>),
    Flags(Vec<Option<bool>>),
}

impl Table {
    /// Reads the table of the run `run` from a Parquet file, if it was made of
    /// the records that `made_of` names. `None` if it was made of others, or by
    /// another version.
    ///
    /// # Errors
    /// [`TableError`] for what is no such table.
    pub fn from_parquet(
        run: &str,
        file: impl ChunkReader + 'static,
        made_of: &str,
    ) -> Result<Option<Self>, TableError> {
        let reader = SerializedFileReader::new(file)?;
        let notes = reader.metadata().file_metadata().key_value_metadata();
        let is_same = notes.is_some_and(|notes| {
            let mut notes = notes.iter();
            notes.any(|n| n.key == RECORDS_KEY && n.value.as_deref() == Some(made_of))
        });
        if !is_same {
            return Ok(None);
        }
        let mut made = Vec::new();
        for name in columns() {
            made.push(column(&reader, name)?);
        }
        let height = made.first().map_or(0, Column::len);
        Ok(Some(Self {
            runs: vec![run.to_owned()],
            attempts: DataFrame::new(height, made)?,
        }))
    }
}

fn column<R: ChunkReader + 'static>(
    reader: &SerializedFileReader<R>,
    name: &'static str,
) -> Result<Column, TableError> {
    let schema = reader.metadata().file_metadata().schema_descr();
    let place = schema.columns().iter().position(|c| c.name() == name);
    let place = place.ok_or(TableError::Column(name))?;
    let mut all: Option<Values> = None;
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group)?;
        let n = usize::try_from(group.metadata().num_rows()).unwrap_or_default();
        let values = read(group.get_column_reader(place)?, n, name)?;
        match &mut all {
            None => all = Some(values),
            Some(all) => all.extend(values).ok_or(TableError::Column(name))?,
        }
    }
    let values = all.unwrap_or(Values::Numbers(Vec::new()));
    Ok(series(name, values).into())
}

fn series(name: &'static str, values: Values) -> Series {
    match values {
        Values::Texts(v) => Series::new(name.into(), v),
        // As the frame of a run's rows has them.
        Values::Whole(v) if name == column::BUDGET || name == column::EPOCH => {
            let v: Vec<Option<u32>> = v
                .into_iter()
                .map(|n| n.and_then(|n| u32::try_from(n).ok()))
                .collect();
            Series::new(name.into(), v)
        }
        Values::Whole(v) => Series::new(name.into(), v),
        Values::Numbers(v) => Series::new(name.into(), v),
        Values::Flags(v) => Series::new(name.into(), v),
    }
}

fn read(reader: ColumnReader, n: usize, name: &'static str) -> Result<Values, TableError> {
    Ok(match reader {
        ColumnReader::BoolColumnReader(r) => Values::Flags(optional(r, n, Some)?),
        ColumnReader::Int64ColumnReader(r) => Values::Whole(optional(r, n, Some)?),
        ColumnReader::DoubleColumnReader(r) => Values::Numbers(optional(r, n, Some)?),
        ColumnReader::ByteArrayColumnReader(r) => {
            let text = |bytes: ByteArray| bytes.as_utf8().ok().map(str::to_owned);
            Values::Texts(optional(r, n, text)?)
        }
        _ => return Err(TableError::Column(name)),
    })
}

/// The `n` values of an optional column.
fn optional<T: DataType, V>(
    mut reader: ColumnReaderImpl<T>,
    n: usize,
    convert: impl Fn(T::T) -> Option<V>,
) -> Result<Vec<Option<V>>, ParquetError> {
    let (mut present, mut levels) = (Vec::new(), Vec::with_capacity(n));
    while levels.len() < n {
        let left = n - levels.len();
        let (_, _, n_read) = reader.read_records(left, Some(&mut levels), None, &mut present)?;
        if n_read == 0 {
            break;
        }
    }
    let mut present = present.into_iter();
    let values = levels.iter().map(|level| {
        let there = (*level > 0).then(|| present.next()).flatten();
        there.and_then(&convert)
    });
    Ok(values.collect())
}

impl Values {
    /// Puts `more` behind; `None` if it is of another type.
    fn extend(&mut self, more: Self) -> Option<()> {
        match (self, more) {
            (Self::Texts(a), Self::Texts(b)) => a.extend(b),
            (Self::Whole(a), Self::Whole(b)) => a.extend(b),
            (Self::Numbers(a), Self::Numbers(b)) => a.extend(b),
            (Self::Flags(a), Self::Flags(b)) => a.extend(b),
            _ => return None,
        }
        Some(())
    }
}
