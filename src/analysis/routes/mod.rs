//! Ways of respondents, counted in respondents: where they lead, where from and through what, whether
//! they cross a border. Everybody with a route is counted once in each part that adds up to all.

mod corridors;
mod layers;
mod small;
mod stays;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use corridors::{Chain, Corridor, chains, corridors};
pub use layers::{layers, most_transits};
pub use small::{hidden, is_small};
pub use stays::{StayLine, stays};

use super::groups::Groups;
use crate::model::country::key;
use crate::model::natural::natural;
use crate::model::place::PlaceId;
use crate::model::respondent::RespondentId;
use crate::model::route::{Stop, StopKind, routes};
use crate::model::study::Study;

/// Where ways lead that a question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum To {
    /// Wherever.
    Anywhere,
    /// To this place.
    Place(PlaceId),
    /// To a place in this country.
    Country(String),
}

/// Respondents that have a route, and their stops.
#[derive(Debug, Clone)]
pub struct Ways<'s> {
    /// The study.
    pub study: &'s Study,
    /// The respondents, by their names.
    pub people: Vec<RespondentId>,
    stops: BTreeMap<RespondentId, Vec<&'s Stop>>,
    /// The country of each place, however it is written; nothing where it is not known.
    countries: HashMap<PlaceId, String>,
}

impl<'s> Ways<'s> {
    /// The ways of these respondents (`None` means all) that lead there.
    pub fn new(study: &'s Study, wanted: Option<&BTreeSet<RespondentId>>, to: &To) -> Self {
        let known = study.places.values().filter(|it| !it.country.is_empty());
        let countries: HashMap<PlaceId, String> =
            known.map(|it| (it.id, key(&it.country))).collect();
        let leads = |stops: &[&Stop]| match (to, last_destination(stops)) {
            (To::Anywhere, _) => true,
            (_, None) => false,
            (To::Place(place), Some(it)) => it == *place,
            (To::Country(name), Some(it)) => countries.get(&it) == Some(&key(name)),
        };
        let mut stops = routes(study);
        stops.retain(|id, stops| {
            study.respondents.contains_key(id)
                && wanted.is_none_or(|wanted| wanted.contains(id))
                && leads(stops)
        });
        let mut people: Vec<RespondentId> = stops.keys().copied().collect();
        let name = |id: &RespondentId| study.respondents.get(id).map_or("", |it| it.name.as_str());
        people.sort_by(|a, b| natural(name(a), name(b)));
        Self {
            study,
            people,
            stops,
            countries,
        }
    }

    /// The stops of a respondent in their order.
    pub fn stops(&self, respondent: RespondentId) -> &[&'s Stop] {
        self.stops.get(&respondent).map_or(&[], Vec::as_slice)
    }

    /// Where a respondent's way begins; `None` where the notes do not say.
    pub fn origin(&self, respondent: RespondentId) -> Option<PlaceId> {
        let mut stops = self.stops(respondent).iter();
        stops
            .find(|it| it.kind == StopKind::Origin)
            .map(|it| it.place)
    }

    /// Where it leads: its last destination; `None` where it has none (yet).
    pub fn destination(&self, respondent: RespondentId) -> Option<PlaceId> {
        last_destination(self.stops(respondent))
    }

    /// Whether it crosses a border.
    pub fn crossing(&self, respondent: RespondentId) -> Crossing {
        let stops = self.stops(respondent);
        let known: Vec<_> = stops
            .iter()
            .filter_map(|it| self.countries.get(&it.place))
            .collect();
        let different: BTreeSet<_> = known.iter().collect();
        match different.len() {
            0 | 1 if known.len() < stops.len() || stops.len() < 2 => Crossing::Unknown,
            0 | 1 => Crossing::Internal,
            _ => Crossing::CrossBorder,
        }
    }

    /// Whether two places lie in one country.
    pub fn between(&self, from: PlaceId, to: PlaceId) -> Crossing {
        match (self.countries.get(&from), self.countries.get(&to)) {
            (Some(one), Some(other)) if one == other => Crossing::Internal,
            (Some(_), Some(_)) => Crossing::CrossBorder,
            _ => Crossing::Unknown,
        }
    }

    /// What a place is called.
    pub fn name(&self, place: PlaceId) -> &'s str {
        self.study
            .places
            .get(&place)
            .map_or("", |it| it.name.as_str())
    }

    /// How many these people are: all, then group by group.
    fn counts(groups: &Groups, people: impl IntoIterator<Item = RespondentId>) -> Vec<u64> {
        let mut counts = vec![0; groups.names.len() + 1];
        for id in people {
            counts[0] += 1;
            if let Some(group) = groups.of(Some(id)) {
                counts[group + 1] += 1;
            }
        }
        counts
    }
}

fn last_destination(stops: &[&Stop]) -> Option<PlaceId> {
    let mut back = stops.iter().rev();
    back.find(|it| it.kind == StopKind::Destination)
        .map(|it| it.place)
}

/// Whether a way crosses a border.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Crossing {
    /// It stays in one country.
    Internal,
    /// It leads into another.
    CrossBorder,
    /// The country of a place is not known, or there is only one stop.
    Unknown,
}

impl Crossing {
    /// All, in the order of tables.
    pub const ALL: [Self; 3] = [Self::Internal, Self::CrossBorder, Self::Unknown];

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::CrossBorder => "cross-border",
            Self::Unknown => "not known",
        }
    }
}

/// How many respondents: all, then group by group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The place; `None` for those without one.
    pub place: Option<PlaceId>,
    /// All, then each group.
    pub n: Vec<u64>,
}

/// Where the ways to one destination come from and what they pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The destination; `None` for ways without one.
    pub place: Option<PlaceId>,
    /// How many respondents: all, then group by group.
    pub n: Vec<u64>,
    /// Their origins: add up to `n`.
    pub origins: Vec<Line>,
    /// What they pass; who passes several places is counted at each.
    pub transits: Vec<Line>,
}

/// Tables of routes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteTable {
    /// The attributes that make the groups.
    pub attributes: Vec<String>,
    /// All, then each group that has anybody: its values, and how many respondents have a route.
    pub heads: Vec<(Vec<String>, u64)>,
    /// Whether ways cross a border; adds up to all.
    pub crossing: Vec<(Crossing, Vec<u64>)>,
    /// Destinations; add up to all.
    pub destinations: Vec<Destination>,
}

/// Respondents by a place; who has several is at each.
type ByPlace = BTreeMap<Option<PlaceId>, Vec<RespondentId>>;

/// The tables of these ways by group.
pub fn table(ways: &Ways<'_>, groups: &Groups) -> RouteTable {
    let all = Ways::counts(groups, ways.people.iter().copied());
    // The group of those of whom nothing is known is a column only if somebody is in it.
    let shown: Vec<usize> = (0..all.len())
        .filter(|at| *at == 0 || all[*at] > 0)
        .collect();
    let kept = |n: Vec<u64>| -> Vec<u64> { shown.iter().map(|at| n[*at]).collect() };
    let heads = shown.iter().map(|at| match at.checked_sub(1) {
        None => (Vec::new(), all[*at]),
        Some(group) => (groups.names[group].clone(), all[*at]),
    });
    let crossing = Crossing::ALL.map(|kind| {
        let people = ways.people.iter().copied();
        let n = Ways::counts(groups, people.filter(|id| ways.crossing(*id) == kind));
        (kind, kept(n))
    });
    let lines = |by_place: ByPlace| {
        let line = |(place, people)| Line {
            place,
            n: kept(Ways::counts(groups, people)),
        };
        let mut lines: Vec<Line> = by_place.into_iter().map(line).collect();
        sort(ways, &mut lines);
        lines
    };
    let mut leading = ByPlace::new();
    for id in &ways.people {
        leading.entry(ways.destination(*id)).or_default().push(*id);
    }
    let destination = |line: Line| {
        let (mut origins, mut transits) = (ByPlace::new(), ByPlace::new());
        for id in leading.get(&line.place).into_iter().flatten() {
            origins.entry(ways.origin(*id)).or_default().push(*id);
            let passed = ways.stops(*id).iter();
            let passed = passed.filter(|it| it.kind == StopKind::Transit);
            for place in passed.map(|it| it.place).collect::<BTreeSet<_>>() {
                transits.entry(Some(place)).or_default().push(*id);
            }
        }
        Destination {
            place: line.place,
            n: line.n,
            origins: lines(origins),
            transits: lines(transits),
        }
    };
    RouteTable {
        attributes: groups.attributes.clone(),
        heads: heads.collect(),
        crossing: crossing.into(),
        destinations: lines(leading.clone())
            .into_iter()
            .map(destination)
            .collect(),
    }
}

/// The most frequent first; those without a place last.
fn sort(ways: &Ways<'_>, lines: &mut [Line]) {
    let name = |it: &Line| it.place.map_or("", |place| ways.name(place));
    lines.sort_by(|a, b| {
        (a.place.is_none(), b.n[0])
            .cmp(&(b.place.is_none(), a.n[0]))
            .then_with(|| natural(name(a), name(b)))
    });
}

#[cfg(test)]
pub(crate) mod tests;
