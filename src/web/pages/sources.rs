//! Sources: files are dropped here to come in, and the list says who speaks, how long, and how far each
//! is coded. Whose a source is can be said in the list.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{NoPage, frame, in_path, words};
use crate::model::natural::natural;
use crate::model::passage::passages;
use crate::project::{Codings, Project, ProjectError};
use crate::web::api::register::LARGEST;
use crate::web::seat::Seat;

/// Words that the script says.
const WORDS: [&str; 16] = [
    "saved",
    "not-saved",
    "offline-kept",
    "outcome-new",
    "outcome-changed",
    "outcome-same",
    "outcome-ignored",
    "outcome-refused",
    "told-changed",
    "told-left-out",
    "told-refused",
    "too-large",
    "reading-files",
    "imported",
    "nothing-new",
    "would-import",
];

struct Row {
    name: String,
    language: String,
    respondent: String,
    attributes: String,
    characters: usize,
    codings: usize,
    /// Passages in which this coder has coded something, and all.
    coded: (usize, usize),
    /// Passages that this coder has read: by the eye, or by coding in them.
    read: usize,
}

fn rows(project: &Project, who: &str) -> Result<(Vec<Row>, Vec<String>), ProjectError> {
    let mut study = project.study(None, &Codings::All)?;
    project.conceal_answers(&mut study)?;
    let own = study.coder_named(who).map(|coder| coder.id);
    let mut spans: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for coding in study.codings.values().filter(|it| Some(it.coder) == own) {
        spans.entry(coding.source).or_default().push(coding.span);
    }
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for coding in study.codings.values() {
        *counts.entry(coding.source).or_default() += 1;
    }
    let has_read = project.has_read(who);
    let mut rows = Vec::new();
    for source in study.sources.values() {
        let text = project.text(source)?;
        let parts = passages(&text);
        let spans = spans.get(&source.id).map(Vec::as_slice).unwrap_or_default();
        let is_coded = |at: &usize| spans.iter().any(|span| span.overlaps(parts[*at].span));
        let coded: Vec<usize> = (0..parts.len()).filter(is_coded).collect();
        let mut read = has_read(source);
        read.extend(&coded);
        let respondent = source.respondent.and_then(|id| study.respondents.get(&id));
        let value = |name: &str| {
            respondent
                .and_then(|it| it.value(name))
                .map(ToString::to_string)
        };
        rows.push(Row {
            name: source.name.clone(),
            language: source.language.clone().unwrap_or_default(),
            respondent: respondent.map(|it| it.name.clone()).unwrap_or_default(),
            attributes: ["category", "gender", "age"]
                .into_iter()
                .filter_map(value)
                .collect::<Vec<_>>()
                .join(", "),
            characters: source.characters,
            codings: counts.get(&source.id).copied().unwrap_or_default(),
            coded: (coded.len(), parts.len()),
            read: read.len().min(parts.len()),
        });
    }
    rows.sort_by(|a, b| natural(&a.name, &b.name));
    let people = study.respondents.values();
    let mut people: Vec<String> = people.map(|it| it.name.clone()).collect();
    people.sort_by(|a, b| natural(a, b));
    Ok((rows, people))
}

/// `GET /sources`
pub(in crate::web) async fn show(seat: Seat) -> Result<Markup, NoPage> {
    let (rows, people) = seat.ask(|project, who| rows(project, who)).await?;
    let say = |name: &str| seat.say(name);
    let page = html! {
        h1 { (say("sources")) }
        details.noprint #importing open[rows.is_empty()] {
            summary { (say("import-files")) }
            form #import data-largest=(LARGEST) {
                label.dropzone #drop { span { (say("drop-files")) } input #files type="file" multiple; }
                details {
                    summary { (say("more-settings")) }
                    label { span { (say("import-map")) } input #map autocomplete="off" spellcheck="false" placeholder="answer=text,person=respondent"; }
                    label.tick { input #no-new type="checkbox"; " " (say("import-no-new")) }
                }
                p.quiet { (say("import-help")) }
            }
            section #report aria-live="polite" {}
        }
        div #live {
            div.wide tabindex="0" role="region" aria-label=(say("sources")) {
                table {
                    thead { tr {
                        th scope="col" { (say("source")) }
                        th scope="col" { (say("respondent")) }
                        th scope="col" { (say("attributes")) }
                        th scope="col" { (say("language-of-source")) }
                        th.number scope="col" { (say("characters")) }
                        th.number scope="col" { (say("codings")) }
                        th.number scope="col" { (say("read-passages")) }
                        th.number scope="col" { (say("coded-passages")) }
                    } }
                    tbody {
                        @for row in &rows {
                            tr data-source=(row.name) {
                                th scope="row" { a href={ "/sources/" (in_path(&row.name)) } { bdi { (row.name) } } }
                                td.nowrap {
                                    input.narrow data-set="respondent" list="people" value=(row.respondent) autocomplete="off" dir="auto"
                                        aria-label={ (say("respondent")) ": " (row.name) };
                                    @if !row.respondent.is_empty() {
                                        " " a href={ "/respondents/" (in_path(&row.respondent)) } aria-label={ (say("respondent")) " " (row.respondent) } { "→" }
                                    }
                                }
                                td { bdi { (row.attributes) } }
                                td { input.tag data-set="language" value=(row.language) autocomplete="off" size="5"
                                    aria-label={ (say("language-of-source")) ": " (row.name) }; }
                                td.number { (seat.count(row.characters)) }
                                td.number { (row.codings) }
                                td.number { (row.read) " / " (row.coded.1) }
                                td.number { (row.coded.0) " / " (row.coded.1) }
                            }
                        }
                    }
                }
            }
            datalist #people { @for name in &people { option value=(name) {} } }
        }
        (words(&seat, &WORDS))
    };
    Ok(frame(&seat, &say("sources"), Some("sources.js"), page))
}
