//! Every list and every change as JSON, under the names of the command line's answers. Positions are
//! Unicode characters. Everything is done as the coder who sits at the browser.

pub(super) mod answers;
pub(super) mod changes;
pub(super) mod codebook;
pub(super) mod codebook_changes;
pub(super) mod quote_file;
pub(super) mod quotes;
pub(super) mod register;
pub(super) mod reshape;
pub(super) mod vocabulary;

use axum::Json;
use axum::extract::{Path, Query};
use serde::Deserialize;
use serde_json::{Value, json};

use super::failure::Failure;
use super::routes;
use super::seat::Seat;
use crate::model::answer::Hit;
use crate::model::memo::Thing;
use crate::model::nearest::nearest;
use crate::model::passage::passages;
use crate::model::respondent::Respondent;
use crate::model::source::Source;
use crate::model::span::Positions;
use crate::model::study::Study;
use crate::project::{Codings, Project, ProjectError, SearchRequest};

pub(super) type Answer = Result<Json<Value>, Failure>;

/// The source of this name, of a study with its codings only.
pub(super) fn named(project: &Project, name: &str) -> Result<(Study, Source), ProjectError> {
    let found = |study: &Study| {
        study
            .source_named(name)
            .cloned()
            .ok_or_else(|| ProjectError::Unknown {
                noun: "source",
                name: name.to_owned(),
                near: nearest(name, study.sources.values().map(|it| it.name.as_str())),
            })
    };
    let source = found(&project.study(None, &Codings::None)?)?;
    let study = project.study(None, &Codings::In(vec![source.id]))?;
    let source = found(&study)?;
    Ok((study, source))
}

fn respondent_of(study: &Study, source: &Source) -> Value {
    let found = source.respondent.and_then(|id| study.respondents.get(&id));
    found.map_or(Value::Null, |it| about_respondent(study, it))
}

fn about_respondent(study: &Study, respondent: &Respondent) -> Value {
    let attributes = study.register();
    let value = |name: &str| respondent.value(name).map(ToString::to_string);
    json!({
        "respondent": respondent.name,
        "category": value("category"),
        "gender": value("gender"),
        "age": respondent.value("age").and_then(crate::model::respondent::Value::number),
        "attributes": attributes
            .iter()
            .filter_map(|it| Some((it.label.clone(), Value::from(value(&it.name)?))))
            .collect::<serde_json::Map<_, _>>(),
    })
}

/// `GET /api`
pub(super) async fn description() -> Json<Value> {
    let mut paths = serde_json::Map::new();
    for route in routes::all() {
        let parts = route.path.split('/');
        let in_path = parts
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }));
        let asks = if route.method == "get" {
            route.takes
        } else {
            &[]
        };
        let in_query = asks.iter().map(|(name, kind, about)| {
            json!({ "name": name, "in": "query", "description": about, "schema": { "type": kind } })
        });
        let parameters: Vec<Value> = in_path.chain(in_query).collect();
        let mut operation = json!({
            "summary": route.about,
            "parameters": parameters,
            "responses": { "200": { "description": "done" }, "default": { "description": "`error` says what was expected" } },
        });
        if route.method != "get" && !route.takes.is_empty() {
            let fields: serde_json::Map<String, Value> = route
                .takes
                .iter()
                .map(|(name, kind, about)| {
                    let array = |of: &str| json!({ "type": "array", "items": { "type": of }, "description": about });
                    let schema = match *kind {
                        "array" => array("string"),
                        "integers" => array("integer"),
                        "objects" => array("object"),
                        kind => json!({ "type": kind, "description": about }),
                    };
                    ((*name).to_owned(), schema)
                })
                .collect();
            operation["requestBody"] = json!({ "content": { "application/json": { "schema": { "type": "object", "properties": fields } } } });
        }
        if let Some(methods) = paths
            .entry(route.path)
            .or_insert_with(|| json!({}))
            .as_object_mut()
        {
            methods.insert(route.method.to_owned(), operation);
        }
    }
    Json(json!({
        "openapi": "3.1.0",
        "info": { "title": "quotebook", "version": env!("CARGO_PKG_VERSION") },
        "paths": paths,
    }))
}

/// `GET /api/status`
pub(super) async fn status(seat: Seat) -> Answer {
    seat.json(|project, _| {
        let status = project.status()?;
        let counts = status
            .counts
            .iter()
            .map(|(what, n)| ((*what).to_owned(), json!(n)));
        Ok(json!({
            "title": status.title,
            "counts": counts.collect::<serde_json::Map<_, _>>(),
            "new_files": status.new_files,
            "changed_files": status.changed_files,
            "without_respondent": status.without_respondent,
            "without_notes": status.without_notes,
        }))
    })
    .await
}

/// `GET /api/sources`
pub(super) async fn sources(seat: Seat) -> Answer {
    seat.json(|project, _| {
        let mut study = project.study(None, &Codings::None)?;
        project.conceal_answers(&mut study)?;
        Ok(study
            .sources
            .values()
            .map(|source| {
                json!({
                    "source": source.name,
                    "version": source.version,
                    "characters": source.characters,
                    "language": source.language,
                    "respondent": respondent_of(&study, source),
                })
            })
            .collect())
    })
    .await
}

/// `GET /api/sources/{source}`
pub(super) async fn source(seat: Seat, Path(name): Path<String>) -> Answer {
    seat.json(move |project, _| {
        let (mut study, source) = named(project, &name)?;
        project.conceal_answers(&mut study)?;
        let text = project.text(&source)?;
        let positions = Positions::of(&text);
        let parts: Vec<Value> = passages(&text)
            .iter()
            .map(|passage| {
                json!({
                    "start": positions.chars(passage.span.range().start),
                    "end": positions.chars(passage.span.range().end),
                    "speaker": passage.speaker,
                })
            })
            .collect();
        Ok(json!({
            "source": source.name,
            "version": source.version,
            "language": source.language,
            "respondent": respondent_of(&study, &source),
            "passages": parts,
            "text": text,
        }))
    })
    .await
}

/// `GET /api/sources/{source}/codings`
pub(super) async fn codings(seat: Seat, Path(name): Path<String>) -> Answer {
    seat.json(move |project, who| {
        let (study, source) = named(project, &name)?;
        let text = project.text(&source)?;
        let positions = Positions::of(&text);
        let mut all: Vec<_> = study.codings.values().collect();
        all.sort_by_key(|it| (it.span.range().start, it.span.range().end, it.id));
        let rows: Vec<Value> = all
            .into_iter()
            .map(|coding| {
                let coder = study.coders.get(&coding.coder).map(|it| it.name.as_str());
                json!({
                    "coding": coding.id.to_string(),
                    "start": positions.chars(coding.span.range().start),
                    "end": positions.chars(coding.span.range().end),
                    "code": study.codes.get(&coding.code).map(|code| code.key.as_str()),
                    "coder": coder,
                    "own": coder == Some(who),
                })
            })
            .collect();
        Ok(json!({ "source": source.name, "version": source.version, "codings": rows }))
    })
    .await
}

/// Of which source.
#[derive(Debug, Deserialize)]
pub(super) struct OfSource {
    source: String,
}

/// `GET /api/memos`
pub(super) async fn memos(seat: Seat, Query(of): Query<OfSource>) -> Answer {
    seat.json(move |project, _| {
        let (study, source) = named(project, &of.source)?;
        let on = |about: &Thing| match about {
            Thing::Source(id) if *id == source.id => Some(format!("source:{}", source.name)),
            Thing::Coding(id) if study.codings.contains_key(id) => Some(id.to_string()),
            _ => None,
        };
        let mut all: Vec<_> = study
            .memos
            .values()
            .filter_map(|memo| Some((memo, on(&memo.about)?)))
            .collect();
        all.sort_by_key(|(memo, _)| (memo.at, memo.id));
        Ok(all
            .into_iter()
            .map(|(memo, on)| {
                json!({
                    "memo": memo.id.to_string(),
                    "on": on,
                    "text": memo.text,
                    "author": memo.author,
                    "at": memo.at.to_string(),
                })
            })
            .collect())
    })
    .await
}

/// `GET /api/codes`
pub(super) async fn codes(seat: Seat) -> Answer {
    seat.json(|project, _| {
        let study = project.study(None, &Codings::None)?;
        let codes = study.codebook();
        Ok(codes
            .iter()
            .map(|code| {
                json!({
                    "code": code.key,
                    "name": code.name,
                    "path": study.path(code.id),
                    "definition": code.definition,
                    "use_when": code.use_when,
                    "not_when": code.not_when,
                    "example": code.example,
                    "color": code.color,
                    "parent": code.parent.and_then(|id| study.codes.get(&id)).map(|it| it.key.as_str()),
                    "match": code.rules,
                    "version": code.version,
                })
            })
            .collect())
    })
    .await
}

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Question {
    /// In the query language.
    #[serde(default)]
    pub(super) query: String,
    /// Only in this source.
    #[serde(default)]
    pub(super) source: String,
}

/// `GET /api/search`
pub(super) async fn search(seat: Seat, Query(question): Query<Question>) -> Answer {
    seat.json(move |project, _| {
        // What is wrong with a query is pointed at in the query as it was typed.
        let query = match question.source.as_str() {
            "" => question.query,
            // A name cannot be written in a query where it holds the marks that it stands between.
            source if source.contains('"') => question.query,
            source => format!("({}) source:\"{source}\"", question.query),
        };
        let request = SearchRequest {
            query,
            limit: Some(1000),
            ..SearchRequest::default()
        };
        let answer = project.search(&request)?;
        let name = |hit: &Hit| {
            let source = answer.study.sources.get(&hit.source);
            source.map(|it| it.name.as_str())
        };
        let here =
            |hit: &&Hit| question.source.is_empty() || name(hit) == Some(question.source.as_str());
        let hits: Vec<Value> = answer
            .hits
            .iter()
            .filter(here)
            .map(|hit| {
                json!({
                    "source": name(hit),
                    "passage": hit.passage + 1,
                    "start": hit.start,
                    "text": hit.mask.whole(&hit.text).text,
                    "score": hit.score,
                    "marks": marks(hit),
                })
            })
            .collect();
        Ok(json!({
            "n": answer.passages,
            "sources": answer.sources,
            "respondents": answer.respondents,
            "hits": hits,
        }))
    })
    .await
}

/// Where the words that answer stand within the text of a hit, in characters of the source.
pub(super) fn marks(hit: &Hit) -> Vec<Value> {
    let inside = |at: usize| {
        let at = at.clamp(hit.span.start, hit.span.end) - hit.span.start;
        hit.start + hit.text.get(..at).map_or(0, |it| it.chars().count())
    };
    hit.marks
        .iter()
        .map(|mark| (inside(mark.start), inside(mark.end)))
        .filter(|(start, end)| start < end)
        .map(|(start, end)| json!({ "start": start, "end": end }))
        .collect()
}

/// `GET /api/history`
pub(super) async fn history(seat: Seat) -> Answer {
    seat.json(|project, _| {
        let lines = project.history(None)?;
        Ok(lines
            .iter()
            .map(|line| {
                let operation = &line.entry.operation;
                json!({
                    "operation": operation.id.to_string(),
                    "at": operation.at.to_string(),
                    "coder": operation.actor,
                    "action": operation.action,
                    "summary": operation.summary,
                    "undone": line.undone,
                })
            })
            .collect())
    })
    .await
}
