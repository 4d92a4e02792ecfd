//! Lists of places, and which of them may be one.

use serde_json::{Value as Json, json};

use super::records::Records;
use crate::analysis::places::{Alike, Used};
use crate::model::gazetteer::Gazetteer;
use crate::model::place::Place;

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

/// One row for each pair of places that may be one.
pub fn suggestions(pairs: &[Alike<'_>]) -> Records {
    let mut records = Records::new(&["place", "other", "likeness", "command"]);
    for it in pairs {
        records.rows.push(vec![
            json!(it.one.name),
            json!(it.other.name),
            json!((it.likeness * 100.0).round() / 100.0),
            json!(format!(
                "quotebook places merge {} {}",
                quoted(&it.one.name),
                quoted(&it.other.name)
            )),
        ]);
    }
    records
}

/// One row for each place of a gazetteer that a place may be.
pub fn located(places: &[&Place], gazetteer: &Gazetteer) -> Records {
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
                json!(place.name),
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
