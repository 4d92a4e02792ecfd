//! The codebook over JSON: what each code is and was, its codings, and files of it.

use std::collections::BTreeSet;

use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::{Answer, Question};
use crate::model::codebook::Code;
use crate::model::coding::Coding;
use crate::model::natural::natural;
use crate::model::nearest::nearest;
use crate::model::span::Positions;
use crate::model::study::Study;
use crate::project::{Answering, Codings, Project, ProjectError};
use crate::web::failure::Failure;
use crate::web::seat::Seat;

/// The code called so.
pub(in crate::web) fn code_of<'s>(study: &'s Study, key: &str) -> Result<&'s Code, ProjectError> {
    study.code_called(key).ok_or_else(|| ProjectError::Unknown {
        noun: "code",
        name: key.to_owned(),
        near: nearest(key, study.codes.values().map(|it| it.key.as_str())),
    })
}

/// A coding as a list shows it.
pub(in crate::web) struct Listed {
    pub(in crate::web) id: String,
    pub(in crate::web) code: Code,
    pub(in crate::web) definition: u32,
    pub(in crate::web) source: String,
    pub(in crate::web) start: usize,
    pub(in crate::web) end: usize,
    pub(in crate::web) text: String,
    pub(in crate::web) coder: String,
    pub(in crate::web) own: bool,
}

/// Codings in the order of their sources, with their words as they may be printed.
pub(in crate::web) fn listed(
    project: &Project,
    study: &Study,
    mut codings: Vec<&Coding>,
    who: &str,
) -> Result<Vec<Listed>, ProjectError> {
    let name = |it: &Coding| {
        study
            .sources
            .get(&it.source)
            .map_or("", |it| it.name.as_str())
    };
    codings.sort_by(|a, b| natural(name(a), name(b)).then((a.span, a.id).cmp(&(b.span, b.id))));
    let mut rows = Vec::with_capacity(codings.len());
    for of_source in codings.chunk_by(|a, b| a.source == b.source) {
        let Some(source) = study.sources.get(&of_source[0].source) else {
            continue;
        };
        let text = project.text(source)?;
        let mask = project.mask(study, source, &text)?;
        let positions = Positions::of(&text);
        for coding in of_source {
            let Some(code) = study.codes.get(&coding.code) else {
                continue;
            };
            let coder = study.coders.get(&coding.coder);
            let coder = coder.map(|it| it.name.clone()).unwrap_or_default();
            rows.push(Listed {
                id: coding.id.to_string(),
                code: code.clone(),
                definition: coding.definition,
                source: source.name.clone(),
                start: positions.chars(coding.span.start),
                end: positions.chars(coding.span.end),
                text: mask.words(&text, coding.span).into(),
                own: coder == who,
                coder,
            });
        }
    }
    Ok(rows)
}

fn rows(listed: &[Listed]) -> Value {
    let row = |it: &Listed| {
        json!({
            "coding": it.id,
            "code": it.code.key,
            "definition": it.definition,
            "source": it.source,
            "start": it.start,
            "end": it.end,
            "text": it.text,
            "coder": it.coder,
            "own": it.own,
        })
    };
    listed.iter().map(row).collect()
}

/// `GET /api/codes/{code}`
pub(in crate::web) async fn code(seat: Seat, Path(key): Path<String>) -> Answer {
    seat.json(move |project, _| {
        let study = project.study(None, &Codings::All)?;
        let code = code_of(&study, &key)?;
        let used: Vec<&Coding> = study
            .codings
            .values()
            .filter(|it| it.code == code.id)
            .collect();
        let people: BTreeSet<_> = used
            .iter()
            .filter_map(|it| study.sources.get(&it.source)?.respondent)
            .collect();
        let versions = project.code_versions(&code.key)?;
        let versions: Vec<Value> = versions
            .iter()
            .map(|it| {
                json!({
                    "at": it.at.to_string(),
                    "coder": it.by,
                    "action": it.action,
                    "version": it.code.version,
                    "name": it.code.name,
                    "definition": it.code.definition,
                    "use_when": it.code.use_when,
                    "not_when": it.code.not_when,
                    "example": it.code.example,
                })
            })
            .collect();
        Ok(json!({
            "code": code.key,
            "name": code.name,
            "path": study.path(code.id),
            "parent": code.parent.and_then(|id| study.codes.get(&id)).map(|it| it.key.as_str()),
            "definition": code.definition,
            "use_when": code.use_when,
            "not_when": code.not_when,
            "example": code.example,
            "match": code.rules,
            "color": code.color,
            "asked": code.asked,
            "version": code.version,
            "n": used.len(),
            "respondents": people.len(),
            "outdated": used.iter().filter(|it| it.definition < code.version).count(),
            "versions": versions,
        }))
    })
    .await
}

/// `GET /api/codes/{code}/codings`
pub(in crate::web) async fn codings(
    seat: Seat,
    Path(key): Path<String>,
    Query(question): Query<Question>,
) -> Answer {
    seat.json(move |project, who| {
        let study = project.study(None, &Codings::All)?;
        let code = code_of(&study, &key)?;
        let query = question.query.trim();
        let answering = match query.is_empty() {
            true => None,
            false => Some(project.segments_where(query, None)?),
        };
        let answers = |it: &&Coding| {
            let holds = |found: &Answering| found.holds(it.source, it.span);
            it.code == code.id && answering.as_ref().is_none_or(holds)
        };
        let used = study.codings.values().filter(answers).collect();
        let listed = listed(project, &study, used, who)?;
        Ok(json!({ "n": listed.len(), "codings": rows(&listed) }))
    })
    .await
}

/// `GET /api/codebook/problems`
pub(in crate::web) async fn problems(seat: Seat) -> Answer {
    seat.json(|project, _| {
        let problems = project.codebook_problems()?;
        let row = |it: &crate::project::Problem| json!({ "code": it.code, "problem": it.fault.name(), "text": it.sentence });
        Ok(problems.iter().map(row).collect())
    })
    .await
}

/// `GET /api/codebook/{file}`
pub(in crate::web) async fn file(
    seat: Seat,
    Path(name): Path<String>,
) -> Result<Response, Failure> {
    let files = seat.ask(|project, _| project.codebook_files()).await?;
    let found = files.into_iter().find(|(known, _)| *known == name);
    let (name, text) = found.ok_or_else(|| Failure::missing(format!("no file `{name}`")))?;
    let kind = match name.ends_with(".csv") {
        true => "text/csv; charset=utf-8",
        false => "application/toml; charset=utf-8",
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, "attachment"),
    ];
    Ok((headers, text).into_response())
}

/// `GET /api/outdated`
pub(in crate::web) async fn outdated(seat: Seat) -> Answer {
    seat.json(|project, who| {
        let study = project.study(None, &Codings::All)?;
        let listed = listed(project, &study, crate::project::outdated(&study), who)?;
        Ok(json!({ "n": listed.len(), "codings": rows(&listed) }))
    })
    .await
}
