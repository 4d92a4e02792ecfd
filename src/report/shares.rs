//! Shares, bases and probabilities, and the groups that they are of, as cells and for machines.

use serde_json::{Map, Value as Json, json};

use super::table::Cell;
use crate::analysis::crosstab::Share;

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
