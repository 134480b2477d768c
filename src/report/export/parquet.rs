//! A table as a Parquet file, through the low-level column writers.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::{Field, Kind};
use crate::analysis::table::RECORDS_KEY;

/// The bytes of a Parquet file with the given columns, and `made_of` in its
/// notes under [`RECORDS_KEY`].
pub(super) fn write(
    names: &[String],
    kinds: &[Kind],
    values: &[Vec<Field>],
    made_of: Option<&str>,
) -> Result<Vec<u8>> {
    let mut fields = Vec::with_capacity(names.len());
    for (name, kind) in names.iter().zip(kinds) {
        fields.push(Arc::new(field(name, *kind)?));
    }
    let schema = Type::group_type_builder("table")
        .with_fields(fields)
        .build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        // The library's name and version would make files of equal data differ.
        .set_created_by("overthink".to_owned())
        .set_key_value_metadata(
            made_of.map(|made_of| vec![KeyValue::new(RECORDS_KEY.to_owned(), made_of.to_owned())]),
        )
        .build();
    let mut bytes = Vec::new();
    let mut writer = SerializedFileWriter::new(&mut bytes, Arc::new(schema), Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    let mut left = values.iter();
    while let Some(mut column) = group.next_column()? {
        let values = left
            .next()
            .ok_or_else(|| general("a column without values"))?;
        write_column(column.untyped(), values)?;
        column.close()?;
    }
    group.close()?;
    writer.close()?;
    Ok(bytes)
}

fn field(name: &str, kind: Kind) -> Result<Type> {
    let builder = match kind {
        Kind::Bool => Type::primitive_type_builder(name, PhysicalType::BOOLEAN),
        Kind::Whole => Type::primitive_type_builder(name, PhysicalType::INT64),
        Kind::Number => Type::primitive_type_builder(name, PhysicalType::DOUBLE),
        Kind::Text => Type::primitive_type_builder(name, PhysicalType::BYTE_ARRAY)
            .with_logical_type(Some(LogicalType::String)),
    };
    builder.with_repetition(Repetition::OPTIONAL).build()
}

fn write_column(writer: &mut ColumnWriter<'_>, values: &[Field]) -> Result<()> {
    let levels: Vec<i16> = values
        .iter()
        .map(|f| i16::from(*f != Field::Empty))
        .collect();
    let levels = Some(levels.as_slice());
    let n = match writer {
        ColumnWriter::BoolColumnWriter(w) => {
            let present: Vec<bool> = values.iter().filter_map(as_bool).collect();
            w.write_batch(&present, levels, None)?
        }
        ColumnWriter::Int64ColumnWriter(w) => {
            let present: Vec<i64> = values.iter().filter_map(as_whole).collect();
            w.write_batch(&present, levels, None)?
        }
        ColumnWriter::DoubleColumnWriter(w) => {
            let present: Vec<f64> = values.iter().filter_map(as_number).collect();
            w.write_batch(&present, levels, None)?
        }
        ColumnWriter::ByteArrayColumnWriter(w) => {
            let present: Vec<ByteArray> = values.iter().filter_map(as_text).collect();
            w.write_batch(&present, levels, None)?
        }
        _ => return Err(general("a column of a type that no table has")),
    };
    debug_assert!(n <= values.len());
    Ok(())
}

fn general(message: &str) -> ParquetError {
    ParquetError::General(message.to_owned())
}

fn as_bool(field: &Field) -> Option<bool> {
    match field {
        Field::Bool(b) => Some(*b),
        _ => None,
    }
}

fn as_whole(field: &Field) -> Option<i64> {
    match field {
        Field::Whole(n) => Some(*n),
        _ => None,
    }
}

fn as_number(field: &Field) -> Option<f64> {
    match field {
        Field::Number(x) => Some(*x),
        Field::Whole(n) => Some(*n as f64),
        _ => None,
    }
}

fn as_text(field: &Field) -> Option<ByteArray> {
    match field {
        Field::Text(t) => Some(ByteArray::from(t.as_str())),
        _ => None,
    }
}
