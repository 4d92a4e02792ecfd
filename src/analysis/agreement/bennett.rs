//! Agreement beyond the chance of declared categories taken alike: S (Bennett, Alpert and Goldstein
//! 1954), Brennan and Prediger (1981), PABAK (Byrt, Bishop and Carlin 1993).

use super::ratings::Ratings;
use super::weights::Weights;
use super::{Undefined, Value, corrected, percent};

/// Chance agreement when every declared category is as likely: sum of the weights / q².
pub(super) fn chance(ratings: &Ratings, weights: &Weights) -> f64 {
    weights.total() / (ratings.categories() as f64).powi(2)
}

/// Brennan and Prediger's coefficient for any number of coders, weighted.
pub fn brennan_prediger(ratings: &Ratings, weights: &Weights) -> Value {
    let observed = percent::pairwise(ratings, weights)?;
    match ratings.categories() {
        0 | 1 => Err(Undefined::OneCategory),
        _ => corrected(observed, chance(ratings, weights)),
    }
}

/// Bennett's S for two coders; PABAK is the same number.
pub fn s(ratings: &Ratings) -> Value {
    match ratings.coders() {
        2 => brennan_prediger(ratings, &Weights::nominal(ratings.categories())),
        _ => Err(Undefined::NotTwoCoders),
    }
}

/// What PABAK is read beside: prevalence index (a - d)/n and bias index (b - c)/n of two coders and
/// two categories (Byrt, Bishop and Carlin 1993).
pub fn prevalence_and_bias(ratings: &Ratings) -> Result<(f64, f64), Undefined> {
    if ratings.coders() != 2 || ratings.categories() != 2 {
        return Err(Undefined::NotTwoCoders);
    }
    let (mut prevalence, mut bias, mut units) = (0.0, 0.0, 0.0);
    for row in ratings.pairable() {
        units += row.times;
        match row.cells {
            [0, 0] => prevalence += row.times,
            [1, 1] => prevalence -= row.times,
            [0, 1] => bias += row.times,
            _ => bias -= row.times,
        }
    }
    match units > 0.0 {
        true => Ok((prevalence / units, bias / units)),
        false => Err(Undefined::NoPairs),
    }
}
