//! What is said of a place and can hardly be: a country that is none, degrees the wrong way round.

use super::country::{key, near};
use super::place::{Coordinates, Place};
use super::study::Study;

/// So far, in kilometres, places of one country hardly lie from each other.
const FAR: f64 = 1500.0;

/// What is doubtful about a place, for people.
pub fn doubts(study: &Study, place: &Place) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(name) = near(&place.country) {
        found.push(format!(
            "`{}` is no country that is known, did you mean `{name}`?",
            place.country
        ));
    }
    let Some(at) = place.at else { return found };
    let same = |it: &&Place| it.id != place.id && key(&it.country) == key(&place.country);
    let others = || study.places.values().filter(same).filter_map(|it| it.at);
    let distance = |at: Coordinates| {
        let all = others().map(|it| it.kilometres(at));
        all.min_by(f64::total_cmp)
    };
    let swapped = Coordinates::new(at.longitude, at.latitude).and_then(distance);
    if let (Some(so), Some(swapped)) = (distance(at), swapped)
        && so > FAR
        && swapped < FAR / 3.0
    {
        found.push(format!(
            "`{}` lies {so:.0} km from the nearest other place of its country, and {swapped:.0} km the other way round: latitude comes first",
            place.name
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::id::Id;
    use super::*;

    #[test]
    fn a_misspelled_country_and_degrees_the_wrong_way_round_are_told() {
        let place = |id: u128, country: &str, at: (f64, f64)| Place {
            id: Id::from_uuid(Uuid::from_u128(id)),
            name: format!("P{id}"),
            aliases: Default::default(),
            country: country.to_owned(),
            at: Coordinates::new(at.0, at.1),
        };
        let mut study = Study::default();
        study.put(place(1, "Kazakhstan", (43.2, 76.9)).into());
        let told = doubts(&study, &place(2, "Kazakhstan", (76.5, 43.5)));
        assert!(told[0].contains("the other way round"), "{told:?}");
        assert_eq!(
            doubts(&study, &place(2, "Kazakhstan", (44.8, 65.5))),
            [""; 0]
        );
        let told = doubts(&study, &place(2, "Uzbekistn", (41.0, 69.0)));
        assert!(told[0].contains("did you mean `Uzbekistan`"), "{told:?}");
        assert_eq!(doubts(&study, &place(2, "", (41.0, 69.0))), [""; 0]);
    }
}
