//! The matrix as a Parquet file: words as UTF-8, numbers as doubles, days as dates, codes as integers.
//! Labels of attributes and paths of codes are in the file's key-value metadata.

use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{Type, TypePtr};

use super::matrix::first;
use crate::analysis::matrix::{Attribute, Matrix};
use crate::model::respondent::{Kind, Value};

/// The bytes of the file. Columns are uncompressed, so that every reader reads it.
pub fn parquet(matrix: &Matrix) -> Result<Vec<u8>, ParquetError> {
    let mut names = vec![first(matrix).to_owned()];
    let mut columns = vec![column(
        names[0].as_str(),
        Physical::BYTE_ARRAY,
        Some(LogicalType::String),
        Repetition::REQUIRED,
    )?];
    for it in &matrix.attributes {
        let (physical, logical) = match it.kind {
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Number => (Physical::DOUBLE, None),
            Kind::Date => (Physical::INT32, Some(LogicalType::Date)),
        };
        let name = free(&it.name, &names);
        columns.push(column(&name, physical, logical, Repetition::OPTIONAL)?);
        names.push(name);
    }
    for it in &matrix.codes {
        let name = free(&it.key, &names);
        columns.push(column(&name, Physical::INT64, None, Repetition::REQUIRED)?);
        names.push(name);
    }
    let labels = matrix.attributes.iter().map(|it| it.label.clone());
    let labels = labels.chain(matrix.codes.iter().map(|it| it.path.clone()));
    let metadata = names.iter().skip(1).zip(labels);
    let metadata = metadata.map(|(name, label)| KeyValue::new(format!("label:{name}"), label));
    let properties = WriterProperties::builder()
        .set_compression(Compression::UNCOMPRESSED)
        .set_created_by("quotebook".to_owned())
        .set_key_value_metadata(Some(metadata.collect()))
        .build();
    let schema = Type::group_type_builder("matrix")
        .with_fields(columns)
        .build()?;
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let mut group = writer.next_row_group()?;
    let rows: Vec<ByteArray> = matrix.names.iter().map(|it| it.as_str().into()).collect();
    put::<ByteArrayType>(&mut group, &rows, None)?;
    for attribute in &matrix.attributes {
        put_attribute(&mut group, attribute)?;
    }
    for code in &matrix.codes {
        let numbers: Vec<i64> = code
            .numbers
            .iter()
            .map(|it| i64::try_from(*it).unwrap_or(i64::MAX))
            .collect();
        put::<Int64Type>(&mut group, &numbers, None)?;
    }
    group.close()?;
    writer.into_inner()
}

pub(super) fn column(
    name: &str,
    physical: Physical,
    logical: Option<LogicalType>,
    repetition: Repetition,
) -> Result<TypePtr, ParquetError> {
    let made = Type::primitive_type_builder(name, physical)
        .with_logical_type(logical)
        .with_repetition(repetition)
        .build()?;
    Ok(Arc::new(made))
}

/// A name that no column before it has.
pub(super) fn free(wish: &str, names: &[String]) -> String {
    let mut name = wish.to_owned();
    let mut number = 2;
    while names.contains(&name) {
        name = format!("{wish}_{number}");
        number += 1;
    }
    name
}

fn put_attribute(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    attribute: &Attribute,
) -> Result<(), ParquetError> {
    let known: Vec<i16> = attribute
        .values
        .iter()
        .map(|it| i16::from(it.is_some()))
        .collect();
    let values = attribute.values.iter().flatten();
    match attribute.kind {
        Kind::Text => {
            let words: Vec<ByteArray> = values
                .map(|it| it.to_string().into_bytes().into())
                .collect();
            put::<ByteArrayType>(group, &words, Some(&known))
        }
        Kind::Number => {
            let numbers: Vec<f64> = values.map(|it| it.number().unwrap_or(f64::NAN)).collect();
            put::<DoubleType>(group, &numbers, Some(&known))
        }
        Kind::Date => {
            let day = |it: &Value| match it {
                Value::Date(day) => super::sav::days(*day),
                Value::Number(_) | Value::Text(_) => None,
            };
            let days: Vec<i32> = values.filter_map(day).collect();
            let known: Vec<i16> = attribute
                .values
                .iter()
                .map(|it| i16::from(it.as_ref().and_then(day).is_some()))
                .collect();
            put::<Int32Type>(group, &days, Some(&known))
        }
    }
}

pub(super) fn put<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, Vec<u8>>,
    values: &[T::T],
    known: Option<&[i16]>,
) -> Result<(), ParquetError> {
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General(
            "there are more values than columns".to_owned(),
        ));
    };
    column.typed::<T>().write_batch(values, known, None)?;
    column.close()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use uuid::Uuid;

    use super::*;
    use crate::analysis::matrix::{Code, Of};
    use crate::analysis::sample::Row;
    use crate::model::id::Id;

    #[test]
    fn what_is_written_is_read_again() {
        let attribute = |name: &str, kind, values: [Option<Value>; 3]| Attribute {
            name: name.to_owned(),
            label: format!("What {name}?"),
            kind,
            values: values.to_vec(),
        };
        let matrix = Matrix {
            of: Of::Respondents,
            is_count: true,
            names: ["1", "2", "үш"].map(str::to_owned).to_vec(),
            attributes: vec![
                attribute(
                    "category",
                    Kind::Text,
                    [
                        Some(Value::Text("v".to_owned())),
                        None,
                        Some(Value::Text("ж".to_owned())),
                    ],
                ),
                attribute(
                    "age",
                    Kind::Number,
                    [None, Some(Value::Number(9.5)), Some(Value::Number(12.0))],
                ),
                attribute(
                    "day",
                    Kind::Date,
                    [Some(Value::Date(date(2025, 4, 11))), None, None],
                ),
            ],
            codes: vec![Code {
                row: Row {
                    code: Id::from_uuid(Uuid::from_u128(1)),
                    depth: 0,
                    is_parent: false,
                },
                key: "push/poverty".to_owned(),
                path: "Push › Poverty".to_owned(),
                numbers: vec![0, 3, 1],
            }],
        };
        let bytes = parquet(&matrix).expect("a file");
        assert_eq!(bytes, parquet(&matrix).expect("a file"));
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("a reader");
        let rows: Vec<String> = reader
            .get_row_iter(None)
            .expect("rows")
            .map(|row| row.expect("a row").to_string())
            .collect();
        assert_eq!(
            rows,
            [
                r#"{respondent: "1", category: "v", age: null, day: 2025-04-11, push/poverty: 0}"#,
                r#"{respondent: "2", category: null, age: 9.5, day: null, push/poverty: 3}"#,
                r#"{respondent: "үш", category: "ж", age: 12.0, day: null, push/poverty: 1}"#,
            ]
        );
    }
}
