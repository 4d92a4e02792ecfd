//! Several codes on one unit: alpha over sets of codes. "No code" is the empty set; "not looked at"
//! is a missing rating.

use std::collections::{BTreeMap, BTreeSet};

use super::Value;
use super::krippendorff::{Metric, alpha};
use super::ratings::{MISSING, Ratings};

/// A set of codes.
pub type Set = BTreeSet<u16>;

/// How far two sets are apart; used as δ² itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// 1 - |A ∩ B| / |A ∪ B|.
    Jaccard,
    /// 1 - 2 |A ∩ B| / (|A| + |B|).
    Dice,
    /// 1 - J M, M being 1 for equal sets, 2/3 when one holds the other, 1/3 when they overlap
    /// (Passonneau 2006).
    Masi,
    /// 0, 1/3, 2/3, 1 for equal sets, one holding the other, overlap, nothing shared (Passonneau 2004).
    Passonneau2004,
    /// What one widely used library calls MASI: (1 - J) times the distance of 2004.
    MasiOfDkpro,
}

impl Distance {
    /// The distance of two sets.
    pub fn of(self, one: &Set, other: &Set) -> f64 {
        let shared = one.intersection(other).count() as f64;
        let all = one.union(other).count() as f64;
        let sum = (one.len() + other.len()) as f64;
        if one == other {
            return 0.0;
        }
        let within = one.is_subset(other) || other.is_subset(one);
        let stepped = match (within, shared > 0.0) {
            (true, _) => 1.0 / 3.0,
            (false, true) => 2.0 / 3.0,
            (false, false) => 1.0,
        };
        match self {
            Self::Jaccard => 1.0 - shared / all,
            Self::Dice => 1.0 - 2.0 * shared / sum,
            Self::Masi => 1.0 - shared / all * (1.0 - stepped),
            Self::Passonneau2004 => stepped,
            Self::MasiOfDkpro => (1.0 - shared / all) * stepped,
        }
    }
}

/// Units by coders with sets of codes.
#[derive(Debug, Clone)]
pub struct SetRatings {
    /// The different sets.
    pub sets: Vec<Set>,
    /// The table; its categories are the sets.
    pub ratings: Ratings,
}

impl SetRatings {
    /// A table from its cells, unit after unit, `coders` cells each; `None` is not looked at.
    pub fn new(coders: usize, cells: &[Option<Set>]) -> Self {
        let known: BTreeSet<&Set> = cells.iter().flatten().collect();
        let number: BTreeMap<&Set, u16> = known.iter().copied().zip(0..).collect();
        let cells: Vec<u16> = cells
            .iter()
            .map(|cell| cell.as_ref().map_or(MISSING, |set| number[set]))
            .collect();
        Self {
            ratings: Ratings::new(coders, vec![0.0; known.len()], &cells),
            sets: known.into_iter().cloned().collect(),
        }
    }

    /// Alpha with a distance of sets.
    pub fn alpha(&self, distance: Distance) -> Value {
        let apart = |one: &Set| {
            self.sets
                .iter()
                .map(move |other| distance.of(one, other))
                .collect::<Vec<f64>>()
        };
        alpha(
            &self.ratings,
            &Metric::Own(self.sets.iter().flat_map(apart).collect()),
        )
    }
}
