//! Multi-valued alpha (Krippendorff and Craggs 2016): chance is that of every set of labels that
//! could have been chosen, not only of those that were.

use std::collections::BTreeMap;

use super::sets::{Distance, SetRatings};
use super::{Undefined, Value};

/// Multi-valued alpha with the nominal difference of sets, 1 - 2 |C ∩ K| / (|C| + |K|).
///
/// The expected difference of two sets depends only on how many labels they share, so the sum over
/// all possible pairs of sets is a product over labels, multiplied out here: a label is in neither,
/// in one, in the other, or in both. That takes labels × sizes³ steps where listing the sets takes
/// as many as there are sets.
pub fn nominal(table: &SetRatings) -> Value {
    let ratings = &table.ratings;
    let (mut observed, mut total) = (0.0, 0.0);
    let mut sizes: BTreeMap<usize, f64> = BTreeMap::new();
    let mut holding: BTreeMap<u16, f64> = BTreeMap::new();
    for row in ratings.pairable() {
        for (at, count) in row.chosen() {
            let set = &table.sets[at];
            total += row.times * count;
            *sizes.entry(set.len()).or_default() += row.times * count;
            for label in set {
                *holding.entry(*label).or_default() += row.times * count;
            }
            for (to, others) in row.chosen().filter(|(to, _)| *to != at) {
                let apart = Distance::Dice.of(set, &table.sets[to]);
                observed += row.times * count * others * apart / (row.rated - 1.0);
            }
        }
    }
    if total == 0.0 {
        return Err(Undefined::NoPairs);
    }
    let most = sizes.keys().next_back().copied().unwrap_or(0);
    let ways = ways(&holding.into_values().collect::<Vec<_>>(), most);
    let mut expected = 0.0;
    for (one, of_one) in &sizes {
        for (other, of_other) in &sizes {
            let (mut apart, mut all) = (0.0, 0.0);
            for shared in 0..=*one.min(other) {
                let weight = ways[index(*one, *other, shared, most)];
                let sum = (one + other) as f64;
                let difference = if sum == 0.0 {
                    0.0
                } else {
                    1.0 - 2.0 * shared as f64 / sum
                };
                apart += weight * difference;
                all += weight;
            }
            if all > 0.0 {
                expected += of_one * of_other / (total * total) * apart / all;
            }
        }
    }
    match expected > 0.0 {
        true => Ok(1.0 - observed / total / expected),
        false => Err(Undefined::NoVariation),
    }
}

fn index(one: usize, other: usize, shared: usize, most: usize) -> usize {
    (one * (most + 1) + other) * (most + 1) + shared
}

/// The weight of all pairs of sets by their sizes and by how many labels they share, for labels that
/// stand in so many values.
fn ways(holding: &[f64], most: usize) -> Vec<f64> {
    let mut ways = vec![0.0; (most + 1).pow(3)];
    ways[0] = 1.0;
    for count in holding {
        // From large to small, so that each label is used once.
        for one in (0..=most).rev() {
            for other in (0..=most).rev() {
                for shared in (0..=one.min(other)).rev() {
                    let mut sum = ways[index(one, other, shared, most)];
                    if one > 0 {
                        sum += count * ways[index(one - 1, other, shared, most)];
                    }
                    if other > 0 {
                        sum += count * ways[index(one, other - 1, shared, most)];
                    }
                    if shared > 0 {
                        let before = ways[index(one - 1, other - 1, shared - 1, most)];
                        sum += count * (count - 1.0) * before;
                    }
                    ways[index(one, other, shared, most)] = sum;
                }
            }
        }
    }
    ways
}
