//! The rules for contradictions: those that ship with the program, and those of the project's own
//! folder.

use std::path::{Path, PathBuf};

use super::{Project, ProjectError};
use crate::index::{Index, Input, Search, parse};
use crate::model::rule::{Rule, RuleFile};
use crate::model::source::{Source, SourceId};
use crate::model::span::Span;
use crate::model::study::Study;

/// Folder of a project's own rules.
pub const RULES_FOLDER: &str = "contradictions";

/// The rules that ship, one file for each language.
const SHIPPED: [(&str, &str); 3] = [
    ("en.toml", include_str!("rules/en.toml")),
    ("ru.toml", include_str!("rules/ru.toml")),
    ("kk.toml", include_str!("rules/kk.toml")),
];

/// The rules that ship with the program.
///
/// # Errors
///
/// A file that does not read, with the line.
pub fn shipped_rules() -> Result<Vec<Rule>, ProjectError> {
    let mut rules = Vec::new();
    for (name, text) in SHIPPED {
        rules.extend(read(Path::new(name), text)?);
    }
    Ok(rules)
}

/// The rules in a file.
///
/// # Errors
///
/// A file that does not read, with the line.
pub fn rules_in(path: &Path) -> Result<Vec<Rule>, ProjectError> {
    let text = std::fs::read_to_string(path).map_err(ProjectError::file(path, "read"))?;
    read(path, &text)
}

fn read(path: &Path, text: &str) -> Result<Vec<Rule>, ProjectError> {
    let mut file: RuleFile = toml::from_str(text).map_err(|error| ProjectError::Rules {
        path: path.to_owned(),
        reason: error.to_string().trim_end().to_owned(),
    })?;
    for rule in &mut file.rules {
        rule.file = path.display().to_string();
    }
    Ok(file.rules)
}

impl Project {
    /// The files in `contradictions/`, by their names.
    pub(super) fn rule_files(&self) -> Result<Vec<(String, Vec<u8>)>, ProjectError> {
        let folder = self.root.join(RULES_FOLDER);
        let mut files = Vec::new();
        if folder.is_dir() {
            let entries =
                std::fs::read_dir(&folder).map_err(ProjectError::file(&folder, "read"))?;
            for entry in entries {
                let path = entry.map_err(ProjectError::file(&folder, "read"))?.path();
                if path.extension().is_none_or(|it| it != "toml") {
                    continue;
                }
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let bytes = std::fs::read(&path).map_err(ProjectError::file(&path, "read"))?;
                files.push((name.into_owned(), bytes));
            }
        }
        Ok(files)
    }

    /// The rules that ship and those in `contradictions/`, of which one with the name of a shipped one
    /// takes its place. Files that do not read are told beside them.
    pub fn rules_that_read(&self) -> Result<(Vec<Rule>, Vec<ProjectError>), ProjectError> {
        let mut wrong = Vec::new();
        let mut rules = shipped_rules()?;
        let folder = self.root.join(RULES_FOLDER);
        let mut own = Vec::new();
        if folder.is_dir() {
            let entries =
                std::fs::read_dir(&folder).map_err(ProjectError::file(&folder, "read"))?;
            let mut files: Vec<PathBuf> = Vec::new();
            for entry in entries {
                files.push(entry.map_err(ProjectError::file(&folder, "read"))?.path());
            }
            files.retain(|path| path.extension().is_some_and(|it| it == "toml"));
            files.sort();
            for file in files {
                match self.own_rules(&file) {
                    Ok(rules) => own.extend(rules),
                    Err(error) => wrong.push(error),
                }
            }
        }
        rules.retain(|rule| own.iter().all(|it| it.id != rule.id));
        rules.extend(own);
        Ok((rules, wrong))
    }

    /// The rules in a file of the project, which is called by its place in it.
    fn own_rules(&self, file: &Path) -> Result<Vec<Rule>, ProjectError> {
        let text = std::fs::read_to_string(file).map_err(ProjectError::file(file, "read"))?;
        read(file.strip_prefix(&self.root).unwrap_or(file), &text)
    }

    /// Where the words of a rule's query stand.
    pub fn rule_answers(
        &self,
        rule: &Rule,
        moment: Option<jiff::Timestamp>,
    ) -> Result<Vec<(SourceId, Span)>, ProjectError> {
        let Some(query) = &rule.query else {
            return Ok(Vec::new());
        };
        let request = super::SearchRequest {
            query: query.clone(),
            moment,
            ..super::SearchRequest::default()
        };
        let found = self
            .search(&request)
            .map_err(|error| ProjectError::Within {
                place: format!("`{}`: `query` of rule `{}`", rule.file, rule.id),
                inner: Box::new(error),
            })?;
        Ok(found.hits.iter().flat_map(places).collect())
    }
}

/// Where what answers a query stands in the one text of a study that was made for an example.
///
/// # Errors
///
/// A query that cannot be read or answered.
pub fn example_answers(
    query: &str,
    study: &Study,
    text: &str,
) -> Result<Vec<(SourceId, Span)>, ProjectError> {
    let query = parse(query)?;
    let sources: Vec<&Source> = study.sources.values().collect();
    let input = Input {
        sources: &sources,
        texts: &|_: &Source| Ok(text.to_owned()),
        interviewers: &[],
    };
    let index = Index::in_memory(&input)?;
    let search = Search::new(study, &input, Some(&index));
    let asked = search.ask(&query)?;
    let entries = search.passages(&asked)?;
    Ok(search
        .hits(&asked, &entries)?
        .iter()
        .flat_map(places)
        .collect())
}

/// The words that answer, or the passage where nothing in it stands out.
fn places(hit: &crate::model::answer::Hit) -> Vec<(SourceId, Span)> {
    match hit.marks.is_empty() {
        true => vec![(hit.source, hit.words)],
        false => hit.marks.iter().map(|it| (hit.source, *it)).collect(),
    }
}
