//! Changing the codebook: add, edit, rename, merge, split, remove. Each is one operation, and
//! what happens to the codings of a code is part of it.

use super::round::seen_by;
use super::{Answering, Codings, Draft, Project, ProjectError, coding, fresh, lookup, now};
use crate::model::blind::Blind;
use crate::model::codebook::{Code, CodeId, Spoken};
use crate::model::coding::Coding;
use crate::model::operation::Change;
use crate::model::round::Round;
use crate::model::study::Study;

/// What shall be different in a code; `None` leaves a field as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodeEdit {
    /// What readers call it.
    pub name: Option<String>,
    /// What it means.
    pub definition: Option<String>,
    /// When to use it.
    pub use_when: Option<String>,
    /// When not to.
    pub not_when: Option<String>,
    /// Words that show it well.
    pub example: Option<String>,
    /// Rules for autocoding.
    pub rules: Option<Vec<String>>,
    /// `#rrggbb`.
    pub color: Option<String>,
    /// To whom it applies, in the query language; empty for everybody.
    pub asked: Option<String>,
    /// Whether the name of a new code is what somebody said, so that it tells what was coded.
    pub in_vivo: bool,
}

/// What becomes of the codings of a code that goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leaving {
    /// There must be none.
    Refuse,
    /// They go too.
    Uncode,
    /// They get this code instead.
    Recode(String),
}

impl CodeEdit {
    /// `code` with the changes, and a new version of the definition if its meaning changed.
    fn applied(&self, code: &Code) -> Code {
        let mut edited = code.clone();
        let texts = [
            (&self.name, &mut edited.name),
            (&self.definition, &mut edited.definition),
            (&self.use_when, &mut edited.use_when),
            (&self.not_when, &mut edited.not_when),
            (&self.example, &mut edited.example),
        ];
        for (new, field) in texts {
            if let Some(new) = new {
                field.clone_from(new);
            }
        }
        if let Some(rules) = &self.rules {
            edited.rules.clone_from(rules);
        }
        if self.color.is_some() {
            edited.color = self.color.clone().filter(|it| !it.trim().is_empty());
        }
        if let Some(asked) = &self.asked {
            edited.asked = Some(asked.clone()).filter(|it| !it.trim().is_empty());
        }
        if !edited.means_the_same_as(code) {
            edited.version += 1;
        }
        edited
    }
}

impl Project {
    /// Adds a code. Its parent is the code named, or the one whose key is the part of `key` before
    /// the last slash, or none.
    pub fn add_code(
        &mut self,
        actor: &str,
        key: &str,
        parent: Option<&str>,
        edit: &CodeEdit,
    ) -> Result<Code, ProjectError> {
        edit.checked()?;
        self.names_nothing_redacted(&[Some(key), edit.name.as_deref()])?;
        let added = self.change(actor, &Codings::None, |study, _, draft| {
            let parent = match parent {
                Some(parent) => Some(lookup::code(study, parent)?.id),
                None => key
                    .rsplit_once('/')
                    .and_then(|(above, _)| study.code_called(above))
                    .map(|code| code.id),
            };
            let spoken = match edit.in_vivo {
                true => spoken(study, actor, &mut draft.changes),
                false => None,
            };
            let code = edit.applied(&Code {
                id: fresh(),
                key: key.to_owned(),
                spoken,
                name: key.rsplit('/').next().unwrap_or(key).to_owned(),
                parent,
                definition: String::new(),
                use_when: String::new(),
                not_when: String::new(),
                example: String::new(),
                rules: Vec::new(),
                color: None,
                asked: None,
                version: 0,
                order: next_order(study, parent),
            });
            let code = Code { version: 1, ..code };
            draft.action = "code.add";
            draft.summary = format!("add code `{key}`");
            draft.changes.push(Change::made(code.clone()));
            Ok(code)
        })?;
        Ok(added.0)
    }

    /// Changes what a code says. `None` when that changes nothing.
    pub fn edit_code(
        &mut self,
        actor: &str,
        key: &str,
        edit: &CodeEdit,
    ) -> Result<Option<Code>, ProjectError> {
        edit.checked()?;
        self.names_nothing_redacted(&[edit.name.as_deref()])?;
        let (code, done) = self.change(actor, &Codings::None, |study, _, draft| {
            let code = lookup::code(study, key)?;
            let edited = edit.applied(code);
            let only_name = Code {
                name: edited.name.clone(),
                ..code.clone()
            } == edited;
            draft.action = if only_name {
                "code.rename"
            } else {
                "code.edit"
            };
            draft.summary = match only_name {
                true => format!("rename `{}` to {}", code.key, edited.name),
                false => format!("edit code `{}`", code.key),
            };
            if edited != *code {
                draft
                    .changes
                    .push(Change::replaced(code.clone(), edited.clone()));
            }
            Ok(edited)
        })?;
        Ok(done.map(|_| code))
    }

    /// Merges codes into another: their codings and their sub-codes go there, and they are removed.
    /// Gives how many codings were recoded.
    pub fn merge_codes(
        &mut self,
        actor: &str,
        from: &[String],
        into: &str,
    ) -> Result<usize, ProjectError> {
        let (count, _) = self.change(actor, &Codings::All, |study, _, draft| {
            let target = lookup::code(study, into)?;
            let seen = seen_by(study, actor);
            draft.action = "code.merge";
            draft.summary = format!("merge `{}` into `{}`", from.join("`, `"), target.key);
            let mut count = 0;
            for word in from {
                let code = lookup::code(study, word)?;
                if study.with_descendants(code.id).contains(&target.id) {
                    let (key, parent) = (code.key.clone(), target.key.clone());
                    return Err(ProjectError::Circle { key, parent });
                }
                recode_all(study, code.id, target, draft);
                count += seen
                    .codings
                    .values()
                    .filter(|it| it.code == code.id)
                    .count();
                lift_children(study, code.id, Some(target.id), draft);
                draft.changes.push(Change::removed(code.clone()));
            }
            Ok(count)
        })?;
        Ok(count)
    }

    /// Splits a code: its codings that answer `query` and those named by their ids get the new code
    /// `key` beside it.
    pub fn split_code(
        &mut self,
        actor: &str,
        word: &str,
        key: &str,
        edit: &CodeEdit,
        query: Option<&str>,
        codings: &[String],
    ) -> Result<usize, ProjectError> {
        edit.checked()?;
        self.names_nothing_redacted(&[Some(key), edit.name.as_deref()])?;
        let answering = match query {
            Some(query) => Some(self.segments_where(query, None)?),
            None => None,
        };
        let (count, _) = self.change(actor, &Codings::All, |study, _, draft| {
            let code = lookup::code(study, word)?;
            if study.codes.values().any(|code| code.key == key) {
                return Err(ProjectError::Refused(format!(
                    "there is a code `{key}` already, expected a new key"
                )));
            }
            // Nobody gives codings that they may not see another code.
            let seen = seen_by(study, actor);
            let mut named = Vec::new();
            for word in codings {
                named.push(lookup::coding(&seen, word)?.id);
            }
            let goes = |coding: &Coding| {
                let answers = |it: &Answering| it.holds(coding.source, coding.span);
                named.contains(&coding.id) || answering.as_ref().is_some_and(answers)
            };
            let split = edit.applied(&Code {
                id: fresh(),
                key: key.to_owned(),
                name: key.rsplit('/').next().unwrap_or(key).to_owned(),
                order: next_order(study, code.parent),
                rules: Vec::new(),
                ..code.clone()
            });
            let split = Code {
                version: 1,
                ..split
            };
            draft.action = "code.split";
            draft.summary = format!("split `{key}` off `{}`", code.key);
            draft.changes.push(Change::made(split.clone()));
            let chosen: Vec<_> = seen
                .codings
                .values()
                .filter(|coding| coding.code == code.id && goes(coding))
                .collect();
            let changes = chosen
                .iter()
                .map(|coding| Change::replaced((*coding).clone(), with_code(coding, &split)));
            draft.changes.extend(changes);
            Ok(chosen.len())
        })?;
        Ok(count)
    }

    /// Removes a code; sub-codes move up. Gives how many codings were touched.
    pub fn remove_code(
        &mut self,
        actor: &str,
        key: &str,
        leaving: &Leaving,
    ) -> Result<usize, ProjectError> {
        let (count, _) = self.change(actor, &Codings::All, |study, _, draft| {
            let code = lookup::code(study, key)?;
            let used: Vec<_> = study
                .codings
                .values()
                .filter(|coding| coding.code == code.id)
                .collect();
            draft.action = "code.remove";
            draft.summary = format!("remove code `{}`", code.key);
            let blind = Blind::new(study, actor);
            let count = used.iter().filter(|coding| !blind.hides(coding)).count();
            if count < used.len() && !matches!(leaving, Leaving::Recode(_)) {
                return Err(ProjectError::Refused(format!(
                    "code `{}` may be in use by others while a round is blind, expected to hear which code its codings get",
                    code.key
                )));
            }
            match leaving {
                Leaving::Refuse if !used.is_empty() => {
                    return Err(ProjectError::CodeInUse {
                        key: code.key.clone(),
                        codings: count,
                    });
                }
                Leaving::Refuse => {}
                Leaving::Uncode => draft
                    .changes
                    .extend(used.into_iter().cloned().map(Change::removed)),
                Leaving::Recode(into) => {
                    recode_all(study, code.id, lookup::code(study, into)?, draft);
                }
            }
            lift_children(study, code.id, code.parent, draft);
            draft.changes.push(Change::removed(code.clone()));
            Ok(count)
        })?;
        Ok(count)
    }
}

/// Who makes a code of words that others must not see while a round of theirs goes on.
fn spoken(study: &Study, actor: &str, changes: &mut Vec<Change>) -> Option<Spoken> {
    let id = study.coder_named(actor).map(|it| it.id);
    let apart = |it: &&Round| {
        it.revealed.is_none() && id.map_or(it.coders.is_empty(), |id| it.has_coder(id))
    };
    study.rounds.values().find(apart)?;
    Some(Spoken {
        by: coding::coder(study, actor, changes).id,
        at: now(),
    })
}

/// The place after the last of the codes below `parent`.
pub(super) fn next_order(study: &Study, parent: Option<CodeId>) -> u32 {
    let siblings = study.codes.values().filter(|code| code.parent == parent);
    siblings.map(|code| code.order + 1).max().unwrap_or(0)
}

/// `coding` under another code, in the version that the code's definition is in now.
pub(super) fn with_code(coding: &Coding, code: &Code) -> Coding {
    Coding {
        code: code.id,
        definition: code.version,
        ..coding.clone()
    }
}

/// Gives the codings of `from` to `into`. Where the same coder coded the same words with both, one
/// coding is left.
fn recode_all(study: &Study, from: CodeId, into: &Code, draft: &mut Draft) {
    let used: Vec<_> = study
        .codings
        .values()
        .filter(|coding| coding.code == from)
        .collect();
    for coding in &used {
        let twin = study.codings.values().any(|other| {
            other.code == into.id
                && other.coder == coding.coder
                && other.source == coding.source
                && other.span == coding.span
        });
        draft.changes.push(match twin {
            true => Change::removed((*coding).clone()),
            false => Change::replaced((*coding).clone(), with_code(coding, into)),
        });
    }
}

fn lift_children(study: &Study, gone: CodeId, parent: Option<CodeId>, draft: &mut Draft) {
    let children = study
        .codes
        .values()
        .filter(|code| code.parent == Some(gone));
    draft.changes.extend(children.map(|child| {
        Change::replaced(
            child.clone(),
            Code {
                parent,
                ..child.clone()
            },
        )
    }));
}
