//! What is in the project and what is waiting.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::import::{reads, relative};
use super::{Codings, IndexState, Project, ProjectError};
use crate::model::hash::Hash;
use crate::model::natural::natural;
use crate::model::redaction::State;
use crate::model::study::Study;

/// The state of a project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Status {
    /// Title of the study.
    pub title: String,
    /// How many of each noun there are, in the order in which people ask.
    pub counts: Vec<(&'static str, usize)>,
    /// Files in `corpus/` and `codebook/` that have not been imported.
    pub new_files: Vec<String>,
    /// Files that have changed since they were imported.
    pub changed_files: Vec<String>,
    /// Sources without a respondent.
    pub without_respondent: Vec<String>,
    /// Respondents without a source.
    pub without_notes: Vec<String>,
    /// Quotes whose edit is not printed, since it does not stand at its words.
    pub idle_edits: Vec<String>,
    /// Sources with names to redact that nobody has judged, each with their number.
    pub suggestions: Vec<String>,
    /// Whether the full-text index is missing or behind; the next search makes it.
    pub index_behind: bool,
}

impl Project {
    /// Looks at the project and at its folders; changes nothing.
    pub fn status(&self) -> Result<Status, ProjectError> {
        let study = self.study(None, &Codings::All)?;
        let mut status = Status {
            title: self.settings.title.clone(),
            counts: counts(&study),
            index_behind: self.index_state(&study, false)? != IndexState::Whole,
            ..Status::default()
        };
        let known: HashMap<&str, Hash> = study
            .sources
            .values()
            .map(|source| (source.file.as_str(), source.original))
            .chain(
                study
                    .files
                    .values()
                    .map(|file| (file.name.as_str(), file.original)),
            )
            .collect();
        // Open answers carry their table's name and their own digest; the table itself is a file.
        let tables: HashMap<&str, Hash> = study
            .files
            .values()
            .map(|file| (file.name.as_str(), file.original))
            .collect();
        for path in self.files(&[])?.into_iter().filter(|path| reads(path)) {
            let file = relative(&self.root, &path);
            match tables
                .get(file.as_str())
                .or_else(|| known.get(file.as_str()))
            {
                None => status.new_files.push(file),
                Some(original) => {
                    let bytes = std::fs::read(&path).map_err(ProjectError::file(&path, "read"))?;
                    if Hash::of(&bytes) != *original {
                        status.changed_files.push(file);
                    }
                }
            }
        }
        let speaking: BTreeSet<_> = study
            .sources
            .values()
            .filter_map(|source| source.respondent)
            .collect();
        let silent = study
            .respondents
            .values()
            .filter(|it| !speaking.contains(&it.id));
        status.without_notes = silent.map(|it| it.name.clone()).collect();
        let nobody = study
            .sources
            .values()
            .filter(|source| source.respondent.is_none());
        status.without_respondent = nobody.map(|source| source.name.clone()).collect();
        for edit in self.idle_edits()? {
            status
                .idle_edits
                .push(format!("{} in {}", edit.coding, edit.source));
        }
        let mut open: BTreeMap<&str, usize> = BTreeMap::new();
        let redactions = study.redactions.values();
        for it in redactions.filter(|it| it.state == State::Open) {
            let source = study.sources.get(&it.source);
            *open.entry(source.map_or("", |it| &it.name)).or_default() += 1;
        }
        let open = open.into_iter();
        status.suggestions = open.map(|(name, n)| format!("{name} ({n})")).collect();
        status.suggestions.sort_by(|a, b| natural(a, b));
        for names in [&mut status.without_notes, &mut status.without_respondent] {
            names.sort_by(|a, b| natural(a, b));
        }
        Ok(status)
    }
}

fn counts(study: &Study) -> Vec<(&'static str, usize)> {
    vec![
        ("sources", study.sources.len()),
        ("respondents", study.respondents.len()),
        ("codes", study.codes.len()),
        ("codings", study.codings.len()),
        ("coders", study.coders.len()),
        ("memos", study.memos.len()),
    ]
}
