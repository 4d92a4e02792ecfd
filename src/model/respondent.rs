//! Respondents and their attributes.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::id::Id;

/// The id of a respondent.
pub type RespondentId = Id<Respondent>;
/// The id of an attribute.
pub type AttributeId = Id<Attribute>;

/// The person (or group, or household) who speaks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Respondent {
    /// Never changes.
    pub id: RespondentId,
    /// What the study calls this respondent, for example `306`. Unique.
    pub name: String,
    /// Values by attribute name; a missing value is absent.
    #[serde(default, deserialize_with = "values")]
    pub values: BTreeMap<String, Value>,
}

/// A value as it may have been written: a number that was not finite came out as none.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Written {
    Number(Option<f64>),
    Date(Date),
    Text(String),
}

/// Values of which those that are no number where one is said to be are missing.
fn values<'d, D: serde::Deserializer<'d>>(from: D) -> Result<BTreeMap<String, Value>, D::Error> {
    let written = BTreeMap::<String, Written>::deserialize(from)?;
    let value = |it| match it {
        Written::Number(number) => number.map(Value::Number),
        Written::Date(date) => Some(Value::Date(date)),
        Written::Text(text) => Some(Value::Text(text)),
    };
    let known = written.into_iter();
    Ok(known
        .filter_map(|(name, it)| Some((name, value(it)?)))
        .collect())
}

/// JSON has no word for a number that is not finite and would say `null`.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn finite<S: serde::Serializer>(number: &f64, to: S) -> Result<S::Ok, S::Error> {
    match number.is_finite() {
        true => to.serialize_f64(*number),
        false => Err(serde::ser::Error::custom(format!(
            "`{number}` is no finite number, expected one"
        ))),
    }
}

impl Respondent {
    /// The value of an attribute, `None` when it is missing.
    pub fn value(&self, attribute: &str) -> Option<&Value> {
        self.values.get(attribute)
    }
}

/// A typed property of respondents. `category`, `gender` and `age` always exist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// Never changes.
    pub id: AttributeId,
    /// The name used in queries and templates, lower case, for example `attends_school`. Unique.
    pub name: String,
    /// The question as the register words it (an SPSS variable label, a column head).
    pub label: String,
    /// What its values are.
    pub kind: Kind,
    /// Where the register shows it.
    pub order: u32,
}

/// What the values of an attribute are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Words.
    Text,
    /// Numbers.
    Number,
    /// Calendar dates.
    Date,
}

impl Kind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
        }
    }
}

/// One value of an attribute.
#[derive(Debug, Clone, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// A finite number.
    Number(#[serde(serialize_with = "finite")] f64),
    /// A calendar date.
    Date(Date),
    /// Words.
    Text(String),
}

impl Value {
    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Date(_) | Self::Text(_) => None,
        }
    }

    /// Which kind of value it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Number(_) => Kind::Number,
            Self::Date(_) => Kind::Date,
            Self::Text(_) => Kind::Text,
        }
    }
}

/// As a reader writes it: `15`, `2.5`, `2025-04-11`, `vulnerable child`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Date(date) => write!(f, "{date}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_is_not_finite_is_neither_written_nor_read() {
        for number in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            assert!(serde_json::to_string(&Value::Number(number)).is_err());
        }
        let json = r#"{"id":"00000000-0000-0000-0000-000000000001","name":"1","values":
            {"age":{"number":null},"siblings":{"number":2.0},"town":{"text":"Low Field"}}}"#;
        let read: Respondent = serde_json::from_str(json).expect("readable");
        assert_eq!(read.value("age"), None);
        assert_eq!(read.value("siblings"), Some(&Value::Number(2.0)));
        let again = serde_json::to_string(&read).expect("written");
        let same: Respondent = serde_json::from_str(&again).expect("readable");
        assert_eq!(same, read);
    }
}
