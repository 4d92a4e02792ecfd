//! Lists: the same rows for machines (JSON, CSV) and as a table for people.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value as Json;

use super::table::Table;
use super::{Block, Report};
use crate::model::cell::guarded;

/// Rows with named columns, in a fixed order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Records {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Values, as many in each row as there are columns.
    pub rows: Vec<Vec<Json>>,
}

/// One row as an object whose names come in the order of the columns.
struct Row<'r>(&'r [String], &'r [Json]);

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.0.iter().zip(self.1) {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl Records {
    /// Records with these columns and no rows yet.
    pub fn new(columns: &[&str]) -> Self {
        Self {
            columns: columns.iter().map(|name| (*name).to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// One object for each row, as a part of a larger one.
    pub fn objects(&self) -> Vec<Json> {
        let object = |row: &Vec<Json>| {
            let names = self.columns.iter().cloned();
            Json::Object(names.zip(row.iter().cloned()).collect())
        };
        self.rows.iter().map(object).collect()
    }

    /// One array of objects, each on a line of its own; numbers are numbers, what is missing is
    /// `null`.
    pub fn json(self) -> String {
        let mut json = "[".to_owned();
        for (at, row) in self.rows.into_iter().enumerate() {
            json.push_str(if at == 0 { "\n  " } else { ",\n  " });
            // Neither the names nor the values can fail to be written: all are strings, numbers or
            // lists.
            json.push_str(&serde_json::to_string(&Row(&self.columns, &row)).unwrap_or_default());
        }
        json.push_str("\n]\n");
        json
    }

    /// One object on each line (JSON Lines).
    pub fn jsonl(&self) -> String {
        let lines = self.rows.iter().map(|row| {
            // As above: strings, numbers and lists can always be written.
            serde_json::to_string(&Row(&self.columns, row)).unwrap_or_default() + "\n"
        });
        lines.collect()
    }

    /// A table with a header, UTF-8, fields quoted where they must be (RFC 4180), lines ended by LF. Words
    /// that a spreadsheet program would take for a formula have an apostrophe before them.
    pub fn csv(&self) -> String {
        let line = |cells: &mut dyn Iterator<Item = String>| {
            let mut line = cells.map(|cell| field(&cell)).collect::<Vec<_>>().join(",");
            line.push('\n');
            line
        };
        let mut out = line(&mut self.columns.iter().cloned());
        for row in &self.rows {
            out.push_str(&line(&mut row.iter().map(as_cell)));
        }
        out
    }

    /// The rows as a table for people, without the columns in which nothing stands.
    pub fn report(&self, title: &str) -> Report {
        let kept: Vec<usize> = (0..self.columns.len())
            .filter(|at| self.rows.iter().any(|row| !shown(&row[*at]).is_empty()))
            .collect();
        let numbers = |at: usize| {
            self.rows
                .iter()
                .all(|row| row[at].is_number() || row[at].is_null())
        };
        let columns = kept
            .iter()
            .map(|at| (self.columns[*at].clone(), numbers(*at)));
        let rows = self
            .rows
            .iter()
            .map(|row| kept.iter().map(|at| shown(&row[*at])).collect())
            .collect();
        Report {
            title: title.to_owned(),
            blocks: vec![Block::Table(Table::of_text(columns, rows))],
        }
    }
}

/// A value as a person would write it into a cell.
fn shown(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(values) => values.iter().map(shown).collect::<Vec<_>>().join("; "),
        Json::Object(values) => values
            .iter()
            .map(|(name, value)| format!("{name}: {}", shown(value)))
            .collect::<Vec<_>>()
            .join("; "),
        Json::Bool(_) | Json::Number(_) => value.to_string(),
    }
}

/// A value in a table of separated text, where words must not be taken for a formula.
fn as_cell(value: &Json) -> String {
    match value {
        Json::Null | Json::Bool(_) | Json::Number(_) => shown(value),
        Json::String(_) | Json::Array(_) | Json::Object(_) => guarded(&shown(value)).into_owned(),
    }
}

fn field(cell: &str) -> String {
    match cell.contains(['"', ',', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.to_owned(),
    }
}
