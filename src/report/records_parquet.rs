//! Rows as a Parquet file: what a column holds is told by its values. Words are UTF-8, whole numbers
//! integers, other numbers doubles; lists and objects are JSON.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use serde_json::Value as Json;

use super::parquet::{column, free, put};
use super::records::Records;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Words,
    Whole,
    Number,
    YesNo,
    Json,
}

impl Holds {
    /// What all values of a column are; mixed ones are words.
    fn of<'v>(values: impl Iterator<Item = &'v Json>) -> Self {
        let mut found = None;
        for value in values {
            let own = match value {
                Json::Null => continue,
                Json::Bool(_) => Self::YesNo,
                Json::Number(number) if number.is_i64() => Self::Whole,
                Json::Number(_) => Self::Number,
                Json::String(_) => Self::Words,
                Json::Array(_) | Json::Object(_) => Self::Json,
            };
            found = Some(match (found, own) {
                (None, own) => own,
                (Some(before), own) if before == own => own,
                (Some(Self::Whole | Self::Number), Self::Whole | Self::Number) => Self::Number,
                (Some(_), _) => return Self::Words,
            });
        }
        found.unwrap_or(Self::Words)
    }

    fn stored(self) -> (Physical, Option<LogicalType>) {
        match self {
            Self::Words => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Self::Json => (Physical::BYTE_ARRAY, Some(LogicalType::Json)),
            Self::Whole => (Physical::INT64, None),
            Self::Number => (Physical::DOUBLE, None),
            Self::YesNo => (Physical::BOOLEAN, None),
        }
    }
}

/// The bytes of the file. Columns are uncompressed, so that every reader reads it.
pub fn parquet(records: &Records) -> Result<Vec<u8>, ParquetError> {
    let at = |column: usize| records.rows.iter().filter_map(move |row| row.get(column));
    let kinds: Vec<Holds> = (0..records.columns.len())
        .map(|it| Holds::of(at(it)))
        .collect();
    let (mut names, mut columns) = (Vec::new(), Vec::new());
    for (name, kind) in records.columns.iter().zip(&kinds) {
        let (physical, logical) = kind.stored();
        let name = free(name, &names);
        columns.push(column(&name, physical, logical, Repetition::OPTIONAL)?);
        names.push(name);
    }
    let properties = WriterProperties::builder()
        .set_compression(Compression::UNCOMPRESSED)
        .set_created_by("quotebook".to_owned())
        .build();
    let schema = Type::group_type_builder("rows")
        .with_fields(columns)
        .build()?;
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    for (column, kind) in kinds.iter().enumerate() {
        let known: Vec<i16> = at(column).map(|it| i16::from(!it.is_null())).collect();
        let values = at(column).filter(|it| !it.is_null());
        match kind {
            Holds::Words | Holds::Json => {
                let words: Vec<ByteArray> = values
                    .map(|it| match it {
                        Json::String(words) => words.as_str().into(),
                        other => other.to_string().into_bytes().into(),
                    })
                    .collect();
                put::<ByteArrayType>(&mut group, &words, Some(&known))?;
            }
            Holds::Whole => {
                let numbers: Vec<i64> = values.filter_map(Json::as_i64).collect();
                put::<Int64Type>(&mut group, &numbers, Some(&known))?;
            }
            Holds::Number => {
                let numbers: Vec<f64> = values.filter_map(Json::as_f64).collect();
                put::<DoubleType>(&mut group, &numbers, Some(&known))?;
            }
            Holds::YesNo => {
                let answers: Vec<bool> = values.filter_map(Json::as_bool).collect();
                put::<BoolType>(&mut group, &answers, Some(&known))?;
            }
        }
    }
    group.close()?;
    writer.into_inner()
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use serde_json::json;

    use super::*;

    #[test]
    fn rows_are_read_again_with_their_types() {
        let mut records = Records::new(&["text", "start", "share", "starred", "coders", "mixed"]);
        records.rows = vec![
            vec![
                json!("Уголь"),
                json!(3),
                json!(0.5),
                json!(true),
                json!(["ana"]),
                json!(1),
            ],
            vec![
                json!(null),
                json!(null),
                json!(2),
                json!(null),
                json!(null),
                json!("x"),
            ],
        ];
        let bytes = parquet(&records).expect("a file");
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("a reader");
        let rows: Vec<String> = reader
            .get_row_iter(None)
            .expect("rows")
            .map(|row| row.expect("a row").to_string())
            .collect();
        assert_eq!(rows.len(), 2);
        assert!(
            rows[0].starts_with(r#"{text: "Уголь", start: 3, share: 0.5, starred: true, coders: "#),
            "{rows:?}"
        );
        assert!(
            rows[1].starts_with(
                "{text: null, start: null, share: 2.0, starred: null, coders: null, mixed: "
            ),
            "{rows:?}"
        );
        let none = parquet(&Records::new(&["a"])).expect("a file");
        assert!(SerializedFileReader::new(bytes::Bytes::from(none)).is_ok());
    }
}
