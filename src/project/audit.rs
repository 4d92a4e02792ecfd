//! What the audit of a draft asks of a project: the likeliest sources of some words, the draft as text,
//! and the draft with comments.

use std::path::Path;

use jiff::Timestamp;

use super::{Project, ProjectError};
use crate::corpus::docx_comments::{Comment, commented};
use crate::corpus::{draft, note};
use crate::index::Search;
use crate::model::source::SourceId;
use crate::model::span::Span;
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

/// A report that shall be audited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFile {
    /// Its text; the lines of block quotes begin with `>`.
    pub text: String,
    /// Whether it is text that an editor shows in lines; otherwise it has paragraphs.
    pub has_lines: bool,
    /// What was seen on the way, for example "2 comments left out".
    pub remarks: Vec<String>,
    /// For a Word file: where in the text its blocks begin, and the numbers of their paragraphs.
    paragraphs: Vec<(usize, usize)>,
    bytes: Vec<u8>,
}

/// A remark on some words of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The words: bytes of the draft's text.
    pub words: Span,
    /// What is said about them, in lines.
    pub text: String,
}

/// Reads a report that shall be audited.
pub fn read_draft(path: &Path) -> Result<DraftFile, ProjectError> {
    let bytes = std::fs::read(path).map_err(ProjectError::file(path, "read"))?;
    let name = path
        .file_name()
        .map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let read = draft::read(&name, &bytes)
        .map_err(|error| ProjectError::Refused(format!("`{}`: {error}", path.display())))?;
    Ok(DraftFile {
        has_lines: matches!(note::ending(&name).as_str(), "md" | "txt"),
        text: read.note.text,
        remarks: read.note.remarks,
        paragraphs: read.paragraphs,
        bytes,
    })
}

impl DraftFile {
    /// The Word file with remarks as comments; everything else in it stays as it is.
    pub fn with_comments(&self, remarks: &[Remark]) -> Result<Vec<u8>, ProjectError> {
        if self.paragraphs.is_empty() {
            return Err(ProjectError::Refused(
                "comments can only be put into a Word file, expected a draft that ends with `.docx`"
                    .to_owned(),
            ));
        }
        let comments: Vec<Comment> = remarks
            .iter()
            .filter_map(|remark| self.comment(remark))
            .collect();
        commented(&self.bytes, &comments).map_err(|error| ProjectError::Refused(error.to_string()))
    }

    fn comment(&self, remark: &Remark) -> Option<Comment> {
        let after = self
            .paragraphs
            .partition_point(|(start, _)| *start <= remark.words.start);
        let (start, paragraph) = *self.paragraphs.get(after.checked_sub(1)?)?;
        let end = self
            .paragraphs
            .get(after)
            .map_or(self.text.len(), |next| next.0);
        let letters = |from: usize, to: usize| {
            let words = self.text.get(from..to).unwrap_or_default();
            words.chars().filter(|it| it.is_alphanumeric()).count()
        };
        Some(Comment {
            paragraph,
            letters: (
                letters(start, remark.words.start),
                letters(start, remark.words.end.min(end)),
            ),
            text: remark.text.clone(),
        })
    }
}
