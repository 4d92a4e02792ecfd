//! The matrix that statisticians ask for: a row for each respondent or source, a column for each code,
//! with the respondent's attributes before them.

use super::frequency::{Count, Tally, WordStarts, tally};
use super::sample::{Row, Sample};
use crate::model::respondent::{Kind, Value};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A respondent, all sources together.
    Respondents,
    /// A source.
    Sources,
}

/// The matrix.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    /// What a row is.
    pub of: Of,
    /// Whether cells count segments; otherwise they are 1 or 0.
    pub is_count: bool,
    /// Names of the rows.
    pub names: Vec<String>,
    /// Attributes: name, label, kind, and a value for each row.
    pub attributes: Vec<Attribute>,
    /// The codes, with a number for each row.
    pub codes: Vec<Code>,
}

/// A column of values.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// The question in words.
    pub label: String,
    /// What its values are.
    pub kind: Kind,
    /// A value for each row.
    pub values: Vec<Option<Value>>,
}

/// A column of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// The code.
    pub row: Row,
    /// Its key.
    pub key: String,
    /// Names from the family down.
    pub path: String,
    /// A number for each row.
    pub numbers: Vec<u64>,
}

/// The matrix of a sample. Codes above others are columns too and have what is below them. Sources
/// whose respondent is not known have no values. With `is_count` cells are numbers of different
/// segments.
pub fn matrix(sample: &Sample<'_>, of: Of, is_count: bool) -> Matrix {
    let (study, nothing) = (sample.study, WordStarts::new());
    let presence = match of {
        Of::Respondents => Count::Respondents,
        Of::Sources => Count::Sources,
    };
    let counted = match is_count {
        false => tally(sample, presence, &nothing),
        true => {
            let by_source = tally(sample, Count::Segments, &nothing);
            match of {
                Of::Sources => by_source,
                Of::Respondents => by_respondent(sample, by_source),
            }
        }
    };
    let people: Vec<_> = match of {
        Of::Respondents => sample.respondents.iter().copied().map(Some).collect(),
        Of::Sources => sample
            .sources
            .iter()
            .map(|id| sample.respondent(*id))
            .collect(),
    };
    let who = |id: Option<_>| id.and_then(|id| study.respondents.get(&id));
    let names = match of {
        Of::Respondents => people
            .iter()
            .filter_map(|id| Some(who(*id)?.name.clone()))
            .collect(),
        Of::Sources => sample
            .sources
            .iter()
            .filter_map(|id| Some(study.sources.get(id)?.name.clone()))
            .collect(),
    };
    let attribute = |it: &crate::model::respondent::Attribute| Attribute {
        name: it.name.clone(),
        label: it.label.clone(),
        kind: it.kind,
        values: people
            .iter()
            .map(|id| who(*id)?.value(&it.name).cloned())
            .collect(),
    };
    let codes = counted.lines.into_iter().filter_map(|line| {
        let code = sample.code(&line.row)?;
        Some(Code {
            row: line.row,
            key: code.key.clone(),
            path: study.path(code.id).join(" › "),
            numbers: line.counts,
        })
    });
    Matrix {
        of,
        is_count,
        names,
        attributes: study.register().into_iter().map(attribute).collect(),
        codes: codes.collect(),
    }
}

/// Numbers of sources added up to numbers of respondents.
fn by_respondent(sample: &Sample<'_>, tally: Tally) -> Tally {
    let places = sample.places();
    let mut lines = tally.lines;
    for line in &mut lines {
        let mut sums = vec![0; sample.respondents.len()];
        for (item, number) in tally.items.iter().zip(&line.counts) {
            if let Some(place) = item.respondent.and_then(|id| places.get(&id)) {
                sums[*place] += number;
            }
        }
        line.counts = sums;
    }
    Tally { lines, ..tally }
}
