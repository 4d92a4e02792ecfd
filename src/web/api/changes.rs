//! What the page changes. Each is one job of the project, done as the coder who sits there, and is
//! answered once it is on the disk.

use axum::Json;
use axum::extract::Path;
use serde::Deserialize;
use serde_json::json;

use super::Answer;
use crate::project::{Place, Project, ProjectError, Reach};
use crate::web::seat::Seat;

/// What shall be coded.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct NewCoding {
    source: String,
    start: usize,
    end: usize,
    text: String,
    codes: Vec<String>,
}

/// `POST /api/codings`
pub(in crate::web) async fn code(seat: Seat, Json(new): Json<NewCoding>) -> Answer {
    seat.json(move |project, who| {
        // The page may show a text that has been corrected since.
        let place = Place::Shown {
            start: new.start,
            end: new.end,
            words: new.text,
        };
        let made = project.code(who, &new.source, &place, &new.codes)?;
        let ids: Vec<String> = made.iter().map(|coding| coding.id.to_string()).collect();
        Ok(json!({ "codings": ids }))
    })
    .await
}

/// `DELETE /api/codings/{coding}`
pub(in crate::web) async fn uncode(seat: Seat, Path(coding): Path<String>) -> Answer {
    seat.json(move |project, who| Ok(json!({ "n": project.uncode(who, &[coding], Reach::Own)? })))
        .await
}

/// A memo to be.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct NewMemo {
    on: String,
    text: String,
}

/// `POST /api/memos`
pub(in crate::web) async fn memo(seat: Seat, Json(new): Json<NewMemo>) -> Answer {
    seat.json(move |project, who| {
        let memo = project.memo(who, &new.on, &new.text)?;
        Ok(json!({ "memo": memo.id.to_string() }))
    })
    .await
}

/// Which operation.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Undoing {
    operation: Option<String>,
}

/// `POST /api/undo`
pub(in crate::web) async fn undo(seat: Seat, Json(which): Json<Undoing>) -> Answer {
    let job = move |project: &mut Project, who: &str| {
        let operation = match which.operation {
            Some(operation) => operation,
            // Of several people at one project, each takes back their own.
            None => project
                .history(None)?
                .iter()
                .rev()
                .filter(|line| line.entry.operation.actor == who && !line.undone)
                .map(|line| &line.entry.operation)
                .find(|it| it.undoes.is_none() && it.action != crate::model::export::ACTION)
                .map(|it| it.id.to_string())
                .ok_or(ProjectError::Nothing("undo"))?,
        };
        let done = project.undo_one(who, &operation)?;
        Ok(json!({ "operation": done.id.to_string(), "summary": done.summary }))
    };
    let done = seat.ask(job).await?;
    Ok(Json(seat.tell_json(done, &["summary"])))
}

/// `POST /api/redo`
pub(in crate::web) async fn redo(seat: Seat) -> Answer {
    let job = |project: &mut Project, who: &str| {
        let done = project.redo(who)?;
        let summary = done.summary.trim_start_matches("undo: ");
        Ok(json!({ "operation": done.id.to_string(), "summary": summary }))
    };
    let done = seat.ask(job).await?;
    Ok(Json(seat.tell_json(done, &["summary"])))
}
