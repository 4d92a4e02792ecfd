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
    #[serde(default)]
    pub values: BTreeMap<String, Value>,
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
    Number(f64),
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
