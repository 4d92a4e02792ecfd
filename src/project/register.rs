//! What people set about respondents by hand: one answer of the register, or somebody new in it.

use std::collections::BTreeMap;

use super::contradictions::value;
use super::{Codings, Project, ProjectError, fresh, lookup};
use crate::model::nearest::nearest;
use crate::model::operation::Change;
use crate::model::respondent::{Respondent, Value};
use crate::model::study::Study;

impl Project {
    /// What an answer of a respondent would be, of the kind of its attribute; `None` for none. Nothing is
    /// changed.
    pub fn read_answer(
        &self,
        study: &Study,
        name: &str,
        attribute: &str,
        answer: &str,
    ) -> Result<Option<Value>, ProjectError> {
        let respondent = lookup::respondent(study, name)?;
        is_there(study, attribute)?;
        value(study, respondent, attribute, answer)
    }

    /// Sets one answer of a respondent, of the kind of its attribute; an empty one is no answer. False
    /// where the register says so already.
    pub fn answer(
        &mut self,
        who: &str,
        name: &str,
        attribute: &str,
        answer: &str,
    ) -> Result<bool, ProjectError> {
        let (changed, _) = self.change(who, &Codings::None, |study, _, draft| {
            let before = lookup::respondent(study, name)?;
            // The attributes are asked first: the empty answer of one that there is not is none.
            is_there(study, attribute)?;
            let now = value(study, before, attribute, answer)?;
            let was = before.value(attribute).map(ToString::to_string);
            let mut after: Respondent = before.clone();
            match &now {
                Some(value) => drop(after.values.insert(attribute.to_owned(), value.clone())),
                None => drop(after.values.remove(attribute)),
            }
            draft.action = "respondent.set";
            draft.summary = format!(
                "set {attribute} of respondent {}: {} → {}",
                before.name,
                was.as_deref().unwrap_or("none"),
                now.map_or_else(|| "none".to_owned(), |it| it.to_string()),
            );
            if after == *before {
                return Ok(false);
            }
            draft.changes.push(Change::replaced(before.clone(), after));
            Ok(true)
        })?;
        Ok(changed)
    }

    /// What is wrong with the answers of one respondent, for people: those that are none of the values of
    /// the settings, and what the value that somebody is classified as requires and the register does
    /// not say.
    pub fn doubts_of(&self, name: &str) -> Result<Vec<String>, ProjectError> {
        let study = self.study(None, &Codings::None)?;
        let name = &lookup::respondent(&study, name)?.name;
        let (misfits, _) = self.misfits(&study)?;
        let of_them = misfits.into_iter().filter(|it| it.respondent == *name);
        Ok(of_them.map(|it| it.says).collect())
    }

    /// Takes somebody new into the register, without any answer yet.
    pub fn add_respondent(&mut self, who: &str, name: &str) -> Result<Respondent, ProjectError> {
        let name = name.trim();
        if name.is_empty() || name.chars().any(char::is_control) {
            return Err(ProjectError::Refused(format!(
                "`{name}` is no name of a respondent, expected letters or digits on one line"
            )));
        }
        let (made, _) = self.change(who, &Codings::None, |study, _, draft| {
            if study.respondent_named(name).is_some() {
                return Err(ProjectError::Refused(format!(
                    "respondent `{name}` is in the register already, expected a new name"
                )));
            }
            let made = Respondent {
                id: fresh(),
                name: name.to_owned(),
                values: BTreeMap::new(),
            };
            draft.action = "respondent.add";
            draft.summary = format!("add respondent {name}");
            draft.changes.push(Change::made(made.clone()));
            Ok(made)
        })?;
        Ok(made)
    }
}

/// Refuses an attribute that the register does not have.
fn is_there(study: &Study, attribute: &str) -> Result<(), ProjectError> {
    let names = || study.attributes.values().map(|it| it.name.as_str());
    match names().any(|it| it == attribute) {
        true => Ok(()),
        false => Err(ProjectError::Unknown {
            noun: "attribute",
            name: attribute.to_owned(),
            near: nearest(attribute, names()),
        }),
    }
}
