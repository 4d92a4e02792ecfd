//! Krippendorff's alpha (1970, 2004, 2011, 2019) for given units: any number of coders, any metric,
//! ratings may be missing.

use super::ratings::Ratings;
use super::{Undefined, Value};

/// How far two values are apart: δ², the squared difference.
#[derive(Debug, Clone, PartialEq)]
pub enum Metric {
    /// 0 or 1.
    Nominal,
    /// By the ratings that lie between (Krippendorff 2011).
    Ordinal,
    /// (c - k)².
    Interval,
    /// ((c - k) / (c + k))²; values from zero.
    Ratio,
    /// sin²(π (c - k) / U), U being the period.
    Circular(f64),
    /// (c - k)² / ((c + k - 2 min)(2 max - c - k)).
    Bipolar,
    /// δ² as given, categories by categories.
    Own(Vec<f64>),
}

/// How often values stand beside one another in a unit, counted as alpha does: each pair of a unit
/// with m ratings weighs 1/(m - 1).
#[derive(Debug, Clone, PartialEq)]
pub struct Coincidences {
    categories: usize,
    cells: Vec<f64>,
    shares: Vec<f64>,
    total: f64,
}

/// The coincidence matrix (Krippendorff 2011, p. 3).
pub fn coincidences(ratings: &Ratings) -> Coincidences {
    let categories = ratings.categories();
    let mut cells = vec![0.0; categories * categories];
    for row in ratings.pairable() {
        let weight = row.times / (row.rated - 1.0);
        for (one, count) in row.chosen() {
            let line = &mut cells[one * categories..][..categories];
            for (other, others) in row.chosen() {
                let pairs = count * (others - f64::from(one == other));
                line[other] += weight * pairs;
            }
        }
    }
    let lines = cells.chunks_exact(categories.max(1));
    let shares: Vec<f64> = lines.map(|line| line.iter().sum()).collect();
    Coincidences {
        categories,
        total: shares.iter().sum(),
        cells,
        shares,
    }
}

impl Coincidences {
    /// Pairable ratings.
    pub fn total(&self) -> f64 {
        self.total
    }

    fn differences(&self, metric: &Metric, values: &[f64]) -> Result<Vec<f64>, Undefined> {
        let categories = self.categories;
        let used = || {
            (0..categories)
                .filter(|k| self.shares[*k] > 0.0)
                .map(|k| values[k])
        };
        if *metric == Metric::Ratio && used().any(|value| value < 0.0) {
            return Err(Undefined::NotRatio);
        }
        let least = used().fold(f64::MAX, f64::min);
        let most = used().fold(f64::MIN, f64::max);
        // Ratings up to each category, for those that lie between two of them.
        let mut order: Vec<usize> = (0..categories).collect();
        order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
        let mut up_to = vec![0.0; categories];
        let mut sum = 0.0;
        for category in order {
            sum += self.shares[category];
            up_to[category] = sum;
        }
        let difference = |at: usize| {
            let (one, other) = (at / categories, at % categories);
            let (c, k) = (values[one], values[other]);
            match metric {
                _ if one == other => 0.0,
                Metric::Nominal => 1.0,
                Metric::Ordinal => {
                    let (low, high) = if c < k { (one, other) } else { (other, one) };
                    let between = up_to[high] - up_to[low] + self.shares[low];
                    (between - (self.shares[low] + self.shares[high]) / 2.0).powi(2)
                }
                Metric::Interval => (c - k).powi(2),
                Metric::Ratio if c + k == 0.0 => 0.0,
                Metric::Ratio => ((c - k) / (c + k)).powi(2),
                Metric::Circular(period) => (std::f64::consts::PI * (c - k) / period).sin().powi(2),
                Metric::Bipolar => {
                    let room = (c + k - 2.0 * least) * (2.0 * most - c - k);
                    (c - k).powi(2) / room
                }
                Metric::Own(given) => given[at],
            }
        };
        Ok((0..categories * categories).map(difference).collect())
    }

    /// Alpha = 1 - D_o / D_e.
    pub fn alpha(&self, metric: &Metric, values: &[f64]) -> Value {
        let (observed, expected) = self.disagreement(metric, values)?;
        match expected > 0.0 {
            true => Ok(1.0 - observed / expected),
            false => Err(Undefined::NoVariation),
        }
    }

    /// Observed and expected disagreement, D_o and D_e.
    pub fn disagreement(&self, metric: &Metric, values: &[f64]) -> Result<(f64, f64), Undefined> {
        if self.total < 2.0 {
            return Err(Undefined::NoPairs);
        }
        let apart = self.differences(metric, values)?;
        let (mut observed, mut expected) = (0.0, 0.0);
        for (one, share) in self
            .shares
            .iter()
            .enumerate()
            .filter(|(_, share)| **share > 0.0)
        {
            for (other, others) in self.shares.iter().enumerate() {
                let at = one * self.categories + other;
                // Categories that do not occur may have no distance at all.
                if *others > 0.0 {
                    observed += self.cells[at] * apart[at];
                    expected += share * others * apart[at];
                }
            }
        }
        Ok((
            observed / self.total,
            expected / (self.total * (self.total - 1.0)),
        ))
    }
}

/// Krippendorff's alpha.
pub fn alpha(ratings: &Ratings, metric: &Metric) -> Value {
    coincidences(ratings).alpha(metric, ratings.values())
}

/// Alpha of one category against all others: every value is it, or is not.
pub fn of_category(ratings: &Ratings, category: usize) -> Value {
    let categories = ratings.categories();
    let apart =
        |at: usize| f64::from((at / categories == category) != (at % categories == category));
    let own = Metric::Own((0..categories * categories).map(apart).collect());
    alpha(ratings, &own)
}

/// Observed pairs, as Krippendorff's bootstrap draws them.
pub(super) struct Pairs {
    /// For each unit how many pairs it has, and what each weighs.
    pub units: Vec<(usize, f64)>,
    /// What each pair takes from alpha.
    pub differences: Vec<f64>,
}

/// Every observed pair of a table.
pub(super) fn pairs(ratings: &Ratings, metric: &Metric) -> Result<Pairs, Undefined> {
    let matrix = coincidences(ratings);
    let apart = matrix.differences(metric, ratings.values())?;
    let (_, expected) = matrix.disagreement(metric, ratings.values())?;
    if expected <= 0.0 {
        return Err(Undefined::NoVariation);
    }
    let (mut units, mut drawn) = (Vec::new(), Vec::new());
    for row in ratings.pairable() {
        let chosen: Vec<usize> = row
            .cells
            .iter()
            .map(|cell| usize::from(*cell))
            .filter(|cell| *cell < ratings.categories())
            .collect();
        for _ in 0..row.times as usize {
            units.push((
                chosen.len() * (chosen.len() - 1) / 2,
                1.0 / (row.rated - 1.0),
            ));
            for (at, one) in chosen.iter().enumerate() {
                for other in &chosen[at + 1..] {
                    let difference = apart[one * ratings.categories() + other];
                    drawn.push(2.0 * difference / (matrix.total * expected));
                }
            }
        }
    }
    Ok(Pairs {
        units,
        differences: drawn,
    })
}
