//! Gwet's AC1 and AC2 (2008, 2014): chance only where coding is uncertain.

use super::ratings::{Ratings, Row};
use super::weights::Weights;
use super::{Undefined, Value, corrected, percent};

/// T_w / (q (q - 1)), what the uncertain part of the shares is multiplied with.
fn scale(ratings: &Ratings, weights: &Weights) -> f64 {
    let categories = ratings.categories() as f64;
    weights.total() / (categories * (categories - 1.0))
}

pub(super) fn chance(ratings: &Ratings, weights: &Weights) -> f64 {
    let uncertain: f64 = ratings.shares().iter().map(|p| p * (1.0 - p)).sum();
    scale(ratings, weights) * uncertain
}

/// Chance agreement as one unit contributes to it.
pub(super) fn chance_of_unit(
    ratings: &Ratings,
    weights: &Weights,
) -> impl Fn(&Row<'_>) -> f64 + use<> {
    let (scale, shares) = (scale(ratings, weights), ratings.shares());
    move |row| {
        let chosen = row.chosen();
        let sum: f64 = chosen
            .map(|(k, count)| count / row.rated * (1.0 - shares[k]))
            .sum();
        scale * sum
    }
}

/// AC1 with nominal weights, AC2 with others; any number of coders, ratings may be missing.
pub fn ac(ratings: &Ratings, weights: &Weights) -> Value {
    let observed = percent::pairwise(ratings, weights)?;
    match ratings.categories() {
        0 | 1 => Err(Undefined::OneCategory),
        _ => corrected(observed, chance(ratings, weights)),
    }
}
