//! Conger's kappa (1980): Fleiss' kappa with each coder's own shares; for two coders, Cohen's.

use super::ratings::Ratings;
use super::weights::Weights;
use super::{Value, corrected, percent};

/// Conger's kappa; chance is the mean over pairs of coders of what their shares agree.
pub fn kappa(ratings: &Ratings, weights: &Weights) -> Value {
    let observed = percent::pairwise(ratings, weights)?;
    let shares: Vec<Vec<f64>> = (0..ratings.coders())
        .map(|coder| ratings.shares_of(coder))
        .filter(|shares| shares.iter().all(|share| share.is_finite()))
        .collect();
    let (mut sum, mut pairs) = (0.0, 0.0);
    for (at, one) in shares.iter().enumerate() {
        for other in &shares[at + 1..] {
            sum += weights.expected(one, other);
            pairs += 1.0;
        }
    }
    corrected(observed, sum / pairs)
}
