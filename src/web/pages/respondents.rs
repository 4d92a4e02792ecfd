//! The register as a table whose answers are typed where they stand. Each is one operation.

use std::collections::BTreeSet;

use axum::extract::Query;
use maud::{Markup, html};
use serde::Deserialize;

use super::{NoPage, frame, in_path, querying, words, wrong};
use crate::model::classification::outcomes;
use crate::model::natural::natural;
use crate::model::respondent::Kind;
use crate::project::{Codings, Project, ProjectError};
use crate::web::seat::Seat;

/// Which respondents.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Which {
    /// In the query language.
    query: String,
    /// Their names, one a line; empty for all.
    of: String,
}

/// Words that the script says.
const WORDS: [&str; 6] = [
    "saved",
    "not-saved",
    "offline-kept",
    "no-answer",
    "take-anyway",
    "concealed-answer",
];

struct Row {
    name: String,
    /// Value of each attribute as it may be shown, and how it can be changed.
    values: Vec<(String, Standing)>,
    sources: usize,
}

/// How an answer stands in the table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It is changed where it stands.
    Open,
    /// It holds words that are redacted in the sources; another answer can be put in its place.
    Concealed,
    /// It follows from classifications.
    Follows,
}

struct Register {
    /// Name, label and kind of each attribute.
    attributes: Vec<(String, String, &'static str)>,
    rows: Vec<Row>,
    /// What is wrong with the query.
    wrong: Option<String>,
    /// Answers that are none of the values of the settings: of whom, what.
    doubts: Vec<(String, String)>,
}

fn read(project: &Project, Which { query, of }: &Which) -> Result<Register, ProjectError> {
    let study = project.study(None, &Codings::None)?;
    let attributes = study.register();
    let found = match query.trim() {
        "" => Ok(None),
        query => project.respondents_where(query, None).map(Some),
    };
    let (found, wrong) = match found {
        Ok(found) => (found, None),
        Err(error) => (None, Some(error.to_string())),
    };
    let named: BTreeSet<&str> = of.lines().collect();
    let mut told = study.clone();
    project.conceal_answers(&mut told)?;
    let outcomes = outcomes(&study);
    let classified = |id, name: &str| outcomes.contains_key(&(id, name));
    let mut rows: Vec<Row> = study
        .respondents
        .values()
        .filter(|it| found.as_ref().is_none_or(|found| found.contains(&it.id)))
        .filter(|it| named.is_empty() || named.contains(it.name.as_str()))
        .map(|it| Row {
            name: it.name.clone(),
            values: attributes
                .iter()
                .map(|attribute| {
                    let told = told.respondents.get(&it.id);
                    let shown = told.and_then(|it| it.value(&attribute.name));
                    let standing = match classified(it.id, attribute.name.as_str()) {
                        true => Standing::Follows,
                        false if shown != it.value(&attribute.name) => Standing::Concealed,
                        false => Standing::Open,
                    };
                    let shown = shown.map(ToString::to_string);
                    (shown.unwrap_or_default(), standing)
                })
                .collect(),
            sources: study
                .sources
                .values()
                .filter(|source| source.respondent == Some(it.id))
                .count(),
        })
        .collect();
    rows.sort_by(|a, b| natural(&a.name, &b.name));
    let mut doubts: Vec<(String, String)> = project
        .misfits(&study)?
        .0
        .into_iter()
        .map(|it| (it.respondent, it.says))
        .collect();
    doubts.sort_by(|a, b| natural(&a.0, &b.0));
    Ok(Register {
        attributes: attributes
            .iter()
            .map(|it| (it.name.clone(), it.label.clone(), it.kind.name()))
            .collect(),
        rows,
        wrong,
        doubts,
    })
}

/// `GET /respondents`
pub(in crate::web) async fn show(
    seat: Seat,
    Query(question): Query<Which>,
) -> Result<Markup, NoPage> {
    let asked = question.clone();
    let register = seat.ask(move |project, _| read(project, &asked)).await?;
    let say = |name: &str| seat.say(name);
    let language = seat.visitor.language;
    // Days stand here as they do everywhere on the page.
    let written = |kind: &str, value: &str| match value.parse() {
        Ok(day) if kind == Kind::Date.name() => language.day(day),
        _ => value.to_owned(),
    };
    let page = html! {
        h1 { (say("respondents")) }
        form.search action="/respondents" role="search" {
            label { span.quiet { (say("query")) }
                (querying(&seat, "query", "query", &question.query, Some("gender:female AND age:[10 TO 14]"))) }
            button { (say("show")) }
        }
        @if !question.of.is_empty() {
            p { (say("of-a-cell")) " " a href="/respondents" { (say("show-all")) } }
        }
        @if let Some(why) = &register.wrong { (wrong(&seat, why)) }
        div #live {
            @if !register.doubts.is_empty() {
                ul.doubts {
                    @for (name, says) in &register.doubts {
                        li { a href={ "/respondents/" (in_path(name)) } { bdi { (name) } } ": " (says) }
                    }
                }
            }
            p { (seat.say_of("n-respondents", &[("n", register.rows.len())])) " " span.quiet.noprint { (say("register-help")) } }
            div.wide.register tabindex="-1" {
                table #register role="grid" data-day=(language.day(jiff::civil::date(2026, 1, 31))) aria-label=(say("register")) {
                    thead { tr role="row" {
                        th scope="col" role="columnheader" { (say("respondent")) }
                        @for (name, label, _) in &register.attributes {
                            th scope="col" role="columnheader" title=(label) { (name) }
                        }
                        th.number scope="col" role="columnheader" { (say("sources")) }
                    } }
                    tbody {
                        @for row in &register.rows {
                            tr role="row" data-respondent=(row.name) {
                                th scope="row" role="rowheader" { a href={ "/respondents/" (in_path(&row.name)) } { bdi { (row.name) } } }
                                @for ((name, _, kind), (value, standing)) in register.attributes.iter().zip(&row.values) {
                                    @match standing {
                                        Standing::Follows => td role="gridcell" tabindex="-1" aria-readonly="true" title=(say("follows")) { em dir="auto" { (written(kind, value)) } },
                                        Standing::Concealed => td role="gridcell" tabindex="-1" data-attribute=(name) data-kind=(kind) data-concealed title=(say("concealed-answer")) dir="auto" { (written(kind, value)) },
                                        Standing::Open => td role="gridcell" tabindex="-1" data-attribute=(name) data-kind=(kind) dir="auto" { (written(kind, value)) },
                                    }
                                }
                                td.number role="gridcell" { (row.sources) }
                            }
                        }
                    }
                }
            }
        }
        form.search.noprint #new-respondent {
            label.short { span.quiet { (say("new-respondent")) } input #new-name required maxlength="200" autocomplete="off" dir="auto"; }
            button { (say("add")) }
        }
        (words(&seat, &WORDS))
    };
    Ok(frame(&seat, &say("respondents"), Some("register.js"), page))
}
