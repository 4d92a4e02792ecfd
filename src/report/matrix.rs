//! The matrix of codes as rows and as a table; its binary forms have files of their own.

use serde_json::{Value as Json, json};

use super::behind::{Behind, Leads, term};
use super::quotes::json_value;
use super::records::Records;
use super::table::{Cell, Column, Row, Table};
use super::{Block, Report};
use crate::analysis::matrix::{Matrix, Of};
use crate::model::respondent::{Kind, Value};

/// What the first column is called.
pub(super) fn first(matrix: &Matrix) -> &'static str {
    match matrix.of {
        Of::Respondents => "respondent",
        Of::Sources => "source",
    }
}

/// One row for each respondent or source: attributes by name, codes by key.
pub fn records(matrix: &Matrix) -> Records {
    let mut columns = vec![first(matrix)];
    columns.extend(matrix.attributes.iter().map(|it| it.name.as_str()));
    columns.extend(matrix.codes.iter().map(|it| it.key.as_str()));
    let mut records = Records::new(&columns);
    for (at, name) in matrix.names.iter().enumerate() {
        let mut row = vec![json!(name)];
        let values = matrix.attributes.iter().map(|it| it.values[at].as_ref());
        row.extend(values.map(|it| it.map_or(Json::Null, json_value)));
        row.extend(matrix.codes.iter().map(|it| json!(it.numbers[at])));
        records.rows.push(row);
    }
    records
}

/// The same as a table.
pub fn report(matrix: &Matrix) -> Report {
    let mut columns = vec![Column::text(first(matrix))];
    columns.extend(matrix.attributes.iter().map(|it| match it.kind {
        Kind::Number => Column::number(&it.name),
        Kind::Text | Kind::Date => Column::text(&it.name),
    }));
    columns.extend(matrix.codes.iter().map(|it| Column::number(&it.key)));
    let value = |it: Option<&Value>| match it {
        None => Cell::Empty,
        Some(Value::Number(value)) => Cell::Number {
            value: *value,
            decimals: decimals(*value),
        },
        Some(other) => Cell::Text(other.to_string()),
    };
    let row = |(at, name): (usize, &String)| {
        let mut cells = vec![Cell::Text(name.clone())];
        cells.extend(
            matrix
                .attributes
                .iter()
                .map(|it| value(it.values[at].as_ref())),
        );
        cells.extend(
            matrix
                .codes
                .iter()
                .map(|it| super::shares::whole(it.numbers[at])),
        );
        Row::Cells(cells)
    };
    let what = match matrix.is_count {
        true => "Cells are numbers of different segments with the code.",
        false => "1: has the code, 0: has it not.",
    };
    let table = Table {
        caption: format!("Codes by {}", first(matrix)),
        columns,
        rows: matrix.names.iter().enumerate().map(row).collect(),
        behind: behind(matrix),
        notes: vec![format!(
            "{what} A code that others are below has what they have."
        )],
    };
    Report {
        title: String::new(),
        blocks: vec![Block::Table(table)],
    }
}

/// Names lead to the respondent or the source, numbers to the quotes of a code.
fn behind(matrix: &Matrix) -> Vec<Behind> {
    let first_code = 1 + matrix.attributes.len();
    let mut behind = Vec::new();
    for (row, name) in matrix.names.iter().enumerate() {
        let whole = match matrix.of {
            Of::Respondents => Leads::Respondents(vec![name.clone()]),
            Of::Sources => Leads::Source {
                name: name.clone(),
                at: None,
            },
        };
        behind.push(whole.from(row, 0));
        let Some(query) = term(first(matrix), name) else {
            continue;
        };
        for (at, code) in matrix.codes.iter().enumerate() {
            if code.numbers[row] > 0 {
                let leads = Leads::quotes(&code.key, query.clone());
                behind.push(leads.from(row, first_code + at));
            }
        }
    }
    behind
}

/// As many decimals as a number is written with, at most six.
fn decimals(value: f64) -> u8 {
    let text = value.to_string();
    let places = text.split_once('.').map_or(0, |(_, it)| it.len());
    u8::try_from(places.min(6)).unwrap_or(6)
}
