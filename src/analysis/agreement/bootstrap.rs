//! Limits by drawing again (Efron 1979): units, or whatever else a coefficient is a function of.
//! The same seed gives the same limits, however many threads there are.

use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::interval::Interval;
use super::krippendorff::{Metric, Pairs, pairs};
use super::ratings::Ratings;
use super::{Undefined, Value};

/// How limits are drawn where no formula gives them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawing {
    /// What is drawn, in words.
    pub what: &'static str,
    /// Units are drawn, each alone, rather than the sources that they hang together in.
    pub units: bool,
    /// Replicates.
    pub replicates: usize,
    /// The seed of chance.
    pub seed: u64,
}

/// What drawing again gave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// The middle 95 %.
    pub interval: Interval,
    /// Replicates in which the coefficient has no value; they are left out.
    pub undefined: usize,
}

/// One stream of chance for each replicate.
fn chance(seed: u64, replicate: usize) -> ChaCha8Rng {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    chance.set_stream(replicate as u64);
    chance
}

/// The middle 95 % of replicates of anything that can be drawn again.
pub fn replicate(
    replicates: usize,
    seed: u64,
    value: impl Fn(&mut ChaCha8Rng) -> Value + Sync,
) -> Result<Drawn, Undefined> {
    let all: Vec<Value> = (0..replicates)
        .into_par_iter()
        .map(|at| value(&mut chance(seed, at)))
        .collect();
    let mut values: Vec<f64> = all.iter().copied().filter_map(Result::ok).collect();
    if values.is_empty() {
        let why = all.into_iter().find_map(Result::err);
        return Err(why.unwrap_or(Undefined::NoPairs));
    }
    values.sort_by(f64::total_cmp);
    let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
    Ok(Drawn {
        interval: Interval {
            low: at(0.025),
            high: at(0.975),
        },
        undefined: replicates - values.len(),
    })
}

/// Draws as many units as there are, each alone.
pub fn by_units(
    ratings: &Ratings,
    replicates: usize,
    seed: u64,
    value: impl Fn(&Ratings) -> Value + Sync,
) -> Result<Drawn, Undefined> {
    let rows = ratings.row_of();
    if rows.is_empty() {
        return Err(Undefined::NoPairs);
    }
    replicate(replicates, seed, |chance| {
        let mut times = vec![0.0; ratings.distinct()];
        for _ in rows {
            times[rows[chance.random_range(0..rows.len())] as usize] += 1.0;
        }
        value(&ratings.with_times(times))
    })
}

/// Limits from drawing groups (sources, respondents) with replacement: `value` is given which. One
/// group says nothing about others.
pub fn of_groups(
    groups: usize,
    drawing: Drawing,
    value: impl Fn(&[usize]) -> Value + Sync,
) -> Option<Interval> {
    if groups < 2 {
        return None;
    }
    let drawn = replicate(drawing.replicates, drawing.seed, |chance| {
        let pick = |_| chance.random_range(0..groups);
        let picked: Vec<usize> = (0..groups).map(pick).collect();
        value(&picked)
    });
    drawn.ok().map(|it| it.interval)
}

/// Krippendorff's own bootstrap of alpha, which draws observed pairs and holds the expected
/// disagreement fixed (Krippendorff 2016; too narrow, since the pairs of a unit hang together; for
/// comparison with other programs).
pub fn of_krippendorff(
    ratings: &Ratings,
    metric: &Metric,
    replicates: usize,
    seed: u64,
) -> Result<Drawn, Undefined> {
    let Pairs { units, differences } = pairs(ratings, metric)?;
    replicate(replicates, seed, |chance| {
        let mut lost = 0.0;
        for (count, weight) in &units {
            for _ in 0..*count {
                lost += weight * differences[chance.random_range(0..differences.len())];
            }
        }
        Ok((1.0 - lost).max(-1.0))
    })
}
