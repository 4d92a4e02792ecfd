//! The register becomes respondents and attributes, and notes find their respondents.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Importing, Told, count};
use crate::corpus::register::{self, NewAttribute};
use crate::corpus::role::ColumnMap;
use crate::corpus::sheet::Sheet;
use crate::model::operation::Change;
use crate::model::passage::passages;
use crate::model::respondent::{Attribute, Respondent, RespondentId};
use crate::model::source::Source;
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
        sheet: &Sheet,
        map: &ColumnMap,
        named: &mut Named,
        told: &mut Vec<Told>,
    ) -> Result<Result<String, String>, ProjectError> {
        let read = match register::register(sheet, map) {
            Ok(read) => read,
            Err(error) => return Ok(Err(error.to_string())),
        };
        told.extend(read.remarks.into_iter().map(Told::Remark));
        told.extend(read.as_words.into_iter().map(Told::Changed));
        for attribute in &read.attributes {
            told.extend(self.attribute(attribute)?);
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
            respondent.values.extend(row.values);
        }
        let (mut new, mut changed) = (0, 0);
        for respondent in order.iter().filter_map(|name| rows.remove(name)) {
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
        Ok(Ok(format!(
            "{}: {new} new, {changed} changed",
            count(order.len(), "respondent")
        )))
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
            Some(known) if known.kind != wanted.kind || known.label != wanted.label => {
                let changed = Attribute {
                    kind: wanted.kind,
                    label: wanted.label.clone(),
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
