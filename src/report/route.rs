//! One respondent's route: its stops in order, with what the notes say of them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::records::Records;
use super::table::{Cell, Column, Row, Table};
use super::tongue::Tongue;
use super::{Block, Report};
use crate::model::country;
use crate::model::hash::Hash;
use crate::model::redact::Mask;
use crate::model::respondent::{Respondent, RespondentId};
use crate::model::route::{Evidence, Stop, route_of};
use crate::model::route_faults::{Life, faults};
use crate::model::source::SourceId;
use crate::model::span::Span;
use crate::model::study::Study;

/// Texts of sources; those of the evidence are enough.
pub type Texts = BTreeMap<SourceId, String>;

/// Sources on which a respondent's route rests.
pub fn sources_of(study: &Study, respondent: RespondentId) -> Vec<SourceId> {
    let stops = route_of(study, respondent);
    let mut sources: Vec<SourceId> = stops
        .iter()
        .flat_map(|it| it.evidence.iter().map(|it| it.source))
        .collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}

/// The route as blocks of a larger page: a table of its stops, its headings, kinds and countries in a
/// language, and what is wrong with them. Nothing where there is no route.
pub fn of_respondent(
    study: &Study,
    respondent: &Respondent,
    texts: &Texts,
    tongue: Tongue,
) -> Vec<Block> {
    let stops = route_of(study, respondent.id);
    if stops.is_empty() {
        return Vec::new();
    }
    let columns = [
        "Place", "Country", "Kind", "Arrived", "Stayed", "How", "With", "Said in",
    ];
    let numbered = std::iter::once(Column::number(tongue.word("Stop")));
    let mut table = Table {
        caption: tongue.say("Route of respondent {0}", &[&respondent.name]),
        columns: numbered
            .chain(columns.map(|it| Column::text(tongue.word(it))))
            .collect(),
        ..Table::default()
    };
    for (number, stop) in (1..).zip(&stops) {
        let (place, country) = placed(study, stop);
        let country = match tongue {
            Tongue::English => country,
            _ => country::called(country, tongue.tag()).unwrap_or(country),
        };
        let said: Vec<String> = stop
            .evidence
            .iter()
            .map(|it| match said(study, it, texts) {
                Some((source, _, words)) => format!("{source}: “{words}”"),
                None => moved(study, it),
            })
            .collect();
        let words = [
            place,
            country,
            tongue.word(stop.kind.name()),
            &shown(&stop.arrived),
            &shown(&stop.stayed),
            &stop.how,
            &stop.with,
            &said.join("; "),
        ]
        .map(|it| match it {
            "" => Cell::Empty,
            it => Cell::Text(it.to_owned()),
        });
        table.rows.push(Row::Cells(
            std::iter::once(Cell::count(number)).chain(words).collect(),
        ));
    }
    // A column in which nothing stands is of no use.
    let used: Vec<bool> = (0..table.columns.len())
        .map(|at| {
            table.rows.iter().any(|row| match row {
                Row::Cells(cells) => cells[at] != Cell::Empty,
                Row::Heading(_) | Row::Total(_) => false,
            })
        })
        .collect();
    let mut at = 0..;
    table
        .columns
        .retain(|_| at.next().is_some_and(|it: usize| used[it]));
    for row in &mut table.rows {
        if let Row::Cells(cells) = row {
            let mut at = 0..;
            cells.retain(|_| at.next().is_some_and(|it: usize| used[it]));
        }
    }
    let wrong = faults(study, &stops, Life::of(respondent));
    table.notes.extend(wrong.iter().map(ToString::to_string));
    vec![Block::Table(table)]
}

/// The same as a document of its own.
pub fn report(study: &Study, respondent: &Respondent, texts: &Texts) -> Report {
    Report {
        title: String::new(),
        blocks: of_respondent(study, respondent, texts, Tongue::English),
    }
}

/// One row for each stop.
pub fn records(study: &Study, respondent: &Respondent, texts: &Texts) -> Records {
    let mut records = Records::new(&[
        "respondent",
        "order",
        "place",
        "country",
        "kind",
        "arrived",
        "stay",
        "days",
        "how",
        "with",
        "evidence",
    ]);
    for (number, stop) in (1..).zip(route_of(study, respondent.id)) {
        let (place, country) = placed(study, stop);
        let word = |text: &str| match text {
            "" => Json::Null,
            text => json!(text),
        };
        let evidence: Vec<Json> = stop
            .evidence
            .iter()
            .map(|it| match said(study, it, texts) {
                Some((source, (start, end), words)) => {
                    json!({ "source": source, "start": start, "end": end, "text": words })
                }
                None => json!({ "source": study.sources.get(&it.source).map(|it| &it.name) }),
            })
            .collect();
        records.rows.push(vec![
            json!(respondent.name),
            json!(number),
            json!(place),
            word(country),
            json!(stop.kind.name()),
            word(&shown(&stop.arrived)),
            word(&shown(&stop.stayed)),
            json!(stop.stayed.map(|it| it.days())),
            word(&stop.how),
            word(&stop.with),
            json!(evidence),
        ]);
    }
    records
}

fn placed<'s>(study: &'s Study, stop: &Stop) -> (&'s str, &'s str) {
    let place = study.places.get(&stop.place);
    place.map_or(("", ""), |it| (it.name.as_str(), it.country.as_str()))
}

fn shown<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map_or_else(String::new, T::to_string)
}

/// The source's name, the characters and the words of evidence, if its words still stand there.
fn said<'t>(
    study: &'t Study,
    evidence: &Evidence,
    texts: &'t Texts,
) -> Option<(&'t str, (usize, usize), Cow<'t, str>)> {
    let source = study.sources.get(&evidence.source)?;
    let text = texts.get(&source.id)?;
    let span: Span = evidence.span;
    let words = span.of(text)?;
    let same = Hash::of(words.as_bytes()) == evidence.words;
    let mask = Mask::of(study, source, text).ok().filter(|_| same)?;
    let words = mask.words(text, span);
    Some((source.name.as_str(), span.to_chars(text), words))
}

fn moved(study: &Study, evidence: &Evidence) -> String {
    let name = study
        .sources
        .get(&evidence.source)
        .map(|it| it.name.as_str());
    match name {
        Some(name) => format!("{name} (its words have changed)"),
        None => "a source that is gone".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::id::Id;
    use crate::model::place::Place;

    #[test]
    fn headings_kinds_and_countries_are_in_the_language_of_the_reader() {
        let respondent = Respondent {
            id: Id::from_uuid(Uuid::nil()),
            name: "7".to_owned(),
            values: BTreeMap::new(),
        };
        let place = Place {
            id: Id::from_uuid(Uuid::nil()),
            name: "Almaty".to_owned(),
            aliases: Default::default(),
            country: "KZ".to_owned(),
            at: None,
        };
        let stop = Stop::new(Id::from_uuid(Uuid::nil()), respondent.id, 1, place.id);
        let mut study = Study::default();
        study.put(place.into());
        study.put(stop.into());
        let shown = |tongue| {
            let blocks = of_respondent(&study, &respondent, &Texts::new(), tongue);
            format!("{blocks:?}")
        };
        let english = shown(Tongue::English);
        for word in ["Route of respondent 7", "Country", "KZ", "Almaty"] {
            assert!(english.contains(word), "{english}");
        }
        let russian = shown(Tongue::Russian);
        for word in ["Маршрут респондента 7", "Страна", "Казахстан", "Almaty"]
        {
            assert!(russian.contains(word), "{russian}");
        }
        assert!(shown(Tongue::Kazakh).contains("Қазақстан"));
    }
}
