//! Holsti's coefficient of reliability: decisions made alike among all decisions.

use super::ratings::Ratings;
use super::{Undefined, Value};

/// C.R. = 2M / (N1 + N2), the mean over pairs of coders (Holsti 1969, p. 140).
pub fn holsti(ratings: &Ratings) -> Value {
    let (mut sum, mut pairs) = (0.0, 0.0);
    let is_rated = |cell: u16| usize::from(cell) < ratings.categories();
    for (one, other) in ratings.pairs() {
        let (mut alike, mut made) = (0.0, 0.0);
        for row in ratings.rows() {
            let (a, b) = (row.cells[one], row.cells[other]);
            made += row.times * (f64::from(is_rated(a)) + f64::from(is_rated(b)));
            alike += row.times * f64::from(a == b && is_rated(a));
        }
        if made == 0.0 {
            return Err(Undefined::NoPairs);
        }
        sum += 2.0 * alike / made;
        pairs += 1.0;
    }
    match pairs > 0.0 {
        true => Ok(sum / pairs),
        false => Err(Undefined::NoPairs),
    }
}

/// Composite reliability of m coders, m p / (1 + (m - 1) p) (Holsti 1969).
pub fn composite(ratings: &Ratings) -> Value {
    let mean = holsti(ratings)?;
    let coders = ratings.coders() as f64;
    Ok(coders * mean / (1.0 + (coders - 1.0) * mean))
}
