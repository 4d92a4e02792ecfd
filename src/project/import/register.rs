//! The register becomes respondents and attributes, and notes find their respondents.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::since::{Answers, ByHand, Last};
use super::{Importing, Told, count};
use crate::corpus::register::{self, NewAttribute, RegisterRow};
use crate::corpus::role::ColumnMap;
use crate::corpus::role_words::Column;
use crate::corpus::sheet::Sheet;
use crate::model::operation::Change;
use crate::model::passage::passages;
use crate::model::respondent::{Attribute, Respondent, RespondentId};
use crate::model::source::Source;
use crate::model::study::Study;
use crate::project::{ProjectError, fresh};

/// Which respondent the register says a source is of.
#[derive(Default)]
pub(super) struct Named {
    respondents: HashMap<String, String>,
}

impl Importing<'_> {
    /// Takes a register. Only the attributes that it has columns for are touched.
    pub(super) fn register(
        &mut self,
        (sheet, map): (&Sheet, &ColumnMap),
        last: Last,
        named: &mut Named,
        told: &mut Vec<Told>,
    ) -> Result<Result<String, String>, ProjectError> {
        let mut map = map.clone();
        for column in 0..sheet.columns.len() {
            if let Some(why) = self.is_ours(sheet, column) {
                map = map.without(column);
                if map.role(column) == Some(Column::Skip) {
                    let heading = &sheet.columns[column];
                    told.push(Told::LeftOut(format!("column `{heading}`: {why}")));
                }
            }
        }
        let read = match register::register(sheet, &map) {
            Ok(read) => read,
            Err(error) => return Ok(Err(error.to_string())),
        };
        told.extend(read.remarks.into_iter().map(Told::Remark));
        told.extend(read.as_words.into_iter().map(Told::Changed));
        let before = Answers::of(last, &self.study);
        for attribute in &read.attributes {
            if !self.follows(attribute, &read.rows) {
                told.extend(self.attribute(attribute)?);
            }
        }
        let kinds: Vec<String> = read
            .attributes
            .iter()
            .map(|it| format!("{} ({})", it.name, it.kind.name()))
            .collect();
        told.push(Told::Remark(format!("attributes: {}", kinds.join(", "))));
        let by_name: HashMap<String, RespondentId> = self
            .study
            .respondents
            .values()
            .map(|it| (it.name.clone(), it.id))
            .collect();
        let mut rows: BTreeMap<String, Respondent> = BTreeMap::new();
        let mut order = Vec::new();
        for row in read.rows {
            if let Some(source) = row.source {
                named.respondents.insert(source, row.respondent.clone());
            }
            let known = by_name
                .get(&row.respondent)
                .and_then(|id| self.study.respondents.get(id));
            let respondent = rows.entry(row.respondent.clone()).or_insert_with(|| {
                order.push(row.respondent.clone());
                let mut respondent = known.cloned().unwrap_or_else(|| Respondent {
                    id: fresh(),
                    name: row.respondent.clone(),
                    values: BTreeMap::new(),
                });
                respondent
                    .values
                    .retain(|name, _| !read.attributes.iter().any(|it| it.name == *name));
                respondent
            });
            let seen = known.and_then(|it| self.seen.respondents.get(&it.id));
            for (name, value) in row.values {
                // What classifications come to is no value of the register.
                match seen.filter(|it| it.value(&name) == Some(&value)).and(known) {
                    Some(known) => match known.value(&name) {
                        Some(own) => _ = respondent.values.insert(name, own.clone()),
                        None => _ = respondent.values.remove(&name),
                    },
                    None => _ = respondent.values.insert(name, value),
                }
            }
        }
        let (mut new, mut changed) = (0, 0);
        let mut by_hand = ByHand::default();
        for mut respondent in order.iter().filter_map(|name| rows.remove(name)) {
            if let Some(known) = self.study.respondents.get(&respondent.id) {
                before.keep(known, &mut respondent, &read.attributes, &mut by_hand);
            }
            match self.study.respondents.get(&respondent.id).cloned() {
                None => {
                    new += 1;
                    self.put(Change::made(respondent))?;
                }
                Some(known) if known != respondent => {
                    changed += 1;
                    told.extend(differences(&known, &respondent).map(Told::Remark));
                    self.put(Change::replaced(known, respondent))?;
                }
                Some(_) => {}
            }
        }
        by_hand.tell("answer", told);
        Ok(Ok(format!(
            "{}: {new} new, {changed} changed",
            count(order.len(), "respondent")
        )))
    }

    /// Whether all values of an attribute are what classifications come to, so that it has no record of
    /// its own and needs none.
    fn follows(&self, wanted: &NewAttribute, rows: &[RegisterRow]) -> bool {
        let here = |study: &Study| study.attributes.values().any(|it| it.name == wanted.name);
        if here(&self.study) || !here(&self.seen) {
            return false;
        }
        rows.iter().all(|row| {
            let value = row.values.get(&wanted.name);
            let seen = self.seen.respondent_named(&row.respondent);
            seen.and_then(|it| it.value(&wanted.name)) == value
        })
    }

    /// Why a column that our own lists and matrices have is no attribute: it lists sources, or says where
    /// codes are, which come with their places from other files.
    fn is_ours(&self, sheet: &Sheet, column: usize) -> Option<&'static str> {
        let mut cells = (0..sheet.rows.len()).filter_map(|row| sheet.cell(row, column).words());
        if sheet.columns[column] == "sources" {
            let known = |it: &str| it.is_empty() || self.study.source_named(it).is_some();
            let all = cells.all(|it| known(&it) || it.split([',', ';']).all(|it| known(it.trim())));
            return all.then_some("it lists sources that are here");
        }
        let label = sheet.labels.get(column)?.as_ref()?;
        let codes = self.study.codes.values();
        let is_code = codes
            .into_iter()
            .any(|it| self.study.path(it.id).join(" › ") == *label);
        let coded = cells.all(|it| ["coded", "not coded"].contains(&it.as_str()));
        (is_code && coded)
            .then_some("it says of respondents that a code of here is theirs, not where")
    }

    /// Makes an attribute, or gives a known one the label and kind of the column; says where values that
    /// were of one kind are of another now.
    fn attribute(&mut self, wanted: &NewAttribute) -> Result<Option<Told>, ProjectError> {
        match self
            .study
            .attributes
            .values()
            .find(|it| it.name == wanted.name)
            .cloned()
        {
            None => {
                let order = self
                    .study
                    .attributes
                    .values()
                    .map(|it| it.order + 1)
                    .max()
                    .unwrap_or(0);
                let (name, label, kind) = (wanted.name.clone(), wanted.label.clone(), wanted.kind);
                self.put(Change::made(Attribute {
                    id: fresh(),
                    name,
                    label,
                    kind,
                    order,
                }))?;
                Ok(None)
            }
            // A heading that is the bare name says no more than the label that is there.
            Some(known)
                if known.kind != wanted.kind
                    || known.label != wanted.label && wanted.label != known.name =>
            {
                let label = match wanted.label == known.name {
                    true => known.label.clone(),
                    false => wanted.label.clone(),
                };
                let changed = Attribute {
                    kind: wanted.kind,
                    label,
                    ..known.clone()
                };
                let before = known.kind;
                let has_answers = || {
                    let mut people = self.study.respondents.values();
                    people.any(|it| it.value(&known.name).is_some())
                };
                let told = (before != wanted.kind && has_answers()).then(|| {
                    let (name, before, now) = (&known.name, before.name(), wanted.kind.name());
                    Told::Changed(format!("attribute `{name}` was {before} and is {now} now"))
                });
                self.put(Change::replaced(known, changed))?;
                Ok(told)
            }
            Some(_) => Ok(None),
        }
    }

    /// Lets every source without a respondent look for one: the register's source column, the file
    /// name, the speakers. Says who has no notes and which notes have nobody.
    pub(super) fn link(&mut self, named: &Named) -> Result<Vec<String>, ProjectError> {
        let by_name: HashMap<String, RespondentId> = self
            .study
            .respondents
            .values()
            .map(|it| (it.name.to_lowercase(), it.id))
            .collect();
        let find = |name: &str| by_name.get(&name.to_lowercase()).copied();
        let loose: Vec<Source> = self
            .study
            .sources
            .values()
            .filter(|source| source.respondent.is_none())
            .cloned()
            .collect();
        let mut nobody = Vec::new();
        for source in loose {
            let said = |name: &str| named.respondents.get(name).and_then(|name| find(name));
            let file_name = source.file.rsplit('/').next().unwrap_or(&source.file);
            let mut found = said(&source.name)
                .or_else(|| said(file_name))
                .or_else(|| by_file_name(&source.name, &find));
            if found.is_none() && !by_name.is_empty() {
                let text = self.writing.text(source.text)?;
                let speakers: BTreeSet<RespondentId> = passages(&text)
                    .iter()
                    .filter_map(|it| it.speaker.as_deref())
                    .filter_map(&find)
                    .collect();
                found = speakers.first().copied().filter(|_| speakers.len() == 1);
            }
            match found {
                Some(id) => {
                    let linked = Source {
                        respondent: Some(id),
                        ..source.clone()
                    };
                    self.put(Change::replaced(source, linked))?;
                }
                None => nobody.push(source.name),
            }
        }
        let speaking: BTreeSet<RespondentId> = self
            .study
            .sources
            .values()
            .filter_map(|source| source.respondent)
            .collect();
        let silent = self
            .study
            .respondents
            .values()
            .filter(|it| !speaking.contains(&it.id));
        let silent: Vec<String> = silent.map(|it| it.name.clone()).collect();
        let mut remarks = Vec::new();
        for (names, one, many) in [
            (
                silent,
                "respondent has no notes",
                "respondents have no notes",
            ),
            (
                nobody,
                "source has no respondent",
                "sources have no respondent",
            ),
        ] {
            if !names.is_empty() {
                let what = if names.len() == 1 { one } else { many };
                remarks.push(format!("{} {what}: {}", names.len(), listed(names)));
            }
        }
        Ok(remarks)
    }
}

/// `306`, `interview-306`, `306_first_talk`: the whole name, or the one part of it that is a respondent.
fn by_file_name(name: &str, find: &impl Fn(&str) -> Option<RespondentId>) -> Option<RespondentId> {
    find(name).or_else(|| {
        let parts = name.split(|letter: char| !letter.is_alphanumeric());
        let found: BTreeSet<RespondentId> = parts
            .filter_map(|part| find(part).or_else(|| find(part.trim_start_matches('0'))))
            .collect();
        found.first().copied().filter(|_| found.len() == 1)
    })
}

fn differences<'r>(old: &'r Respondent, new: &'r Respondent) -> impl Iterator<Item = String> + 'r {
    let names: BTreeSet<&String> = old.values.keys().chain(new.values.keys()).collect();
    names.into_iter().filter_map(move |name| {
        let shown = |respondent: &Respondent| {
            respondent
                .value(name)
                .map_or_else(|| "missing".to_owned(), ToString::to_string)
        };
        // Another kind of the same words is told of the attribute.
        let differ = old.value(name) != new.value(name) && shown(old) != shown(new);
        differ.then(|| {
            format!(
                "respondent {}: {name} was {}, is {}",
                new.name,
                shown(old),
                shown(new)
            )
        })
    })
}

fn listed(mut names: Vec<String>) -> String {
    names.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let more = names.len().saturating_sub(12);
    names.truncate(12);
    let mut list = names.join(", ");
    if more > 0 {
        list.push_str(&format!(" and {more} more"));
    }
    list
}
