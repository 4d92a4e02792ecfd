//! Lists of places, and which of them may be one.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::records::Records;
use crate::analysis::place_names::{Candidate, Named};
use crate::analysis::places::{Alike, Used};
use crate::model::gazetteer::Gazetteer;
use crate::model::place::{Place, PlaceId};
use crate::model::redact::Mask;
use crate::model::source::SourceId;
use crate::model::span::Span;
use crate::model::study::Study;

/// One row for each place. The same columns, written as CSV, are read by `import`.
pub fn records(places: &[Used<'_>]) -> Records {
    let mut records = Records::new(&[
        "place",
        "country",
        "latitude",
        "longitude",
        "aliases",
        "respondents",
        "stops",
    ]);
    for Used {
        place,
        stops,
        respondents,
    } in places
    {
        records.rows.push(vec![
            json!(place.name),
            word(&place.country),
            json!(place.at.map(|it| it.latitude)),
            json!(place.at.map(|it| it.longitude)),
            json!(place.aliases),
            json!(respondents),
            json!(stops),
        ]);
    }
    records
}

/// One row for each pair of places that may be one, under the names that `shown` has.
pub fn suggestions(pairs: &[Alike<'_>], shown: &Study) -> Records {
    let name = |it: &Place| {
        let place = shown.places.get(&it.id);
        place.map_or_else(String::new, |it| it.name.clone())
    };
    let mut records = Records::new(&["place", "other", "likeness", "command"]);
    for it in pairs {
        records.rows.push(vec![
            json!(name(it.one)),
            json!(name(it.other)),
            json!((it.likeness * 100.0).round() / 100.0),
            json!(format!(
                "quotebook places merge {} {}",
                quoted(&name(it.one)),
                quoted(&name(it.other))
            )),
        ]);
    }
    records
}

/// One row for each place that notes name: how often, in how many sources, of how many respondents.
pub fn named(places: &[Used<'_>], named: &BTreeMap<PlaceId, Named>) -> Records {
    let mut records = Records::new(&[
        "place",
        "country",
        "mentions",
        "sources",
        "respondents",
        "on_route_of",
    ]);
    let mut rows: Vec<(&Used<'_>, &Named)> = places
        .iter()
        .filter_map(|it| Some((it, named.get(&it.place.id)?)))
        .collect();
    rows.sort_by_key(|it| std::cmp::Reverse((it.1.respondents.len(), it.1.mentions)));
    for (used, named) in rows {
        records.rows.push(vec![
            json!(used.place.name),
            word(&used.place.country),
            json!(named.mentions),
            json!(named.sources.len()),
            json!(named.respondents.len()),
            json!(used.respondents),
        ]);
    }
    records
}

/// One row for each place that a respondent's notes name and that is not on the route.
pub fn candidates(
    study: &Study,
    found: &[Candidate],
    texts: &BTreeMap<SourceId, String>,
    masks: &BTreeMap<SourceId, Mask>,
) -> Records {
    let mut records = Records::new(&[
        "respondent",
        "place",
        "mentions",
        "source",
        "start",
        "end",
        "text",
    ]);
    for it in found {
        let respondent = study.respondents.get(&it.respondent);
        let (place, source) = (study.places.get(&it.place), study.sources.get(&it.source));
        let text = texts.get(&it.source).map_or("", String::as_str);
        let (start, end) = it.span.to_chars(text);
        records.rows.push(vec![
            json!(respondent.map(|it| &it.name)),
            json!(place.map(|it| &it.name)),
            json!(it.mentions),
            json!(source.map(|it| &it.name)),
            json!(start),
            json!(end),
            json!(
                masks
                    .get(&it.source)
                    .map(|mask| around(text, it.span, mask))
            ),
        ]);
    }
    records
}

/// The words with some before and after.
fn around(text: &str, span: Span, mask: &Mask) -> String {
    const ROOM: usize = 32;
    let (before, rest) = text.split_at(span.start.min(text.len()));
    let start = before.char_indices().rev().nth(ROOM).map_or(0, |it| it.0);
    let end = rest.char_indices().nth(span.end - span.start + ROOM);
    let end = end.map_or(text.len(), |it| span.start + it.0);
    mask.words(text, Span { start, end })
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// One row for each place of a gazetteer that a place, called as `name` says, may be.
pub fn located<'n>(
    places: &[&Place],
    gazetteer: &Gazetteer,
    name: &dyn Fn(&Place) -> &'n str,
) -> Records {
    let mut records = Records::new(&[
        "place",
        "nth",
        "found",
        "country",
        "latitude",
        "longitude",
        "population",
    ]);
    for place in places {
        for (nth, it) in (1..).zip(gazetteer.suggest(place)) {
            records.rows.push(vec![
                json!(name(place)),
                json!(nth),
                json!(it.name),
                word(&it.country),
                json!(it.at.latitude),
                json!(it.at.longitude),
                match it.population {
                    0 => Json::Null,
                    people => json!(people),
                },
            ]);
        }
    }
    records
}

fn word(text: &str) -> Json {
    match text {
        "" => Json::Null,
        text => json!(text),
    }
}

/// A name as a shell takes it for one word.
pub(super) fn quoted(name: &str) -> String {
    let plain = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '.');
    match name.chars().all(plain) {
        true => name.to_owned(),
        false => format!("'{}'", name.replace('\'', "'\\''")),
    }
}
