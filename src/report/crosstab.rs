//! Codes by group: the table for people, rows for machines, and one object with everything.

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::records::Records;
use super::table::{Cell, Column, Row, Table};
use super::{Block, Report};
use crate::analysis::crosstab::{Crosstab, Head, Line, Percent, Share};
use crate::analysis::frequency::Count;
use crate::analysis::sample::Sample;
use crate::analysis::significance::{self, SMALL, Test, Tested, holm};
use crate::analysis::wilson::wilson;

/// Level of the limits.
const LEVEL: f64 = 0.95;
/// Seed of tests that must draw tables.
const SEED: u64 = 1;
/// Residuals beyond it are called out.
const FAR: f64 = 1.96;

/// What a test says, and what it does not.
const MEANING: &str = "p is the probability of differences at least as large if groups differed by \
chance alone. That holds for respondents drawn at random and independently of each other; for a \
sample chosen otherwise it says how large a difference is beside chance, not that it holds for \
people who were not interviewed.";

/// What is asked for beside counts and shares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asking {
    /// Tests, code by code.
    pub test: bool,
    /// Limits of shares.
    pub limits: bool,
}

/// A table with the names of its codes.
pub struct Document<'t> {
    sample: &'t Sample<'t>,
    table: &'t Crosstab,
    asking: Asking,
    /// For each line its test, with p corrected for the number of tests.
    tests: Vec<Option<Result<(Tested, f64), significance::Untested>>>,
}

/// One cell for machines.
#[derive(Serialize)]
struct CellObject<'t> {
    group: Json,
    n: u64,
    base: u64,
    percent: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    residual: Option<f64>,
    #[serde(skip)]
    head: &'t Head,
}

impl<'t> Document<'t> {
    /// Makes the tests that are asked for.
    pub fn new(sample: &'t Sample<'t>, table: &'t Crosstab, asking: Asking) -> Self {
        let tests: Vec<_> = table
            .lines
            .iter()
            .map(|line| {
                asking
                    .test
                    .then(|| significance::test(&table.two_rows(line), SEED))
            })
            .collect();
        let values = tests.iter().flatten().flatten().map(|it| it.p);
        let mut corrected = holm(&values.collect::<Vec<_>>()).into_iter();
        let with_corrected = |it: Result<Tested, _>| {
            it.map(|tested| {
                let p = corrected.next().unwrap_or(1.0);
                (tested, p)
            })
        };
        let mut with_corrected = with_corrected;
        Self {
            sample,
            table,
            asking,
            tests: tests
                .into_iter()
                .map(|it| it.map(&mut with_corrected))
                .collect(),
        }
    }

    fn limits(&self, share: Share) -> Option<(f64, f64)> {
        let limits = self
            .asking
            .limits
            .then(|| wilson(share.n, share.base, LEVEL));
        limits.flatten().map(|it| (100.0 * it.low, 100.0 * it.high))
    }

    /// Residuals of a line, one for each head; groups that were not tested have none.
    fn residuals(&self, at: usize) -> Vec<Option<f64>> {
        let tested = match &self.tests[at] {
            Some(Ok((tested, _))) => tested.residuals.first(),
            _ => None,
        };
        let mut tested = tested.into_iter().flatten();
        let of_head = |(at, head): (usize, &Head)| match at > 0 && !head.is_missing {
            true => tested.next().copied().flatten(),
            false => None,
        };
        self.table.heads.iter().enumerate().map(of_head).collect()
    }

    fn cells(&self, at: usize) -> Vec<CellObject<'t>> {
        let residuals = self.residuals(at);
        let cells = self.table.lines[at].cells.iter().zip(&self.table.heads);
        cells
            .zip(residuals)
            .map(|((share, head), residual)| {
                let limits = self.limits(*share);
                CellObject {
                    group: group(head, &self.table.attributes),
                    n: share.n,
                    base: share.base,
                    percent: share.percent(),
                    low: limits.map(|it| it.0),
                    high: limits.map(|it| it.1),
                    residual,
                    head,
                }
            })
            .collect()
    }

    fn test_json(&self, at: usize) -> Option<Json> {
        Some(match self.tests[at].as_ref()? {
            Ok((it, corrected)) => json!({
                "test": it.test.name(),
                "chi_square": it.chi_square,
                "df": it.df,
                "p": it.p,
                "p_holm": corrected,
                "cramer_v": it.cramer_v,
                "n": it.n,
                "smallest_expected": it.smallest_expected,
            }),
            Err(why) => json!({ "undefined": why.to_string() }),
        })
    }

    /// One object: bases, codes, cells, tests and notes.
    pub fn json(&self) -> String {
        let table = self.table;
        let codes = table.lines.iter().enumerate().filter_map(|(at, line)| {
            let code = self.sample.code(&line.row)?;
            let mut object = json!({
                "code": code.key,
                "name": code.name,
                "theme": self.sample.study.path(code.id).join(" › "),
                "depth": line.row.depth,
                "has_codes_below": line.row.is_parent,
                "cells": self.cells(at),
            });
            if table.percent == Percent::Asked {
                object["not_asked"] = json!(line.not_asked);
            }
            if let Some(test) = self.test_json(at) {
                object["test"] = test;
            }
            Some(object)
        });
        let groups = table
            .heads
            .iter()
            .map(|head| json!({ "group": group(head, &table.attributes), "base": head.base }));
        let object = json!({
            "unit": table.count.name(),
            "percent_of": table.percent.name(),
            "by": table.attributes,
            "groups": groups.collect::<Vec<_>>(),
            "codes": codes.collect::<Vec<_>>(),
            "notes": self.notes(),
        });
        // Names are strings and numbers are finite, so nothing here can fail to be written.
        serde_json::to_string_pretty(&object).unwrap_or_default() + "\n"
    }

    /// One row for each code and group.
    pub fn records(&self) -> Records {
        let mut columns = vec!["code", "theme"];
        columns.extend(self.table.attributes.iter().map(String::as_str));
        columns.extend(["unit", "n", "base", "percent"]);
        if self.asking.limits {
            columns.extend(["low", "high"]);
        }
        if self.asking.test {
            columns.extend([
                "residual",
                "test",
                "chi_square",
                "df",
                "p",
                "p_holm",
                "cramer_v",
                "undefined",
            ]);
        }
        let mut records = Records::new(&columns);
        for (at, line) in self.table.lines.iter().enumerate() {
            let Some(code) = self.sample.code(&line.row) else {
                continue;
            };
            let test = self.test_json(at).unwrap_or_default();
            for cell in self.cells(at) {
                let mut row = vec![
                    json!(code.key),
                    json!(self.sample.study.path(code.id).join(" › ")),
                ];
                let values = cell.head.name.iter().map(|it| json!(it));
                row.extend(
                    values
                        .chain(std::iter::repeat(json!("all")))
                        .take(self.table.attributes.len()),
                );
                row.extend([
                    json!(self.table.count.name()),
                    json!(cell.n),
                    json!(cell.base),
                    json!(cell.percent),
                ]);
                if self.asking.limits {
                    row.extend([json!(cell.low), json!(cell.high)]);
                }
                if self.asking.test {
                    row.push(json!(cell.residual));
                    let names = [
                        "test",
                        "chi_square",
                        "df",
                        "p",
                        "p_holm",
                        "cramer_v",
                        "undefined",
                    ];
                    row.extend(names.map(|name| test.get(name).cloned().unwrap_or_default()));
                }
                records.rows.push(row);
            }
        }
        records
    }

    /// The table for people, and the one of residuals where tests are asked for.
    pub fn report(&self) -> Report {
        let mut blocks = vec![Block::Table(self.main())];
        if self.asking.test {
            blocks.push(Block::Table(self.of_residuals()));
        }
        Report {
            title: String::new(),
            blocks,
        }
    }

    fn main(&self) -> Table {
        let table = self.table;
        let mut columns = vec![Column::text("Code")];
        for head in &table.heads {
            let group = titled(head);
            columns.push(Column::number(count_head(table.count)).under(&group));
            if table.percent == Percent::Asked {
                columns.push(Column::number("of").under(&group));
            }
            columns.push(Column::number("%").under(&group));
            if self.asking.limits {
                columns.push(Column::text("95 % limits").under(&group));
            }
        }
        if self.asking.test {
            columns.extend(["Test", "p", "p (Holm)", "V"].map(|name| match name {
                "Test" => Column::text(name),
                _ => Column::number(name),
            }));
        }
        let width = columns.len();
        let by = match table.attributes.is_empty() {
            true => String::new(),
            false => format!(" by {}", table.attributes.join(" and ")),
        };
        Table {
            caption: format!("Codes{by}: {}", table.count.name()),
            columns,
            rows: by_family(self.sample, &table.lines, |at, name| {
                let cells = self.row(at, name);
                debug_assert_eq!(cells.len(), width, "as many cells as columns");
                cells
            }),
            notes: self.notes(),
        }
    }

    fn row(&self, at: usize, name: String) -> Vec<Cell> {
        let mut cells = vec![Cell::Text(name)];
        for share in &self.table.lines[at].cells {
            cells.push(whole(share.n));
            if self.table.percent == Percent::Asked {
                cells.push(whole(share.base));
            }
            cells.push(percent(*share));
            if self.asking.limits {
                cells.push(match self.limits(*share) {
                    Some((low, high)) => Cell::Text(format!("{low:.1}–{high:.1}")),
                    None => Cell::Empty,
                });
            }
        }
        match &self.tests[at] {
            None => {}
            Some(Ok((it, corrected))) => {
                let name = match it.test {
                    Test::ChiSquare => format!("χ²({}) = {:.2}", it.df, it.chi_square),
                    Test::Fisher => "Fisher".to_owned(),
                    Test::FisherDrawn => "Fisher, drawn".to_owned(),
                };
                cells.extend([Cell::Text(name), probability(it.p), probability(*corrected)]);
                cells.push(Cell::Number {
                    value: it.cramer_v,
                    decimals: 2,
                });
            }
            Some(Err(_)) => {
                cells.push(Cell::Text("none".to_owned()));
                cells.extend([Cell::Empty, Cell::Empty, Cell::Empty]);
            }
        }
        cells
    }

    fn of_residuals(&self) -> Table {
        let tested = || self.table.heads.iter().skip(1).filter(|it| !it.is_missing);
        let mut columns = vec![Column::text("Code")];
        columns.extend(tested().map(|head| Column::number(head.name.join(" · "))));
        let row = |at: usize, name: String| {
            let mut cells = vec![Cell::Text(name)];
            let residuals = self
                .residuals(at)
                .into_iter()
                .zip(&self.table.heads)
                .skip(1);
            let residuals = residuals.filter(|(_, head)| !head.is_missing);
            cells.extend(residuals.map(|(it, _)| match it {
                Some(value) => Cell::Number { value, decimals: 1 },
                None => Cell::Empty,
            }));
            cells
        };
        Table {
            caption: "Which groups differ: adjusted standardised residuals".to_owned(),
            columns,
            rows: by_family(self.sample, &self.table.lines, row),
            notes: vec![format!(
                "Haberman (1973). Above {FAR} the group has the code more often than the table as a whole would \
                 have it, below -{FAR} less often."
            )],
        }
    }

    fn notes(&self) -> Vec<String> {
        let table = self.table;
        let mut notes = vec![base_note(table)];
        if table.lines.iter().any(|line| line.row.is_parent) {
            notes.push("A family, and any code that others are below, counts whoever has it or any of those.".to_owned());
        }
        let without = self.sample.without_codings();
        if without > 0 && table.count == Count::Respondents {
            notes.push(format!(
                "{without} of {} respondents have no coding of these codes by these coders, and count as not \
                 having them; whether somebody has read them the table does not know.",
                self.sample.respondents.len()
            ));
        }
        let nobodys = self
            .sample
            .sources
            .iter()
            .filter(|id| self.sample.respondent(**id).is_none())
            .count();
        if nobodys > 0 {
            notes.push(match table.count {
                Count::Respondents => {
                    format!("{nobodys} sources of which the respondent is not known are left out.")
                }
                _ => format!("Of {nobodys} sources the respondent is not known."),
            });
        }
        let aside: Vec<String> = table
            .lines
            .iter()
            .filter(|line| line.not_asked > 0)
            .filter_map(|line| {
                Some(format!(
                    "{} ({})",
                    self.sample.code(&line.row)?.key,
                    line.not_asked
                ))
            })
            .collect();
        if !aside.is_empty() {
            notes.push(format!(
                "Not counted, because they were not asked, though they have the code: {}.",
                aside.join(", ")
            ));
        }
        if self.asking.limits {
            notes.push(
                "Limits of 95 %: Wilson (1927); they too are for respondents drawn at random."
                    .to_owned(),
            );
        }
        if self.asking.test {
            let number = self.tests.iter().flatten().flatten().count();
            notes.push(format!(
                "Tested for each code: do the groups (those with a missing value aside) differ in the share of \
                 respondents who have it? Pearson's chi-square; Fisher's exact test where an expected count is \
                 below {SMALL}; V is Cramér's. p (Holm) is corrected for {number} tests (Holm 1979)."
            ));
            if self
                .tests
                .iter()
                .flatten()
                .flatten()
                .any(|(it, _)| it.test == Test::FisherDrawn)
            {
                notes.push(format!(
                    "Where there were too many tables to walk, {} were drawn by chance (seed {SEED}).",
                    crate::analysis::fisher::DRAWN
                ));
            }
            notes.push(MEANING.to_owned());
        }
        notes
    }
}

/// Rows with a heading for each family that has codes below it, which is then summed up below them.
fn by_family(
    sample: &Sample<'_>,
    lines: &[Line],
    cells: impl Fn(usize, String) -> Vec<Cell>,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (at, line) in lines.iter().enumerate() {
        let name = sample
            .code(&line.row)
            .map_or_else(String::new, |it| it.name.clone());
        if line.row.depth == 0 {
            rows.extend(
                open.take()
                    .map(|(at, name)| Row::Total(cells(at, format!("Any of {name}")))),
            );
            if line.row.is_parent {
                rows.push(Row::Heading(name.clone()));
                open = Some((at, name));
                continue;
            }
        }
        let indent = "  ".repeat(line.row.depth.saturating_sub(1));
        rows.push(Row::Cells(cells(at, indent + &name)));
    }
    rows.extend(open.map(|(at, name)| Row::Total(cells(at, format!("Any of {name}")))));
    rows
}

fn base_note(table: &Crosstab) -> String {
    let whole = match table.count {
        Count::Respondents => "respondents with notes",
        Count::Sources => "sources",
        Count::Segments => "different segments with any code of the table",
        Count::Words => "words",
    };
    match table.percent {
        Percent::Column => format!("Percentages are of the {whole} in the column (N)."),
        Percent::Row => format!(
            "Percentages are of the {} that have the code, whose number stands under All.",
            table.count.name()
        ),
        Percent::Total => format!("Percentages are of all {whole} of the table (N under All)."),
        Percent::Asked => {
            format!("Percentages are of the {whole} in the column to whom the code applies (of).")
        }
    }
}

/// `All (N=468)`.
fn titled(head: &Head) -> String {
    let name = match head.name.is_empty() {
        true => "All".to_owned(),
        false => head.name.join(" · "),
    };
    format!("{name} (N={})", head.base)
}

fn count_head(count: Count) -> &'static str {
    match count {
        Count::Respondents | Count::Sources => "N",
        Count::Segments => "segments",
        Count::Words => "words",
    }
}

/// The value of each attribute, or `all`.
fn group(head: &Head, attributes: &[String]) -> Json {
    match head.name.is_empty() {
        true => json!("all"),
        false => attributes
            .iter()
            .cloned()
            .zip(head.name.iter().map(|it| json!(it)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}

/// A whole number.
pub(super) fn whole(number: u64) -> Cell {
    Cell::Number {
        value: number as f64,
        decimals: 0,
    }
}

/// A percentage, or nothing where the base is empty.
pub(super) fn percent(share: Share) -> Cell {
    match share.percent() {
        Some(value) => Cell::Percent { value, decimals: 1 },
        None => Cell::Empty,
    }
}

/// A probability as people print it.
pub(super) fn probability(p: f64) -> Cell {
    match p < 0.001 {
        true => Cell::Text("<0.001".to_owned()),
        false => Cell::Number {
            value: p,
            decimals: 3,
        },
    }
}
