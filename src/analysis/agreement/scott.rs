//! Scott's pi (1955): chance from the shares of both coders together.

use super::ratings::Ratings;
use super::weights::Weights;
use super::{Undefined, Value, fleiss};

/// Scott's pi of two coders, over the units that both rated.
pub fn pi(ratings: &Ratings) -> Value {
    match ratings.coders() {
        2 => fleiss::kappa(ratings, &Weights::nominal(ratings.categories())),
        _ => Err(Undefined::NotTwoCoders),
    }
}
