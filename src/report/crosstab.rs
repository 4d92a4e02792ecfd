//! Codes by group for machines: rows, and one object with everything. The page for people is in
//! `crosstab_page`.

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::records::Records;
use super::shares::{group, group_cells, suppressed};
use crate::analysis::crosstab::{Crosstab, Head, Percent, Share};
use crate::analysis::sample::Sample;
use crate::analysis::significance::{self, Tested, holm};
use crate::analysis::wilson::wilson;

/// Level of the limits.
const LEVEL: f64 = 0.95;
/// Seed of tests that must draw tables.
pub(super) const SEED: u64 = 1;

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
    pub(super) sample: &'t Sample<'t>,
    pub(super) table: &'t Crosstab,
    pub(super) asking: Asking,
    /// For each line its test, with p corrected for the number of tests.
    pub(super) tests: Vec<Option<Result<(Tested, f64), significance::Untested>>>,
}

/// One cell for machines.
#[derive(Serialize)]
struct CellObject<'t> {
    group: Json,
    n: Option<u64>,
    base: Option<u64>,
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
                // A test would be one equation more about what is kept back.
                let is_whole = line.cells.iter().all(|it| !it.hidden);
                (asking.test && is_whole).then(|| significance::test(&table.two_rows(line), SEED))
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

    pub(super) fn limits(&self, share: Share) -> Option<(f64, f64)> {
        let limits = self
            .asking
            .limits
            .then(|| wilson(share.n, share.base, LEVEL).filter(|_| !share.hidden));
        limits.flatten().map(|it| (100.0 * it.low, 100.0 * it.high))
    }

    /// Residuals of a line, one for each head; groups that were not tested have none.
    pub(super) fn residuals(&self, at: usize) -> Vec<Option<f64>> {
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
                    group: group(&head.name, &self.table.attributes),
                    n: share.told(),
                    base: share.told_base(),
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
        let groups = table.heads.iter().map(
            |head| json!({ "group": group(&head.name, &table.attributes), "base": head.base }),
        );
        let object = json!({
            "unit": table.count.name(),
            "percent_of": table.percent.name(),
            "by": table.attributes,
            "groups": groups.collect::<Vec<_>>(),
            "codes": codes.collect::<Vec<_>>(),
            "suppressed": suppressed(table.suppressed.as_ref()),
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
                row.extend(group_cells(&cell.head.name, &self.table.attributes));
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
}
