//! What the page changes. Each is one job of the project, done as the coder who sits there, and is
//! answered once it is on the disk.

use axum::Json;
use axum::extract::{Extension, Path, State};
use serde::Deserialize;
use serde_json::json;

use super::{Answer, named};
use crate::project::{CodeEdit, Place, ProjectError};
use crate::web::House;
use crate::web::guard::Visitor;

/// What shall be coded.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct NewCoding {
    source: String,
    version: u32,
    start: usize,
    end: usize,
    text: String,
    codes: Vec<String>,
}

/// `POST /api/codings`
pub(in crate::web) async fn code(
    State(house): State<House>,
    Extension(visitor): Extension<Visitor>,
    Json(new): Json<NewCoding>,
) -> Answer {
    let who = visitor.coder.clone();
    house
        .ask(&visitor, move |project| {
            let place = Place::Characters(new.start, new.end);
            let (_, source) = named(project, &new.source)?;
            let text = project.text(&source)?;
            let span = place.span(&source.name, &text)?;
            // The page may show a text that has been corrected since.
            if source.version != new.version || span.of(&text) != Some(new.text.as_str()) {
                return Err(ProjectError::Refused(format!(
                    "the words are not those of source `{}` as it is now (version {}), expected the page to be loaded again",
                    source.name, source.version
                )));
            }
            let made = project.code(&who, &new.source, &place, &new.codes)?;
            let ids: Vec<String> = made.iter().map(|coding| coding.id.to_string()).collect();
            Ok(json!({ "codings": ids }))
        })
        .await
}

/// What becomes of a coding.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct Recoding {
    code: String,
}

/// `PATCH /api/codings/{coding}`
pub(in crate::web) async fn recode(
    State(house): State<House>,
    Extension(visitor): Extension<Visitor>,
    Path(coding): Path<String>,
    Json(change): Json<Recoding>,
) -> Answer {
    let who = visitor.coder.clone();
    house
        .ask(&visitor, move |project| {
            let n = project.recode(&who, &[coding], &change.code)?;
            Ok(json!({ "n": n }))
        })
        .await
}

/// `DELETE /api/codings/{coding}`
pub(in crate::web) async fn uncode(
    State(house): State<House>,
    Extension(visitor): Extension<Visitor>,
    Path(coding): Path<String>,
) -> Answer {
    let who = visitor.coder.clone();
    house
        .ask(&visitor, move |project| {
            Ok(json!({ "n": project.uncode(&who, &[coding])? }))
        })
        .await
}

/// A code that is not there yet.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct NewCode {
    code: String,
    name: Option<String>,
    definition: Option<String>,
}

/// `POST /api/codes`
pub(in crate::web) async fn add_code(
    State(house): State<House>,
    Extension(visitor): Extension<Visitor>,
    Json(new): Json<NewCode>,
) -> Answer {
    let who = visitor.coder.clone();
    house
        .ask(&visitor, move |project| {
            if new.code.trim().is_empty() {
                return Err(ProjectError::Refused(
                    "a code without a key, expected one like `push/poverty`".to_owned(),
                ));
            }
            let edit = CodeEdit {
                name: new.name,
                definition: new.definition,
                ..CodeEdit::default()
            };
            let code = project.add_code(&who, new.code.trim(), None, &edit)?;
            Ok(json!({ "code": code.key, "name": code.name }))
        })
        .await
}

/// A memo to be.
#[derive(Debug, Deserialize)]
pub(in crate::web) struct NewMemo {
    on: String,
    text: String,
}

/// `POST /api/memos`
pub(in crate::web) async fn memo(
    State(house): State<House>,
    Extension(visitor): Extension<Visitor>,
    Json(new): Json<NewMemo>,
) -> Answer {
    let who = visitor.coder.clone();
    house
        .ask(&visitor, move |project| {
            let memo = project.memo(&who, &new.on, &new.text)?;
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
pub(in crate::web) async fn undo(
    State(house): State<House>,
    Extension(visitor): Extension<Visitor>,
    Json(which): Json<Undoing>,
) -> Answer {
    let who = visitor.coder.clone();
    house
        .ask(&visitor, move |project| {
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
            let done = project.undo_one(&who, &operation)?;
            Ok(json!({ "operation": done.id.to_string(), "summary": done.summary }))
        })
        .await
}
