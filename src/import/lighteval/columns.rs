//! Which columns are unpacked, and their values as JSON.

use std::sync::Arc;

use parquet::record::{Field, Row};
use parquet::schema::types::{Type, TypePtr};
use serde_json::{Map, Number, Value};

/// The fields that are read of each group; no names stand for all. Logits and
/// the tokens of prompts, most of a file, are not unpacked.
const COLUMNS: [(&str, &[&str]); 3] = [
    (
        "doc",
        &["query", "choices", "gold_index", "id", "task_name"],
    ),
    ("model_response", &["text", "reasonings", "output_tokens"]),
    ("metric", &[]),
];

/// The part of the table's schema that is read.
pub(super) fn projection(schema: &Type) -> Result<Type, String> {
    let mut groups: Vec<TypePtr> = Vec::new();
    let mut has_response = false;
    for column in schema.get_fields() {
        let Some((name, wanted)) = COLUMNS.iter().find(|(name, _)| *name == column.name()) else {
            continue;
        };
        if !column.is_group() {
            continue;
        }
        let fields = column.get_fields().iter();
        let kept: Vec<TypePtr> = fields
            .filter(|field| wanted.is_empty() || wanted.contains(&field.name()))
            .cloned()
            .collect();
        has_response |= *name == "model_response" && kept.iter().any(|f| f.name() == "text");
        if !kept.is_empty() {
            groups.push(Arc::new(group(column, kept)?));
        }
    }
    if !has_response {
        let names: Vec<&str> = schema
            .get_fields()
            .iter()
            .map(|f| f.name())
            .take(12)
            .collect();
        return Err(format!(
            "there is no column `model_response.text`; the columns are {}",
            names.join(", ")
        ));
    }
    Type::group_type_builder(schema.name())
        .with_fields(groups)
        .build()
        .map_err(|e| e.to_string())
}

fn group(column: &Type, fields: Vec<TypePtr>) -> Result<Type, String> {
    let info = column.get_basic_info();
    Type::group_type_builder(column.name())
        .with_repetition(info.repetition())
        .with_fields(fields)
        .build()
        .map_err(|e| e.to_string())
}

/// A row as JSON. Numbers that are none count as bare, and become null.
pub(super) fn value_of_row(row: &Row, n_bare: &mut usize) -> Value {
    let mut map = Map::new();
    for (name, field) in row.get_column_iter() {
        map.insert(name.clone(), value(field, n_bare));
    }
    Value::Object(map)
}

fn value(field: &Field, n_bare: &mut usize) -> Value {
    match field {
        Field::Bool(b) => Value::Bool(*b),
        Field::Byte(n) => Value::from(*n),
        Field::Short(n) => Value::from(*n),
        Field::Int(n) => Value::from(*n),
        Field::Long(n) => Value::from(*n),
        Field::UByte(n) => Value::from(*n),
        Field::UShort(n) => Value::from(*n),
        Field::UInt(n) => Value::from(*n),
        Field::ULong(n) => Value::from(*n),
        Field::Float(n) => number(f64::from(*n), n_bare),
        Field::Double(n) => number(*n, n_bare),
        Field::Float16(n) => number(f64::from(*n), n_bare),
        Field::Str(text) => Value::String(text.clone()),
        Field::Bytes(bytes) => Value::String(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Group(row) => value_of_row(row, n_bare),
        Field::ListInternal(list) => {
            let items = list.elements().iter();
            Value::Array(items.map(|item| value(item, n_bare)).collect())
        }
        Field::Null
        | Field::Decimal(_)
        | Field::Date(_)
        | Field::TimeMillis(_)
        | Field::TimeMicros(_)
        | Field::TimestampMillis(_)
        | Field::TimestampMicros(_)
        | Field::MapInternal(_) => Value::Null,
    }
}

fn number(n: f64, n_bare: &mut usize) -> Value {
    Number::from_f64(n).map_or_else(
        || {
            *n_bare += 1;
            Value::Null
        },
        Value::Number,
    )
}
