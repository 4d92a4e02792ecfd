//! Shares, bases and probabilities, and the groups that they are of, as cells and for machines.

use serde_json::{Map, Value as Json, json};

use super::table::Cell;
use crate::analysis::crosstab::Share;
use crate::analysis::disclosure::tables::Suppressed;

/// What stands in the place of a count that is kept back.
const KEPT_BACK: &str = "–";

/// `All (N=468)`, `victim · female (N=12)`.
pub(super) fn titled(name: &[String], base: u64) -> String {
    match name {
        [] => format!("All (N={base})"),
        name => format!("{} (N={base})", name.join(" · ")),
    }
}

/// The value of each attribute, or `all`.
pub(super) fn group(name: &[String], attributes: &[String]) -> Json {
    match name {
        [] => json!("all"),
        name => {
            let values = name.iter().map(|it| json!(it));
            Json::Object(
                attributes
                    .iter()
                    .cloned()
                    .zip(values)
                    .collect::<Map<_, _>>(),
            )
        }
    }
}

/// The value of each attribute in a cell of its own, or as often `all`.
pub(super) fn group_cells(name: &[String], attributes: &[String]) -> Vec<Json> {
    let values = name.iter().map(|it| json!(it));
    values
        .chain(std::iter::repeat(json!("all")))
        .take(attributes.len())
        .collect()
}

/// A whole number.
pub(super) fn whole(number: u64) -> Cell {
    Cell::Number {
        value: number as f64,
        decimals: 0,
    }
}

/// A count, or a sign that it is kept back.
pub(super) fn counted(number: Option<u64>) -> Cell {
    match number {
        Some(number) => whole(number),
        None => Cell::Text(KEPT_BACK.to_owned()),
    }
}

/// What was kept back, for people.
pub(super) fn kept_back(it: &Suppressed) -> Vec<String> {
    let Suppressed {
        threshold,
        cells,
        columns,
    } = it;
    let mut notes = vec![match cells {
        0 => format!(
            "Counts from 1 to {} would be kept back; there are none.",
            threshold - 1
        ),
        1 => format!(
            "1 count is kept back ({KEPT_BACK}), since it is below {threshold} or would give back one that is."
        ),
        n => format!(
            "{n} counts are kept back ({KEPT_BACK}), since they are below {threshold} or would give back one that is."
        ),
    }];
    if !columns.is_empty() {
        notes.push(format!(
            "Left out, since fewer than {threshold} respondents are in them or it would give back how many are in one of these: {}.",
            columns.join(", ")
        ));
    }
    notes
}

/// What was kept back, for machines; nothing where small counts are not.
pub(super) fn suppressed(it: Option<&Suppressed>) -> Json {
    match it {
        None => Json::Null,
        Some(it) => json!({ "threshold": it.threshold, "cells": it.cells, "groups": it.columns }),
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
