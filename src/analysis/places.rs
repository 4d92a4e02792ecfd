//! Places of a study: how often routes use each, and which look like spellings of one.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::natural::natural;
use crate::model::place::{Place, PlaceId};
use crate::model::respondent::RespondentId;
use crate::model::study::Study;
use crate::model::toponym::{Spelling, likeness_of, likeness_of_places};

/// A place and who was there.
#[derive(Debug, Clone, PartialEq)]
pub struct Used<'s> {
    /// The place.
    pub place: &'s Place,
    /// How many stops of routes are there.
    pub stops: usize,
    /// How many respondents have a stop there.
    pub respondents: usize,
}

/// Every place by its name.
pub fn used(study: &Study) -> Vec<Used<'_>> {
    let mut there: BTreeMap<PlaceId, (usize, BTreeSet<RespondentId>)> = BTreeMap::new();
    for stop in study.stops.values() {
        let (stops, people) = there.entry(stop.place).or_default();
        *stops += 1;
        people.insert(stop.respondent);
    }
    let mut places: Vec<&Place> = study.places.values().collect();
    places.sort_by(|a, b| natural(&a.name, &b.name));
    let used = |place: &'_ &Place| {
        let known = there.get(&place.id);
        known.map_or((0, 0), |(stops, people)| (*stops, people.len()))
    };
    places
        .into_iter()
        .map(|place| {
            let (stops, respondents) = used(&place);
            Used {
                place,
                stops,
                respondents,
            }
        })
        .collect()
}

/// Two places that may be one, the better known one first, and how alike they are (1 sounds the same).
#[derive(Debug, Clone, PartialEq)]
pub struct Alike<'s> {
    /// The one that more is known of, or that more respondents name.
    pub one: &'s Place,
    /// The other.
    pub other: &'s Place,
    /// Above 0, up to 1.
    pub likeness: f64,
}

/// All pairs of places that look like spellings of one, likest first.
pub fn alike(study: &Study) -> Vec<Alike<'_>> {
    let all = used(study);
    let sounds: Vec<Vec<Spelling>> = all
        .iter()
        .map(|it| it.place.spellings().map(Spelling::new).collect())
        .collect();
    let mut found = Vec::new();
    for (at, one) in all.iter().enumerate() {
        for (next, other) in all.iter().enumerate().skip(at + 1) {
            let near = |left: &Spelling| {
                sounds[next]
                    .iter()
                    .any(|it| likeness_of(left, it).is_some())
            };
            if !sounds[at].iter().any(near) {
                continue;
            }
            let Some(likeness) = likeness_of_places(one.place, other.place) else {
                continue;
            };
            let weight = |it: &Used<'_>| (!it.place.is_unknown(), it.respondents, it.stops);
            let (one, other) = match weight(other) > weight(one) {
                true => (other.place, one.place),
                false => (one.place, other.place),
            };
            found.push(Alike {
                one,
                other,
                likeness,
            });
        }
    }
    found.sort_by(|a, b| {
        b.likeness
            .total_cmp(&a.likeness)
            .then_with(|| natural(&a.one.name, &b.one.name))
            .then_with(|| natural(&a.other.name, &b.other.name))
    });
    found
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::id::Id;

    #[test]
    fn pairs_are_suggested_with_the_better_known_one_first() {
        let mut study = Study::default();
        for (at, (name, country)) in [
            ("Kizilorda", ""),
            ("Kyzylorda", "Kazakhstan"),
            ("Zyryanovka", ""),
            ("Zyryanovsk", ""),
            ("Almaty", "Kazakhstan"),
        ]
        .into_iter()
        .enumerate()
        {
            study.put(
                Place {
                    id: Id::from_uuid(Uuid::from_u128(at as u128)),
                    name: name.to_owned(),
                    aliases: Default::default(),
                    country: country.to_owned(),
                    at: None,
                }
                .into(),
            );
        }
        let found = alike(&study);
        let pairs: Vec<[&str; 2]> = found
            .iter()
            .map(|it| [it.one.name.as_str(), it.other.name.as_str()])
            .collect();
        assert_eq!(
            pairs,
            [["Kyzylorda", "Kizilorda"], ["Zyryanovka", "Zyryanovsk"]]
        );
        assert_eq!(found[0].likeness, 1.0);
        assert_eq!(used(&study).len(), 5);
    }
}
