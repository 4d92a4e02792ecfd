//! Cohen's kappa (1960, 1968): chance from each coder's own shares.

use super::ratings::Ratings;
use super::weights::Weights;
use super::{Undefined, Value, corrected};

/// Shares of each pair of categories among the units that both coders rated.
struct Table {
    categories: usize,
    cells: Vec<f64>,
    rows: Vec<f64>,
    columns: Vec<f64>,
    units: f64,
}

fn table(ratings: &Ratings) -> Result<Table, Undefined> {
    if ratings.coders() != 2 {
        return Err(Undefined::NotTwoCoders);
    }
    let categories = ratings.categories();
    let mut cells = vec![0.0; categories * categories];
    let mut units = 0.0;
    for row in ratings.pairable() {
        cells[usize::from(row.cells[0]) * categories + usize::from(row.cells[1])] += row.times;
        units += row.times;
    }
    if units == 0.0 {
        return Err(Undefined::NoPairs);
    }
    cells.iter_mut().for_each(|cell| *cell /= units);
    let sum = |which: &dyn Fn(usize) -> usize| (0..categories).map(|k| cells[which(k)]).sum();
    Ok(Table {
        rows: (0..categories)
            .map(|one| sum(&|k| one * categories + k))
            .collect(),
        columns: (0..categories)
            .map(|two| sum(&|k| k * categories + two))
            .collect(),
        categories,
        cells,
        units,
    })
}

impl Table {
    fn observed(&self, weights: &Weights) -> f64 {
        self.weighted(|one, other| weights.of(one, other))
    }

    fn expected(&self, weights: &Weights) -> f64 {
        weights.expected(&self.rows, &self.columns)
    }

    fn weighted(&self, weight: impl Fn(usize, usize) -> f64) -> f64 {
        let cells = self.cells.iter().enumerate();
        cells
            .map(|(at, share)| share * weight(at / self.categories, at % self.categories))
            .sum()
    }

    /// The mean weights of a category of either coder with what the other coder chose.
    fn mean_weights(&self, weights: &Weights) -> (Vec<f64>, Vec<f64>) {
        let all = 0..self.categories;
        let mean = |shares: &[f64], weight: &dyn Fn(usize) -> f64| -> f64 {
            shares
                .iter()
                .enumerate()
                .map(|(k, share)| share * weight(k))
                .sum()
        };
        (
            all.clone()
                .map(|one| mean(&self.columns, &|k| weights.of(one, k)))
                .collect(),
            all.map(|two| mean(&self.rows, &|k| weights.of(k, two)))
                .collect(),
        )
    }
}

/// Weighted kappa (Cohen 1968); with nominal weights, kappa (Cohen 1960).
pub fn kappa(ratings: &Ratings, weights: &Weights) -> Value {
    let table = table(ratings)?;
    corrected(table.observed(weights), table.expected(weights))
}

/// The highest kappa that the coders' shares allow (Cohen 1960).
pub fn maximum(ratings: &Ratings) -> Value {
    let table = table(ratings)?;
    let shared = table
        .rows
        .iter()
        .zip(&table.columns)
        .map(|(a, b)| a.min(*b))
        .sum();
    corrected(shared, table.expected(&Weights::nominal(table.categories)))
}

/// Large-sample standard error of (weighted) kappa, for intervals (Fleiss, Cohen and Everitt 1969).
pub fn standard_error(ratings: &Ratings, weights: &Weights) -> Value {
    let kappa = kappa(ratings, weights)?;
    let table = table(ratings)?;
    let expected = table.expected(weights);
    let (of_row, of_column) = table.mean_weights(weights);
    let square = table.weighted(|one, other| {
        (weights.of(one, other) - (of_row[one] + of_column[other]) * (1.0 - kappa)).powi(2)
    });
    let variance = square - (kappa - expected * (1.0 - kappa)).powi(2);
    Ok((variance.max(0.0) / table.units).sqrt() / (1.0 - expected))
}

/// Standard error if there were no agreement beyond chance, for a test of kappa = 0 (Fleiss, Cohen
/// and Everitt 1969).
pub fn standard_error_of_none(ratings: &Ratings, weights: &Weights) -> Value {
    kappa(ratings, weights)?;
    let table = table(ratings)?;
    let expected = table.expected(weights);
    let (of_row, of_column) = table.mean_weights(weights);
    let mut square = 0.0;
    for (one, row) in table.rows.iter().enumerate() {
        for (other, column) in table.columns.iter().enumerate() {
            let apart = weights.of(one, other) - (of_row[one] + of_column[other]);
            square += row * column * apart.powi(2);
        }
    }
    let variance = square - expected.powi(2);
    Ok((variance.max(0.0) / table.units).sqrt() / (1.0 - expected))
}
