//! Percent agreement: no correction for chance.

use super::ratings::{Ratings, Row};
use super::weights::Weights;
use super::{Undefined, Value};

/// How far the pairs of ratings of one unit agree; the unit has at least two.
pub(super) fn of_unit(row: &Row<'_>, weights: &Weights) -> f64 {
    let sum: f64 = row
        .chosen()
        .map(|(one, count)| {
            let all: f64 = row
                .chosen()
                .map(|(other, others)| weights.of(one, other) * others)
                .sum();
            count * (all - 1.0)
        })
        .sum();
    sum / (row.rated * (row.rated - 1.0))
}

/// Mean over units of the share of agreeing pairs (Gwet 2014, eq. 2.10); units with one rating say
/// nothing.
pub fn pairwise(ratings: &Ratings, weights: &Weights) -> Value {
    let (mut sum, mut units) = (0.0, 0.0);
    for row in ratings.pairable() {
        sum += row.times * of_unit(&row, weights);
        units += row.times;
    }
    match units > 0.0 {
        true => Ok(sum / units),
        false => Err(Undefined::NoPairs),
    }
}

/// Share of the units rated by all coders in which all of them agree.
pub fn all_agree(ratings: &Ratings) -> Value {
    let coders = ratings.coders() as f64;
    let (mut alike, mut units) = (0.0, 0.0);
    for row in ratings.pairable().filter(|row| row.rated == coders) {
        units += row.times;
        if row.chosen().count() == 1 {
            alike += row.times;
        }
    }
    match units > 0.0 {
        true => Ok(alike / units),
        false => Err(Undefined::NoPairs),
    }
}
