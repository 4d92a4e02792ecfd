//! What the archive shows to people: tables, and a page that says how to read them.

use std::collections::BTreeMap;

use super::{Members, decided};
use crate::codebook::table;
use crate::model::cell::guarded;
use crate::model::edit::{Done, Splice};
use crate::model::hash::Hash;
use crate::model::memo::Thing;
use crate::model::route::routes;
use crate::model::source::{Source, SourceId};
use crate::model::span::Positions;
use crate::model::study::Study;
use crate::project::codebook_files::entries;

/// Where the text of a source lies, its original where that is another file, and the digest of the
/// original.
pub(super) type Places = BTreeMap<SourceId, (String, Option<String>, Hash)>;

const README: &str = "\
This is the archive of a study that was made with quotebook. Everything in it is plain text or the
file that a text was made from; no program is needed to read it.

  texts/           every source as it stands, UTF-8 with LF line ends
  originals/       the files that the sources were made from, where they are not plain text
  sources.csv      which text and which original belong to which source and respondent
  respondents.csv  the respondents with their attributes
  codebook.csv     the codes with their definitions
  codings.csv      who coded which words how; start and end count Unicode characters of the text from
                   0, the end is not included; the words stand in the last column
  memos.csv        notes on anything
  edits.csv        how quotes are cut and mended for print: what is done to which words of which source
  classifications.csv
                   who put which respondent into which value, and because of which words: a row for
                   each place, counted as in codings.csv
  standings.csv    what writers said of the quote of a coding: stars, status, notes
  redactions.csv   words that are not printed, what is printed instead, and words that were looked at
  decisions.csv    disagreements of coders that were settled: which codings, what they became, and why
  contradictions.csv
                   contradictions between register and notes that were settled, and why
  assignments.csv  who was to read which source
  contradictions/  the study's own rules for contradictions, where it has any
  translations.csv what quotes say in other languages, and who translated
  places.csv       places with their other spellings, country and coordinates
  routes.csv       the stops of respondents in their order, with the words that speak of them
  history.jsonl    every change in order, one JSON object a line, each with the hash of the one before
  earlier/         earlier texts and other imported files, under their SHA-256, which the history names
  quotebook.toml   the settings
  SHA256SUMS       the digest of every file; `sha256sum -c SHA256SUMS` checks them

Tables are CSV: UTF-8, commas, fields quoted where they must be (RFC 4180). A spreadsheet may take
a cell that begins with = + - or @ for a formula: import the columns as text.

`quotebook restore ARCHIVE FOLDER` makes the project again, with its whole history.
";

/// All tables, and the page about them.
pub(super) fn tables(study: &Study, texts: &[(&Source, String)], places: &Places) -> Members {
    let mut members = Members::new();
    members.insert("README.txt".to_owned(), README.as_bytes().to_vec());
    let mut put = |name: &str, rows: Vec<Vec<String>>| {
        members.insert(name.to_owned(), csv(&rows).into_bytes());
    };
    put("sources.csv", sources(study, texts, places));
    put("respondents.csv", respondents(study));
    put("codings.csv", codings(study, texts));
    put("memos.csv", memos(study));
    put("edits.csv", edits(study, texts));
    put("translations.csv", translations(study));
    put(
        "classifications.csv",
        decided::classifications(study, texts),
    );
    put("standings.csv", decided::standings(study));
    put("redactions.csv", decided::redactions(study, texts));
    put("decisions.csv", decided::decisions(study));
    put("contradictions.csv", decided::contradictions(study));
    put("assignments.csv", decided::assignments(study));
    put("places.csv", places_of(study));
    put("routes.csv", routes_of(study, texts));
    let codebook = table::csv(&entries(study));
    members.insert("codebook.csv".to_owned(), codebook.into_bytes());
    members
}

pub(super) fn head(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn sources(study: &Study, texts: &[(&Source, String)], places: &Places) -> Vec<Vec<String>> {
    let mut rows = vec![head(&[
        "source",
        "respondent",
        "language",
        "version",
        "encoding",
        "file",
        "text",
        "original",
    ])];
    for (source, _) in texts {
        let respondent = source.respondent.and_then(|id| study.respondents.get(&id));
        let (text, original) = places
            .get(&source.id)
            .map_or_else(Default::default, |it| (it.0.clone(), it.1.clone()));
        rows.push(vec![
            source.name.clone(),
            respondent.map_or_else(String::new, |it| it.name.clone()),
            source.language.clone().unwrap_or_default(),
            source.version.to_string(),
            source.encoding.clone(),
            source.file.clone(),
            text,
            original.unwrap_or_default(),
        ]);
    }
    rows
}

fn respondents(study: &Study) -> Vec<Vec<String>> {
    let attributes = study.register();
    let mut first = head(&["respondent"]);
    first.extend(attributes.iter().map(|it| it.name.clone()));
    let mut rows = vec![first];
    let mut all: Vec<_> = study.respondents.values().collect();
    all.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    for respondent in all {
        let mut row = vec![respondent.name.clone()];
        row.extend(attributes.iter().map(|attribute| {
            let value = respondent.value(&attribute.name);
            value.map_or_else(String::new, ToString::to_string)
        }));
        rows.push(row);
    }
    rows
}

fn codings(study: &Study, texts: &[(&Source, String)]) -> Vec<Vec<String>> {
    let mut rows = vec![head(&[
        "id",
        "source",
        "coder",
        "code",
        "definition",
        "start",
        "end",
        "at",
        "text",
    ])];
    for (source, text) in texts {
        let positions = Positions::of(text);
        let mut all: Vec<_> = study
            .codings
            .values()
            .filter(|it| it.source == source.id)
            .collect();
        all.sort_by_key(|it| (it.span, it.id));
        for coding in all {
            let coder = study.coders.get(&coding.coder);
            let code = study.codes.get(&coding.code);
            rows.push(vec![
                coding.id.to_string(),
                source.name.clone(),
                coder.map_or_else(String::new, |it| it.name.clone()),
                code.map_or_else(String::new, |it| it.key.clone()),
                coding.definition.to_string(),
                positions.chars(coding.span.start).to_string(),
                positions.chars(coding.span.end).to_string(),
                coding.at.to_string(),
                coding.span.of(text).unwrap_or_default().to_owned(),
            ]);
        }
    }
    rows
}

fn memos(study: &Study) -> Vec<Vec<String>> {
    let mut rows = vec![head(&["id", "noun", "about", "author", "at", "text"])];
    for memo in study.memos.values() {
        let (noun, about) = match memo.about {
            Thing::Project => ("project", None),
            Thing::Source(id) => ("source", study.sources.get(&id).map(|it| it.name.clone())),
            Thing::Respondent(id) => (
                "respondent",
                study.respondents.get(&id).map(|it| it.name.clone()),
            ),
            Thing::Code(id) => ("code", study.codes.get(&id).map(|it| it.key.clone())),
            Thing::Coding(id) => ("coding", Some(id.to_string())),
            Thing::Coder(id) => ("coder", study.coders.get(&id).map(|it| it.name.clone())),
        };
        rows.push(vec![
            memo.id.to_string(),
            noun.to_owned(),
            about.unwrap_or_default(),
            memo.author.clone(),
            memo.at.to_string(),
            memo.text.clone(),
        ]);
    }
    rows
}

/// A row for everything that is done to the words of a source, or one for a stretch that has nothing done.
fn edits(study: &Study, texts: &[(&Source, String)]) -> Vec<Vec<String>> {
    let mut rows = vec![head(&[
        "id",
        "codings",
        "source",
        "stretch start",
        "stretch end",
        "start",
        "end",
        "edit",
        "text",
        "with",
        "sign",
        "because",
        "by",
        "at",
    ])];
    for edit in study.edits.values() {
        let codings: Vec<String> = edit.codings.iter().map(ToString::to_string).collect();
        for stretch in &edit.stretches {
            let Some((source, text)) = texts.iter().find(|it| it.0.id == stretch.source) else {
                continue;
            };
            // One that was left behind by a correction has its words in an earlier text only.
            let stands = stretch.of(text).is_some();
            let positions = Positions::of(text);
            let place = |at: usize| match stands {
                true => positions.chars(at).to_string(),
                false => String::new(),
            };
            let row = |splice: Option<&Splice>| {
                let span = splice.map(|it| it.span).filter(|_| stands);
                let words = span.and_then(|it| it.of(text)).unwrap_or_default();
                let (with, sign) = match splice.map(|it| &it.done) {
                    Some(Done::Omitted { sign, stop }) => (stop.clone(), *sign),
                    Some(Done::Put(words) | Done::Letter(words)) => (words.clone(), false),
                    None => (String::new(), false),
                };
                let kind = splice.map(|it| it.done.kind(words).name());
                vec![
                    edit.id.to_string(),
                    codings.join(" "),
                    source.name.clone(),
                    place(stretch.span.start),
                    place(stretch.span.end),
                    span.map_or_else(String::new, |it| place(it.start)),
                    span.map_or_else(String::new, |it| place(it.end)),
                    kind.unwrap_or_default().to_owned(),
                    words.to_owned(),
                    with,
                    if sign { "yes" } else { "" }.to_owned(),
                    edit.because.clone().unwrap_or_default(),
                    edit.by.clone(),
                    edit.at.to_string(),
                ]
            };
            match stretch.splices.is_empty() {
                true => rows.push(row(None)),
                false => rows.extend(stretch.splices.iter().map(|it| row(Some(it)))),
            }
        }
    }
    rows
}

fn translations(study: &Study) -> Vec<Vec<String>> {
    let mut rows = vec![head(&[
        "id",
        "coding",
        "language",
        "text",
        "translator",
        "by",
        "at",
    ])];
    for it in study.translations.values() {
        rows.push(vec![
            it.id.to_string(),
            it.coding.to_string(),
            it.language.clone(),
            it.text.clone(),
            it.translator.clone(),
            it.by.clone(),
            it.at.to_string(),
        ]);
    }
    rows
}

/// The columns that `import` reads.
fn places_of(study: &Study) -> Vec<Vec<String>> {
    let mut rows = vec![head(&[
        "place",
        "aliases",
        "country",
        "latitude",
        "longitude",
    ])];
    let mut all: Vec<_> = study.places.values().collect();
    all.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    for place in all {
        let aliases: Vec<&str> = place.aliases.iter().map(String::as_str).collect();
        let degrees = |it: Option<f64>| it.map_or_else(String::new, |it| it.to_string());
        rows.push(vec![
            place.name.clone(),
            aliases.join("; "),
            place.country.clone(),
            degrees(place.at.map(|it| it.latitude)),
            degrees(place.at.map(|it| it.longitude)),
        ]);
    }
    rows
}

/// The columns that `import` reads.
fn routes_of(study: &Study, texts: &[(&Source, String)]) -> Vec<Vec<String>> {
    let mut rows = vec![head(&[
        "respondent",
        "order",
        "place",
        "kind",
        "arrived",
        "stay",
        "how",
        "with",
        "evidence",
    ])];
    let texts: BTreeMap<SourceId, &String> = texts.iter().map(|(it, text)| (it.id, text)).collect();
    let mut routes: Vec<_> = routes(study)
        .into_iter()
        .filter_map(|(id, stops)| Some((&study.respondents.get(&id)?.name, stops)))
        .collect();
    routes.sort_by(|a, b| a.0.cmp(b.0));
    for (respondent, stops) in routes {
        for (number, stop) in (1..).zip(stops) {
            let place = study.places.get(&stop.place);
            let said = stop
                .evidence
                .iter()
                .filter_map(|it| it.span.of(texts.get(&it.source)?));
            rows.push(vec![
                respondent.clone(),
                number.to_string(),
                place.map_or_else(String::new, |it| it.name.clone()),
                stop.kind.name().to_owned(),
                stop.arrived.map_or_else(String::new, |it| it.to_string()),
                stop.stayed.map_or_else(String::new, |it| it.to_string()),
                stop.how.clone(),
                stop.with.clone(),
                said.collect::<Vec<_>>().join(" | "),
            ]);
        }
    }
    rows
}

/// RFC 4180 with LF line ends.
fn csv(rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            let cell = guarded(cell);
            match cell.contains([',', '"', '\n', '\r']) {
                true => out.push_str(&format!("\"{}\"", cell.replace('"', "\"\""))),
                false => out.push_str(&cell),
            }
        }
        out.push('\n');
    }
    out
}
