//! The register as a table whose answers are typed where they stand. Each is one operation.

use axum::extract::Query;
use maud::{Markup, html};

use super::{NoPage, frame, in_path, words, wrong};
use crate::model::classification::outcomes;
use crate::model::natural::natural;
use crate::project::{Codings, Project, ProjectError};
use crate::web::api::Question;
use crate::web::seat::Seat;

/// Words that the script says.
const WORDS: [&str; 4] = ["saved", "not-saved", "offline-kept", "no-answer"];

struct Row {
    name: String,
    /// Value of each attribute, and whether it follows from classifications.
    values: Vec<(String, bool)>,
    sources: usize,
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

fn read(project: &Project, query: &str) -> Result<Register, ProjectError> {
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
    let outcomes = outcomes(&study);
    let classified = |id, name: &str| outcomes.contains_key(&(id, name));
    let mut rows: Vec<Row> = study
        .respondents
        .values()
        .filter(|it| found.as_ref().is_none_or(|found| found.contains(&it.id)))
        .map(|it| Row {
            name: it.name.clone(),
            values: attributes
                .iter()
                .map(|attribute| {
                    let value = it.value(&attribute.name).map(ToString::to_string);
                    let follows = classified(it.id, attribute.name.as_str());
                    (value.unwrap_or_default(), follows)
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
    Query(question): Query<Question>,
) -> Result<Markup, NoPage> {
    let query = question.query.clone();
    let register = seat.ask(move |project, _| read(project, &query)).await?;
    let say = |name: &str| seat.say(name);
    let page = html! {
        h1 { (say("respondents")) }
        form.search action="/respondents" role="search" {
            label { span.quiet { (say("query")) }
                input name="query" type="search" value=(question.query) autocomplete="off" dir="auto" placeholder="gender:female AND age:[10 TO 14]"; }
            button { (say("show")) }
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
                table #register role="grid" aria-label=(say("register")) {
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
                                @for ((name, _, kind), (value, follows)) in register.attributes.iter().zip(&row.values) {
                                    @if *follows {
                                        td role="gridcell" tabindex="-1" aria-readonly="true" title=(say("follows")) { em dir="auto" { (value) } }
                                    } @else {
                                        td role="gridcell" tabindex="-1" data-attribute=(name) data-kind=(kind) dir="auto" { (value) }
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
