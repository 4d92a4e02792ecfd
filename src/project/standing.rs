//! How quotes stand with the writers: stars, status, notes.

use super::round::seen_by;
use super::{Codings, Project, ProjectError, fresh, lookup, now};
use crate::model::operation::Change;
use crate::model::standing::{Standing, Status};

/// What shall be said about some quotes; what is `None` stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StandingEdit {
    /// With or without a star.
    pub starred: Option<bool>,
    /// Another status, or none any more.
    pub status: Option<Option<Status>>,
    /// Another note.
    pub note: Option<String>,
}

impl Project {
    /// Says something about the quotes of these codings. Gives how many are other than they were.
    pub fn stand(
        &mut self,
        who: &str,
        codings: &[String],
        edit: &StandingEdit,
    ) -> Result<usize, ProjectError> {
        let (count, _) = self.change(who, &Codings::All, |study, _, draft| {
            let seen = seen_by(study, who);
            for word in codings {
                let coding = lookup::coding(&seen, word)?.id;
                let before = study.standings.values().find(|it| it.coding == coding);
                let blank = || Standing {
                    id: fresh(),
                    coding,
                    starred: false,
                    status: None,
                    note: String::new(),
                    by: who.to_owned(),
                    at: now(),
                };
                let was = before.cloned().unwrap_or_else(blank);
                let now = Standing {
                    starred: edit.starred.unwrap_or(was.starred),
                    status: edit.status.unwrap_or(was.status),
                    note: edit.note.clone().unwrap_or_else(|| was.note.clone()),
                    ..was.clone()
                };
                if now == was {
                    continue;
                }
                let now = Standing {
                    by: who.to_owned(),
                    at: super::now(),
                    ..now
                };
                draft.changes.push(match before {
                    Some(before) => Change::replaced(before.clone(), now),
                    None => Change::made(now),
                });
            }
            draft.action = "quote.stand";
            draft.summary = match draft.changes.len() {
                1 => "say how 1 quote stands".to_owned(),
                n => format!("say how {n} quotes stand"),
            };
            Ok(draft.changes.len())
        })?;
        Ok(count)
    }
}
