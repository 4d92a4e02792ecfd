//! How many codes of a family respondents have.

use serde_json::json;

use super::behind::Leads;
use super::records::Records;
use super::shares::{counted, group, group_cells, kept_back, percent, suppressed, titled};
use super::table::{Cell, Column, Row, Table};
use super::{Block, Report};
use crate::analysis::crosstab::Share;
use crate::analysis::factors::{FactorTable, Factors};
use crate::analysis::summary::Summary;
use crate::model::study::Study;

/// `2`, `3+`.
fn number(table: &FactorTable, at: usize) -> String {
    match at == table.up_to {
        true => format!("{at}+"),
        false => at.to_string(),
    }
}

fn key<'s>(study: &'s Study, family: &Factors) -> &'s str {
    study
        .codes
        .get(&family.family)
        .map_or("", |it| it.key.as_str())
}

fn name<'s>(study: &'s Study, family: &Factors) -> &'s str {
    study
        .codes
        .get(&family.family)
        .map_or("", |it| it.name.as_str())
}

/// One object: families with a distribution and a summary for each group.
pub fn json(study: &Study, table: &FactorTable) -> String {
    let cell = |at: usize, share: &Share| json!({ "group": group(&table.heads[at].0, &table.attributes), "n": share.told(), "base": share.told_base(), "percent": share.percent() });
    let families = table.families.iter().map(|family| {
        let lines = family.lines.iter().enumerate().map(|(codes, cells)| {
            let cells = cells.iter().enumerate().map(|(at, share)| cell(at, share));
            json!({ "codes": number(table, codes), "cells": cells.collect::<Vec<_>>() })
        });
        let summaries = family.summaries.iter().enumerate().filter_map(|(at, it)| {
            let it = (*it)?;
            Some(summed(group(&table.heads[at].0, &table.attributes), it))
        });
        json!({
            "code": key(study, family),
            "name": name(study, family),
            "codes_below": family.codes,
            "respondents": lines.collect::<Vec<_>>(),
            "summaries": summaries.collect::<Vec<_>>(),
        })
    });
    let object = json!({
        "unit": "respondents",
        "by": table.attributes,
        "families": families.collect::<Vec<_>>(),
        "suppressed": suppressed(table.suppressed.as_ref()),
    });
    // Names are strings and numbers are finite, so nothing here can fail to be written.
    serde_json::to_string_pretty(&object).unwrap_or_default() + "\n"
}

/// The figures of a summary with the group that they are of.
pub(super) fn summed(group: serde_json::Value, it: Summary) -> serde_json::Value {
    json!({
        "group": group, "n": it.n, "mean": it.mean, "deviation": it.deviation,
        "median": it.median, "lowest": it.lowest, "highest": it.highest,
    })
}

/// One row for each family, number of codes and group.
pub fn records(study: &Study, table: &FactorTable) -> Records {
    let mut columns = vec!["code"];
    columns.extend(table.attributes.iter().map(String::as_str));
    columns.extend(["codes", "n", "base", "percent"]);
    let mut records = Records::new(&columns);
    for family in &table.families {
        for (codes, cells) in family.lines.iter().enumerate() {
            for (share, (name, _)) in cells.iter().zip(&table.heads) {
                let mut row = vec![json!(key(study, family))];
                row.extend(group_cells(name, &table.attributes));
                row.extend([
                    json!(number(table, codes)),
                    json!(share.told()),
                    json!(share.told_base()),
                    json!(share.percent()),
                ]);
                records.rows.push(row);
            }
        }
    }
    records
}

/// A table with the families under one another.
pub fn report(study: &Study, table: &FactorTable) -> Report {
    let mut columns = vec![Column::text("Codes of the family")];
    for (name, base) in &table.heads {
        let group = titled(name, *base);
        columns.push(Column::number("N").under(&group));
        columns.push(Column::number("%").under(&group));
    }
    let mut rows = Vec::new();
    let mut behind = Vec::new();
    for family in &table.families {
        rows.push(Row::Heading(format!(
            "{} ({} codes)",
            name(study, family),
            family.codes
        )));
        for (codes, shares) in family.lines.iter().enumerate() {
            for (at, share) in shares.iter().enumerate() {
                let people = share.told().and(Leads::people(&family.people[codes][at]));
                behind.extend(people.map(|it| it.from(rows.len(), 1 + 2 * at)));
            }
            let mut cells = vec![Cell::Text(number(table, codes))];
            cells.extend(
                shares
                    .iter()
                    .flat_map(|it| [counted(it.told()), percent(*it)]),
            );
            rows.push(Row::Cells(cells));
        }
        rows.extend(summary_rows(&family.summaries));
    }
    let by = match table.attributes.is_empty() {
        true => String::new(),
        false => format!(" by {}", table.attributes.join(" and ")),
    };
    let table = Table {
        caption: format!("Codes per respondent{by}"),
        columns,
        rows,
        behind,
        notes: std::iter::once(
            "Percentages are of the respondents with notes in the column (N). Counted are different codes \
             below the family that a respondent was given; the family itself is none of them."
                .to_owned(),
        )
        .chain(table.suppressed.iter().flat_map(kept_back))
        .collect(),
    };
    Report {
        title: String::new(),
        blocks: vec![Block::Table(table)],
    }
}

/// Mean, median and range under each pair of columns.
pub(super) fn summary_rows(summaries: &[Option<Summary>]) -> Vec<Row> {
    let row = |name: &str, value: &dyn Fn(Summary) -> Cell| {
        let mut cells = vec![Cell::Text(name.to_owned())];
        for it in summaries {
            cells.extend([it.map_or(Cell::Empty, value), Cell::Empty]);
        }
        cells
    };
    let decimal = |value: f64, decimals: u8| Cell::Number { value, decimals };
    let fraction = |value: f64| u8::from(value.fract() != 0.0);
    vec![
        Row::Total(row("mean", &|it| decimal(it.mean, 2))),
        Row::Cells(row("median", &|it| decimal(it.median, fraction(it.median)))),
        Row::Cells(row("range", &|it| {
            Cell::Text(format!("{}–{}", it.lowest, it.highest))
        })),
    ]
}
