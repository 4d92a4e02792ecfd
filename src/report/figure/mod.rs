//! Figures of a study: sums to charts, with the titles, captions and words that they need. One file
//! for each question.

mod groups;
mod over_time;
mod places;
mod routes;
mod together;

pub use groups::{Shown, attribute, by_group, factors};
pub use over_time::{saturation, saturation_in_steps, timeline};
pub use places::{portrait, sankey};
pub use routes::{flow, map};
pub use together::{heatmap, network};

use super::chart::Grid;
use super::table::Cell;
use super::tongue::Tongue;
use crate::model::codebook::CodeId;
use crate::model::study::Study;

/// The name of a code as readers know it.
fn name(study: &Study, code: CodeId) -> String {
    study
        .codes
        .get(&code)
        .map_or_else(String::new, |it| it.name.clone())
}

/// `Vulnerable child, female (N = 259)`; all together where there is no group.
fn headed(group: &[String], base: u64, tongue: Tongue) -> String {
    let group = match group {
        [] => tongue.word("all").to_owned(),
        values => values.join(", "),
    };
    format!("{group} (N={base})")
}

/// What a grid shows, in words: how much there is of it, and its highest and lowest numbers.
fn in_words(kind: &str, grid: &Grid, tongue: Tongue) -> String {
    let mut numbers: Vec<(f64, String)> = Vec::new();
    for (row, cells) in &grid.rows {
        for (column, cell) in grid.columns.iter().zip(cells) {
            let (Cell::Number { value, .. } | Cell::Percent { value, .. }) = cell else {
                continue;
            };
            let place = match grid.columns.len() {
                1 => row.clone(),
                _ => format!("{row}, {column}"),
            };
            let shown = tongue.numerals(&cell.shown());
            numbers.push((*value, format!("{place}: {shown}")));
        }
    }
    numbers.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut words = tongue.say(
        "{0} of {1} rows by {2} columns; {3}.",
        &[
            &tongue.word(kind),
            &grid.rows.len(),
            &grid.columns.len(),
            &grid.measure,
        ],
    );
    if let Some((_, highest)) = numbers.first() {
        words.push_str(&tongue.say(" Highest: {0}.", &[highest]));
    }
    if let (Some((_, lowest)), true) = (numbers.last(), numbers.len() > 1) {
        words.push_str(&tongue.say(" Lowest: {0}.", &[lowest]));
    }
    words
}

/// `text` with a capital letter first.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// `by category and gender`, or nothing.
fn by(attributes: &[String], tongue: Tongue) -> String {
    match attributes {
        [] => String::new(),
        names => tongue.say(" by {0}", &[&names.join(tongue.word(" and "))]),
    }
}
