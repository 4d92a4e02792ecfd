//! Fields of a query that ask about a source or its respondent.

use super::query::{Bound, Field, Query, QueryError, Test};
use crate::model::natural::natural;
use crate::model::nearest::nearest;
use crate::model::respondent::{Attribute, Kind, Respondent, Value};
use crate::model::source::Source;
use crate::model::study::Study;

/// Fields that are not attributes of respondents.
pub const FIELDS: [&str; 6] = [
    "code",
    "coder",
    "source",
    "respondent",
    "speaker",
    "language",
];

/// Whether a source fits a field that asks about the source or its respondent.
pub fn source_fits(study: &Study, source: &Source, field: &Field) -> Result<bool, QueryError> {
    let respondent = source.respondent.and_then(|id| study.respondents.get(&id));
    match field.name.as_str() {
        "source" => {
            Ok(text_fits(&source.name, &field.test) || text_fits(&source.file, &field.test))
        }
        "language" => Ok(source
            .language
            .as_deref()
            .is_some_and(|tag| text_fits(tag, &field.test))),
        _ => match respondent {
            Some(respondent) => respondent_fits(study, respondent, field),
            // An attribute that does not exist is a mistake even where nobody could have it.
            None => attribute(study, field).map(|_| false),
        },
    }
}

/// Whether a respondent fits a field that asks about respondents.
fn respondent_fits(study: &Study, who: &Respondent, field: &Field) -> Result<bool, QueryError> {
    if field.name == "respondent" {
        return Ok(text_fits(&who.name, &field.test));
    }
    let Some(attribute) = attribute(study, field)? else {
        return Ok(false);
    };
    let asked = asked(attribute, field)?;
    Ok(who
        .value(&attribute.name)
        .is_some_and(|value| asked.holds(value)))
}

/// Whether a respondent fits the whole query; `None` when it asks about more than respondents.
pub fn person_fits(
    study: &Study,
    who: &Respondent,
    query: &Query,
) -> Result<Option<bool>, QueryError> {
    let each = |parts: &[Query]| -> Result<Option<Vec<bool>>, QueryError> {
        parts
            .iter()
            .map(|part| person_fits(study, who, part))
            .collect()
    };
    Ok(match query {
        Query::And(parts) => each(parts)?.map(|fits| fits.iter().all(|fits| *fits)),
        Query::Or(parts) => each(parts)?.map(|fits| fits.iter().any(|fits| *fits)),
        Query::Not(part) => person_fits(study, who, part)?.map(|fits| !fits),
        Query::Field(field)
            if field.name == "respondent" || !FIELDS.contains(&field.name.as_str()) =>
        {
            Some(respondent_fits(study, who, field)?)
        }
        _ => None,
    })
}

/// The attribute that a field names; `None` for `respondent`.
fn attribute<'s>(study: &'s Study, field: &Field) -> Result<Option<&'s Attribute>, QueryError> {
    if field.name == "respondent" {
        return Ok(None);
    }
    let all = || study.attributes.values();
    if let Some(found) = all().find(|it| it.name.to_lowercase() == field.name) {
        return Ok(Some(found));
    }
    let names = || {
        FIELDS
            .iter()
            .copied()
            .chain(all().map(|it| it.name.as_str()))
    };
    Err(QueryError {
        at: field.at,
        expected: "a field or an attribute of the respondents".to_owned(),
        found: format!("`{}:`", field.name),
        near: nearest(&field.name, names()),
    })
}

/// A question about one attribute, in the kind of its values.
enum Asked {
    Known,
    Begins(String),
    Between(End, End),
}

/// One end of a range of values.
struct End(Option<(Value, bool)>);

fn asked(attribute: &Attribute, field: &Field) -> Result<Asked, QueryError> {
    let value = |word: &str| typed(attribute, field, word);
    let end = |bound: &Bound| {
        Ok(End(match bound {
            Bound::Open => None,
            Bound::Included(word) => Some((value(word)?, true)),
            Bound::Excluded(word) => Some((value(word)?, false)),
        }))
    };
    Ok(match &field.test {
        Test::Known => Asked::Known,
        Test::Begins(start) => Asked::Begins(start.to_lowercase()),
        Test::Is(word) => {
            let bound = Bound::Included(word.clone());
            Asked::Between(end(&bound)?, end(&bound)?)
        }
        Test::Range(low, high) => Asked::Between(end(low)?, end(high)?),
    })
}

fn typed(attribute: &Attribute, field: &Field, word: &str) -> Result<Value, QueryError> {
    let value = match attribute.kind {
        Kind::Text => Some(Value::Text(word.to_lowercase())),
        Kind::Number => word.replace(',', ".").parse().ok().map(Value::Number),
        Kind::Date => word.parse().ok().map(Value::Date),
    };
    value.ok_or_else(|| QueryError {
        at: field.at,
        expected: match attribute.kind {
            Kind::Date => format!("a date such as 2026-11-20 for `{}`", attribute.name),
            _ => format!("a number for `{}`", attribute.name),
        },
        found: format!("`{word}`"),
        near: Vec::new(),
    })
}

impl Asked {
    fn holds(&self, value: &Value) -> bool {
        match self {
            Self::Known => true,
            Self::Begins(start) => value.to_string().to_lowercase().starts_with(start),
            Self::Between(low, high) => low.at_or_below(value) && high.at_or_above(value),
        }
    }
}

impl End {
    fn at_or_below(&self, value: &Value) -> bool {
        self.0.as_ref().is_none_or(|(end, included)| {
            let order = order(end, value);
            order.is_lt() || (*included && order.is_eq())
        })
    }

    fn at_or_above(&self, value: &Value) -> bool {
        self.0.as_ref().is_none_or(|(end, included)| {
            let order = order(end, value);
            order.is_gt() || (*included && order.is_eq())
        })
    }
}

/// Numbers by size, dates by time, words as people sort them, letter case aside.
fn order(one: &Value, other: &Value) -> std::cmp::Ordering {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.total_cmp(other),
        (Value::Date(one), Value::Date(other)) => one.cmp(other),
        _ => natural(
            &one.to_string().to_lowercase(),
            &other.to_string().to_lowercase(),
        ),
    }
}

/// Whether a name fits.
pub fn text_fits(name: &str, test: &Test) -> bool {
    let name = name.to_lowercase();
    let above = |bound: &Bound, wanted: std::cmp::Ordering| match bound {
        Bound::Open => true,
        Bound::Included(end) => natural(&name, &end.to_lowercase()) != wanted.reverse(),
        Bound::Excluded(end) => natural(&name, &end.to_lowercase()) == wanted,
    };
    match test {
        Test::Is(word) => name == word.to_lowercase(),
        Test::Begins(start) => name.starts_with(&start.to_lowercase()),
        Test::Known => true,
        Test::Range(low, high) => {
            above(low, std::cmp::Ordering::Greater) && above(high, std::cmp::Ordering::Less)
        }
    }
}
