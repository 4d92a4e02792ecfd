//! Telling less: numbers in bands, and only the attributes that an attribution has. What is printed in
//! public is made from respondents of whom no more is known.

use std::collections::BTreeMap;

use super::bands::{BandError, Bands};
use super::respondent::{Respondent, Value};
use super::study::Study;

/// How much less.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Generalisation {
    bands: BTreeMap<String, Bands>,
    /// The attributes that are told; `None` for all.
    told: Option<Vec<String>>,
}

impl Generalisation {
    /// Bands by attribute, as people write them, over the numbers of this study.
    pub fn new(study: &Study, bands: &BTreeMap<String, String>) -> Result<Self, BandError> {
        let numbers = |name: &str| -> Vec<f64> {
            let values = study.respondents.values().filter_map(|it| it.value(name));
            values.filter_map(number).collect()
        };
        let parsed = bands
            .iter()
            .map(|(name, band)| Ok((name.clone(), Bands::parse(band, &numbers(name))?)));
        Ok(Self {
            bands: parsed.collect::<Result<_, BandError>>()?,
            told: None,
        })
    }

    /// The same, with nothing told but these attributes.
    #[must_use]
    pub fn telling<'n>(self, names: impl Iterator<Item = &'n str>) -> Self {
        Self {
            told: Some(names.map(str::to_owned).collect()),
            ..self
        }
    }

    /// A respondent of whom only so much is known. A value that should be in a band and is in none is
    /// not told.
    pub fn of(&self, respondent: &Respondent) -> Respondent {
        let is_told = |name: &String| self.told.as_ref().is_none_or(|told| told.contains(name));
        let value = |(name, value): (&String, &Value)| match self.bands.get(name) {
            None => Some((name.clone(), value.clone())),
            Some(bands) => {
                let names = bands.names();
                let band = bands.find(number(value)?)?;
                Some((name.clone(), Value::Text(names.get(band)?.clone())))
            }
        };
        let values = respondent.values.iter().filter(|(name, _)| is_told(name));
        Respondent {
            id: respondent.id,
            name: respondent.name.clone(),
            values: values.filter_map(value).collect(),
        }
    }

    /// A study of whose respondents only so much is known.
    pub fn apply(&self, study: &mut Study) {
        for respondent in study.respondents.values_mut() {
            *respondent = self.of(respondent);
        }
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Text(text) => text.trim().parse().ok().filter(|it: &f64| it.is_finite()),
        other => other.number(),
    }
}
