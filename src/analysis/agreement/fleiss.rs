//! Fleiss' kappa (1971), which is Scott's pi for many coders: chance from the shares of all.

use super::ratings::Ratings;
use super::weights::Weights;
use super::{Undefined, Value, corrected, percent};

/// Fleiss' kappa, weighted; coders need not be the same from unit to unit.
pub fn kappa(ratings: &Ratings, weights: &Weights) -> Value {
    let observed = percent::pairwise(ratings, weights)?;
    let shares = ratings.shares();
    corrected(observed, weights.expected(&shares, &shares))
}

/// Standard error if there were no agreement beyond chance, for as many ratings in every unit
/// (Fleiss, Nee and Landis 1979). Not for intervals.
pub fn standard_error_of_none(ratings: &Ratings) -> Value {
    kappa(ratings, &Weights::nominal(ratings.categories()))?;
    let rated = ratings.rows().next().map_or(0.0, |row| row.rated);
    if ratings.rows().any(|row| row.rated != rated) {
        return Err(Undefined::Incomplete);
    }
    let shares = ratings.shares();
    let spread: f64 = shares.iter().map(|p| p * (1.0 - p)).sum();
    let skew: f64 = shares.iter().map(|p| p * (1.0 - p) * (1.0 - 2.0 * p)).sum();
    let pairs = ratings.units() * rated * (rated - 1.0);
    Ok((2.0 / pairs * (spread.powi(2) - skew)).sqrt() / spread)
}

/// Kappa of one category against the others (Fleiss 1971, eq. 23), for complete ratings.
pub fn of_category(ratings: &Ratings, category: usize) -> Value {
    let share = ratings.shares()[category];
    let rated = ratings.rows().next().map_or(0.0, |row| row.rated);
    if ratings.rows().any(|row| row.rated != rated) {
        return Err(Undefined::Incomplete);
    }
    let split: f64 = ratings
        .rows()
        .map(|row| {
            let count = f64::from(row.counts[category]);
            row.times * count * (rated - count)
        })
        .sum();
    let expected = ratings.units() * rated * (rated - 1.0) * share * (1.0 - share);
    match expected > 0.0 {
        true => Ok(1.0 - split / expected),
        false => Err(Undefined::NoVariation),
    }
}
