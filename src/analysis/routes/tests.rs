//! Routes of invented people, and that every part adds up.

use std::collections::BTreeMap;

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::analysis::groups::BandOf;
use crate::model::id::Id;
use crate::model::place::Place;
use crate::model::respondent::{Attribute, Kind, Respondent, Value};

/// Places by their numbers: name and country.
const PLACES: [(&str, &str); 6] = [
    ("Alpha", "Aland"),
    ("Beta", "Aland"),
    ("Gamma", "Bland"),
    ("Delta", "Bland"),
    ("Epsilon", ""),
    ("Zeta", "Aland"),
];

fn id<T>(number: usize) -> Id<T> {
    Id::from_uuid(Uuid::from_u128(number as u128))
}

/// A group, and stops: each a place, `o`, `t` or `d`, and days.
pub(crate) type Written<'w> = (&'w str, &'w [(usize, char, f64)]);

/// A study of these routes: for each respondent the group and the stops, each a place, `o`, `t` or `d`,
/// and days.
pub(crate) fn study(routes: &[Written<'_>]) -> Study {
    let mut study = Study::default();
    study.put(
        Attribute {
            id: id(0),
            name: "group".to_owned(),
            label: "group".to_owned(),
            kind: Kind::Text,
            order: 0,
        }
        .into(),
    );
    for (at, (name, country)) in PLACES.iter().enumerate() {
        study.put(
            Place {
                id: id(at),
                name: (*name).to_owned(),
                aliases: Default::default(),
                country: (*country).to_owned(),
                at: None,
            }
            .into(),
        );
    }
    let mut next = 0;
    for (who, (group, stops)) in routes.iter().enumerate() {
        let values = match *group {
            "" => BTreeMap::new(),
            group => BTreeMap::from([("group".to_owned(), Value::Text(group.to_owned()))]),
        };
        let name = who.to_string();
        study.put(
            Respondent {
                id: id(who),
                name,
                values,
            }
            .into(),
        );
        for (order, (place, kind, days)) in (1..).zip(*stops) {
            next += 1;
            study.put(
                Stop {
                    id: id(next),
                    respondent: id(who),
                    order,
                    place: id(*place),
                    kind: match kind {
                        'o' => StopKind::Origin,
                        't' => StopKind::Transit,
                        _ => StopKind::Destination,
                    },
                    arrived: None,
                    stayed: (*days > 0.0).then(|| format!("{days} days").parse().expect("stay")),
                    how: String::new(),
                    with: String::new(),
                    evidence: Vec::new(),
                }
                .into(),
            );
        }
    }
    study
}

fn groups(ways: &Ways<'_>) -> Groups {
    Groups::new(
        ways.study,
        &ways.people,
        &["group".to_owned()],
        &BandOf::new(),
    )
    .expect("groups")
}

fn by_hand() -> Study {
    study(&[
        ("x", &[(0, 'o', 0.0), (2, 't', 10.0), (3, 'd', 100.0)]),
        ("x", &[(0, 'o', 0.0), (2, 't', 20.0), (3, 'd', 0.0)]),
        (
            "y",
            &[(1, 'o', 0.0), (0, 't', 0.0), (2, 't', 0.0), (3, 'd', 300.0)],
        ),
        ("y", &[(0, 'o', 0.0), (1, 'd', 0.0)]),
        ("y", &[(4, 'o', 0.0), (0, 'd', 0.0)]),
        ("x", &[(0, 'o', 0.0)]),
        ("x", &[]),
    ])
}

#[test]
fn destinations_origins_and_transits_are_counted_in_respondents() {
    let study = by_hand();
    let ways = Ways::new(&study, None, &To::Anywhere);
    assert_eq!(ways.people.len(), 6, "who has no route is not counted");
    let table = table(&ways, &groups(&ways));
    assert_eq!(
        table.heads,
        [
            (vec![], 6),
            (vec!["x".to_owned()], 3),
            (vec!["y".to_owned()], 3)
        ]
    );
    let shown = |it: &Line| (it.place.map_or("-", |it| ways.name(it)), it.n.clone());
    let into = &table.destinations[0];
    assert_eq!(into.place.map(|it| ways.name(it)), Some("Delta"));
    assert_eq!(into.n, [3, 2, 1]);
    assert_eq!(
        into.origins.iter().map(shown).collect::<Vec<_>>(),
        [("Alpha", vec![2, 2, 0]), ("Beta", vec![1, 0, 1])]
    );
    assert_eq!(
        into.transits.iter().map(shown).collect::<Vec<_>>(),
        [("Gamma", vec![3, 2, 1]), ("Alpha", vec![1, 0, 1])]
    );
    let last = table.destinations.last().expect("some");
    assert_eq!((last.place, last.n[0]), (None, 1));
    let crossing: Vec<_> = table.crossing.iter().map(|it| (it.0, it.1[0])).collect();
    assert_eq!(
        crossing,
        [
            (Crossing::Internal, 1),
            (Crossing::CrossBorder, 3),
            (Crossing::Unknown, 2)
        ]
    );
}

#[test]
fn ways_to_a_place_or_a_country_are_a_part_of_all() {
    let study = by_hand();
    let count = |to: To| Ways::new(&study, None, &to).people.len();
    assert_eq!(count(To::Place(id(3))), 3);
    assert_eq!(count(To::Place(id(5))), 0);
    assert_eq!(count(To::Country("aland".to_owned())), 2);
    // Who went on from one destination to the next is counted at the last.
    let moved = self::study(&[("x", &[(0, 'o', 0.0), (1, 'd', 0.0), (3, 'd', 0.0)])]);
    let ways = Ways::new(&moved, None, &To::Anywhere);
    assert_eq!(ways.destination(id(0)), Some(id(3)));
    let wanted = BTreeSet::from([id(0), id(3), id(6)]);
    assert_eq!(
        Ways::new(&study, Some(&wanted), &To::Anywhere).people.len(),
        2
    );
}

#[test]
fn corridors_chains_and_stays_by_hand() {
    let study = by_hand();
    let ways = Ways::new(&study, None, &To::Anywhere);
    let pairs: Vec<_> = corridors(&ways)
        .iter()
        .map(|it| (ways.name(it.from), ways.name(it.to), it.n, it.crossing))
        .collect();
    assert_eq!(
        pairs[..2],
        [
            ("Alpha", "Gamma", 3, Crossing::CrossBorder),
            ("Gamma", "Delta", 3, Crossing::Internal)
        ]
    );
    assert_eq!(pairs.len(), 5);
    assert!(pairs.contains(&("Epsilon", "Alpha", 1, Crossing::Unknown)));
    let chains = chains(&ways);
    assert_eq!((chains[0].n, chains[0].places.len()), (2, 3));
    assert_eq!(chains.iter().map(|it| it.n).sum::<u64>(), 6);
    let stays: Vec<_> = stays(&ways)
        .iter()
        .map(|it| {
            let place = it.place.map_or("all", |place| ways.name(place));
            (it.kind.name(), place, it.stops, it.days.n, it.days.median)
        })
        .collect();
    assert_eq!(
        stays,
        [
            ("transit", "all", 4, 2, 15.0),
            ("transit", "Gamma", 3, 2, 15.0),
            ("destination", "all", 5, 2, 200.0),
            ("destination", "Delta", 3, 2, 200.0),
        ]
    );
}

proptest! {
    #[test]
    fn every_part_adds_up_to_those_who_have_a_route(
        routes in prop::collection::vec(
            ("[xyz]?", prop::collection::vec((0usize..6, prop::char::range('o', 't'), 0.0f64..9.0), 0..6)),
            0..30,
        ),
    ) {
        let routes: Vec<Written<'_>> =
            routes.iter().map(|(group, stops)| (group.as_str(), stops.as_slice())).collect();
        let study = study(&routes);
        let ways = Ways::new(&study, None, &To::Anywhere);
        let groups = match Groups::new(&study, &ways.people, &["group".to_owned()], &BandOf::new()) {
            Ok(groups) => groups,
            Err(_) => Groups::none(),
        };
        let table = table(&ways, &groups);
        let heads: Vec<u64> = table.heads.iter().map(|it| it.1).collect();
        prop_assert_eq!(heads[0] as usize, routes.iter().filter(|it| !it.1.is_empty()).count());
        if heads.len() > 1 {
            prop_assert_eq!(heads[1..].iter().sum::<u64>(), heads[0]);
        }
        let sum = |lines: Vec<&Vec<u64>>| -> Vec<u64> {
            (0..heads.len()).map(|at| lines.iter().map(|n| n[at]).sum()).collect()
        };
        prop_assert_eq!(sum(table.destinations.iter().map(|it| &it.n).collect()), heads.clone());
        prop_assert_eq!(sum(table.crossing.iter().map(|it| &it.1).collect()), heads.clone());
        for into in &table.destinations {
            prop_assert_eq!(sum(into.origins.iter().map(|it| &it.n).collect()), into.n.clone());
            prop_assert!(into.transits.iter().all(|it| it.n[0] <= into.n[0]));
        }
        prop_assert_eq!(chains(&ways).iter().map(|it| it.n).sum::<u64>(), heads[0]);
    }
}
