//! The matrix as an SPSS data file: a variable for each attribute and code, with the question or the
//! code's path as its label, and labels of values. The same matrix gives the same bytes.

use std::collections::BTreeSet;
use std::io::Cursor;
use std::sync::Arc;

use ambers::{Compression, Measure, SpssMetadata, Value as Stored};
use arrow_array::{ArrayRef, Date32Array, Float64Array, RecordBatch, StringViewArray};
use jiff::civil::{Date, date};

use super::matrix::first;
use crate::analysis::matrix::{Attribute, Matrix};
use crate::model::natural::natural;
use crate::model::respondent::{Kind, Value};

/// Words of an attribute become numbers with labels up to so many different ones.
const LABELLED: usize = 100;
/// The longest name of a variable and the longest label, in bytes.
const NAME: usize = 64;
const LABEL: usize = 255;
/// Where the header holds the time of writing, and what stands there instead of it.
const WRITTEN: std::ops::Range<usize> = 92..109;
const NEVER: &[u8; 17] = b"01 Jan 7000:00:00";
/// Words that cannot be names.
const RESERVED: [&str; 13] = [
    "all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with",
];

/// Why the file could not be made.
#[derive(Debug, thiserror::Error)]
#[error("the matrix could not be written as an SPSS file: {0}")]
pub struct SavError(String);

/// What is known of one variable.
struct Variable {
    name: String,
    label: String,
    format: String,
    measure: Measure,
    labels: Vec<(f64, String)>,
    values: ArrayRef,
}

/// The bytes of the file.
pub fn sav(matrix: &Matrix) -> Result<Vec<u8>, SavError> {
    let mut taken = BTreeSet::new();
    let mut variables = vec![words(
        named(first(matrix), &mut taken),
        first(matrix),
        &matrix
            .names
            .iter()
            .map(|it| Some(it.as_str()))
            .collect::<Vec<_>>(),
    )];
    for attribute in &matrix.attributes {
        let name = named(&attribute.name, &mut taken);
        variables.push(of_attribute(name, attribute));
    }
    for code in &matrix.codes {
        let labels = match matrix.is_count {
            true => Vec::new(),
            false => vec![(0.0, "not coded".to_owned()), (1.0, "coded".to_owned())],
        };
        let numbers = code.numbers.iter().map(|it| *it as f64);
        variables.push(Variable {
            name: named(&code.key, &mut taken),
            label: code.path.clone(),
            format: "F8.0".to_owned(),
            measure: if matrix.is_count {
                Measure::Scale
            } else {
                Measure::Nominal
            },
            labels,
            values: Arc::new(Float64Array::from_iter_values(numbers)),
        });
    }
    write(variables)
}

fn write(variables: Vec<Variable>) -> Result<Vec<u8>, SavError> {
    let columns = variables
        .iter()
        .map(|it| (it.name.as_str(), it.values.clone(), true));
    let batch = RecordBatch::try_from_iter_with_nullable(columns)
        .map_err(|error| SavError(error.to_string()))?;
    let mut metadata = SpssMetadata::from_arrow_schema(&batch.schema());
    for it in variables {
        let label = cut(&it.label, LABEL).to_owned();
        metadata.variable_labels.insert(it.name.clone(), label);
        metadata
            .variable_formats
            .insert(it.name.clone(), it.format.clone());
        metadata
            .variable_measures
            .insert(it.name.clone(), it.measure);
        if let Some(width) = it.format.strip_prefix('A').and_then(|it| it.parse().ok()) {
            metadata
                .variable_storage_widths
                .insert(it.name.clone(), width);
        }
        if !it.labels.is_empty() {
            let labels = it
                .labels
                .iter()
                .map(|(value, label)| (Stored::Numeric(*value), cut(label, 120).to_owned()));
            metadata
                .variable_value_labels
                .insert(it.name, labels.collect());
        }
    }
    let mut bytes = Cursor::new(Vec::new());
    ambers::write_sav_to_writer(&mut bytes, &batch, &metadata, Compression::Bytecode, None)
        .map_err(|error| SavError(error.to_string()))?;
    let mut bytes = bytes.into_inner();
    // The library writes the time of day, which would make every file a different one.
    match bytes.get_mut(WRITTEN) {
        Some(place) => place.copy_from_slice(NEVER),
        None => return Err(SavError("its header is too short".to_owned())),
    }
    Ok(bytes)
}

fn of_attribute(name: String, attribute: &Attribute) -> Variable {
    let label = attribute.label.clone();
    match attribute.kind {
        Kind::Number => {
            let numbers: Vec<Option<f64>> = attribute
                .values
                .iter()
                .map(|it| it.as_ref()?.number())
                .collect();
            let is_whole = numbers.iter().flatten().all(|it| it.fract() == 0.0);
            Variable {
                name,
                label,
                format: if is_whole { "F8.0" } else { "F8.2" }.to_owned(),
                measure: Measure::Scale,
                labels: Vec::new(),
                values: Arc::new(Float64Array::from(numbers)),
            }
        }
        Kind::Date => {
            let day = |it: &Option<Value>| match it {
                Some(Value::Date(day)) => days(*day),
                _ => None,
            };
            Variable {
                name,
                label,
                format: "DATE11".to_owned(),
                measure: Measure::Scale,
                labels: Vec::new(),
                values: Arc::new(Date32Array::from(
                    attribute.values.iter().map(day).collect::<Vec<_>>(),
                )),
            }
        }
        Kind::Text => {
            let shown: Vec<Option<String>> = attribute
                .values
                .iter()
                .map(|it| it.as_ref().map(ToString::to_string))
                .collect();
            let mut different: Vec<&str> = shown.iter().flatten().map(String::as_str).collect();
            different.sort_by(|a, b| natural(a, b));
            different.dedup();
            if different.len() > LABELLED {
                let shown: Vec<Option<&str>> = shown.iter().map(Option::as_deref).collect();
                return words(name, &attribute.label, &shown);
            }
            let number = |it: &Option<String>| {
                let place = different
                    .iter()
                    .position(|word| Some(*word) == it.as_deref());
                place.map(|at| (at + 1) as f64)
            };
            let values: Vec<Option<f64>> = shown.iter().map(number).collect();
            Variable {
                name,
                label,
                format: "F8.0".to_owned(),
                measure: Measure::Nominal,
                labels: different
                    .iter()
                    .zip(1..)
                    .map(|(word, at)| (f64::from(at), (*word).to_owned()))
                    .collect(),
                values: Arc::new(Float64Array::from(values)),
            }
        }
    }
}

/// A variable of words, as wide as the longest.
fn words(name: String, label: &str, values: &[Option<&str>]) -> Variable {
    let widest = values
        .iter()
        .flatten()
        .map(|it| it.len())
        .max()
        .unwrap_or(1);
    Variable {
        name,
        label: label.to_owned(),
        format: format!("A{}", widest.clamp(1, 32_767)),
        measure: Measure::Nominal,
        labels: Vec::new(),
        values: Arc::new(StringViewArray::from_iter(
            values.iter().map(|it| it.map(|it| cut(it, 32_767))),
        )),
    }
}

/// Days since 1970-01-01.
pub(super) fn days(day: Date) -> Option<i32> {
    let span = day.since((jiff::Unit::Day, date(1970, 1, 1))).ok()?;
    Some(span.get_days())
}

/// A name that SPSS takes and that is not taken: letters, digits and `_`, beginning with a letter.
fn named(wish: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name: String = wish
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                '_'
            }
        })
        .collect();
    if !name.starts_with(char::is_alphabetic) {
        name = format!("v_{name}");
    }
    if RESERVED.contains(&name.to_lowercase().as_str()) {
        name.push_str("_v");
    }
    let stem = cut(&name, NAME).trim_end_matches('_').to_owned();
    let mut name = stem.clone();
    let mut number = 2;
    while !taken.insert(name.to_lowercase()) {
        let end = format!("_{number}");
        name = format!("{}{end}", cut(&stem, NAME - end.len()));
        number += 1;
    }
    name
}

/// At most so many bytes of a text, whole letters.
fn cut(text: &str, bytes: usize) -> &str {
    match text
        .char_indices()
        .map(|(at, it)| at + it.len_utf8())
        .take_while(|end| *end <= bytes)
        .last()
    {
        Some(end) => &text[..end],
        None => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_such_as_spss_takes_and_never_twice() {
        let mut taken = BTreeSet::new();
        let mut name = |wish: &str| named(wish, &mut taken);
        assert_eq!(name("push/no-money"), "push_no_money");
        assert_eq!(name("push.no.money"), "push_no_money_2");
        assert_eq!(name("PUSH_NO_MONEY"), "PUSH_NO_MONEY_3");
        assert_eq!(name("2nd"), "v_2nd");
        assert_eq!(name("with"), "with_v");
        assert_eq!(name("үй/нан"), "үй_нан");
        let long = "й".repeat(60);
        assert_eq!((name(&long).len(), name(&long).len()), (64, 64));
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(days(date(1970, 1, 1)), Some(0));
        assert_eq!(days(date(2025, 4, 11)), Some(20_189));
        assert_eq!(days(date(1969, 12, 31)), Some(-1));
    }
}
