//! A study: everything that a project knows at one moment, as plain values. The tables on disk and
//! this value are two projections of the same journal; folding every operation into an empty study
//! gives what the tables hold.

use std::collections::BTreeMap;

use super::assignment::{Assignment, AssignmentId};
use super::codebook::{Code, CodeId};
use super::coding::{Coder, CoderId, Coding, CodingId};
use super::decision::{Decision, DecisionId};
use super::file::{File, FileId};
use super::memo::{Memo, MemoId};
use super::operation::{Change, Record};
use super::respondent::{Attribute, AttributeId, Respondent, RespondentId};
use super::round::{Round, RoundId};
use super::source::{Source, SourceId};
use super::standing::{Standing, StandingId};

/// Everything that a project knows, without the texts (they are read one at a time).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Study {
    /// Attributes of respondents.
    pub attributes: BTreeMap<AttributeId, Attribute>,
    /// Respondents.
    pub respondents: BTreeMap<RespondentId, Respondent>,
    /// Sources.
    pub sources: BTreeMap<SourceId, Source>,
    /// Codes, families included.
    pub codes: BTreeMap<CodeId, Code>,
    /// Coders.
    pub coders: BTreeMap<CoderId, Coder>,
    /// Codings; may hold only those that a question needs.
    pub codings: BTreeMap<CodingId, Coding>,
    /// Memos.
    pub memos: BTreeMap<MemoId, Memo>,
    /// Imported files that are not sources.
    pub files: BTreeMap<FileId, File>,
    /// Rounds of coding apart.
    pub rounds: BTreeMap<RoundId, Round>,
    /// Who codes which source.
    pub assignments: BTreeMap<AssignmentId, Assignment>,
    /// Disagreements that are settled.
    pub decisions: BTreeMap<DecisionId, Decision>,
    /// How quotes stand with the writers.
    pub standings: BTreeMap<StandingId, Standing>,
}

/// A change that does not fit what is there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{noun} `{name}` is not as it was: it has been changed since")]
pub struct Conflict {
    /// The kind of record.
    pub noun: &'static str,
    /// What people call it.
    pub name: String,
}

impl Study {
    /// Applies one change; refuses it when the record is not what the change says it was.
    pub fn apply(&mut self, change: &Change) -> Result<(), Conflict> {
        let Some(record) = change.record() else {
            return Ok(());
        };
        if self.current(record).as_ref() != change.before.as_ref() {
            return Err(Conflict {
                noun: record.noun(),
                name: self.name_of(record),
            });
        }
        match (&change.after, record) {
            (Some(Record::Attribute(it)), _) => drop(self.attributes.insert(it.id, it.clone())),
            (Some(Record::Respondent(it)), _) => drop(self.respondents.insert(it.id, it.clone())),
            (Some(Record::Source(it)), _) => drop(self.sources.insert(it.id, it.clone())),
            (Some(Record::Code(it)), _) => drop(self.codes.insert(it.id, it.clone())),
            (Some(Record::Coder(it)), _) => drop(self.coders.insert(it.id, it.clone())),
            (Some(Record::Coding(it)), _) => drop(self.codings.insert(it.id, it.clone())),
            (Some(Record::Memo(it)), _) => drop(self.memos.insert(it.id, it.clone())),
            (Some(Record::File(it)), _) => drop(self.files.insert(it.id, it.clone())),
            (Some(Record::Round(it)), _) => drop(self.rounds.insert(it.id, it.clone())),
            (Some(Record::Assignment(it)), _) => drop(self.assignments.insert(it.id, it.clone())),
            (Some(Record::Decision(it)), _) => drop(self.decisions.insert(it.id, it.clone())),
            (Some(Record::Standing(it)), _) => drop(self.standings.insert(it.id, it.clone())),
            (None, Record::Attribute(it)) => drop(self.attributes.remove(&it.id)),
            (None, Record::Respondent(it)) => drop(self.respondents.remove(&it.id)),
            (None, Record::Source(it)) => drop(self.sources.remove(&it.id)),
            (None, Record::Code(it)) => drop(self.codes.remove(&it.id)),
            (None, Record::Coder(it)) => drop(self.coders.remove(&it.id)),
            (None, Record::Coding(it)) => drop(self.codings.remove(&it.id)),
            (None, Record::Memo(it)) => drop(self.memos.remove(&it.id)),
            (None, Record::File(it)) => drop(self.files.remove(&it.id)),
            (None, Record::Round(it)) => drop(self.rounds.remove(&it.id)),
            (None, Record::Assignment(it)) => drop(self.assignments.remove(&it.id)),
            (None, Record::Decision(it)) => drop(self.decisions.remove(&it.id)),
            (None, Record::Standing(it)) => drop(self.standings.remove(&it.id)),
        }
        Ok(())
    }

    /// The record with the same noun and id, as it stands now.
    pub fn current(&self, like: &Record) -> Option<Record> {
        match like {
            Record::Attribute(it) => self.attributes.get(&it.id).cloned().map(Record::from),
            Record::Respondent(it) => self.respondents.get(&it.id).cloned().map(Record::from),
            Record::Source(it) => self.sources.get(&it.id).cloned().map(Record::from),
            Record::Code(it) => self.codes.get(&it.id).cloned().map(Record::from),
            Record::Coder(it) => self.coders.get(&it.id).cloned().map(Record::from),
            Record::Coding(it) => self.codings.get(&it.id).cloned().map(Record::from),
            Record::Memo(it) => self.memos.get(&it.id).cloned().map(Record::from),
            Record::File(it) => self.files.get(&it.id).cloned().map(Record::from),
            Record::Round(it) => self.rounds.get(&it.id).cloned().map(Record::from),
            Record::Assignment(it) => self.assignments.get(&it.id).cloned().map(Record::from),
            Record::Decision(it) => self.decisions.get(&it.id).cloned().map(Record::from),
            Record::Standing(it) => self.standings.get(&it.id).cloned().map(Record::from),
        }
    }

    /// Every record, noun by noun.
    pub fn records(&self) -> impl Iterator<Item = Record> + '_ {
        fn all<'n, K, N: Clone + Into<Record>>(
            of: &'n BTreeMap<K, N>,
        ) -> impl Iterator<Item = Record> + 'n {
            of.values().cloned().map(Into::into)
        }
        all(&self.attributes)
            .chain(all(&self.respondents))
            .chain(all(&self.sources))
            .chain(all(&self.codes))
            .chain(all(&self.coders))
            .chain(all(&self.codings))
            .chain(all(&self.memos))
            .chain(all(&self.files))
            .chain(all(&self.rounds))
            .chain(all(&self.assignments))
            .chain(all(&self.decisions))
            .chain(all(&self.standings))
    }

    /// What people call a record.
    pub fn name_of(&self, record: &Record) -> String {
        match record {
            Record::Attribute(it) => it.name.clone(),
            Record::Respondent(it) => it.name.clone(),
            Record::Source(it) => it.name.clone(),
            Record::Code(it) => it.key.clone(),
            Record::Coder(it) => it.name.clone(),
            Record::Coding(it) => it.id.short(),
            Record::Memo(it) => it.id.short(),
            Record::File(it) => it.name.clone(),
            Record::Round(it) => it.name.clone(),
            Record::Assignment(it) => it.id.short(),
            Record::Decision(it) => it.id.short(),
            Record::Standing(it) => it.id.short(),
        }
    }

    /// The source called `name`.
    pub fn source_named(&self, name: &str) -> Option<&Source> {
        self.sources.values().find(|source| source.name == name)
    }

    /// The respondent called `name`.
    pub fn respondent_named(&self, name: &str) -> Option<&Respondent> {
        self.respondents.values().find(|it| it.name == name)
    }

    /// The coder called `name`.
    pub fn coder_named(&self, name: &str) -> Option<&Coder> {
        self.coders.values().find(|coder| coder.name == name)
    }

    /// The code with this key, or else the only code with this name (letter case is ignored).
    pub fn code_called(&self, word: &str) -> Option<&Code> {
        if let Some(code) = self.codes.values().find(|code| code.key == word) {
            return Some(code);
        }
        let lower = word.to_lowercase();
        let mut named = self
            .codes
            .values()
            .filter(|code| code.key.to_lowercase() == lower || code.name.to_lowercase() == lower);
        named.next().filter(|_| named.next().is_none())
    }

    /// Codes below `code`, however deep, and `code` itself.
    pub fn with_descendants(&self, code: CodeId) -> Vec<CodeId> {
        let mut found = vec![code];
        let mut next = 0;
        while next < found.len() {
            let parent = Some(found[next]);
            let children = self.codes.values().filter(|code| code.parent == parent);
            let fresh: Vec<_> = children
                .map(|code| code.id)
                .filter(|id| !found.contains(id))
                .collect();
            found.extend(fresh);
            next += 1;
        }
        found
    }

    /// Names from the family down to the code, for example `["Push factors", "Poverty"]`.
    pub fn path(&self, code: CodeId) -> Vec<&str> {
        let mut names = Vec::new();
        let mut next = self.codes.get(&code);
        while let Some(code) = next {
            names.push(code.name.as_str());
            if names.len() > self.codes.len() {
                break;
            }
            next = code.parent.and_then(|parent| self.codes.get(&parent));
        }
        names.reverse();
        names
    }

    /// Codes in codebook order: every family followed by what is below it.
    pub fn codebook(&self) -> Vec<&Code> {
        let mut below: BTreeMap<Option<CodeId>, Vec<&Code>> = BTreeMap::new();
        for code in self.codes.values() {
            let parent = code.parent.filter(|parent| self.codes.contains_key(parent));
            below.entry(parent).or_default().push(code);
        }
        for siblings in below.values_mut() {
            siblings.sort_by_key(|code| (code.order, code.id));
            siblings.reverse();
        }
        let mut ordered = Vec::with_capacity(self.codes.len());
        let mut waiting = below.remove(&None).unwrap_or_default();
        while let Some(code) = waiting.pop() {
            ordered.push(code);
            waiting.extend(below.remove(&Some(code.id)).unwrap_or_default());
        }
        ordered
    }

    /// Attributes as the register shows them.
    pub fn register(&self) -> Vec<&Attribute> {
        let mut attributes: Vec<_> = self.attributes.values().collect();
        attributes.sort_by_key(|attribute| (attribute.order, attribute.id));
        attributes
    }
}
