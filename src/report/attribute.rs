//! One attribute by group.

use serde_json::{Value as Json, json};

use super::behind::Leads;
use super::factors::{summary_rows, summed};
use super::records::Records;
use super::shares::{
    counted, group, group_cells, kept_back, percent, probability, suppressed, titled,
};
use super::table::{Cell, Column, Row, Table};
use super::{Block, Report};
use crate::analysis::attributes::{AttributeTable, Of};
use crate::analysis::crosstab::Share;
use crate::analysis::significance::{SMALL, Test, Tested, Untested};
use crate::analysis::wilson::wilson;

/// What is asked for beside counts and shares.
#[derive(Debug, Clone, Default)]
pub struct Asking {
    /// The test of the whole table, if asked for.
    pub test: Option<Result<Tested, Untested>>,
    /// Limits of shares.
    pub limits: bool,
}

/// Values, then who is missing and who was not asked.
fn lines(table: &AttributeTable) -> Vec<(&str, &str, &[Share])> {
    let mut lines: Vec<(&str, &str, &[Share])> = table
        .lines
        .iter()
        .map(|(name, shares)| ("value", name.as_str(), shares.as_slice()))
        .collect();
    lines.push(("valid", "valid", &table.valid));
    lines.push(("missing", "missing", &table.missing));
    if let Some(shares) = &table.not_asked {
        lines.push(("not_asked", "not asked", shares));
    }
    lines
}

fn limits(asking: &Asking, share: Share) -> Option<(f64, f64)> {
    let limits = asking
        .limits
        .then(|| wilson(share.n, share.base, 0.95).filter(|_| !share.hidden))
        .flatten()?;
    Some((100.0 * limits.low, 100.0 * limits.high))
}

/// One object.
pub fn json(table: &AttributeTable, asking: &Asking) -> String {
    let cells = |shares: &[Share]| -> Vec<Json> {
        let cell = |(at, share): (usize, &Share)| {
            let mut cell = json!({
                "group": group(&table.heads[at].0, &table.attributes), "n": share.told(), "base": share.told_base(), "percent": share.percent(),
            });
            if let Some((low, high)) = limits(asking, *share) {
                cell["low"] = json!(low);
                cell["high"] = json!(high);
            }
            cell
        };
        shares.iter().enumerate().map(cell).collect()
    };
    let values = table
        .lines
        .iter()
        .map(|(value, shares)| json!({ "value": value, "cells": cells(shares) }));
    let summaries = table.summaries.iter().enumerate().filter_map(|(at, it)| {
        it.map(|it| summed(group(&table.heads[at].0, &table.attributes), it))
    });
    let mut object = json!({
        "attribute": table.name,
        "unit": "respondents",
        "by": table.attributes,
        "values": values.collect::<Vec<_>>(),
        "valid": cells(&table.valid),
        "missing": cells(&table.missing),
        "summaries": summaries.collect::<Vec<_>>(),
        "suppressed": suppressed(table.suppressed.as_ref()),
    });
    if let Some(shares) = &table.not_asked {
        object["not_asked"] = json!(cells(shares));
    }
    if let Some(test) = &asking.test {
        object["test"] = match test {
            Ok(it) => json!({
                "test": it.test.name(), "chi_square": it.chi_square, "df": it.df, "p": it.p,
                "cramer_v": it.cramer_v, "n": it.n, "residuals": it.residuals,
            }),
            Err(why) => json!({ "undefined": why.to_string() }),
        };
    }
    // Names are strings and numbers are finite, so nothing here can fail to be written.
    serde_json::to_string_pretty(&object).unwrap_or_default() + "\n"
}

/// One row for each value and group.
pub fn records(table: &AttributeTable, asking: &Asking) -> Records {
    let mut columns = vec!["attribute", "kind", "value"];
    let by: Vec<String> = table
        .attributes
        .iter()
        .map(|it| format!("by_{it}"))
        .collect();
    columns.extend(by.iter().map(String::as_str));
    columns.extend(["n", "base", "percent"]);
    if asking.limits {
        columns.extend(["low", "high"]);
    }
    let mut records = Records::new(&columns);
    for (kind, value, shares) in lines(table) {
        for (share, (name, _)) in shares.iter().zip(&table.heads) {
            let mut row = vec![json!(table.name), json!(kind), json!(value)];
            row.extend(group_cells(name, &table.attributes));
            row.extend([
                json!(share.told()),
                json!(share.told_base()),
                json!(share.percent()),
            ]);
            if asking.limits {
                let limits = limits(asking, *share);
                row.extend([json!(limits.map(|it| it.0)), json!(limits.map(|it| it.1))]);
            }
            records.rows.push(row);
        }
    }
    records
}

/// The table for people.
pub fn report(table: &AttributeTable, label: &str, asking: &Asking) -> Report {
    let mut columns = vec![Column::text(&table.name)];
    for (name, base) in &table.heads {
        let group = titled(name, *base);
        columns.push(Column::number("N").under(&group));
        columns.push(Column::number("%").under(&group));
        if asking.limits {
            columns.push(Column::text("95 % limits").under(&group));
        }
    }
    let row = |name: &str, shares: &[Share]| {
        let mut cells = vec![Cell::Text(name.to_owned())];
        for share in shares {
            cells.extend([counted(share.told()), percent(*share)]);
            if asking.limits {
                cells.push(match limits(asking, *share) {
                    Some((low, high)) => Cell::Text(format!("{low:.1}–{high:.1}")),
                    None => Cell::Empty,
                });
            }
        }
        cells
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut behind = Vec::new();
    let wide = 2 + usize::from(asking.limits);
    for ((kind, name, shares), people) in lines(table).into_iter().zip(&table.people) {
        for (at, (share, people)) in shares.iter().zip(people).enumerate() {
            let people = share.told().and(Leads::people(people));
            behind.extend(people.map(|it| it.from(rows.len(), 1 + wide * at)));
        }
        let cells = row(name, shares);
        rows.push(match kind {
            "value" => Row::Cells(cells),
            _ => Row::Total(cells),
        });
    }
    if !table.summaries.is_empty() {
        // Each group has one column more where limits stand beside its percentages.
        rows.extend(
            summary_rows(&table.summaries)
                .into_iter()
                .map(|row| widened(row, asking.limits)),
        );
    }
    let by = match table.attributes.is_empty() {
        true => String::new(),
        false => format!(" by {}", table.attributes.join(" and ")),
    };
    let mut caption = format!("{}{by}", table.name);
    if !label.is_empty() && label != table.name {
        caption = format!("{caption}: {label}");
    }
    let table = Table {
        caption,
        columns,
        rows,
        notes: notes(table, asking),
        behind,
    };
    Report {
        title: String::new(),
        blocks: vec![Block::Table(table)],
    }
}

/// A row of pairs as a row of threes.
fn widened(row: Row, limits: bool) -> Row {
    let wide = |cells: Vec<Cell>| {
        let mut wide = Vec::with_capacity(cells.len() * 2);
        for (at, cell) in cells.into_iter().enumerate() {
            wide.push(cell);
            if limits && at > 0 && at % 2 == 0 {
                wide.push(Cell::Empty);
            }
        }
        wide
    };
    match row {
        Row::Heading(text) => Row::Heading(text),
        Row::Cells(cells) => Row::Cells(wide(cells)),
        Row::Total(cells) => Row::Total(wide(cells)),
    }
}

fn notes(table: &AttributeTable, asking: &Asking) -> Vec<String> {
    let mut notes = vec![
        match table.of {
            Of::Valid => "Percentages of values are of the respondents in the column who have one (valid).",
            Of::Row => "Percentages of values are of all respondents with the value.",
            Of::Total => "Percentages of values are of all respondents with a value.",
            Of::Asked => "Percentages of values are of the respondents in the column who were asked (valid and missing).",
        }
        .to_owned()
            + " Those of valid, missing and not asked are of all respondents in the column (N).",
    ];
    notes.extend(table.suppressed.iter().flat_map(kept_back));
    if asking.limits {
        notes.push(
            "Limits of 95 %: Wilson (1927); they are for respondents drawn at random.".to_owned(),
        );
    }
    match &asking.test {
        None => {}
        Some(Err(why)) => notes.push(format!("Not tested: {why}.")),
        Some(Ok(it)) => {
            let p = probability(it.p).shown();
            let how = match it.test {
                Test::ChiSquare => format!(
                    "Pearson's chi-square = {:.2}, df = {}",
                    it.chi_square, it.df
                ),
                Test::Fisher => format!("Fisher's exact test (an expected count is below {SMALL})"),
                Test::FisherDrawn => {
                    "Fisher's exact test by tables drawn by chance (seed 1)".to_owned()
                }
            };
            notes.push(format!(
                "Values by groups, missing ones aside: {how}, p {}{p}, Cramér's V = {:.2}, n = {}. p holds for \
                 respondents drawn at random and independently; for a sample chosen otherwise it only says how \
                 large the differences are beside chance.",
                if p.starts_with('<') { "" } else { "= " },
                it.cramer_v,
                it.n
            ));
        }
    }
    notes
}
