//! Light's kappa (1971): the mean of Cohen's kappa over pairs of coders.

use super::ratings::Ratings;
use super::weights::Weights;
use super::{Undefined, Value, cohen};

/// Mean of the kappas of all pairs; undefined when one of them is.
pub fn kappa(ratings: &Ratings) -> Value {
    let weights = Weights::nominal(ratings.categories());
    let (mut sum, mut pairs) = (0.0, 0.0);
    for (one, other) in ratings.pairs() {
        let kappa = cohen::kappa(&ratings.pair(one, other), &weights);
        sum += kappa.map_err(|_| Undefined::Pair)?;
        pairs += 1.0;
    }
    match pairs > 0.0 {
        true => Ok(sum / pairs),
        false => Err(Undefined::NoPairs),
    }
}
