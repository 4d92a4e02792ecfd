//! Bare tables, for people who have nothing else: ratings (long or wide) and spans.

use std::collections::BTreeMap;

use super::continuum::{Continuum, Mark};
use super::ratings::{MISSING, Ratings};

/// Why a table cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// A column is missing.
    #[error("there is no column `{0}`, expected `source`, `coder`, `code`, `start` and `end`")]
    Column(&'static str),
    /// Nobody to compare with.
    #[error("there is one coder (`{0}`), expected at least two")]
    OneCoder(String),
    /// No coder at all.
    #[error(
        "there is no column of ratings, expected `unit`, `coder`, `value`, or one column for each coder"
    )]
    NoCoder,
    /// One coder rates a unit twice.
    #[error(
        "row {row}: `{coder}` has rated `{unit}` before, expected one value for each unit and coder"
    )]
    Twice {
        /// The row, the first below the header being 1.
        row: usize,
        /// The coder.
        coder: String,
        /// The unit.
        unit: String,
    },
    /// A value that was not declared.
    #[error("row {row}: `{value}` is not among the categories, expected one of {expected}")]
    Category {
        /// The row.
        row: usize,
        /// The value.
        value: String,
        /// The categories.
        expected: String,
    },
    /// A value that is no number.
    #[error("`{value}` is not a number, expected numbers for the level `{level}`")]
    Number {
        /// The value.
        value: String,
        /// The level.
        level: String,
    },
    /// A place that does not exist.
    #[error(
        "row {row}: `{start}-{end}` is not within the text, expected a start before the end and at most {length}"
    )]
    Span {
        /// The row.
        row: usize,
        /// Where it starts.
        start: String,
        /// Where it ends.
        end: String,
        /// Characters of the text.
        length: usize,
    },
}

/// A table of ratings with the names of its coders and categories.
#[derive(Debug, Clone)]
pub struct Rated {
    /// The table.
    pub ratings: Ratings,
    /// The coders.
    pub coders: Vec<String>,
    /// The categories, in order.
    pub categories: Vec<String>,
}

fn column(columns: &[String], names: &[&str]) -> Option<usize> {
    let is_named = |it: &String| names.contains(&it.trim().to_lowercase().as_str());
    columns.iter().position(is_named)
}

const UNIT: &[&str] = &["unit", "id", "item", "case", "unit_id"];

/// Reads ratings: long (`unit`, `coder`, `value`) or wide (a column for each coder, and perhaps one
/// for the unit). Empty cells are missing. Categories that are not declared are those that occur;
/// numbers come by size.
pub fn ratings(
    columns: &[String],
    rows: &[Vec<String>],
    level: &str,
    declared: &[String],
) -> Result<Rated, TableError> {
    let long = (
        column(columns, UNIT),
        column(columns, &["coder", "rater", "annotator"]),
        column(columns, &["value", "rating", "code", "category"]),
    );
    let mut coders: Vec<String> = Vec::new();
    // For each unit the value of each coder and the row that it stands in.
    let mut units: Vec<BTreeMap<usize, (usize, String)>> = Vec::new();
    if let (Some(unit), Some(coder), Some(value)) = long {
        let mut number: BTreeMap<&str, usize> = BTreeMap::new();
        for (row, cells) in (1..).zip(rows) {
            let name = cells[coder].trim();
            let known = coders.iter().position(|it| it == name);
            let coder = known.unwrap_or_else(|| {
                coders.push(name.to_owned());
                coders.len() - 1
            });
            let at = *number.entry(cells[unit].trim()).or_insert_with(|| {
                units.push(BTreeMap::new());
                units.len() - 1
            });
            let value = cells[value].trim();
            if value.is_empty() {
                continue;
            }
            if units[at].insert(coder, (row, value.to_owned())).is_some() {
                return Err(TableError::Twice {
                    row,
                    coder: name.to_owned(),
                    unit: cells[unit].clone(),
                });
            }
        }
    } else {
        let unit = column(columns, UNIT);
        let of_coders = (0..columns.len()).filter(|at| Some(*at) != unit);
        let of_coders: Vec<usize> = of_coders.collect();
        coders = of_coders.iter().map(|at| columns[*at].clone()).collect();
        for (row, cells) in (1..).zip(rows) {
            let values = of_coders.iter().map(|at| cells[*at].trim()).enumerate();
            let given = values.filter(|(_, value)| !value.is_empty());
            units.push(
                given
                    .map(|(at, value)| (at, (row, value.to_owned())))
                    .collect(),
            );
        }
    }
    match coders.as_slice() {
        [] => return Err(TableError::NoCoder),
        [one] => return Err(TableError::OneCoder(one.clone())),
        _ => {}
    }
    let categories = categories(&units, declared);
    let mut values = Vec::new();
    for (at, category) in categories.iter().enumerate() {
        values.push(match (level, category.parse::<f64>()) {
            (_, Ok(number)) if number.is_finite() => number,
            ("interval" | "ratio", _) => {
                return Err(TableError::Number {
                    value: category.clone(),
                    level: level.to_owned(),
                });
            }
            _ => at as f64,
        });
    }
    let mut cells = Vec::new();
    for unit in &units {
        for coder in 0..coders.len() {
            let Some((row, value)) = unit.get(&coder) else {
                cells.push(MISSING);
                continue;
            };
            let at = categories.iter().position(|it| same(it, value));
            let at = at.ok_or_else(|| TableError::Category {
                row: *row,
                value: value.clone(),
                expected: format!("`{}`", categories.join("`, `")),
            })?;
            cells.push(at as u16);
        }
    }
    Ok(Rated {
        ratings: Ratings::new(coders.len(), values, &cells),
        coders,
        categories,
    })
}

/// Whether two spellings mean one value: `1` and `1.0` do.
fn same(one: &str, other: &str) -> bool {
    one == other || matches!((one.parse::<f64>(), other.parse::<f64>()), (Ok(a), Ok(b)) if a == b)
}

fn categories(units: &[BTreeMap<usize, (usize, String)>], declared: &[String]) -> Vec<String> {
    if !declared.is_empty() {
        return declared.to_vec();
    }
    let mut found: Vec<String> = Vec::new();
    for (_, value) in units.iter().flat_map(BTreeMap::values) {
        if !found.iter().any(|it| same(it, value)) {
            found.push(value.clone());
        }
    }
    found.sort_by(|a, b| match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.total_cmp(&b),
        _ => a.cmp(b),
    });
    found
}

/// Spans of several coders.
#[derive(Debug, Clone)]
pub struct Spanned {
    /// Each text.
    pub continua: Vec<Continuum>,
    /// The coders.
    pub coders: Vec<String>,
    /// The codes.
    pub codes: Vec<String>,
}

/// Reads spans: `coder`, `code`, `start`, `end` in characters, and `source` where there are several
/// texts, each of `length` characters.
pub fn spans(
    columns: &[String],
    rows: &[Vec<String>],
    length: usize,
) -> Result<Spanned, TableError> {
    let need = |name: &'static str| column(columns, &[name]).ok_or(TableError::Column(name));
    let (coder, code, start, end) = (need("coder")?, need("code")?, need("start")?, need("end")?);
    let source = column(columns, &["source", "document", "document_id"]);
    let (mut coders, mut codes): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let number = |all: &mut Vec<String>, name: &str| match all.iter().position(|it| it == name) {
        Some(at) => at,
        None => {
            all.push(name.to_owned());
            all.len() - 1
        }
    };
    let mut texts: BTreeMap<&str, Vec<(usize, Mark)>> = BTreeMap::new();
    for (row, cells) in (1..).zip(rows) {
        let wrong = || TableError::Span {
            row,
            start: cells[start].clone(),
            end: cells[end].clone(),
            length,
        };
        let place = |at: usize| cells[at].trim().parse::<usize>().map_err(|_| wrong());
        let (from, to) = (place(start)?, place(end)?);
        if from >= to || to > length {
            return Err(wrong());
        }
        let who = number(&mut coders, cells[coder].trim());
        let mark = Mark {
            start: from,
            end: to,
            code: number(&mut codes, cells[code].trim()),
        };
        let name = source.map_or("", |at| cells[at].trim());
        texts.entry(name).or_default().push((who, mark));
    }
    match coders.as_slice() {
        [] => return Err(TableError::NoCoder),
        [one] => return Err(TableError::OneCoder(one.clone())),
        _ => {}
    }
    let continuum = |marks: Vec<(usize, Mark)>| {
        let mut of = vec![Vec::new(); coders.len()];
        marks.into_iter().for_each(|(who, mark)| of[who].push(mark));
        Continuum::new(length, of)
    };
    Ok(Spanned {
        continua: texts.into_values().map(continuum).collect(),
        coders,
        codes,
    })
}
