//! Units by coders. Every coefficient depends on the units only through how often each row of
//! ratings occurs, so equal rows are kept once with their number, and a bootstrap replicate is the
//! same table with other numbers.

use std::collections::HashMap;
use std::sync::Arc;

/// The cell of a coder who did not rate the unit.
pub const MISSING: u16 = u16::MAX;

/// A table of ratings; a category is a position in the list of declared ones.
#[derive(Debug, Clone)]
pub struct Ratings {
    coders: usize,
    values: Arc<[f64]>,
    cells: Arc<[u16]>,
    counts: Arc<[u16]>,
    row_of: Arc<[u32]>,
    times: Vec<f64>,
}

/// Units that were rated alike.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    /// What each coder chose, or [`MISSING`].
    pub cells: &'r [u16],
    /// How many coders chose each category.
    pub counts: &'r [u16],
    /// How many coders rated the unit.
    pub rated: f64,
    /// How many such units there are.
    pub times: f64,
}

impl Row<'_> {
    /// Categories that anybody chose, with how many did.
    pub fn chosen(&self) -> impl Iterator<Item = (usize, f64)> + Clone + '_ {
        let counts = self.counts.iter().enumerate();
        counts
            .filter(|(_, count)| **count > 0)
            .map(|(at, count)| (at, f64::from(*count)))
    }
}

impl Ratings {
    /// A table from its cells, unit after unit, `coders` cells each. `values` are the categories'
    /// numbers (or ranks), in order. Cells beyond them are taken as missing; units that nobody rated
    /// are left out.
    pub fn new(coders: usize, values: Vec<f64>, cells: &[u16]) -> Self {
        let mut seen: HashMap<&[u16], u32> = HashMap::new();
        let mut rows: Vec<u16> = Vec::new();
        let mut counts: Vec<u16> = Vec::new();
        let mut times: Vec<f64> = Vec::new();
        let mut row_of = Vec::new();
        let is_rated = |cell: &u16| usize::from(*cell) < values.len();
        for unit in cells.chunks_exact(coders.max(1)) {
            if !unit.iter().any(is_rated) {
                continue;
            }
            let row = *seen.entry(unit).or_insert_with(|| {
                rows.extend(unit);
                let from = counts.len();
                counts.resize(from + values.len(), 0);
                for cell in unit.iter().filter(|cell| is_rated(cell)) {
                    counts[from + usize::from(*cell)] += 1;
                }
                times.push(0.0);
                times.len() as u32 - 1
            });
            times[row as usize] += 1.0;
            row_of.push(row);
        }
        Self {
            coders,
            values: values.into(),
            cells: rows.into(),
            counts: counts.into(),
            row_of: row_of.into(),
            times,
        }
    }

    /// How many coders there are.
    pub fn coders(&self) -> usize {
        self.coders
    }

    /// How many categories are declared.
    pub fn categories(&self) -> usize {
        self.values.len()
    }

    /// The categories' numbers.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// How many units somebody rated.
    pub fn units(&self) -> f64 {
        self.times.iter().sum()
    }

    /// The row of each unit, in the order in which they came.
    pub fn row_of(&self) -> &[u32] {
        &self.row_of
    }

    /// How many different rows there are.
    pub fn distinct(&self) -> usize {
        self.times.len()
    }

    /// The same rows, as often as `times` says.
    #[must_use]
    pub fn with_times(&self, times: Vec<f64>) -> Self {
        Self {
            times,
            ..self.clone()
        }
    }

    /// The different rows that occur.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let cells = self.cells.chunks_exact(self.coders.max(1));
        let counts = self.counts.chunks_exact(self.values.len().max(1));
        let rows = cells.zip(counts).zip(&self.times);
        rows.filter(|(_, times)| **times > 0.0)
            .map(|((cells, counts), times)| Row {
                cells,
                counts,
                rated: counts.iter().map(|count| f64::from(*count)).sum(),
                times: *times,
            })
    }

    /// Rows in which at least two coders agree or differ.
    pub fn pairable(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows().filter(|row| row.rated >= 2.0)
    }

    /// Share of each category: the mean over units of the share of their coders who chose it.
    pub fn shares(&self) -> Vec<f64> {
        let mut shares = vec![0.0; self.categories()];
        for row in self.rows() {
            for (category, count) in row.chosen() {
                shares[category] += row.times * count / row.rated;
            }
        }
        let units = self.units();
        shares.iter_mut().for_each(|share| *share /= units);
        shares
    }

    /// Share of each category in the ratings of one coder.
    pub fn shares_of(&self, coder: usize) -> Vec<f64> {
        let mut shares = vec![0.0; self.categories()];
        for row in self.rows() {
            if let Some(share) = shares.get_mut(usize::from(row.cells[coder])) {
                *share += row.times;
            }
        }
        let made: f64 = shares.iter().sum();
        shares.iter_mut().for_each(|share| *share /= made);
        shares
    }

    /// The table of two coders alone.
    #[must_use]
    pub fn pair(&self, one: usize, other: usize) -> Self {
        let mut cells = Vec::new();
        let mut times = Vec::new();
        for row in self.rows() {
            cells.extend([row.cells[one], row.cells[other]]);
            times.push(row.times);
        }
        // Rows that differ only in the other coders are one row of these two.
        let pair = Self::new(2, self.values.to_vec(), &cells);
        let mut merged = vec![0.0; pair.distinct()];
        let rated = cells.chunks_exact(2).zip(times).filter(|(cells, _)| {
            let is_rated = |cell: &u16| usize::from(*cell) < self.categories();
            cells.iter().any(is_rated)
        });
        for ((_, times), row) in rated.zip(pair.row_of.iter()) {
            merged[*row as usize] += times;
        }
        pair.with_times(merged)
    }

    /// Every pair of coders.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let coders = self.coders;
        (0..coders).flat_map(move |one| (one + 1..coders).map(move |other| (one, other)))
    }
}
