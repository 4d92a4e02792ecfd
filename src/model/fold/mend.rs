//! What keeps the study whole after an operation that was made apart from others: nothing hangs on
//! what is gone, every name is held by one thing, no code is above itself, and codings stand at their
//! words.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::{Fold, Step};
use crate::model::carry::{Carried, carry};
use crate::model::clash::ClashKind;
use crate::model::coding::Coding;
use crate::model::hash::Hash;
use crate::model::id::Id;
use crate::model::operation::Record;
use crate::model::source::{Source, SourceId};
use crate::model::span::Span;

impl Fold<'_> {
    /// What this operation removed, and somebody else has come to use, stays.
    pub(super) fn bring_back_what_is_used(&mut self, step: Step<'_>, touched: &BTreeSet<Uuid>) {
        let gone: BTreeSet<Uuid> = touched
            .iter()
            .copied()
            .filter(|id| self.gone.contains_key(id))
            .collect();
        let needed: BTreeSet<Uuid> = self
            .study
            .records()
            .flat_map(|it| it.hangs_on())
            .filter(|id| gone.contains(id))
            .collect();
        self.bring_back(step, needed);
    }

    /// What this operation uses, and somebody else has removed, comes back.
    pub(super) fn bring_back_what_is_needed(&mut self, step: Step<'_>, touched: &BTreeSet<Uuid>) {
        if self.gone.is_empty() {
            return;
        }
        let records = step
            .operation
            .changes
            .iter()
            .filter_map(|change| change.after.as_ref());
        let needed: BTreeSet<Uuid> = records
            .map(|record| self.translated(record))
            .filter(|record| touched.contains(&record.uuid()))
            .flat_map(|record| record.hangs_on())
            .filter(|id| self.gone.contains_key(id))
            .collect();
        self.bring_back(step, needed);
    }

    fn bring_back(&mut self, step: Step<'_>, mut needed: BTreeSet<Uuid>) {
        while let Some(id) = needed.pop_first() {
            if let Some(record) = self.gone.get(&id).cloned() {
                needed.extend(record.hangs_on());
                self.put(record.clone());
                self.clash(step, &record, ClashKind::Removed);
            }
        }
    }

    /// Two things with one name: the later one gets another.
    pub(super) fn part_names(&mut self, step: Step<'_>, touched: &BTreeSet<Uuid>) {
        let crowded: Vec<((&'static str, String), Vec<Uuid>)> = step
            .operation
            .changes
            .iter()
            .filter_map(|change| change.after.as_ref())
            .filter_map(|record| Some((record.noun(), self.current_name(record)?)))
            .filter_map(|key| {
                let holders = self.names.get(&key).filter(|it| it.len() > 1)?;
                Some((key, holders.iter().copied().collect()))
            })
            .collect();
        for ((noun, wanted), holders) in crowded {
            let first = holders
                .iter()
                .find(|id| !touched.contains(id))
                .or(holders.first())
                .copied();
            for id in holders.into_iter().filter(|id| Some(*id) != first) {
                let Some(mut record) = self.named_record(noun, id) else {
                    continue;
                };
                let name = (2..)
                    .map(|number| match noun {
                        "code" => format!("{wanted}-{number}"),
                        _ => format!("{wanted} ({number})"),
                    })
                    .find(|name| {
                        self.names
                            .get(&(noun, name.clone()))
                            .is_none_or(BTreeSet::is_empty)
                    });
                record.rename(name.unwrap_or_default());
                self.put(record.clone());
                let wanted = wanted.clone();
                self.clash(step, &record, ClashKind::Named { wanted });
            }
        }
    }

    fn current_name(&self, record: &Record) -> Option<String> {
        let current = self.study.current(&self.translated(record))?;
        current.name().map(str::to_owned)
    }

    fn named_record(&self, noun: &str, id: Uuid) -> Option<Record> {
        let it = &self.study;
        match noun {
            "attribute" => it
                .attributes
                .get(&Id::from_uuid(id))
                .cloned()
                .map(Record::from),
            "respondent" => it
                .respondents
                .get(&Id::from_uuid(id))
                .cloned()
                .map(Record::from),
            "source" => it
                .sources
                .get(&Id::from_uuid(id))
                .cloned()
                .map(Record::from),
            "code" => it.codes.get(&Id::from_uuid(id)).cloned().map(Record::from),
            "coder" => it.coders.get(&Id::from_uuid(id)).cloned().map(Record::from),
            "file" => it.files.get(&Id::from_uuid(id)).cloned().map(Record::from),
            "place" => it.places.get(&Id::from_uuid(id)).cloned().map(Record::from),
            "round" => it.rounds.get(&Id::from_uuid(id)).cloned().map(Record::from),
            _ => None,
        }
    }

    /// A move of a code that would put it above itself does not hold.
    pub(super) fn open_circles(&mut self, step: Step<'_>, touched: &BTreeSet<Uuid>) {
        for id in touched {
            let start = Id::from_uuid(*id);
            let Some(code) = self.study.codes.get(&start).cloned() else {
                continue;
            };
            let mut above = code.parent;
            let mut steps = 0;
            while let Some(parent) = above.filter(|_| steps <= self.study.codes.len()) {
                if parent == start {
                    let was = step.operation.changes.iter().find_map(|change| {
                        match (&change.before, &change.after) {
                            (Some(Record::Code(was)), Some(_)) if was.id == start => {
                                Some(was.parent)
                            }
                            _ => None,
                        }
                    });
                    let mut code = code.clone();
                    code.parent = was.flatten().filter(|it| *it != parent);
                    self.put(code.clone().into());
                    self.clash(step, &code.into(), ClashKind::Circle);
                    break;
                }
                above = self.study.codes.get(&parent).and_then(|it| it.parent);
                steps += 1;
            }
        }
    }

    /// Codings that count in another text than their source has now follow their words.
    pub(super) fn carry_codings(&mut self, step: Step<'_>, touched: &BTreeSet<Uuid>) {
        let texts = touched.iter().map(|id| Id::from_uuid(*id));
        let changed: BTreeSet<SourceId> = texts
            .filter(|id| self.texts_of.get(id).is_some_and(|it| it.len() > 1))
            .collect();
        let is_behind = |coding: &Coding| {
            let source = self.study.sources.get(&coding.source);
            source.is_some_and(|source| source.version != coding.version)
        };
        let own = touched
            .iter()
            .filter_map(|id| self.study.codings.get(&Id::from_uuid(*id)));
        let mut behind: BTreeMap<_, Coding> = BTreeMap::new();
        let mut keep = |coding: &Coding| {
            if is_behind(coding) {
                behind.insert(coding.id, coding.clone());
            }
        };
        own.for_each(&mut keep);
        if !changed.is_empty() {
            let here = self.study.codings.values();
            here.filter(|it| changed.contains(&it.source))
                .for_each(keep);
        }
        for coding in behind.into_values() {
            let Some(source) = self.study.sources.get(&coding.source).cloned() else {
                continue;
            };
            match self.carried(&coding, &source) {
                Some(coding) => self.put(coding.into()),
                None => {
                    let record = Record::from(coding);
                    self.clash(step, &record, ClashKind::Lost);
                    self.remove(&record);
                }
            }
        }
    }

    fn carried(&self, coding: &Coding, source: &Source) -> Option<Coding> {
        let (span, words) = self.carried_words(coding.span, coding.words, source)?;
        Some(Coding {
            version: source.version,
            span,
            words,
            ..coding.clone()
        })
    }

    /// Where words that stood at `span` of an earlier text of `source` stand now, with their digest.
    pub(super) fn carried_words(
        &self,
        span: Span,
        digest: Hash,
        source: &Source,
    ) -> Option<(Span, Hash)> {
        let stands = |text: &str| {
            let words = span.of(text);
            words.is_some_and(|words| Hash::of(words.as_bytes()) == digest)
        };
        let new = (self.texts)(source.text)?;
        if stands(&new) {
            return Some((span, digest));
        }
        let known = self.texts_of.get(&source.id)?;
        let old = known
            .iter()
            .rev()
            .filter_map(|hash| (self.texts)(*hash))
            .find(|it| stands(it))?;
        let span = match carry(&old, &new, &[span]).first()? {
            Carried::Kept(span) | Carried::Moved(span) => *span,
            Carried::Lost => return None,
        };
        Some((span, Hash::of(span.of(&new)?.as_bytes())))
    }
}
