//! Closed-form standard errors and limits of 95 %.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

use super::ratings::{Ratings, Row};
use super::weights::Weights;
use super::{Undefined, Value, bennett, fleiss, gwet, percent};

/// Two limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower one.
    pub low: f64,
    /// The upper one.
    pub high: f64,
}

/// Limits by the normal distribution.
pub fn normal(value: f64, error: f64) -> Interval {
    let z = Normal::standard().inverse_cdf(0.975);
    Interval {
        low: value - z * error,
        high: (value + z * error).min(1.0),
    }
}

/// Limits by Student's t with n - 1 degrees of freedom, cut at 1 (Gwet 2014).
pub fn student(value: f64, error: f64, units: f64) -> Interval {
    // With fewer than two units there is no standard error to come here with.
    let t = StudentsT::new(0.0, 1.0, units - 1.0).map_or(f64::NAN, |t| t.inverse_cdf(0.975));
    Interval {
        low: value - t * error,
        high: (value + t * error).min(1.0),
    }
}

/// Standard error of a coefficient by Gwet's linearisation over units (Gwet 2014, ch. 5): `value` is
/// the coefficient, `chance` its chance agreement and `of_unit` what a unit contributes to that.
fn linearised(
    ratings: &Ratings,
    weights: &Weights,
    value: f64,
    chance: f64,
    of_unit: impl Fn(&Row<'_>) -> f64,
) -> Value {
    let units = ratings.units();
    if units < 2.0 {
        return Err(Undefined::OneUnit);
    }
    let pairable: f64 = ratings.pairable().map(|row| row.times).sum();
    let sum: f64 = ratings
        .rows()
        .map(|row| {
            let own = match row.rated >= 2.0 {
                true => {
                    units / pairable * (percent::of_unit(&row, weights) - chance) / (1.0 - chance)
                }
                false => 0.0,
            };
            let shift = 2.0 * (1.0 - value) * (of_unit(&row) - chance) / (1.0 - chance);
            row.times * (own - shift - value).powi(2)
        })
        .sum();
    Ok((sum / (units * (units - 1.0))).sqrt())
}

/// Standard error of AC1 or AC2 (Gwet 2008, 2014).
pub fn of_gwet(ratings: &Ratings, weights: &Weights) -> Value {
    let value = gwet::ac(ratings, weights)?;
    let of_unit = gwet::chance_of_unit(ratings, weights);
    linearised(
        ratings,
        weights,
        value,
        gwet::chance(ratings, weights),
        of_unit,
    )
}

/// Standard error of Fleiss' kappa, for intervals (Gwet 2014).
pub fn of_fleiss(ratings: &Ratings, weights: &Weights) -> Value {
    let value = fleiss::kappa(ratings, weights)?;
    let shares = ratings.shares();
    let chance = weights.expected(&shares, &shares);
    let of_unit = |row: &Row<'_>| {
        let mean = |k: usize| -> f64 {
            shares
                .iter()
                .enumerate()
                .map(|(l, share)| weights.of(k, l) * share)
                .sum()
        };
        row.chosen()
            .map(|(k, count)| count / row.rated * mean(k))
            .sum()
    };
    linearised(ratings, weights, value, chance, of_unit)
}

/// Standard error of Brennan and Prediger's coefficient (Gwet 2014).
pub fn of_brennan_prediger(ratings: &Ratings, weights: &Weights) -> Value {
    let value = bennett::brennan_prediger(ratings, weights)?;
    let chance = bennett::chance(ratings, weights);
    linearised(ratings, weights, value, chance, |_| chance)
}

/// Standard error of mean pairwise percent agreement (Gwet 2014).
pub fn of_percent(ratings: &Ratings, weights: &Weights) -> Value {
    let value = percent::pairwise(ratings, weights)?;
    linearised(ratings, weights, value, 0.0, |_| 0.0)
}
