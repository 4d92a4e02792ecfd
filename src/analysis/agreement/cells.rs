//! Tables of yes and no, put together unit by unit.

use std::collections::BTreeMap;

use super::continuum::Continuum;
use super::qda::characters;
use super::ratings::{MISSING, Ratings};

/// A table of yes (1) and no (0), and which of its rows belong to which source.
#[derive(Debug, Clone)]
pub struct Decisions {
    /// The table.
    pub ratings: Ratings,
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
        let groups = self
            .groups
            .iter()
            .max()
            .map_or(0, |most| *most as usize + 1);
        let mut members: Vec<BTreeMap<u32, f64>> = vec![BTreeMap::new(); groups];
        for ((row, group), weight) in ratings.row_of().iter().zip(&self.groups).zip(&self.weights) {
            times[*row as usize] += weight;
            *members[*group as usize].entry(*row).or_default() += weight;
        }
        let members = members.into_iter().filter(|it| !it.is_empty());
        Decisions {
            members: members.map(|it| it.into_iter().collect()).collect(),
            ratings: ratings.with_times(times),
        }
    }
}
