//! How long people stayed, by kind of stop and by place. Lengths are in days.

use std::collections::{BTreeMap, BTreeSet};

use super::Ways;
use crate::analysis::summary::{Summary, summary};
use crate::model::natural::natural;
use crate::model::place::PlaceId;
use crate::model::respondent::RespondentId;
use crate::model::route::StopKind;

/// How long people stayed somewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StayLine {
    /// What the stops were.
    pub kind: StopKind,
    /// Where they were; `None` for all of the kind.
    pub place: Option<PlaceId>,
    /// How many such stops there are, with and without a length.
    pub stops: usize,
    /// Of how many respondents the length is known.
    pub people: usize,
    /// The lengths that are known, in days.
    pub days: Summary,
}

/// Lengths of stay: for each kind of stop all together, then place by place, the most frequent first.
/// Kinds and places of which no length is known are left out.
pub fn stays(ways: &Ways<'_>) -> Vec<StayLine> {
    type Known = (usize, BTreeSet<RespondentId>, Vec<f64>);
    let mut known: BTreeMap<(StopKind, Option<PlaceId>), Known> = BTreeMap::new();
    for id in &ways.people {
        for stop in ways.stops(*id) {
            for place in [None, Some(stop.place)] {
                let (stops, people, days) = known.entry((stop.kind, place)).or_default();
                *stops += 1;
                if let Some(stayed) = stop.stayed {
                    people.insert(*id);
                    days.push(stayed.days());
                }
            }
        }
    }
    let line = |((kind, place), (stops, people, days)): (_, Known)| {
        Some(StayLine {
            kind,
            place,
            stops,
            people: people.len(),
            days: summary(&days)?,
        })
    };
    let mut found: Vec<StayLine> = known.into_iter().filter_map(line).collect();
    let name = |it: &StayLine| it.place.map_or("", |place| ways.name(place));
    found.sort_by(|a, b| {
        (a.kind, a.place.is_some(), b.days.n)
            .cmp(&(b.kind, b.place.is_some(), a.days.n))
            .then_with(|| natural(name(a), name(b)))
    });
    found
}
