//! The codebook over JSON: what each code is and was, its codings, and everything that a command can
//! change in it.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Question};
use crate::model::codebook::Code;
use crate::model::coding::Coding;
use crate::model::natural::natural;
use crate::model::nearest::nearest;
use crate::model::span::Positions;
use crate::model::study::Study;
use crate::project::{Answering, CodeEdit, Codings, Leaving, Project, ProjectError, RuleAnswer};
use crate::web::failure::Failure;
use crate::web::seat::Seat;

/// What shall be different in a code.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Wording {
    name: Option<String>,
    definition: Option<String>,
    use_when: Option<String>,
    not_when: Option<String>,
    example: Option<String>,
    #[serde(rename = "match")]
    rules: Option<Vec<String>>,
    color: Option<String>,
    asked: Option<String>,
}

impl From<Wording> for CodeEdit {
    fn from(it: Wording) -> Self {
        let rules = it.rules.map(|rules| {
            let rules = rules.iter().map(|rule| rule.trim().to_owned());
            rules.filter(|rule| !rule.is_empty()).collect()
        });
        Self {
            name: it.name,
            definition: it.definition,
            use_when: it.use_when,
            not_when: it.not_when,
            example: it.example,
            rules,
            color: it.color,
            asked: it.asked,
        }
    }
}

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

/// A code that is not there yet.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct NewCode {
    code: String,
    parent: Option<String>,
    #[serde(flatten)]
    wording: Wording,
}

/// `POST /api/codes`
pub(in crate::web) async fn add(seat: Seat, Json(new): Json<NewCode>) -> Answer {
    seat.json(move |project, who| {
        let key = new_key(&new.code)?;
        let parent = new.parent.as_deref().filter(|it| !it.is_empty());
        let code = project.add_code(who, key, parent, &new.wording.into())?;
        Ok(json!({ "code": code.key, "name": code.name }))
    })
    .await
}

fn new_key(key: &str) -> Result<&str, ProjectError> {
    match key.trim() {
        "" => Err(ProjectError::Refused(
            "a code without a key, expected one like `push/poverty`".to_owned(),
        )),
        key => Ok(key),
    }
}

/// `PATCH /api/codes/{code}`
pub(in crate::web) async fn edit(
    seat: Seat,
    Path(key): Path<String>,
    Json(wording): Json<Wording>,
) -> Answer {
    seat.json(move |project, who| {
        let edited = project.edit_code(who, &key, &wording.into())?;
        let version = edited.as_ref().map(|it| it.version);
        Ok(json!({ "code": key, "n": usize::from(edited.is_some()), "version": version }))
    })
    .await
}

/// Where a code shall hang.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Below {
    parent: Option<String>,
}

/// `POST /api/codes/{code}/move`
pub(in crate::web) async fn hang(
    seat: Seat,
    Path(key): Path<String>,
    Json(below): Json<Below>,
) -> Answer {
    seat.json(move |project, who| {
        let parent = below.parent.filter(|it| !it.is_empty());
        project.move_code(who, &key, parent.as_deref())?;
        Ok(json!({ "code": key, "parent": parent }))
    })
    .await
}

/// Which codes go.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Merging {
    from: Vec<String>,
}

/// `POST /api/codes/{code}/merge`
pub(in crate::web) async fn merge(
    seat: Seat,
    Path(into): Path<String>,
    Json(which): Json<Merging>,
) -> Answer {
    seat.json(move |project, who| {
        if which.from.is_empty() {
            return Err(ProjectError::Nothing("merge"));
        }
        let n = project.merge_codes(who, &which.from, &into)?;
        Ok(json!({ "code": into, "n": n }))
    })
    .await
}

/// What is split off, and as what.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Splitting {
    into: String,
    query: Option<String>,
    #[serde(default)]
    codings: Vec<String>,
    #[serde(flatten)]
    wording: Wording,
}

/// `POST /api/codes/{code}/split`
pub(in crate::web) async fn split(
    seat: Seat,
    Path(key): Path<String>,
    Json(new): Json<Splitting>,
) -> Answer {
    seat.json(move |project, who| {
        let into = new_key(&new.into)?.to_owned();
        let query = new.query.filter(|it| !it.trim().is_empty());
        if query.is_none() && new.codings.is_empty() {
            return Err(ProjectError::Refused(
                "no coding is to be split off, expected a query or codings".to_owned(),
            ));
        }
        let edit = new.wording.into();
        let n = project.split_code(who, &key, &into, &edit, query.as_deref(), &new.codings)?;
        Ok(json!({ "code": into, "n": n }))
    })
    .await
}

/// What becomes of the codings.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Removing {
    #[serde(default)]
    uncode: bool,
    recode: Option<String>,
}

/// `DELETE /api/codes/{code}`
pub(in crate::web) async fn remove(
    seat: Seat,
    Path(key): Path<String>,
    Json(what): Json<Removing>,
) -> Answer {
    seat.json(move |project, who| {
        let leaving = match (what.recode.filter(|it| !it.is_empty()), what.uncode) {
            (Some(code), _) => Leaving::Recode(code),
            (None, true) => Leaving::Uncode,
            (None, false) => Leaving::Refuse,
        };
        Ok(json!({ "n": project.remove_code(who, &key, &leaving)? }))
    })
    .await
}

/// Rules that are being written.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Trying {
    code: String,
    #[serde(rename = "match", default)]
    rules: Vec<String>,
}

fn counted(it: &RuleAnswer) -> Value {
    let added: Vec<Value> = it
        .added
        .iter()
        .take(20)
        .map(|(source, start, end, text)| {
            json!({ "source": source, "start": start, "end": end, "text": text })
        })
        .collect();
    json!({
        "code": it.code,
        "n": it.found,
        "respondents": it.respondents,
        "added": it.added.len(),
        "removed": it.removed,
        "examples": added,
    })
}

/// `POST /api/rules`
pub(in crate::web) async fn try_rules(seat: Seat, Json(rules): Json<Trying>) -> Answer {
    seat.json(move |project, _| {
        let trial = project.try_rules(&rules.code, &rules.rules)?;
        let each: Vec<Value> = trial
            .each
            .iter()
            .map(|it| match it {
                Ok(answer) => json!({ "n": answer.found, "respondents": answer.respondents }),
                Err(error) => json!({ "error": error.to_string() }),
            })
            .collect();
        Ok(json!({ "rules": each, "together": counted(&trial.together) }))
    })
    .await
}

/// Whose rules.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Applying {
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    dry_run: bool,
}

/// `POST /api/autocode`
pub(in crate::web) async fn autocode(seat: Seat, Json(which): Json<Applying>) -> Answer {
    seat.json(move |project, _| {
        let answers = project.autocode(&which.codes, which.dry_run)?;
        Ok(json!({
            "n": answers.iter().map(|it| it.added.len()).sum::<usize>(),
            "removed": answers.iter().map(|it| it.removed).sum::<usize>(),
            "codes": answers.iter().map(counted).collect::<Vec<_>>(),
        }))
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

/// Which codings.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Confirming {
    codings: Vec<String>,
}

/// `POST /api/outdated`
pub(in crate::web) async fn confirm(seat: Seat, Json(which): Json<Confirming>) -> Answer {
    seat.json(move |project, who| Ok(json!({ "n": project.confirm(who, &which.codings)? })))
        .await
}
