//! The list of sources: who speaks, how long, and how far it is coded.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{NoPage, frame, in_path};
use crate::model::natural::natural;
use crate::model::passage::passages;
use crate::project::{Codings, Project};
use crate::web::seat::Seat;

struct Row {
    name: String,
    respondent: String,
    attributes: String,
    characters: usize,
    codings: usize,
    /// Passages in which this coder has coded something, and all.
    coded: (usize, usize),
}

/// `GET /sources`
pub(in crate::web) async fn show(seat: Seat) -> Result<Markup, NoPage> {
    let job = |project: &mut Project, who: &str| {
        let study = project.study(None, &Codings::All)?;
        let own = study.coder_named(who).map(|coder| coder.id);
        let mut spans: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for coding in study.codings.values().filter(|it| Some(it.coder) == own) {
            spans.entry(coding.source).or_default().push(coding.span);
        }
        let mut counts: BTreeMap<_, usize> = BTreeMap::new();
        for coding in study.codings.values() {
            *counts.entry(coding.source).or_default() += 1;
        }
        let mut rows = Vec::new();
        for source in study.sources.values() {
            let text = project.text(source)?;
            let parts = passages(&text);
            let spans = spans.get(&source.id).map(Vec::as_slice).unwrap_or_default();
            let coded = parts
                .iter()
                .filter(|part| spans.iter().any(|span| span.overlaps(part.span)))
                .count();
            let respondent = source.respondent.and_then(|id| study.respondents.get(&id));
            let value = |name: &str| {
                respondent
                    .and_then(|it| it.value(name))
                    .map(ToString::to_string)
            };
            rows.push(Row {
                name: source.name.clone(),
                respondent: respondent.map(|it| it.name.clone()).unwrap_or_default(),
                attributes: ["category", "gender", "age"]
                    .into_iter()
                    .filter_map(value)
                    .collect::<Vec<_>>()
                    .join(", "),
                characters: source.characters,
                codings: counts.get(&source.id).copied().unwrap_or_default(),
                coded: (coded, parts.len()),
            });
        }
        rows.sort_by(|a, b| natural(&a.name, &b.name));
        Ok(rows)
    };
    let rows = seat.ask(job).await?;
    let say = |name: &str| seat.say(name);
    let page = html! {
        h1 { (say("sources")) }
        div.wide tabindex="0" role="region" aria-label=(say("sources")) {
            table {
                thead { tr {
                    th scope="col" { (say("source")) }
                    th scope="col" { (say("respondent")) }
                    th scope="col" { (say("attributes")) }
                    th.number scope="col" { (say("characters")) }
                    th.number scope="col" { (say("codings")) }
                    th.number scope="col" { (say("coded-passages")) }
                } }
                tbody {
                    @for row in &rows {
                        tr {
                            th scope="row" { a href={ "/sources/" (in_path(&row.name)) } { bdi { (row.name) } } }
                            td { bdi { (row.respondent) } }
                            td { bdi { (row.attributes) } }
                            td.number { (row.characters) }
                            td.number { (row.codings) }
                            td.number { (row.coded.0) " / " (row.coded.1) }
                        }
                    }
                }
            }
        }
    };
    Ok(frame(&seat, &say("sources"), None, page))
}
