//! Corridors: from which place to which people go on, and whole ways that several people went.

use std::collections::{BTreeMap, BTreeSet};

use super::{Crossing, Ways};
use crate::model::natural::natural;
use crate::model::place::PlaceId;

/// Two stops that follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Corridor {
    /// Where from.
    pub from: PlaceId,
    /// Where to.
    pub to: PlaceId,
    /// How many respondents went so, each counted once.
    pub n: u64,
    /// Whether it crosses a border.
    pub crossing: Crossing,
}

/// A whole way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Its places in order.
    pub places: Vec<PlaceId>,
    /// How many respondents went it.
    pub n: u64,
}

/// Every pair of stops that follow each other, the most frequent first.
pub fn corridors(ways: &Ways<'_>) -> Vec<Corridor> {
    let mut counts: BTreeMap<(PlaceId, PlaceId), u64> = BTreeMap::new();
    for id in &ways.people {
        let pairs = ways
            .stops(*id)
            .windows(2)
            .map(|it| (it[0].place, it[1].place));
        let once: BTreeSet<_> = pairs.filter(|(from, to)| from != to).collect();
        for pair in once {
            *counts.entry(pair).or_default() += 1;
        }
    }
    let corridor = |((from, to), n)| Corridor {
        from,
        to,
        n,
        crossing: ways.between(from, to),
    };
    let mut found: Vec<Corridor> = counts.into_iter().map(corridor).collect();
    found.sort_by(|a, b| {
        b.n.cmp(&a.n)
            .then_with(|| natural(ways.name(a.from), ways.name(b.from)))
            .then_with(|| natural(ways.name(a.to), ways.name(b.to)))
    });
    found
}

/// Every whole way, the most frequent first. Adds up to all respondents with a route.
pub fn chains(ways: &Ways<'_>) -> Vec<Chain> {
    let mut counts: BTreeMap<Vec<PlaceId>, u64> = BTreeMap::new();
    for id in &ways.people {
        let places: Vec<PlaceId> = ways.stops(*id).iter().map(|it| it.place).collect();
        *counts.entry(places).or_default() += 1;
    }
    let names =
        |chain: &Chain| -> Vec<&str> { chain.places.iter().map(|it| ways.name(*it)).collect() };
    let mut found: Vec<Chain> = counts
        .into_iter()
        .map(|(places, n)| Chain { places, n })
        .collect();
    found.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| names(a).cmp(&names(b))));
    found
}
