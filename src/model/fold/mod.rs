//! The fold: operations in their order become a study. Where every operation was made in the
//! knowledge of those before it, this is the same as applying one after the other. Where copies of a
//! project went apart, their operations are put in one order, each changes only what it meant to
//! change, and what cannot both hold is told as a clash. The same set of operations gives the same
//! study, wherever and in whatever order the copies were merged.

mod alike;
mod both;
mod edits;
mod mend;
mod redactions;

use std::collections::{BTreeSet, HashMap};

use serde_json::Value as Json;
use uuid::Uuid;

use super::clash::{Clash, ClashKind, Difference, merged};
use super::hash::Hash;
use super::id::Id;
use super::lineage::{Lineage, Place};
use super::operation::{Change, Operation};
use super::record::Record;
use super::source::SourceId;
use super::study::Study;
use alike::{Alike, alike};
use both::{is_note, one_thought, reconcile};

/// One operation with its place in the journal.
#[derive(Debug, Clone, Copy)]
pub struct Step<'o> {
    /// What was done.
    pub operation: &'o Operation,
    /// The digest of the operation.
    pub hash: Hash,
    /// The one before it in the same copy.
    pub previous: Hash,
    /// The ends of other copies' journals that were known when it was made.
    pub knows: &'o [Hash],
}

/// A study in the making.
pub struct Fold<'t> {
    /// What the operations so far add up to.
    pub study: Study,
    /// What clashed so far.
    pub clashes: Vec<Clash>,
    /// Hands out the texts under their digests; only asked where copies went apart.
    texts: &'t dyn Fn(Hash) -> Option<String>,
    lineage: Lineage,
    /// Ids that stand for another: the same thing made twice, apart.
    pub twins: HashMap<Uuid, Uuid>,
    /// Records that were removed, as they were last.
    gone: HashMap<Uuid, Record>,
    /// Where each coding, source and assignment was made.
    made: HashMap<Uuid, Place>,
    names: HashMap<(&'static str, String), BTreeSet<Uuid>>,
    /// Codings and assignments by what makes them the same, sources by their text.
    alike: HashMap<Alike, Uuid>,
    texts_of: HashMap<SourceId, Vec<Hash>>,
}

impl<'t> Fold<'t> {
    /// An empty study.
    pub fn new(texts: &'t dyn Fn(Hash) -> Option<String>) -> Self {
        Self {
            study: Study::default(),
            clashes: Vec::new(),
            texts,
            lineage: Lineage::default(),
            twins: HashMap::new(),
            gone: HashMap::new(),
            made: HashMap::new(),
            names: HashMap::new(),
            alike: HashMap::new(),
            texts_of: HashMap::new(),
        }
    }

    /// The record with the ids that hold here, where the same thing was made twice.
    pub fn translated(&self, record: &Record) -> Record {
        let mut record = record.clone();
        if !self.twins.is_empty() {
            record.replace_ids(&|id| self.twins.get(&id).copied().unwrap_or(id));
        }
        record
    }

    /// Adds the next operation. They must come in order: by time, parents before children.
    pub fn add(&mut self, step: Step<'_>) {
        let place = self.lineage.add(step.hash, step.previous, step.knows);
        let mut touched: BTreeSet<Uuid> = BTreeSet::new();
        let mut removed = false;
        for Change { before, after } in &step.operation.changes {
            let before = before.as_ref().map(|it| self.translated(it));
            match after.as_ref().map(|it| self.translated(it)) {
                Some(after) => touched.insert(self.put_one(step, place, before, after)),
                None => {
                    let Some(before) = before else { continue };
                    removed = true;
                    self.remove_one(step, &before);
                    touched.insert(before.uuid())
                }
            };
        }
        if removed {
            self.bring_back_what_is_used(step, &touched);
        }
        self.bring_back_what_is_needed(step, &touched);
        self.part_names(step, &touched);
        self.open_circles(step, &touched);
        self.carry_codings(step, &touched);
        self.carry_redactions(step, &touched);
        self.carry_edits(step, &touched);
    }

    fn put_one(
        &mut self,
        step: Step<'_>,
        place: Place,
        before: Option<Record>,
        mut after: Record,
    ) -> Uuid {
        let mut current = self.study.current(&after);
        if before.is_none() && current.is_none() {
            if let Some(twin) = self.twin(step, &after) {
                let (id, own) = (twin.uuid(), after.uuid());
                self.twins.insert(own, id);
                after.replace_ids(&|it| if it == own { id } else { it });
                // One coding, one assignment made twice is one; the first stands.
                if matches!(after, Record::Coding(_) | Record::Assignment(_)) {
                    return id;
                }
                current = Some(twin);
            } else {
                self.made.insert(after.uuid(), place);
            }
        }
        let id = after.uuid();
        if current == before {
            self.put(after);
            return id;
        }
        let current = match (current, &before) {
            (Some(current), _) => current,
            (None, Some(_)) => {
                self.clash(step, &after, ClashKind::Removed);
                match self.gone.get(&id) {
                    Some(gone) => gone.clone(),
                    None => after.clone(),
                }
            }
            (None, None) => {
                self.put(after);
                return id;
            }
        };
        let record = self.both(step, before.as_ref(), &after, &current);
        self.put(record);
        id
    }

    /// What becomes of `current` when somebody who did not know it turned `before` into `after`.
    fn both(
        &mut self,
        step: Step<'_>,
        before: Option<&Record>,
        after: &Record,
        current: &Record,
    ) -> Record {
        if let Some((kept, lost)) = one_thought(after, current) {
            if kept != lost {
                let property = match after {
                    Record::Contradiction(_) => "settlement",
                    _ => "words",
                };
                let property = property.to_owned();
                self.clash(
                    step,
                    after,
                    ClashKind::Property {
                        property,
                        kept,
                        lost,
                    },
                );
            }
            return after.clone();
        }
        let json = |record: &Record| serde_json::to_value(record).unwrap_or(Json::Null);
        let mut differing = Vec::new();
        let whole = merged(
            before.map(json).as_ref(),
            &json(after),
            &json(current),
            "",
            &mut differing,
        );
        // Both are of one noun, so that what was put together from them is one too.
        let mut record: Record = serde_json::from_value(whole).unwrap_or_else(|_| after.clone());
        let mut own = true;
        if let (Record::Source(new), Record::Source(now)) = (&mut record, current) {
            own = reconcile(new, now, before);
        }
        let noun = after.noun();
        for Difference {
            property,
            kept,
            lost,
        } in differing
        {
            let property = property.trim_start_matches(noun).trim().to_owned();
            if is_told(after, &property, own) {
                let (kept, lost) = (self.called(kept), self.called(lost));
                self.clash(
                    step,
                    &record,
                    ClashKind::Property {
                        property,
                        kept,
                        lost,
                    },
                );
            }
        }
        record
    }

    /// The name of what an id stands for, where `text` is one.
    fn called(&self, text: String) -> String {
        let Ok(id) = text.parse::<Uuid>() else {
            return text;
        };
        let found = self.study.records().find(|record| record.uuid() == id);
        found.map_or(text, |record| self.study.name_of(&record))
    }

    fn remove_one(&mut self, step: Step<'_>, before: &Record) {
        match self.study.current(before) {
            None => {}
            Some(current) if current == *before => self.remove(&current),
            Some(current) => self.clash(step, &current, ClashKind::Removed),
        }
    }

    /// The thing that `made` is, where somebody else has made it too, without this one knowing.
    fn twin(&self, step: Step<'_>, made: &Record) -> Option<Record> {
        let apart = |id: &Uuid| {
            let place = self.made.get(id);
            place.is_none_or(|place| !self.lineage.knows(step.hash, *place))
        };
        let named = made.name().and_then(|name| {
            let holders = self.names.get(&(made.noun(), name.to_owned()))?;
            holders.iter().find(|id| apart(id)).copied()
        });
        let id = match made {
            Record::Round(_) => None,
            Record::Source(it) => {
                let same = |id: &Uuid| self.study.sources.get(&Id::from_uuid(*id));
                let named = named.filter(|id| same(id).is_some_and(|other| other.text == it.text));
                named.or_else(|| {
                    let id = self
                        .alike
                        .get(&Alike::Text(it.text))
                        .filter(|id| apart(id))?;
                    let other = same(id)?;
                    let people = [it.respondent, other.respondent];
                    let of_one = people[0] == people[1] || people.contains(&None);
                    (of_one && is_note(it) && is_note(other)).then_some(*id)
                })
            }
            Record::Coding(_)
            | Record::Assignment(_)
            | Record::Redaction(_)
            | Record::Standing(_)
            | Record::Stop(_)
            | Record::Edit(_)
            | Record::Translation(_)
            | Record::Classification(_)
            | Record::Contradiction(_) => alike(made)
                .and_then(|it| self.alike.get(&it))
                .filter(|id| apart(id))
                .copied(),
            _ => named,
        }?;
        let mut like = made.clone();
        let own = made.uuid();
        like.replace_ids(&|it| if it == own { id } else { it });
        self.study.current(&like)
    }

    fn put(&mut self, record: Record) {
        if let Some(current) = self.study.current(&record) {
            self.forget(&current);
        }
        if let Some(name) = record.name() {
            let key = (record.noun(), name.to_owned());
            self.names.entry(key).or_default().insert(record.uuid());
        }
        if let Some(alike) = alike(&record) {
            self.alike.insert(alike, record.uuid());
        }
        if let Record::Source(source) = &record {
            let texts = self.texts_of.entry(source.id).or_default();
            if texts.last() != Some(&source.text) {
                texts.push(source.text);
            }
        }
        self.gone.remove(&record.uuid());
        let before = self.study.current(&record);
        // What is there is what the change says was there, so that it applies.
        let _ = self.study.apply(&Change {
            before,
            after: Some(record),
        });
    }

    fn remove(&mut self, record: &Record) {
        self.forget(record);
        self.gone.insert(record.uuid(), record.clone());
        let _ = self.study.apply(&Change::removed(record.clone()));
    }

    fn forget(&mut self, record: &Record) {
        if let Some(name) = record.name()
            && let Some(holders) = self.names.get_mut(&(record.noun(), name.to_owned()))
        {
            holders.remove(&record.uuid());
        }
        if let Some(alike) = alike(record)
            && self.alike.get(&alike) == Some(&record.uuid())
        {
            self.alike.remove(&alike);
        }
    }

    fn clash(&mut self, step: Step<'_>, record: &Record, kind: ClashKind) {
        let name = match record {
            Record::Coding(coding) => {
                let source = self.study.sources.get(&coding.source);
                let code = self.study.codes.get(&coding.code);
                format!(
                    "{} in {}",
                    code.map_or("?", |it| it.key.as_str()),
                    source.map_or("?", |it| it.name.as_str())
                )
            }
            Record::Stop(stop) => {
                let place = self.study.places.get(&stop.place);
                let who = self.study.respondents.get(&stop.respondent);
                format!(
                    "{} of {}",
                    place.map_or("?", |it| it.name.as_str()),
                    who.map_or("?", |it| it.name.as_str())
                )
            }
            record => self.study.name_of(record),
        };
        self.clashes.push(Clash {
            operation: step.operation.id,
            actor: step.operation.actor.clone(),
            noun: record.noun(),
            name,
            kind,
        });
    }
}

/// Whether people want to hear that both sides set a property. Versions, digests, times and places
/// in a list follow from other properties or matter to nobody.
fn is_told(record: &Record, property: &str, text_differs: bool) -> bool {
    match (record, property) {
        (Record::Source(_), "text") => text_differs,
        (Record::Source(_), "name" | "language" | "respondent") => true,
        (Record::Source(_) | Record::File(_), _)
        | (Record::Standing(_) | Record::Contradiction(_), "by") => false,
        (Record::Redaction(_), property) => ["state", "shown"].contains(&property),
        (_, "version" | "order" | "at" | "id" | "words" | "definition") => {
            matches!(record, Record::Code(_)) && property == "definition"
        }
        _ => true,
    }
}
