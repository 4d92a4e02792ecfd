//! A table of classifications made elsewhere. Each row must be one that could be made by hand.

use std::collections::BTreeSet;

use super::codings::FreshNames;
use super::{Importing, Told, count};
use crate::corpus::classifications::{self, ClassificationRow};
use crate::corpus::sheet::Sheet;
use crate::model::classification::{Classification, Evidence, outcomes};
use crate::model::operation::Change;
use crate::project::evidence::evidence;
use crate::project::scheme::{class, holds_for, reason, scheme};
use crate::project::{ProjectError, fresh, lookup, now};

/// The attribute that is meant where the table names none.
const USUAL: &str = "category";

impl Importing<'_> {
    /// Takes a table of classifications. Rows that do not fit are refused one by one.
    pub(super) fn classifications(
        &mut self,
        sheet: &Sheet,
        told: &mut Vec<Told>,
    ) -> Result<Result<String, String>, ProjectError> {
        let rows = match classifications::classifications(sheet) {
            Ok(rows) => rows,
            Err(error) => return Ok(Err(error.to_string())),
        };
        let total = rows.len();
        let mut fresh_names = FreshNames::default();
        let attributes: BTreeSet<&str> = rows
            .iter()
            .flatten()
            .map(|row| row.attribute.as_deref().unwrap_or(USUAL))
            .collect();
        for attribute in attributes {
            if !self.settings.classification.contains_key(attribute) && !self.options.no_new {
                told.push(Told::Remark(format!(
                    "values of `{attribute}` are taken as they stand: there is no `[classification.{attribute}]` in quotebook.toml"
                )));
            }
        }
        // One time for all, so that what is settled in the table answers all of the table.
        let at = now();
        let (mut made, mut again, mut bare, mut missing) = (0, 0, 0, 0);
        for row in rows {
            let done = match row {
                Ok(row) => self
                    .classification(&row, at, &mut fresh_names)
                    .map_err(|error| format!("row {}: {error}", row.row)),
                Err(error) => Err(error.to_string()),
            };
            match done {
                Ok(Some(it)) => {
                    told.extend(self.holds(&it));
                    bare += usize::from(it.because.is_empty());
                    let before = self.study.classifications.get(&it.id).cloned();
                    made += 1;
                    self.put(match before {
                        Some(before) => Change::replaced(before, it),
                        None => Change::made(it),
                    })?;
                }
                Ok(None) => again += 1,
                Err(reason) => {
                    missing += 1;
                    told.push(Told::Refused(reason));
                }
            }
        }
        fresh_names.tell(told);
        if bare > 0 {
            told.push(Told::Remark(format!(
                "{bare} without evidence, and marked so"
            )));
        }
        let what = count(total, "classification");
        if made == 0 && again == 0 && missing > 0 {
            return Ok(Err(format!("none of its {what} could be taken")));
        }
        Ok(Ok(format!(
            "{what}: {made} new, {again} there before, {missing} refused"
        )))
    }

    /// That something else was settled before and holds.
    fn holds(&self, new: &Classification) -> Option<Told> {
        let key = (new.respondent, new.attribute.as_str());
        let outcomes = outcomes(&self.study);
        let settled = outcomes.get(&key)?.settled?;
        let other = settled.coder != new.coder
            && (&settled.value, &settled.reason) != (&new.value, &new.reason);
        let name = &self.study.respondents.get(&new.respondent)?.name;
        other.then(|| {
            Told::Remark(format!(
                "respondent `{name}` is classified as `{}` here; settled as `{}` on {}, which holds (`quotebook classify --settle WHY --again` changes it)",
                new.value,
                settled.value,
                settled.at.strftime("%Y-%m-%d")
            ))
        })
    }

    /// What a row says; `None` where it has been said before.
    fn classification(
        &mut self,
        row: &ClassificationRow,
        at: jiff::Timestamp,
        fresh_names: &mut FreshNames,
    ) -> Result<Option<Classification>, ProjectError> {
        let attribute = row.attribute.as_deref().unwrap_or(USUAL);
        let respondent = lookup::respondent(&self.study, &row.respondent)?.clone();
        let (value, reason) = match scheme(self.settings, &self.study, attribute) {
            Ok(scheme) => {
                let class = class(scheme, attribute, &row.value)?;
                let reason = reason(class, row.reason.as_deref())?;
                holds_for(&self.study, class, &respondent)?;
                (class.name.clone(), reason)
            }
            Err(ProjectError::Unclassified { .. }) if !self.options.no_new => {
                (row.value.clone(), row.reason.clone().unwrap_or_default())
            }
            Err(error) => return Err(error),
        };
        let mut because: Vec<Evidence> = Vec::new();
        for word in &row.because {
            because.push(evidence(&self.study, self.writing, &respondent, word)?);
        }
        let coder = row.coder.as_deref().unwrap_or(self.who);
        let coder = self
            .coder_for(coder, fresh_names)?
            .map_err(ProjectError::Refused)?;
        let mut known = self.study.classifications.values();
        let before = known.find(|it| {
            it.respondent == respondent.id && it.attribute == attribute && it.coder == coder
        });
        let new = Classification {
            id: before.map_or_else(fresh, |it| it.id),
            respondent: respondent.id,
            attribute: attribute.to_owned(),
            value,
            reason,
            because,
            note: row.note.clone(),
            coder,
            at,
        };
        let same = before.is_some_and(|it| {
            Classification {
                at: it.at,
                ..new.clone()
            } == *it
        });
        Ok((!same).then_some(new))
    }
}
