//! Routes as a flow and on a map.

use std::collections::{BTreeMap, BTreeSet};

use super::places::behind;
use crate::analysis::flows::{Flow, Layer};
use crate::analysis::routes::{Corridor, Ways, is_small};
use crate::model::country;
use crate::model::place::{Place, PlaceId};
use crate::model::respondent::RespondentId;
use crate::model::route::StopKind;
use crate::model::study::Study;
use crate::model::toponym::likeness;
use crate::report::behind::{Behind, Leads};
use crate::report::chart::{Chart, Kind, Map, Sankey, Spot};
use crate::report::tongue::Tongue;

/// Of whom figures of routes are.
const OF_ROUTES: &str = "{0} (N = {1} respondents with a route)";

/// Respondents from their origins to their destinations. Bands of fewer than `least` are not drawn.
/// `more` says whether somebody has more transits than are drawn.
pub fn flow(
    study: &Study,
    layers: &[Layer],
    flows: &[Flow],
    people: usize,
    least: u64,
    more: bool,
    tongue: Tongue,
) -> Chart {
    let named = in_letters(layers.to_vec(), study, tongue);
    let value = |layer: usize, at: usize| named[layer].values.names[at].as_str();
    let (small, shown): (Vec<&Flow>, Vec<&Flow>) =
        flows.iter().partition(|it| is_small(it.3, least));
    let largest = shown.iter().max_by_key(|it| it.3);
    let largest = largest.map_or_else(String::new, |(layer, from, to, n)| {
        tongue.say(
            " Largest: from {0} to {1}, {2}.",
            &[&value(*layer, *from), &value(layer + 1, *to), n],
        )
    });
    let title = tongue.word("Routes from origin to destination");
    let mut caption = tongue.say(OF_ROUTES, &[&title, &people]);
    if more {
        caption.push_str(tongue.word("; later transits are not drawn"));
    }
    if !small.is_empty() {
        caption.push_str(&tongue.say(
            "; {0} bands of fewer than {1} respondents are not drawn, so that no numbers stand here",
            &[&small.len(), &least],
        ));
    }
    let names: Vec<&str> = layers.iter().map(|it| it.name.as_str()).collect();
    // Values of which nothing is drawn are not named.
    let mut kept: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); layers.len()];
    for (layer, from, to, _) in &shown {
        kept[*layer].insert(*from);
        kept[layer + 1].insert(*to);
    }
    let at = |layer: usize, value: usize| kept[layer].iter().position(|it| *it == value);
    Chart {
        title: title.to_owned(),
        caption,
        alt: tongue.say(
            "Bands between {0}; respondents.",
            &[&names.join(", ").to_lowercase()],
        ) + &largest,
        tongue,
        behind: behind(study, layers, shown.iter().copied()),
        kind: Kind::Sankey(Sankey {
            numbers: small.is_empty(),
            measure: tongue.word("respondents").to_owned(),
            layers: named
                .iter()
                .zip(&kept)
                .map(|(it, kept)| {
                    let names = kept.iter().map(|at| it.values.names[*at].clone());
                    (it.name.clone(), names.collect())
                })
                .collect(),
            flows: shown
                .iter()
                .filter_map(|it| Some((it.0, at(it.0, it.1)?, at(it.0 + 1, it.2)?, it.3 as f64)))
                .collect(),
        }),
    }
}

/// What a place is called in a figure: its name, or, where that is in Latin letters and the figure is not,
/// the spelling in Cyrillic that is most like it, of those with the letters of the language.
fn shown(place: &Place, tongue: Tongue) -> &str {
    const KAZAKH: &str = "әғқңөұүһі";
    let is_cyrillic = |it: &str| {
        let mut letters = it.chars().filter(|it| it.is_alphabetic()).peekable();
        letters.peek().is_some() && letters.all(|it| ('\u{400}'..='\u{52f}').contains(&it))
    };
    let is_kazakh = |it: &str| it.to_lowercase().chars().any(|it| KAZAKH.contains(it));
    let kazakh = match tongue {
        Tongue::English => return &place.name,
        Tongue::Russian => false,
        Tongue::Kazakh => true,
    };
    let name = place.name.as_str();
    let is_latin = name.chars().any(|it| it.is_ascii_alphabetic());
    let spelled = place.aliases.iter().map(String::as_str);
    let rank = |it: &&str| (is_kazakh(it) == kazakh, likeness(name, it).unwrap_or(0.0));
    spelled
        .filter(|it| is_latin && is_cyrillic(it))
        .max_by(|a, b| {
            let ((fits, like), (other_fits, other_like)) = (rank(a), rank(b));
            fits.cmp(&other_fits)
                .then_with(|| like.total_cmp(&other_like))
                .then_with(|| b.cmp(a))
        })
        .unwrap_or(name)
}

/// Layers whose values are places, each called as in a figure.
fn in_letters(mut layers: Vec<Layer>, study: &Study, tongue: Tongue) -> Vec<Layer> {
    let names: BTreeMap<&str, &str> = study
        .places
        .values()
        .map(|it| (it.name.as_str(), shown(it, tongue)))
        .collect();
    for name in layers.iter_mut().flat_map(|it| &mut it.values.names) {
        if let Some(shown) = names.get(name.as_str()) {
            *name = (*shown).to_owned();
        }
    }
    layers
}

/// What a country is called in a figure; a study in English keeps its own word.
fn shown_country(word: &str, tongue: Tongue) -> &str {
    let tag = match tongue {
        Tongue::English => return word,
        Tongue::Russian => "ru",
        Tongue::Kazakh => "kk",
    };
    country::called(word, tag).unwrap_or(word)
}

/// Ways on a map, of the corridors the most frequent `limit`; `None` where no place has coordinates.
pub fn map(
    ways: &Ways<'_>,
    corridors: &[Corridor],
    least: u64,
    limit: usize,
    tongue: Tongue,
) -> Option<Chart> {
    let mut there: BTreeMap<PlaceId, [BTreeSet<RespondentId>; 3]> = BTreeMap::new();
    for id in &ways.people {
        for stop in ways.stops(*id) {
            let role = StopKind::ALL
                .iter()
                .position(|it| *it == stop.kind)
                .unwrap_or(0);
            there.entry(stop.place).or_default()[role].insert(*id);
        }
    }
    let all = |roles: &[BTreeSet<RespondentId>; 3]| {
        roles.iter().flatten().collect::<BTreeSet<_>>().len() as u64
    };
    let place = |id: &PlaceId| ways.study.places.get(id);
    let (mut spots, mut places, mut nowhere): (Vec<Spot>, Vec<PlaceId>, Vec<&Place>) =
        Default::default();
    let mut small = 0;
    for (id, roles) in &there {
        let Some(it) = place(id) else {
            continue;
        };
        let Some(at) = it.at else {
            nowhere.push(it);
            continue;
        };
        if is_small(all(roles), least) {
            small += 1;
            continue;
        }
        places.push(*id);
        let count = |role: usize| match is_small(roles[role].len() as u64, least) {
            true => 0.0,
            false => roles[role].len() as f64,
        };
        let mut n = [count(0), count(1), count(2)];
        // Of a place that may be shown, what it is to most is told at least.
        if n.iter().all(|it| *it == 0.0) {
            n[(0..3).max_by_key(|role| roles[*role].len()).unwrap_or(0)] = least as f64;
        }
        spots.push(Spot {
            name: shown(it, tongue).to_owned(),
            country: shown_country(&it.country, tongue).to_owned(),
            latitude: at.latitude,
            longitude: at.longitude,
            n,
        });
    }
    if spots.is_empty() {
        return None;
    }
    let spot = |id: PlaceId| places.iter().position(|it| *it == id);
    let open = corridors.iter().filter(|it| !is_small(it.n, least));
    let mut arrows: Vec<(usize, usize, f64)> = open
        .filter_map(|it| Some((spot(it.from)?, spot(it.to)?, it.n as f64)))
        .collect();
    let all_arrows = arrows.len();
    // Corridors come by their frequency.
    arrows.truncate(limit);
    let what = tongue.word("Routes from stop to stop");
    let mut caption = tongue.say(OF_ROUTES, &[&what, &ways.people.len()]);
    if arrows.len() < all_arrows {
        caption.push_str(&tongue.say(
            "; the {0} most frequent of {1} arrows",
            &[&arrows.len(), &all_arrows],
        ));
    }
    nowhere.sort_by(|a, b| a.name.cmp(&b.name));
    let nowhere: Vec<String> = nowhere
        .into_iter()
        .map(|it| shown(it, tongue).to_owned())
        .collect();
    let missing = match nowhere.as_slice() {
        [] => String::new(),
        names if names.len() > 6 => tongue.say(
            "; not drawn, without coordinates: {0} places",
            &[&names.len()],
        ),
        names => tongue.say(
            "; not drawn, without coordinates: {0}",
            &[&names.join(", ")],
        ),
    };
    caption.push_str(&missing);
    let left_out = corridors.iter().filter(|it| is_small(it.n, least)).count();
    if small + left_out > 0 {
        caption.push_str(&tongue.say(
            "; {0} places and {1} arrows of fewer than {2} respondents are not drawn",
            &[&small, &left_out, &least],
        ));
    }
    let names = |who: &dyn Fn(RespondentId) -> bool| -> Vec<String> {
        let people = ways.people.iter().filter(|id| who(**id));
        let known = people.filter_map(|id| ways.study.respondents.get(id));
        known.map(|it| it.name.clone()).collect()
    };
    let of_arrow = |(row, (from, to, _)): (usize, &(usize, usize, f64))| {
        let pair = (places[*from], places[*to]);
        let goes = |id| {
            let mut pairs = ways.stops(id).windows(2);
            pairs.any(|it| (it[0].place, it[1].place) == pair)
        };
        Some(Leads::people(&names(&goes))?.from(row, 3))
    };
    let mut behind: Vec<Behind> = arrows.iter().enumerate().filter_map(of_arrow).collect();
    for (at, place) in places.iter().enumerate() {
        let stops = |id| ways.stops(id).iter().any(|it| it.place == *place);
        let people = Leads::people(&names(&stops));
        behind.extend(people.map(|it| it.from(arrows.len() + at, 4)));
    }
    let strongest = arrows.iter().max_by(|a, b| a.2.total_cmp(&b.2));
    let strongest = strongest.map_or_else(String::new, |(from, to, n)| {
        tongue.say(
            " Strongest: from {0} to {1}, {2}.",
            &[&spots[*from].name, &spots[*to].name, n],
        )
    });
    Some(Chart {
        title: tongue.word("Routes on the map").to_owned(),
        caption,
        alt: tongue.say(
            "Map of {0} places and {1} arrows between them; respondents.",
            &[&spots.len(), &arrows.len()],
        ) + &strongest,
        tongue,
        behind,
        kind: Kind::Map(Map {
            measure: tongue.word("respondents").to_owned(),
            spots,
            arrows,
            below: super::capital(missing.trim_start_matches("; ")),
            nowhere,
        }),
    })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::id::Id;

    #[test]
    fn places_are_called_in_the_letters_of_the_figure() {
        let place = |name: &str, aliases: &[&str]| Place {
            id: Id::from_uuid(Uuid::nil()),
            name: name.to_owned(),
            aliases: aliases.iter().map(|it| (*it).to_owned()).collect(),
            country: String::new(),
            at: None,
        };
        let of = |place: &Place| {
            [Tongue::English, Tongue::Russian, Tongue::Kazakh].map(|it| shown(place, it).to_owned())
        };
        let town = place(
            "Kyzylorda",
            &["Kizilorda", "Перовск", "Кызылорда", "Қызылорда"],
        );
        assert_eq!(of(&town), ["Kyzylorda", "Кызылорда", "Қызылорда"]);
        assert_eq!(of(&place("Aland", &["Alland"])), ["Aland"; 3]);
        assert_eq!(of(&place("Айсары", &["Aisary", "Айсары 2"])), ["Айсары"; 3]);
        assert_eq!(shown_country("KZ", Tongue::Kazakh), "Қазақстан");
        assert_eq!(shown_country("Bland", Tongue::Russian), "Bland");
    }
}
