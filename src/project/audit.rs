//! What the audit of a draft asks of a project: the likeliest sources of some words, and the draft
//! itself as text.

use std::path::Path;

use jiff::Timestamp;

use super::{Project, ProjectError};
use crate::corpus::note;
use crate::index::Search;
use crate::model::source::SourceId;
use crate::model::study::Study;

impl Project {
    /// For every question, which is some words in the order of a text, up to `limit` sources of
    /// `study`, the likeliest first; as of `moment`, when the study is of that moment.
    pub fn likeliest(
        &self,
        study: &Study,
        questions: &[String],
        limit: usize,
        moment: Option<Timestamp>,
    ) -> Result<Vec<Vec<SourceId>>, ProjectError> {
        self.asking(study, true, moment, |search: &Search<'_>| {
            search.likeliest(questions, limit)
        })
    }
}

/// A draft as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftText {
    /// Its text.
    pub text: String,
    /// Whether it is text that an editor shows in lines; otherwise it has paragraphs.
    pub has_lines: bool,
    /// What was seen on the way, for example "2 comments left out".
    pub remarks: Vec<String>,
}

/// Reads a report that shall be audited.
pub fn read_draft(path: &Path) -> Result<DraftText, ProjectError> {
    let bytes = std::fs::read(path).map_err(ProjectError::file(path, "read"))?;
    let name = path
        .file_name()
        .map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let note = note::read(&name, &bytes)
        .map_err(|error| ProjectError::Refused(format!("`{}`: {error}", path.display())))?;
    Ok(DraftText {
        has_lines: matches!(note::ending(&name).as_str(), "md" | "txt"),
        text: note.text,
        remarks: note.remarks,
    })
}
