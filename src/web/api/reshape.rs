//! Codings get another shape, many places are coded at once, and what has been read is noted.

use axum::Json;
use axum::extract::Path;
use serde::Deserialize;
use serde_json::json;

use super::{Answer, named};
use crate::model::passage::passages;
use crate::project::{Place, Project, ProjectError, Reach};
use crate::web::seat::Seat;

/// Words that a reader was shown.
#[derive(Debug, Clone, Deserialize)]
pub(in crate::web) struct Words {
    start: usize,
    end: usize,
    text: String,
}

impl From<Words> for Place {
    fn from(it: Words) -> Self {
        Self::Shown {
            start: it.start,
            end: it.end,
            words: it.text,
        }
    }
}

/// What becomes of a coding: another code, other ends, or both.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Change {
    code: Option<String>,
    #[serde(flatten)]
    words: Option<Words>,
}

/// `PATCH /api/codings/{coding}`
pub(in crate::web) async fn change(
    seat: Seat,
    Path(coding): Path<String>,
    Json(change): Json<Change>,
) -> Answer {
    seat.json(move |project, who| match (change.code, change.words) {
        (Some(code), None) => {
            Ok(json!({ "n": project.recode(who, &[coding], &code, Reach::Own)? }))
        }
        (None, Some(words)) => {
            let resized = project.resize(who, &coding, &words.into())?;
            Ok(json!({ "n": 1, "coding": resized.id.to_string() }))
        }
        _ => Err(ProjectError::Refused(
            "nothing is said to change, expected `code`, or `start`, `end` and `text`".to_owned(),
        )),
    })
    .await
}

/// The words that become a coding of their own.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Piece {
    code: Option<String>,
    #[serde(flatten)]
    words: Words,
}

/// `POST /api/codings/{coding}/divide`
pub(in crate::web) async fn divide(
    seat: Seat,
    Path(coding): Path<String>,
    Json(piece): Json<Piece>,
) -> Answer {
    seat.json(move |project, who| {
        let pieces = project.divide(who, &coding, &piece.words.into(), piece.code.as_deref())?;
        let ids: Vec<String> = pieces.iter().map(|it| it.id.to_string()).collect();
        Ok(json!({ "codings": ids }))
    })
    .await
}

/// What a coding is joined with.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Joining {
    with: Vec<String>,
}

/// `POST /api/codings/{coding}/join`
pub(in crate::web) async fn join(
    seat: Seat,
    Path(coding): Path<String>,
    Json(joining): Json<Joining>,
) -> Answer {
    seat.json(move |project, who| {
        let all: Vec<String> = [coding].into_iter().chain(joining.with).collect();
        let joined = project.join(who, &all)?;
        Ok(json!({ "coding": joined.id.to_string() }))
    })
    .await
}

/// Places in sources.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Many {
    places: Vec<InSource>,
    codes: Vec<String>,
}

/// Words in a source.
#[derive(Debug, Deserialize)]
struct InSource {
    source: String,
    #[serde(flatten)]
    words: Words,
}

/// `POST /api/places`
pub(in crate::web) async fn code_places(seat: Seat, Json(many): Json<Many>) -> Answer {
    seat.json(move |project, who| {
        if many.places.is_empty() || many.codes.is_empty() {
            return Err(ProjectError::Refused(
                "nothing to code, expected at least one place and one code".to_owned(),
            ));
        }
        let places: Vec<(String, Place)> = many
            .places
            .into_iter()
            .map(|it| (it.source, it.words.into()))
            .collect();
        let made = project.code_places(who, &places, &many.codes)?;
        let ids: Vec<String> = made.iter().map(|it| it.id.to_string()).collect();
        Ok(json!({ "codings": ids, "n": ids.len() }))
    })
    .await
}

/// What was on the screen.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Reading {
    passages: Vec<usize>,
}

/// `GET /api/sources/{source}/read`
pub(in crate::web) async fn read(seat: Seat, Path(source): Path<String>) -> Answer {
    seat.json(move |project, who| {
        let (_, source) = named(project, &source)?;
        Ok(json!({ "passages": project.has_read(who)(&source) }))
    })
    .await
}

/// `POST /api/sources/{source}/read`
pub(in crate::web) async fn note_read(
    seat: Seat,
    Path(source): Path<String>,
    Json(reading): Json<Reading>,
) -> Answer {
    seat.json(move |project, who| {
        let count = passages_of(project, &source)?;
        let known: Vec<usize> = reading
            .passages
            .into_iter()
            .filter(|it| *it < count)
            .collect();
        Ok(json!({ "passages": project.note_read(who, &source, &known)? }))
    })
    .await
}

fn passages_of(project: &Project, source: &str) -> Result<usize, ProjectError> {
    let (_, source) = named(project, source)?;
    Ok(passages(&project.text(&source)?).len())
}
