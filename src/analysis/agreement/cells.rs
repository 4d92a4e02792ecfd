//! Tables of yes and no, put together unit by unit.

use std::collections::BTreeMap;

use super::continuum::Continuum;
use super::qda::characters;
use super::ratings::{MISSING, Ratings};
use super::sets::SetRatings;

/// A table of yes (1) and no (0), and which of its rows belong to which source.
#[derive(Debug, Clone)]
pub struct Decisions {
    /// The table.
    pub ratings: Ratings,
    /// For each source (or respondent) its rows and how often each occurs in it.
    pub members: Vec<Vec<(u32, f64)>>,
}

/// Sets of codes, and which rows of their table belong to which source.
#[derive(Debug, Clone)]
pub struct OfSets {
    /// The table.
    pub sets: SetRatings,
    /// For each source (or respondent) its rows and how often each occurs in it.
    pub members: Vec<Vec<(u32, f64)>>,
}

/// The cells of a table while it is made.
#[derive(Default)]
pub(super) struct Cells {
    pub(super) cells: Vec<u16>,
    pub(super) groups: Vec<u32>,
    pub(super) weights: Vec<f64>,
}

impl Cells {
    pub(super) fn add_characters(
        &mut self,
        group: u32,
        continuum: &Continuum,
        looked: &[bool],
        code: usize,
        uncoded: bool,
    ) {
        for row in characters(continuum, code).rows() {
            if uncoded || row.cells.contains(&1) {
                let cell = |(cell, looked): (&u16, &bool)| if *looked { *cell } else { MISSING };
                self.cells.extend(row.cells.iter().zip(looked).map(cell));
                self.groups.push(group);
                self.weights.push(row.times);
            }
        }
    }

    pub(super) fn table(&self, coders: usize) -> Decisions {
        let ratings = Ratings::new(coders, vec![0.0, 1.0], &self.cells);
        let mut times = vec![0.0; ratings.distinct()];
        for (row, weight) in ratings.row_of().iter().zip(&self.weights) {
            times[*row as usize] += weight;
        }
        Decisions {
            members: members(ratings.row_of(), &self.groups, &self.weights),
            ratings: ratings.with_times(times),
        }
    }
}

/// For each group the rows of its units and how often each occurs in it.
pub(super) fn members(rows: &[u32], groups: &[u32], weights: &[f64]) -> Vec<Vec<(u32, f64)>> {
    let count = groups.iter().max().map_or(0, |most| *most as usize + 1);
    let mut members: Vec<BTreeMap<u32, f64>> = vec![BTreeMap::new(); count];
    for ((row, group), weight) in rows.iter().zip(groups).zip(weights) {
        *members[*group as usize].entry(*row).or_default() += weight;
    }
    let members = members.into_iter().filter(|it| !it.is_empty());
    members.map(|it| it.into_iter().collect()).collect()
}
