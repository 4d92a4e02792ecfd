//! Groups of respondents by the values of one attribute, or of several crossed. Every respondent is
//! in one group; whose value is missing is in a group of that name, so that groups add up to all.

use std::collections::{BTreeMap, BTreeSet};

use super::bands::{BandError, Bands};
use crate::model::natural::natural;
use crate::model::respondent::{Kind, RespondentId, Value};
use crate::model::study::Study;

/// What a group is called whose value nobody knows.
pub const MISSING: &str = "missing";
/// More groups than these are not columns of a table.
pub const MOST: usize = 60;

/// How an attribute is put into bands: its name, and `8-10,11-13` or a width.
pub type BandOf<'a> = BTreeMap<&'a str, &'a str>;

/// Why respondents could not be put into groups.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GroupError {
    /// Nobody has a value.
    #[error(
        "no respondent here has a value for `{name}`, expected one of the attributes that are filled in: {filled}"
    )]
    Empty {
        /// The attribute.
        name: String,
        /// Attributes with values.
        filled: String,
    },
    /// Too many values for columns.
    #[error("`{names}` makes {count} groups, expected at most {MOST}; bands put numbers together")]
    Many {
        /// The attributes.
        names: String,
        /// How many groups.
        count: usize,
    },
    /// Bands that cannot be.
    #[error(transparent)]
    Bands(#[from] BandError),
}

/// Values of one attribute in their order, and who has which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Values {
    /// Their names in order: numbers and days as they follow each other, words as people sort them,
    /// bands from below.
    pub names: Vec<String>,
    /// The place of each respondent's value in `names`; who has none is not in it.
    pub of: BTreeMap<RespondentId, usize>,
}

/// The values of an attribute among these respondents, in bands if `band` says so. No values at all
/// are no error here.
pub fn values(
    study: &Study,
    people: &[RespondentId],
    attribute: &str,
    band: Option<&str>,
) -> Result<Values, GroupError> {
    let known: Vec<(RespondentId, &Value)> = people
        .iter()
        .filter_map(|id| Some((*id, study.respondents.get(id)?.value(attribute)?)))
        .collect();
    if let Some(band) = band {
        return banded(study, attribute, &known, band);
    }
    let mut distinct: Vec<(&Value, String)> = Vec::new();
    let mut seen = BTreeSet::new();
    for (_, value) in &known {
        let name = value.to_string();
        if seen.insert(name.clone()) {
            distinct.push((value, name));
        }
    }
    distinct.sort_by(|(a, name), (b, other)| match (a, b) {
        (Value::Text(_), Value::Text(_)) => natural(name, other),
        _ => a.partial_cmp(b).unwrap_or_else(|| name.cmp(other)),
    });
    let names: Vec<String> = distinct.into_iter().map(|(_, name)| name).collect();
    let places: BTreeMap<&str, usize> = names.iter().map(String::as_str).zip(0..).collect();
    let of = known
        .iter()
        .filter_map(|(id, value)| Some((*id, *places.get(value.to_string().as_str())?)))
        .collect();
    Ok(Values { names, of })
}

fn banded(
    study: &Study,
    attribute: &str,
    known: &[(RespondentId, &Value)],
    band: &str,
) -> Result<Values, GroupError> {
    let numbers: Vec<f64> = known.iter().filter_map(|it| it.1.number()).collect();
    let others = known.iter().filter(|it| it.1.number().is_none());
    let mut of: Vec<(String, String)> = others
        .clone()
        .filter_map(|(id, value)| {
            let name = &study.respondents.get(id)?.name;
            Some((name.clone(), value.to_string()))
        })
        .collect();
    if let Some((_, first)) = others.clone().next() {
        of.sort_by(|a, b| natural(&a.0, &b.0));
        return Err(GroupError::Bands(BandError::NotNumbers {
            name: attribute.to_owned(),
            kind: match first.kind() {
                Kind::Text => "words",
                Kind::Date => "dates",
                Kind::Number => "numbers",
            },
            of,
        }));
    }
    let bands = Bands::parse(band, &numbers)?;
    let places = known.iter().zip(&numbers);
    let of = places
        .filter_map(|((id, _), number)| Some((*id, bands.find(*number)?)))
        .collect();
    let names = bands.names();
    Ok(Values { names, of })
}

/// Respondents by group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Groups {
    /// The attributes that are crossed.
    pub attributes: Vec<String>,
    /// For each group its value of each attribute. The last group is of those nothing is known of.
    pub names: Vec<Vec<String>>,
    /// How each group is asked for in the query language; `None` where a value cannot be written so.
    pub queries: Vec<Option<String>>,
    of: BTreeMap<RespondentId, usize>,
}

impl Groups {
    /// No groups: everybody together.
    pub fn none() -> Self {
        Self::default()
    }

    /// Groups of `people` by these attributes crossed, in the order of the values; groups without
    /// anybody are left out.
    pub fn new(
        study: &Study,
        people: &[RespondentId],
        attributes: &[String],
        bands: &BandOf<'_>,
    ) -> Result<Self, GroupError> {
        if attributes.is_empty() {
            return Ok(Self::none());
        }
        let mut parts = Vec::new();
        for name in attributes {
            let found = values(study, people, name, bands.get(name.as_str()).copied())?;
            if found.of.is_empty() {
                return Err(GroupError::Empty {
                    name: name.clone(),
                    filled: filled(study, people).join(", "),
                });
            }
            parts.push(found);
        }
        // Keys sort as the values do; a missing one comes last.
        let key = |id: &RespondentId| -> Vec<usize> {
            let place = |part: &Values| part.of.get(id).copied().unwrap_or(part.names.len());
            parts.iter().map(place).collect()
        };
        let keys: BTreeSet<Vec<usize>> = people.iter().map(key).collect();
        let name = |key: &Vec<usize>| -> Vec<String> {
            let word = |(part, at): (&Values, &usize)| {
                part.names
                    .get(*at)
                    .map_or(MISSING, String::as_str)
                    .to_owned()
            };
            parts.iter().zip(key).map(word).collect()
        };
        let unknown: Vec<usize> = parts.iter().map(|part| part.names.len()).collect();
        let mut keys: Vec<Vec<usize>> = keys.into_iter().filter(|it| *it != unknown).collect();
        keys.push(unknown);
        if keys.len() > MOST + 1 {
            return Err(GroupError::Many {
                names: attributes.join("` and `"),
                count: keys.len() - 1,
            });
        }
        let places: BTreeMap<&Vec<usize>, usize> = keys.iter().zip(0..).collect();
        let query = |key: &Vec<usize>| -> Option<String> {
            let of = attributes.iter().zip(&parts).zip(key);
            let term = |((name, part), at): ((&String, &Values), &usize)| match part.names.get(*at)
            {
                None => Some(format!("NOT {name}:*")),
                Some(value) if bands.contains_key(name.as_str()) => Some(of_band(name, value)),
                Some(value) => (!value.contains('"')).then(|| format!("{name}:\"{value}\"")),
            };
            let terms: Option<Vec<String>> = of.map(term).collect();
            Some(terms?.join(" AND "))
        };
        Ok(Self {
            queries: keys.iter().map(query).collect(),
            attributes: attributes.to_vec(),
            names: keys.iter().map(name).collect(),
            of: people
                .iter()
                .filter_map(|id| Some((*id, *places.get(&key(id))?)))
                .collect(),
        })
    }

    /// The group that somebody is in; `None` when there are no groups. Nobody (a source of which it is
    /// not known who speaks) is in the last one.
    pub fn of(&self, who: Option<RespondentId>) -> Option<usize> {
        let last = self.names.len().checked_sub(1)?;
        Some(who.and_then(|id| self.of.get(&id).copied()).unwrap_or(last))
    }

    /// Whether a value of this group is missing.
    pub fn is_missing(&self, group: usize) -> bool {
        self.names[group].iter().any(|it| it == MISSING)
    }
}

/// A band in the query language. Numbers are taken in whole units: 10.7 is in `8–10`.
fn of_band(attribute: &str, band: &str) -> String {
    let next = |it: &str| it.parse::<i64>().map_or(0, |it| it + 1);
    let (from, to) = match band.split_once('–') {
        _ if band == "all" => return format!("{attribute}:*"),
        Some((from, to)) => (from, Some(to)),
        None => match (band.strip_suffix('+'), band.strip_prefix('<')) {
            (Some(from), _) => (from, None),
            (None, Some(to)) => return format!("{attribute}:[* TO {to}}}"),
            (None, None) => (band, Some(band)),
        },
    };
    match to {
        Some(to) => format!("{attribute}:[{from} TO {}}}", next(to)),
        None => format!("{attribute}:[{from} TO *]"),
    }
}

/// Attributes that somebody has a value of, in the order of the register.
pub fn filled(study: &Study, people: &[RespondentId]) -> Vec<String> {
    let has = |name: &str| {
        let mut known = people.iter().filter_map(|id| study.respondents.get(id));
        known.any(|it| it.value(name).is_some())
    };
    let names = study.register().into_iter().map(|it| it.name.clone());
    names.filter(|name| has(name)).collect()
}
