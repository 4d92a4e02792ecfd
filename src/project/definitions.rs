//! What codes meant when: the versions of a definition, and codings that were made under an older one.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::codebook::with_code;
use super::round::{seen_by, still_open};
use super::{CodeEdit, Codings, Project, ProjectError, lookup};
use crate::codebook::entry::is_color;
use crate::index::parse;
use crate::model::codebook::Code;
use crate::model::coding::Coding;
use crate::model::operation::{Change, Record};
use crate::model::study::Study;

/// What a code was from some moment on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeVersion {
    /// Since when.
    pub at: Timestamp,
    /// Who made it so.
    pub by: String,
    /// What they did, for example `code.edit`.
    pub action: String,
    /// The code as it was then.
    pub code: Code,
}

impl CodeEdit {
    /// Refuses a colour that is none.
    pub(super) fn checked(&self) -> Result<(), ProjectError> {
        match self.color.as_deref().map(str::trim) {
            Some(color) if !color.is_empty() && !is_color(color) => Err(ProjectError::Refused(
                format!("`{color}` is not a colour, expected `#rrggbb` as in `#b5541c`"),
            )),
            _ => self.readable(),
        }
    }

    /// A rule that cannot be read would stop those of all other codes.
    fn readable(&self) -> Result<(), ProjectError> {
        let rules = self.rules.iter().flatten().map(|it| ("rule", it));
        let asked = self.asked.iter().map(|it| ("`asked`", it));
        let said = rules.chain(asked).filter(|(_, it)| !it.trim().is_empty());
        for (what, query) in said {
            parse(query).map_err(|error| ProjectError::Within {
                place: format!("{what} `{query}`"),
                inner: Box::new(error.into()),
            })?;
        }
        Ok(())
    }
}

impl Project {
    /// What a code was called and meant, from its beginning, oldest first; only what changed its key,
    /// name, place, definition, when to use and when not, or example.
    pub fn code_versions(&self, word: &str) -> Result<Vec<CodeVersion>, ProjectError> {
        let code = lookup::code(&*self.held_study()?, word)?.id;
        let mut versions: Vec<CodeVersion> = Vec::new();
        for entry in self.store.of_code(code)? {
            let operation = entry.operation;
            let after = operation.changes.into_iter().filter_map(|it| it.after);
            for record in after {
                let Record::Code(it) = record else { continue };
                let said = |it: &Code| {
                    let texts = [
                        &it.key,
                        &it.name,
                        &it.definition,
                        &it.use_when,
                        &it.not_when,
                    ];
                    (texts.map(String::clone), it.example.clone(), it.parent)
                };
                let same = versions
                    .last()
                    .is_some_and(|last| said(&last.code) == said(&it));
                if it.id == code && !same {
                    versions.push(CodeVersion {
                        at: operation.at,
                        by: operation.actor.clone(),
                        action: operation.action.clone(),
                        code: it,
                    });
                }
            }
        }
        Ok(versions)
    }

    /// Says of codings that they hold under the definition that their code has now. Gives how many
    /// were made under an older one.
    pub fn confirm(&mut self, who: &str, codings: &[String]) -> Result<usize, ProjectError> {
        let (count, _) = self.change(who, &Codings::All, |study, _, draft| {
            let seen = seen_by(study, who);
            let mut keys = BTreeSet::new();
            for word in codings {
                let coding = lookup::coding(&seen, word)?;
                still_open(study, coding.coder, coding.source)?;
                let Some(code) = study.codes.get(&coding.code) else {
                    continue;
                };
                if coding.definition < code.version {
                    keys.insert(code.key.as_str());
                    let confirmed = with_code(coding, code);
                    draft
                        .changes
                        .push(Change::replaced(coding.clone(), confirmed));
                }
            }
            let keys: Vec<&str> = keys.into_iter().collect();
            draft.action = "coding.confirm";
            draft.summary = format!(
                "confirm {} codings under the definition of `{}`",
                draft.changes.len(),
                keys.join("`, `")
            );
            Ok(draft.changes.len())
        })?;
        Ok(count)
    }
}

/// Codings that were made under an older definition of their code than the one that it has in `study`.
pub fn outdated(study: &Study) -> Vec<&Coding> {
    let newer = |it: &&Coding| {
        let code = study.codes.get(&it.code);
        code.is_some_and(|code| it.definition < code.version)
    };
    study.codings.values().filter(newer).collect()
}
