//! What people set about a source by hand.

use super::{Project, ProjectError, lookup};
use crate::model::operation::Change;
use crate::model::source::Source;
use crate::store::Codings;

/// What shall be set; `None` leaves it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceEdit {
    /// BCP 47 tag; an empty one means that it is not known.
    pub language: Option<String>,
    /// Name of the respondent; an empty one means nobody.
    pub respondent: Option<String>,
}

impl Project {
    /// Sets the language or the respondent of sources; gives how many were changed.
    pub fn set_sources(
        &mut self,
        who: &str,
        names: &[String],
        edit: &SourceEdit,
    ) -> Result<usize, ProjectError> {
        if let Some(tag) = edit
            .language
            .as_deref()
            .filter(|tag| !tag.is_empty() && !is_tag(tag))
        {
            return Err(ProjectError::Refused(format!(
                "`{tag}` is not the tag of a language, expected a form like `ru`, `kk` or `en-GB`"
            )));
        }
        let (count, _) = self.change(who, &Codings::None, |study, _, draft| {
            let respondent = match edit.respondent.as_deref() {
                None => None,
                Some("") => Some(None),
                Some(name) => Some(Some(lookup::respondent(study, name)?.id)),
            };
            for name in names {
                let before = lookup::source(study, name)?.clone();
                let mut after: Source = before.clone();
                if let Some(tag) = &edit.language {
                    after.language = Some(tag.clone()).filter(|tag| !tag.is_empty());
                }
                if let Some(respondent) = respondent {
                    after.respondent = respondent;
                }
                if after != before {
                    draft.changes.push(Change::replaced(before, after));
                }
            }
            draft.action = "source.set";
            draft.summary = format!("set what is known about {}", names.join(", "));
            Ok(draft.changes.len())
        })?;
        Ok(count)
    }
}

fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let base = parts.next().unwrap_or_default();
    (2..=3).contains(&base.len())
        && base.chars().all(|letter| letter.is_ascii_lowercase())
        && parts.all(|part| !part.is_empty() && part.chars().all(|it| it.is_ascii_alphanumeric()))
}
