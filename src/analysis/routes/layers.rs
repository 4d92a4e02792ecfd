//! Ways as layers of a flow: origin, the first transits, destination. Everybody goes through every layer
//! once.

use std::collections::BTreeMap;

use super::{Ways, is_small};
use crate::analysis::flows::Layer;
use crate::analysis::groups::Values;
use crate::model::natural::natural;
use crate::model::place::PlaceId;
use crate::model::respondent::RespondentId;
use crate::model::route::StopKind;

/// Layers of the ways, with so many transits; in each at most `most` values, the most frequent ones, and
/// none of fewer than `least` respondents: the others are put together. `say` names layers and what is
/// no place, with a number for `{0}`.
pub fn layers(
    ways: &Ways<'_>,
    transits: usize,
    most: usize,
    least: u64,
    say: &dyn Fn(&'static str, usize) -> String,
) -> Vec<Layer> {
    let transit = |id: RespondentId, at: usize| {
        let stops = ways
            .stops(id)
            .iter()
            .filter(|it| it.kind == StopKind::Transit);
        stops.map(|it| it.place).nth(at)
    };
    let room = Room { most, least, say };
    let origin = |id| ways.origin(id);
    let mut layers = vec![layer(ways, say("Origin", 0), "not said", &room, origin)];
    for at in 0..transits {
        let name = match transits {
            1 => say("Transit", 1),
            _ => say("Transit {0}", at + 1),
        };
        layers.push(layer(ways, name, "none", &room, |id| transit(id, at)));
    }
    let destination = |id| ways.destination(id);
    let name = say("Destination", 0);
    layers.push(layer(ways, name, "none yet", &room, destination));
    layers
}

/// The most transits that anybody has.
pub fn most_transits(ways: &Ways<'_>) -> usize {
    let count = |id: &RespondentId| {
        let stops = ways.stops(*id).iter();
        stops.filter(|it| it.kind == StopKind::Transit).count()
    };
    ways.people.iter().map(count).max().unwrap_or(0)
}

/// What a layer has room for, and how what is no place is called.
struct Room<'s> {
    most: usize,
    least: u64,
    say: &'s dyn Fn(&'static str, usize) -> String,
}

fn layer(
    ways: &Ways<'_>,
    name: String,
    none: &'static str,
    room: &Room<'_>,
    place: impl Fn(RespondentId) -> Option<PlaceId>,
) -> Layer {
    let Room { most, least, say } = *room;
    let none = say(none, 0);
    let mut counts: BTreeMap<Option<PlaceId>, u64> = BTreeMap::new();
    for id in &ways.people {
        *counts.entry(place(*id)).or_default() += 1;
    }
    let mut order: Vec<(Option<PlaceId>, u64)> = counts.into_iter().collect();
    let word = |it: Option<PlaceId>| it.map_or(none.as_str(), |it| ways.name(it));
    order.sort_by(|a, b| {
        (a.0.is_none(), b.1)
            .cmp(&(b.0.is_none(), a.1))
            .then_with(|| natural(word(a.0), word(b.0)))
    });
    // Those without a place are a value of their own, whatever their number.
    let (mut own, rest): (Vec<_>, Vec<_>) =
        order.into_iter().partition(|(_, n)| !is_small(*n, least));
    let mut pooled = rest;
    while own.iter().filter(|it| it.0.is_some()).count() + usize::from(!pooled.is_empty()) > most
        || !pooled.is_empty()
            && is_small(pooled.iter().map(|it| it.1).sum(), least)
            && own.iter().any(|it| it.0.is_some())
    {
        let Some(at) = own.iter().rposition(|it| it.0.is_some()) else {
            break;
        };
        pooled.push(own.remove(at));
    }
    let mut names: Vec<String> = own.iter().map(|it| word(it.0).to_owned()).collect();
    let mut of: BTreeMap<Option<PlaceId>, usize> =
        own.iter().enumerate().map(|(at, it)| (it.0, at)).collect();
    if !pooled.is_empty() {
        let places = pooled.len();
        names.push(match places {
            1 => say("1 other", 1),
            places => say("{0} others", places),
        });
        of.extend(pooled.iter().map(|it| (it.0, names.len() - 1)));
    }
    let value = |id: &RespondentId| Some((*id, *of.get(&place(*id))?));
    Layer {
        name,
        values: Values {
            of: ways.people.iter().filter_map(value).collect(),
            names,
        },
    }
}
